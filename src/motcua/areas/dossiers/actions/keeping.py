"""What a dossier ends with goes into the warehouse of its agency."""

from motcua.areas.cases import actions as engine
from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Dossier, Result
from motcua.areas.results import actions as warehouse
from motcua.areas.results import queries as held
from motcua.rules.calendar import TZ


def deposit(
    work: engine.Work, dossier: Dossier, result: Result, *, form: str, originals: int = 0, pages: int = 0
) -> None:
    """Keep the result for its applicant (R2.15); part of the act that issues it, which declares DEPOSITED."""
    case = work.case
    warehouse.deposit(
        by=work.by, at=work.at, code=case.code, agency=case.agency, number=result.number, form=form,
        file=result.file, issued_on=(result.signed_at or work.at).astimezone(TZ).date(),
        type_=held.type_name(dossier.procedure, work.type.valid_from, case.title), holder=dossier.applicant,
        holder_name=queries.contact(dossier).get("name") or case.who, procedure=dossier.procedure,
        valid_to=result.valid_to, signer=result.signer or result.by_title, originals=originals, pages=pages,
    )  # fmt: skip
