"""What every face shows of a result's file: its signatures line by line, and the file for keeping."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from motcua.base.documents.ports import WORDS, Signature
from motcua.base.files.choices import ALLOWED

ENDINGS = {kind.name: kind.endings[0] for kind in ALLOWED}
"""How the name of a file ends, by what it is."""


def shown(found: Sequence[Signature]) -> list[dict[str, Any]]:
    """Rows of ``ui/components/signatures.html``."""
    return [
        {
            "good": one.good, "signer": one.signer or one.organisation, "organisation": one.organisation,
            "at": one.signed_at, "stamped": one.stamped, "issuer": one.issuer,
            "why": _(WORDS[one.fault]) if one.fault else "",
        }
        for one in found
    ]  # fmt: skip


def sent(content: bytes, media_type: str, code: str) -> HttpResponse:
    """The file of a result for keeping; its name holds a code only."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="ket-qua-{code}{ENDINGS.get(media_type, "")}"'
    return answer
