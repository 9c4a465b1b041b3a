"""The public journal: signed heads and proofs with which anyone checks that nothing was altered (RFC 9162)."""

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja.params.functions import Query

from motcua.base.journal import queries
from motcua.faces.api.answers import answer
from motcua.faces.api.v1.shapes import Moment, Seq, refusals
from motcua.rules.impossible import NotFound

router = Router(tags=["Sổ cái"], auth=None)


class NothingSealed(NotFound):
    text = "Sổ cái chưa được niêm phong lần nào. Thử lại sau ít phút."


class HeadOut(Schema):
    """A signed tree head. The signature (Ed25519, base64) is over the canonical JSON {at, key, prev, root, size}.

    ``previous`` is the SHA-256 of the canonical JSON of the head before with its signature; "" in the first head.
    """

    tree_size: int
    root_hash: str
    previous: str
    timestamp: Moment
    key_id: str
    signature: str
    public_key: str


class ProofOut(Schema):
    """That an event stands in the journal: its leaf and the path to the signed root."""

    seq: int
    leaf_index: int
    leaf_hash: str
    entry: str
    inclusion_path: list[str]
    tree_size: int
    head: HeadOut


class ConsistencyOut(Schema):
    """That the journal only grew between two sizes."""

    from_: int = Field(alias="from")
    to: int
    from_root: str
    to_root: str
    consistency_path: list[str]


@router.get("/head", response={200: HeadOut, **refusals(404)}, operation_id="journal_head")
def journal_head(request: HttpRequest) -> HttpResponse:
    """Đầu sổ cái mới nhất, đã ký."""
    head = queries.head()
    if head is None:
        raise NothingSealed()
    return answer(queries.signed_head(head))


@router.get("/proof", response={200: ProofOut, **refusals(404, 422)}, operation_id="journal_proof")
def journal_proof(request: HttpRequest, seq: Seq = Query(...)) -> HttpResponse:
    """Chứng minh một sự kiện đã được niêm phong."""
    return answer(queries.proof(seq))


@router.get(
    "/consistency",
    response={200: ConsistencyOut, **refusals(404, 422)},
    operation_id="journal_consistency",
    by_alias=True,
)
def journal_consistency(
    request: HttpRequest,
    first: Seq = Query(..., alias="from"),
    second: Seq = Query(..., alias="to"),
) -> HttpResponse:
    """Chứng minh sổ cái chỉ dài thêm, không đổi phần cũ."""
    return answer(queries.consistency(first, second))
