"""Definitions of indicators as the catalogue words them: data with their law and how sure it is."""

import csv
import functools
from collections.abc import Mapping

from django.conf import settings

from motcua.rules.scoring.definitions import Definition, of_data


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one table of the catalogue of indicators."""
    place = settings.CATALOGUE / "indicators" / f"{name}.csv"
    with place.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def source_rows() -> list[dict[str, str]]:
    """The rows of every published text in the catalogue."""
    found: list[dict[str, str]] = []
    for place in sorted((settings.CATALOGUE / "indicators" / "sources").glob("*.csv")):
        with place.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


@functools.cache
def shipped() -> Mapping[str, Definition]:
    """The shipped definitions by identifier, in their order."""
    return {row["id"]: of_data(row) for row in rows("indicators")}


@functools.cache
def groups() -> tuple[str, ...]:
    """Their groups, in the order of the catalogue."""
    return tuple(dict.fromkeys(one.group for one in shipped().values()))


@functools.cache
def sources() -> Mapping[str, str]:
    """The published texts that figures were taken from: their titles."""
    return {row["source"]: f"{row['title']} ({row['place']})" for row in rows("sources")}
