"""What is printed of a petition, filled from what was recorded. Forms are in Vietnamese whatever is spoken."""

import json
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import override

from motcua.areas.petitions import queries
from motcua.areas.petitions.models import Petition, PetitionFile
from motcua.base.documents.queries import render, with_file
from motcua.base.journal import queries as journal
from motcua.base.orgs.queries import version_on
from motcua.rules.calendar import TZ

RECEIPT = "petition-receipt"
Filled = dict[str, object]


def track_address(code: str) -> str:
    """The address in the QR code: follows this petition without typing."""
    return f"{settings.BASE_URL}/gui-don/tra-cuu?{urlencode({'ma': code, 'key': queries.tracking_key(code)})}"


def receipt_pdf(petition: Petition) -> bytes:
    """The receipt to print or keep, with what proves it inside: a checker reads it from the PDF itself."""
    proof = json.dumps(journal.receipt(queries.received_event(petition)), ensure_ascii=False, indent=1)
    name = f"bien-nhan-{petition.case.code}.json"
    return with_file(
        render(RECEIPT, receipt(petition), paper="a5"), name, proof.encode(), "Bằng chứng của biên nhận"
    )


@override("vi")
def receipt(petition: Petition) -> Filled:
    """Biên nhận đơn: what was taken in, when, and by when it is answered; the caller has asked who may see it.

    Of what denounces it names neither who sent it nor what it is: whoever finds the paper learns nothing.
    """
    case, first = petition.case, queries.received_event(petition)
    on = first.at.astimezone(TZ).date()
    unit = version_on(petition.agency, on)
    name = f"{unit.name[:1].lower()}{unit.name[1:]}"
    count = PetitionFile.objects.filter(petition=petition).count()
    return {
        "agency": f"Ủy ban nhân dân {name}", "division": "Bộ phận tiếp công dân, xử lý đơn",
        "place": unit.name.removeprefix(unit.kind).strip() or unit.name, "issued_on": on, "code": case.code,
        "title": "Đơn gửi cơ quan" if petition.shielded else case.title, "sender": queries.shown_as(petition),
        "channel": queries.in_vietnamese(petition.get_channel_display()), "signers": petition.signers,
        "files": f"{count} tệp" if count else "", "received_at": first.at, "answer_by": case.due_at,
        "answerable": f"Ủy ban nhân dân {name}", "qr": track_address(case.code),
        "key": queries.tracking_key(case.code),
        "proof": " ".join(first.hash[start : start + 8] for start in range(0, 32, 8)),
    }  # fmt: skip
