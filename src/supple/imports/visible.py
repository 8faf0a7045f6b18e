"""The Visible app's health export: observation_date, tracker_name, tracker_category, observation_value.

What its numbers mean, and what they become:

- symptoms and sleep, 0 none – 3 severe, of the whole day: ratings with `scale_max` 3, under Supple's code where it
  has one (Fatigue → `fatigue`), else in the app's words (`own:brain fog`). "Sleep" is asked in the morning, from
  good (0) to awful (3): `sleep_disruption` of the night.
- exertion (physically active, mentally demanding, emotionally stressful, socially demanding), 0–3: factors
  `exertion_physical` … with that level.
- Crash: a yes or no; Period: the factor `menstruation`.
- morning measurements: `hrv` (ms), `resting_hr` (per minute), `stability_score` (1–5), noted by the device.
- FUNCAP answers, 0–6: scores `funcap.<area>`, without the questionnaire's words (it is somebody's instrument); the
  daily table shows each area's mean.
- Note: the words.

A record that cannot be is left out, counted and named; a file whose rows are broken is refused. One record a day
and tracker names an event, so a longer or re-ordered export adds only what is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from supple import knowledge
from supple.imports import cells
from supple.imports.making import SELF, Maker
from supple.imports.problems import BadCell
from supple.imports.result import ImportResult, LeftOut
from supple.imports.rows import Row, Rows
from supple.model import (
    Answer,
    Author,
    Day,
    DaySlot,
    Event,
    Fact,
    Factor,
    Measurement,
    Note,
    Rating,
    Recall,
    Slot,
    UserError,
    When,
)
from supple.model.check import EARLIEST, MAX_TEXT

COLUMNS = ("observation_date", "tracker_name", "tracker_category", "observation_value")
_DEVICE = Author("device", "Visible")
_EXERTION = {
    "physically active": "exertion_physical",
    "mentally demanding": "exertion_mental",
    "emotionally stressful": "exertion_emotional",
    "socially demanding": "exertion_social",
}
_MEASURED = {
    "hr variability": ("hrv", "ms", 1, 400),
    "resting hr": ("resting_hr", "/min", 20, 250),
    "stability score": ("stability_score", "1", 1, 5),
}
_LONGEST_NAME = 100
_SYMPTOM_MAX = 3
_FUNCAP_MAX = 6


class _Record(NamedTuple):
    line: int
    day: date
    tracker: str
    category: str
    value: str


class _NotPossible(Exception):  # noqa: N818 - not an error of ours: the record is left out
    def __init__(self, why: str, column: str = "observation_value") -> None:
        super().__init__(why)
        self.why = why
        self.column = column


def is_visible(names: Sequence[str]) -> bool:
    """Are these (stripped, casefolded) headings Visible's?"""
    return {"observation_date", "tracker_name"} <= set(names)


def read_visible(rows: Rows, *, maker: Maker, file_name: str) -> ImportResult:
    """The export's events, and what was left out.

    Raises:
        UserError: a column is missing, or a row is cut off or has too many cells.
    """
    at = _places(rows.header, file_name)
    left_out: list[LeftOut] = []
    by_key: dict[str, list[tuple[_Record, Event]]] = defaultdict(list)
    days: set[date] = set()
    for row in rows.body:
        if len(row.cells) != len(rows.header.cells):
            raise _broken_row(row, len(rows.header.cells), file_name)
        if cells.blank(row.cells[at["observation_value"]]):
            continue  # not answered
        try:
            record = _record(row, at, maker)
            fact, when, by = _fact_of(record, maker.zone)
        except _NotPossible as no:
            tracker = row.cells[at["tracker_name"]].strip()
            value = row.cells[at[no.column]]
            left_out.append(LeftOut(row.line, tracker, no.why, cells.short(value)))
            continue
        key = _key(record, fact)
        event = maker.event(fact, when, record.day, key, by=by, group=f"{record.day}|{_sitting(when, fact)}")
        by_key[key].append((record, event))
        days.add(record.day)
    events = _without_contradictions(by_key, left_out)
    left_out.sort(key=lambda one: one.line)
    return maker.result(events, days=days, file_name=file_name, left_out=left_out)


def _places(header: Row, file_name: str) -> Mapping[str, int]:
    at = {cell.strip().casefold(): i for i, cell in enumerate(header.cells)}
    missing = [name for name in COLUMNS if name not in at]
    if missing:
        raise UserError(
            f"this looks like a Visible export, but the column {missing[0]} is missing.",
            file=file_name,
            line=header.line,
            hint="Export it again from the app. Nothing was stored.",
        )
    return at


