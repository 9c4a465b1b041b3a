"""Run apart by test_lake: the answers of a Spark cluster of two worker processes over a lake, printed as JSON."""

import json
import sys
from pathlib import Path
from typing import Any

from motcua.gateways.lake import engines
from tests.gateways.lake_questions import MONTHS, answers, of_lake, of_months

SMALL = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
SETTINGS = {
    "spark.driver.extraJavaOptions": SMALL, "spark.executor.extraJavaOptions": SMALL,
    "spark.sql.codegen.wholeStage": "false", "spark.sql.shuffle.partitions": "2",
}  # fmt: skip
"""For few rows: nothing is compiled that would run once."""


def main() -> None:
    with engines.spark(Path(sys.argv[1]), settings=SETTINGS) as engine:
        found: dict[str, Any] = {
            "lake": answers(of_lake(engine)), "months": answers(of_months(engine), MONTHS),
            "processes": engine.backend._session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1,
        }  # fmt: skip
    print(json.dumps(found))


if __name__ == "__main__":
    main()
