"""Where in the body was it? Parts beside each other, over stretches of days; blank where nothing was noted.

A rating on another scale than 0 to 10 is left out: it must not stand beside the others as if it were one of them.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from supple import knowledge
from supple.diary.days import diary_day
from supple.model import BodyCell, BodyRow, BodyStrip, Count, Event, Rating, Side

_USUAL_SCALE_MAX = 10.0
_FIRST = ("stiffness", "spasms", "cramps", "pain")
_SIDES = {Side.LEFT: "left ", Side.RIGHT: "right "}

Place = tuple[str, Side | None]


def codes_with_parts(events: Iterable[Event], *, first: date, last: date, day_starts_at_hour: int) -> tuple[str, ...]:
    """What was noted with a part of the body in these days: stiffness and spasms first."""
    found = {
        event.fact.code
        for event in events
        if isinstance(event.fact, Rating | Count)
        and _place(event) is not None
        and (day := diary_day(event, day_starts_at_hour)) is not None
        and first <= day <= last
    }
    return tuple(sorted(found, key=lambda code: (_FIRST.index(code) if code in _FIRST else len(_FIRST), code)))


def body_strip(
    events: Iterable[Event], code: str, stretches: Sequence[tuple[date, date]], *, day_starts_at_hour: int
) -> BodyStrip:
    """Each part of the body in each stretch of days, the parts noted on most days first.

    A rating's cell is the middle of the days' highest; a count's is how often in all.
    """
    found: dict[Place, dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    is_count = False
    for event in events:
        place, day = _place(event), diary_day(event, day_starts_at_hour)
        if place is None or day is None or getattr(event.fact, "code", "") != code:
            continue
        is_count = is_count or isinstance(event.fact, Count)
        if any(first <= day <= last for first, last in stretches):
            found[place][day].append(_amount(event))
    rows = [_row(place, days, stretches, is_count=is_count) for place, days in found.items()]
    rows.sort(key=lambda row: (-row.days, row.label))
    return BodyStrip(code, knowledge.label(code), tuple(stretches), tuple(rows), is_count)


def _place(event: Event) -> Place | None:
    fact = event.fact
    if isinstance(fact, Rating):
        return (fact.part, fact.side) if fact.part and fact.scale_max == _USUAL_SCALE_MAX else None
    if isinstance(fact, Count):
        return (fact.part, fact.side) if fact.part else None
    return None


def _amount(event: Event) -> float:
    fact = event.fact
    if isinstance(fact, Count):
        return 1.0 if fact.count is None else float(fact.count)
    assert isinstance(fact, Rating)
    return fact.value


def _row(
    place: Place, days: dict[date, list[float]], stretches: Sequence[tuple[date, date]], *, is_count: bool
) -> BodyRow:
    cells: list[BodyCell | None] = []
    for first, last in stretches:
        inside = [amounts for day, amounts in days.items() if first <= day <= last]
        if not inside:
            cells.append(None)
        elif is_count:
            cells.append(BodyCell(sum(map(sum, inside)), len(inside)))
        else:
            cells.append(BodyCell(statistics.median(map(max, inside)), len(inside)))
    return BodyRow(_words(place), tuple(cells), len(days))


def _words(place: Place) -> str:
    part, side = place
    words = knowledge.label(part)
    if side is Side.BOTH:
        words = f"{words}, both sides"
    elif side is not None:
        words = f"{_SIDES[side]}{words}"
    return words[:1].upper() + words[1:]
