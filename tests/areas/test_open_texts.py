"""What the journal keeps for ever names nobody: grounds, outcomes and numbers are read before they are taken."""

from collections.abc import Callable

import pytest

from motcua.areas.dossiers import queries
from motcua.areas.dossiers.models import Dossier

WHO = {
    "name": "Trần Thị Quân", "id_number": "001199000777", "phone": "0912345678", "email": "quan@example.vn",
    "address": "Số 1 phố Thử, phường Long Biên, Hà Nội",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Khoản 1 Điều 63 Luật Hộ tịch số 60/2014/QH13", False),
        ("Cơ quan công an chưa trả lời", False),  # "cơ quan" is nobody's name
        ("Phường Long Biên, Hà Nội", False),
        ("Luật đất đai, phố Thử", False),
        ("tran thi quan", True),
        ("Bà Quân bị bạo hành", True),
        ("theo lời chị quân", True),
        ("nhà ở số 1 phố Thử", True),
        ("gọi 0912.345.678", True),
        ("001 199 000 777", True),
        ("quan@EXAMPLE.vn", True),
    ],
)
def test_a_text_names_the_applicant(receive: Callable[..., Dossier], text: str, named: bool) -> None:
    assert queries.names_applicant(text, receive(applicant=WHO)) is named
