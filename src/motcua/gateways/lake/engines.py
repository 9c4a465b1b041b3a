"""Engines that answer over a lake: DuckDB in this process, Apache Spark on this machine or a cluster."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from motcua.gateways.lake.installed import need
from motcua.gateways.lake.manifest import FILE
from motcua.rules.impossible import Impossible

if TYPE_CHECKING:
    import ibis.expr.types as ir

LOCAL_CLUSTER = "local-cluster[2,1,1024]"
"""Two worker processes of one core and 1,024 MiB each on this machine: as on a cluster, nothing shared in memory."""
MASTER = "MOTCUA_SPARK_MASTER"


class NoJava(Impossible):
    text = (
        "Apache Spark cần Java 17 trở lên. Cài: apt-get install openjdk-17-jre-headless, rồi chạy lại lệnh."
    )


@dataclass(frozen=True)
class Engine:
    """An engine with the facts of a lake before it."""

    name: str
    facts: ir.Table
    backend: Any

    def rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression, its whole numbers as int, its days as date."""
        if self.name == "spark":
            sql = self.backend.compile(expression)
            return [row.asDict() for row in self.backend._session.sql(sql).collect()]
        found: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
        return found


@contextlib.contextmanager
def duckdb(folder: Path, *, threads: int = 0, memory: str = "") -> Iterator[Engine]:
    """DuckDB over a lake; raises NotInstalled."""
    need("ibis", "duckdb", "pyarrow")
    import ibis

    limits: dict[str, Any] = {"threads": threads} if threads else {}
    backend = ibis.duckdb.connect(**limits, **({"memory_limit": memory} if memory else {}))
    try:
        facts = backend.read_parquet(
            f"{folder}/month=*/{FILE}", hive_partitioning=True, hive_types_autocast=False
        )
        yield Engine("duckdb", facts, backend)
    finally:
        backend.disconnect()


@contextlib.contextmanager
def spark(
    folder: Path | str, *, master: str = "", settings: dict[str, str] | None = None
) -> Iterator[Engine]:
    """Spark over a lake; ``master`` as Spark names it, else MOTCUA_SPARK_MASTER, else a cluster of two processes here.

    Raises NotInstalled, NoJava.
    """
    need("ibis", "pyspark", "pyarrow")
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        raise NoJava()
    import ibis
    import pyspark
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("motcua").master(
        master or os.environ.get(MASTER, "") or LOCAL_CLUSTER
    )
    for key, value in {**SETTINGS, **(settings or {})}.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        backend = ibis.pyspark.connect(session)
        session.read.schema(COLUMNS).parquet(str(folder)).createOrReplaceTempView("facts")
        yield Engine("spark", backend.table("facts"), backend)
    finally:
        session.stop()


COLUMNS = (
    "seq bigint, n smallint, day date, kind string, unit string, post string, type string, channel string, "
    "outcome string, timing string, amount bigint, code string, month string"
)
"""Said, so that no worker has to open a file to find out."""
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "Asia/Ho_Chi_Minh",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.sql.ansi.enabled": "true",
}
"""Overflow stops a query instead of turning round; months stay words; the zone of the country."""
