"""How does this person want things said? Their own labels and units, held while something is done for them.

Like a language: it changes words, never what is stored, computed or found. Nothing held: the words as written.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field

OWN = "own:"
SYMPTOM = "own:symptom:"
"""A symptom in a person's own words: rated from 0 (none) to 10 (the worst). No rule reads it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """`labels`: words by `own:` code, where they are others than the code's. `is_fahrenheit`: of temperatures.
    `morning_at`, `evening_at`: when these usually are ("07:30"), where it was said."""

    labels: Mapping[str, str] = field(default_factory=dict)
    is_fahrenheit: bool = False
    morning_at: str = ""
    evening_at: str = ""


_HELD: ContextVar[Wording | None] = ContextVar("wording", default=None)
_AS_WRITTEN = Wording()


def hold(wording: Wording) -> None:
    """From now on, in this thread."""
    _HELD.set(wording)


def held() -> Wording:
    return _HELD.get() or _AS_WRITTEN


def own_label(code: str) -> str:
    """The words of an `own:` code."""
    return held().labels.get(code) or words_of(code)


def words_of(code: str) -> str:
    """The words that an `own:` code was made from."""
    return code.removeprefix(SYMPTOM).replace("_", " ") if code.startswith(SYMPTOM) else code.removeprefix(OWN)


def evening_from_hour(usual: int) -> int:
    """From which hour on "this evening" can be asked about: two hours before the person's own evening."""
    at = held().evening_at
    return max(12, int(at[:2]) - 2) if at else usual


def temperature(celsius: float) -> tuple[float, str]:
    """(number, unit) as this person reads it; kept in °C."""
    return (to_fahrenheit(celsius), "°F") if held().is_fahrenheit else (round(celsius, 1), "°C")


def to_fahrenheit(celsius: float) -> float:
    """To one decimal, as thermometers show it."""
    return round(celsius * 1.8 + 32.0, 1)


def to_celsius(fahrenheit: float) -> float:
    """To two decimals, so that every tenth of a degree Fahrenheit comes back as it was typed."""
    return round((fahrenheit - 32.0) / 1.8, 2)
