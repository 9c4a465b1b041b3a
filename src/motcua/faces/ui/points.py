"""Points of an index set as bars, each group against what it can have."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.areas.indicators.queries.index_sets import gained
from motcua.faces.ui import charts
from motcua.rules.scoring.index_sets import Scored


def drawn(groups: tuple[Scored, ...], *, anchors: bool = True) -> list[dict[str, Any]]:
    """Rows of ``ranked.html``: points as a share of what the group can have, the limit where nothing counts more.

    ``anchors``: each leads to its own part of the page (``#nhom-n``).
    """
    shares = [float(100 * one.points / one.criterion.most) if one.criterion.most else 0.0 for one in groups]
    known = [float(100 * one.known / one.criterion.most) if one.criterion.most else 0.0 for one in groups]
    drawings = [
        charts.ranked([share], top=100, target=limit)[0] for share, limit in zip(shares, known, strict=True)
    ]
    return [
        {
            "label": one.criterion.name, "text": gained(one.points), "drawing": drawing,
            "href": f"#nhom-{n}" if anchors else "",
            "of": _of(one),
        }
        for n, (one, drawing) in enumerate(zip(groups, drawings, strict=True), 1)
    ]  # fmt: skip


def _of(one: Scored) -> str:
    """Out of how many points: what has data, and beside it all where some has none."""
    known, most = gained(one.known), gained(one.criterion.most)
    if one.known == one.criterion.most:
        return _("trên %(most)s") % {"most": most}
    if not one.known:
        return _("chưa có dữ liệu (%(most)s)") % {"most": most}
    return _("trên %(known)s có dữ liệu (%(most)s)") % {"known": known, "most": most}
