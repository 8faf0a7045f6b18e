"""How was each day? A Diary becomes days × variables, blank where nothing was noted.

The rules of every column are in `docs/reference/daily-table.md`; in short:

- **Rows**: every day from the first to the last entry (or `first` to `last`); days without entries are blank
  rows. Which day an entry stands on is decided in `supple.diary.days` (nights by the day one wakes on).
- **Ratings**: `stiffness` looks back on the day, `stiffness_now` is the mean of the day's moments,
  `stiffness_last_night` a rating of the night; the three are never one series. `mood`, `fatigue` and `hindered.*`
  go by their plain code with whichever recall this diary has on more days; the other keeps its ending (`_now`,
  `_24_h`). `sleep_quality`, `sleep_disruption` and `hindered.sleep` can only mean the night, so have one column.
- **Scales**: a rating keeps its value. Where one column holds ratings out of 10 and others (0–3 from an app),
  the others stand apart: `fatigue_of_3`.
- **Parts**: `stiffness_now@calf_left`. The column without a part comes from ratings without one; on a day with
  parts only it is the highest part of each moment.
- **Parts of the day**: `stiffness_now#morning`, by the same rule, of the ratings of a moment in the morning. There
  are such columns where, on at least `SEVERAL_A_DAY_ON` days, two parts of the day or more were rated.
- **Counts**: `night_spasms`, `day_spasms`, and `spasms` when no period was said. Separate entries of a day add
  up; a check-in (or a table's row) tells the total; the larger of both holds, so a spasm tapped at three and
  counted again at breakfast is one. "Some, not counted" leaves the number blank and `night_spasms.any` True.
- **Yes/no** (factors, sessions, answers): any yes is True, else any no is False, else blank.
- A trigger answered on a **question sheet** (source `check:`) has no column: people look for triggers on bad days,
  and counting only those would make every trigger look guilty. Rules and the report read it.
- **Levels** are the day's highest, **amounts**, **minutes** and **counts of sessions** add up, **measurements**
  are the day's mean (steps and temperature: the highest). Another unit than the diary's usual one stands
  apart: `caffeine.amount.mg`.
- **Who noted it**: see `supple.diary.reduce`.
- Words, doses, signs, side effects and comparisons have no column (a dose missed or skipped makes `missed_dose`
  True); their days are in `also_noted`, so that they are not gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from supple.diary.days import diary_day, part_of_day
from supple.diary.naming import USUAL_SCALE_MAX, column_names
from supple.diary.reduce import cell_of, first_authors, happened, mean_of
from supple.diary.series import COUNT, RATING, Reading, Series, readings
from supple.knowledge import PARTS_OF_DAY
from supple.model import DAY_STARTS_AT_HOUR, AlertStep, Cell, DailyTable, Diary, Event, Recall

Days = dict[date, list[Reading]]
_MOMENT = Recall.NOW.value

SEVERAL_A_DAY_ON = 7


def daily_table(
    diary: Diary,
    *,
    first: date | None = None,
    last: date | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
    each_day: Sequence[date | None] | None = None,
) -> DailyTable:
    """Days × variables of the diary.

    Args:
        diary: from `fold`.
        first: first row; the first day with an entry when left out.
        last: last row; the last day with an entry when left out.
        day_starts_at_hour: before it, a daytime entry belongs to the evening before.
        each_day: `diary_day` of each event, where that was worked out before.
    """
    if each_day is None:
        each_day = [diary_day(event, day_starts_at_hour) for event in diary.events]
    noted, every_day = _collect(diary, each_day)
    start = first or min(every_day, default=last)
    end = last or max(every_day, default=start)
    if start is None or end is None:
        return DailyTable((), {})
    days = tuple(map(date.fromordinal, range(start.toordinal(), end.toordinal() + 1)))
    names = column_names({series: len(on_days) for series, on_days in noted.items()})
    shown: dict[str, tuple[Cell, ...]] = {}
    scale_max: dict[str, float] = {}
    for series, on_days in noted.items():
        inside = {day: found for day, found in on_days.items() if start <= day <= end}
        parts = _parts_of_day(series, on_days)
        for column, cells in _columns(series, names[series], inside, parts):
            shown[column] = tuple(map(cells.get, days))
            if series.shape == RATING and series.scale_max != USUAL_SCALE_MAX:
                scale_max[column] = series.scale_max
    # What became of an alert is no note: Supple writes it too, and Supple travels nowhere.
    noted_events = (event for event in diary.events if not isinstance(event.fact, AlertStep))
    newest = max(noted_events, key=lambda event: (event.recorded_at, event.id), default=None)
    home = "" if newest is None else newest.when.zone
    return DailyTable(days, dict(sorted(shown.items())), every_day.intersection(days), scale_max, home)


def _collect(diary: Diary, each_day: Sequence[date | None]) -> tuple[dict[Series, Days], frozenset[date]]:
    """Every reading under its series and day, and the days of all entries."""
    noted: dict[Series, Days] = defaultdict(lambda: defaultdict(list))
    every_day: set[date] = set()
    for event, day in zip(diary.events, each_day, strict=True):
        if day is None:
            continue
        every_day.add(day)
        for series, reading in readings(event, _origin(diary, event)):
            if series.recall == _MOMENT:
                reading = reading._replace(day_part=part_of_day(event.when, day))
            noted[series][day].append(reading)
    return noted, frozenset(every_day)


def _origin(diary: Diary, event: Event) -> Event:
    versions = diary.history.get(event.id, ())
    return event if len(versions) < 2 else next((one for one in versions if one.replaces is None), versions[0])


def _parts_of_day(series: Series, on_days: Days) -> tuple[str, ...]:
    """The parts of the day that get a column of their own. The whole diary decides, never the rows asked for."""
    if series.recall != _MOMENT:
        return ()
    on_each = [{reading.day_part for reading in found} - {""} for found in on_days.values()]
    if sum(len(parts) > 1 for parts in on_each) < SEVERAL_A_DAY_ON:
        return ()
    return tuple(part for part in PARTS_OF_DAY if any(part in parts for parts in on_each))


def _columns(
    series: Series, name: str, days: Mapping[date, list[Reading]], day_parts: Sequence[str]
) -> Iterator[tuple[str, dict[date, Cell]]]:
    """The series' columns: its own, one for each part of the body and of the day, and `.any` where a number is blank
    for want of counting."""
    cells: dict[date, Cell] = {day: cell_of(series, found) for day, found in days.items()}
    if any(cell is not None for cell in cells.values()):
        yield name, cells
    if series.shape == RATING:
        for place in sorted({reading.place for found in days.values() for reading in found if reading.place}):
            yield f"{name}@{place}", _part(days, place)
        for part in day_parts:
            yield f"{name}#{part}", _part_of_day(series, days, part)
    elif series.shape == COUNT and None in cells.values():
        yield f"{name}.any", {day: happened(series, found) for day, found in days.items()}


def _part(days: Mapping[date, list[Reading]], place: str) -> dict[date, Cell]:
    at_place = ((day, [reading for reading in found if reading.place == place]) for day, found in days.items())
    return {day: mean_of(first_authors(found)) for day, found in at_place if found}


def _part_of_day(series: Series, days: Mapping[date, list[Reading]], part: str) -> dict[date, Cell]:
    in_part = ((day, [reading for reading in found if reading.day_part == part]) for day, found in days.items())
    return {day: cell_of(series, found) for day, found in in_part if found}
