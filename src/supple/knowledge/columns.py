"""What does a column of the daily table hold? Its name taken apart: code, night or day, part, side, time, unit."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

# Endings that the daily table adds to a code, with the words a person reads.
_ENDINGS = {"level": "how much", "amount": "amount", "minutes": "minutes", "count": "how often"}
_PERIODS = {"night": "in the night", "day": "in the day"}
_SIDES = {"left": "left", "right": "right", "both": "both sides"}
# A column of one part of the day ends with "#" and one of these: `stiffness_now#morning`.
PARTS_OF_DAY = ("morning", "afternoon", "evening")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's parts; empty where it has none. `base` is its name without part, side and part of the day."""

    base: str
    code: str
    period: str = ""
    is_now: bool = False
    part: str = ""
    side: str = ""
    ending: str = ""
    day_part: str = ""

    def words(self, code_label: str, part_label: str) -> str:
        """In plain words: "spasms in the night", "stiffness at check-in, left calf", "stiffness in the morning"."""
        text = code_label
        if self.ending:
            text = f"{text} ({_ENDINGS[self.ending]})"
        if self.period:
            text = f"{text} {_PERIODS[self.period]}"
        if self.day_part:
            text = f"{text} in the {self.day_part}"
        elif self.is_now:
            text = f"{text} at check-in"
        if self.part:
            where = f"{part_label}, both sides" if self.side == "both" else f"{self.side} {part_label}".strip()
            text = f"{text}, {where}"
        return text


def is_part_of_day(name: str, columns: Collection[str]) -> bool:
    """Is it one part of the day of another of these columns? A person's own "#morning" is a word like any other."""
    whole, day_part = _without_day_part(name)
    return bool(day_part) and whole in columns


def read_column(name: str, *, is_code: Callable[[str], bool]) -> Column:
    """A column's name taken apart; `is_code` says whether some text is a code as it stands."""
    whole, day_part = _without_day_part(name)
    base, _, place = whole.partition("@")
    part, side = place, ""
    for candidate in _SIDES:
        if place.endswith(f"_{candidate}"):
            part, side = place.removesuffix(f"_{candidate}"), candidate
    code, ending = base, ""
    head, _, tail = base.rpartition(".")
    if head and tail in _ENDINGS and not is_code(base):
        code, ending = head, tail
    period, is_now = "", False
    head, _, tail = code.partition("_")
    if head in _PERIODS and tail.startswith("own:"):  # a count in one's own words: "night_own:sneezes"
        code, period = tail, head
    if not is_code(code) and not code.startswith("own:"):
        for candidate in _PERIODS:
            if is_code(code.removeprefix(f"{candidate}_")) and code.startswith(f"{candidate}_"):
                code, period = code.removeprefix(f"{candidate}_"), candidate
        if code.endswith("_now") and is_code(code.removesuffix("_now")):
            code, is_now = code.removesuffix("_now"), True
    return Column(
        base=base, code=code, period=period, is_now=is_now, part=part, side=side, ending=ending, day_part=day_part
    )


def _without_day_part(name: str) -> tuple[str, str]:
    whole, _, day_part = name.rpartition("#")
    return (whole, day_part) if day_part in PARTS_OF_DAY else (name, "")  # "own:C# lessons"
