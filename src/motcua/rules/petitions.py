"""Petitions (đơn): what a petition is, whether it can be handled, what becomes of it and why (R6.14–R6.30, R6.42).

TT 05/2021/TT-TTCP, whose details are from memory and to be checked by a jurist; Luật Khiếu nại 02/2011, Luật Tố cáo
25/2018, Luật Tiếp công dân 42/2013, NĐ 155/2026. Days are parameters of the law; here is the way of a decision.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.rules.impossible import Fault, Invalid

HANDLING = "TT 05/2021/TT-TTCP"
COMPLAINTS = "Luật Khiếu nại 02/2011/QH13"
DENUNCIATIONS = "Luật Tố cáo 25/2018/QH14"


class Class(StrEnum):
    """What a petition is by its content (R6.20)."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    SUGGESTION = "suggestion"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What becomes of a petition (R6.24–R6.26)."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    GUIDED = "guided"
    FORWARDED = "forwarded"
    STORED = "stored"
    INFORMED = "informed"
    SPLIT = "split"
    LINKED = "linked"
    URGED = "urged"


class Sender(StrEnum):
    """From whom it came: what press, deputies and the Front pass on is forwarded, not only guided (R6.24)."""

    PERSON = "person"
    AGENCY = "agency"
    PRESS = "press"
    DEPUTY = "deputy"
    FRONT = "front"


PASSING_ON = frozenset({Sender.PRESS, Sender.DEPUTY, Sender.FRONT})
TAKEN_BACK_FREELY = frozenset({Class.SUGGESTION})
"""What is taken back without a signature. A complaint (Luật Khiếu nại Điều 10), a denunciation (Luật Tố cáo Điều 33)
and what nobody has classified yet and may be either: only by a letter with signature or fingerprint (R6.38)."""


def taken_back_in_writing(*taken_for: str) -> bool:
    """Whether what a petition was taken for, at intake and now, is withdrawn by a signed letter only (R6.38)."""
    return not TAKEN_BACK_FREELY.issuperset(Class(one) for one in taken_for)


NEEDED: Mapping[Class, tuple[str, ...]] = {
    Class.COMPLAINT: ("against", "demand", "address"),
    Class.DENUNCIATION: ("against", "address"),
}
"""What a petition of a class says beyond its content and its sender's name to be handled at all (R6.21)."""
_ASKED: Mapping[str, str] = {
    "against": "Ghi ngắn gọn ai, cơ quan nào, quyết định hoặc việc làm nào.",
    "demand": "Ghi điều ông/bà đề nghị.",
    "address": "Ghi địa chỉ của ông/bà; thiếu địa chỉ, đơn không đủ điều kiện xử lý.",
}


def lacking(taken_for: str, said: Mapping[str, str], *, anonymous: bool = False) -> list[Fault]:
    """What is missing of what whoever sends a petition themselves is asked; who gives no name gives no address."""
    return [
        Fault(name, _ASKED[name])
        for name in (NEEDED.get(Class(taken_for), ()) if taken_for in list(Class) else ())
        if not said.get(name, "").strip() and not (anonymous and name == "address")
    ]


def signed_online(name: str, address: str) -> bool:
    """Whether a petition that came online is taken to be signed until an official says otherwise (R6.21): whoever sent
    it gave name and address and holds its receipt. A proposal for the decision path, never an answer to it."""
    return bool(name.strip() and address.strip())


