"""Template tags of all faces: dates, codes, money, icons and the due chip, each a thin wrapper."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide as draw_icon

from motcua.areas.certification.policies import works_on
from motcua.areas.dialogues.policies import works_on as works_on_dialogues
from motcua.areas.petitions.policies import works_on as works_on_petitions
from motcua.base import spoken
from motcua.faces.ui import chips, place, session
from motcua.faces.ui.once import key_of
from motcua.rules.calendar import TZ, WorkingCalendar

register = template.Library()

NBSP = "\u00a0"


def _english() -> bool:
    return (get_language() or "vi").startswith("en")


def unbroken(words: str) -> str:
    """``words`` with the spaces inside each comma-parted piece made unbreakable."""
    return words.replace(" ", NBSP).replace("," + NBSP, ", ")


@register.simple_tag
def icon(name: str, size: int = 20, **attributes: str) -> SafeString:
    """A Lucide icon as decoration: hidden from screen readers, sized in px, in the colour of the text."""
    return _drawn(str(name), size, tuple(sorted((key, str(value)) for key, value in attributes.items())))


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    given = dict(attributes)
    given["class"] = f"icon {given.get('class', '')}".strip()
    return SafeString(draw_icon(name, size=size, aria_hidden="true", focusable="false", **given))


@register.simple_tag
def demonstration() -> bool:
    """Whether this installation shows invented people, with a password that everybody knows."""
    return bool(settings.DEMO)


@register.filter
def moment(at: dt.datetime | None) -> str:
    """A moment in words: ``9 giờ 30, thứ Năm 26/11/2026``."""
    if at is None:
        return ""
    return unbroken(spoken.moment_words(at))


@register.filter
def clock(at: dt.datetime) -> str:
    """A time of the day as it is said: "8 giờ", "13 giờ 30"; in English 8:00."""
    return place.clock(at.astimezone(TZ).time())


@register.filter
def said(words: Any) -> Any:
    """Words of the rules, the journal or the catalogue (a step, a limit, a fault) in the language asked for."""
    return spoken.spoken(words)


@register.filter
def day(on: dt.date | None) -> str:
    """A day in words: ``thứ Năm 26/11/2026``."""
    if on is None:
        return ""
    if isinstance(on, dt.datetime):
        on = on.astimezone(TZ).date()
    return unbroken(spoken.day_words(on))


@register.filter
def short_day(on: dt.date | None) -> str:
    """A day in figures for tables: ``26/11/2026``."""
    if on is None:
        return ""
    if isinstance(on, dt.datetime):
        on = on.astimezone(TZ).date()
    return f"{on:%d/%m/%Y}"


@register.filter
def short_moment(at: dt.datetime | None) -> str:
    """A moment in figures for tables: ``26/11/2026 16:30``."""
    return "" if at is None else f"{at.astimezone(TZ):%d/%m/%Y}{NBSP}{at.astimezone(TZ):%H:%M}"


@register.filter
def machine_moment(at: dt.datetime | dt.date | None) -> str:
    """ISO 8601 for the ``datetime`` attribute of ``<time>``."""
    if isinstance(at, dt.datetime):
        return at.astimezone(TZ).isoformat(timespec="seconds")
    return "" if at is None else at.isoformat()


@register.filter
def vnd(amount: Decimal | int | None) -> str:
    """Money: ``1.250.000 ₫``; nothing for None."""
    if amount is None:
        return ""
    return number(amount) + NBSP + "₫"


@register.filter
def number(amount: Decimal | int | float | None) -> str:
    """A number as written in Vietnamese, ``1.250,5``; in English ``1,250.5``."""
    if amount is None:
        return ""
    text = f"{amount:,}"
    return text if _english() else text.translate(str.maketrans(",.", ".,"))


@register.filter
def dotted(masked: str) -> str:
    """A number of which only the last figures are shown: ``••• 995``."""
    shown = str(masked).lstrip("*")
    return f"•••{NBSP}{shown}" if shown != masked else shown


@register.filter
def hours(amount: Decimal | float | str | None) -> str:
    """Working hours for tables: ``1,5 giờ``; nothing for None."""
    if amount is None or amount == "":
        return ""
    return number(float(amount)).removesuffix(",0").removesuffix(".0") + NBSP + _("giờ")


@register.filter
def field_moment(at: dt.datetime | None) -> str:
    """A moment as ``<input type="datetime-local">`` wants it."""
    return "" if at is None else f"{at.astimezone(TZ):%Y-%m-%dT%H:%M}"


@register.filter
def code_groups(code: str) -> SafeString:
    """A dossier code in its groups, each in its own ``<span>``, with the hyphens that belong to it."""
    return format_html_join("-", "<span>{}</span>", ((part,) for part in str(code).split("-")))


@register.filter
def spoken_code(code: str) -> str:
    """A dossier code as a machine should say it: group after group, figure by figure."""
    return ", ".join(" ".join(part) for part in str(code).split("-"))


@register.filter
def keeper(request: HttpRequest) -> str:
    """Who is signed in, in which post, as a mark that says nothing else: whose typed content a tab may give back."""
    actor = session.actor_of(request)
    if actor is None:
        return ""
    return salted_hmac("motcua.keeper", f"{actor.account} {session.key_of(actor)}").hexdigest()[:16]


@register.simple_tag(takes_context=True)
def once_key(context: Mapping[str, Any]) -> SafeString:
    """The key of a form, so that sent twice it counts once (``once.done_once``)."""
    return format_html('<input type="hidden" name="goi" value="{}">', key_of(context["request"]))


@register.filter
def get(mapping: Mapping[str, Any] | None, key: str) -> Any:
    """``mapping[key]``, or None."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def remaining(due: dt.datetime, now: dt.datetime, calendar: WorkingCalendar | None = None) -> str:
    """``còn 2 ngày làm việc`` or ``trễ 3 giờ làm việc``; without a calendar plain days and hours."""
    return chips.remaining_words(due, now, calendar)


