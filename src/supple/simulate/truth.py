"""What was asked for, and what is true of a simulated person? Settings and truth, apart from how they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from supple.model import DatedChange, Timing

# How much higher a rating of the morning, midday and evening stands than the day, in points.
MOMENT_OFFSETS: tuple[float, ...] = (0.4, 0.0, -0.4)
# How much the moments of a day differ otherwise.
WITHIN_DAY_SD = 0.4


@dataclass(frozen=True, slots=True)
class Settings:
    """What kind of people to invent. The default is the base case; each field away from it is a stress variant.

    Attributes:
        days: length of the diary.
        no_trigger: nothing is planted.
        effect_scale: planted effects are so many times their usual size.
        missing_share: of the days; None keeps the base rate (about 14 %).
        carry_over: the share of an effect that stays for the next day.
        heavy_tails: the ups and downs have Student-t shocks with 3 degrees of freedom.
        at_floor: the person's mean lies near 0.
        at_ceiling: the person's mean lies near 10.
        reverse_scale: how much the stiffness drives behaviour and symptoms, in times the usual.
        relapses_per_year: unlabelled relapses.
        presence_only: a yes/no factor is left blank instead of answered no.
        eager_noting: with `presence_only`, how much likelier something present is to be noted on a bad day (log
            odds for one point above the mean; 0: always noted).
        ratings_a_day: 1: `stiffness`, looking back on the day. More: the column `stiffness_now`, the mean of up to
            so many ratings of a moment (3: morning, midday, evening), some left out.
        heaping: the share of ratings said as 0, 2, 5, 8 or 10 instead of what lies between.
        drift_sd_per_day: the level wanders by a random walk with steps of this size, in points.
        infections: an infection about every two months, noted, which raises the stiffness while it lasts.
        weekly_physio: physiotherapy helps, and is on the same weekday in every week.
        outcome: "stiffness", or "night_spasms": then the planted factors multiply the night's spasms and leave
            the stiffness alone.
        laid_over: points added to the latent on each day of the diary, whatever made them (a relapse, a pump that
            fails); behaviour, symptoms and gaps answer to them as to any other stiffness.
        anonymous: factors are called `own:factor 01` …, in any order, so that no knowledge of them helps.
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
    at_ceiling: bool = False
    eager_noting: float = 0.0
    ratings_a_day: int = 1
    heaping: float = 0.0
    drift_sd_per_day: float = 0.0
    infections: bool = False
    weekly_physio: bool = False
    outcome: Literal["stiffness", "night_spasms"] = "stiffness"
    anonymous: bool = False
    laid_over: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if self.at_floor and self.at_ceiling:
            raise ValueError("a person's mean cannot lie at the floor and at the ceiling")
        if not 1 <= self.ratings_a_day <= len(MOMENT_OFFSETS):
            raise ValueError(f"ratings_a_day must be 1 to {len(MOMENT_OFFSETS)}")
        if self.outcome == "night_spasms" and (self.carry_over or self.infections or self.weekly_physio):
            raise ValueError("carry-over, infections and weekly physiotherapy are about stiffness")
        if self.laid_over and len(self.laid_over) != self.days:
            raise ValueError(f"laid_over needs one number a day: {len(self.laid_over)} for {self.days} days")

    @property
    def column(self) -> str:
        """The column of the table that the planted factors act on."""
        return "stiffness_now" if self.outcome == "stiffness" and self.ratings_a_day > 1 else self.outcome


@dataclass(frozen=True, slots=True)
class PlantedEffect:
    """`factor` moves the latent rating by `effect` points in all, shared out over `lags` (before any carry-over):
    for one exposed day, or for one standard deviation (in this life) of a number. `days_exposed`: days with it.
    `effect_carried`: what really happens on the day itself and the three days after, with what is carried over.
    Of night spasms, `effect` is how many more there are in the night, on the average of this life's nights."""

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
    add, carry-over included. Of night spasms the latent is the logarithm of their rate, and `background` has the
    pull of the day before's stiffness too. `exposures` has every factor on every day, whether or not it was noted
    (yes/no as 1 and 0), `exposures_before` the days just before the diary, oldest first, which reach into its first
    days. With several ratings a day, `ratings_noted` and `rating_offset` tell how many went into a day's mean and
    how much higher it stands for the moments they were of. `usual_names`: of anonymous factors, what they are.
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
    ratings_noted: tuple[int, ...] = field(default=(), repr=False)
    rating_offset: tuple[float, ...] = field(default=(), repr=False)
    usual_names: Mapping[str, str] = field(default_factory=dict, repr=False)

    def effect_of(self, factor: str) -> PlantedEffect | None:
        return next((effect for effect in self.effects if effect.factor == factor), None)
