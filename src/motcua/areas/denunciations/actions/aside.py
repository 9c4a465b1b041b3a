"""What interrupts the settling: extension, suspension, withdrawal, stop; denounced again (R6.43, R6.44, R6.48)."""

import datetime as dt

from motcua.areas.cases import actions as engine
from motcua.areas.cases.choices import ClockKind
from motcua.areas.cases.queries import words
from motcua.areas.denunciations import events, policies, queries
from motcua.areas.denunciations.actions.keeping import FINDS, NAMED, ask, begin, day, keep, texts, write
from motcua.areas.denunciations.choices import Decision, State, Task, Withdrawal
from motcua.areas.denunciations.models import Denunciation
from motcua.areas.denunciations.process import PUBLISH, STEP_OF
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.base.law.queries import parameter
from motcua.rules import denunciations as rules
from motcua.rules.impossible import Impossible, Invalid


class NotWithdrawn(Impossible):
    text = "Người tố cáo chưa rút toàn bộ nội dung. Ghi việc rút trước, hoặc chọn căn cứ khác."


@act(
    may=policies.can_decide, records=(events.EXTENDED, NAMED), law="Luật Tố cáo 25/2018/QH14 Điều 30; R6.43",
    finds=FINDS,
)  # fmt: skip
def extend(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, level: str, days: int, reason: str, number: str
) -> Denunciation:
    """Gia hạn: in writing with its ground; once if complicated, twice only if specially complicated."""
    work = begin(denunciation, "extend", by=by, at=at)
    given = queries.written(denunciation, Decision.EXTENSION)
    resolve = parameter("denunciation.resolve", denunciation.accepted_on)
    rules.check_extension([row.ground for row in given], level, days, resolve)
    said = texts(
        denunciation,
        {
            "reason": (reason, "căn cứ vụ việc phức tạp", True),
            "number": (number, "số quyết định gia hạn", True),
        },
        by=by, at=work.at,
    )  # fmt: skip
    until = queries.new_end(denunciation, days, work.calendar)
    row = write(
        denunciation,
        Decision.EXTENSION,
        said,
        by=by,
        on=day(work.at),
        ground=level,
        days=days,
        until=day(until),
    )
    engine.tick(work, ClockKind.PROLONGED, until=until)
    work.set(step_due_at=until)
    keep(
        work, denunciation, events.EXTENDED, row, times=len(given) + 1, level=level, days=days,
        due_words=words(until), law=rules.GROUNDS[level].law,
    )  # fmt: skip
    return denunciation


@act(
    may=policies.can_decide, records=(events.SUSPENDED, NAMED), law="Luật Tố cáo 25/2018/QH14 Điều 34; R6.44",
    finds=FINDS,
)  # fmt: skip
def suspend(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, ground: str, reason: str, number: str
) -> Denunciation:
    """Tạm đình chỉ: the time stands still; the decision is sent in the law's days."""
    work = begin(denunciation, "suspend", by=by, at=at)
    if ground not in {one.code for one in rules.SUSPENSIONS}:
        raise Invalid(field="ground", text="Chọn căn cứ tạm đình chỉ.")
    said = texts(
        denunciation,
        {"reason": (reason, "lý do", True), "number": (number, "số quyết định tạm đình chỉ", True)},
        by=by, at=work.at,
    )  # fmt: skip
    denunciation.held_state = work.case.state
    denunciation.save(update_fields=["held_state"])
    row = write(denunciation, Decision.SUSPENSION, said, by=by, on=day(work.at), ground=ground)
    tasks = ask(denunciation, work, Task.SEND_SUSPENSION)
    engine.leave(work, outcome="suspend", interrupted=True)
    engine.wait(work)
    engine.enter(work, STEP_OF[denunciation.held_state], state=State.SUSPENDED, name="Tạm đình chỉ")
    keep(work, denunciation, events.SUSPENDED, row, *tasks, ground=ground, law=rules.GROUNDS[ground].law)
    return denunciation


@act(
    may=policies.can_decide, records=(events.RESUMED, NAMED), law="Luật Tố cáo 25/2018/QH14 Điều 34; R6.44",
    finds=FINDS,
)  # fmt: skip
def resume(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, reason: str, number: str
) -> Denunciation:
    """Tiếp tục giải quyết: the ground is gone; what was left of the time goes on."""
    work = begin(denunciation, "resume", by=by, at=at)
    said = texts(
        denunciation,
        {"reason": (reason, "lý do", True), "number": (number, "số quyết định tiếp tục giải quyết", True)},
        by=by, at=work.at,
    )  # fmt: skip
    back = denunciation.held_state
    denunciation.held_state = ""
    denunciation.save(update_fields=["held_state"])
    row = write(denunciation, Decision.RESUMPTION, said, by=by, on=day(work.at))
    tasks = ask(denunciation, work, Task.SEND_SUSPENSION)
    engine.leave(work, outcome="resume")
    engine.tick(work, ClockKind.RESUMED)
    engine.enter(work, STEP_OF[back], state=back)
    keep(work, denunciation, events.RESUMED, row, *tasks, due_words=words(work.case.due_at))
    return denunciation


