"""Half a year of petitions: every class, every way in, every outcome; some wait, one is late, one is asked for more."""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from motcua.areas.petitions import actions
from motcua.base.journal.ports import CITIZEN
from motcua.conf.demonstration.founding import WARD
from motcua.conf.demonstration.year import Story, Year

DICE = random.Random("Đơn thư")
"""Own dice: what else happens in the year stays as it is."""
HANDLER, CHAIR, DESK = "justice-1", "chair", "one-stop-1"
SOUND = {
    "legible": "yes", "signed": "yes", "stale": "none", "duplicate": "no", "complete": "yes", "competence": "own",
    "barred": "none", "unfit": "none", "designated": "yes",
}  # fmt: skip
NOISE = (
    "Nhà hàng karaoke ở ngõ 42 phố Cổ Linh mở nhạc quá to sau 22 giờ nhiều tháng nay, các hộ xung quanh không "
    "ngủ được, đã nhắc nhiều lần mà không thay đổi."
)
LETTERS: tuple[dict[str, Any], ...] = (
    {"ago": 120, "said": "suggestion", "topic": "order", "channel": "online", "content": NOISE,
     "spot": "Ngõ 42 phố Cổ Linh, tổ dân phố số 3",
     "against": "Nhà hàng karaoke ngõ 42 Cổ Linh", "answers": {"competence": "other"}, "outcome": "forwarded",
     "to_agency": "Công an phường Long Biên", "number": "41/PC-UBND"},
    {"ago": 110, "said": "suggestion", "topic": "order", "channel": "counter", "signers": 6,
     "representatives": ["Nguyễn Văn Minh"], "against": "Quán karaoke ngõ 42 Cổ Linh",
     "content": "Quán karaoke ngõ 42 phố Cổ Linh mở nhạc quá to sau 22 giờ, cả ngõ không ngủ được, mong xử lý.",
     "spot": "TDP 3", "answers": {"duplicate": "yes"}, "outcome": "linked", "first": 0},
    {"ago": 90, "said": "complaint", "topic": "building", "channel": "post",
     "content": "Tôi không đồng ý quyết định xử phạt về xây dựng vì nhà tôi chỉ sửa mái, không nâng tầng.",
     "demand": "Hủy quyết định xử phạt.", "against": "Quyết định xử phạt của Chủ tịch UBND phường",
     "answers": {"barred": "11.6"}, "outcome": "refused", "number": "12/TB-UBND"},
    {"ago": 75, "said": "complaint", "topic": "land", "channel": "online",
     "content": "Văn phòng đăng ký đất đai trả lại hồ sơ của tôi ba lần, mỗi lần một lý do khác.",
     "demand": "Hướng dẫn một lần cho đủ.", "against": "Văn phòng đăng ký đất đai", "answers": {"competence": "other"},
     "outcome": "guided", "to_agency": "Văn phòng đăng ký đất đai Hà Nội", "number": "33/HD-UBND"},
    {"ago": 60, "said": "denunciation", "topic": "officials", "channel": "online",
     "content": "Tổ trưởng thu tiền làm đường của 40 hộ mà không có biên lai, không công khai.",
     "against": "Tổ trưởng tổ dân phố", "answers": {"competence": "other"}, "outcome": "forwarded",
     "to_agency": "Công an thành phố Hà Nội", "number": "07/CĐ-UBND"},
    {"ago": 55, "said": "denunciation", "topic": "building", "channel": "post", "anonymous": True,
     "content": "Công trình số 9 ngách 15 xây vượt hai tầng so với giấy phép, có ảnh từng ngày kèm theo.",
     "against": "Chủ công trình số 9 ngách 15", "answers": {"signed": "no", "specific": "yes"}, "outcome": "informed",
     "to_agency": "Đội Quản lý trật tự xây dựng", "number": "08/CV-UBND"},
    {"ago": 52, "said": "suggestion", "topic": "other", "channel": "post",
     "content": "Nội dung mờ, không đọc được hết.", "answers": {"legible": "no"}, "outcome": "stored"},
    {"ago": 48, "said": "suggestion", "topic": "infrastructure", "channel": "counter",
     "spot": "Ngõ 15, tổ 8",
     "content": "Cống ngõ 15 tắc từ đầu mùa mưa, đã báo mà xí nghiệp thoát nước quá hẹn chưa làm.",
     "answers": {"competence": "lower"}, "outcome": "urged", "to_agency": "Đơn vị thoát nước", "number": "50/CV-UBND"},
    {"ago": 40, "said": "mixed", "topic": "land", "channel": "reception",
     "content": "Không đồng ý mức bồi thường thửa 15. Ngoài ra đề nghị lắp đèn ngõ 42.",
     "parts": [{"class": "complaint", "content": "Không đồng ý mức bồi thường thửa 15.", "topic": "compensation"},
               {"class": "suggestion", "content": "Đề nghị lắp đèn ngõ 42.", "topic": "infrastructure"}]},
    {"ago": 50, "said": "suggestion", "topic": "environment", "channel": "forwarded", "sender": "press",
     "from_agency": "Báo Hà Nội Mới", "content": "Bạn đọc phản ánh bãi rác tự phát cạnh trường học bốc mùi."},
    {"ago": 6, "said": "complaint", "topic": "policy", "channel": "online",
     "asked": "Bản chụp quyết định thôi trợ cấp.",
     "content": "Tôi bị cắt trợ cấp bảo trợ xã hội mà không có quyết định.", "demand": "Trả lời vì sao cắt.",
     "against": "Việc dừng trợ cấp từ tháng 9"},
    {"ago": 3, "said": "unknown", "topic": "other", "channel": "email",
     "content": "Tôi gửi thư này mong phường xem lại việc họp chợ trên vỉa hè trước cổng trường."},
    {"ago": 2, "said": "suggestion", "topic": "culture", "channel": "online", "proposed": True,
     "content": "Đề nghị phường mở thư viện tổ dân phố vào cuối tuần."},
)  # fmt: skip


