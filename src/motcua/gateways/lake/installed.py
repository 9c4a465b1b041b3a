"""Whether the libraries of an extra are here; if not, what to install is said."""

import importlib.util

from motcua.rules.impossible import Impossible

EXTRAS = {
    "pyarrow": "analytics", "ibis": "analytics", "duckdb": "analytics",
    "pyspark": "spark",
}  # fmt: skip


class NotInstalled(Impossible):
    """What an extra of this package brings is not on this machine."""

    text = "Việc này cần thư viện {library}. Cài thêm bằng: pip install 'motcua[{extra}]', rồi chạy lại lệnh."


def has(library: str) -> bool:
    """Whether a library can be imported."""
    return importlib.util.find_spec(library) is not None


def need(*libraries: str) -> None:
    """Raises NotInstalled for the first library that is not here."""
    for library in libraries:
        if not has(library):
            raise NotInstalled(library=library, extra=EXTRAS[library])
