"""Citizens' records: written once a person, found by those who may, shown in the least, read on record."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.base.journal.models import Event
from motcua.base.journal.ports import CITIZEN, SYSTEM
from motcua.base.people import actions, policies, queries
from motcua.base.people.models import Citizen
from motcua.rules.impossible import Invalid, NotAllowed
from tests.base.people_samples import AT, acting, post

pytestmark = pytest.mark.django_db
AN = {
    "kind": "person", "name": "Nguyễn Văn An", "id_number": "001088012345", "phone": "0912 345 678",
    "email": "an@example.vn", "address": "Số 3 phố Ngọc Lâm, phường Bồ Đề",
}  # fmt: skip


def enter(**other: Any) -> Citizen:
    return actions.enter_citizen(**{"agency": "00145", **AN, **other})


def faults(**other: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        enter(**other)
    return {fault.field: str(fault) for fault in refused.value.faults}


# --- entering -----------------------------------------------------------------------------------------------


def test_a_person_is_entered_once() -> None:
    first = enter()
    again = enter(id_number=" 001 088 012 345 ", name="Nguyễn  Văn An", phone="+84 912.345.678")
    assert again.pk == first.pk
    assert Citizen.objects.count() == 1
    kept = Citizen.objects.get()
    assert (kept.name, kept.id_number, kept.phone) == ("Nguyễn Văn An", "001088012345", "0912345678")


def test_a_known_person_costs_one_query_and_two_when_something_changed() -> None:
    enter()
    with CaptureQueriesContext(connection) as run:
        enter()
    assert len(run) == 1
    with CaptureQueriesContext(connection) as run:
        enter(phone="0987654321")
    assert len(run) == 2
    assert Citizen.objects.get().phone == "0987654321"
    with CaptureQueriesContext(connection) as run:
        enter(id_number="001088012346")
    assert len(run) == 2


def test_empty_contacts_replace_nothing_and_new_ones_do() -> None:
    enter()
    enter(phone="", email="", address="")
    kept = Citizen.objects.get()
    assert (kept.phone, kept.email) == ("0912345678", "an@example.vn")
    enter(address="Số 5 phố Ngọc Lâm")
    assert Citizen.objects.get().address == "Số 5 phố Ngọc Lâm"


def test_two_entering_the_same_person_at_once_write_one_record(monkeypatch: pytest.MonkeyPatch) -> None:
    first = enter()
    unseen = Citizen.objects.none()
    with monkeypatch.context() as patch:
        patch.setattr(Citizen.objects, "filter", lambda **_: unseen)
        second = enter()
    assert second.pk == first.pk
    assert Citizen.objects.count() == 1


def test_someone_unproven_does_not_change_a_known_record() -> None:
    known = enter()
    other = enter(phone="0999999999", name="Kẻ Mạo Danh", proven=False)
    assert other.pk != known.pk
    assert other.id_hash is None
    assert Citizen.objects.get(pk=known.pk).phone == "0912345678"
    assert enter(proven=False).pk == known.pk


def test_without_a_number_each_is_a_record_of_its_own() -> None:
    one, other = enter(id_number="", id_required=False), enter(id_number="", id_required=False)
    assert one.pk != other.pk
    assert one.id_hash is None


def test_every_fault_is_told_at_once_at_its_field() -> None:
    told = faults(name="An1", id_number="12", phone="12345", email="an@", address="x" * 301)
    assert set(told) == {f"applicant.{name}" for name in ("name", "id_number", "phone", "email", "address")}
    assert "12 chữ số" in told["applicant.id_number"]
    assert "{" not in "".join(told.values())
    assert set(faults(name="", id_number="", prefix="")) == {"name", "id_number"}
    assert set(faults(kind="dog")) == {"applicant.kind"}
    assert not Citizen.objects.exists()


@pytest.mark.parametrize("number", ["001088012345", "012345678", "B1234567", "c1234567", "001 088 012 345"])
def test_numbers_of_persons(number: str) -> None:
    assert enter(id_number=number).id_number == number.replace(" ", "").upper()


@pytest.mark.parametrize(
    "number", ["00108801234", "0010880123456", "ABCDEF", "00108801234x5y6", "0100109106-001", "-"]
)
def test_what_is_no_number_of_a_person(number: str) -> None:
    assert set(faults(id_number=number)) == {"applicant.id_number"}


@pytest.mark.parametrize("number", ["0100109106", "0100109106-001", "0100109106001"])
def test_tax_codes_of_organisations(number: str) -> None:
    found = enter(kind="organisation", name="Công ty TNHH 36", id_number=number)
    assert found.id_number == number.replace("-", "")


@pytest.mark.parametrize("number", ["001088012345", "010010910", "B1234567"])
def test_what_is_no_tax_code(number: str) -> None:
    assert set(faults(kind="organisation", id_number=number)) == {"applicant.id_number"}


@pytest.mark.parametrize(
    "phone", ["0912345678", "02438271234", "+84912345678", "84912345678", "0912-345-678", ""]
)
def test_telephone_numbers(phone: str) -> None:
    assert enter(phone=phone).phone in {"0912345678", "02438271234", ""}


@pytest.mark.parametrize("phone", ["912345678", "09123", "09123456789012", "0912a45678", "+1 202 555 0100"])
def test_what_is_no_telephone_number(phone: str) -> None:
    assert set(faults(phone=phone)) == {"applicant.phone"}


@pytest.mark.parametrize(
    "email", ["an", "an@vn", "an @example.vn", "an@example.vn,b@example.vn", "a" * 260 + "@b.vn"]
)
def test_what_is_no_mail_address(email: str) -> None:
    assert set(faults(email=email)) == {"applicant.email"}


# --- finding ------------------------------------------------------------------------------------------------


def test_people_are_found_by_number_telephone_and_words_of_the_name() -> None:
    post("one-stop-1", "receive")
    by = acting("one-stop-1")
    an = enter().pk
    binh = enter(name="Đặng Thị Bình", id_number="001188054321", phone="0987654321").pk
    for q, want in {
        "001088012345": [an], "001 088 012 345": [an], "0912345678": [an], "+84 912 345 678": [an],
        "nguyen van an": [an], "An Nguyễn": [an], "VĂN AN": [an], "dang binh": [binh],
        "nguyen van": [an], "dang thi": [binh],
        "an": [], "Nguyễn": [], "nguyen binh": [], "thi van": [], "001088": [], "": [], "Đặng An": [],
    }.items():  # fmt: skip
        assert [found.id for found in queries.search_citizens(by, q)] == want, q
    found = queries.find_citizen(by, "001088012345")
    assert found == queries.citizen(by, an)
    assert queries.find_citizen(by, "") is None
    assert queries.find_citizen(by, "001088099999") is None


def test_an_agency_knows_only_the_people_who_came_to_it() -> None:
    post("one-stop-1", "receive")
    by, an = acting("one-stop-1"), enter(agency="00118")
    assert queries.search_citizens(by, "001088012345") == queries.search_citizens(by, "nguyễn văn an") == []
    assert queries.find_citizen(by, "001088012345") is None
    for look in (
        lambda: queries.citizen(by, an.pk),
        lambda: actions.recall_citizen(agency="00145", citizen=an.pk),
        lambda: actions.reveal_citizen(by=by, at=AT, citizen=an.pk, purpose="processing"),
    ):
        with pytest.raises(queries.NoSuchCitizen):
            look()
    here = enter(name="Kẻ Lạ Mặt", phone="", address="")
    assert here.pk != an.pk
    assert (here.phone, here.address) == ("", "")
    assert Citizen.objects.get(pk=an.pk).name == "Nguyễn Văn An"


def test_another_name_takes_nothing_of_what_was_known_along() -> None:
    enter()
    other = enter(name="Kẻ Lạ Mặt", phone="", email="", address="")
    assert (other.name, other.phone, other.email, other.address) == ("Kẻ Lạ Mặt", "", "", "")


def test_only_the_least_is_shown() -> None:
    post("one-stop-1", "receive")
    enter()
    shown = queries.search_citizens(acting("one-stop-1"), "001088012345")[0]
    assert shown.id_number == "*********345"
    assert shown.phone == "*******678"
    assert "Ngọc Lâm" not in repr(shown)
    assert "an@example.vn" not in repr(shown)


@pytest.mark.parametrize(("number", "shown"), [("", ""), ("12345", "*****"), ("B1234567", "*****567")])
def test_masking(number: str, shown: str) -> None:
    assert policies.masked(number) == shown


def test_at_most_ten_are_shown() -> None:
    post("one-stop-1", "receive")
    for n in range(12):
        enter(id_number=f"0010880123{n:02d}")
    assert len(queries.search_citizens(acting("one-stop-1"), "nguyễn văn an")) == 10


@pytest.mark.parametrize("duty", ["supervise", "inspect", "admin", "catalogue", "direct", "sign"])
def test_other_duties_find_nobody(duty: str) -> None:
    post("x", duty)
    enter()
    with pytest.raises(NotAllowed):
        queries.search_citizens(acting("x"), "nguyễn văn an")
    with pytest.raises(NotAllowed):
        queries.find_citizen(acting("x"), "001088012345")


def test_neither_the_public_nor_the_system_finds_people() -> None:
    enter()
    for by in (CITIZEN, SYSTEM):
        with pytest.raises(NotAllowed):
            queries.search_citizens(by, "nguyễn văn an")


def test_not_there_and_not_yours_look_the_same() -> None:
    post("one-stop-1", "receive")
    post("front", "supervise")
    an = enter().pk
    said = set()
    for code, pk in (("one-stop-1", an + 1), ("front", an), ("front", an + 1)):
        with pytest.raises(queries.NoSuchCitizen) as refused:
            queries.citizen(acting(code), pk)
        said.add(str(refused.value))
    assert len(said) == 1


# --- reading in full ----------------------------------------------------------------------------------------


def test_every_reading_of_a_full_record_is_journalled_without_personal_data() -> None:
    post("justice-1", "process")
    an = enter()
    read = actions.reveal_citizen(
        by=acting("justice-1"), at=AT, citizen=an.pk, purpose="processing", work="dossier:H26.1"
    )
    assert read.address.startswith("Số 3")
    event = Event.objects.get(kind="citizen.read")
    assert (event.subject, event.by_post, event.unit) == (f"citizen:{an.pk}", "justice-1", "00145")
    assert event.facts == {"purpose": "processing", "work": "dossier:H26.1"}


def test_who_may_not_work_on_dossiers_reads_nothing_and_nothing_is_journalled() -> None:
    post("front", "supervise")
    an = enter()
    with pytest.raises(NotAllowed):
        actions.reveal_citizen(by=acting("front"), at=AT, citizen=an.pk, purpose="processing")
    post("justice-1", "process")
    with pytest.raises(Invalid):
        actions.reveal_citizen(by=acting("justice-1"), at=AT, citizen=an.pk, purpose="curiosity")
    assert not Event.objects.filter(kind="citizen.read").exists()
