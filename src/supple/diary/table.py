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
- **Counts**: `night_spasms`, `day_spasms`, and `spasms` when no period was said. Separate entries of a day add
  up; a check-in tells the total so far; the larger of both holds, so a spasm tapped at three and counted again
  at breakfast is one. "Some, not counted" leaves the number blank and `night_spasms.any` True.
- **Yes/no** (factors, sessions, answers): any yes is True, else any no is False, else blank.
- **Levels** are the day's highest, **amounts**, **minutes** and **counts of sessions** add up, **measurements**
  are the day's mean (steps and temperature: the highest). Another unit than the diary's usual one stands
  apart: `water.amount.L`.
- **Who noted it**: see `supple.diary.reduce`.
- Words, doses, signs, side effects and comparisons have no column (a dose missed or skipped makes `missed_dose`
  True); their days are in `also_noted`, so that they are not gaps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from supple.diary.days import NIGHT_RATINGS, diary_day
from supple.diary.reduce import cell_of, first_authors, happened
from supple.diary.series import Reading, Series, Shape, readings
from supple.model import DAY_STARTS_AT_HOUR, Cell, DailyTable, Diary

Days = dict[date, list[Reading]]
_PLAIN_WHATEVER_RECALL = frozenset({"mood", "fatigue"})
_ENDING = {"": "", "last_24_h": "", "now": "_now", "last_night": "_last_night"}
_ENDING_OF_OTHERS = {**_ENDING, "last_24_h": "_24_h"}
_LOOKS_BACK_FIRST = ("last_24_h", "last_night", "now")


def daily_table(
    diary: Diary,
    *,
    first: date | None = None,
    last: date | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> DailyTable:
    """Days × variables of the diary.

    Args:
        diary: from `fold`.
        first: first row; the first day with an entry when left out.
        last: last row; the last day with an entry when left out.
        day_starts_at_hour: before it, a daytime entry belongs to the evening before.
    """
    noted, also_noted = _collect(diary, day_starts_at_hour)
    every_day = also_noted.union(*noted.values())
    if not every_day and (first is None or last is None):
        return DailyTable((), {})
    start = (first or min(every_day)).toordinal()
    days = tuple(date.fromordinal(n) for n in range(start, (last or max(every_day)).toordinal() + 1))
    columns: dict[str, dict[date, Cell]] = {}
    for series, name in _names(noted).items():
        for column, cells in _cells(series, name, noted[series]):
            columns[column] = cells
    rows = {name: tuple(cells.get(day) for day in days) for name, cells in sorted(columns.items())}
    shown = {name: column for name, column in rows.items() if any(cell is not None for cell in column)}
    return DailyTable(days, shown, also_noted.intersection(days))


def _collect(diary: Diary, day_starts_at_hour: int) -> tuple[dict[Series, Days], frozenset[date]]:
    """Every reading under its series and day, and the days of all entries."""
    noted: dict[Series, Days] = {}
    every_day: set[date] = set()
    for event in diary.events:
        day = diary_day(event, day_starts_at_hour)
        if day is None:
            continue
        every_day.add(day)
        for series, reading in readings(event):
            noted.setdefault(series, {}).setdefault(day, []).append(reading)
    return noted, frozenset(every_day)


def _cells(series: Series, name: str, days: Days) -> Iterable[tuple[str, dict[date, Cell]]]:
    """The series' columns: its own, one for each part, and `.any` where something was not counted."""
    yield name, {day: cell_of(series, found) for day, found in days.items()}
    if series.shape is Shape.RATING:
        for place in {reading.place for found in days.values() for reading in found if reading.place}:
            at_place = {day: [r for r in found if r.place == place] for day, found in days.items()}
            yield (
                f"{name}@{place}",
                {day: _part(found) for day, found in at_place.items() if found},
            )
    elif series.shape is Shape.COUNT and any(r.value is None for found in days.values() for r in found):
        yield f"{name}.any", {day: happened(found) for day, found in days.items()}


def _part(found: list[Reading]) -> float:
    values = sorted(float(reading.value or 0) for reading in first_authors(found))
    return sum(values) / len(values)


def _names(noted: Mapping[Series, Days]) -> dict[Series, str]:
    """Each series' column. What may not be one series gets a name of its own."""
    by_code: dict[tuple[Shape, str], list[Series]] = defaultdict(list)
    for series in noted:
        by_code[series.shape, series.code].append(series)
    names: dict[Series, str] = {}
    for (shape, code), several in by_code.items():
        if shape is Shape.RATING:
            names |= _rating_names(code, several, lambda one: len(noted[one]))
        else:
            usual = max(several, key=lambda one: (len(noted[one]), one.unit))
            names |= {one: code if one is usual else f"{code}.{one.unit or 'no_unit'}" for one in several}
    return names


def _rating_names(code: str, several: list[Series], days_of: Callable[[Series], int]) -> dict[Series, str]:
    if code in NIGHT_RATINGS or not (code in _PLAIN_WHATEVER_RECALL or code.startswith("hindered.")):
        ending = {one: _ENDING[one.recall] for one in several}
    else:
        in_all: dict[str, int] = defaultdict(int)
        for one in several:
            in_all[one.recall] += days_of(one)
        usual = max(in_all, key=lambda recall: (in_all[recall], -_LOOKS_BACK_FIRST.index(recall)))
        ending = {one: "" if one.recall == usual else _ENDING_OF_OTHERS[one.recall] for one in several}
    names: dict[Series, str] = {}
    for each in set(ending.values()):
        alike = [one for one in several if ending[one] == each]
        usual_scale = max(alike, key=lambda one: (one.scale_max == 10, days_of(one), one.scale_max))
        for one in alike:
            apart = "" if one is usual_scale else f"_of_{one.scale_max:g}"
            names[one] = f"{code}{each}{apart}"
    return names
