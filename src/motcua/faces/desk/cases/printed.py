"""A letter or decision as a file: PDF to print, DOCX to be edited and signed."""

from collections.abc import Mapping

from django.http import HttpResponse

from motcua.base.documents.forms import as_docx, as_pdf
from motcua.rules.impossible import NotFound

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def printed(data: Mapping[str, object], name: str, shape: str) -> HttpResponse:
    """The letter under a name that says no person; raises NotFound for a shape that there is not."""
    if shape not in ("pdf", "docx"):
        raise NotFound()
    if shape == "docx":
        answer, way = HttpResponse(as_docx(data), content_type=WORD), "attachment"
    else:
        answer, way = HttpResponse(as_pdf(data), content_type="application/pdf"), "inline"
    answer["Content-Disposition"] = f'{way}; filename="{name}.{shape}"'
    return answer
