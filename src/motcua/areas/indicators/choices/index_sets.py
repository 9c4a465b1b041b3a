"""Index sets as the catalogue writes them: data with their source and how sure it is, in the version of a year."""

import datetime as dt
import functools
import tomllib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.rules.scoring.index_files import Version, read

FILED: Mapping[str, object] = {
    "online": _("nộp trực tuyến, kết quả chỉ có bản giấy"), "counter": _("nộp trực tiếp tại quầy"),
    "post": _("nộp qua bưu chính"), "assisted": _("được giúp nộp tại quầy, chỉ số tính là trực tiếp"),
    "": _("không ghi cách nộp"),
}  # fmt: skip
"""Why a dossier is not one filed online, by how it was filed (R4.13 C)."""
DISPLEASED = _("người nộp đánh giá không hài lòng")


@functools.cache
def written() -> Mapping[str, Mapping[str, Any]]:
    """Every shipped version as its file has it, by its key (``766-2022``)."""
    files = sorted((settings.CATALOGUE / "index_sets").glob("*.toml"))
    read_ = (tomllib.loads(place.read_text("utf-8")) for place in files)
    return {f"{one['code']}-{one['year']}": one for one in read_}


@functools.cache
def versions() -> Mapping[str, Version]:
    """Every shipped version by its key."""
    return {key: read(one) for key, one in written().items()}


def current(on: dt.date) -> list[Version]:
    """Of each set the version of a day, computed ones first; before its first day the first."""
    codes = {one.code for one in versions().values()}
    found = [version for code in sorted(codes) if (version := version_of(code, on)) is not None]
    return sorted(found, key=lambda one: (not one.computed, one.code))


def version_of(name: str, on: dt.date) -> Version | None:
    """A set by its code, in the version of a day, or by code and year; None when there is none."""
    if name in versions():
        return versions()[name]
    known = sorted((one for one in versions().values() if one.code == name), key=lambda one: one.since)
    return next((one for one in reversed(known) if one.since <= on), known[0] if known else None)
