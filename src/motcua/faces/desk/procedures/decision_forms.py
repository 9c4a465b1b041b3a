"""What a keeper types of a decision of publication: its head, one line of its list, a sheet with the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.procedures.choices import ChangeKind, Publisher
from motcua.faces.desk.procedures.forms import VersionForm, Words, day_field

__all__ = ["ContentForm", "DecisionForm", "LineForm", "SheetForm"]


class DecisionForm(forms.Form):
    """Number, day, issuer; the legal text that made the decision necessary (R3.6–R3.8)."""

    symbol = Words(
        label=gettext_lazy("Số, ký hiệu quyết định"), max_length=60,
        widget=forms.TextInput(attrs={"data-focus": "", "autocomplete": "off"}),
    )  # fmt: skip
    signed_on = day_field(gettext_lazy("Ngày ký"))
    publisher = forms.ChoiceField(
        label=gettext_lazy("Thẩm quyền công bố"), choices=Publisher.choices, initial=Publisher.PROVINCE
    )
    issuer = Words(label=gettext_lazy("Cơ quan ban hành"), max_length=200)
    title = Words(label=gettext_lazy("Trích yếu"), max_length=1000, required=False)
    text_symbol = Words(
        label=gettext_lazy("Văn bản quy định thủ tục"), max_length=60, required=False,
        help_text=gettext_lazy("Văn bản pháp luật làm phải công bố."),
    )  # fmt: skip
    text_issued_on = day_field(gettext_lazy("Ngày ban hành văn bản"), required=False)
    text_effective_on = day_field(gettext_lazy("Văn bản có hiệu lực từ"), required=False)
    shortened = forms.BooleanField(
        label=gettext_lazy("Văn bản ban hành theo trình tự, thủ tục rút gọn"), required=False
    )


class LineForm(forms.Form):
    """One procedure of the list; what is left blank stays as it is in the version in force."""

    code = Words(label=gettext_lazy("Mã thủ tục"), max_length=64)
    change = forms.ChoiceField(
        label=gettext_lazy("Loại"), choices=ChangeKind.choices, initial=ChangeKind.AMENDED
    )
    effective_on = day_field(gettext_lazy("Có hiệu lực từ"))
    name = Words(
        label=gettext_lazy("Tên thủ tục"), max_length=1000, required=False,
        help_text=gettext_lazy("Chỉ bắt buộc với thủ tục mới."),
    )  # fmt: skip
    replaces = Words(
        label=gettext_lazy("Thay thế mã"), max_length=64, required=False,
        help_text=gettext_lazy("Mã bị thay thế, nếu khác."),
    )  # fmt: skip


class SheetForm(forms.Form):
    """A list as a workbook or CSV file."""

    file = forms.FileField(label=gettext_lazy("Tệp danh mục"))

    def clean(self) -> dict[str, Any]:
        """A file that people can open."""
        found: dict[str, Any] = super().clean() or {}
        if "file" in found and not str(found["file"].name).lower().endswith(
            (".csv", ".xlsx", ".xls", ".ods")
        ):
            self.add_error("file", _("Chọn tệp XLSX hoặc CSV."))
        return found


class ContentForm(VersionForm):
    """The whole content of one procedure of a decision; the decision names itself."""

    decision = None  # type: ignore[assignment]

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["limit"].widget.attrs["data-focus"] = ""
