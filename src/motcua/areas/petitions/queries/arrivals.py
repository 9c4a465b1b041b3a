"""What came and is no petition yet: files sent ahead on the portal, scans in the tray."""

import hashlib
import uuid

from motcua.areas.petitions import policies
from motcua.areas.petitions.models import Arrival, Petition
from motcua.base.files import queries as files
from motcua.base.files.choices import PDF
from motcua.base.files.policies import count_pages, picture_of_page
from motcua.base.journal.ports import Actor
from motcua.base.people.fields import blind
from motcua.rules.impossible import NotFound

SHOWN_MOST = 20


def mark_of_key(key: str) -> str:
    """The mark of what is sent on the portal: of a key that only the sender's page holds."""
    return blind(key, "petition.arrival.key")


def mark_of_content(content: bytes) -> str:
    """The mark of a scan or an e-mail: the same bytes are the same."""
    return blind(hashlib.sha256(content).hexdigest(), "petition.arrival.content")


def mark_of_subject(subject: str) -> str:
    """The mark of what another area handed over: of what it was there (``feedback:PA-…``)."""
    return blind(subject, "petition.arrival.subject")


def mark_of_part(petition: Petition, n: int) -> str:
    """The mark that leads whoever holds the receipt of a letter to one of its parts."""
    return mark_of_subject(f"{petition.case.subject}#{n}")


def taken_over(unit: str, subject: str) -> Petition | None:
    """The petition that something of another area became; the caller has checked that thing's receipt."""
    wanted = {"agency": unit, "mark": mark_of_subject(subject)}
    found = Arrival.objects.select_related("petition__case").filter(**wanted).first()
    return found.petition if found is not None else None


def arrival_of(unit: str, key: str) -> Arrival | None:
    """What was sent ahead under a key of the portal."""
    wanted = {"agency": unit, "mark": mark_of_key(key)}
    return Arrival.objects.select_related("petition__case").filter(**wanted).first()


def sent_ahead(unit: str, key: str) -> list[files.FileView]:
    """Files that wait under a key of the portal."""
    arrival = arrival_of(unit, key)
    return files.files_of(arrival.subject) if arrival and arrival.petition_id is None else []


def waiting_bytes(unit: str) -> int:
    """How much waits on the portal altogether."""
    waiting = Arrival.objects.filter(agency=unit, petition=None, laid_by="")
    return files.held(subjects=[one.subject for one in waiting])


def tray(by: Actor) -> list[Arrival]:
    """Scans that wait to be typed, oldest first."""
    if not policies.can_lay(by):
        return []
    return list(
        Arrival.objects.filter(agency=by.agency, petition=None).exclude(laid_by="").order_by("came_at", "id")
    )


def in_tray(by: Actor, arrival: uuid.UUID) -> Arrival:
    """One scan that waits, locked where an act asks."""
    found = Arrival.objects.filter(pk=arrival, agency=by.agency, petition=None).exclude(laid_by="").first()
    if found is None or not policies.can_lay(by):
        raise NotFound()
    return found


def typed_from(by: Actor, arrival: str) -> str:
    """The code of the petition that a scan of the tray became; "" while it waits, or when there is none."""
    try:
        key = uuid.UUID(arrival)
    except ValueError:
        return ""
    found = Arrival.objects.filter(pk=key, agency=by.agency).exclude(petition=None)
    return found.values_list("petition__case__code", flat=True).first() or ""


def picture(by: Actor, arrival: uuid.UUID) -> tuple[str, bytes]:
    """(media type, content) of a scan that waits."""
    found = in_tray(by, arrival)
    for one in files.files_of(found.subject):
        opened = files.open_file(one.id, subject=found.subject)
        return opened.view.media_type, opened.content
    raise NotFound()


def pages_of(by: Actor, arrival: uuid.UUID) -> list[int]:
    """The pages of a scan that can be shown beside what is typed; none when the file is no scan but text."""
    media_type, content = picture(by, arrival)
    if media_type != PDF.name:
        return [1] if media_type.startswith("image/") else []
    if picture_of_page(content, 1) is None:
        return []
    return list(range(1, min(SHOWN_MOST, count_pages(content)) + 1))


def page_picture(by: Actor, arrival: uuid.UUID, n: int) -> tuple[str, bytes]:
    """(media type, content) of one page of a scan as a picture; NotFound when there is none."""
    media_type, content = picture(by, arrival)
    if media_type != PDF.name:
        return media_type, content
    found = picture_of_page(content, n) if 1 <= n <= SHOWN_MOST else None
    if found is None:
        raise NotFound()
    return found