# ── many people, one content ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Many:
    """Many people with one content, as the law of a day has it (R6.15, R6.19).

    ``threshold``  how many are many; none where the law of the day knew no such thing
    ``bands``      (from, to, least, most): how many speak for so many signers; ``to`` none for any number more
    """

    threshold: int | None = None
    bands: tuple[tuple[int, int | None, int, int], ...] = ()

    @classmethod
    def of(cls, threshold: int, bands: Iterable[Mapping[str, Any]]) -> "Many":
        """From the law's parameters: 5, [{"from": 5, "to": 10, "min": 1, "max": 2}, …]."""
        return cls(threshold, tuple((row["from"], row["to"], row["min"], row["max"]) for row in bands))

    def are(self, signers: int) -> bool:
        """Whether many people say the same."""
        return self.threshold is not None and signers >= self.threshold

    def representatives(self, signers: int) -> tuple[int, int]:
        """Least and most representatives; none where fewer are to be named each."""
        for first, last, least, most in self.bands:
            if first <= signers and (last is None or signers <= last):
                return least, most
        return 0, 0

    def check_representatives(self, signers: int, named: int) -> None:
        """Raises Invalid when more are named than may speak for so many (Luật Tiếp công dân Điều 29)."""
        _least, most = self.representatives(signers)
        if named <= most:
            return
        if not most:
            raise Invalid(
                field="representatives",
                text="Dưới {mass} người thì không cử người đại diện: ghi từng người.",
                mass=self.threshold or "",
            )
        raise Invalid(
            field="representatives",
            text="{signers} người cùng đơn được cử nhiều nhất {most} người đại diện, không phải {named}.",
            signers=signers, most=most, named=named,
        )  # fmt: skip


@dataclass(frozen=True)
class Counts:
    """The four counts of reception (R6.14): visits, persons, distinct matters, groups of many."""

    visits: int = 0
    persons: int = 0
    matters: int = 0
    groups: int = 0
    in_groups: int = 0


def counts(visits: Iterable[tuple[int, str, bool]]) -> Counts:
    """Counts of visits told as (persons, matter, whether they are many); a visit without a matter counts as none."""
    told = list(visits)
    groups = [persons for persons, _matter, many in told if many]
    return Counts(
        len(told), sum(persons for persons, *_ in told), len({matter for _, matter, _ in told if matter}), len(groups),
        sum(groups),
    )  # fmt: skip


# ── somebody else acts ──────────────────────────────────────────────────────────────────────────────────────


def check_authorised(names: Sequence[str], paper: str, *, most: int | None) -> None:
    """Raises Invalid where somebody acts for the sender without a paper, or more do than one content allows (R6.37)."""
    if most is not None and len(names) > most:
        raise Invalid(
            field="authorised", text="Một nội dung chỉ ủy quyền cho nhiều nhất {most} người.", most=most
        )
    if names and not paper:
        raise Invalid(field="authority", text="Ghi giấy ủy quyền: số, ngày, hoặc lập ngày nào.")
    if paper and not names:
        raise Invalid(field="authorised", text="Ghi họ tên người được ủy quyền.")


# ── grounds ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Ground:
    """Why a petition ends as it does: a sentence with its law."""

    code: str
    text: str
    law: str


def _barred(n: int, text: str) -> Ground:
    return Ground(f"11.{n}", text, f"{COMPLAINTS} Điều 11 khoản {n}")


