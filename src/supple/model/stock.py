"""How much of a medicine is left, and until when? In the box's own pieces (tablets, capsules, sprays), exact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class StockCount:
    """What was counted (or what a first box held) at the start of a local day, in pieces of `unit`."""

    counted_on: date
    pieces: Decimal
    unit: str

    def __post_init__(self) -> None:
        if not self.pieces.is_finite() or self.pieces < 0:
            raise ValueError("“pieces” is below 0")
        if not self.unit.strip():
            raise ValueError("“unit” is empty: write tablets, capsules, sprays")


@dataclass(frozen=True, slots=True)
class StockPickup:
    """Pieces that came in on a local day."""

    on: date
    pieces: Decimal

    def __post_init__(self) -> None:
        if not self.pieces.is_finite() or self.pieces <= 0:
            raise ValueError("“pieces” of a pick-up is not above 0")


@dataclass(frozen=True, slots=True)
class PrescribedPieces:
    """The prescription's own amount from `starts_on` up to, not including, `until` (None: no end is written).

    Regular: `per_day` pieces. As needed: `max_per_day` as prescribed, None where the prescriber wrote none.
    """

    starts_on: date
    per_day: Decimal | None = None
    as_needed: bool = False
    max_per_day: Decimal | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.as_needed and self.per_day is not None:
            raise ValueError("“per_day” goes with a regular medicine; as needed has “max_per_day”")
        if not self.as_needed and self.per_day is None:
            raise ValueError("“per_day” is missing for a regular medicine")
        if not self.as_needed and self.max_per_day is not None:
            raise ValueError("“max_per_day” goes with an as-needed medicine")
        for name in ("per_day", "max_per_day"):
            amount = getattr(self, name)
            if amount is not None and not (amount.is_finite() and amount > 0):
                raise ValueError(f"“{name}” is not above 0")


@dataclass(frozen=True, slots=True)
class TakenPieces:
    """Pieces noted as taken on a local day; None: taken, how much is not noted."""

    day: date
    pieces: Fraction | None


@dataclass(frozen=True, slots=True)
class StockView:
    """What is left by the count, the pick-ups and what was noted as taken.

    `run_out_on` is the first local day whose prescribed amount is not covered, if nothing but the noted was taken
    until today; None with as-needed lines or no prescribed amount. `at_the_earliest` is the same day if all that
    was prescribed was taken, noted or not; None where an as-needed line has no prescribed maximum. Show both where
    they differ. `unknown_amounts` counts doses noted with no amount. `count_again`: more was noted than there was.
    """

    left: Fraction
    unit: str
    run_out_on: date | None
    at_the_earliest: date | None
    unknown_amounts: int
    count_again: bool
