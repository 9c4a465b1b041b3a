"""Shares of one whole in per cent that add up to the whole."""

from collections.abc import Sequence


def hundredths(counts: Sequence[int]) -> list[int]:
    """Whole per cents of each count that add up to 100: what is left over goes to the largest remainders.

    Of equal remainders the larger count comes first, then the earlier one. All 0 where nothing was counted.
    """
    whole = sum(counts)
    if not whole:
        return [0] * len(counts)
    shares = [100 * count // whole for count in counts]
    behind = sorted(range(len(counts)), key=lambda n: (-(100 * counts[n] % whole), -counts[n], n))
    for n in behind[: 100 - sum(shares)]:
        shares[n] += 1
    return shares
