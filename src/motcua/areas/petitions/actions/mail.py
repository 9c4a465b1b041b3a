"""E-mails taken in as petitions: the whole letter is kept beside what was read of it, so nothing of it is lost."""

import datetime as dt
import re

from motcua.areas.petitions.actions import intake
from motcua.areas.petitions.actions.keeping import CONTENT_MOST
from motcua.areas.petitions.actions.sealing import NOBODY
from motcua.areas.petitions.choices import Channel, PetitionClass
from motcua.areas.petitions.models import Petition
from motcua.areas.petitions.ports import Sent
from motcua.areas.petitions.queries import mark_of_content
from motcua.base.files import policies as file_policies
from motcua.base.files.choices import MEGABYTE
from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people.policies import details
from motcua.rules import letters
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Impossible, Invalid

ENDS = re.compile(
    r"7z|apk|avi|bat|bmp|cmd|csv|dll|docm?x?|eml|exe|gif|gz|heic|html?|iso|jar|jpe?g|js|m4a|mkv|mov|mp[34]|msg|od[st]|"
    r"ogg|pdf|png|pptx?|rar|rtf|svg|tar|tiff?|txt|vbs|wav|web[mp]|wmv|xls[mx]?|xml|zip"
)
"""Ends of file names that say what a file is; any other may be somebody's name."""
LETTER_MOST = 60 * MEGABYTE
FILES_MOST = 30
MORE = "\n\n(Còn nữa, xem thư gốc.)"
NOT_TAKEN = "Tệp không mở được ở đây, nằm trong thư gốc: {n} tệp ({kinds})."


class TooLong(Impossible):
    text = "Thư lớn hơn {most} MB. Tách tệp đính kèm rồi nhận tay."


class Empty(Impossible):
    text = "Thư trống."


def receive_letter(*, at: dt.datetime, unit: str, raw: bytes, by: Actor = SYSTEM) -> Petition:
    """Nhận đơn gửi qua thư điện tử: what looks like a denunciation is shielded before anybody reads it.

    ``by``: the installation, which takes in a mailbox; or the official who drops a letter into the tray.
    The same letter is taken in once (AlreadySent). Files that the gate refuses are told in the text by their number and
    kind, never by a name, which may be the sender's; the letter itself, with everything in it, is the first file of the
    petition.
    """
    if not raw.strip():
        raise Empty()
    if len(raw) > LETTER_MOST:
        raise TooLong(most=LETTER_MOST // MEGABYTE)
    letter, on = letters.read(raw), at.astimezone(TZ).date()
    taken, left = list[Sent](), list[str]()
    for part in letter.parts:
        try:
            if len(taken) >= FILES_MOST:
                raise Invalid(field="scans", text="Thư có quá nhiều tệp.")
            file_policies.check(part.name, part.content, field="scans")
        except Invalid:
            left.append(part.name)
        else:
            taken.append(Sent(part.name, part.content))
    came = letter.came_on or on
    came = came if on - dt.timedelta(days=intake.BACK_MOST) <= came <= on else on
    return intake.receive(
        by=by, at=at, unit=unit, channel=Channel.EMAIL.value, said=PetitionClass.UNKNOWN.value, topic="other",
        content=_content(letter, left), submitter=_sender(letter), shielded=letter.denounces or None, arrived_on=came,
        scans=taken, letter=raw, mark=mark_of_content(raw),
    )  # fmt: skip


def _sender(letter: letters.Letter) -> dict[str, str]:
    """Who sent it as a register takes it: what is no address of a mailbox is left to the original."""
    who = {"name": letters.person(letter) or NOBODY, "email": letter.address}
    try:
        details(kind="person", id_number="", id_required=False, **who)
    except Invalid as error:
        wrong = {fault.field.removeprefix("applicant.") for fault in error.faults}
        who = {
            "name": NOBODY if "name" in wrong else who["name"],
            "email": "" if "email" in wrong else who["email"],
        }
    return who


def _kinds(names: list[str]) -> str:
    """What files are by the ends of their names, where these say it: "zip, exe"."""
    ends = {name.rpartition(".")[2].lower() for name in names if "." in name}
    return ", ".join(sorted(end for end in ends if ENDS.fullmatch(end))) or "khác"


def _content(letter: letters.Letter, left: list[str]) -> str:
    notes = [*letter.notes, *([NOT_TAKEN.format(n=len(left), kinds=_kinds(left))] if left else [])]
    tail = "".join(f"\n\n({note})" for note in notes)[:1500]
    body = "\n\n".join(one for one in (letter.subject, letter.text) if one) or "(Thư không có chữ.)"
    room = CONTENT_MOST - len(tail)
    if len(body) > room:
        body = body[: room - len(MORE)].rstrip() + MORE
    return body + tail
