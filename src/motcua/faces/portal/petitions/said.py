"""What became of a petition, in plain words for its sender; and how the matter stands that acceptance opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.areas.cases.actions import SHAPES
from motcua.areas.cases.queries import case_type
from motcua.areas.petitions import queries
from motcua.areas.petitions.choices import Outcome

OUTCOMES: Mapping[str, str | Promise] = {
    Outcome.ACCEPTED: gettext_lazy("Cơ quan nhận giải quyết việc này."),
    Outcome.REFUSED: gettext_lazy("Cơ quan không thụ lý đơn này."),
    Outcome.GUIDED: gettext_lazy("Cơ quan hướng dẫn ông/bà gửi đến đúng nơi, hoặc bổ sung cho đủ."),
    Outcome.FORWARDED: gettext_lazy("Cơ quan đã chuyển đơn đến nơi có thẩm quyền giải quyết."),
    Outcome.STORED: gettext_lazy("Đơn được lưu, không giải quyết."),
    Outcome.INFORMED: gettext_lazy("Thông tin đã được chuyển để thanh tra, kiểm tra."),
    Outcome.SPLIT: gettext_lazy("Đơn có nhiều việc, mỗi việc được giải quyết riêng."),
    Outcome.LINKED: gettext_lazy("Việc này đã có đơn trước, cơ quan giải quyết một lần cho cả hai."),
    Outcome.URGED: gettext_lazy("Cơ quan yêu cầu cấp dưới giải quyết việc còn chậm."),
}


@dataclass(frozen=True)
class Standing:
    """How an opened matter stands: its state in the public's words, by when, and whether it has ended."""

    code: str
    state: str
    due_at: Any
    ended: bool


def standing(petition: Any) -> Standing | None:
    """The case that acceptance opened, whatever its kind: every kind says its states for the public."""
    case = queries.matter_case(petition)
    if case is None:
        return None
    shape = SHAPES[case_type(case.type_id).shape]
    public = next((step.public for step in shape.steps if step.code == case.state), "")
    return Standing(case.code, _(public) if public else "", case.due_at, case.closed_at is not None)
