"""Whether something comes oftener than it used to: a window against the same subject's own earlier windows.

R6.19, R6.53; S043, S044, S050. What is counted are matters, never persons: one who writes ten times the same heats
nothing. The test is the exact comparison of two Poisson rates (Przyborowski and Wilenski 1940): if nothing has
changed, each of the ``n + h`` matters of this window and of ``k`` earlier ones fell into this window with chance
``1 / (k + 1)``, so that ``n`` or more are as likely as the upper tail of that binomial. No approximation, hence sound
for small numbers; where numbers are too small to say anything, nothing is said.

What it does not know: seasons, holidays, and matters that come in bunches for one reason. It says where to look, and
judges nothing: a hot spot is what a leader calls one, in writing.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WINDOW_DAYS = 28
"""Four whole weeks: every weekday four times."""

EARLIER = 12
"""Earlier windows that a window is held against: with it, the last 364 days."""

LEAST = 5
"""Below so many matters in the window nothing is said; as many as signers make a petition a mass one."""

LEAST_EARLIER = 3
"""Earlier windows that must have been seen before anything is compared."""

LEVEL = 0.05
"""How often, at most, a quiet place may be told that something rises, all its subjects taken together."""


class Verdict(StrEnum):
    """What may be said of a subject."""

    FEW = "few"
    NEW = "new"
    STEADY = "steady"
    RISING = "rising"


@dataclass(frozen=True)
class Standing:
    """A subject's windows, oldest first, the last one being now; what its own history leads one to expect of it.

    ``chance`` how likely so many or more are if nothing has changed; ``level`` below which that is called rising
    """

    windows: tuple[int, ...]
    expected: float
    chance: float
    level: float
    verdict: Verdict

    @property
    def now(self) -> int:
        """Matters of this window."""
        return self.windows[-1]

    @property
    def earlier(self) -> int:
        """Matters of all earlier windows."""
        return sum(self.windows[:-1])


def standing(windows: Sequence[int], *, compared: int = 1) -> Standing:
    """What may be said of one subject. ``windows``: those that were seen, oldest first, the last is now.

    ``compared`` subjects are looked at together: the level is divided among them (Bonferroni), so that looking at many
    does not make one of them rise.
    """
    if not windows or min(windows) < 0 or compared < 1:
        raise ValueError(windows, compared)
    now, earlier, k = windows[-1], sum(windows[:-1]), len(windows) - 1
    expected = earlier / k if k else 0.0
    chance = tail(now, now + earlier, 1 / (k + 1)) if k else 1.0
    level = LEVEL / compared
    if now < LEAST:
        verdict = Verdict.FEW
    elif k < LEAST_EARLIER:
        verdict = Verdict.NEW
    else:
        verdict = Verdict.RISING if chance <= level else Verdict.STEADY
    return Standing(tuple(windows), expected, chance, level, verdict)


def tail(least: int, of: int, share: float) -> float:
    """Chance that ``least`` or more of ``of`` fall where each does with chance ``share``."""
    if least <= 0:
        return 1.0
    if least > of:
        return 0.0
    if share >= 1:
        return 1.0
    into, beside = math.log(share), math.log1p(-share)
    term = math.exp(
        math.lgamma(of + 1) - math.lgamma(least + 1) - math.lgamma(of - least + 1) + least * into
        + (of - least) * beside
    )  # fmt: skip
    total, odds = term, share / (1 - share)
    for i in range(least, of):
        term *= (of - i) / (i + 1) * odds
        total += term
        if term < total * 1e-17 and i > of * share:
            break
    return min(total, 1.0)
