"""Parameters set from a table: what is set, what is rejected and why."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from motcua.base.journal.clock import TZ
from motcua.base.journal.ports import SYSTEM
from motcua.base.law.models import Parameter
from motcua.conf.parameters import COLUMNS, set_parameters
from motcua.rules import parameters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ward")]
AT = dt.datetime(2026, 11, 22, 8, tzinfo=TZ)


def test_parameters_are_set_from_a_day_and_not_twice(tmp_path: Path) -> None:
    file = tmp_path / "parameters.csv"
    rows = [
        "onestop.transfer.cutoff_time,14:30,2026-12-01,QĐ 5/QĐ-UBND",
        "onestop.transfer.paper_max,2,2026-12-01,QĐ 5/QĐ-UBND",
        "onestop.transfer.paper_max,hai,2027-12-01,QĐ 5/QĐ-UBND",
        "onestop.online.ack_max,9,2026-11-21,QĐ 5/QĐ-UBND",
        "no.such.key,9,2026-12-01,QĐ 5/QĐ-UBND",
        "onestop.online.ack_max,9,2026-12-01,",
        "onestop.online.ack_max,9,1/12/2026,QĐ 5/QĐ-UBND",
    ]
    file.write_text("\n".join((",".join(COLUMNS), *rows, "")), encoding="utf-8")
    done = set_parameters(files=[file], by=SYSTEM, at=AT)
    assert (done.changed, done.same) == (2, 0)
    told = {row.line: row.reason for row in done.rejected}
    assert list(told) == [4, 5, 6, 7, 8]
    assert "không cùng dạng" in told[4]
    assert "hôm nay" in told[5]
    assert "no.such.key" in told[6]
    assert "source" in told[7]
    assert "2025-07-01" in told[8]
    assert Parameter.objects.get(key="onestop.transfer.cutoff_time", valid_from="2026-12-01").value == "14:30"
    again = set_parameters(files=[file], by=SYSTEM, at=AT)
    assert (again.changed, again.same) == (0, 2)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("notices.quiet_hours", '{"from":"25:00","to":"07:00"}'),
        ("notices.quiet_hours", '{"from":"21:00"}'),
        ("onestop.transfer.cutoff_time", "25:61"),
        ("onestop.supplement.max_requests", "-1"),
        ("onestop.supplement.max_requests", "NaN"),
        ("onestop.supplement.max_requests", "1.5"),
        ("tthc.review_plan_due", "02-31"),
        ("cert.kinds", '["copy", "thứ khác"]'),
        ("code.pattern", "(a"),
        ("hall.booking.slot", "0"),
        ("hall.priority.disabled", "1"),
        ("reception.chair_xa", '{"times":2,"per":"fortnight"}'),
        ("onestop.supplement.clock", "stop"),
        ("onestop.supplement.wait_max", "null"),
    ],
)
def test_a_value_that_cannot_be_is_refused_before_it_stops_anything(
    tmp_path: Path, key: str, value: str
) -> None:
    file = tmp_path / "parameters.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([COLUMNS, (key, value, "2026-12-01", "QĐ 5/QĐ-UBND")])
    done = set_parameters(files=[file], by=SYSTEM, at=AT)
    assert done.changed == 0
    assert "không cùng dạng" in str(done.rejected[0].reason)


def test_every_shipped_value_has_the_shape_of_its_parameter() -> None:
    for row in Parameter.objects.exclude(value=None):
        assert parameters.fits(row.key, row.unit, row.value, row.value), row.key
