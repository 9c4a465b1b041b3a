"""Quy chế làm việc at the desk: who decides, leads, helps, is told; what a post answers for; what must be reviewed."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.areas.directives.queries import lists as directed
from motcua.areas.regulations import actions, policies, queries
from motcua.areas.regulations.choices import ROLES, parts
from motcua.base import spoken
from motcua.base.journal.ports import Actor
from motcua.base.orgs.choices import DUTY
from motcua.base.orgs.queries import NoUnitThen, agency_of, posts_on, version_on
from motcua.base.people.queries import holder_names_of, in_charge
from motcua.faces.desk.dialogues.acting import Verb, done, happened, shown
from motcua.faces.desk.dialogues.forms import ActForm
from motcua.faces.desk.regulations import forms
from motcua.faces.ui.session import act_on, now_of, official
from motcua.rules.impossible import Impossible, NotAllowed, NotFound

VERBS = {
    "assign": Verb(gettext_lazy("Ghi việc"), "list-plus", "t", done=gettext_lazy("Đã ghi việc.")),
    "locate": Verb(
        gettext_lazy("Ghi nội dung bắt buộc"), "list-checks", "n", done=gettext_lazy("Đã ghi nội dung bắt buộc."),
        say=gettext_lazy("Mỗi nội dung nằm ở điều, khoản nào của quy chế."),
    ),
    "drop": Verb(gettext_lazy("Bỏ việc"), "x", "", done=gettext_lazy("Đã bỏ việc.")),
    "adopt": Verb(
        gettext_lazy("Ban hành"), "stamp", "g", done=gettext_lazy("Đã ban hành quy chế làm việc."),
        confirm=gettext_lazy("Quy chế có hiệu lực từ ngày đã ghi, bản trước hết hiệu lực ngày đó. Không sửa lại được."),
    ),
    "review": Verb(gettext_lazy("Ghi rà soát"), "clipboard-check", "r", done=gettext_lazy("Đã ghi rà soát.")),
}  # fmt: skip


class _Titles:
    """Posts of an agency on a day: by title, and by title with who holds them."""

    def __init__(self, agency: str, on: dt.date) -> None:
        self.posts = queries.bound(agency, on)
        self.holders = holder_names_of(agency, on)

    def title(self, code: str, kept: Mapping[str, str]) -> str:
        """What a post is called now, or was when the regulation was made."""
        return self.posts.get(code) or kept.get(code) or code

    def choices(self) -> list[tuple[str, str]]:
        """For choosing."""
        return [
            (code, " · ".join(filter(None, (title, ", ".join(self.holders.get(code, []))))))
            for code, title in self.posts.items()
        ]


def _row(matter: Any, titles: _Titles, kept: Mapping[str, str]) -> dict[str, Any]:
    def named(codes: Any) -> list[dict[str, str]]:
        return [
            {"code": code if code in titles.posts else "", "title": titles.title(code, kept)}
            for code in codes
            if code
        ]

    return {
        "matter": matter, "decides": named([matter.decides]), "leads": named([matter.leads]),
        "helps": named(matter.helps), "told": named(matter.told),
    }  # fmt: skip


@official
@require_safe
def current(request: HttpRequest) -> HttpResponse:
    """Quy chế làm việc đang có hiệu lực; the versions, what must be reviewed."""
    return _page(request, "")


@official
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """Một bản của quy chế làm việc; a draft with what is not clear yet."""
    return _page(request, code)


def _allowed(by: Actor, found: Any, unclear: Any) -> list[str]:
    if found is None or not policies.can_keep(by, found):
        return []
    if found.adopted_at is not None:
        return ["review"] if found.valid_to is None else []
    adopts = ["adopt"] if policies.can_adopt(by, found) and not unclear else []
    return [*adopts, "assign", "locate", *(["drop"] if queries.matters(found) else [])]


def _forms(
    found: Any, titles: _Titles, at: dt.datetime, prefilled: int = 0
) -> dict[str, Callable[[Any], ActForm]]:
    rows, today = queries.matters(found), {"on": at.date(), "signed_on": at.date(), "valid_from": at.date()}
    one = next((row for row in rows if row.n == prefilled), None)
    fields = ("n", "work", "decides", "leads", "helps", "told", "duty")
    start = {name: getattr(one, name) for name in fields} if one else {}
    return {
        "assign": lambda sent: forms.AssignForm(rows, titles.choices(), sent, prefix="t", initial=start),
        "drop": lambda sent: forms.DropForm(rows, sent, prefix="b"),
        "locate": lambda sent: forms.LocateForm(found.parts, sent, prefix="n"),
        "adopt": lambda sent: forms.AdoptForm(sent, prefix="g", initial=today),
        "review": lambda sent: forms.ReviewForm(sent, prefix="r", initial=today),
    }


def _page(
    request: HttpRequest, code: str, *, act: str = "", form: Any = None, say: str = "", status: int = 200
) -> HttpResponse:
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    on, versions = at.date(), queries.versions(by)
    found = queries.one(by, code) if code else queries.in_force(by.agency, on)
    titles, draft = _Titles(by.agency, on), queries.draft(by)
    drafted = found is not None and found.adopted_at is None
    unclear = queries.what_is_unclear(found, on) if found is not None and drafted else None
    live = found is not None and not drafted and found.valid_to is None
    asked = request.GET.get("viec", "")
    chosen = int(asked) if drafted and asked.isdecimal() and len(asked) < 4 else 0
    kept = found.posts if found is not None else {}
    context = {
        "now": at, "regulation": found, "say": say, "versions": versions, "draft": draft, "drafted": drafted,
        "rows": [_row(one, titles, kept) for one in queries.matters(found)] if found is not None else [],
        "parts": [
            {"name": _(part["name"]), "where": found.parts.get(name, ""), "source": part["source"]}
            for name, part in parts().items()
        ] if found is not None else [],
        "unclear": _said(unclear, titles, kept) if unclear is not None else [],
        "doubt": _doubted(queries.doubt(found, on), titles, kept) if found is not None and live else [],
        "drafts": policies.can_draft(by) and draft is None,
        "reviews": queries.reviews(found) if found is not None else [],
        "units": _units(by, on), "changes": drafted and policies.can_draft(by),
        "history": happened(queries.events(found)) if found is not None else [],
        **shown(
            VERBS, _allowed(by, found, unclear), _forms(found, titles, at, chosen) if found is not None else {},
            lambda name: reverse("desk:regulation-act", args=[found.code if found else "", name]),
            act=act or ("assign" if chosen else ""), form=form,
        ),
    }  # fmt: skip
    return render(request, "desk/regulations/regulation.html", context, status=status)


def _said(unclear: Any, titles: _Titles, kept: Mapping[str, str]) -> list[str]:
    """What keeps a draft from binding, in words."""
    named = {code: part["name"] for code, part in parts().items()}
    return [
        *(_("Chưa ghi điều nào quy định: %(part)s.") % {"part": _(named[part])} for part in unclear.parts),
        *(_("Việc %(n)s chưa có người quyết định và người chủ trì.") % {"n": n} for n in unclear.matters),
        *(_("%(post)s chưa được giao việc nào.") % {"post": titles.title(post, kept)} for post in unclear.idle),
        *(_("%(post)s không còn mà vẫn được giao việc.") % {"post": titles.title(post, kept)} for post in unclear.gone),
    ]  # fmt: skip


def _doubted(doubt: Any, titles: _Titles, kept: Mapping[str, str]) -> list[str]:
    """Why the regulation must be looked at again, in words."""
    found = [
        *(_("Vị trí mới: %(post)s.") % {"post": titles.title(post, {})} for post in doubt.posts.come),
        *(_("Vị trí đã thôi: %(post)s.") % {"post": titles.title(post, kept)} for post in doubt.posts.gone),
        *(_("%(before)s nay là %(now)s.") % {"before": kept[post], "now": titles.title(post, {})}
          for post in doubt.posts.renamed),
    ]  # fmt: skip
    if doubt.since is not None:
        found.append(_("Chưa rà soát từ ngày %(day)s.") % {"day": f"{doubt.since:%d/%m/%Y}"})
    return found


def _units(by: Actor, on: dt.date) -> list[dict[str, str]]:
    """The units of the agency that have posts."""
    keys = dict.fromkeys(post.unit_id for post in posts_on(on, agency=by.agency))
    return [{"key": key, "name": version_on(key, on).name} for key in keys]


@official
@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Soạn bản mới."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    try:
        made = actions.draft(by=by, at=at)
    except NotAllowed:
        raise
    except Impossible as refusal:
        messages.error(request, spoken.refusal(refusal))
        return redirect("desk:regulations")
    return redirect("desk:regulation", made.code)


@official
@act_on("desk:regulation")
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Ghi việc, nội dung bắt buộc; bỏ việc; ban hành; rà soát."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    found = queries.one(by, code)
    if name in VERBS and not policies.can_keep(by, found):
        raise NotAllowed()

    def do(given: dict[str, Any]) -> None:
        actions.VERBS[name](by=by, at=at, regulation=code, **given)

    def again(**said: Any) -> HttpResponse:
        return _page(request, code, **said)

    titles = _Titles(by.agency, at.date())
    return done(request, name, VERBS, _forms(found, titles, at), do, again, "desk:regulation", code)


# --- who answers for what --------------------------------------------------------------------------------------


@official
@require_safe
def post(request: HttpRequest, code: str) -> HttpResponse:
    """Chức trách của một vị trí: what it answers for, what it has to do now, what the system lets it do."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    on = at.date()
    found = queries.post(by, code, on)
    regulation = queries.in_force(by.agency, on)
    words = dict(DUTY)
    context = {
        "now": at, "post": found, "regulation": regulation, "unit": version_on(found.unit_id, on),
        "holders": holder_names_of(by.agency, on).get(code, []),
        "answers": [
            {"matter": one.matter, "roles": [ROLES[role] for role in one.roles]}
            for one in queries.of_post(regulation, code)
        ],
        "charged": [one for one in in_charge(by.agency, on) if one.row.post.code == code],
        "duties": [words.get(duty, duty) for duty in found.duties],
        "tasks": directed.open_of(by, code),
    }  # fmt: skip
    return render(request, "desk/regulations/post.html", context)


@official
@require_safe
def unit(request: HttpRequest, key: str) -> HttpResponse:
    """Chức trách của một đơn vị: its posts, who holds them, what each answers for."""
    by, at = request.actor, now_of(request)  # type: ignore[attr-defined]
    on = at.date()
    try:
        ours = policies.can_look(by) and agency_of(key, on).key == by.agency
    except NoUnitThen:
        ours = False
    if not ours:
        raise NotFound()
    regulation, holders = queries.in_force(by.agency, on), holder_names_of(by.agency, on)
    rows = [
        {
            "post": one, "holders": holders.get(one.code, []),
            "answers": [
                {"matter": answer.matter, "roles": [ROLES[role] for role in answer.roles]}
                for answer in queries.of_post(regulation, one.code)
            ],
        }
        for one in posts_on(on, agency=by.agency, unit=key)
    ]  # fmt: skip
    context = {"now": at, "unit": version_on(key, on), "regulation": regulation, "rows": rows}
    return render(request, "desk/regulations/unit.html", context)
