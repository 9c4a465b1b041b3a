"""The data lake: facts as Parquet for engines beyond this machine, and the published definitions run there unchanged.

``writing``      facts → Parquet partitioned by month, with a manifest
``expressions``  measures → Ibis expressions, once
``engines``      DuckDB in this process; Apache Spark on this machine or a cluster

pyarrow, Ibis and the engines are extras (``analytics``, ``spark``): imported where they are used, never at start.
"""

from motcua.gateways.lake.installed import NotInstalled, need
from motcua.gateways.lake.manifest import Manifest, faults_of, read_manifest

__all__ = ["Manifest", "NotInstalled", "faults_of", "need", "read_manifest"]
