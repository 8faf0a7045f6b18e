"""Does a rating suddenly stand above one's own usual? The detector: notes up to a moment → a `Worsening`, or nothing.

It was chosen by `make bench-watch`; how it works is in docs/explanation/worsening.md. It never says that all is well:
nothing found means nothing that these notes can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from supple.model import DAY_STARTS_AT_HOUR, DailyTable, RatedNote, Worsening
from supple.watch.shift import SIZES, WINDOW_DAYS, Shift, ShiftFilter
from supple.watch.usual import usual_of_days

Floats = NDArray[np.float64]

# The bar that costs one false alarm in a year, on tuning people, with one and with three notes a day.
BAR_ONE_NOTE, BAR_THREE_NOTES = 2.05, 3.8
# Days that must be noted before a shift can be told from one's usual.
MIN_DAYS = 20
# How far back notes are read, and the days that say what is usual.
LOOK_BACK_DAYS, USUAL_DAYS = 400, 28
# A worsening in a day's notes, beforehand: so rare that the bar above is about even odds (log odds).
PRIOR_LOG_ODDS = -2.05
EVENING_HOUR, LOW, HIGH = 20, 0.05, 0.95
# Moments of one part of the day stand higher than others in many; an offset is trusted after so many days.
PART_HOURS, OFFSET_DAYS = (11, 17), 7.0
# A rating of a moment tells less of the days than one that looks back on a day: so much more variance.
MOMENT_VARIANCE = 0.6


@dataclass(frozen=True, slots=True)
class _Note:
    """`at` in days from the table's first midnight."""

    at: float
    row: int
    value: float
    noted: RatedNote


