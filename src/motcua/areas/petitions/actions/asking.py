"""What the sender is asked to add, and what they add, from home or at the counter; the law's time goes on meanwhile."""

import datetime as dt
from collections.abc import Sequence

from motcua.areas.cases import actions as engine
from motcua.areas.petitions import events, policies, queries
from motcua.areas.petitions.actions import sealing
from motcua.areas.petitions.actions.intake import kept_scan
from motcua.areas.petitions.actions.keeping import CONTENT_MOST, FINDS, NOTE_MOST, begin, body, keep
from motcua.areas.petitions.choices import Role
from motcua.areas.petitions.models import Petition, PetitionFile, PetitionRequest
from motcua.areas.petitions.ports import Uploaded
from motcua.base.journal.actions import act
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, Invalid

FILES_MOST = 10


class StillAsked(Impossible):
    text = "Đã yêu cầu bổ sung, người gửi chưa trả lời."


class NothingAsked(Impossible):
    text = "Đơn không chờ bổ sung gì. Có thông tin mới thì gửi đơn mới và ghi mã đơn này."


@act(
    may=policies.can_handle, records=(events.ASKED, events.DENOUNCER_NAMED),
    law="TT 05/2021/TT-TTCP; R6.21, R6.24", finds=FINDS,
)  # fmt: skip
def ask(*, by: Actor, at: dt.datetime, petition: Petition, wanted: str) -> PetitionRequest:
    """Yêu cầu bổ sung: what is missing, in words for the sender; they read it where they follow the petition."""
    work = begin(petition, "ask", by=by, at=at)
    if queries.open_request(petition) is not None:
        raise StillAsked()
    said = body(wanted, "wanted", what="điều cần bổ sung", most=NOTE_MOST)
    said = sealing.veil(petition, {"wanted": said}, by=by, at=work.at)["wanted"]
    row = PetitionRequest(
        petition=petition, n=queries.requests(petition)[-1].n + 1 if queries.requests(petition) else 1,
        asked_at=work.at, asked_by=by.on_behalf_of or by.post, wanted=said,
    )  # fmt: skip
    keep(work, petition, events.ASKED, row, request=row.n)
    row.save(force_insert=True)
    return row


@act(
    may=policies.can_supplement, records=(events.SUPPLEMENTED, events.DENOUNCER_SEALED),
    law="TT 05/2021/TT-TTCP; R6.21, R6.24", finds=FINDS,
)  # fmt: skip
def supplement(
    *, by: Actor, at: dt.datetime, petition: Petition, said: str = "", scans: Sequence[Uploaded] = ()
) -> PetitionRequest:
    """Bổ sung: words and files that answer what was asked; of a denunciation they are sealed as the first ones were."""
    work: engine.Work = begin(petition, "supplement", by=by, at=at)
    row = queries.open_request(petition)
    if row is None:
        raise NothingAsked()
    if len(scans) > FILES_MOST:
        raise Invalid(
            field="scans", text="Gửi nhiều nhất {most} tệp. Gộp các trang vào một tệp PDF.", most=FILES_MOST
        )
    row.said = body(said, "said", what="thông tin bổ sung", most=CONTENT_MOST, needed=not scans)
    row.answered_at = work.at
    sealing.seal_supplement(petition, row, by=by, at=work.at)
    start = PetitionFile.objects.filter(petition=petition).count() + 1
    files = [
        kept_scan(petition.case.code, n, scan, Role.ORIGINAL, sealed=petition.shielded, by=by, at=work.at)
        for n, scan in enumerate(scans, start)
    ]
    for file in files:
        file.petition = petition
    row.save(update_fields=["said", "answered_at"])
    keep(work, petition, events.SUPPLEMENTED, row, *files, request=row.n, files=len(files))
    PetitionFile.objects.bulk_create(files)
    return row
