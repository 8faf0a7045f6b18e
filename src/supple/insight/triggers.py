"""What goes with worse and better days? Every factor at its plausible lags, judged together and honestly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from supple.insight.beliefs import speaks_of, trust_in_others
from supple.insight.describe import diagnostics, found_finding, settings, skipped_finding
from supple.insight.exposures import Exposure, correlation, lagged, noting_eagerness
from supple.insight.limits import held_back, months_not_covered
from supple.insight.outcome import Outcome
from supple.insight.sampler import Draws
from supple.insight.together import THE_SAME, partners
from supple.insight.trying import Shapes, try_factors
from supple.insight.verdicts import judge
from supple.model import DailyTable, DatedChange, FactorPrior, Finding, Timing, TriggerReport, Verdict

Floats = NDArray[np.float64]

_ORDER = (Verdict.CLEAR, Verdict.LEANING, Verdict.CANNOT_TELL, Verdict.UNRELATED)


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
    """One finding for every factor tried, most certain first.

    Args:
        table: the diary by days.
        outcome: the column looked at.
        factors: which to try; all that the table offers if None. Medicines and treatments are never tried.
        timing: takes the place of the knowledge's timing, factor by factor.
        max_lag_days: the longest lag looked at.
        changes: dated changes (doses, injections, others) to allow for.
        prior: what was learnt from other people; weakened before use.
        rng: the only source of chance; the same table and generator give the same report.

    Raises:
        ValueError: `max_lag_days` is no whole number from 0 on, or `factors` is one string.
    """
    if not isinstance(max_lag_days, int) or max_lag_days < 0:
        raise ValueError(f"max_lag_days must be a whole number from 0 on, not {max_lag_days!r}")
    if isinstance(factors, str):
        raise ValueError(f"factors must be a list of names, not the one string {factors!r}")
    tried = try_factors(
        table,
        outcome,
        factors=factors,
        timing=timing,
        max_lag_days=max_lag_days,
        changes=changes,
        prior=prior,
        rng=rng,
    )
    seen, exposures, skipped, draws = tried.seen, tried.exposures, tried.skipped, tried.draws
    findings: list[Finding] = []
    if draws is not None:
        trust = trust_in_others(draws.world_share)
        trusts = [trust if prior is not None and speaks_of(prior, one) else 0.0 for one in exposures]
        findings = _findings(seen, exposures, tried.shapes, draws, trusts_others=trusts)
    findings += [skipped_finding(one, seen) for one in skipped]
    findings = held_back(findings, table, seen, timing)
    findings.sort(key=lambda one: (_ORDER.index(one.verdict), -(one.probability or 0.0), one.factor))
    return TriggerReport(
        outcome=outcome,
        findings=tuple(findings),
        days_noted=len(seen.at),
        first_day=table.days[seen.at[0]] if len(seen.at) else None,
        last_day=table.days[seen.at[-1]] if len(seen.at) else None,
        diagnostics={
            **diagnostics(seen, exposures, skipped, tried.left_out, draws, max_lag_days),
            "months_not_covered": months_not_covered(table, seen),
        },
        settings=settings(max_lag_days, changes, prior),
    )


def _findings(
    seen: Outcome, exposures: Sequence[Exposure], shapes: Shapes, draws: Draws, *, trusts_others: Sequence[float]
) -> list[Finding]:
    best = [int(np.argmax(share)) for share in draws.shape_probability]
    likeness = _likeness(seen, exposures, shapes, best)
    noted = noting_eagerness(exposures)
    eagerness = None if noted is None else correlation(noted[seen.at], seen.working)
    shared = partners(draws.is_on, draws.probability, likeness)
    findings = []
    for place, one in enumerate(exposures):
        judged = judge(
            one,
            seen,
            probability=float(draws.probability[place]),
            sizes=draws.size[:, place],
            weights=draws.weight[:, place],
            lag_weights=shapes.of_factor[place] @ draws.shape_probability[place],
            best_shape=shapes.of_factor[place][:, best[place]],
            eagerness=eagerness,
            trusts_others=trusts_others[place],
        )
        others = tuple(exposures[other] for other in shared.get(place, ()))
        findings.append(found_finding(one, judged, seen, others))
    return findings


def _likeness(seen: Outcome, exposures: Sequence[Exposure], shapes: Shapes, best: Sequence[int]) -> Floats:
    """(factors, factors) absolute correlation on the outcome's days, each at its likeliest lags; of days that are one
    and the same, whatever the lags: the chains may deal one effect out to two of its lags."""
    shaped = [
        lagged(one.by_day, seen.at, len(shapes.of_factor[i]), 0.0) @ shapes.of_factor[i][:, best[i]]
        for i, one in enumerate(exposures)
    ]
    by_lags, by_day = (
        np.nan_to_num(np.abs(np.atleast_2d(np.corrcoef(np.column_stack(columns), rowvar=False))))
        for columns in (shaped, [one.by_day[seen.at] for one in exposures])
    )
    return np.where(by_day >= THE_SAME, by_day, by_lags)
