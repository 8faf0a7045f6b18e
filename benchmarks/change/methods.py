"""Who is asked? Supple, and what others would say of the same change."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from benchmarks.change import regressions, structural
from benchmarks.change.people import Case
from benchmarks.change.said import Said
from supple import insight
from supple.insight import look_at_change
from supple.model import ChangeVerdict


@dataclass(frozen=True)
class Method:
    """`given`: what it is given and how it is set. `is_slow`: asked of fewer people. `needs`: a package that is only
    in .venv-bench."""

    name: str
    ask: Callable[[Case], Said]
    given: str
    is_slow: bool = False
    needs: str = ""

    @property
    def version(self) -> str:
        """Changes when its code does: Supple's with any module of the engine."""
        if self.ask is supple:
            files = sorted(Path(inspect.getfile(insight)).parent.glob("*.py"))
            text = "".join(file.read_text(encoding="utf-8") for file in files) + inspect.getsource(supple)
        else:
            module = inspect.getmodule(self.ask)
            text = inspect.getsource(module) if isinstance(module, ModuleType) else ""
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def can_run(self) -> bool:
        return not self.needs or find_spec(self.needs) is not None


def supple(case: Case) -> Said:
    report = look_at_change(case.table, "stiffness", case.change, others=case.others)
    return Said(
        report.verdict is ChangeVerdict.HELPED,
        report.verdict is ChangeVerdict.MADE_WORSE,
        report.effect,
        report.low,
        report.high,
        report.probability_better or 0.0,
    )


METHODS: tuple[Method, ...] = (
    Method("Supple", supple, "days, the change, the others, all that was noted; its own verdict"),
    Method("t-test, 14 days before and after", regressions.before_after, "14 days on either side, Welch"),
    Method("t-test, all days", regressions.all_before_after, "all days, Welch"),
    Method("step and trend, HAC", regressions.step_and_trend, "level, trend, the change; Newey–West, 1.3 √n lags"),
    Method("step, trend and other changes, HAC", regressions.step_and_trend_with_others, "the same and the others"),
    Method(
        "UnobservedComponents",
        structural.unobserved_components,
        "statsmodels; local level, AR(1), the change and the others as regressors",
        is_slow=True,
        needs="statsmodels",
    ),
    Method(
        "ARIMA intervention",
        structural.arima,
        "statsmodels SARIMAX (1, 0, 1); level, trend, the change and the others",
        is_slow=True,
        needs="statsmodels",
    ),
    Method(
        "light CausalImpact",
        structural.causal_impact,
        "local level on the days before (prior level sd 0.01), forecast since; the others as regressors",
    ),
    Method("light CausalImpact, loose level", structural.causal_impact_loose, "the same with prior level sd 0.1"),
    Method(
        "AR regression with all noted factors",
        regressions.with_factors,
        "level, trend, the change, the others, and all noted that Supple may hold fixed, that day and the day before",
    ),
)
BY_NAME = {method.name: method for method in METHODS}
