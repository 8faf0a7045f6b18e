"""What goes with worse and better days? Every factor at its plausible lags, judged together and honestly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.describe import diagnostics, found_finding, settings, skipped_finding
from supple.insight.exposures import Exposure, Skipped, correlation, fill, noted_days, noting_eagerness, read_exposure
from supple.insight.kernels import kernels
from supple.insight.known import Known, known, offered
from supple.insight.nuisance import nuisance
from supple.insight.outcome import Outcome, read_outcome
from supple.insight.sampler import Beliefs, Draws, sample
from supple.insight.together import partners
from supple.insight.verdicts import MIN_DAYS, judge
from supple.insight.whitening import products
from supple.model import DailyTable, DatedChange, FactorPrior, Finding, Timing, TriggerReport, Verdict

Floats = NDArray[np.float64]

# Usual size of an effect that matters, in errors' spreads: for one exposed day, and for one standard deviation.
SLAB_DAY, SLAB_NUMBER = 1.0, 0.45
# Where people and clinicians report a direction, sizes that way are a little more expected, in slabs.
EXPECTED_MEAN, EXPECTED_SPREAD = 0.5, 0.85
# A prior learnt from others is weakened, so that a wrong one cannot mislead.
TEMPER_ODDS, TEMPER_MEAN, MIN_PRIOR_SPREAD = 0.6, 0.7, 0.35
DEFAULT_SHARE = 1 / 9
_ORDER = (Verdict.CLEAR, Verdict.LEANING, Verdict.CANNOT_TELL, Verdict.UNRELATED)


@dataclass(frozen=True)
class _Shapes:
    """Lag shapes of every exposure (lags, shapes), and their weights beforehand."""

    of_factor: tuple[Floats, ...]
    weights: tuple[Floats, ...]


@dataclass(frozen=True)
class Tried:
    """What was tried and what the chains saw: all that a finding, or the evidence for other people, is made from.

    `beliefs` and `draws` are None where nothing could be tried. `lag_shapes`: one array (lags, shapes) a factor.
    """

    seen: Outcome
    exposures: list[Exposure]
    skipped: list[Skipped]
    left_out: list[str]
    shapes: _Shapes
    beliefs: Beliefs | None
    draws: Draws | None

    @property
    def lag_shapes(self) -> tuple[Floats, ...]:
        return self.shapes.of_factor


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
    """
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
    findings = [] if draws is None else _findings(seen, exposures, tried.shapes, draws)
    findings += [skipped_finding(one, seen) for one in skipped]
    findings.sort(key=lambda one: (_ORDER.index(one.verdict), -(one.probability or 0.0), one.factor))
    return TriggerReport(
        outcome=outcome,
        findings=tuple(findings),
        days_noted=len(seen.at),
        first_day=table.days[seen.at[0]] if len(seen.at) else None,
        last_day=table.days[seen.at[-1]] if len(seen.at) else None,
        diagnostics=diagnostics(seen, exposures, skipped, tried.left_out, draws, max_lag_days),
        settings=settings(max_lag_days, changes, prior),
    )


def try_factors(
    table: DailyTable,
    outcome: str,
    *,
    factors: Sequence[str] | None,
    timing: Mapping[str, Timing] | None,
    max_lag_days: int,
    changes: Sequence[DatedChange],
    prior: FactorPrior | None,
    rng: np.random.Generator,
) -> Tried:
    """Read the diary and run the chains; nothing is judged yet. Arguments as in `find_triggers`."""
    seen = read_outcome(table, outcome)
    names = list(dict.fromkeys(factors)) if factors is not None else offered(table.columns, outcome)
    exposures, skipped, left_out = _read_factors(table, names, seen, timing, max_lag_days)
    shapes = _shapes(exposures, max_lag_days)
    if not exposures:
        return Tried(seen, exposures, skipped, left_out, shapes, None, None)
    beliefs = _beliefs(seen, exposures, shapes, prior)
    draws = _run(table, seen, exposures, shapes, beliefs, changes=changes, rng=rng)
    return Tried(seen, exposures, skipped, left_out, shapes, beliefs, draws)


