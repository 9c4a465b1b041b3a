"""What goes in and out of the addresses of dossiers."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from motcua.faces.api.v1.shapes import Given, Line, Moment, Text, Whole, Yes

ChannelIn = Literal["counter", "online", "post", "assisted"]
StateOut = Literal[
    "submitted", "received", "transferred", "processing", "awaiting_supplement", "awaiting_payment", "result_ready",
    "refused", "returned", "refused_reception", "stopped", "closed_unsupplemented", "cancelled",
]  # fmt: skip


class FiledByIn(Given):
    """Who files for the applicant; ``capacity`` is the relation or authority, such as "Người được ủy quyền"."""

    name: Line
    capacity: Annotated[str, StringConstraints(max_length=120, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class ApplicantIn(Given):
    """Whose dossier it is: a person or an organisation. ``id_number`` is the personal identity or tax number."""

    kind: Literal["person", "organisation"] = "person"
    name: Line
    id_number: Line = ""
    phone: Line = ""
    email: Line = ""
    address: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    filed_by: FiledByIn | None = None


class PaperIn(Given):
    """A paper handed in: the code of the component as the procedure lists it; or the ``result`` of the warehouse that
    is taken instead of it.
    """

    component: Line
    copies: Annotated[Whole, Field(ge=1, le=99)] = 1
    form: Literal["original", "copy", "certified", "electronic"] = "original"
    result: Line = ""


Papers = Annotated[list[PaperIn], Field(max_length=100)]


class DossierIn(Given):
    """A reception at the counter, or what came in another way. By post the result goes to the applicant's address."""

    procedure: Line
    unit: Line
    channel: ChannelIn = "counter"
    applicant: ApplicantIn
    papers: Papers = []
    note: Text = ""
    return_by: Literal["centre", "post", "online"] = "centre"


class FinishStepIn(Given):
    """``note`` is for the next step; ``outcome`` ``send-back`` returns to the step before, with a note saying why."""

    outcome: Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")] = "done"
    note: Text = ""


class AskSupplementIn(Given):
    """Everything that is missing, in one go, with the reason (Mẫu 02)."""

    items: Annotated[
        list[Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]], Field(max_length=50)
    ]
    reason: Text
    until: Moment | None = None


class SupplementIn(Given):
    """The papers that were brought."""

    papers: Papers = []


class RefuseIn(Given):
    """Why, and under which article (Mẫu 03)."""

    reason: Text
    law: Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]


class RescheduleIn(Given):
    """Apology and new appointment (Mẫu 04), at most once."""

    reason: Text
    until: Moment


class FileIn(Given):
    """A file sent along, its content in base64."""

    name: Line
    content: Annotated[str, StringConstraints(max_length=1_400_000, pattern=r"^[A-Za-z0-9+/=\s]*$")]


class ScanIn(Given):
    """Of a digitised paper (R1.37): how many originals were scanned and how many pages they have together."""

    originals: Annotated[Whole, Field(ge=1, le=99)] = 1
    pages: Annotated[Whole, Field(ge=1, le=2000)]


class IssueResultIn(Given):
    """``file`` is the id of an uploaded file (``POST /files``) or the file itself: a PDF with valid signatures, or with
    ``scan`` the scan of a paper. Without it, what the official signed is issued. Without number the next is taken.
    """

    number: Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    file: Line | FileIn | None = None
    scan: ScanIn | None = None
    valid_to: dt.date | None = None


class SignResultIn(Given):
    """What the official signs: ``content``, a paragraph each, or a PDF as ``file`` (already signed, it is checked)."""

    content: Annotated[list[Text], Field(max_length=40)] = []
    ground: Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    number: Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""
    file: Line | FileIn | None = None
    valid_to: dt.date | None = None


class ReasonIn(Given):
    """Why the applicant asks to stop (Mẫu 05)."""

    reason: Text = ""


class CancelIn(Given):
    """Why a dossier received by mistake is cancelled."""

    reason: Text


class CorrectIn(Given):
    """What was mistyped at reception, and why it is corrected; what is left out stays, an empty text removes it."""

    reason: Text
    name: Line | None = None
    address: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")] | None = None
    phone: Line | None = None
    email: Line | None = None


class RateIn(Given):
    """One to five stars, once."""

    stars: Annotated[Whole, Field(ge=1, le=5)]
    comment: Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")] = ""


class EventOut(Schema):
    """What happened; ``by`` is the title of the post, never a person."""

    seq: int
    at: Moment
    kind: str
    by: str
    text: str
    hash: str


class DossierLine(Schema):
    """A dossier in a list; ``on_time`` is null until it is finished.

    What was filed online has ``filed_at``; until it is received it has no ``received_at`` and no ``promised_at``, and
    ``due_at`` is by when it must be answered.
    """

    code: str
    state: StateOut
    state_text: str
    procedure: str
    procedure_name: str
    unit: str
    step: str
    filed_at: Moment | None
    received_at: Moment | None
    promised_at: Moment | None
    due_at: Moment
    paused: Yes
    finished_at: Moment | None
    returned_at: Moment | None
    on_time: Yes | None


class DossierOut(DossierLine):
    """A dossier as the posts of its agency see it, with what happened and what this post may do next."""

    events: list[EventOut]
    acts: list[str]


class DossierPage(Schema):
    """A part of a list; ``next_cursor`` is null at the end."""

    items: list[DossierLine]
    next_cursor: str | None


class ReceivedOut(Schema):
    """What the counter hands out. ``slip`` and ``track`` are addresses, ``key`` opens tracking, ``receipt`` proves."""

    code: str
    state: StateOut
    procedure: str
    unit: str
    received_at: Moment
    due_at: Moment
    slip: str
    track: str
    track_page: str
    key: str
    receipt: dict[str, Any]


class TrackedEvent(Schema):
    """What the public is told of an event."""

    at: Moment
    text: str


class NoticeOut(Schema):
    """A notice to the applicant."""

    at: Moment
    text: str


class TrackedOut(Schema):
    """What whoever holds the slip may know: no names, the office instead of the person."""

    code: str
    state: StateOut
    state_text: str
    procedure: str
    office: str
    filed_at: Moment | None
    received_at: Moment | None
    promised_at: Moment | None
    due_at: Moment
    due_text: str
    paused: Yes
    finished_at: Moment | None
    returned_at: Moment | None
    on_time: Yes | None
    kept: Yes
    next_text: str
    rateable: Yes
    stars: int | None
    events: list[TrackedEvent]
    notices: list[NoticeOut]
