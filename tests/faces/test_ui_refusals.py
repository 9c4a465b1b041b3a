"""What law or state does not allow becomes the right status and a kind page; machines get their own form."""

from typing import Any

import pytest
from django.test import RequestFactory

from motcua.faces.ui.refusals import Refusals, status_of
from motcua.rules.impossible import Fault, Impossible, Invalid, NotAllowed, NotFound

EVERY = [
    (NotAllowed(), 403), (NotFound(), 404), (Invalid(field="x", text="Ghi rõ {what}.", what="lý do"), 422),
    (Impossible(), 409),
]  # fmt: skip


@pytest.mark.parametrize(("error", "status"), EVERY)
@pytest.mark.parametrize("path", ["/can-bo/ho-so/x", "/tra-cuu", "/bang/"])
def test_a_refusal_is_a_page_with_its_status(error: Impossible, status: int, path: str) -> None:
    def view(request: Any) -> Any:
        raise AssertionError

    answer = Refusals(view).process_exception(RequestFactory().get(path), error)
    assert answer is not None
    assert answer.status_code == status == status_of(error)
    page = answer.content.decode()
    assert str(error) in page
    assert page.count("<h1") == 1
    assert ("/can-bo/" in page) == path.startswith("/can-bo/")


def test_every_fault_is_said() -> None:
    error = Invalid.of([Fault("a", "Ghi tên."), Fault("b", "Ghi {what}.", {"what": "<b>"})])
    answer = Refusals(lambda request: None).process_exception(RequestFactory().get("/can-bo/"), error)  # type: ignore[arg-type,return-value]
    assert answer is not None
    assert "Ghi tên." in answer.content.decode()
    assert "Ghi &lt;b&gt;." in answer.content.decode()


def test_machines_and_real_faults_are_left_alone() -> None:
    refusals = Refusals(lambda request: None)  # type: ignore[arg-type,return-value]
    assert refusals.process_exception(RequestFactory().get("/api/v1/dossiers"), NotFound()) is None
    assert refusals.process_exception(RequestFactory().get("/can-bo/"), ValueError()) is None