def _read_factors(
    table: DailyTable,
    names: Sequence[str],
    seen: Outcome,
    timing: Mapping[str, Timing] | None,
    max_lag_days: int,
) -> tuple[list[Exposure], list[Skipped], list[str]]:
    """Those that can be tried, those that cannot yet with the reason, and treatments (left out of everything)."""
    exposures: list[Exposure] = []
    skipped: list[Skipped] = []
    left_out: list[str] = []
    noted = noted_days(table)
    noted[seen.at] = True
    by_day = np.full(len(table.days), np.nan)
    by_day[seen.at] = seen.working
    filled = fill(by_day) if len(seen.at) else by_day
    for name in names:
        about = known(name, seen.code, timing)
        if about.is_treatment:
            left_out.append(name)
            continue
        one = read_exposure(
            table, name, about, at=seen.at, noted=noted, outcome_by_day=filled, max_lag_days=max_lag_days
        )
        reason = _why_not(about, seen, max_lag_days)
        if reason and isinstance(one, Exposure):
            one = Skipped(name, about, reason, *one.days_by_lag[0], one.is_number)
        elif reason and isinstance(one, Skipped):
            one = Skipped(name, about, reason, one.days_with, one.days_without, one.is_number)
        if isinstance(one, Exposure):
            exposures.append(one)
        else:
            skipped.append(one)
    return exposures, skipped, left_out


def _why_not(about: Known, seen: Outcome, max_lag_days: int) -> str:
    """Why nothing may be tried, whatever was noted; "" if something may."""
    if about.timing.is_consequence:
        return "it comes along with it or after it, so it cannot be read as a trigger"
    if len(seen.at) < MIN_DAYS:
        days = len(seen.at)
        return f"{days} day{'s' if days != 1 else ''} noted so far, and at least {MIN_DAYS} are needed"
    if seen.spread < 1e-9:
        return "it was the same on every day noted"
    if about.timing.min_lag_days > max_lag_days:
        return "it could only show later than the days looked at"
    return ""


def _shapes(exposures: Sequence[Exposure], max_lag_days: int) -> _Shapes:
    both = [kernels(one.known.timing, max_lag_days) for one in exposures]
    return _Shapes(tuple(shape for shape, _ in both), tuple(weights for _, weights in both))


def _run(
    table: DailyTable,
    seen: Outcome,
    exposures: Sequence[Exposure],
    shapes: _Shapes,
    beliefs: Beliefs,
    *,
    changes: Sequence[DatedChange],
    rng: np.random.Generator,
) -> Draws:
    allowed_for, precision = nuisance(table.days, changes, noting_eagerness(exposures))
    lagged = products(
        np.array([table.days[i].toordinal() for i in seen.at]),
        seen.working,
        nuisance=allowed_for[seen.at],
        nuisance_precision=precision,
        columns=np.column_stack([one.lagged for one in exposures]),
    )
    return sample(lagged.combined(shapes.of_factor), beliefs, days=len(seen.at), rng=rng)


def _beliefs(seen: Outcome, exposures: Sequence[Exposure], shapes: _Shapes, prior: FactorPrior | None) -> Beliefs:
    """Sizes beforehand: none either way, with the usual spread; a prior from others shifts them gently."""
    spread = np.array([SLAB_NUMBER if one.is_number else SLAB_DAY for one in exposures])
    worse = -1.0 if seen.higher_is_better else 1.0
    expected = worse * np.array([one.known.expected for one in exposures])
    mean, shift = EXPECTED_MEAN * expected * spread, np.zeros(len(exposures))
    spread = np.where(expected == 0, spread, EXPECTED_SPREAD * spread)
    for place, one in enumerate(exposures):
        if prior is None or one.factor not in prior.share:
            continue
        if prior.numbers is not None and one.is_number != (one.factor in prior.numbers):
            continue  # others noted it another way: their sizes are for something else
        share = min(max(prior.share[one.factor], 0.01), 0.9)
        log_odds = np.log(share / (1 - share)) - np.log(DEFAULT_SHARE / (1 - DEFAULT_SHARE))
        shift[place] = TEMPER_ODDS * log_odds
        # The prior is in points; everything else here in usual errors.
        mean[place] = TEMPER_MEAN * prior.mean.get(one.factor, 0.0) / seen.scale
        if one.factor in prior.spread:
            spread[place] = max(prior.spread[one.factor] / seen.scale, MIN_PRIOR_SPREAD)
    return Beliefs(shapes.weights, mean * seen.scale, spread * seen.scale, shift, seen.scale)


def _findings(seen: Outcome, exposures: Sequence[Exposure], shapes: _Shapes, draws: Draws) -> list[Finding]:
    best = [int(np.argmax(share)) for share in draws.shape_probability]
    likeness = np.nan_to_num(
        np.abs(
            np.corrcoef(
                np.column_stack([one.lagged @ shapes.of_factor[i][:, best[i]] for i, one in enumerate(exposures)]),
                rowvar=False,
            )
        )
    ).reshape(len(exposures), len(exposures))
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
            lag_weights=shapes.of_factor[place] @ draws.shape_probability[place],
            best_shape=shapes.of_factor[place][:, best[place]],
            eagerness=eagerness,
        )
        others = tuple(exposures[other] for other in shared.get(place, ()))
        findings.append(found_finding(one, judged, seen, others))
    return findings
