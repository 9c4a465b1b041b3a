"""What surveys lead to: remedies as tasks of a directive (S036–S038); published scores of PAPI, imported (R5.12)."""

import csv
import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.areas.surveys import events, evidence, policies, queries
from motcua.areas.surveys.choices import PAPI, PAPI_EIGHT_SINCE, PAPI_TOTAL, State
from motcua.areas.surveys.models import PapiScore, Remedy, Round
from motcua.base import spoken
from motcua.base.journal.actions import act, record
from motcua.base.journal.ports import Actor
from motcua.rules.impossible import Impossible, Invalid
from motcua.rules.vietnamese import fold, nfc

LAW = "QĐ 1001/QĐ-BNV; NQ 76/NQ-CP"
COLUMNS = frozenset({"province", "year", "indicator_vi", "score"})
MOST_BYTES, ROWS_MOST = 4 << 20, 40_000
_KNOWN = {fold(name): key for key, name in PAPI} | {
    "cong khai, minh bach trong viec ra quyet dinh": "2", "cong khai, minh bach": "2",
    "kiem soat tham nhung": "4", "thu tuc hanh chinh cong": "5", "cung ung dich vu cong": "6",
    "trach nhiem giai trinh": "3", "chi so papi (khong co trong so)": PAPI_TOTAL, "chi so papi": PAPI_TOTAL,
    "tong diem papi": PAPI_TOTAL,
}  # fmt: skip


class NotMeasured(Impossible):
    text = "Đợt khảo sát chưa đóng nên chưa giao việc khắc phục được."


def _remedied(
    agency: str, about: str, criterion: str, directive: str, task: int, *, by: Actor, at: dt.datetime,
    round: Round | None = None,
) -> Remedy:  # fmt: skip
    n = len(queries.remedies(agency, about)) + 1
    row = Remedy(agency=agency, about=about, n=n, criterion=criterion, directive=directive, task=task)
    row.save(force_insert=True)
    record(
        events.REMEDIED, subject=about, unit=agency, by=by, at=at,
        facts={"criterion": criterion, "directive": directive, "task": task, "rows": evidence.of_remedy(about, row)},
    )  # fmt: skip
    return row


@act(may=policies.can_run, records=events.REMEDIED, law=LAW, finds={"round": queries.to_act_on})
def note_remedy(
    *, by: Actor, at: dt.datetime, round: Round, criterion: str, directive: str, task: int
) -> Remedy:
    """Giao việc khắc phục: what a criterion showed is mended by a task of a directive."""
    if round.state not in (State.CLOSED, State.PUBLISHED):
        raise NotMeasured()
    if criterion not in round.asked.asked():
        raise Invalid(field="criterion", text="Chọn một tiêu chí của đợt này.")
    return _remedied(round.agency, round.subject, criterion, directive, task, by=by, at=at)


@act(may=policies.can_plan, records=events.REMEDIED, law=LAW)
def note_papi_remedy(*, by: Actor, at: dt.datetime, dimension: str, directive: str, task: int) -> Remedy:
    """Giao việc khắc phục sau PAPI, for one of its eight contents."""
    if dimension not in dict(PAPI):
        raise Invalid(field="criterion", text="Chọn một nội dung của PAPI.")
    if not PapiScore.objects.filter(agency=by.agency).exists():
        raise Invalid(field="criterion", text="Nạp điểm PAPI đã công bố trước.")
    return _remedied(by.agency, f"{evidence.PAPI}{by.agency}", dimension, directive, task, by=by, at=at)


@dataclass(frozen=True)
class Read:
    """What an import did: rows taken, lines refused with why, lines of other provinces that were passed over."""

    taken: int
    refused: tuple[tuple[int, str], ...]
    elsewhere: int


NO_YEAR = "năm không từ 2009 đến 2100"
NO_SCORE = "điểm không phải số"
OUT_OF_SCALE = "điểm {score} ngoài thang 1–10"
OUT_OF_TOTAL = "tổng điểm {score} ngoài thang {least}–{most}"
OUT_OF_PART = "điểm {score} không từ 0 đến 10"
NO_NAME = "thiếu tên chỉ tiêu, hoặc dài quá 200 ký tự"
UNKNOWN = "không biết nội dung “{name}”"
TWICE = "năm và chỉ tiêu này đã có ở dòng {n}"