@act(
    may=policies.can_handle, records=(events.WITHDRAWN, NAMED), law="Luật Tố cáo 25/2018/QH14 Điều 33; R6.48",
    finds=FINDS,
)  # fmt: skip
def withdraw(
    *,
    by: Actor,
    at: dt.datetime,
    denunciation: Denunciation,
    how: str,
    withdrawn: str = "",
    goes_on: str = "",
) -> Denunciation:
    """Ghi rút tố cáo: a part, and the rest is settled; or all, and who decides stops it, unless it must go on.

    ``goes_on``: the ground to settle it all the same: a clear sign of a violation, or that the denouncer was
    threatened or bought (Điều 33 khoản 3).
    """
    work = begin(denunciation, "withdraw", by=by, at=at)
    if how not in (Withdrawal.PART, Withdrawal.WHOLE):
        raise Invalid(field="how", text="Chọn rút một phần hay toàn bộ.")
    said = texts(
        denunciation,
        {
            "withdrawn": (withdrawn, "nội dung được rút", how == Withdrawal.PART),
            "goes_on": (goes_on, "căn cứ tiếp tục giải quyết", False),
        },
        by=by, at=work.at,
    )  # fmt: skip
    denunciation.withdrawal, denunciation.withdrawn_on = how, day(work.at)
    denunciation.withdrawn, denunciation.goes_on = said["withdrawn"], said["goes_on"]
    denunciation.save(update_fields=["withdrawal", "withdrawn_on", "withdrawn", "goes_on"])
    how_words = queries.in_vietnamese(Withdrawal(how).label)
    keep(work, denunciation, events.WITHDRAWN, how=how, how_words=how_words)
    return denunciation


@act(
    may=policies.can_decide, records=(events.STOPPED, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 33, Điều 34; R6.44", finds=FINDS,
)  # fmt: skip
def stop(
    *, by: Actor, at: dt.datetime, denunciation: Denunciation, ground: str, reason: str, number: str
) -> Denunciation:
    """Đình chỉ: the settling ends without a conclusion; the decision is sent in the law's days."""
    work = begin(denunciation, "stop", by=by, at=at)
    if ground not in {one.code for one in rules.STOPS}:
        raise Invalid(field="ground", text="Chọn căn cứ đình chỉ.")
    whole = denunciation.withdrawal == Withdrawal.WHOLE and not denunciation.goes_on
    if ground == "withdrawn" and not whole:
        raise NotWithdrawn()
    said = texts(
        denunciation,
        {"reason": (reason, "lý do", True), "number": (number, "số quyết định đình chỉ", True)},
        by=by, at=work.at,
    )  # fmt: skip
    row = write(denunciation, Decision.STOP, said, by=by, on=day(work.at), ground=ground)
    tasks = ask(denunciation, work, Task.SEND_STOP)
    engine.leave(work, outcome="stop", interrupted=True)
    engine.finish(work, state=State.STOPPED)
    engine.enter(work, PUBLISH, state=State.STOPPED, name="Gửi quyết định, kết thúc", due=tasks[0].due_at)
    keep(work, denunciation, events.STOPPED, row, *tasks, ground=ground, law=rules.GROUNDS[ground].law)
    return denunciation


@act(
    may=policies.can_handle, records=(events.DENOUNCED_AGAIN, NAMED),
    law="Luật Tố cáo 25/2018/QH14 Điều 37; R6.48", finds=FINDS,
)  # fmt: skip
def denounced_again(*, by: Actor, at: dt.datetime, denunciation: Denunciation, agency: str) -> Denunciation:
    """Ghi tố cáo tiếp: the denouncer turned to the head of the agency above; the file stands ready for it."""
    work = begin(denunciation, "denounced_again", by=by, at=at)
    said = texts(denunciation, {"agency": (agency, "cơ quan nhận tố cáo tiếp", True)}, by=by, at=work.at)
    denunciation.again_on, denunciation.again_to = day(work.at), said["agency"]
    denunciation.save(update_fields=["again_on", "again_to"])
    keep(work, denunciation, events.DENOUNCED_AGAIN)
    return denunciation
