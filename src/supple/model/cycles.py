"""What was injected, and which dates follow from it? A product and its units are one thing and never part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from supple.model.facts import PlanItem, Side


@dataclass(frozen=True, slots=True)
class ToxinUnits:
    """Units of one toxin product. They are that product's own and match no other's (clinical reference §2.2)."""

    product: str
    units: Decimal

    def __post_init__(self) -> None:
        if not self.product.strip():
            raise ValueError("“product” is empty: units mean nothing without it")
        if not self.units.is_finite() or self.units <= 0:
            raise ValueError("“units” is not above 0")

    def __add__(self, other: ToxinUnits) -> ToxinUnits:
        if not isinstance(other, ToxinUnits):
            return NotImplemented
        if other.product != self.product:
            raise ValueError("“units” of two products cannot be added")
        return ToxinUnits(self.product, self.units + other.units)


@dataclass(frozen=True, slots=True)
class MuscleShot:
    """One muscle and side with what went into it."""

    muscle: str
    side: Side | None
    given: ToxinUnits


@dataclass(frozen=True, slots=True)
class ToxinCycle:
    """One injection day with one product, and the local days that follow from it.

    `review_from` to `review_until` (both within) are 4 to 6 weeks after; `earliest_repeat` is 12 weeks after the
    newest injection of any toxin up to then. `repeat_day` is the next injection day known, of any toxin: done or
    agreed. `asks_clinic` holds a question when that day is earlier. `shots` is empty where none were noted.
    """

    product: str
    injected_on: date
    shots: tuple[MuscleShot, ...]
    review_from: date
    review_until: date
    earliest_repeat: date
    repeat_day: date | None = None
    asks_clinic: str | None = None
    unread: tuple[str, ...] = ()

    @property
    def total(self) -> ToxinUnits | None:
        """Of this product on this day; None where no units were noted."""
        given = [shot.given for shot in self.shots]
        if not given:
            return None
        total = given[0]
        for more in given[1:]:
            total = total + more
        return total


@dataclass(frozen=True, slots=True)
class TypedMuscle:
    """One row of a form or one `--muscle`, as typed. `side`: left, right, both or ""; both: `units` in each."""

    muscle: str = ""
    side: str = ""
    units: str = ""


@dataclass(frozen=True, slots=True)
class TypedInjection:
    """An injection as it was typed, nothing read yet. `amount_words`: an amount in the letter's own words.

    `is_sure`: units unlike that amount were asked about, and are what the letter says.
    """

    product: str = ""
    on: str = ""
    muscles: tuple[TypedMuscle, ...] = ()
    amount_words: str = ""
    guidance: str = ""
    goals: str = ""
    aftercare: str = ""
    given_by: str = ""
    review_day: str = ""
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class Injection:
    """One injection day with one product, done or agreed for later.

    `cycle` is there for toxin only: a nerve block has no toxin dates. `is_known`: whether `knowledge` knows the name;
    what nobody knows may be toxin and has its dates. `week` counts from 1 on the injection day; None for one to come.
    `muscles` are those without an amount, as they were written.
    """

    event_id: UUID
    item: PlanItem
    product: str
    kind: Literal["toxin", "nerve block", "other"]
    is_known: bool
    cycle: ToxinCycle | None
    week: int | None
    muscles: tuple[str, ...] = ()
    review_day: date | None = None

    @property
    def on(self) -> date:
        return self.item.valid_from
