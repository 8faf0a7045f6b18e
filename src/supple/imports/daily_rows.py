"""A Supple table with one row a day: a column `day`, and columns named by codes or in one's own words.

All or nothing: one cell that cannot be taken refuses the file, with its line and column. Blank means not noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from supple.imports import cells
from supple.imports.facts import Together, add_to, fact_of, together_fact
from supple.imports.making import Maker
from supple.imports.names import OWN, Holds, Target, did_you_mean, target
from supple.imports.own_words import MixedColumnError, OwnCell, own_facts
from supple.imports.problems import BadCell, Problems
from supple.imports.result import ImportResult
from supple.imports.rows import Row, Rows
from supple.imports.template import EXAMPLE
from supple.model import Count, Day, DaySlot, Event, Fact, Measurement, Period, Rating, Recall, Slot, When

DAY_NAMES = frozenset({"day", "date"})
_NAMES_SHOWN = 12
_GATHERED = {
    Holds.FACTOR: Holds.FACTOR,
    Holds.LEVEL: Holds.FACTOR,
    Holds.AMOUNT: Holds.FACTOR,
    Holds.SESSION: Holds.SESSION,
    Holds.MINUTES: Holds.SESSION,
    Holds.TIMES: Holds.SESSION,
}


@dataclass
class _Reading:
    """What one pass over the file gathers."""

    maker: Maker
    problems: Problems
    decimal_comma: bool
    targets: Mapping[int, Target]
    day_at: int
    width: int
    line_of_day: dict[date, int] = field(default_factory=dict)
    rows: list[tuple[date, Row]] = field(default_factory=list)


def read_daily(rows: Rows, *, maker: Maker, file_name: str) -> ImportResult:
    """The file's events.

    Raises:
        UserError: anything in it cannot be taken.
    """
    problems = Problems(file_name)
    warnings: list[str] = []
    targets, day_at = _columns(rows.header, problems, warnings)
    problems.stop_if_any()
    reading = _Reading(maker, problems, rows.separator != ",", targets, day_at, len(rows.header.cells))
    for row in rows.body:
        _take_row(reading, row)
    _set_examples_aside(reading, warnings)
    events = [event for day, row in reading.rows for event in _events_of_row(reading, day, row)]
    events += _own_events(reading)
    if not reading.rows and not problems.found:
        problems.add(rows.header.line, None, "the table has no rows: only the line of names.", "Fill in a row a day.")
    problems.stop_if_any()
    order = {day: i for i, (day, _) in enumerate(sorted(reading.rows))}
    events.sort(key=lambda event: order[_day_of(event.when)])
    return maker.result(events, days=order, file_name=file_name, warnings=warnings)


def _columns(header: Row, problems: Problems, warnings: list[str]) -> tuple[dict[int, Target], int]:
    """What each column holds, and where the day stands. Columns without a name must stay blank."""
    targets: dict[int, Target] = {}
    day_at = -1
    seen: dict[str, str] = {}
    for i, heading in enumerate(header.cells):
        if heading.strip().casefold() in DAY_NAMES and day_at < 0:
            day_at = i
            continue
        if not heading.strip():
            continue
        try:
            found = target(heading)
        except BadCell as bad:
            problems.add(header.line, heading.strip(), bad.message, bad.hint)
            continue
        if found.key in seen:
            problems.add(
                header.line,
                heading.strip(),
                f"this column and “{seen[found.key]}” mean the same.",
                "Keep one of them.",
            )
        seen[found.key] = heading.strip()
        targets[i] = found
    warnings += own_words_warnings(targets.values())
    return _with_recall(targets), day_at


def own_words_warnings(targets: Iterable[Target]) -> list[str]:
    """Which names were taken as one's own words, and which of them look like a slip."""
    own = dict.fromkeys(one.heading.strip() for one in targets if one.holds is Holds.OWN)
    new = [heading for heading in own if not heading.casefold().startswith(OWN)]
    if not new:
        return []
    names = ", ".join(f"“{heading}”" for heading in new[:_NAMES_SHOWN])
    names += f" and {len(new) - _NAMES_SHOWN} more" if len(new) > _NAMES_SHOWN else ""
    slips = {heading: near for heading in new if (near := did_you_mean(heading))}
    return [
        f"Kept in your own words: {names}.",
        *(f"Did you mean “{near}” where the file says “{heading}”?" for heading, near in slips.items()),
    ]


def _with_recall(targets: dict[int, Target]) -> dict[int, Target]:
    """A plain rating looks back on the day, unless another column of the table says that it does ("fatigue_24_h")."""
    said = {(one.code, one.recall) for one in targets.values() if one.is_recall_said}
    open_to = (Recall.LAST_24_H, Recall.NOW, Recall.LAST_NIGHT)
    return {
        i: one
        if one.holds is not Holds.RATING or one.is_recall_said or one.recall is Recall.LAST_NIGHT
        else replace(one, recall=next((r for r in open_to if (one.code, r) not in said), Recall.LAST_24_H))
        for i, one in targets.items()
    }


