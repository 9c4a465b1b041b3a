"""The texts that people receive, one by one: complete in both languages, short enough, and nobody's name in them."""

import itertools
import string

import pytest
from django.utils import translation

from motcua.areas.feedback.events import HANDED_OVER
from motcua.areas.surveys.events import INVITED, REMINDED
from motcua.base.journal.events import EVENTS
from motcua.base.messages import policies, ports, queries
from motcua.base.messages.models import Notice
from motcua.conf import reference
from motcua.reactions import table

LONGEST = {
    "code": "H26.145.00-261120-10001", "number": "12345/GCN-UBND", "items": 12, "step": "Thẩm định hồ sơ",
    "due_words": "17 giờ 30, Chủ nhật 20/12/2026", "until_words": "17 giờ 30, Chủ nhật 20/12/2026",
    "ready_words": "17 giờ 30, Chủ nhật 20/12/2026", "received_words": "17 giờ 30, Chủ nhật 20/12/2026",
    "answer_by_words": "17 giờ 30, Chủ nhật 20/12/2026", "agency": "Ủy ban nhân dân phường Long Biên",
    "received_by": "Công chức tiếp nhận và trả kết quả 1", "holder": "Công chức Tư pháp - Hộ tịch 1",
    "payable_words": "12.500.000 đồng", "amount_words": "12.500.000 đồng", "receipt": "0000012/2026",
    "slip": "7QK2-M0XA-93TD", "link": "https://motcua.longbien.hanoi.gov.vn/khao-sat/tra-loi#phieu=7QK2M0XA93TD",
}  # fmt: skip
PERSON = dict.fromkeys(
    ("name", "who", "applicant", "phone", "email", "address", "id_number", "reason", "fields", "note"),
    "Công Tằng Tôn Nữ Thị Hoàng Anh",
)
SUBJECT_MOST = 70
"""A subject is read whole on the list of a telephone."""
BOTH = pytest.mark.parametrize(("key", "language"), list(itertools.product(ports.keys(), ports.LANGUAGES)))


def rendered(key: str, language: str) -> ports.Text:
    notice = Notice(key=key, facts={**LONGEST, **PERSON}, language=language)
    return queries.letter(notice, {name: str(LONGEST[name]) for name in ports.SEALED})


@BOTH
def test_a_text_says_everything_and_names_nobody(key: str, language: str) -> None:
    said = rendered(key, language)
    for part in (said.subject, said.body, said.sms):
        assert "Hoàng Anh" not in part
        assert "{" not in part
        assert "  " not in part
    text = ports.text(key, language)
    assert text.facts <= ports.FACTS, "a fact that texts may not say"
    assert ports.facts_in(text.subject) <= {"code"}, "a subject is read on locked screens (R16.20)"
    assert text.law
    assert len(said.subject) <= SUBJECT_MOST
    assert 20 < len(text.body) < 400
    assert text.subject.count("{code}") == 1
    assert said.body.count(LONGEST["code"]) >= 1


@BOTH
def test_a_short_message_is_two_segments_at_most(key: str, language: str) -> None:
    text = ports.text(key, language)
    assert bool(text.sms) == ("sms" in text.channels)
    if not text.sms:
        return
    said = rendered(key, language).sms
    assert policies.segments(said) <= policies.SEGMENTS, len(said)
    assert LONGEST["code"] in said, "which dossier"
    assert "http" not in said, "no links: people are warned of those in short messages"


@pytest.mark.parametrize("key", ports.keys())
def test_both_languages_say_the_same(key: str) -> None:
    vi, en = ports.text(key, "vi"), ports.text(key, "en")
    for part in ("subject", "body", "sms"):
        assert ports.facts_in(getattr(vi, part)) == ports.facts_in(getattr(en, part)), part
    assert (vi.law, vi.channels, vi.at_once) == (en.law, en.channels, en.at_once)
    assert ports.facts_in(ports._read("status", "vi")) == ports.facts_in(ports._read("status", "en"))


def test_every_text_is_used_and_every_change_is_told() -> None:
    reference.pages()
    told = {
        kind
        for kind, handlers in table.TABLE.items()
        if {table.tell_applicant, table.tell_of_fee, table.tell_sender} & set(handlers)
    }
    assert told <= set(EVENTS)
    by_the_act = {HANDED_OVER.name, INVITED.name, REMINDED.name}
    assert {*told, *table.INSTEAD, *by_the_act} == set(ports.keys())
    with pytest.raises(KeyError):
        ports.text("nothing.such")
    for no_text in ("status", "dossier.received.sms", "../vi/dossier.received"):
        with pytest.raises(KeyError):
            ports.text(no_text)


def test_a_letter_says_where_the_dossier_stands_as_far_as_known() -> None:
    whole = rendered("dossier.received", "vi").body
    for said in ("Ủy ban nhân dân phường Long Biên", "Công chức tiếp nhận", "Hộ tịch 1", "17 giờ 30"):
        assert said in whole
    assert ports.status({"agency": "UBND phường"}) == "Cơ quan giải quyết: UBND phường."
    assert ports.status({"agency": "", "holder": None}) == ""


def test_moments_are_said_in_the_reader_s_language() -> None:
    said = rendered("dossier.received", "en")
    assert "giờ" not in said.subject + said.sms
    assert "promised" in said.sms
    with translation.override("en"):
        assert rendered("dossier.received", "vi").subject.startswith("Đã tiếp nhận")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("ạ" * 70, 1), ("ạ" * 71, 2),
        ("ạ" * 134, 2), ("ạ" * 135, 3), ("€" * 80, 1), ("€" * 81, 2), ("đ" + "a" * 69, 1), ("à" * 160, 1),
        (string.ascii_letters + "ơ", 1), ("😀" * 35, 1), ("😀" * 36, 2),
    ],
)  # fmt: skip
def test_short_messages_are_measured_as_the_network_does(text: str, count: int) -> None:
    assert policies.segments(text) == count
