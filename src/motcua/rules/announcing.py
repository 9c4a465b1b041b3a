"""What the hall hears when a number is called: the sentence, and the recordings it is put together from."""

from typing import Final

from motcua.rules.vietnamese import number_in_words

LETTERS: Final = {
    "A": "a", "B": "bê", "C": "xê", "D": "đê", "E": "e", "G": "giê", "H": "hát", "K": "ca", "L": "lờ", "M": "mờ",
    "N": "nờ", "P": "pê", "Q": "quy", "R": "rờ", "S": "sờ", "T": "tê", "V": "vê", "X": "ích", "Y": "y",
}  # fmt: skip
"""Letters that a service may have, as they are said; I, J, O, U, W, F and Z are misheard or misread as others."""
DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def spelled(code: str) -> str:
    """A ticket's number figure by figure: "A012" is "a không một hai"."""
    return " ".join(LETTERS[mark] if mark in LETTERS else DIGITS[int(mark)] for mark in code)


def call(code: str, counter: int) -> str:
    """Lời mời: "Mời số a không một hai đến quầy số ba"."""
    return f"Mời số {spelled(code)} đến quầy số {number_in_words(counter)}"


def recordings(code: str, counter: int) -> list[str]:
    """Names of the recordings that say a call: ticket, letter-a, 0, 1, 2, counter, 3.

    A counter has one recording up to 99, so that "mười hai" is not said figure by figure.
    """
    said = [f"letter-{mark.lower()}" if mark in LETTERS else mark for mark in code]
    return ["ticket", *said, "counter", str(counter)]
