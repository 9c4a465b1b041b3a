"""What is typed about the regulation of work; shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.regulations.choices import Outcome, parts
from motcua.faces.desk.dialogues.forms import ActForm, day, text


class AssignForm(ActForm):
    """One matter and who answers for it."""

    n = forms.TypedChoiceField(label=gettext_lazy("Việc"), coerce=int, required=False, empty_value=None)
    work = forms.CharField(
        label=gettext_lazy("Tên việc"), max_length=1200, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    decides = forms.ChoiceField(label=gettext_lazy("Ai quyết định"))
    leads = forms.ChoiceField(label=gettext_lazy("Ai chủ trì"))
    helps = forms.MultipleChoiceField(
        label=gettext_lazy("Ai phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    told = forms.MultipleChoiceField(
        label=gettext_lazy("Ai được báo cáo"), required=False, widget=forms.CheckboxSelectMultiple
    )
    duty = text(3, label=gettext_lazy("Trách nhiệm, thời hạn, kết quả của người chủ trì"), required=False)

    def __init__(self, matters: list[Any], posts: list[tuple[str, str]], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        choices = {
            "n": [("0", _("Việc mới")), *((str(one.n), f"{one.n}. {one.work[:80]}") for one in matters)],
            "decides": [("", _("Chọn vị trí")), *posts], "leads": [("", _("Chọn vị trí")), *posts],
            "helps": posts, "told": posts,
        }  # fmt: skip
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """As the act takes it: no number is a new matter."""
        return self.cleaned_data | {"n": self.cleaned_data["n"] or 0}


class DropForm(ActForm):
    """Which matter goes."""

    n = forms.TypedChoiceField(label=gettext_lazy("Việc"), coerce=int)

    def __init__(self, matters: list[Any], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["n"].choices = [(str(one.n), f"{one.n}. {one.work[:80]}") for one in matters]  # type: ignore[attr-defined]


class LocateForm(ActForm):
    """In which articles each content stands."""

    def __init__(self, where: dict[str, str], *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for code, part in parts().items():
            self.fields[code] = forms.CharField(
                label=_(part["name"]), max_length=480, required=False, initial=where.get(code, ""),
                widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("Điều 3, Điều 4")}),
            )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """As the act takes it."""
        return {"where": dict(self.cleaned_data)}


class AdoptForm(ActForm):
    """Under which number, from when."""

    number = forms.CharField(label=gettext_lazy("Số, ký hiệu quyết định ban hành"), max_length=320)
    signed_on = day(label=gettext_lazy("Ngày ký"))
    valid_from = day(label=gettext_lazy("Hiệu lực từ ngày"))


class ReviewForm(ActForm):
    """What a review found."""

    on = day(label=gettext_lazy("Ngày rà soát"))
    outcome = forms.ChoiceField(label=gettext_lazy("Kết luận"), choices=Outcome.choices)
    findings = text(4, label=gettext_lazy("Kết quả rà soát"))
