"""What was asked for, and what is true of a simulated person? Settings and truth, apart from how they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from supple.model import DatedChange, Timing


@dataclass(frozen=True, slots=True)
class Settings:
    """What kind of people to invent. The default is the base case; each field away from it is a stress variant.

    `missing_share` None keeps the base rate (about 14 %). `carry_over` is the share of an effect that stays for the
    next day. `presence_only` leaves a yes/no factor blank instead of answering no.
    """

    days: int = 180
    no_trigger: bool = False
    effect_scale: float = 1.0
    missing_share: float | None = None
    carry_over: float = 0.0
    heavy_tails: bool = False
    at_floor: bool = False
    reverse_scale: float = 1.0
    relapses_per_year: float = 0.4
    presence_only: bool = False


@dataclass(frozen=True, slots=True)
class PlantedEffect:
    """`factor` moves the latent rating by `effect` points in all, shared out over `lags` (before any carry-over):
    for one exposed day, or for one standard deviation (in this life) of a number. `days_exposed`: days with it.
    `effect_carried`: what really happens on the day itself and the three days after, with what is carried over."""

    factor: str
    lags: tuple[int, ...]
    effect: float
    is_number: bool
    days_exposed: int
    effect_carried: float


@dataclass(frozen=True)
class Truth:
    """What made a simulated diary; never seen by the engine.

    The latent is `background` + `planted_latent` + autocorrelated errors (`rho` from day to day, stationary spread
    `sd`); a rating is the latent plus reading noise of spread `noise_sd`, as whole points within 0-10. `background`
    holds the `mean`, season, drift, workdays, dose, toxin and relapses; `planted_latent` what the planted factors
    add, carry-over included. `exposures` has every factor on every day, whether or not it was noted (yes/no as 1
    and 0), `exposures_before` the days just before the diary, oldest first, which reach into its first days.
    """

    effects: tuple[PlantedEffect, ...]
    tiers: Mapping[str, str]
    ancestors: frozenset[str]
    timing: Mapping[str, Timing]
    changes: tuple[DatedChange, ...]
    settings: Settings
    rho: float
    sd: float
    relapse_days: tuple[date, ...] = ()
    dose_effect: float = 0.0
    latent: tuple[float, ...] = field(default=(), repr=False)
    mean: float = 0.0
    noise_sd: float = 0.0
    background: tuple[float, ...] = field(default=(), repr=False)
    planted_latent: tuple[float, ...] = field(default=(), repr=False)
    exposures: Mapping[str, tuple[float, ...]] = field(default_factory=dict, repr=False)
    exposures_before: Mapping[str, tuple[float, ...]] = field(default_factory=dict, repr=False)

    def effect_of(self, factor: str) -> PlantedEffect | None:
        return next((effect for effect in self.effects if effect.factor == factor), None)
