"""What is typed about an instrument and its relations; shape only: what is asked is said by the acts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.base.law.choices import RELATION
from motcua.base.law.queries.instruments import found
from motcua.faces.desk.dialogues.forms import ActForm, day, text
from motcua.rules.citing import cited

SOURCE = gettext_lazy("Theo nguồn nào")
SOURCE_HELP = gettext_lazy(
    "Số công báo, địa chỉ trên cơ sở dữ liệu quốc gia về pháp luật hoặc văn bản nói điều này."
)


def _source() -> forms.CharField:
    return forms.CharField(label=SOURCE, help_text=SOURCE_HELP, max_length=200)


class CorrectForm(ActForm):
    """What an instrument is, and its days; one that is not known stays empty."""

    type = forms.CharField(label=gettext_lazy("Loại văn bản"), max_length=60)
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    title = text(2, label=gettext_lazy("Trích yếu"))
    issued_on = day(label=gettext_lazy("Ngày ban hành"), required=False)
    effective_on = day(label=gettext_lazy("Có hiệu lực từ"), required=False)
    expired_on = day(label=gettext_lazy("Hết hiệu lực từ"), required=False)
    source = _source()


class RecordForm(CorrectForm):
    """The same, of one that is not in the register."""

    symbol = forms.CharField(label=gettext_lazy("Số, ký hiệu"), max_length=80)
    field_order = ("symbol",)


class RelateForm(ActForm):
    """What this instrument does to another."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Văn bản này"), choices=[("", gettext_lazy("Chọn quan hệ")), *RELATION]
    )
    other = forms.CharField(
        label=gettext_lazy("Văn bản kia"), max_length=200,
        help_text=gettext_lazy("Số, ký hiệu; nếu nhiều văn bản cùng số thì ghi thêm ngày."),
    )  # fmt: skip
    on = day(label=gettext_lazy("Từ ngày"), required=False)
    source = _source()

    def clean_other(self) -> int:
        """The one instrument of that number."""
        typed = " ".join(self.cleaned_data["other"].split())
        said = cited(typed if typed[:1].isalpha() else f"Văn bản số {typed}")
        if not said or said[0].symbol is None:
            rows = list(found(typed)[:2])
        else:
            rows = [row for row in found(said[0].symbol.value)[:50] if row.symbol == said[0].symbol.value]
            if said[0].date:
                rows = [row for row in rows if row.issued_on == said[0].date.value]
        if not rows:
            raise forms.ValidationError(_("Chưa có văn bản này trong danh mục: ghi văn bản ấy vào trước."))
        if len(rows) > 1:
            raise forms.ValidationError(_("Nhiều văn bản khớp: ghi đủ số, ký hiệu và ngày ban hành."))
        return rows[0].pk

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return dict(self.cleaned_data)


class UnrelateForm(ActForm):
    """Which relation is wrong, and what says so."""

    relation = forms.IntegerField(widget=forms.HiddenInput)
    source = _source()
