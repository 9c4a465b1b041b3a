"""What is typed about coordination programmes; shape only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.programmes.choices import Kind, Outcome, ReviewKind
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
    lead = forms.ChoiceField(label=gettext_lazy("Bên chủ trì"))
    beside = line(400, label=gettext_lazy("Bên phối hợp"), required=False)
    due_on = day(label=gettext_lazy("Hạn"))
    task = line(40, label=gettext_lazy("Mã nhiệm vụ đã giao"), required=False)

    def __init__(self, parties: Iterable[str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lead"].choices = [(one, one) for one in parties]  # type: ignore[attr-defined]


class DoneForm(ActForm):
    """What came of a joint task."""

    n = forms.TypedChoiceField(label=gettext_lazy("Việc chung"), coerce=int)
    result = text(3, label=gettext_lazy("Kết quả"))

    def __init__(self, left: list[tuple[int, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = left  # type: ignore[attr-defined]


class ProgressForm(ActForm):
    """How a joint task goes."""

    n = forms.TypedChoiceField(label=gettext_lazy("Việc chung"), coerce=int)
    text = text(3, label=gettext_lazy("Tiến độ, khó khăn"))

    def __init__(self, left: list[tuple[int, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = left  # type: ignore[attr-defined]


class SayingForm(ActForm):
    """What a party says of a year."""

    year = forms.TypedChoiceField(label=gettext_lazy("Năm"), coerce=int)
    text = text(5, label=gettext_lazy("Nội dung"))

    def __init__(self, years: Iterable[int], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]


class AnswerForm(ActForm):
    """What who keeps the programme says of a proposal."""

    n = forms.TypedChoiceField(label=gettext_lazy("Đề xuất"), coerce=int)
    outcome = forms.ChoiceField(label=gettext_lazy("Trả lời"), choices=Outcome.choices)
    said = text(3, label=gettext_lazy("Nội dung trả lời"))

    def __init__(self, waiting: list[tuple[int, str]], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["n"].choices = waiting  # type: ignore[attr-defined]


class PlaceForm(ActForm):
    """Which unit of ours a party is."""

    party = forms.ChoiceField(label=gettext_lazy("Bên ký"))
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị trên hệ thống"), required=False)

    def __init__(self, parties: Iterable[str], units: dict[str, str], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["party"].choices = [(one, one) for one in parties]  # type: ignore[attr-defined]
        known = sorted(units.items(), key=lambda one: one[1])
        self.fields["unit"].choices = [("", _("Không có trên hệ thống")), *known]  # type: ignore[attr-defined]


class ReviewForm(ActForm):
    """Sơ kết, tổng kết."""

    kind = forms.ChoiceField(label=gettext_lazy("Sơ kết hay tổng kết"), choices=ReviewKind.choices)
    on = day(label=gettext_lazy("Ngày họp"))
    findings = text(5, label=gettext_lazy("Kết quả, tồn tại, kiến nghị"))
    sure = forms.BooleanField(
        label=gettext_lazy("Vẫn ghi tổng kết khi còn việc chung, đề xuất để ngỏ"), required=False
    )
