"""What does a column's name mean? Codes, daily-table names, plain words and aliases; anything else is one's own.

`target` takes the heading of a column (or the `what` of an observation) and says what its cells hold.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from supple import knowledge
from supple.imports.problems import BadCell
from supple.model import Period, Recall, Side, Slot

OWN = "own:"
FUNCAP = "funcap."  # scores of a questionnaire that is somebody's: the area's name and the number, no words of it
_LONGEST_NAME = 100
_LARGEST_SCALE = 100
_SCALE = re.compile(r"(.+?) ?[(\[] ?0 ?(?:-|–|to) ?([0-9]{1,3}) ?[)\]]", re.ASCII)
_NOTES = frozenset({"note", "notes", "comment", "comments"})
_RECALLS = {"_now": Recall.NOW, "_last_night": Recall.LAST_NIGHT, "_24_h": Recall.LAST_24_H}
_PERIODS = {"night_": Period.NIGHT, "day_": Period.DAY}
_SLOTS = {"morning": Slot.MORNING, "afternoon": Slot.AFTERNOON, "evening": Slot.EVENING}
_SIDES = {"left": Side.LEFT, "right": Side.RIGHT, "both": Side.BOTH, "l": Side.LEFT, "r": Side.RIGHT}
_NIGHT_RATINGS = frozenset({"sleep_quality", "sleep_disruption", "hindered.sleep"})
_ALWAYS_NIGHT = frozenset({"wakings"})


class Holds(Enum):
    """What the cells of a column are."""

    NOTE = "words"
    RATING = "a rating"
    MEASUREMENT = "a measured number"
    COUNT = "a count"
    ANY = "yes or no (some, not counted)"
    FACTOR = "yes or no"
    LEVEL = "a level"
    AMOUNT = "an amount"
    SESSION = "yes or no (done)"
    MINUTES = "minutes"
    TIMES = "a number of times"
    ANSWER = "yes or no (an answer)"
    SIGN = "yes or no (a sign)"
    DOSE = "yes, no or milligrams"
    OWN = "one's own words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a column's cells become. `heading` is as the person wrote it; `key` names it in events' ids."""

    holds: Holds
    code: str
    heading: str
    recall: Recall = Recall.LAST_24_H
    is_recall_said: bool = False
    period: Period | None = None
    part: str | None = None
    side: Side | None = None
    scale_max: float = 10.0
    unit: str = ""
    slot: Slot | None = None

    @property
    def key(self) -> str:
        """Stable and the same however the heading was written; part of the ids of what is imported."""
        bits = (
            self.holds.name,
            self.code,
            self.recall,
            self.period,
            self.part,
            self.side,
            f"{self.scale_max:g}",
            self.unit,
        )
        # Only where there is one: the ids of what was imported before parts of the day were known stay the same.
        return "|".join(str(bit) for bit in (*bits, *([self.slot] if self.slot else [])))


def target(heading: str) -> Target:
    """What a column with this heading holds.

    Raises:
        BadCell: the heading is empty, names two things, or is a malformed name of Supple's.
    """
    plain = " ".join(heading.split()).casefold()
    if not plain.removeprefix(OWN).strip():
        raise BadCell("this column has no name.", "Name it in the first line.")
    if len(plain) > _LONGEST_NAME:
        raise BadCell(f"this name has {len(plain)} letters; the most is {_LONGEST_NAME}.", "Shorten it.")
    if plain in _NOTES:
        return Target(holds=Holds.NOTE, code="note", heading=heading)
    own_count = _own_count(plain)
    if own_count is not None:
        return replace(own_count, heading=heading)
    if plain.startswith(OWN):
        return Target(holds=Holds.OWN, code=f"{OWN}{plain.removeprefix(OWN).strip()}", heading=heading)
    known = _known(plain) or _with_scale(plain)
    if known is None:
        return Target(holds=Holds.OWN, code=f"{OWN}{plain}", heading=heading)
    return replace(known, heading=heading, unit=_as_written(known.unit, heading))


def _known(plain: str) -> Target | None:
    return _by_words(plain) or _by_name(plain.replace(" ", "_").replace("-", "_"))


