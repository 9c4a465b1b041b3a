"""What a person writes of a petition on the portal: read from the page, kept in the page, nowhere else.

No draft, no session: what is typed comes back in the form itself. Files alone wait at the server, under a key that only
the page holds (``petitions.actions.send_ahead``); those of a denunciation wait sealed.
"""

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.cases.queries import NoSuchCase
from motcua.areas.complaints import queries as complaints
from motcua.areas.complaints.choices import Document
from motcua.areas.petitions import actions, queries
from motcua.areas.petitions.choices import Channel, PetitionClass, topics
from motcua.base.files.policies import upload_faults
from motcua.base.people.queries import SignedIn
from motcua.faces.portal.receipts import held
from motcua.faces.ui import place, throttle
from motcua.faces.ui.session import now_of
from motcua.rules.calendar import TZ
from motcua.rules.impossible import Fault, Impossible, Invalid

Words = str | Promise
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,image/*"


@dataclass(frozen=True)
class Kind:
    """A kind of petition as people choose it, without words of the law."""

    slug: str
    petition_class: str
    icon: str
    means: Words
    example: Words
    title: Words
    against: Words
    demand: Words


KINDS: Mapping[str, Kind] = {
    one.slug: one
    for one in (
        Kind(
            "khieu-nai", PetitionClass.COMPLAINT.value, "gavel",
            gettext_lazy("Một quyết định hay việc làm của cơ quan đụng đến tôi, tôi đề nghị xem lại"),
            gettext_lazy("Ví dụ: bị xử phạt, bị thu hồi đất, hồ sơ bị từ chối. Gọi là đơn khiếu nại."),
            gettext_lazy("Đề nghị xem lại một quyết định, việc làm"),
            gettext_lazy("Quyết định hoặc việc làm nào, của ai?"), gettext_lazy("Ông/bà đề nghị sửa thế nào?"),
        ),
        Kind(
            "to-cao", PetitionClass.DENUNCIATION.value, "eye-off",
            gettext_lazy("Có người hoặc cơ quan làm trái pháp luật, tôi báo để xử lý"),
            gettext_lazy("Ví dụ: nhận tiền, bao che vi phạm. Gọi là đơn tố cáo; danh tính được giữ kín."),
            gettext_lazy("Báo việc làm trái pháp luật"), gettext_lazy("Ai hoặc cơ quan nào làm trái?"),
            gettext_lazy("Ông/bà đề nghị xử lý thế nào?"),
        ),
        Kind(
            "kien-nghi", PetitionClass.SUGGESTION.value, "megaphone",
            gettext_lazy("Tôi góp ý, đề nghị hoặc phản ánh một việc"),
            gettext_lazy("Ví dụ: đường hỏng, tiếng ồn, cách phục vụ. Gọi là đơn kiến nghị, phản ánh."),
            gettext_lazy("Góp ý, đề nghị, phản ánh"), gettext_lazy("Việc này liên quan đến ai, cơ quan nào?"),
            gettext_lazy("Ông/bà đề nghị cơ quan làm gì?"),
        ),
        Kind(
            "chua-ro", PetitionClass.UNKNOWN.value, "circle-question-mark",
            gettext_lazy("Tôi chưa biết việc của mình là loại nào"),
            gettext_lazy("Cứ kể lại việc của mình, cán bộ phân loại giúp."),
            gettext_lazy("Kể lại việc của mình"), gettext_lazy("Việc này liên quan đến ai, cơ quan nào?"),
            gettext_lazy("Ông/bà mong cơ quan làm gì?"),
        ),
    )
}  # fmt: skip
WORDS = (
    "content", "against", "demand", "spot", "name", "address", "phone", "email", "id_number", "representatives",
    "authorised", "authority", "certified",
)  # fmt: skip
"""What people write themselves: never cut, too much of it is refused in words with everything still there."""
CODES = {"topic": 24, "place": 24, "signers": 7, "anonymous": 1, "first": 60, "first_key": 60, "shield": 5}
TEXTS = (*WORDS, *CODES)
FIRST = {"first": "lan-hai", "first_key": "key"}
"""The receipt of the petition that was decided first, as the page that offers a second complaint gives it."""
LABELS: Mapping[str, Words] = {
    "content": gettext_lazy("Việc đã xảy ra"), "topic": gettext_lazy("Lĩnh vực"),
    "place": gettext_lazy("Thôn, tổ dân phố"), "spot": gettext_lazy("Nơi xảy ra"),
    "name": gettext_lazy("Họ và tên"), "address": gettext_lazy("Địa chỉ"),
    "phone": gettext_lazy("Điện thoại"), "email": gettext_lazy("Thư điện tử"),
    "id_number": gettext_lazy("Số định danh cá nhân"), "signers": gettext_lazy("Số người cùng gửi"),
    "representatives": gettext_lazy("Người đại diện"), "authorised": gettext_lazy("Người được ủy quyền"),
    "authority": gettext_lazy("Giấy ủy quyền"), "certified": gettext_lazy("Nơi công chứng, chứng thực"),
    "scans": gettext_lazy("Tệp, ảnh"),
}  # fmt: skip
OPENLY = "khong"
"""What a sender answers who does not want to stay unnamed."""
AUTHORISING = frozenset({PetitionClass.COMPLAINT.value, PetitionClass.UNKNOWN.value})
"""Kinds that may be sent by somebody authorised."""


def said(request: HttpRequest, kind: Kind, who: SignedIn | None) -> dict[str, str]:
    """What the page says; one who signed in is who they are, unless they denounce: then only what they typed counts."""
    if request.method == "POST":
        values = {
            name: str(request.POST.get(name, "")).replace("\x00", "")[: CODES.get(name)] for name in TEXTS
        }
    else:
        values = dict.fromkeys(TEXTS, "") | {"topic": "other", "signers": "1"}
        values |= {name: str(request.GET.get(asked, ""))[: CODES[name]] for name, asked in FIRST.items()}
        values["first_key"] = values["first_key"] or held(request).get(values["first"], "")
        if who is not None:
            values |= {
                name: str(getattr(who, name)) for name in ("name", "address", "phone", "email", "id_number")
            }
    if who is not None and kind.petition_class != PetitionClass.DENUNCIATION:
        values |= {"name": who.name, "id_number": who.id_number}
    if kind.petition_class != PetitionClass.DENUNCIATION:
        values["anonymous"] = ""
    return values


@dataclass(frozen=True)
class First:
    """What is complained of again: the case decided first, its decision, and to whom the second one goes by law."""

    subject: str
    code: str
    number: str
    decided_on: dt.date | None
    to: str


def first_of(request: HttpRequest, kind: Kind, values: Mapping[str, str]) -> First | None:
    """The case of which its complainant may complain again now; None for whoever does not hold its receipt."""
    code, key = values["first"], values["first_key"]
    if kind.petition_class != PetitionClass.COMPLAINT or not code:
        return None
    try:
        queries.tracked(code, key)
    except NoSuchCase:
        with suppress(throttle.TooManyFailures):
            throttle.count(request)
        return None
    found, on = complaints.out_of(code), now_of(request).astimezone(TZ).date()
    if found is None or complaints.second_now(found, on) is None or complaints.asked_again(found):
        return None
    paper = complaints.document(found, Document.DECISION)
    return First(
        found.case.subject,
        found.code,
        paper.number if paper else "",
        found.decided_on,
        complaints.second_at(found, on),
    )


def decided_first(first: First) -> str:
    """The decision that is complained of again, as the petition says it."""
    if not first.number:
        return f"Khiếu nại lần hai: vụ việc lần đầu {first.code} quá hạn chưa có quyết định giải quyết"
    return (
        f"Quyết định giải quyết khiếu nại lần đầu số {first.number} ngày {first.decided_on:%d/%m/%Y}, "
        f"vụ việc {first.code}"
    )


def asks_shield(kind: Kind, values: Mapping[str, str], on: dt.date) -> bool:
    """Whether what is no denunciation by its form sounds like one: its sender is asked whether to stay unnamed."""
    if kind.petition_class == PetitionClass.DENUNCIATION:
        return False
    said = f"{values['content']}\n{values['demand']}"
    return queries.may_denounce(place.here(), kind.petition_class, values["against"], said, on)


def seals(kind: Kind, values: Mapping[str, str], on: dt.date) -> bool:
    """Whether nothing of it may be seen or kept openly: it denounces, or sounds so and its sender has not said no."""
    denounces = kind.petition_class == PetitionClass.DENUNCIATION
    return denounces or (values["shield"] != OPENLY and asks_shield(kind, values, on))


def petition_of(kind: Kind, values: Mapping[str, str]) -> dict[str, Any]:
    """The arguments of ``receive`` that the page gives."""
    anonymous = bool(values["anonymous"])
    signers = values["signers"].strip() or "1"
    return {
        "said": kind.petition_class, "anonymous": anonymous, "shielded": False if values["shield"] == OPENLY else None,
        "topic": values["topic"],
        "content": values["content"], "against": values["against"], "demand": values["demand"],
        "place": values["place"], "spot": values["spot"],
        "signers": int(signers) if signers.isascii() and signers.isdecimal() else 0,
        "representatives": [one.strip() for one in re.split(r"[;\n]", values["representatives"]) if one.strip()],
        **_acting(kind, values),
        "submitter": None if anonymous else {
            name: values[name] for name in ("name", "address", "phone", "email", "id_number")
        },
    }  # fmt: skip


def _acting(kind: Kind, values: Mapping[str, str]) -> dict[str, Any]:
    """Who acts for the one who complains (R6.37); of what no authorisation is for, nothing."""
    if kind.petition_class not in AUTHORISING:
        return {}
    names = [one.strip() for one in re.split(r"[;\n]", values["authorised"]) if one.strip()]
    return {"authorised": names, "authority": values["authority"], "certified": values["certified"]}


def faults_of(request: HttpRequest, kind: Kind, values: Mapping[str, str]) -> list[Fault]:
    """Everything to mend in what was typed, at once."""
    try:
        actions.check(
            at=now_of(request),
            unit=place.here(),
            channel=Channel.ONLINE.value,
            own=True,
            **petition_of(kind, values),
        )
    except Invalid as error:
        return [Fault(one.field.removeprefix("submitter."), one.text, one.params) for one in error.faults]
    return []


def take_files(request: HttpRequest, key: str, *, sealed: bool) -> list[Fault]:
    """Send every chosen file ahead, whichever button was pressed; what was refused, and why."""
    faults = [Fault("scans", fault.text, fault.params) for fault in upload_faults(request)]
    for upload in request.FILES.getlist("scans"):
        try:
            throttle.count(request, throttle.uploads)
            actions.send_ahead(at=now_of(request), unit=place.here(), key=key, scan=upload, sealed=sealed)
        except throttle.TooManyFailures:
            faults.append(Fault("scans", _("Nơi này vừa gửi nhiều tệp. Ông/bà thử lại sau ít phút.")))
            break
        except actions.AlreadySent:
            break
        except Invalid as error:
            faults += [Fault("scans", one.text, one.params) for one in error.faults]
        except Impossible as error:
            faults.append(Fault("scans", error.template, error.params))
    return faults


def files_here(key: str, *, sealed: bool) -> list[dict[str, Any]]:
    """The files that wait for this page; of what denounces by number only, their names are sealed with them."""
    return [
        {
            "id": one.id, "size": one.size,
            "name": _("Tệp {n}").format(n=n) if sealed or one.media_type == actions.SEALED_TYPE else one.name,
        }
        for n, one in enumerate(queries.sent_ahead(place.here(), key), 1)
    ]  # fmt: skip


def places(kind: Kind, on: dt.date) -> dict[str, str]:
    """Hamlets and residential groups to choose from; who denounces is not asked for theirs (R6.45)."""
    return {} if kind.petition_class == PetitionClass.DENUNCIATION else queries.places(place.here(), on)


def topic_choices() -> list[tuple[str, str]]:
    """The topics in the language asked for."""
    return [(code, _(name)) for code, name in topics().items()]
