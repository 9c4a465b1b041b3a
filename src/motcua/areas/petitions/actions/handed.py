"""What another area took in openly and was found to denounce: it goes on as a shielded petition (R6.45–R6.47)."""

import datetime as dt
from collections.abc import Mapping, Sequence

from motcua.areas.petitions import queries
from motcua.areas.petitions.actions import intake
from motcua.areas.petitions.actions.keeping import CONTENT_MOST
from motcua.areas.petitions.actions.sealing import NOBODY
from motcua.areas.petitions.choices import Channel, PetitionClass
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.ports import Sent
from motcua.base.journal.ports import SYSTEM
from motcua.base.people.policies import details
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Invalid

NO_WORDS = "(Không có lời kể, xem tệp.)"
SENDER = ("name", "phone", "email", "address")


def take_over(
    *, at: dt.datetime, unit: str, subject: str, came_at: dt.datetime, said: Sequence[str], who: Mapping[str, str],
    own: str = "", topic: str = "other", spot: str = "", place: str = "", channel: str = Channel.ONLINE,
    pictures: Sequence[bytes] = (),
) -> Petition:  # fmt: skip
    """Nhận nội dung tố cáo từ nơi khác chuyển: part of the act of that area, which wipes what it kept.

    ``subject``  what it was there: whoever holds that receipt finds the petition by it (``queries.taken_over``), and
                 nothing that is stored leads from one to the other
    ``said``     what people said, in order; ``own`` what may tell of the sender beyond their name (an address of a
                 picture elsewhere, where the telephone stood): under the seal only, where somebody is to be sealed
    """
    known = _known(who)
    content = "\n\n".join(one for one in (*said, *(() if known else (own,))) if one.strip())
    on = at.astimezone(TZ).date()
    earliest = on - dt.timedelta(days=intake.BACK_MOST)
    return intake.receive(
        by=SYSTEM, at=at, unit=unit, channel=str(channel), said=str(PetitionClass.DENUNCIATION), topic=topic,
        content=content[:CONTENT_MOST] or NO_WORDS, submitter={**known, "handwriting": own} if known else None,
        anonymous=not known, spot=spot[:200], place=place, mark=queries.mark_of_subject(subject),
        arrived_on=max(came_at.astimezone(TZ).date(), earliest),
        scans=[Sent(f"anh-{n}.jpg", picture) for n, picture in enumerate(pictures, 1)],
    )  # fmt: skip


def _known(who: Mapping[str, str]) -> dict[str, str]:
    """Who said it, as far as a register takes it; nothing where nobody said who they are."""
    given = {name: str(who.get(name) or "") for name in SENDER}
    if not any(given.values()):
        return {}
    given["name"] = given["name"] or NOBODY
    try:
        details(kind="person", id_number="", id_required=False, **given)
    except Invalid as error:
        wrong = {fault.field.removeprefix("applicant.") for fault in error.faults}
        given = {name: "" if name in wrong else value for name, value in given.items()}
        given["name"] = given["name"] or NOBODY
    return given
