"""How far did the days move with one change? Its size as a posterior, all that is not known averaged over.

A normal model: the change's course (a step with its onset) beside weekday, drift, bends, other changes and perhaps
one spell of weeks that nobody noted (a relapse, an infection), under errors that hang together from day to day. How
much they do, how fast a dose sets in, when the spell was, if ever, and the errors' spread are averaged over, each
weighed by how well the days fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
from numpy.typing import NDArray

from supple.insight.adjust import Held
from supple.insight.nuisance import change_course, nuisance
from supple.insight.outcome import Outcome, OutcomeKind
from supple.insight.sites import POINTS as SITE_POINTS
from supple.insight.sites import Fitted, Sites, first_sites, needs_sites, refined
from supple.insight.whitening import GRID, products
from supple.model import DatedChange

Floats = NDArray[np.float64]

# A dose is felt fully within days to two weeks; the days say little about which, so all are kept.
DOSE_TAUS_DAYS: tuple[float, ...] = (2.0, 3.0, 4.0, 6.0, 8.0)
# Prior spreads in units of the errors' spread: of the change (most do little, some do much), each with its share, and
# of what drifts by itself. Drift that bends freely would swallow every change; it is held shorter here than for
# triggers, since spells have a place of their own.
STEP_SPREADS: tuple[tuple[float, float], ...] = ((1.2, 0.6), (2.5, 0.4))
DRIFT_SPREAD_PER_90_DAYS, BEND_SPREAD_PER_PIECE = 0.45, 0.2
# A spell that nobody noted: how likely there is one beforehand, how likely where the days just before the change were
# not the usual (they may be of one), its size in units of the errors' spread, how many
# days it stays, how fast it comes and goes, and the steps at which it may begin.
SPELL_SHARE, SPELL_SHARE_IN_PATCH, SPELL_SPREAD = 0.25, 0.6, 2.0
SPELL_STAYS_DAYS: tuple[int, ...] = (14, 32)
SPELL_COMES_DAYS, SPELL_GOES_DAYS = 2.5, 12.0
SPELL_EVERY_DAYS = 6
SITE_ROUNDS = 2
# The posterior is looked up on this many sizes, so many spreads of its widest part to either side, from the
# weightiest parts that together have all but a trace of the weight (of a dose some thousands: the days say little of
# its onset and of spells).
_SIZES, _REACH, _TRACE = 401, 7.0, 0.002


@dataclass(frozen=True)
class Step:
    """A posterior over sizes (working scale), `size` ascending with the `share` below each. `error_sd`: the errors'
    spread; `rho` and `nu` as in `whitening`, averaged; `spell`: how likely there was an unnoted one."""

    size: Floats
    share: Floats
    error_sd: float
    rho: float
    nu: float
    spell: float

    def quantile(self, share: float) -> float:
        return float(np.interp(share, self.share, self.size))

    def below(self, size: float) -> float:
        """How likely a size below this is."""
        return float(np.interp(size, self.size, self.share))

    def wider(self, by: float) -> Step:
        """The same, so many times as wide about its middle."""
        middle = self.quantile(0.5)
        return replace(self, size=middle + by * (self.size - middle))

    def within(self, low: float, high: float) -> Step:
        """The same, knowing that no size lies outside."""
        ends = np.array([self.below(low), self.below(high)])
        if ends[1] - ends[0] < 1e-12:
            return self
        inside = (self.size > low) & (self.size < high)
        size = np.concatenate([[low], self.size[inside], [high]])
        share = (np.concatenate([ends[:1], self.share[inside], ends[1:]]) - ends[0]) / (ends[1] - ends[0])
        return replace(self, size=size, share=share)


def fit_step(
    days: Sequence[date],
    seen: Outcome,
    change: DatedChange,
    others: Sequence[DatedChange],
    held: Held | None = None,
    *,
    in_patch: bool = False,
) -> Step:
    """The posterior of the change's size.

    Args:
        days: all days of the window, noted or not.
        seen: the outcome; `at` are rows of `days`.
        change: the one looked at; its course must show within the days.
        others: dated changes to allow for.
        held: what else is held fixed, on the same days.
        in_patch: it began in a run of days that were not the usual, or may have.
    """
    allowed_for, precision = nuisance(
        days, others, drift_spread=DRIFT_SPREAD_PER_90_DAYS, bend_spread=BEND_SPREAD_PER_PIECE
    )
    if held is not None:
        allowed_for = np.column_stack([allowed_for, held.columns])
        precision = np.concatenate([precision, held.precision])
    allowed_for = allowed_for[seen.at]
    ordinals = np.array([days[i].toordinal() for i in seen.at])
    courses, spells = _courses(days, change)[seen.at], _spells(len(days))[seen.at]
    fit = partial(
        _fit,
        ordinals,
        allowed_for=allowed_for,
        precision=precision,
        courses=courses,
        spells=spells,
        spell_share=SPELL_SHARE_IN_PATCH if in_patch else SPELL_SHARE,
        scale=seen.scale,
    )
    sites = first_sites(seen)
    # Counts that scatter as pure chance does have hardly any errors of their own; a change is not the smaller for it.
    spreads = np.array([spread for spread, _ in STEP_SPREADS])
    for _ in range(SITE_ROUNDS if needs_sites(seen) else 0):
        rough = fit(sites, spreads=spreads, points=SITE_POINTS)
        if seen.kind is OutcomeKind.COUNT:
            spreads = np.array([spread for spread, _ in STEP_SPREADS]) * max(1.0, seen.scale / rough.error_sd)
        at_point, at_course, at_spell = np.unravel_index(int(np.argmax(rough.weight)), rough.weight.shape)
        at_spread, at_course = divmod(int(at_course), courses.shape[1])
        moving, known = [allowed_for, courses[:, at_course]], [*precision, float(spreads[at_spread]) ** -2]
        if at_spell:
            moving.append(spells[:, at_spell - 1])
            known.append(SPELL_SPREAD**-2)
        fitted = Fitted(np.column_stack(moving), np.array(known), SITE_POINTS[int(at_point)], rough.error_sd)
        sites = refined(seen, ordinals, sites, fitted)
    return _mixed(fit(sites, spreads=spreads, points=GRID))


@dataclass(frozen=True)
class _Parts:
    """One Student-t for each (point, course, spell): its weight, middle and width, all with the same degrees of
    freedom. The first spell is none."""

    weight: Floats
    middle: Floats
    width: Floats
    freedom: float
    error_sd: float


def _courses(days: Sequence[date], change: DatedChange) -> Floats:
    """(days, courses): one column for every course that the change may take."""
    taus = DOSE_TAUS_DAYS if change.kind == "dose" else (DOSE_TAUS_DAYS[0],)
    columns = [change_course(days, change, dose_tau_days=tau) for tau in taus]
    shown = [column for column in columns if column is not None]
    if not shown:
        raise ValueError("the change's course does not show within the days")
    return np.column_stack(shown)


def _spells(days: int) -> Floats:
    """(days, spells): one column for every spell there may have been."""
    t = np.arange(days, dtype=float)
    columns = []
    for start in range(-max(SPELL_STAYS_DAYS) // 2, days - SPELL_EVERY_DAYS, SPELL_EVERY_DAYS):
        for stays in SPELL_STAYS_DAYS:
            since = t - start
            come = np.clip(since / SPELL_COMES_DAYS, 0, 1)
            columns.append(come * np.exp(-np.clip(since - stays, 0, None) / SPELL_GOES_DAYS))
    return np.column_stack(columns)


def _fit(
    ordinals: NDArray[np.int64],
    sites: Sites,
    *,
    allowed_for: Floats,
    precision: Floats,
    courses: Floats,
    spells: Floats,
    spell_share: float,
    scale: float,
    spreads: Floats,
    points: Sequence[tuple[float, float]],
) -> _Parts:
    """Normal–inverse-gamma, in closed form: change and spell are N(0, spread²) in units of the errors' spread."""
    made = products(
        ordinals,
        sites.value,
        nuisance=allowed_for,
        nuisance_precision=precision,
        columns=np.column_stack([courses, spells]),
        noise=sites.noise,
        points=points,
    )
    of_spreads = np.array([share for _, share in STEP_SPREADS])
    many, k = len(spreads), courses.shape[1]
    # Axes: (point, course with a prior spread, spell). Spell 0 is none: a column of zeros, with its prior alone.
    own = np.einsum("gcc->gc", made.xx)
    prior = np.repeat(spreads, k)[:, None]
    step = np.tile(own[:, :k], many)[:, :, None] + prior**-2
    spell = np.pad(own[:, k:], ((0, 0), (1, 0)))[:, None, :] + SPELL_SPREAD**-2
    both = np.tile(np.pad(made.xx[:, :k, k:], ((0, 0), (0, 0), (1, 0))), (1, many, 1))
    to_step = np.tile(made.xy[:, :k], many)[:, :, None]
    to_spell = np.pad(made.xy[:, k:], ((0, 0), (1, 0)))[:, None, :]
    det = step * spell - both**2
    middle = (spell * to_step - both * to_spell) / det
    other = (step * to_spell - both * to_step) / det
    freedom = 2.0 + sites.worth
    left = scale**2 + made.yy[:, None, None] - to_step * middle - to_spell * other
    log_weight = made.log_weight[:, None, None] - 0.5 * np.log(det * prior**2) - 0.5 * freedom * np.log(left)
    share = np.full((many * k, spell.shape[2]), spell_share / (spell.shape[2] - 1))
    share[:, 0] = 1 - spell_share
    share *= np.repeat(of_spreads, k)[:, None]
    weight = np.exp(log_weight - log_weight.max()) * share
    weight /= weight.sum()
    square = left / freedom
    return _Parts(weight, middle, np.sqrt(square * spell / det), freedom, float(np.sqrt(np.sum(weight * square))))


def _mixed(parts: _Parts) -> Step:
    """The weightiest parts as one distribution, looked up on a line of sizes (the constant is the same for all)."""
    order = np.argsort(parts.weight, axis=None)[::-1]
    many = int(np.searchsorted(np.cumsum(parts.weight.ravel()[order]), 1 - _TRACE)) + 1
    there = order[:many]
    weight, middle, width = (each.ravel()[there] for each in (parts.weight, parts.middle, parts.width))
    reach = _REACH * width.max()
    size = np.linspace(middle.min() - reach, middle.max() + reach, _SIZES)
    away = (size[:, None] - middle) / width
    density = np.exp(-0.5 * (parts.freedom + 1) * np.log1p(away**2 / parts.freedom)) @ (weight / width)
    share = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    share /= share[-1]
    by_point = parts.weight.sum(axis=(1, 2))
    rho, nu = np.array(GRID).T
    return Step(
        size,
        share,
        parts.error_sd,
        rho=float(by_point @ rho),
        nu=float(by_point @ nu),
        spell=float(1 - parts.weight[:, :, 0].sum()),
    )
