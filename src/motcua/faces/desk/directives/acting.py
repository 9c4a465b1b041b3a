"""Acts with files offered on a page: the forms of ``desk.dialogues.acting``, given what was uploaded too."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from motcua.base import spoken
from motcua.base.files.policies import upload_faults
from motcua.faces.desk.dialogues.acting import Forms, Verb, done, shown
from motcua.faces.desk.dialogues.forms import ActForm


def filed(
    request: HttpRequest, make: Callable[..., ActForm], field: str, **more: Any
) -> Callable[[Any], ActForm]:
    """A form that takes a file; what is wrong with the upload is said at its field."""

    def made(sent: Any) -> ActForm:
        if sent is None:
            return make(None, **more)
        form = make(sent, request.FILES, **more)
        form.is_valid()
        for fault in upload_faults(request):
            form.add_error(field, spoken.fault(fault))
        return form

    return made


__all__ = ["Forms", "Verb", "done", "filed", "shown"]