NOT_ACCEPTED = (
    _barred(
        1, "Quyết định, hành vi trong nội bộ, chỉ đạo cấp dưới, văn bản quy phạm pháp luật, bí mật nhà nước"
    ),
    _barred(2, "Không liên quan trực tiếp đến quyền, lợi ích hợp pháp của người khiếu nại"),
    _barred(3, "Người khiếu nại không có năng lực hành vi dân sự đầy đủ mà không có người đại diện hợp pháp"),
    _barred(4, "Người đại diện không hợp pháp"),
    _barred(5, "Đơn không có chữ ký hoặc điểm chỉ của người khiếu nại"),
    _barred(6, "Thời hiệu, thời hạn khiếu nại đã hết mà không có lý do chính đáng"),
    _barred(7, "Khiếu nại đã có quyết định giải quyết lần hai"),
    _barred(8, "Có thông báo đình chỉ mà sau 30 ngày không tiếp tục khiếu nại"),
    _barred(9, "Tòa án đã thụ lý hoặc đã giải quyết bằng bản án, quyết định"),
)
"""The nine cases in which a complaint is not accepted (R6.29)."""
NOT_ACCEPTED_DENUNCIATION = (
    Ground(
        "29.1a", "Tố cáo không được thực hiện theo đúng Điều 23", f"{DENUNCIATIONS} Điều 29 khoản 1 điểm a"
    ),
    Ground(
        "29.1b",
        "Người tố cáo không có năng lực hành vi dân sự đầy đủ mà không có người đại diện",
        f"{DENUNCIATIONS} Điều 29 khoản 1 điểm b",
    ),
    Ground(
        "29.1d",
        "Nội dung tố cáo không có cơ sở để xác định người vi phạm, hành vi vi phạm",
        f"{DENUNCIATIONS} Điều 29 khoản 1 điểm d",
    ),
    Ground(
        "29.2",
        "Tố cáo xuất phát từ vụ việc khiếu nại đã giải quyết đúng luật, không đưa ra được chứng cứ",
        f"{DENUNCIATIONS} Điều 29 khoản 2",
    ),
)
"""When a denunciation in competence is not accepted (R6.42)."""
ENDS: tuple[Ground, ...] = (
    Ground(
        "illegible", "Nội dung không đọc được, không phải tiếng Việt và không có bản dịch hợp pháp", HANDLING
    ),
    Ground("unsigned", "Đơn không ghi rõ họ tên, địa chỉ hoặc không có chữ ký, điểm chỉ", HANDLING),
    Ground("anonymous", "Tố cáo nặc danh, mạo danh, không có thông tin cụ thể", f"{DENUNCIATIONS} Điều 25"),
    Ground(
        "information",
        "Không rõ người tố cáo nhưng nêu rõ người vi phạm, có tài liệu, chứng cứ cụ thể: chuyển để thanh tra, kiểm tra",
        f"{DENUNCIATIONS} Điều 25 khoản 2",
    ),
    Ground("settled", "Vụ việc đã được giải quyết đúng pháp luật, không có nội dung mới", HANDLING),
    Ground("many_agencies", "Đơn gửi nhiều nơi, trong đó có cơ quan có thẩm quyền", HANDLING),
    Ground("guided_before", "Đơn đã được hướng dẫn một lần, không có nội dung mới", HANDLING),
    Ground("insulting", "Đơn có nội dung chống đối, xúc phạm, không nêu việc cụ thể", HANDLING),
    Ground("incomplete", "Chưa nêu rõ đối tượng, việc và yêu cầu: hướng dẫn bổ sung", HANDLING),
    Ground(
        "undesignated",
        "Nhiều người cùng đơn nhưng chưa có văn bản cử người đại diện",
        "155/2026/NĐ-CP Điều 10",
    ),
    Ground("duplicate", "Cùng đối tượng, cùng nội dung với đơn đã đến trước", HANDLING),
    Ground("other_competence", "Không thuộc thẩm quyền", HANDLING),
    Ground("lower_level", "Thuộc thẩm quyền cấp dưới, quá thời hạn chưa giải quyết", HANDLING),
    Ground(
        "higher_level",
        "Thuộc thẩm quyền người đứng đầu cơ quan cấp trên trực tiếp",
        f"{DENUNCIATIONS} Điều 12; {COMPLAINTS} Điều 7",
    ),
    Ground("court", "Thuộc thẩm quyền của Tòa án", HANDLING),
    Ground("mixed", "Đơn có nhiều nội dung khác nhau: tách từng nội dung", HANDLING),
    Ground("in_competence", "Đủ điều kiện, thuộc thẩm quyền", HANDLING),
)
ELSEWHERE: Mapping[str, str] = {"other": "other_competence", "above": "higher_level"}
"""Grounds of what another agency is competent for, by the answer that says which."""
GROUNDS: Mapping[str, Ground] = {one.code: one for one in (*ENDS, *NOT_ACCEPTED, *NOT_ACCEPTED_DENUNCIATION)}


# ── the way of a decision ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Question:
    """One fork of the way. ``options`` are (value, words) in the order in which they are offered."""

    code: str
    text: str
    law: str
    options: tuple[tuple[str, str], ...]

    def said(self, value: str) -> str:
        """The words of an answer."""
        return dict(self.options).get(value, value)


YES, NO, NONE = "yes", "no", "none"


def _option(value: str, words: str) -> tuple[str, str]:
    """An answer that is offered: its words are said in the language asked for."""
    return value, words


