"""Payment codes: what a transfer's content says instead of a name, and finding one in what a bank writes.

``MC`` and nine characters, the last of which checks the others. The alphabet has no characters that look alike
(0 O, 1 I L), and 31 of them, a prime: one wrong character or two that changed places never make another right code.
"""

import re

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PREFIX = "MC"
DIGITS = 8
SPACE = len(ALPHABET) ** DIGITS
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_NOT_KEPT = re.compile(r"[^0-9A-Z]")
_LIKELY = re.compile(f"(?={PREFIX}([{ALPHABET}]{{{DIGITS + 1}}}))")


def _check(digits: str) -> str:
    total = sum(weight * _VALUE[letter] for weight, letter in enumerate(digits, start=2))
    return ALPHABET[total % len(ALPHABET)]


def payment_code(number: int) -> str:
    """The code of a number; numbers that differ modulo ``SPACE`` have different codes."""
    digits, rest = "", number % SPACE
    for _ in range(DIGITS):
        rest, value = divmod(rest, len(ALPHABET))
        digits = ALPHABET[value] + digits
    return PREFIX + digits + _check(digits)


def is_payment_code(text: str) -> bool:
    """Whether a text is a code whose check fits."""
    return payment_codes(text) == [text]


def payment_codes(text: str) -> list[str]:
    """The codes in the content of a transfer, as banks write it: spaces, dots and case may be lost or added."""
    plain = _NOT_KEPT.sub("", text.upper())
    found = [match[1] for match in _LIKELY.finditer(plain) if _check(match[1][:-1]) == match[1][-1]]
    return list(dict.fromkeys(PREFIX + digits for digits in found))


def grouped(code: str) -> str:
    """As people read it: ``MC7K 2MP Q4RX``."""
    return f"{code[:4]} {code[4:7]} {code[7:]}"
