"""How far did the days move after each injection, and when was half of it gone? A posterior over courses.

One course for all cycles (it comes on over days and fades around a day that is not known), one size a cycle,
scattered around a common one, beside weekday, drift and other dated changes, under errors that hang together from
day to day.
Course, sizes and errors are averaged over, each weighed by how well the days fit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supple.insight.nuisance import nuisance
from supple.insight.whitening import GRID, products
from supple.model import DatedChange

Floats = NDArray[np.float64]

# The courses that are weighed: days until about two thirds have come on, the day on which half is gone, and how fast
# it fades then. Half gone is likeliest around ten to fourteen weeks (clinical reference §7); NEVER stands for a
# difference that stays as long as anybody looked.
COMES_DAYS: tuple[float, ...] = (3.0, 8.0)
HALF_GONE_DAYS: tuple[float, ...] = tuple(float(day) for day in range(28, 155, 6))
FADES_DAYS: tuple[float, ...] = (5.0, 11.0)
NEVER, NEVER_SHARE = 1000.0, 0.15
HALF_GONE_USUAL, HALF_GONE_SPREAD = 77.0, 35.0
# Prior spreads in units of the errors' spread: of the size common to the cycles, each with its share (the first is as
# good as none, so that a course is not read into days that show none); of a cycle's own size around it, as a part of
# that; of what drifts by itself. Set on invented people (benchmarks/cycles, seed 611).
SIZE_SPREADS: tuple[tuple[float, float], ...] = ((0.15, 0.4), (1.2, 0.36), (2.5, 0.24))
OWN_PART = 0.5
DRIFT_SPREAD_PER_90_DAYS, BEND_SPREAD_PER_PIECE = 0.5, 0.35
# The weightiest parts are looked up, all but a trace of the weight.
_TRACE = 0.001


@dataclass(frozen=True)
class CourseFit:
    """A posterior. `half_gone` (days, ascending, the last `NEVER`) with the `share` of each; `sizes`: the middle and
    the width of the mean size of the counted cycles, and the weight of each, all flat; `freedom` of their Student-t.

    `course`: (days since the injection) the mean course, 0 to 1; `grid`: the weight of each point of the errors'
    grid, `error_sd` the errors' spread there.
    """

    half_gone: Floats
    share: Floats
    middle: Floats
    width: Floats
    weight: Floats
    freedom: float
    course: Floats
    grid: Floats
    error_sd: Floats

    def below(self, size: float) -> float:
        """How likely a mean size below this is."""
        z = (size - self.middle) / self.width
        # Student's t by the normal one: with the days that are asked for the two differ by less than a thousandth.
        z = z * (1 - 1 / (4 * self.freedom)) / np.sqrt(1 + z**2 / (2 * self.freedom))
        return float(sum(w * 0.5 * math.erfc(-one / math.sqrt(2)) for w, one in zip(self.weight, z, strict=True)))

    def quantile(self, share: float) -> float:
        """The mean size below which it lies with this probability."""
        low, high = float(np.min(self.middle - 12 * self.width)), float(np.max(self.middle + 12 * self.width))
        for _ in range(24):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return (low + high) / 2

    def gone_by(self, share: float) -> float:
        """The day by which half was gone with this probability, between the days of the grid; `NEVER` beyond them."""
        step = HALF_GONE_DAYS[1] - HALF_GONE_DAYS[0]
        edges = np.concatenate([[self.half_gone[0] - step / 2], self.half_gone[:-1] + step / 2])
        sums = np.concatenate([[0.0], np.cumsum(self.share[:-1])])
        return NEVER if share >= sums[-1] else float(np.interp(share, sums, edges))


def course(since: Floats, *, comes: float, half_gone: float, fades: float) -> Floats:
    """0 before the injection, up to 1 after it: in proportion to 1 - exp(-t / comes), half of it gone on a day."""
    elapsed = np.clip(since, 0, None)
    fade = 1 / (1 + np.exp(np.clip((elapsed - half_gone) / fades, -50, 50)))
    return np.asarray((since >= 0) * (1 - np.exp(-(elapsed + 0.5) / comes)) * fade)


def fit_course(
    days: Sequence[date],
    at: NDArray[np.int64],
    values: Floats,
    injections: Sequence[date],
    counted: Sequence[bool],
    *,
    scale: float,
    others: Sequence[DatedChange] = (),
    course_days: int = 112,
) -> CourseFit:
    """The posterior.

    Args:
        days: all days of the window, noted or not.
        at: rows of `days` with an outcome.
        values: the outcome there, on a scale on which effects add up.
        injections: their days, all within the window.
        counted: which of them the mean size is over.
        scale: the usual size of the outcome's errors.
        others: dated changes to allow for.
        course_days: for how many days `CourseFit.course` is given.
    """
    allowed_for, precision = nuisance(
        days, others, drift_spread=DRIFT_SPREAD_PER_90_DAYS, bend_spread=BEND_SPREAD_PER_PIECE
    )
    ordinals = np.array([days[i].toordinal() for i in at])
    since = np.array([[days[i].toordinal() - one.toordinal() for one in injections] for i in at], dtype=float)
    half_gone = np.array([*HALF_GONE_DAYS, NEVER])
    many, k = len(half_gone), len(injections)
    pick = np.array(counted, dtype=float) / max(sum(counted), 1)
    freedom = 2.0 + len(at)
    logs, middles, widths, squares, shapes = [], [], [], [], []
    for comes in COMES_DAYS:
        for fades in FADES_DAYS:
            columns = [course(since, comes=comes, half_gone=half, fades=fades) for half in half_gone]
            made = products(
                ordinals,
                values,
                nuisance=allowed_for[at],
                nuisance_precision=precision,
                columns=np.concatenate(columns, axis=1),
            )
            # Only a course's own columns meet: the blocks on the diagonal.
            xx = np.einsum("gakal->gakl", made.xx.reshape(-1, many, k, many, k))
            xy = made.xy.reshape(-1, many, k)
            for spread, share in SIZE_SPREADS:
                prior = spread**2 * (np.ones((k, k)) + OWN_PART**2 * np.eye(k))
                posterior = xx + np.linalg.inv(prior)
                inverse = np.linalg.inv(posterior)
                mean = np.einsum("gakl,gal->gak", inverse, xy)
                left = scale**2 + made.yy[:, None] - np.einsum("gak,gak->ga", xy, mean)
                log_det = np.linalg.slogdet(posterior)[1] + np.linalg.slogdet(prior)[1]
                logs.append(made.log_weight[:, None] - 0.5 * log_det - 0.5 * freedom * np.log(left) + np.log(share))
                middles.append(mean @ pick)
                squares.append(left / freedom)
                widths.append(np.sqrt(left / freedom * np.einsum("k,gakl,l->ga", pick, inverse, pick)))
                shapes.append((comes, fades))
    usual = np.exp(-0.5 * ((half_gone[:-1] - HALF_GONE_USUAL) / HALF_GONE_SPREAD) ** 2)
    belief = np.append((1 - NEVER_SHARE) * usual / usual.sum(), NEVER_SHARE)
    log = np.stack(logs) + np.log(belief)
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    square = np.stack(squares)
    by_grid = weight.sum(axis=(0, 2))
    kept = np.argsort(weight, axis=None)[::-1]
    kept = kept[: int(np.searchsorted(np.cumsum(weight.ravel()[kept]), 1 - _TRACE)) + 1]
    held = weight.ravel()[kept]
    return CourseFit(
        half_gone=half_gone,
        share=weight.sum(axis=(0, 1)),
        middle=np.stack(middles).ravel()[kept],
        width=np.stack(widths).ravel()[kept],
        weight=held / held.sum(),
        freedom=freedom,
        course=_mean_course(weight.sum(axis=1), shapes, half_gone, course_days),
        grid=by_grid,
        error_sd=np.sqrt((weight * square).sum(axis=(0, 2)) / np.maximum(by_grid, 1e-300)),
    )


def contrast_variance(ordinals: NDArray[np.int64], contrast: Floats, fit: CourseFit) -> float:
    """The variance of a weighted sum of noted days, their errors hanging together as the fit says."""
    held = np.nonzero(contrast)[0]
    apart = np.abs(ordinals[held][:, None] - ordinals[held][None, :]).astype(float)
    c = contrast[held]
    total = 0.0
    for (rho, nu), weight, sd in zip(GRID, fit.grid, fit.error_sd, strict=True):
        if weight > 1e-4:
            total += weight * sd**2 * float((1 - nu) * c @ rho**apart @ c + nu * c @ c)
    return total


def _mean_course(weight: Floats, shapes: Sequence[tuple[float, float]], half_gone: Floats, days: int) -> Floats:
    """(days,) the courses' mean: `weight` is (shapes, half_gone)."""
    t = np.arange(days, dtype=float)
    total = np.zeros(days)
    for row, (comes, fades) in zip(weight, shapes, strict=True):
        for share, half in zip(row, half_gone, strict=True):
            if share > 1e-6:
                total += share * course(t, comes=comes, half_gone=float(half), fades=fades)
    return total
