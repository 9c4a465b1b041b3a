"""Which posts of an agency a denunciation names: by the full name of who holds one, or by its title (R6.45–R6.47).

Accents do not count. Whom a letter is addressed to (“Kính gửi”) is not named by it. A title counts where it stands in
what is denounced, right after “tố cáo”, or beside words that accuse; elsewhere a letter speaks of many whom it does not
denounce, and where it asks, of those whom it trusts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.rules.denunciations import sounds_like
from motcua.rules.vietnamese import fold

_WORD = re.compile(r"[^\W_]+")
_OFFICE = re.compile(r" (?:uy ban nhan dan|ubnd) .*$")
_ADDRESSED = frozenset({"gui", "den", "toi", "len", "kinh"})
_CLAUSE = re.compile(r"[.,;:!?\n]+")
_ASKS = re.compile(r" (?:gui|den|len|kinh|de nghi|kien nghi|yeu cau|mong|xin|bao cao|to cao) ")
_BETWEEN, _AFTER = 4, 12


@dataclass(frozen=True)
class Held:
    """A post with its title and the names of who holds it."""

    code: str
    title: str
    names: tuple[str, ...] = ()


def named_posts(against: str, content: str, posts: Iterable[Held]) -> list[str]:
    """The codes of the posts that are named."""
    lines = [line for line in map(_spaced, content.splitlines()) if not line.startswith(" kinh gui ")]
    whole = _spaced(against) + "".join(lines)
    accused = [_spaced(against), *(after for line in lines for after in _accused(line)), *_beside(content)]
    return sorted(
        post.code
        for post in posts
        if any(" " in name.strip() and _spaced(name) in whole for name in post.names)
        or any(_titled(post.title, text) for text in accused)
    )


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(fold(text)))} "


def _accused(line: str) -> list[str]:
    """What stands right after each “tố cáo”, where it is not whom the letter goes to."""
    found = []
    for after in line.split(" to cao ")[1:]:
        words = after.split()[:_AFTER]
        if _ADDRESSED.isdisjoint(words[:_BETWEEN]):
            found.append(f" {' '.join(words)} ")
    return found


def _beside(content: str) -> list[str]:
    """Clauses that accuse and ask nobody."""
    clauses = ((_spaced(one), one) for one in _CLAUSE.split(content))
    return [spaced for spaced, one in clauses if not _ASKS.search(spaced) and sounds_like(one)]


def _titled(title: str, text: str) -> bool:
    """“Chủ tịch phường” is the chair of the committee; “Phó Chủ tịch”, “Chủ tịch Hội …”, “Chủ tịch MTTQ” are others."""
    core = _OFFICE.sub(" ", _spaced(title)).strip()
    return " " in core and bool(
        re.search(rf"(?<! pho) {re.escape(core)} (?!hoi |ub ?mt|uy ban (?:mat|mttq)|mat tran )", text)
    )
