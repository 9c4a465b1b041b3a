"""What people type of money and counts."""

from django.http import HttpRequest

from motcua.rules.impossible import Invalid
from motcua.rules.vietnamese import nfc


def text(request: HttpRequest, name: str) -> str:
    """What was typed, in composed letters."""
    return nfc(request.POST.get(name, "")).strip()


def money(request: HttpRequest, name: str) -> int | None:
    """An amount as people type it: 15000, 15.000, 15 000 đ; None when nothing was typed."""
    typed = text(request, name)
    digits = "".join(c for c in typed if c not in ". ,\u00a0₫đĐ")
    if not typed:
        return None
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
        raise Invalid(field=name, text="Ghi số tiền bằng đồng, ví dụ 15.000.")
    return int(digits)


def count(request: HttpRequest, name: str, default: int = 1) -> int:
    """A count."""
    typed = text(request, name)
    if not typed:
        return default
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 6:
        raise Invalid(field=name, text="Ghi số lượng là số nguyên.")
    return int(typed)
