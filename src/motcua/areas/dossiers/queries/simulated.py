"""The work of posts simulated with simpy (extra ``[sim]``): what one person more at a step would change."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from motcua.rules.impossible import Impossible
from motcua.rules.staffing import DAY, RUNS, Arrival, Estimate, drawn, estimate, helped

HORIZON = 60
WARM_UP = 15
"""Working days of a run that count, and those before them on which queues only fill."""

MOST_TURNS = 24_000
"""So many turns at posts in all runs together; of a busier unit fewer pairs of runs are made, at least ``FEWEST``."""

FEWEST = 6
TURN = 2 * 3600
"""Working seconds after which a post looks whether something more urgent waits."""


class NotInstalled(Impossible):
    text = "Máy chủ này chưa cài phần mô phỏng. Nhờ quản trị hệ thống cài: pip install 'motcua[sim]', rồi mở lại trang."


@dataclass(frozen=True)
class WhatIf:
    """Shares in time of all dossiers as things are and with one person more, each from the same runs.

    Nothing is fitted: ``now`` beside the share there really was says how far the model is to be believed.
    """

    step: str
    now: Estimate
    then: Estimate
    gain: Estimate
    runs: int
    dossiers: int


def is_installed() -> bool:
    """Whether the library for simulations is there."""
    return find_spec("simpy") is not None


def one_more(days: Sequence[Sequence[Arrival]], step: str, *, seed: int = 0) -> WhatIf:
    """What one person more at a step would change; runs with and without share what comes. The same for a seed."""
    count = runs_for(days)
    seeds = range(seed, seed + count)
    before = {n: _run(days, n, "") for n in seeds}
    after = {n: _run(days, n, step) for n in seeds}
    come = sum(len(day) for day in days) / max(len(days), 1)
    return WhatIf(
        step, estimate(list(before.values())), estimate(list(after.values())), helped(before, after), count,
        round(come * HORIZON),
    )  # fmt: skip


def runs_for(days: Sequence[Sequence[Arrival]]) -> int:
    """How many pairs of runs fit in the time of a page."""
    turns = sum(job.takes // TURN + 1 for day in days for arrival in day for job in arrival.jobs)
    each = 2 * turns / max(len(days), 1) * (HORIZON + WARM_UP)
    return max(FEWEST, min(RUNS, int(MOST_TURNS / each) if each else RUNS))


def _run(days: Sequence[Sequence[Arrival]], seed: int, helped_step: str) -> float:
    """The share in time in one run: what stands at a post is taken up in the order of deadlines, as the inbox has it,
    and put aside for what is more urgent."""
    try:
        import simpy
    except ImportError:
        raise NotInstalled from None
    env = simpy.Environment()
    posts: dict[str, Any] = {}
    helper = simpy.PriorityResource(env)
    ended: list[bool] = []

    def desk(step: str, post: str) -> Any:
        mine = posts.get(post) or posts.setdefault(post, simpy.PriorityResource(env))
        if step == helped_step and _waiting(helper) < _waiting(mine):
            return helper
        return mine

    def dossier(arrival: Arrival, day: int) -> Generator[Any, Any, None]:
        came = day * DAY + arrival.at
        due = came + arrival.limit
        yield env.timeout(came)
        for job in arrival.jobs:
            rest = job.takes
            while rest > 0:
                with desk(job.step, job.post).request(priority=due) as turn:
                    yield turn
                    yield env.timeout(min(rest, TURN))
                rest -= TURN
        if day >= WARM_UP:
            ended.append(env.now <= due)

    for day, arrivals in enumerate(drawn(days, WARM_UP + HORIZON, seed)):
        for arrival in arrivals:
            env.process(dossier(arrival, day))
    env.run()
    return sum(ended) / len(ended) if ended else 1.0


def _waiting(desk: Any) -> int:
    """How many are at a desk or wait for it."""
    return int(desk.count + len(desk.queue))