def _broken_row(row: Row, width: int, file_name: str) -> UserError:
    return UserError(
        f"this row has {len(row.cells)} cells instead of {width}: the export is cut off or damaged.",
        file=file_name,
        line=row.line,
        hint="Export it again from the app. Nothing was stored.",
    )


def _record(row: Row, at: Mapping[str, int], maker: Maker) -> _Record:
    day_text = row.cells[at["observation_date"]].strip()
    try:
        day = date.fromisoformat(day_text)
    except ValueError:
        raise _NotPossible("this is not a day", "observation_date") from None
    if day > maker.today:
        raise _NotPossible("the day is in the future", "observation_date")
    if day < EARLIEST:
        raise _NotPossible(f"the day is before {EARLIEST.year}", "observation_date")
    tracker, category = (" ".join(row.cells[at[name]].split()) for name in ("tracker_name", "tracker_category"))
    if not tracker or max(len(tracker), len(category)) > _LONGEST_NAME:
        raise _NotPossible("it does not say what was tracked", "tracker_category")
    return _Record(row.line, day, tracker, category.casefold(), row.cells[at["observation_value"]].strip())


def _fact_of(record: _Record, zone: str) -> tuple[Fact, When, Author]:
    name, day = record.tracker.casefold(), Day(record.day, zone)
    if record.category == "note":
        if len(record.value) > MAX_TEXT:
            raise _NotPossible(f"a note of more than {MAX_TEXT:,} letters")
        return Note(record.value), day, SELF
    if name in _MEASURED and record.category == "measurement":
        code, unit, low, high = _MEASURED[name]
        value = _number(record, low, high)
        return Measurement(code, value, unit), DaySlot(record.day, Slot.WAKING, zone), _DEVICE
    if record.category == "measurement":
        return Measurement(f"own:{name}", _number(record), "1"), day, _DEVICE
    if record.category.startswith("funcap"):
        area = record.category.removeprefix("funcap").strip("_ ") or "score"
        return Measurement(f"funcap.{area}", _number(record, 0, _FUNCAP_MAX), "{score}"), day, SELF
    if name == "crash":
        return Answer("crash", bool(_number(record, 0, 1, whole=True))), day, SELF
    if name == "period" and record.category == "menstrual":
        return Factor("menstruation", bool(_number(record, 0, 1, whole=True))), day, SELF
    level = _number(record, 0, _SYMPTOM_MAX, whole=True)
    if name in _EXERTION:
        return Factor(_EXERTION[name], level > 0, level), day, SELF
    if name == "sleep" and record.category == "sleep":
        night = DaySlot(record.day, Slot.NIGHT, zone)
        return Rating("sleep_disruption", level, Recall.LAST_NIGHT, scale_max=_SYMPTOM_MAX), night, SELF
    return Rating(_symptom_code(name), level, Recall.LAST_24_H, scale_max=_SYMPTOM_MAX), day, SELF


def _symptom_code(name: str) -> str:
    """Supple's own measure of that very name, else the app's words. (Nerve pain is not all pain.)"""
    measures = knowledge.load().measures
    code = name.replace(" ", "_")
    is_ours = code in measures and not measures[code].unit and measures[code].higher_is == "worse"
    return code if is_ours else f"own:{name}"


def _number(record: _Record, low: float | None = None, high: float | None = None, *, whole: bool = False) -> float:
    try:
        value = cells.number(record.value, decimal_comma=False)
    except BadCell:
        raise _NotPossible("this is not a number") from None
    if low is not None and high is not None and not low <= value <= high:
        raise _NotPossible(f"outside what is possible ({low:g} to {high:g})")
    if whole and value != int(value):
        raise _NotPossible("this is not one of the app’s steps")
    return value


def _key(record: _Record, fact: Fact) -> str:
    """A day and a tracker name one record; notes are told apart by their words."""
    words = record.value if isinstance(fact, Note) else ""
    return "|".join((str(record.day), record.category, record.tracker, words))


def _sitting(when: When, fact: Fact) -> str:
    """The app asks in the morning (sleep, pulse), in the evening, and now and then its long questionnaire."""
    if isinstance(fact, Measurement) and fact.code.startswith("funcap."):
        return "funcap"
    return "morning" if isinstance(when, DaySlot) else "evening"


def _without_contradictions(
    by_key: Mapping[str, list[tuple[_Record, Event]]], left_out: list[LeftOut]
) -> list[Event]:
    """A record twice is one; two values for one day and tracker contradict each other, and neither is taken."""
    events: list[Event] = []
    for several in by_key.values():
        if len({event.fact for _, event in several}) == 1:
            events.append(several[0][1])
            continue
        for record, _ in several:
            why = "another record of the same day says something else"
            left_out.append(LeftOut(record.line, record.tracker, why, cells.short(record.value)))
    return sorted(events, key=lambda event: (event.recorded_at, event.id))
