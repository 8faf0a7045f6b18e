"""What stood beside each step of a medicine? Stiffness and function against what came with it, day by day counted.

It ranks no step and names none: which one is right is for the person and the prescriber. A stretch with few noted
days is "can't tell yet", and what nobody noted is "not noted".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from supple import knowledge
from supple.insight import stretch_means as means
from supple.insight.balance_words import cell_words
from supple.insight.known import is_count
from supple.knowledge.medicine_names import known_medicines, plain_name
from supple.model import (
    Balance,
    BalanceCell,
    BalanceGroup,
    BalanceKind,
    BalanceRow,
    Cell,
    DailyTable,
    DatedChange,
    DoseStretch,
    NotedEffect,
)

ENGINE = "balance/1"
# With fewer noted days in a stretch no number is told of it, and with fewer in all none of how days hang together.
MIN_NOTED, MIN_NOTED_IN_ALL = 7, 14

_STIFFNESS = (
    ("stiffness", ("stiffness", "stiffness_now", "stiffness_last_night")),
    ("spasms", ("night_spasms", "day_spasms", "spasms", "spasm_severity", "spasm_severity_now")),
)
_ALSO_STIFFNESS = ("night_cramps", "day_cramps", "cramps", "clonus")
_USEFUL = ("stiffness_helped_standing", "stiffness_helped_walking", "stiffness_helped_transfer")
_EFFECTS = ("sleepiness", "dizziness", "weakness")
_FALLS = "falls"


def balance(
    table: DailyTable,
    effects: Iterable[NotedEffect],
    stretches: Sequence[DoseStretch],
    *,
    medicine: str,
    label: str,
    changes: Sequence[DatedChange] = (),
) -> Balance:
    """The balance of one medicine.

    Args:
        table: the diary by days.
        effects: side effects noted, of whatever medicine.
        stretches: of the medicine, oldest first, not overlapping.
        medicine: as it is called in the plan; side effects noted with that very name are counted apart.
        label: its plain words.
        changes: other dated changes, named in the stretch in which they fall.
    """
    noted = tuple(effects)
    rows: list[BalanceRow] = []
    missing: list[str] = []
    for code, columns in _STIFFNESS:
        _take(rows, missing, code, [_of_column(table, c, BalanceGroup.STIFFNESS, stretches) for c in columns])
    rows += _there(_of_column(table, c, BalanceGroup.STIFFNESS, stretches) for c in _ALSO_STIFFNESS)
    hindered = sorted(c for c in table.columns if c.startswith("hindered.") and "@" not in c and "#" not in c)
    made = [_of_column(table, c, BalanceGroup.FUNCTION, stretches) for c in hindered]
    _take(rows, missing, "what stiffness got in the way of", made)
    for code in _USEFUL:
        _take(rows, missing, code, [_of_column(table, code, BalanceGroup.USEFUL, stretches)])
    others = sorted({effect.code for effect in noted} - set(_EFFECTS))
    for code in (*_EFFECTS, *others):
        _take(rows, missing, code, [_of_effect(code, noted, stretches, medicine)])
    _take(rows, missing, _FALLS, [_of_falls(table, stretches)])
    return Balance(
        medicine=medicine,
        label=label,
        stretches=tuple(stretches),
        rows=tuple(rows),
        also=tuple(tuple(c for c in changes if one.first <= c.day <= one.last) for one in stretches),
        not_noted=tuple(missing),
        settings={
            "engine": ENGINE,
            "knowledge": knowledge.load().version,
            "interval": means.INTERVAL,
            "fewest_days": MIN_NOTED,
        },
    )


def _take(rows: list[BalanceRow], missing: list[str], code: str, made: Sequence[BalanceRow]) -> None:
    """Rows in which something was noted; where nothing was, the thing's words among the missing."""
    found = _there(made)
    rows += found
    if not found:
        missing.append(knowledge.label(code))


def _there(made: Iterable[BalanceRow]) -> list[BalanceRow]:
    return [row for row in made if any(cell.days_noted for cell in row.cells)]


def _of_column(table: DailyTable, column: str, group: BalanceGroup, stretches: Sequence[DoseStretch]) -> BalanceRow:
    noted = {day: cell for day, cell in zip(table.days, table.column(column), strict=True) if cell is not None}
    highest = table.scale_max.get(column, 10.0)
    return _row(column, group, noted, stretches, highest=highest)