def _with_scale(plain: str) -> Target | None:
    """ "stiffness (0-10)": the scale as people write it into a heading."""
    written = _SCALE.fullmatch(plain)
    found = _known(written[1]) if written else None
    if written is None or found is None or found.holds is not Holds.RATING:
        return None
    scale_max = float(written[2])
    return replace(found, scale_max=scale_max) if 0 < scale_max <= _LARGEST_SCALE else None


def _as_written(unit: str, heading: str) -> str:
    """Units are told apart by upper and lower case ("Cel"), which the rest of a name is not."""
    written = heading.rstrip()[-len(unit) :] if unit else ""
    return written if written.casefold() == unit.casefold() else unit


def did_you_mean(heading: str) -> str | None:
    """The nearest name Supple knows, for a heading that may be a slip; None when nothing is near."""
    plain = " ".join(heading.split()).casefold()
    near = difflib.get_close_matches(plain, _words_index(), n=1, cutoff=0.8)
    return near[0] if near else None


def part_and_side(part: str, side: str) -> tuple[str | None, Side | None]:
    """A body part and side from their cells ("left calf" and "", or "calf" and "left")."""
    words = part.casefold().replace("_", " ").split()
    found = _SIDES.get(side.strip().casefold()) if side.strip() else None
    if side.strip() and found is None:
        raise BadCell(f"“{side.strip()}” is not a side.", "Write left, right or both.")
    for end in (0, -1):
        if words and words[end] in {"left", "right", "both"}:
            found = found or _SIDES[words.pop(end)]
    if not words:
        return None, found
    code = _parts_index().get(" ".join(words))
    if code is None:
        raise BadCell(
            f"“{part.strip()}” is not a part of the body that Supple knows.", f"Known: {', '.join(_part_codes())}."
        )
    return code, found


def _by_words(plain: str) -> Target | None:
    """By label or alias: "poor sleep", "hours of sleep", "spasms in the night"."""
    found = _words_index().get(plain, ())
    if len(found) > 1:
        names = " or ".join(f"“{name}”" for name in sorted(found))
        raise BadCell(f"“{plain}” could mean {names}.", "Write the one you mean as the column’s name.")
    return _by_name(next(iter(found))) if found else None


def _by_name(name: str) -> Target | None:
    """By a daily-table name: "night_spasms", "stiffness_now@calf_left", "walk.minutes", "fatigue_of_3"."""
    whole, _, day_part = name.rpartition("#")
    if day_part in _SLOTS:
        return _of_a_part_of_the_day(_by_name(whole), _SLOTS[day_part])
    base, at, place = name.partition("@")
    plain = _by_code(base)
    if plain is None:
        return None
    if at:
        if plain.holds is not Holds.RATING:
            raise BadCell("only ratings can name a part of the body.", "Remove the part from the name.")
        part, side = part_and_side(place, "")
        return replace(plain, part=part, side=side)
    return plain


def _of_a_part_of_the_day(whole: Target | None, slot: Slot) -> Target | None:
    """ "stiffness_now#morning": how it was then, which is a moment however the name puts it ("fatigue#morning")."""
    if whole is None or whole.slot is not None:
        return None
    if whole.holds is not Holds.RATING or whole.recall is Recall.LAST_NIGHT:
        raise BadCell("only ratings of a moment can name a part of the day.", "Remove the part from the name.")
    return replace(whole, recall=Recall.NOW, is_recall_said=True, slot=slot)


def _by_code(base: str) -> Target | None:
    known = knowledge.load()
    head, _, scale = base.rpartition("_of_")
    if head and scale.replace(".", "", 1).isdecimal() and scale.isascii() and 0 < float(scale) <= _LARGEST_SCALE:
        found = _by_code(head)
        return replace(found, scale_max=float(scale)) if found and found.holds is Holds.RATING else None
    if base in known.measures or base in known.hindrances:
        return _measure(base)
    if base.startswith(FUNCAP) and base != FUNCAP:
        return Target(holds=Holds.MEASUREMENT, code=base, heading=base, unit="{score}")
    for ending, recall in _RECALLS.items():
        code = base.removesuffix(ending)
        if code != base and (code in known.measures or code in known.hindrances):
            found = _measure(code)
            return replace(found, recall=recall, is_recall_said=True) if found.holds is Holds.RATING else None
    return _count(base) or _yes_no(base) or _ending(base)