def find_worsening(
    table: DailyTable,
    column: str,
    now: datetime,
    *,
    check_ins: Sequence[RatedNote] = (),
    bar: float | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> Worsening | None:
    """The worsening that the notes up to `now` tell of; None if they tell of none.

    Args:
        table: the diary's daily table; its factors that come before the rating are allowed for.
        column: a rating from 0 to 10 of which more is worse.
        now: aware; later notes are not read.
        check_ins: single ratings of a moment that the column's days are the means of, where their times are known.
        bar: the score that must be reached; the usual bar when left out.
        day_starts_at_hour: as the person chose.
    """
    zone = zone_of(table, now)
    known = _known_until(table, today_of(table, now, day_starts_at_hour))
    notes = _notes(known, column, [one for one in check_ins if one.at is None or one.at <= now], zone)
    last = None
    for note, shift in _follow(known, column, notes, only_last=True):
        last = (note, shift)
    if last is None or last[1] is None:
        return None
    if last[1].score < (bar if bar is not None else usual_bar(_notes_a_day(notes))):
        return None
    return _told(column, notes, last[1], known.days[0], zone)


def today_of(table: DailyTable, now: datetime, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> date:
    """The table's day at `now`."""
    return (now.astimezone(zone_of(table, now)).replace(tzinfo=None) - timedelta(hours=day_starts_at_hour)).date()


def zone_of(table: DailyTable, now: datetime) -> tzinfo:
    """The wall clock that the table's days go by."""
    return ZoneInfo(table.zone) if table.zone else now.tzinfo or UTC


def worsening_scores(
    table: DailyTable, column: str, *, check_ins: Sequence[RatedNote] = (), zone: tzinfo = UTC
) -> Floats:
    """(days): the highest score of each day's notes, as it stood then; NaN where none or too few days known.

    What `find_worsening` holds against its bar, for every day at once. For benchmarks and pictures.
    """
    scores = np.full(len(table.days), np.nan)
    for note, shift in _follow(table, column, _notes(table, column, check_ins, zone), only_last=False):
        if shift is not None:
            scores[note.row] = np.fmax(scores[note.row], shift.score)
    return scores


def usual_bar(notes_a_day: float) -> float:
    """The bar for so many notes on a noted day: more notes are more occasions for a false alarm."""
    return BAR_ONE_NOTE + (BAR_THREE_NOTES - BAR_ONE_NOTE) * min(max((notes_a_day - 1) / 2, 0.0), 1.0)


def _notes_a_day(notes: Sequence[_Note]) -> float:
    recent = [one.row for one in notes if one.row > notes[-1].row - USUAL_DAYS]
    return len(recent) / len(set(recent))


def _known_until(table: DailyTable, today: date) -> DailyTable:
    """The table's days up to today, as far back as is read, without columns that hold nothing in them."""
    if not table.days:
        return table
    end = max(0, (today - table.days[0]).days + 1)
    kept = slice(max(0, end - LOOK_BACK_DAYS), end)
    columns = {name: cells[kept] for name, cells in table.columns.items()}
    noted = {name: cells for name, cells in columns.items() if any(cell is not None for cell in cells)}
    return replace(table, days=table.days[kept], columns=noted)


def _notes(table: DailyTable, column: str, check_ins: Sequence[RatedNote], zone: tzinfo) -> list[_Note]:
    """The ratings in their order: single ones of a moment where they are known, else each day's own."""
    if not table.days:
        return []
    first = table.days[0]
    rows = {day: row for row, day in enumerate(table.days)}
    by_day: dict[int, list[_Note]] = {}
    for one in check_ins:
        if one.at is not None and one.day in rows:
            local = one.at.astimezone(zone)
            at = (local.date() - first).days + (local.hour + local.minute / 60) / 24
            by_day.setdefault(rows[one.day], []).append(_Note(at, rows[one.day], one.value, one))
    for row, cell in enumerate(table.column(column)):
        if cell is not None and row not in by_day:
            noted = RatedNote(table.days[row], float(cell))
            by_day[row] = [_Note(row + EVENING_HOUR / 24, row, float(cell), noted)]
    notes = sorted((one for day in by_day.values() for one in day), key=lambda one: (one.at, one.value))
    return _less_part_of_day(notes)


def _less_part_of_day(notes: list[_Note]) -> list[_Note]:
    """Less what mornings or evenings usually stand above the day, learnt from the days before."""
    if all(one.noted.at is None for one in notes):
        return notes
    out: list[_Note] = []
    above, count = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    day: list[tuple[int, float]] = []
    row = -1
    for one in notes:
        if one.row != row:
            _learn(day, above, count)
            day, row = [], one.row
        part = sum(24 * (one.at % 1) >= hour for hour in PART_HOURS)
        day.append((part, one.value))
        out.append(replace(one, value=one.value - above[part] / (count[part] + OFFSET_DAYS)))
    return out


def _learn(day: Sequence[tuple[int, float]], above: list[float], count: list[float]) -> None:
    if len({part for part, _ in day}) > 1:
        mean = sum(value for _, value in day) / len(day)
        for part, value in day:
            above[part] += value - mean
            count[part] += 1


def _follow(
    table: DailyTable, column: str, notes: Sequence[_Note], *, only_last: bool
) -> Iterator[tuple[_Note, Shift | None]]:
    """Each note and what the notes up to it say, once enough days are known."""
    if not notes:
        return
    ratings, many = _by_day(len(table.days), notes)
    usual = usual_of_days(table, column, ratings, many)
    weigh_from = notes[-1].at - WINDOW_DAYS if only_last else -np.inf
    start = float(np.mean([one.value for one in notes[:7]]))
    follows = ShiftFilter(start, weigh_from=weigh_from)
    known_days, row = 0, -1
    for one in notes:
        if one.row != row:
            known_days, row = known_days + 1, one.row
        unsure = float(usual.variance[row]) + (MOMENT_VARIANCE if one.noted.at is not None else 0.0)
        shift = follows.take(one.at, one.value - usual.points[row], unsure)
        yield one, shift if known_days > MIN_DAYS else None


def _by_day(days: int, notes: Sequence[_Note]) -> tuple[Floats, Floats]:
    """(days): the mean of each day's notes, NaN without; and how many they are."""
    total, many = np.zeros(days), np.zeros(days)
    for one in notes:
        total[one.row] += one.value
        many[one.row] += 1
    return np.where(many > 0, total / np.maximum(many, 1), np.nan), many


def _told(column: str, notes: Sequence[_Note], shift: Shift, first: date, zone: tzinfo) -> Worsening:
    points = SIZES[None, :] * shift.share[:, None]
    begun = _quantiles(shift.begun, shift.weight.sum(axis=1), (LOW, 0.5, HIGH))
    size = _quantiles(points.ravel(), shift.weight.ravel(), (LOW, HIGH))
    likeliest = float(shift.begun[int(np.argmax(shift.weight.sum(axis=1)))])
    since = tuple(one.noted for one in notes if one.at > likeliest)
    day_of = notes[-1].row
    before = [one.noted.value for one in notes if one.at <= likeliest and one.row > day_of - USUAL_DAYS]
    return Worsening(
        column=column,
        points=float((points * shift.weight).sum()),
        low=size[0],
        high=size[1],
        usual=float(np.median(before)) if before else None,
        since=_moment(likeliest, first, zone),
        since_earliest=_moment(begun[0], first, zone),
        since_latest=_moment(begun[2], first, zone),
        notes=since,
        probability=float(1 / (1 + np.exp(-(shift.score + PRIOR_LOG_ODDS)))),
        score=shift.score,
    )


def _quantiles(values: Floats, weight: Floats, wanted: Sequence[float]) -> tuple[float, ...]:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order]) / weight.sum()
    return tuple(float(values[order][min(int(np.searchsorted(reached, q)), len(values) - 1)]) for q in wanted)


def _moment(at: float, first: date, zone: tzinfo) -> datetime:
    """The wall clock's moment so many days after the first midnight."""
    local = datetime.combine(first, time(0)) + timedelta(minutes=round(at * 24 * 60))
    return local.replace(tzinfo=zone).astimezone(UTC)