def _of_falls(table: DailyTable, stretches: Sequence[DoseStretch]) -> BalanceRow:
    """On how many days; one that was not counted is a fall all the same."""
    noted: dict[date, Cell] = {}
    for day, count, some in zip(table.days, table.column(_FALLS), table.column(f"{_FALLS}.any"), strict=True):
        if count is not None or some is not None:
            noted[day] = bool(count) or bool(some)
    return _row(_FALLS, BalanceGroup.EFFECTS, noted, stretches)


def _of_effect(
    code: str, effects: Sequence[NotedEffect], stretches: Sequence[DoseStretch], medicine: str
) -> BalanceRow:
    """A yes holds whoever said it; a day on which nobody spoke of it is blank."""
    of_it = [effect for effect in effects if effect.code == code]
    noted: dict[date, Cell] = {}
    for effect in of_it:
        noted[effect.day] = bool(noted.get(effect.day)) or effect.present
    row = _row(code, BalanceGroup.EFFECTS, noted, stretches)
    cells = []
    for cell, one in zip(row.cells, stretches, strict=True):
        there = [e for e in of_it if e.present and one.first <= e.day <= one.last]
        named = {effect.day for effect in there if _is_same(effect.medicine, medicine)}
        worst = max((effect.severity for effect in there if effect.severity is not None), default=None)
        cells.append(_said(row.kind, replace(cell, days_named=len(named), worst=worst)))
    return replace(row, cells=tuple(cells))


def _is_same(named: str, medicine: str) -> bool:
    """The same medicine by name, or by what the names mean ("Lioresal" is baclofen)."""
    if not named:
        return False
    return plain_name(named) == plain_name(medicine) or bool(known_medicines(named) & known_medicines(medicine))


def _row(
    code: str,
    group: BalanceGroup,
    noted: Mapping[date, Cell],
    stretches: Sequence[DoseStretch],
    *,
    highest: float = 10.0,
) -> BalanceRow:
    days = [sorted(day for day in noted if one.first <= day <= one.last) for one in stretches]
    kind = _kind(code, [noted[day] for each in days for day in each])
    cells = _cells(kind, noted, days, highest=highest)
    return BalanceRow(code, knowledge.label(code), group, kind, tuple(_said(kind, cell) for cell in cells))


def _said(kind: BalanceKind, cell: BalanceCell) -> BalanceCell:
    words, beside = cell_words(kind, cell)
    return replace(cell, words=words, beside=beside)


def _kind(code: str, cells: Sequence[Cell]) -> BalanceKind:
    """Where a no was never noted there is no share: the other days may be blank, or days without it."""
    if cells and all(isinstance(cell, bool) for cell in cells):
        return BalanceKind.SHARE if not all(cells) else BalanceKind.DAYS
    return BalanceKind.RATE if is_count(code) else BalanceKind.MEAN


def _cells(
    kind: BalanceKind, noted: Mapping[date, Cell], days: Sequence[Sequence[date]], *, highest: float
) -> list[BalanceCell]:
    is_yes_no = kind in {BalanceKind.SHARE, BalanceKind.DAYS}
    cells = [
        BalanceCell(len(each), days_yes=sum(bool(noted[day]) for day in each) if is_yes_no else None) for each in days
    ]
    filled = [at for at, each in enumerate(days) if each]
    every = [(day, at) for at, index in enumerate(filled) for day in days[index]]
    if kind is BalanceKind.DAYS or len(every) < MIN_NOTED_IN_ALL:
        return cells
    ordinals = np.array([day.toordinal() for day, _ in every], dtype=np.int64)
    values = np.array([float(noted[day] or 0.0) for day, _ in every])
    stretch = np.array([at for _, at in every], dtype=np.int64)
    hanging = means.how_days_hang(ordinals, values, stretch)
    middles = [float(values[stretch == at].mean()) for at in range(len(filled))]
    dispersion = means.dispersion_of(values, stretch, middles)
    for at, index in enumerate(filled):
        if len(days[index]) < MIN_NOTED:
            continue
        mean, effective = middles[at], float(hanging.effective_days[at])
        if kind is BalanceKind.SHARE:
            low, high = means.share_interval(effective, mean)
        elif kind is BalanceKind.RATE:
            low, high = means.rate_interval(effective, dispersion, mean)
        else:
            low, high = means.mean_interval(hanging, at, mean, lowest=0.0, highest=max(highest, mean))
        cells[index] = replace(cells[index], value=mean, low=low, high=high)
    return cells
