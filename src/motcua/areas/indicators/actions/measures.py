"""Of which sums cells are kept."""

from collections.abc import Collection

from motcua.areas.indicators.models import Measure
from motcua.rules import counting


def keep(measure: counting.Measure, splits: Collection[str] = ()) -> None:
    """Keep cells of a measure, apart by these dimensions too; built when the journal is followed the next time.

    Until then, and for other dimensions, reading it sums the facts themselves.
    """
    apart = [name for name in counting.SPLITS if name in splits]
    assert len(apart) == len(set(splits)), splits
    made, new = Measure.objects.get_or_create(
        key=measure.key, defaults={"fact": measure.fact, "splits": " ".join(apart)}
    )
    have = made.splits.split()
    if not new and not set(apart) <= set(have):
        made.splits = " ".join(name for name in counting.SPLITS if name in {*have, *apart})
        made.built_through = None
        made.save(update_fields=["splits", "built_through"])
