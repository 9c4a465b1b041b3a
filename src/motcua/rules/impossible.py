"""What the law or the state of things does not allow, said kindly and precisely.

Every refusal is an exception with a Vietnamese template (``text``) and its values (``params``), so that a
face can show it, translate it, or put it at a field. HTTP faces map: Invalid 422, NotAllowed 403, NotFound
404, others 409.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, ClassVar, Self


@dataclasses.dataclass(frozen=True)
class Fault:
    """One thing to mend at one field."""

    field: str
    text: str
    params: Mapping[str, object] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.params)


class Impossible(Exception):
    """An act that the law or the present state does not allow."""

    text: ClassVar[str] = "Không thực hiện được thao tác này."

    def __init__(self, **params: object) -> None:
        super().__init__(params)
        self.params = params
        self.template: str = self.text
        self.field = ""

    def __str__(self) -> str:
        return self.template.format(**self.params)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Faults by field; none for what is no matter of a field."""
        return ()


class Invalid(Impossible):
    """Malformed or incomplete input: which field, and what to do about it."""

    text = "Thông tin chưa hợp lệ."

    def __init__(self, *, field: str = "", text: str = "", **params: object) -> None:
        super().__init__(**params)
        self.field = field
        self.template = text or self.text
        self._faults: tuple[Fault, ...] = (Fault(field, self.template, params),)

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> Self:
        """All faults at once, so that nobody has to mend them one by one."""
        known = tuple(faults)
        if not known:
            raise ValueError("nothing is invalid")
        first = known[0]
        made = cls(field=first.field, text=first.text, **dict(first.params))
        made._faults = known
        return made

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self._faults


class Faults:
    """Gathers every fault of what was typed, so that all are told at once and nothing typed is lost."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def take(self, read: Callable[..., Any], *given: Any, **named: Any) -> Any:
        """What ``read`` makes of it; its faults are noted, and an empty text stands for it."""
        try:
            return read(*given, **named)
        except Invalid as error:
            self.found += error.faults
            return ""

    def unless(self, sound: bool, field: str, text: str, **params: object) -> None:
        """Note a fault of a field where something does not hold."""
        if not sound:
            self.found.append(Fault(field, text, params))

    def among(self, value: Any, known: Collection[str], field: str, text: str) -> str:
        """One of what is known, or its fault noted."""
        given = value if isinstance(value, str) else ""
        self.unless(given in known, field, text)
        return given

    def done(self) -> None:
        """Raises Invalid with all of them, if there are any."""
        if self.found:
            raise Invalid.of(self.found)


class NotAllowed(Impossible):
    """The post may not do this."""

    text = "Chức vụ đang dùng không có quyền thực hiện thao tác này."


class NotFound(Impossible):
    """Not there, or not yours: the two look the same."""

    text = "Không tìm thấy."