@register.inclusion_tag("ui/components/due_chip.html")
def due_chip(
    due: dt.datetime | None,
    now: dt.datetime,
    state: str = "running",
    calendar: WorkingCalendar | None = None,
    ended: dt.datetime | None = None,
    look: str = "",
) -> dict[str, Any]:
    """The due chip of a clock; see ``chips.due_chip`` for the meaning, ``look``: '', 'stacked' or 'big'."""
    return {"chip": chips.due_chip(due, now, state=state, calendar=calendar, ended=ended), "look": look}


@register.simple_tag
def figure_id(text: str) -> SafeString:
    """A stable id made of ``text`` (for pieces that must point at one another)."""
    return format_html("f{}", f"{zlib.crc32(str(text).encode()):08x}")


@register.filter
def wrong_fields(form: BaseForm | None) -> list[BoundField]:
    """The visible fields of a bound form that have errors, in their order."""
    return [field for field in form.visible_fields() if field.errors] if form else []


@register.filter
def unstopped(sentence: Any) -> str:
    """A sentence that goes on: without its full stop."""
    return str(sentence).removesuffix(".")


@register.filter
def words(text: str) -> list[str]:
    """The words of ``text``."""
    return text.split()


@register.filter
def certifies(actor: Any) -> bool:
    """Whether certification is among what this post works on."""
    return bool(actor) and bool(getattr(actor, "agency", "")) and works_on(actor)


@register.filter
def handles_petitions(actor: Any) -> bool:
    """Whether petitions are among what this post works on."""
    return bool(actor) and bool(getattr(actor, "agency", "")) and works_on_petitions(actor)


@register.filter
def holds_dialogues(actor: Any) -> bool:
    """Whether dialogues and consultations are among what this post works on."""
    return bool(actor) and bool(getattr(actor, "agency", "")) and works_on_dialogues(actor)


@register.filter
def watches(actor: Any) -> bool:
    """Whether the board is for this post."""
    return session.watches(actor)


@register.filter
def pair(first: Any, second: Any) -> tuple[Any, Any]:
    """Two things as one argument: the heads of a small table."""
    return first, second