def _row(row: Mapping[str, Any]) -> tuple[int, str, Decimal]:
    """Year, indicator and score of a row; raises Invalid with why it is refused (R5.12: contents from 1 to 10).

    Their total is from 6 to 60, since 2018, when they became eight, from 8 to 80.
    Below the eight contents a file may say their parts, which are published from nought on: those that name an English
    indicator of PAPI beside the Vietnamese one. Any other name that is not a content is unknown.
    """
    try:
        year = int(row["year"])
    except (TypeError, ValueError):
        year = 0
    if not 2009 <= year <= 2100:
        raise Invalid(field="file", text=NO_YEAR)
    name = " ".join((row["indicator_vi"] or "").split())
    if not 0 < len(name) <= 200:
        raise Invalid(field="file", text=NO_NAME)
    content = _KNOWN.get(fold(name), "")
    if not content and not (row.get("indicator_en") or "").strip():
        raise Invalid(field="file", text=UNKNOWN, name=name[:60])
    try:
        score = Decimal(row["score"])
    except (InvalidOperation, TypeError, ValueError):
        score = Decimal("nan")
    if not score.is_finite():
        raise Invalid(field="file", text=NO_SCORE)
    if content == PAPI_TOTAL:
        contents = 8 if year >= PAPI_EIGHT_SINCE else 6
        if not contents <= score <= 10 * contents:
            raise Invalid(
                field="file", text=OUT_OF_TOTAL, score=f"{score:.2f}", least=contents, most=10 * contents
            )
    elif not (1 if content else 0) <= score <= 10:
        raise Invalid(field="file", text=OUT_OF_SCALE if content else OUT_OF_PART, score=f"{score:.2f}")
    return year, name, score


def _scores(content: bytes, agency: str, province: str) -> tuple[list[PapiScore], Read]:
    """Rows of one province of a published file, and of every other row what became of it."""
    if len(content) > MOST_BYTES:
        raise Invalid(field="file", text="Tệp quá lớn, nhiều nhất 4 MB.")
    try:
        text = nfc(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Invalid(field="file", text="Tệp phải là CSV, mã UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text))
    if not set(reader.fieldnames or ()) >= COLUMNS:
        raise Invalid(field="file", text="Tệp cần các cột {columns}.", columns=", ".join(sorted(COLUMNS)))
    found: dict[tuple[int, str], tuple[int, PapiScore]] = {}
    refused: list[tuple[int, str]] = []
    elsewhere = 0
    for n, row in enumerate(reader, 2):
        if n > ROWS_MOST:
            raise Invalid(field="file", text="Tệp quá nhiều dòng, nhiều nhất {most}.", most=ROWS_MOST)
        if fold((row["province"] or "").strip()) != fold(province.strip()):
            elsewhere += 1
            continue
        try:
            year, indicator, score = _row(row)
            if (year, indicator) in found:
                raise Invalid(field="file", text=TWICE, n=found[year, indicator][0])
        except Invalid as why:
            refused.append((n, spoken.refusal(why)))
            continue
        found[year, indicator] = n, PapiScore(
            agency=agency, province=" ".join(row["province"].split())[:80], year=year,
            dimension=_KNOWN.get(fold(indicator), ""), indicator=indicator,
            score=score.quantize(Decimal("0.00001")),
        )  # fmt: skip
    if not found and refused:
        raise Invalid(field="file", text="Dòng {n}: {why}.", n=refused[0][0], why=refused[0][1])
    if not found:
        raise Invalid(field="province", text="Tệp không có dòng nào của tỉnh, thành phố này.")
    rows = [row for _n, row in found.values()]
    return rows, Read(len(rows), tuple(refused), elsewhere)


@act(may=policies.can_plan, records=events.IMPORTED, law=LAW)
def import_papi(*, by: Actor, at: dt.datetime, content: bytes, province: str) -> Read:
    """Nạp điểm PAPI đã công bố of a province: years that are there already are taken anew; nothing is computed.

    Every row is taken, refused with its number and why, or of another province: the counts are of all rows.
    """
    rows, read = _scores(content, by.agency, province)
    years = sorted({row.year for row in rows})
    PapiScore.objects.filter(agency=by.agency, province=rows[0].province, year__in=years).delete()
    PapiScore.objects.bulk_create(rows, batch_size=500)
    record(
        events.IMPORTED, subject=f"{evidence.PAPI}{by.agency}", unit=by.agency, by=by, at=at,
        facts={"years": ", ".join(map(str, years)), "rows_read": read.taken, "rows_refused": len(read.refused),
               "rows": evidence.of_papi(by.agency)},
    )  # fmt: skip
    return read
