"""How does Supple look, speak and ask on this device? Small choices in a cookie of this device, nobody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from supple.web import clock_words
from supple.words import N_, later

COOKIE = "supple_looks"
DARK_FROM_HOUR, LIGHT_FROM_HOUR = 21, 7
CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = later(
    {
        "theme": (
            ("system", N_("As the device")),
            ("light", N_("Always light")),
            ("dark", N_("Always dark")),
            ("night", N_("Dark from 21:00 to 07:00")),
        ),
        "text_size": (
            ("usual", N_("Usual")),
            ("large", N_("Large")),
            ("larger", N_("Larger")),
            ("largest", N_("Largest, double")),
        ),
        "hand": (("either", N_("Either")), ("left", N_("Left")), ("right", N_("Right"))),
        "clock": (("24", N_("24 hours, like 14:30")), ("12", N_("12 hours, like 2:30 pm"))),
        "questions": (("all", N_("The whole page")), ("one", N_("One question at a time"))),
        "aloud": (("off", N_("Off")), ("on", N_("On"))),
    }
)
"""What can be chosen; the first of each is what holds when nothing was chosen."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What was chosen on this device. `zone`: the clock by which "dark at night" goes, where no diary is open."""

    theme: str = "system"
    text_size: str = "usual"
    hand: str = "either"
    clock: str = "24"
    questions: str = "all"
    aloud: str = "off"
    zone: str = ""

    def theme_at(self, now: datetime, zone: str = "") -> str:
        """`light`, `dark`, or "" to follow the device."""
        if self.theme != "night":
            return "" if self.theme == "system" else self.theme
        if not (zone or self.zone):
            return ""
        hour = now.astimezone(ZoneInfo(zone or self.zone)).hour
        return "light" if LIGHT_FROM_HOUR <= hour < DARK_FROM_HOUR else "dark"

    def written(self) -> str:
        """As the cookie holds it."""
        return ".".join(getattr(self, item.name) for item in fields(self))


def read(text: str) -> Looks:
    """The inverse of `written`. What is not known, or was written before there was such a choice, is the usual."""
    kept = dict(zip((item.name for item in fields(Looks)), text.split("."), strict=False))
    return changed(Looks(), kept)


def changed(before: Looks, chosen: Mapping[str, str]) -> Looks:
    """With what was chosen; what was not asked, or is no choice, stays."""
    known = {name: chosen[name] for name, choices in CHOICES.items() if chosen.get(name, "") in dict(choices)}
    if _is_zone(chosen.get("zone", "")):
        known["zone"] = chosen["zone"]
    return replace(before, **known)


def of(request: HttpRequest) -> Looks:
    """Those of the device that asks."""
    return read(request.COOKIES.get(COOKIE, ""))


def wants_one_question(request: HttpRequest) -> bool:
    """Does this device show one question at a time, and did nobody ask for the whole page?"""
    return of(request).questions == "one" and "whole" not in request.GET


def hold(request: HttpRequest) -> None:
    """From now on, in this request, times are said as this device wants them."""
    clock_words.hold(is_twelve=of(request).clock == "12")


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and ZoneInfo(name) is not None
    except (KeyError, ValueError, OSError):  # an unknown zone is a KeyError
        return False