def _take_row(reading: _Reading, row: Row) -> None:
    problems = reading.problems
    if len(row.cells) != reading.width:
        problems.add(
            row.line,
            None,
            f"this row has {len(row.cells)} cells, and the first line names {reading.width}.",
            'Put a cell that holds a comma in quotation marks ("so, like this").'
            if len(row.cells) > reading.width
            else "The row may be cut off; leave cells empty, but keep their separators.",
        )
        return
    for i, cell in enumerate(row.cells):
        if i != reading.day_at and i not in reading.targets and not cells.blank(cell):
            problems.add(
                row.line, None, f"“{cells.short(cell)}” stands in a column without a name.", "Name the column."
            )
    try:
        if cells.blank(row.cells[reading.day_at]):
            raise BadCell("this row has no day.", "Write the day, as in 2026-04-03, or remove the row.")
        day = cells.day(row.cells[reading.day_at], today=reading.maker.today)
    except BadCell as bad:
        problems.add(row.line, "day", bad.message, bad.hint)
        return
    before = reading.line_of_day.setdefault(day, row.line)
    if before != row.line:
        problems.add(
            row.line, "day", f"{day} stands twice (the first time in line {before}).", "Put both rows into one."
        )
        return
    reading.rows.append((day, row))


def _set_examples_aside(reading: _Reading, warnings: list[str]) -> None:
    """The template's example rows are no diary: left aside as soon as there is a row of the person's own."""
    notes = [i for i, one in reading.targets.items() if one.holds is Holds.NOTE]
    examples = [(day, row) for day, row in reading.rows if any(row.cells[i].strip() == EXAMPLE for i in notes)]
    if not examples:
        return
    lines = ", ".join(str(row.line) for _, row in examples)
    if len(examples) == len(reading.rows):
        warnings.append(f"These are only the template’s example rows (lines {lines}); write over them.")
    else:
        warnings.append(f"The template’s example rows were left aside (lines {lines}).")
        aside = {row.line for _, row in examples}
        reading.rows = [(day, row) for day, row in reading.rows if row.line not in aside]


def _events_of_row(reading: _Reading, day: date, row: Row) -> Iterator[Event]:
    """Everything of the row but the columns in one's own words."""
    together: dict[tuple[Holds, str, str], tuple[Target, Together]] = {}
    counted = {
        (one.code, one.period)
        for i, one in reading.targets.items()
        if one.holds is Holds.COUNT and not cells.blank(row.cells[i])
    }
    for i, one in reading.targets.items():
        cell = row.cells[i]
        if one.holds is Holds.OWN or cells.blank(cell):
            continue
        try:
            if one.holds in _GATHERED:
                key = (_GATHERED[one.holds], one.code, one.unit)
                base, gathered = together.setdefault(key, (one, Together()))
                add_to(gathered, one, cell, decimal_comma=reading.decimal_comma)
                continue
            fact = fact_of(one, cell, decimal_comma=reading.decimal_comma)
        except BadCell as bad:
            reading.problems.add(row.line, one.heading.strip(), bad.message, bad.hint)
            continue
        if one.holds is Holds.ANY and (one.code, one.period) in counted:
            continue  # the number says more
        yield _event(reading, fact, one.key, day, one.slot)
    for (holds, code, unit), (base, gathered) in together.items():
        try:
            fact = together_fact(base, gathered)
        except BadCell as bad:
            reading.problems.add(row.line, base.heading.strip(), bad.message, bad.hint)
            continue
        yield _event(reading, fact, f"{holds.name}|{code}|{unit}", day)


def _own_events(reading: _Reading) -> Iterator[Event]:
    day_of_line = {row.line: day for day, row in reading.rows}
    for i, one in reading.targets.items():
        if one.holds is not Holds.OWN:
            continue
        column = [OwnCell(row.line, row.cells[i]) for _, row in reading.rows]
        try:
            facts = own_facts(one, column, decimal_comma=reading.decimal_comma)
        except MixedColumnError as bad:
            reading.problems.add(bad.line, one.heading.strip(), bad.message, bad.hint)
            continue
        for line, fact in facts:
            yield _event(reading, fact, one.key, day_of_line[line])


def _event(reading: _Reading, fact: Fact, key: str, day: date, slot: Slot | None = None) -> Event:
    """One cell a day and column, so these two name the event."""
    maker = reading.maker
    return maker.event(fact, when_of(fact, day, maker.zone, slot), day, f"{day}|{key}", group=str(day))


def when_of(fact: Fact, day: date, zone: str, slot: Slot | None = None) -> When:
    """A row's fact holds for its day, no finer but for a part of the day that its column names; what is about the
    night, for the night one woke from that day."""
    if slot is not None:
        return DaySlot(day, slot, zone)
    is_night = (isinstance(fact, Rating) and fact.recall is Recall.LAST_NIGHT) or (
        isinstance(fact, Count) and fact.period is Period.NIGHT
    )
    if is_night or (isinstance(fact, Measurement) and fact.code == "sleep_hours"):
        return DaySlot(day, Slot.NIGHT, zone)
    return Day(day, zone)


def _day_of(when: When) -> date:
    assert isinstance(when, Day | DaySlot)
    return when.local_day