def _after(year: Year, start: dt.datetime, hours: int) -> dt.datetime:
    return year.calendar.add_working_hours(start, Decimal(hours)) + dt.timedelta(minutes=DICE.randrange(1, 9))


def petition(
    year: Year, letter: Mapping[str, Any], start: dt.datetime, codes: dict[int, str], n: int
) -> Story:
    """One petition, from the door to its answer, as far as it has come."""
    posts, online = year.posts, letter["channel"] == "online"
    person = DICE.choice([one for one in year.people if one["kind"] == "person"])
    given = {
        name: letter[name]
        for name in ("topic", "content", "demand", "against", "signers", "representatives", "sender", "from_agency",
                     "spot")
        if name in letter
    }  # fmt: skip
    yield start
    made = actions.receive(
        by=CITIZEN if online else posts[DESK], at=year.at, unit=WARD, channel=letter["channel"], said=letter["said"],
        anonymous=letter.get("anonymous", False), submitter=None if letter.get("anonymous") else person, **given,
    )  # fmt: skip
    codes[n] = made.code
    yield _after(year, start, 6)
    if "parts" in letter:
        actions.split(by=posts[HANDLER], at=year.at, petition=made.code, parts=letter["parts"])
    elif "asked" in letter:
        actions.ask(by=posts[HANDLER], at=year.at, petition=made.code, wanted=letter["asked"])
    elif "answers" in letter or letter.get("proposed"):
        answers = {"kind": letter["said"], **SOUND, **letter.get("answers", {"stale": "settled"})}
        actions.propose(
            by=posts[HANDLER], at=year.at, petition=made.code, answers=answers, to_agency=letter.get("to_agency", ""),
            duplicate_of=codes.get(letter.get("first", -1), ""),
            note="Người sau nói cùng việc của đơn trước, đang được giải quyết." if "first" in letter else "",
        )  # fmt: skip
    if "outcome" not in letter:
        return
    yield _after(year, start, 14)
    actions.settle(
        by=posts[CHAIR],
        at=year.at,
        petition=made.code,
        outcome=letter["outcome"],
        number=letter.get("number", ""),
    )


def stories(year: Year) -> Iterator[Story]:
    """A baker's dozen of petitions; none in a small year."""
    if year.count < 40:
        return
    codes: dict[int, str] = {}
    for n, letter in enumerate(LETTERS):
        day = year.until.date() - dt.timedelta(days=letter["ago"])
        while not year.calendar.is_working_day(day):
            day -= dt.timedelta(days=1)
        start = year.calendar.opening(day) + dt.timedelta(hours=1, minutes=7 * n)
        yield petition(year, letter, start, codes, n)
