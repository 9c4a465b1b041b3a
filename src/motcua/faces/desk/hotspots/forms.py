"""What is typed about people's situation and field trips; shape only: what is asked of it is said by the acts."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.hotspots.choices import Level, Source
from motcua.areas.petitions.choices import topics
from motcua.base.journal.ports import Actor
from motcua.faces.desk.dialogues.forms import ActForm, day, posts_of, text

PRIVATE = {"data-private": "", "autocomplete": "off"}


def words(rows: int, label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """Words that stay on this page only."""
    field = text(rows, label=label, help_text=help_text, required=required)
    field.widget.attrs |= PRIVATE
    return field


def place(label: Any, *, required: bool = True) -> forms.CharField:
    """One line that stays on this page only."""
    return forms.CharField(
        label=label, max_length=200, required=required, widget=forms.TextInput(attrs=PRIVATE)
    )


def unnamed() -> forms.BooleanField:
    """That what looks like somebody's name is nobody's."""
    return forms.BooleanField(
        label=gettext_lazy("Không phải tên hay số của ai (tên đường, số của cơ quan)"), required=False
    )


class NoteForm(ActForm):
    """What people worry about, where, how pressing."""

    worries = words(
        5, gettext_lazy("Người dân quan tâm, lo lắng điều gì"),
        gettext_lazy("Viết về nhiều người, không ghi tên hay chuyện của một người cụ thể."),
    )  # fmt: skip
    proposal = words(3, gettext_lazy("Đề xuất"), required=False)
    spot = place(gettext_lazy("Nơi: tổ dân phố, khu vực"))
    topic = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"))
    level = forms.ChoiceField(
        label=gettext_lazy("Mức độ"), choices=Level.choices, initial=Level.ORDINARY, widget=forms.RadioSelect
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Nghe từ đâu"), choices=[("", gettext_lazy("Chọn nguồn")), *Source.choices]
    )
    noted_on = day(label=gettext_lazy("Ngày"))
    impersonal = unnamed()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("Chọn lĩnh vực")), *((code, _(name)) for code, name in topics().items()),
        ]  # fmt: skip


class TripForm(ActForm):
    """When, where, with whom, what was seen."""

    on = day(label=gettext_lazy("Ngày đi"))
    spot = place(gettext_lazy("Nơi đến"))
    company = place(gettext_lazy("Cùng đi: cơ quan, đoàn thể"), required=False)
    findings = words(4, gettext_lazy("Đã thấy gì"), required=False)
    impersonal = unnamed()


class AnswerForm(ActForm):
    """What a leader says to it."""

    answer = words(4, gettext_lazy("Ý kiến của lãnh đạo"))


class TaskForm(ActForm):
    """Who does what by when."""

    post = forms.ChoiceField(label=gettext_lazy("Vị trí thực hiện"))
    what = words(3, gettext_lazy("Việc phải làm"), gettext_lazy("Người được giao không đọc được ghi nhận."))
    due_on = day(label=gettext_lazy("Hạn thực hiện"))

    def __init__(self, by: Actor, on: dt.date, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["post"].choices = [("", _("Chọn vị trí")), *posts_of(by, on)]  # type: ignore[attr-defined]


class ResultForm(ActForm):
    """What came of a task, or why it is dropped."""

    n = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)
    result = words(3, gettext_lazy("Kết quả, hoặc lý do bỏ việc"))
