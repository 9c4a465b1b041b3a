"""What is typed about coordination programmes; shape only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.programmes.choices import Kind, ReviewKind
from motcua.faces.desk.dialogues.forms import ActForm, day, text


def line(most: int = 200, **more: Any) -> forms.CharField:
    """A text of one line."""
    return forms.CharField(max_length=most * 4, widget=forms.TextInput(attrs={"autocomplete": "off"}), **more)


class EnterForm(ActForm):
    """A programme as it was signed."""

    kind = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=Kind.choices)
    number = line(80, label=gettext_lazy("Số, ký hiệu"), required=False)
    title = text(2, label=gettext_lazy("Tên"))
    parties = text(4, label=gettext_lazy("Các bên ký"), help_text=gettext_lazy("Mỗi dòng một bên."))
    signatories = text(
        3,
        label=gettext_lazy("Người ký"),
        required=False,
        help_text=gettext_lazy("Chức danh, mỗi dòng một người."),
    )
    signed_on = day(label=gettext_lazy("Ngày ký"))
    begins_on = day(label=gettext_lazy("Từ ngày"))
    ends_on = day(label=gettext_lazy("Đến ngày"))
    contents = text(8, label=gettext_lazy("Nội dung phối hợp"))
    follows = forms.ChoiceField(label=gettext_lazy("Tiếp nối chương trình"), required=False)

    def __init__(self, earlier: Iterable[Any], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = [(one.code, f"{one.title[:80]} ({one.period})") for one in earlier]
        self.fields["follows"].choices = [("", _("Không tiếp nối chương trình nào")), *known]  # type: ignore[attr-defined]


class YearForm(ActForm):
    """What one year asks."""

    year = forms.IntegerField(label=gettext_lazy("Năm"), min_value=2000, max_value=2100)
    content = text(5, label=gettext_lazy("Nội dung, kế hoạch của năm"))


class TaskForm(ActForm):
    """A joint task."""

    what = text(2, label=gettext_lazy("Việc chung"))
    lead = line(label=gettext_lazy("Bên chủ trì"))
    beside = line(400, label=gettext_lazy("Bên phối hợp"), required=False)
    due_on = day(label=gettext_lazy("Hạn"))
    task = line(40, label=gettext_lazy("Mã nhiệm vụ đã giao"), required=False)


class DoneForm(ActForm):
    """What came of a joint task."""

    n = forms.TypedChoiceField(label=gettext_lazy("Việc chung"), coerce=int)
    result = text(3, label=gettext_lazy("Kết quả"))

    def __init__(self, left: list[tuple[int, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = left  # type: ignore[attr-defined]


class ReviewForm(ActForm):
    """Sơ kết, tổng kết."""

    kind = forms.ChoiceField(label=gettext_lazy("Sơ kết hay tổng kết"), choices=ReviewKind.choices)
    on = day(label=gettext_lazy("Ngày họp"))
    findings = text(5, label=gettext_lazy("Kết quả, tồn tại, kiến nghị"))
