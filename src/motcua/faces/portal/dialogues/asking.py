"""Asking a question without account and without name; the same form on the page, at the door and about procedures."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.dialogues import actions, queries
from motcua.areas.dialogues.choices import groups
from motcua.areas.petitions.choices import topics
from motcua.base import spoken
from motcua.base.journal.ports import CITIZEN
from motcua.faces.portal.frame import remembering_language, spoken_here
from motcua.faces.portal.receipts import QUESTION, address, going
from motcua.faces.ui import place, throttle
from motcua.faces.ui.once import done_once
from motcua.faces.ui.session import now_of
from motcua.rules.denunciations import sounds_like
from motcua.rules.impossible import Impossible, NotFound
from motcua.rules.vietnamese import nfc

ASKED_BY = ("residents", "households", "hamlet", "organisations", "business")


class AskForm(forms.Form):
    """A question: what, about what; a name only if one wants."""

    guarded = False
    """Whether what was written looks like a denunciation: the guarded way is offered with the form."""
    content = forms.CharField(
        label=gettext_lazy("Ông/bà muốn hỏi gì?"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Không cần ghi tên, số giấy tờ. Chuyện riêng, khiếu nại, tố cáo: gửi đơn."),
    )  # fmt: skip
    topic = forms.ChoiceField(label=gettext_lazy("Thuộc lĩnh vực"))
    group = forms.ChoiceField(label=gettext_lazy("Ông/bà là"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Họ tên"), max_length=120, required=False,
        help_text=gettext_lazy("Chỉ cán bộ phụ trách đọc được; không đăng."),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        known = [(code, _(name)) for code, name in topics().items()]
        self.fields["topic"].choices = [("", _("Chọn lĩnh vực")), *known]  # type: ignore[attr-defined]
        self.fields["group"].choices = [  # type: ignore[attr-defined]
            ("", _("Không ghi")), *((code, _(groups()[code])) for code in ASKED_BY),
        ]  # fmt: skip

    def clean_content(self) -> str:
        """In composed letters: a telephone that decomposes them is no mistake of the person."""
        return nfc(self.cleaned_data["content"])

    def clean_name(self) -> str:
        """In composed letters."""
        return nfc(self.cleaned_data["name"])


def begun(request: HttpRequest) -> tuple[AskForm, bool]:
    """The form as it came, and whether it was sent to be answered; turned to the other language it keeps what was
    typed."""
    turned = request.method == "POST" and spoken_here(request)
    if turned:
        return AskForm(initial={name: request.POST.get(name, "") for name in AskForm.base_fields}), False
    return AskForm(request.POST if request.method == "POST" else None), request.method == "POST"


def asked(
    request: HttpRequest, form: AskForm, *, way: str, dialogue: Any = None, procedure: str = ""
) -> tuple[HttpResponse | None, int]:
    """Ask what was typed: the way to the receipt, or None with the status of what is to be mended on the form."""
    if not form.is_valid():
        return None, 422
    if sounds_like(form.cleaned_data["content"]) and not request.POST.get("van-gui"):
        form.guarded = True
        return None, 200
    try:
        throttle.count(request, throttle.voices)
    except throttle.TooManyFailures:
        form.add_error(None, _("Nơi này đã gửi nhiều câu hỏi trong chốc lát. Ông/bà thử lại sau ít phút."))
        return None, 429

    def ask() -> str:
        made = actions.ask(
            by=CITIZEN, at=now_of(request), unit=place.here(), way=way, dialogue=dialogue, procedure=procedure,
            **form.cleaned_data,
        )  # fmt: skip
        return made.code

    try:
        code = done_once(request, ask, said=form.cleaned_data["content"])
    except NotFound:
        raise
    except Impossible as refusal:
        for fault in refusal.faults:
            form.add_error(fault.field if fault.field in form.fields else None, spoken.fault(fault))
        if not refusal.faults:
            form.add_error(None, spoken.refusal(refusal))
        return None, 422 if refusal.faults else 409
    to = address(QUESTION, code, moi="1")
    return remembering_language(request, going(request, to, code, queries.question_key(code))), 302
