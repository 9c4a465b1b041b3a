"""Who may do what with people's records, and what is well formed. Deny unless a post allows."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from motcua.base.journal.ports import SYSTEM, Actor
from motcua.base.people.choices import CitizenKind
from motcua.rules.impossible import Fault, Invalid
from motcua.rules.vietnamese import clean_name, nfc

ADMIN = "admin"
HEADS = frozenset({"head", "direct"})
FINDING = frozenset({"receive"})
WORKING = frozenset({"receive", "process", "review", "sign", "certify", "stamp", "return", "head"})
IDLE_DAYS = 45
PASSWORD_MIN = 14
PASSWORD_MIN_WITH_SECOND_FACTOR = 8

PERSON_NUMBER = re.compile(r"\d{12}|\d{9}|(?=\d*[A-Z])(?=[A-Z]*\d)[A-Z0-9]{6,12}", re.ASCII)
TAX_CODE = re.compile(r"\d{10}(-?\d{3})?", re.ASCII)
PHONE = re.compile(r"0\d{9,10}", re.ASCII)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,59}")
EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
ADDRESS_MAX = 300
NUMBERS, HIDDEN = ("id_number", "phone"), "•••"
ORGANISATION_NAME_MAX = 200


class Placed(Protocol):
    """A post, as a policy looks at it."""

    code: str
    agency_id: str


class Owned(Protocol):
    """An account, as a policy looks at it."""

    pk: int


# --- who may ------------------------------------------------------------------------------------------------


def can_administer(by: Actor) -> bool:
    """Accounts, appointments, access tokens: posts with the duty "admin" (and the installation itself)."""
    return by is SYSTEM or (ADMIN in by.duties and not by.on_behalf_of)


def can_appoint(by: Actor, account: Owned) -> bool:
    """Nobody appoints themselves."""
    return can_administer(by) and (by is SYSTEM or by.account != account.pk)


def can_change_account(by: Actor, account: Owned) -> bool:
    """Nobody closes, reopens or resets the account they are signed in with."""
    return can_appoint(by, account)


def can_delegate(by: Actor, from_post: Placed) -> bool:
    """The post itself, a head of its agency or an administrator; never someone who acts by delegation."""
    if by is SYSTEM:
        return True
    return not by.on_behalf_of and (
        by.post == from_post.code
        or ADMIN in by.duties
        or bool(by.duties & HEADS and by.agency == from_post.agency_id)
    )


def can_find_people(by: Actor) -> bool:
    """Finding people belongs to those who receive dossiers for an agency."""
    return bool(by.agency) and bool(by.duties & FINDING)


def can_see_citizen(by: Actor) -> bool:
    """The least of a record (masked numbers) is seen by those who work on dossiers of an agency."""
    return bool(by.agency) and bool(by.duties & WORKING)


def can_reveal_citizen(by: Actor) -> bool:
    """A full record is opened by those who work on dossiers; every reading is journalled."""
    return can_see_citizen(by)


def can_see_in_charge(by: Actor) -> bool:
    """Everybody who works for an agency: it is public who is in charge."""
    return bool(by.agency)


def can_put_in_charge(by: Actor) -> bool:
    """Who leads the agency, and the head of its office, say who is in charge of a field of work."""
    return bool(by.agency) and "direct" in by.duties and not by.duties.isdisjoint({"sign", "review"})


# --- what is shown ------------------------------------------------------------------------------------------


def masked(number: str, shown: int = 3) -> str:
    """A number with all but its last digits hidden: ``*********012``."""
    if not number:
        return ""
    kept = number[-shown:] if len(number) > 2 * shown else ""
    return "*" * (len(number) - len(kept)) + kept


def least(said: Mapping[str, str]) -> dict[str, str]:
    """Of what somebody said of themselves, enough to recognise them: the name, the last digits of numbers; of an
    address only that there is one."""
    return {
        field: value if field == "name" else masked(value) if field in NUMBERS else HIDDEN
        for field, value in said.items() if value
    }  # fmt: skip


# --- what is well formed ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Details:
    """What was said of a citizen, cleaned."""

    kind: CitizenKind
    name: str
    id_number: str
    phone: str
    email: str
    address: str


def clean_id(text: str) -> str:
    """An identity or tax number without spaces and dots, in capitals."""
    return re.sub(r"[\s.]", "", nfc(text)).upper()


def clean_phone(text: str) -> str:
    """A telephone number as dialled within Viet Nam: +84 and 84 become 0."""
    digits = re.sub(r"[\s.\-()]", "", nfc(text))
    if digits.startswith("+84"):
        return "0" + digits[3:]
    if digits.startswith("84") and len(digits) in (11, 12):
        return "0" + digits[2:]
    return digits


def is_id(kind: str, number: str) -> bool:
    """Number of a person (12 digits, earlier 9, a passport) or of an organisation (tax code, 10 or 13)."""
    pattern = TAX_CODE if kind == CitizenKind.ORGANISATION else PERSON_NUMBER
    return pattern.fullmatch(number) is not None


def is_number(text: str) -> bool:
    """Whether what was typed is a number (of a card, a passport, a telephone), not words of a name."""
    typed = text.strip()
    if not any(character.isdigit() for character in typed):
        return False
    return not any(character.isalpha() for character in typed) or not any(c.isspace() for c in typed)


def details(
    *, kind: str, name: str, id_number: str, phone: str = "", email: str = "", address: str = "",
    id_required: bool = True, prefix: str = "applicant.",
) -> Details:  # fmt: skip
    """The cleaned details of a citizen (R2.7, R6.6), or Invalid with every fault at once.

    Names of fields carry ``prefix``, so that a form or a machine finds its own field again.
    """
    faults: list[Fault] = []

    def fault(field: str, text: str, **params: object) -> None:
        faults.append(Fault(prefix + field, text, params))

    organisation = kind == CitizenKind.ORGANISATION
    if kind not in CitizenKind.values:
        fault("kind", "Chọn người nộp là cá nhân hay tổ chức.")
    cleaned = " ".join(nfc(name).split())
    if organisation:
        if not cleaned:
            fault("name", "Ghi tên tổ chức.")
        elif len(cleaned) > ORGANISATION_NAME_MAX or not cleaned.isprintable():
            fault(
                "name",
                "Tên tổ chức dài nhất {most} ký tự, chỉ gồm ký tự in được.",
                most=ORGANISATION_NAME_MAX,
            )
    else:
        try:
            cleaned = clean_name(name)
        except Invalid as error:
            for one in error.faults:
                fault("name", one.text, **dict(one.params))
    number = clean_id(id_number)
    if not number:
        if id_required:
            fault(
                "id_number",
                "Nhập mã số thuế của tổ chức." if organisation else "Nhập số định danh cá nhân (12 chữ số).",
            )
    elif not is_id(kind, number):
        fault(
            "id_number",
            "Mã số thuế gồm 10 hoặc 13 chữ số."
            if organisation
            else "Số định danh cá nhân gồm 12 chữ số (hoặc 9 chữ số CMND, hoặc số hộ chiếu).",
        )
    called = clean_phone(phone)
    if called and not PHONE.fullmatch(called):
        fault("phone", "Số điện thoại bắt đầu bằng 0 và có 10 hoặc 11 chữ số.")
    mailed = nfc(email).strip()
    if mailed and (len(mailed) > 254 or not EMAIL.fullmatch(mailed)):
        fault("email", "Địa chỉ thư điện tử chưa đúng, ví dụ: ten@coquan.vn.")
    lives = " ".join(nfc(address).split())
    if len(lives) > ADDRESS_MAX:
        fault("address", "Địa chỉ dài nhất {most} ký tự.", most=ADDRESS_MAX)
    elif not lives.isprintable():
        fault("address", "Địa chỉ có ký tự không in được. Xóa và gõ lại.")
    if faults:
        raise Invalid.of(faults)
    return Details(CitizenKind(kind), cleaned, number.replace("-", ""), called, mailed, lives)


def delegated(duties: Iterable[str], asked: Iterable[str]) -> list[str]:
    """The duties of a delegation that the post still has, in order."""
    held = set(duties)
    return sorted(duty for duty in set(asked) if duty in held)


def period_faults(valid_from: dt.date, valid_to: dt.date | None) -> list[Fault]:
    """What is wrong with a period."""
    if valid_to is not None and valid_to <= valid_from:
        return [Fault("valid_to", "Ngày kết thúc phải sau ngày bắt đầu.", {})]
    return []


def idle_too_long(used_on: dt.date | None, on: dt.date, days: int = IDLE_DAYS) -> bool:
    """Whether an account was left unused for longer than the law lets it stay open (R16.16)."""
    return used_on is not None and (on - used_on).days > days


def password_long_enough(length: int, second_factor: bool) -> bool:
    """R16.16: at least 8 characters with a second factor, 14 without."""
    return length >= (PASSWORD_MIN_WITH_SECOND_FACTOR if second_factor else PASSWORD_MIN)
