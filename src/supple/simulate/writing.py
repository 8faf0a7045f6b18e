"""How do invented people become files? A Supple table each, and one file with the truth."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from supple.imports import write_table
from supple.model import DailyTable
from supple.simulate.generate import people_from_seed
from supple.simulate.truth import Settings, Truth

# An import refuses days to come, so every diary ends before this one.
ENDS_BEFORE = date(2026, 1, 1)
_ABOUT = "Invented people: no real diary. The truth is what was planted; the tables are what these people noted."


def write_people(
    out: Path,
    *,
    people: int,
    days: int,
    seed: int,
    settings: Settings | None = None,
    progress: Callable[[float], None] | None = None,
) -> tuple[Path, ...]:
    """Writes `person-0001.csv` … and `truth.json` into `out`, which must exist.

    Args:
        people: how many; person number n is the same however many there are.
        days: length of each diary.
        seed: the same seed makes the same files to the byte.
        settings: what kind of people; the base case if None.
        progress: called with 0.0 … 1.0.
    """
    paths, truths = [], {}
    for number, (name, table, truth) in enumerate(people_from_seed(people, days, seed, settings=settings), start=1):
        moved = _in_the_past(table)
        path = out / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            write_table(moved, stream)
        shift = moved.days[0] - table.days[0] if table.days else timedelta(0)
        truths[name] = truth_to_json(truth, shift)
        paths.append(path)
        if progress is not None:
            progress(number / people)
    whole = {"about": _ABOUT, "seed": seed, "days": days, "people": truths}
    (out / "truth.json").write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return tuple(paths)


def truth_to_json(truth: Truth, shift: timedelta = timedelta(0)) -> dict[str, Any]:
    """The planted effects and dated changes as plain JSON; `shift` moves the days with their table."""
    return {
        "effects": [
            {
                "factor": effect.factor,
                "lags": list(effect.lags),
                "effect": round(effect.effect, 4),
                "is_number": effect.is_number,
                "days_exposed": effect.days_exposed,
            }
            for effect in truth.effects
        ],
        "changes": [{"day": (change.day + shift).isoformat(), "kind": change.kind} for change in truth.changes],
        "relapse_days": [(day + shift).isoformat() for day in truth.relapse_days],
        "rho": round(truth.rho, 4),
        "sd": round(truth.sd, 4),
    }


def _in_the_past(table: DailyTable) -> DailyTable:
    """The table so many times 52 weeks earlier that it is over: weekdays stay, seasons nearly.

    Where a factor has a level, the level says it all: a "no" beside a level would contradict it.
    """
    columns = {name: cells for name, cells in table.columns.items() if f"{name}.level" not in table.columns}
    table = replace(table, columns=columns)
    if not table.days or table.days[-1] < ENDS_BEFORE:
        return table
    years = -(-((table.days[-1] - ENDS_BEFORE).days + 1) // 364)
    return replace(table, days=tuple(day - timedelta(days=364 * years) for day in table.days))
