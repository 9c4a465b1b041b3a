"""Acts offered on a page: buttons at its foot, their forms, and what was refused said at the field."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.base import spoken
from motcua.base.journal.events import EVENTS
from motcua.faces.desk.dialogues.forms import ActForm
from motcua.faces.ui.once import done_once
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

if TYPE_CHECKING:
    from motcua.base.journal.models import Event


@dataclass(frozen=True)
class Verb:
    """How an act looks: the word on its button, icon, key; ``done`` is said afterwards, ``confirm`` before."""

    word: Any
    icon: str
    key: str = ""
    tone: str = ""
    done: Any = ""
    confirm: Any = ""
    heading: Any = ""
    say: Any = ""


Forms = Mapping[str, Callable[[Any], ActForm]]
"""How the form of an act is made from what was sent (None: empty); acts without one are a single press."""


def happened(events: Iterable[Event]) -> list[dict[str, Any]]:
    """The path of a page: what was done, in words, by which post, in the order in which it was."""
    return [
        {
            "state": "done", "at": event.at, "who": event.by_title,
            "what": EVENTS[event.kind].sentence(event.facts) if event.kind in EVENTS else event.kind,
        }
        for event in events
    ]  # fmt: skip


def shown(
    verbs: Mapping[str, Verb], allowed: list[str], forms: Forms, address: Callable[[str], str], *,
    act: str = "", form: ActForm | None = None,
) -> dict[str, Any]:  # fmt: skip
    """What a page needs to offer the acts allowed now: the first is the one expected."""
    acts, opened = [], []
    for n, name in enumerate(allowed):
        verb = verbs[name]
        made = {
            "name": name, "verb": verb.word, "icon": verb.icon, "key": verb.key,
            "tone": verb.tone or ("primary" if n == 0 else ""),
        }  # fmt: skip
        if name in forms:
            acts.append({**made, "method": "get", "url": f"#viec-{name}"})
            opened.append({
                **made, "url": address(name), "form": form if name == act and form else forms[name](None),
                "heading": verb.heading or verb.word, "say": verb.say, "confirm": verb.confirm,
                "is_open": name == act, "tone": "danger" if verb.tone == "danger" else "primary",
            })  # fmt: skip
        else:
            acts.append({**made, "url": address(name), "confirm": str(verb.confirm)})
    return {"acts": acts, "opened": opened, "act": act, "form": form}


def done(
    request: HttpRequest, name: str, verbs: Mapping[str, Verb], forms: Forms, do: Callable[[dict[str, Any]], Any],
    again: Callable[..., HttpResponse], to: str, *where: Any,
) -> HttpResponse:  # fmt: skip
    """Do an act and go to the page; what is refused is said on the same page, nothing typed is lost."""
    if name not in verbs:
        raise NotFound()
    form = forms[name](request.POST) if name in forms else None
    if form is not None and not form.is_valid():
        return again(act=name, form=form, status=422)
    try:
        given = form.given() if form is not None else {}
        done_once(request, lambda: do(given) or "")
    except NotFound:
        raise
    except Impossible as refusal:
        status = 422 if refusal.faults else 403 if isinstance(refusal, NotAllowed) else 409
        if form is None:
            return again(act=name, say=" ".join(spoken.refusals(refusal)), status=status)
        form.mend(refusal)
        return again(act=name, form=form, status=status)
    messages.success(request, verbs[name].done or _("Đã ghi."))
    return redirect(to, *where)
