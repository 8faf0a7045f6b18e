"""When is it warm where somebody lives? From the zone of their clock, by the latitude that IANA gives for it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from importlib import resources

TROPIC_DEGREES = 23.5
_PLACE = re.compile(r"([+-])(\d{2})(\d{2})")


class Seasons(StrEnum):
    """Which half of the year is warm: the middle one, the other one, or neither more than the other."""

    NORTH = "north"
    SOUTH = "south"
    NONE = "none"


def seasons_of(zone: str) -> Seasons | None:
    """The seasons at a zone's principal city; None where the zone names no place ("UTC") or nothing known."""
    latitudes, links = _tables()
    degrees = latitudes.get(links.get(zone, zone), latitudes.get(zone))
    if degrees is None:
        return None
    if abs(degrees) < TROPIC_DEGREES:
        return Seasons.NONE
    return Seasons.NORTH if degrees > 0 else Seasons.SOUTH


@cache
def _tables() -> tuple[dict[str, float], dict[str, str]]:
    """Latitudes by zone, and older names of zones; both from the tzdata package."""
    folder = resources.files("tzdata") / "zoneinfo"
    latitudes: dict[str, float] = {}
    for line in (folder / "zone.tab").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and len(cells) >= 3 and (found := _PLACE.match(cells[1])):
            sign, degrees, minutes = found.groups()
            latitudes[cells[2]] = float(f"{sign}1") * (int(degrees) + int(minutes) / 60)
    rows = (line.split() for line in (folder / "tzdata.zi").read_text(encoding="utf-8").splitlines())
    return latitudes, {row[2]: row[1] for row in rows if len(row) == 3 and row[0] == "L"}
