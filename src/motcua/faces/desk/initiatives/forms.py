"""What is typed about initiatives; shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.initiatives.choices import Reach
from motcua.base.people.choices import fields_of_work
from motcua.faces.desk.dialogues.forms import ActForm, day, text


class ProposeForm(ActForm):
    """What stands in the way, what would be done, what comes of it."""

    title = forms.CharField(label=gettext_lazy("Tên sáng kiến"), max_length=1200)
    field = forms.ChoiceField(label=gettext_lazy("Lĩnh vực công tác"))
    problem = text(4, label=gettext_lazy("Vấn đề hiện nay"))
    solution = text(6, label=gettext_lazy("Giải pháp"))
    benefit = text(4, label=gettext_lazy("Lợi ích"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields = [(code, _(name)) for code, name in fields_of_work().items()]
        self.fields["field"].choices = [("", _("Chọn lĩnh vực")), *fields]  # type: ignore[attr-defined]


class RecogniseForm(ActForm):
    """By which decision, how far."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu quyết định"), max_length=320)
    decided_on = day(label=gettext_lazy("Ngày quyết định"))
    reach = forms.ChoiceField(label=gettext_lazy("Phạm vi ảnh hưởng"), choices=Reach.choices)
    opinion = text(3, label=gettext_lazy("Đánh giá"))


class DeclineForm(ActForm):
    """Why not."""

    opinion = text(3, label=gettext_lazy("Lý do"))


class ReplicateForm(ActForm):
    """Where else, since when."""

    where = forms.CharField(label=gettext_lazy("Nơi nhân rộng"), max_length=800)
    on = day(label=gettext_lazy("Áp dụng từ ngày"))
    result = text(3, label=gettext_lazy("Kết quả"), required=False)
