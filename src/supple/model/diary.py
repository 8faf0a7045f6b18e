"""A person's events with corrections applied, and the days × variables made from them."""

from __future__ import annotations

import math
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from supple.model.event import Event

Cell = float | bool | None


@dataclass(frozen=True)
class Diary:
    """What holds now: `events` sorted by when; `history` maps a shown event's id to all versions, oldest first.

    `conflicts` names shown events that have a concurrent correction which is not shown (one tap away).
    """

    person_id: UUID
    events: tuple[Event, ...]
    history: Mapping[UUID, tuple[Event, ...]] = field(default_factory=dict)
    conflicts: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class DailyTable:
    """Days × variables, blank (None) where nothing was noted. Days are consecutive and ascending.

    Numbers stay numbers, yes/no columns hold True, False or None. A night's columns are keyed by the day one
    wakes on. `also_noted`: days with entries that have no column (words, a dose, a sign), so not gaps.
    `scale_max`: columns of ratings that do not go to 10 (0–3 from an app), and where they end.
    `zone`: the wall clock at home, as far as it is known; it tells which months are warm there.
    """

    days: tuple[date, ...]
    columns: Mapping[str, tuple[Cell, ...]]
    also_noted: frozenset[date] = frozenset()
    scale_max: Mapping[str, float] = field(default_factory=dict)
    zone: str = ""

    def __post_init__(self) -> None:
        for before, after in zip(self.days, self.days[1:], strict=False):
            if (after - before).days != 1:
                raise ValueError(f"days must be consecutive: {before} is followed by {after}")
        for name, column in self.columns.items():
            if len(column) != len(self.days):
                raise ValueError(f"column {name!r} has {len(column)} cells for {len(self.days)} days")
        object.__setattr__(self, "columns", types.MappingProxyType(dict(self.columns)))
        object.__setattr__(self, "scale_max", types.MappingProxyType(dict(self.scale_max)))

    @classmethod
    def from_columns(
        cls, days: Sequence[date], columns: Mapping[str, Sequence[object]], *, zone: str = ""
    ) -> DailyTable:
        """From plain sequences; None, NaN and NaT are missing. Days may be unsorted or have gaps: gaps become
        blank rows.

        Args:
            days: local days (date, datetime or ISO text), each once.
            columns: name → one cell a day.
            zone: the IANA name of the wall clock at home, if known.

        Raises:
            ValueError: a column's length differs from `days`, a day stands twice, or a cell is infinite.
        """
        as_dates = [_as_date(day) for day in days]
        if len(set(as_dates)) != len(as_dates):
            raise ValueError("a day stands twice")
        for name, column in columns.items():
            if len(column) != len(as_dates):
                raise ValueError(f"column {name!r} has {len(column)} cells for {len(as_dates)} days")
        if not as_dates:
            return cls((), dict.fromkeys(columns, ()), zone=zone)
        first = min(as_dates).toordinal()
        length = max(as_dates).toordinal() - first + 1
        filled: dict[str, tuple[Cell, ...]] = {}
        for name, column in columns.items():
            cells: list[Cell] = [None] * length
            for day, cell in zip(as_dates, column, strict=True):
                cells[day.toordinal() - first] = _as_cell(cell)
            filled[name] = tuple(cells)
        return cls(tuple(date.fromordinal(first + i) for i in range(length)), filled, zone=zone)

    def column(self, name: str) -> tuple[Cell, ...]:
        """The column, or all blanks if nobody ever noted it."""
        return self.columns.get(name, (None,) * len(self.days))

    def rows(self) -> Iterator[dict[str, object]]:
        """One dictionary a day: `day` (ISO) and only what was noted."""
        for i, day in enumerate(self.days):
            noted = {name: column[i] for name, column in self.columns.items() if column[i] is not None}
            yield {"day": day.isoformat(), **noted}


def _as_date(day: object) -> date:
    if isinstance(day, date):
        return date(day.year, day.month, day.day)
    return date.fromisoformat(str(day)[:10])


def _as_cell(cell: object) -> Cell:
    if cell is None:
        return None
    if isinstance(cell, bool) or type(cell).__name__ in {"bool_", "bool"}:
        return bool(cell)
    number = float(cell)  # type: ignore[arg-type]
    if math.isinf(number):
        raise ValueError("a cell is infinite: leave it blank (None or NaN) where nothing is known")
    return None if math.isnan(number) else number
