"""What is learnt from many people? One person's evidence, the sums that leave a site, the prior that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supple.model.finding import FactorPrior


@dataclass(frozen=True, slots=True)
class FactorEvidence:
    """What one person's days say of one factor, apart from any belief about how often it matters.

    `log_bayes_factor`: natural log of the odds that it matters, for even odds beforehand, with a size from the
    engine's generic slab N(`slab_mean`, `slab_sd`²). `size` and `size_sd`: the normal approximation of what the days
    alone say of its size if it matters (the slab divided out), for one exposed day or, if `is_number`, for one
    standard deviation. `lags`: the share of that effect at lag 0, 1, 2 …, adding up to one.

    Sizes are in points of a rating; of a count they are in the engine's square roots.
    """

    factor: str
    log_bayes_factor: float
    size: float
    size_sd: float
    is_number: bool
    days_with: int
    lags: tuple[float, ...]
    slab_mean: float
    slab_sd: float


@dataclass(frozen=True, slots=True)
class FactorSums:
    """Sums over the people in whom one factor could be looked at. They say nothing of any one of them.

    `people`: how many. `information` adds what each one's days could tell (0 nothing … 1 everything); the other sums
    are weighted by it. `mattering`: probabilities that it matters. Where it does: `size`, the expected size,
    `magnitude`, the same without its sign, `size_squared`, and `lags`, where the effect falls. `slab_mean` and
    `slab_squared` are of the generic slab, for every person alike.
    """

    factor: str
    is_number: bool
    people: int
    information: float
    mattering: float
    size: float
    magnitude: float
    size_squared: float
    slab_mean: float
    slab_squared: float
    lags: tuple[float, ...]


@dataclass(frozen=True)
class CohortSums:
    """What one site may hand on: sums over its `people`, for one outcome on one scale.

    `scale_max` is the top of a rating's scale where that is not the usual one. `under` names the prior that the
    sums were made under ("" none): sums under different ones do not add.
    """

    outcome: str
    scale_max: float | None
    people: int
    under: str
    factors: tuple[FactorSums, ...]


@dataclass(frozen=True)
class CohortPrior:
    """What was learnt from other people about one outcome on one scale, with who made it and when."""

    name: str
    made_on: date
    outcome: str
    scale_max: float | None
    prior: FactorPrior