_YES_NO = (_option(YES, "Có"), _option(NO, "Không"))
_KINDS = (
    _option(Class.COMPLAINT, "Khiếu nại: đề nghị xem lại quyết định, hành vi hành chính với chính mình"),
    _option(Class.DENUNCIATION, "Tố cáo: báo hành vi vi phạm pháp luật của cơ quan, tổ chức, cá nhân"),
    _option(Class.SUGGESTION, "Kiến nghị, phản ánh"),
    _option(Class.MIXED, "Nhiều nội dung khác nhau"),
)
KIND = Question("kind", "Theo nội dung, đơn thuộc loại nào?", HANDLING, tuple((str(v), t) for v, t in _KINDS))
LEGIBLE = Question("legible", "Đọc được, bằng tiếng Việt hoặc có bản dịch hợp pháp?", HANDLING, _YES_NO)
SIGNED = Question("signed", "Ghi rõ họ tên, địa chỉ, có chữ ký hoặc điểm chỉ?", HANDLING, _YES_NO)
SPECIFIC = Question(
    "specific", "Nêu rõ người vi phạm, có tài liệu, chứng cứ cụ thể?", f"{DENUNCIATIONS} Điều 25", _YES_NO
)
STALE = Question(
    "stale", "Đơn có thuộc trường hợp nào sau đây?", HANDLING,
    (_option(NONE, "Không"), _option("settled", "Đã giải quyết đúng luật, không có gì mới"),
     _option("many_agencies", "Gửi nhiều nơi, có cả nơi có thẩm quyền"),
     _option("guided_before", "Đã hướng dẫn một lần, không có gì mới"),
     _option("insulting", "Chống đối, xúc phạm, không nêu việc cụ thể")),
)  # fmt: skip
DUPLICATE = Question(
    "duplicate", "Trùng với một đơn đã có (cùng người, đối tượng, nội dung)?", HANDLING, _YES_NO
)
COMPLETE = Question("complete", "Nêu rõ đối tượng, việc xảy ra và yêu cầu?", HANDLING, _YES_NO)
COMPETENCE = Question(
    "competence", "Ai có thẩm quyền giải quyết?", HANDLING,
    (_option("own", "Cơ quan này"), _option("lower", "Cấp dưới, quá hạn chưa giải quyết"),
     _option("above", "Cấp trên: tố cáo người đứng đầu, cấp phó của cơ quan này; khiếu nại lần hai"),
     _option("other", "Cơ quan khác"), _option("court", "Tòa án")),
)  # fmt: skip
DESIGNATED = Question(
    "designated", "Có đủ chữ ký và văn bản cử người đại diện?", "155/2026/NĐ-CP Điều 10", _YES_NO
)
BARRED = Question(
    "barred", "Có thuộc trường hợp không thụ lý khiếu nại?", f"{COMPLAINTS} Điều 11",
    (_option(NONE, "Không"), *((one.code, one.text) for one in NOT_ACCEPTED)),
)  # fmt: skip
UNFIT = Question(
    "unfit", "Có thiếu điều kiện thụ lý tố cáo?", f"{DENUNCIATIONS} Điều 29",
    (_option(NONE, "Không"), *((one.code, one.text) for one in NOT_ACCEPTED_DENUNCIATION)),
)  # fmt: skip
QUESTIONS: Mapping[str, Question] = {
    one.code: one
    for one in (
        KIND, LEGIBLE, SIGNED, SPECIFIC, STALE, DUPLICATE, COMPLETE, COMPETENCE, DESIGNATED, BARRED, UNFIT,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Turn:
    """A fork that was passed."""

    question: Question
    answer: str

    @property
    def said(self) -> str:
        """The answer in words."""
        return self.question.said(self.answer)


@dataclass(frozen=True)
class Path:
    """The way of a decision: the forks passed, then the next one, or where it ended and why."""

    turns: tuple[Turn, ...]
    asks: Question | None = None
    outcome: Outcome | None = None
    ground: Ground | None = None

    @property
    def found(self) -> Class | None:
        """What the petition is, once that was answered."""
        return next((Class(turn.answer) for turn in self.turns if turn.question is KIND), None)

    @property
    def answers(self) -> dict[str, str]:
        """The answers that count: those on the way."""
        return {turn.question.code: turn.answer for turn in self.turns}


class _Open(Exception):
    """A fork that nobody answered yet."""


class _Walk:
    def __init__(self, answers: Mapping[str, str]) -> None:
        self.answers, self.turns = answers, list[Turn]()

    def ask(self, question: Question) -> str:
        answer = self.answers.get(question.code, "")
        if answer not in {value for value, _ in question.options}:
            raise _Open(question)
        self.turns.append(Turn(question, answer))
        return answer


def decide(answers: Mapping[str, str], *, sender: Sender = Sender.PERSON, many: bool = False) -> Path:
    """Where the answers lead (R6.20–R6.26, R6.29, R6.42); answers beside the way do not count."""
    walk = _Walk(answers)
    try:
        outcome, ground = _way(walk, sender, many=many)
    except _Open as fork:
        return Path(tuple(walk.turns), asks=fork.args[0])
    return Path(tuple(walk.turns), outcome=outcome, ground=GROUNDS[ground])


def _way(walk: _Walk, sender: Sender, *, many: bool) -> tuple[Outcome, str]:
    kind = walk.ask(KIND)
    if kind == Class.MIXED:
        return Outcome.SPLIT, "mixed"
    if walk.ask(LEGIBLE) == NO:
        return Outcome.STORED, "illegible"
    if walk.ask(SIGNED) == NO:
        if kind != Class.DENUNCIATION:
            return Outcome.STORED, "unsigned"
        return (
            (Outcome.INFORMED, "information") if walk.ask(SPECIFIC) == YES else (Outcome.STORED, "anonymous")
        )
    if (stale := walk.ask(STALE)) != NONE:
        return Outcome.STORED, stale
    if walk.ask(DUPLICATE) == YES:
        return Outcome.LINKED, "duplicate"
    if walk.ask(COMPLETE) == NO:
        return Outcome.GUIDED, "incomplete"
    match walk.ask(COMPETENCE):
        case "court":
            return Outcome.GUIDED, "court"
        case "lower":
            return Outcome.URGED, "lower_level"
        case "other" | "above" as where:
            only_guided = kind == Class.COMPLAINT and sender not in PASSING_ON
            return (Outcome.GUIDED if only_guided else Outcome.FORWARDED), ELSEWHERE[where]
    if kind == Class.COMPLAINT:
        if many and walk.ask(DESIGNATED) == NO:
            return Outcome.GUIDED, "undesignated"
        if (barred := walk.ask(BARRED)) != NONE:
            return Outcome.REFUSED, barred
    elif kind == Class.DENUNCIATION and (unfit := walk.ask(UNFIT)) != NONE:
        return Outcome.REFUSED, unfit
    return Outcome.ACCEPTED, "in_competence"


# ── the same again ──────────────────────────────────────────────────────────────────────────────────────────

WORDS_TOGETHER, KEPT = 3, 16


def shingles(folded: str, together: int = WORDS_TOGETHER) -> set[str]:
    """Runs of so many words of a folded text; a shorter text is one run."""
    words = "".join(c if c.isalnum() else " " for c in folded).split()
    if not words:
        return set()
    return {" ".join(words[n : n + together]) for n in range(max(1, len(words) - together + 1))}


def sketch(hashes: Iterable[int], kept: int = KEPT) -> list[int]:
    """The smallest hashes of a text's runs (bottom-k): similar texts share many of them, others none."""
    return sorted(set(hashes))[:kept]


def same_share(one: Collection[int], other: Collection[int]) -> float:
    """How much of the smaller of two sketches is in the other: 0 to 1."""
    least = min(len(one), len(other))
    return len(set(one) & set(other)) / least if least else 0.0


def check_parts(classes: Sequence[str]) -> None:
    """Raises Invalid unless a mixed petition is split into two parts or more, each of one class (R6.9, R6.20), all that
    denounces in one of them: its sender is sealed once."""
    if len(classes) < 2:
        raise Invalid(field="parts", text="Tách thành ít nhất 2 nội dung.")
    one = {Class.COMPLAINT, Class.DENUNCIATION, Class.SUGGESTION}
    for n, given in enumerate(classes):
        if given not in one:
            raise Invalid(
                field=f"parts.{n}.class",
                text="Nội dung {n}: chọn khiếu nại, tố cáo hay kiến nghị, phản ánh.",
                n=n + 1,
            )
        if given == Class.DENUNCIATION and Class.DENUNCIATION in classes[:n]:
            raise Invalid(field=f"parts.{n}.class", text="Ghi mọi nội dung tố cáo vào cùng một phần.")