def _measure(code: str) -> Target:
    entry = knowledge.load().measures.get(code)
    if entry is not None and entry.unit:
        return Target(holds=Holds.MEASUREMENT, code=code, heading=code, unit=entry.unit)
    recall = Recall.LAST_NIGHT if code in _NIGHT_RATINGS else Recall.LAST_24_H
    return Target(holds=Holds.RATING, code=code, heading=code, recall=recall)


def _count(base: str) -> Target | None:
    counts = knowledge.load().counts
    name, holds = (base.removesuffix(".any"), Holds.ANY) if base.endswith(".any") else (base, Holds.COUNT)
    period = next((one for start, one in _PERIODS.items() if name.startswith(start) and name not in counts), None)
    code = name.removeprefix(f"{period.value}_") if period else name
    if code not in counts:
        return None
    return Target(holds=holds, code=code, heading=base, period=Period.NIGHT if code in _ALWAYS_NIGHT else period)


def _own_count(plain: str) -> Target | None:
    """ "night_own:sneezes", as the daily table names a count in one's own words."""
    for start, period in _PERIODS.items():
        if plain.startswith(f"{start}{OWN}"):
            code = plain.removeprefix(start)
            holds = Holds.ANY if code.endswith(".any") else Holds.COUNT
            return Target(holds=holds, code=code.removesuffix(".any"), heading=plain, period=period)
    return None


def _yes_no(base: str) -> Target | None:
    known = knowledge.load()
    tables: tuple[tuple[Mapping[str, object], Holds], ...] = (
        (known.factors, Holds.FACTOR),
        (known.sessions, Holds.SESSION),
        (known.answers, Holds.ANSWER),
        (known.signs, Holds.SIGN),
        (known.medicines, Holds.DOSE),
    )
    return next((Target(holds=holds, code=base, heading=base) for table, holds in tables if base in table), None)


def _ending(base: str) -> Target | None:
    """ "stress.level", "caffeine.amount", "caffeine.amount.cup", "walk.minutes", "temperature.[degf]"."""
    known = knowledge.load()
    code, _, rest = base.partition(".")
    ending, _, unit = rest.partition(".")
    if not ending and "_" in base:
        code, _, ending = base.rpartition("_")
    if code in known.factors and ending in {"level", "amount"}:
        return Target(holds=Holds.LEVEL if ending == "level" else Holds.AMOUNT, code=code, heading=base, unit=unit)
    if code in known.sessions and ending in {"minutes", "count"}:
        return Target(holds=Holds.MINUTES if ending == "minutes" else Holds.TIMES, code=code, heading=base)
    if rest and code in known.measures and known.measures[code].unit:
        return Target(holds=Holds.MEASUREMENT, code=code, heading=base, unit=rest)
    return None


@cache
def _words_index() -> Mapping[str, Collection[str]]:
    """Plain words → the names they may mean. Labels go before aliases, so that an alias never hides a label."""
    known = knowledge.load()
    tables = (known.measures, known.hindrances, known.counts, known.factors, known.sessions, known.answers)
    labels: dict[str, set[str]] = defaultdict(set)
    aliases: dict[str, set[str]] = defaultdict(set)
    for table in (*tables, known.signs, known.medicines):
        for code, entry in table.items():
            labels[code.replace("_", " ")].add(code)
            labels[entry.label.casefold()].add(code)
            for alias in (*entry.aliases, *getattr(entry, "brands", ())):
                aliases[alias.casefold()].add(code)
    for name in _variants():
        labels[knowledge.label(name).casefold()].add(name)
    return {words: frozenset(codes) for words, codes in {**aliases, **labels}.items()}


def _variants() -> list[str]:
    known = knowledge.load()
    ratings = [code for code, entry in known.measures.items() if not entry.unit]
    return [
        *(f"{code}_now" for code in (*ratings, *known.hindrances)),
        *(f"{code}_now#{part}" for code in ratings if code not in _NIGHT_RATINGS for part in _SLOTS),
        *(f"{period}_{code}" for code in known.counts for period in ("night", "day")),
        *(f"{code}.minutes" for code in known.sessions),
    ]


@cache
def _parts_index() -> Mapping[str, str]:
    parts = knowledge.load().body_parts
    index = {alias.casefold(): code for code, entry in parts.items() for alias in entry.aliases}
    for code, entry in parts.items():
        index[entry.label.casefold()] = code
        index[code.replace("_", " ")] = code
    return index


def _part_codes() -> list[str]:
    return list(knowledge.load().body_parts)
