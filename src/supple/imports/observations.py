"""A Supple table with one row an observation: columns day, what, value, and if wanted time, part, side, note, by.

All or nothing, like the table with one row a day. Several rows may speak of one day and one thing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import NoReturn
from uuid import UUID

from supple.imports import cells
from supple.imports.daily_rows import DAY_NAMES, own_words_warnings, when_of
from supple.imports.facts import fact_of
from supple.imports.making import SELF, Maker
from supple.imports.names import Holds, Target, part_and_side, target
from supple.imports.own_words import MixedColumnError, OwnCell, own_facts
from supple.imports.problems import BadCell, Problems
from supple.imports.result import ImportResult
from supple.imports.rows import Row, Rows
from supple.model import Author, DaySlot, Event, Fact, Instant, Note, Period, Recall, Slot, When

_NEEDED = frozenset({"what", "value"})
_LONGEST_NAME = 200
_KNOWN = frozenset({"day", "time", "what", "value", "part", "side", "note", "by"})


@dataclass(frozen=True, slots=True)
class _Said:
    """One row, taken apart."""

    line: int
    day: date
    clock: time | Slot | None
    when: When | None
    what: Target
    value: str
    note: str
    by: Author


def is_observations(names: Sequence[str]) -> bool:
    """Are these the headings of a table of observations?"""
    return _NEEDED.issubset(names)


def read_observations(rows: Rows, *, maker: Maker, file_name: str) -> ImportResult:
    """The file's events.

    Raises:
        UserError: anything in it cannot be taken.
    """
    problems = Problems(file_name)
    at = _places(rows.header, problems)
    problems.stop_if_any()
    said = [one for row in rows.body for one in _take(row, at, len(rows.header.cells), maker, problems)]
    if not said and not problems.found:
        problems.add(rows.header.line, None, "the table has no rows: only the line of names.", "Write a row each.")
    facts = _facts(said, problems, decimal_comma=rows.separator != ",")
    problems.stop_if_any()
    events = list(_events(said, facts, maker))
    warnings = own_words_warnings(one.what for one in said)
    return maker.result(events, days=(one.day for one in said), file_name=file_name, warnings=warnings)


def _places(header: Row, problems: Problems) -> dict[str, int]:
    """Where each column stands; a column that means nothing here is refused, since dropping it would lose words."""
    at: dict[str, int] = {}
    for i, heading in enumerate(header.cells):
        name = heading.strip().casefold()
        name = "day" if name in DAY_NAMES else name
        if not name:
            continue
        if name not in _KNOWN:
            known = ", ".join(sorted(_KNOWN))
            problems.add(header.line, heading.strip(), "this column cannot be read here.", f"Known: {known}.")
        elif name in at:
            problems.add(header.line, heading.strip(), "this column stands twice.", "Keep one of them.")
        at[name] = i
    return at


def _take(row: Row, at: Mapping[str, int], width: int, maker: Maker, problems: Problems) -> Iterator[_Said]:
    if len(row.cells) != width:
        problems.add(
            row.line,
            None,
            f"this row has {len(row.cells)} cells, and the first line names {width}.",
            'Put a cell that holds a comma in quotation marks ("so, like this").',
        )
        return
    cell = {name: row.cells[i].strip() for name, i in at.items()}
    name = "day"
    try:
        day = cells.day(cell["day"], today=maker.today) if cell["day"] else _missing("day")
        name = "time"
        clock, when = _when(cell.get("time", ""), day, maker)
        name = "what"
        what = target(cell["what"]) if cell["what"] else _missing("what was noted")
        name = "part"
        what = _placed(what, cell.get("part", ""), cell.get("side", ""))
        name = "by"
        by = _author(cell.get("by", ""))
        name = "note"
        note = cells.words(cell.get("note", ""))
    except BadCell as bad:
        problems.add(row.line, name, bad.message, bad.hint)
        return
    yield _Said(row.line, day, clock, when, what, cell["value"], note, by)


def _missing(what: str) -> NoReturn:
    raise BadCell(f"this row does not say {what}.", "Fill it in, or remove the row.")


def _when(text: str, day: date, maker: Maker) -> tuple[time | Slot | None, When | None]:
    """The clock as written, and the moment or part of the day; None and None when only the day is said."""
    if not text:
        return None, None
    clock = cells.clock_or_slot(text)
    if isinstance(clock, Slot):
        return clock, DaySlot(day, clock, maker.zone)
    at_utc = cells.moment(day, clock, maker.zone)
    if at_utc > maker.now:
        raise BadCell(f"{day} {clock:%H:%M} is in the future.", "Correct the day or the time.")
    return clock, Instant(at_utc, maker.zone)


def _placed(what: Target, part: str, side: str) -> Target:
    if not part and not side:
        return what
    found_part, found_side = part_and_side(part, side)
    if what.holds not in {Holds.RATING, Holds.COUNT}:
        raise BadCell("only ratings and counts can name a part of the body.", "Put it into the note.")
    return replace(what, part=found_part, side=found_side)


def _author(text: str) -> Author:
    """me, self; carer, clinician, device; with a name after a colon if wanted ("carer: Jo")."""
    role, _, who = text[:_LONGEST_NAME].partition(":")
    role = role.strip().casefold()
    if role in {"", "me", "self", "i"}:
        return SELF if not who.strip() else Author("self", who.strip())
    if role in {"carer", "clinician", "device"}:
        return Author(role, who.strip())
    raise BadCell(
        f"“{cells.short(text)}” does not say who noted it.", "Write self, carer, clinician or device (carer: Jo)."
    )


def _facts(said: Sequence[_Said], problems: Problems, *, decimal_comma: bool) -> dict[int, Fact]:
    """Line → fact. A blank value is an unanswered question: no fact."""
    facts: dict[int, Fact] = {}
    own: dict[str, list[_Said]] = {}
    for one in said:
        if not one.value:
            continue
        if one.what.holds is Holds.OWN:
            own.setdefault(one.what.code, []).append(one)
            continue
        try:
            facts[one.line] = fact_of(_timed(one), one.value, decimal_comma=decimal_comma)
        except BadCell as bad:
            problems.add(one.line, "value", bad.message, bad.hint)
    for several in own.values():
        try:
            column = [OwnCell(one.line, one.value) for one in several]
            facts.update(own_facts(several[0].what, column, decimal_comma=decimal_comma))
        except MixedColumnError as bad:
            problems.add(bad.line, "value", bad.message, bad.hint)
    return facts


def _timed(one: _Said) -> Target:
    """A rating with a time is about that moment; a count in the night is the night's."""
    what = one.what
    if what.holds is Holds.RATING and one.clock is not None and not what.is_recall_said:
        if what.recall is not Recall.LAST_NIGHT:
            what = replace(what, recall=Recall.LAST_NIGHT if one.clock is Slot.NIGHT else Recall.NOW)
    elif what.holds is Holds.COUNT and what.period is None and one.clock is Slot.NIGHT:
        what = replace(what, period=Period.NIGHT)
    return what


def _events(said: Sequence[_Said], facts: Mapping[int, Fact], maker: Maker) -> Iterator[Event]:
    """Rows alike in everything are told apart by a count, so that neither their order nor later rows matter."""
    copies: Counter[str] = Counter()
    seen: set[UUID] = set()
    for one in said:
        row = "|".join((str(one.day), str(one.clock), one.what.key, one.value, one.note, one.by.role, one.by.name))
        copies[row] += 1
        group = f"{row}|{copies[row]}"
        found = [facts[one.line]] if one.line in facts else []
        if one.note:
            found.append(Note(one.note))
        for fact in found:
            event = maker.event(
                fact,
                one.when or when_of(fact, one.day, maker.zone, one.what.slot),
                one.day,
                f"{group}|{fact.KIND}",
                by=one.by,
                group=group,
            )
            if event.id not in seen:
                seen.add(event.id)
                yield event
