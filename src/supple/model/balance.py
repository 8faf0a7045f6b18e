"""What stood beside each step of a medicine? What eased, what was lost, what came with it: never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from supple.model.finding import DatedChange
from supple.model.look import rounded


@dataclass(frozen=True, slots=True)
class DoseStretch:
    """Local days, from `first` to `last` (both counted), on which one thing was agreed for a medicine.

    `words` are the prescriber's, as written down; "" where there are none. `is_open`:
    nothing written ends it yet. `short` stands where there is little room ("Step 2").
    """

    title: str
    first: date
    last: date
    words: str = ""
    is_open: bool = False
    short: str = ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class NotedEffect:
    """A side effect noted on a local day, as there or as not there, with the medicine if somebody named one."""

    day: date
    code: str
    present: bool
    severity: float | None = None
    medicine: str = ""


class BalanceGroup(StrEnum):
    STIFFNESS = "stiffness and spasms"
    FUNCTION = "what it got in the way of"
    USEFUL = "stiffness that helps"
    EFFECTS = "side effects and falls"


class BalanceKind(StrEnum):
    MEAN = "mean"  # of ratings
    RATE = "rate"  # a mean of counts
    SHARE = "share"  # of days with a yes
    DAYS = "days"  # only days with a yes were ever noted, so there is no share


@dataclass(frozen=True, slots=True)
class BalanceCell:
    """One thing in one stretch. `value` with its 90 % interval `low`–`high` (points, a day's count, or a share 0–1):
    all three or none. None: not noted, or too few days. `days_yes` only for yes/no; `days_named`: days on which the
    side effect was noted with this very medicine. `worst`: the highest severity noted, 0–10.
    `words` say it, `beside` how many days it rests on.
    """

    days_noted: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    days_yes: int | None = None
    days_named: int = 0
    worst: float | None = None
    words: str = ""
    beside: str = ""

    def __post_init__(self) -> None:
        numbers = (self.value, self.low, self.high)
        if any(number is None for number in numbers) and numbers != (None, None, None):
            raise ValueError("a value is never shown without its interval")


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One thing over all stretches, in their order. `code` is a column or a side effect's code."""

    code: str
    label: str
    group: BalanceGroup
    kind: BalanceKind
    cells: tuple[BalanceCell, ...]


@dataclass(frozen=True)
class Balance:
    """Every stretch of one medicine, oldest first, with what was noted in it. Nothing here ranks them.

    `also`: for each stretch, what else changed on its days. `not_noted`: labels of what nobody noted in any of them.
    """

    medicine: str
    label: str
    stretches: tuple[DoseStretch, ...]
    rows: tuple[BalanceRow, ...]
    also: tuple[tuple[DatedChange, ...], ...]
    not_noted: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def rows_of(self, group: BalanceGroup) -> tuple[BalanceRow, ...]:
        return tuple(row for row in self.rows if row.group is group)


def balance_to_json(balance: Balance) -> dict[str, Any]:
    """The schema `supple.balance/1`."""
    return {
        "schema": "supple.balance/1",
        "medicine": balance.medicine,
        "label": balance.label,
        "steps": [
            {
                "title": one.title,
                "words": one.words,
                "first_day": one.first.isoformat(),
                "last_day": one.last.isoformat(),
                "days": one.days,
                "is_open": one.is_open,
                "also_changed": [
                    {"day": other.day.isoformat(), "kind": other.kind, "label": other.label} for other in also
                ],
            }
            for one, also in zip(balance.stretches, balance.also, strict=True)
        ],
        "rows": [
            {
                "code": row.code,
                "label": row.label,
                "group": row.group.value,
                "kind": row.kind.value,
                "cells": [
                    {
                        "days_noted": cell.days_noted,
                        "value": rounded(cell.value),
                        "low": rounded(cell.low),
                        "high": rounded(cell.high),
                        "days_yes": cell.days_yes,
                        "days_named": cell.days_named,
                        "worst": rounded(cell.worst),
                        "words": cell.words,
                        "beside": cell.beside,
                    }
                    for cell in row.cells
                ],
            }
            for row in balance.rows
        ],
        "not_noted": list(balance.not_noted),
        "settings": dict(balance.settings),
        "reviewed_by": "nobody yet",
    }
