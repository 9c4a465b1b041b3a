"""All parts of ``/api/v1`` put together."""

from typing import Any

from ninja.errors import HttpError, ValidationError

from motcua.faces.api import problems
from motcua.faces.api.bodies import StrictParser
from motcua.faces.api.described import Machine
from motcua.faces.api.tokens import Token
from motcua.faces.api.v1 import (
    certifications,
    dossiers,
    index_sets,
    indicators,
    journal,
    payments,
    petitions,
    places,
    procedures,
    results,
    tickets,
    track,
    uploads,
)
from motcua.rules.impossible import Impossible

api = Machine(
    title="Một Cửa",
    version="1",
    description=(
        "Giao diện cho máy của hệ thống một cửa. JSON UTF-8 (NFC), thời điểm ISO 8601 +07:00, lỗi theo RFC 9457. "
        "/ The machine interface of the one-stop system."
    ),
    urls_namespace="api-v1",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=Token(),
    parser=StrictParser(),
)
api.add_router("/procedures", procedures.router)
api.add_router("/dossiers", dossiers.router)
api.add_router("", payments.router)
api.add_router("/certifications", certifications.router)
api.add_router("/petitions", petitions.router)
api.add_router("/track", track.router)
api.add_router("/results", results.router)
api.add_router("", places.router)
api.add_router("", tickets.router)
api.add_router("/indicators", indicators.router)
api.add_router("", index_sets.router)
api.add_router("/journal", journal.router)
api.add_router("/files", uploads.router)

HANDLERS: tuple[tuple[type[Exception], Any], ...] = (
    (Impossible, problems.impossible),
    (problems.Refused, problems.refused),
    (ValidationError, problems.unfit),
    (HttpError, problems.http_error),
    (Exception, problems.unexpected),
)
for _kind, _handler in HANDLERS:
    api.add_exception_handler(_kind, _handler)
