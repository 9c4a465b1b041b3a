"""What goes in and out of the addresses of petitions."""

from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from motcua.faces.api.v1.dossier_shapes import EventOut, FileIn, TrackedEvent
from motcua.faces.api.v1.shapes import LINE, TEXT, Day, Given, Line, Moment, Text, Whole, Yes

ClassIn = Literal["complaint", "denunciation", "suggestion", "mixed", "unknown"]
ChannelIn = Literal["counter", "post", "online", "forwarded"]
SenderIn = Literal["person", "agency", "press", "deputy", "front"]
OutcomeIn = Literal[
    "accepted", "refused", "guided", "forwarded", "stored", "informed", "split", "linked", "urged"
]
StateOut = Literal["received", "proposed", "settled", "withdrawn"]
Words = Annotated[str, StringConstraints(max_length=20_000, pattern=TEXT)]
Demand = Annotated[str, StringConstraints(max_length=2_000, pattern=TEXT)]
Against = Annotated[str, StringConstraints(max_length=500, pattern=LINE)]
Names = Annotated[list[Line], Field(max_length=20)]
Posts = Annotated[list[Line], Field(max_length=100)]
Key = Annotated[str, StringConstraints(max_length=60, pattern=r"^[^\x00-\x1f\x7f]*$")]


class SubmitterIn(Given):
    """Who sends it; ``id_number`` is the personal identity number or the tax number, where it is known."""

    kind: Literal["person", "organisation"] = "person"
    name: Line
    id_number: Line = ""
    phone: Line = ""
    email: Line = ""
    address: Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")] = ""


class PetitionIn(Given):
    """A petition. ``petition_class`` is what whoever takes it in holds it for, ``unknown`` when they cannot say;
    ``topic`` a code of the shipped topics; ``place`` the code of a hamlet, ``spot`` where it happened in words.

    Without ``submitter`` it must be ``anonymous``. ``shielded``: it denounces though its class says less;
    left out, it does when its words sound so. Of what comes without token ``channel`` and everything that only an
    office notes are not looked at.
    """

    unit: Line
    petition_class: ClassIn
    topic: Line
    content: Words
    demand: Demand = ""
    against: Against = ""
    place: Line = ""
    spot: Line = ""
    submitter: SubmitterIn | None = None
    anonymous: Yes = False
    shielded: Annotated[bool | None, Field(strict=True)] = None
    signers: Annotated[Whole, Field(ge=1, le=100_000)] = 1
    representatives: Names = []
    authorised: Names = []
    authority: Line = ""
    certified: Line = ""
    channel: ChannelIn = "counter"
    arrived_on: Day | None = None
    sender: SenderIn = "person"
    from_agency: Line = ""
    from_number: Line = ""
    from_on: Day | None = None
    originals: Line = ""
    scans: Annotated[list[FileIn], Field(max_length=10)] = []


class ProposeIn(Given):
    """``answers``: the code of each question of the decision path with the answer; what is still to be answered is told
    with its code (422). ``concerns``: posts of the agency that are denounced."""

    answers: dict[Line, Line]
    to_agency: Line = ""
    note: Text = ""
    duplicate_of: Line = ""
    concerns: Posts = []


class SettleIn(Given):
    """The outcome as it was proposed; number and day of the document where the agency's book does not give them."""

    outcome: OutcomeIn
    number: Line = ""
    number_on: Day | None = None


class AcceptIn(Given):
    """What acceptance asks for, by the class.

    A complaint: ``instance``, ``about``, ``known_on``, days of ``obstacle`` with ``obstacle_note``, ``remote``,
    ``complicated`` cases with their written ``ground``, ``first`` or ``first_decision``, ``certified``. A denunciation:
    ``denounced``, ``content`` in the agency's own words, ``number``. A suggestion: ``category``, ``number``,
    ``number_on``.
    """

    instance: Literal["first", "second"] | None = None
    about: Line | None = None
    known_on: Day | None = None
    obstacle: Annotated[Whole, Field(ge=0, le=3650)] | None = None
    obstacle_note: Text | None = None
    remote: Yes | None = None
    complicated: Names | None = None
    ground: Text | None = None
    first: Line | None = None
    first_decision: Line | None = None
    certified: Line | None = None
    denounced: Text | None = None
    content: Text | None = None
    category: Line | None = None
    number: Line | None = None
    number_on: Day | None = None


class PartIn(Given):
    """One content of a letter that holds several; what denounces stands in one part."""

    petition_class: Literal["complaint", "denunciation", "suggestion"]
    content: Words
    demand: Text = ""
    against: Line = ""
    topic: Line = ""


class SplitIn(Given):
    """Every content of the letter; ``reason`` why the seal is opened, where the letter was shielded."""

    parts: Annotated[list[PartIn], Field(min_length=2, max_length=20)]
    reason: Text = ""


class ReasonIn(Given):
    """Why."""

    reason: Text


class AskIn(Given):
    """What the sender is asked to add."""

    wanted: Text


class SupplementIn(Given):
    """What the sender added."""

    said: Words


class PostsIn(Given):
    """Posts from which the petition is kept because it is about them; ``ground`` why one is left out again."""

    posts: Posts
    ground: Text = ""


class KeyIn(Given):
    """The key of the receipt; in the body, so that it stands in no address and no log."""

    key: Key


class PetitionTaken(Schema):
    """What the sender takes home: ``key`` follows the petition, ``receipt`` proves. Who gives no name is promised no
    answer, so there is no ``due_at``."""

    code: str
    state: StateOut
    unit: str
    received_at: Moment
    due_at: Moment | None
    follow: str
    key: str
    receipt: dict[str, Any]


class PetitionLine(Schema):
    """A petition in a list; ``title`` says its class and topic, never a person."""

    code: str
    state: StateOut
    state_text: str
    title: str
    unit: str
    due_at: Moment
    paused: Yes
    finished_at: Moment | None
    on_time: Yes | None


class PetitionOut(PetitionLine):
    """A petition as this post may know it, never with people. What it says is null for posts that do not work on
    petitions; how and when what denounces came is null for everybody but who is assigned."""

    petition_class: ClassIn
    topic: str
    shielded: Yes
    channel: str | None
    received_at: Moment | None
    arrived_on: Day | None
    content: str | None
    demand: str | None
    against: str | None
    proposed: str
    outcome: str
    became: str | None
    events: list[EventOut]
    acts: list[str]


class PetitionPage(Schema):
    """A part of a list; ``next_cursor`` is null at the end."""

    items: list[PetitionLine]
    next_cursor: str | None


class FollowedOut(Schema):
    """What whoever holds the receipt may know: no names, the office instead of the person."""

    code: str
    state: StateOut
    state_text: str
    office: str
    received_at: Moment
    due_at: Moment | None
    finished_at: Moment | None
    outcome: str
    asked: str | None
    events: list[TrackedEvent]
