"""Who there is: posts that may be given a task, units that may be asked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from motcua.areas.cases.policies import WORKING
from motcua.areas.directives.queries.registers import plain
from motcua.base.orgs.queries import (
    NoPost,
    UnitOn,
    descendants,
    post_on,
    posts_on,
    units_on,
    version_on,
)


def posts_for(agency: str, on: dt.date) -> list[Any]:
    """Posts that may be given a task of an agency: its own and those below, not who only looks after machines."""
    below = descendants(agency, on)
    found = [post for post in posts_on(on) if post.agency_id in below]
    return [post for post in found if set(post.duties) & WORKING or "supervise" in post.duties]


def is_there(post: str, on: dt.date) -> bool:
    """Whether there is a post of that code on a day."""
    try:
        return bool(post_on(post, on))
    except NoPost:
        return False


def titles(posts: Sequence[Any]) -> Mapping[str, str]:
    """Titles of posts by their code."""
    return {post.code: post.title for post in posts}


def unit_names(agency: str, on: dt.date) -> dict[str, str]:
    """The agency, its divisions and the units below, by identity."""
    own = version_on(agency, on)
    below = units_on(on, parent=own.code)
    return {own.key: own.name, **{unit.key: unit.name for unit in below}}


def at_work(on: dt.date) -> frozenset[str]:
    """Agencies and divisions in which somebody works here on a day."""
    posts = posts_on(on)
    return frozenset({post.agency_id for post in posts} | {post.unit_id for post in posts})


def beneath(agency: str, on: dt.date) -> dict[str, str]:
    """Whom an agency may order to carry out its directives: its divisions and the units below, by identity."""
    return {key: name for key, name in unit_names(agency, on).items() if key != agency}


def units_named(name: str, on: dt.date) -> list[UnitOn]:
    """Units of the register that are called so on a day, a locality also by its people's committee."""
    said = plain(name).removeprefix("uy ban nhan dan ")
    return [unit for unit in units_on(on, q=said) if plain(unit.name) == said] if said else []
