"""A sentence that remembers how it was made, so that a face can say it in another language."""

import datetime as dt
from collections.abc import Mapping
from typing import Self

from motcua.rules.vietnamese import day_words, moment_words


class Said(str):
    """A Vietnamese sentence made of ``template`` and its values ``params``.

    It is the finished sentence wherever a string is wanted. Moments and days among the values are said in
    words; a value may itself be a sentence of this kind.
    """

    __slots__ = ("params", "template")
    template: str
    params: Mapping[str, object]

    def __new__(cls, template: str, **params: object) -> Self:
        made = super().__new__(
            cls, template.format(**{name: _words(value) for name, value in params.items()})
        )
        made.template, made.params = template, params
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Kept elsewhere it is a plain string."""
        return str, (str(self),)


def _words(value: object) -> object:
    match value:
        case dt.datetime():
            return moment_words(value)
        case dt.date():
            return day_words(value)
    return value
