"""What an act says of the rows of a campaign, and whether these rows still are what the journal says."""

from typing import Any

from motcua.areas.campaigns.choices import Kind
from motcua.areas.campaigns.models import Activity, Campaign, Material
from motcua.areas.cases.evidence import chains, digest

SUBJECT = "campaign:"
KEYS = frozenset({"id", "campaign_id", "file_id"})
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    model: tuple(f.attname for f in model._meta.concrete_fields if f.attname not in KEYS)
    for model in (Campaign, Activity, Material)
}
YOUNGER: dict[str, Any] = {"kind": Kind.LAW, "directive": "", "posts": []}
"""Columns of a campaign younger than digests, with what they say of older ones: that is left out of the digest."""


def of_rows(campaign: Campaign, *beside: Activity | Material) -> dict[str, str]:
    """Digests of a campaign, and of activities and materials beside it; that of a material covers its content."""
    said = {}
    for row in (campaign, *beside):
        values: dict[str, Any] = {column: getattr(row, column) for column in COLUMNS[type(row)]}
        values = {name: one for name, one in values.items() if name not in YOUNGER or one != YOUNGER[name]}
        name = "campaign"
        if isinstance(row, Material):
            name, values["sha256"] = f"material.{row.n}", row.file.sha256
        elif isinstance(row, Activity):
            name = f"activity.{row.n}"
        said[name] = digest(campaign.subject, name, values)
    return said


def disagreements() -> list[str]:
    """Campaigns, activities and materials that differ from what the journal recorded."""
    found = Campaign.objects.prefetch_related("activities", "materials__file")
    return chains(
        SUBJECT, {row.subject: of_rows(row, *row.activities.all(), *row.materials.all()) for row in found}
    )
