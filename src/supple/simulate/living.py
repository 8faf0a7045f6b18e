"""How does one simulated life run, day by day? Stiffness, what drives it, and what it drives in turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from supple.simulate.habits import HABITS
from supple.simulate.truth import Settings

Rng = np.random.Generator
Floats = NDArray[np.float64]
WARM_UP_DAYS = 10
LOG_RATE_WITHIN = (-5.0, 4.0)
# Mean and standard deviation of the numbers, so that a planted effect is per standard deviation.
NUMBERS: Mapping[str, tuple[float, float]] = {
    "stress_level": (4.0, 1.7),
    "own:outdoor temperature": (12.0, 6.6),
    "own:air pressure": (1013.0, 8.0),
    "sitting_long.level": (7.5, 1.5),
    "steps": (4500.0, 1400.0),
}


# Night spasms where the planted factors act on them: the logarithm of the usual rate, its autocorrelated ups and
# downs, and the pull of the day before's stiffness (per point).
SPASM_LOG_RATE, SPASM_RHO, SPASM_SD, SPASM_PULL = -0.6, 0.4, 0.35, 0.2
INFECTIONS_PER_YEAR = 6.0


@dataclass(frozen=True)
class Life:
    """Everything that happened, whether or not it was written down.

    `latent` is what the planted factors act on: the stiffness, or the logarithm of the rate of night spasms;
    `background` and `planted` are its parts, `rho` and `sd` those of its errors.
    """

    stiffness: Floats
    latent: Floats
    background: Floats
    planted: Floats
    ratings: list[float]
    night_spasms: list[int]
    factors: Mapping[str, list[float]]
    factors_before: Mapping[str, list[float]]
    is_weekend: Floats
    changes: tuple[tuple[int, str], ...]
    relapse_starts: tuple[int, ...]
    mean: float
    rho: float
    sd: float
    noise_sd: float
    dose_effect: float
    lagged_sizes: Mapping[str, Floats]
    acts_on_spasms: bool

    def effect_in_outcome(self, column: str, effect: float) -> float:
        """A planted effect in points for one exposed day or one standard deviation in this life; of night spasms,
        how many more there are on average than if the factor had been away."""
        if not self.acts_on_spasms:
            return effect * self.spread_ratio(column)
        one = effect * self.spread_ratio(column)
        without = np.exp(np.clip(self.latent - effect * self.lagged_sizes[column], *LOG_RATE_WITHIN))
        return float(np.mean(without) * (np.exp(one) - 1))

    def days_exposed(self, column: str) -> int:
        values = self.factors[column]
        return len(values) if HABITS[column].is_number else int(sum(values))

    def spread_ratio(self, column: str) -> float:
        """A number's spread in this life against its usual spread, which effects are planted in."""
        if column not in NUMBERS:
            return 1.0
        return float(np.std(self.factors[column])) / NUMBERS[column][1]


def live(
    rng: Rng,
    *,
    first: date,
    planted: Mapping[str, tuple[tuple[int, ...], float]],
    settings: Settings,
    extra: Rng,
) -> Life:
    """Run `settings.days` days (after a warm-up that is thrown away).

    Args:
        rng: the stream of the base case; nothing new may draw from it.
        first: the first day that is kept.
        planted: column → lags and effect.
        settings: what kind of person.
        extra: the stream of everything that the base case does not have.
    """
    of_drift, of_infections, of_spasms = extra.spawn(3)
    total = settings.days + WARM_UP_DAYS
    days = [first + timedelta(days=t - WARM_UP_DAYS) for t in range(total)]
    rho, sd = float(rng.uniform(0.3, 0.75)), float(rng.uniform(0.6, 1.0))
    mean = float(rng.uniform(*_mean_between(settings)))
    background, changes, relapses, dose_effect = _background(rng, days, settings)
    background += np.cumsum(of_drift.normal(0, settings.drift_sd_per_day, total))
    if settings.laid_over:
        background[WARM_UP_DAYS:] += settings.laid_over
    noise = _autoregressive(rng, total, rho=rho, sd=sd, heavy_tails=settings.heavy_tails)
    acts_on_spasms = settings.outcome == "night_spasms"
    body = _Body(rng, days, {} if acts_on_spasms else planted, settings.reverse_scale)
    if settings.infections:
        body.infected = _infections(of_infections, total)
    if settings.weekly_physio:
        body.physio_kept_share = 1.0
    stiffness, planted_latent = np.empty(total), np.empty(total)
    carried = 0.0
    for t in range(total):
        carried = settings.carry_over * carried + body.push(t)
        planted_latent[t] = carried
        deviation = background[t] + carried + noise[t]
        body.react(t, float(deviation))
        stiffness[t] = mean + deviation
    noise_sd = float(rng.uniform(0.3, 0.6))
    reading = rng.normal(0, noise_sd, total)
    ratings = np.clip(np.round(stiffness + reading), 0, 10)
    rate = np.exp(np.clip(SPASM_LOG_RATE + 0.35 * (stiffness - mean), *LOG_RATE_WITHIN))
    spasms = rng.poisson(rate * rng.gamma(2.0, 0.5, total))
    latent = stiffness
    lagged_sizes = {column: body.lagged_size(column, lags) for column, (lags, _) in planted.items()}
    if acts_on_spasms:
        rho, sd, mean = SPASM_RHO, SPASM_SD, SPASM_LOG_RATE
        background = SPASM_PULL * np.concatenate([[0.0], stiffness[:-1] - stiffness.mean()])
        planted_latent = np.zeros(total)
        for column, (_, effect) in planted.items():
            planted_latent += effect * lagged_sizes[column]
        errors = _autoregressive(of_spasms, total, rho=rho, sd=sd, heavy_tails=settings.heavy_tails)
        latent = mean + background + planted_latent + errors
        rate = np.exp(np.clip(latent, *LOG_RATE_WITHIN))
        spasms = of_spasms.poisson(rate * of_spasms.gamma(2.0, 0.5, total))
    keep = slice(WARM_UP_DAYS, None)
    return Life(
        stiffness=stiffness[keep],
        latent=latent[keep],
        background=mean + background[keep],
        planted=planted_latent[keep],
        ratings=[float(y) for y in ratings[keep]],
        night_spasms=[int(n) for n in spasms[keep]],
        factors={column: [float(x) for x in values[keep]] for column, values in body.factors.items()},
        factors_before={column: [float(x) for x in values[:WARM_UP_DAYS]] for column, values in body.factors.items()},
        is_weekend=np.array([float(day.weekday() >= 5) for day in days])[keep],
        changes=tuple((at - WARM_UP_DAYS, kind) for at, kind in changes if at >= WARM_UP_DAYS),
        relapse_starts=tuple(at - WARM_UP_DAYS for at in relapses if at >= WARM_UP_DAYS),
        mean=mean,
        rho=rho,
        sd=sd,
        noise_sd=noise_sd,
        dose_effect=dose_effect,
        lagged_sizes={column: sizes[keep] for column, sizes in lagged_sizes.items()},
        acts_on_spasms=acts_on_spasms,
    )


def _mean_between(settings: Settings) -> tuple[float, float]:
    if settings.at_ceiling:
        return 8.6, 9.4
    return (0.6, 1.4) if settings.at_floor else (3.0, 6.0)


def _infections(rng: Rng, total: int) -> NDArray[np.bool_]:
    """Days with an infection: spells of four to eight days, about `INFECTIONS_PER_YEAR`."""
    infected = np.zeros(total, dtype=bool)
    for start in np.nonzero(rng.random(total) < INFECTIONS_PER_YEAR / 365)[0]:
        infected[start : start + int(rng.integers(4, 9))] = True
    return infected


def _autoregressive(rng: Rng, total: int, *, rho: float, sd: float, heavy_tails: bool) -> Floats:
    shocks = rng.standard_t(3, total) / np.sqrt(3) if heavy_tails else rng.normal(size=total)
    out = np.empty(total)
    out[0] = sd * shocks[0]
    for t in range(1, total):
        out[t] = rho * out[t - 1] + sd * np.sqrt(1 - rho**2) * shocks[t]
    return out


def _background(
    rng: Rng, days: list[date], settings: Settings
) -> tuple[Floats, list[tuple[int, str]], list[int], float]:
    """Season, drift, workdays, a dose change, toxin cycles and relapses; dated changes are known to the plan."""
    t = np.arange(len(days), dtype=float)
    of_year = np.array([day.timetuple().tm_yday for day in days]) / 365.25
    out = rng.uniform(0, 0.4) * np.cos(2 * np.pi * (of_year - rng.random()))
    out += rng.normal(0, 0.5) * (t / 180) + 0.1 * np.array([day.weekday() < 5 for day in days])
    changes: list[tuple[int, str]] = []
    dose_effect = 0.0
    if rng.random() < 0.5:
        start = int(rng.integers(len(days) // 4, max(len(days) // 4 + 1, 3 * len(days) // 4)))
        dose_effect = float(rng.uniform(-1.5, 0))
        out += dose_effect * np.where(t >= start, 1 - np.exp(-(t - start) / rng.uniform(2, 6)), 0.0)
        changes.append((start, "dose"))
    if rng.random() < 0.4:
        amplitude, at = rng.uniform(-1.6, -0.4), float(rng.uniform(-80, 60))
        while at < len(days):
            s = np.clip(t - at, 0, None)
            out += amplitude * (1 - np.exp(-s / 5)) / (1 + np.exp((s - 70) / 9))
            if at >= 0:
                changes.append((int(at), "injection"))
            at += 91 + rng.uniform(-7, 7)
    starts = [int(rng.integers(len(days))) for _ in range(rng.poisson(settings.relapses_per_year * len(days) / 365))]
    for start in starts:
        since = t - start
        plateau_days = rng.uniform(14, 42)
        rise = np.clip(since / rng.uniform(1, 4), 0, 1)
        fall = np.exp(-np.clip(since - plateau_days, 0, None) / rng.uniform(7, 21))
        out += rng.uniform(1.5, 3.0) * rise * fall
    return out, sorted(changes), sorted(starts), dose_effect


class _Body:
    """The factors of one life: drawn day by day, because some answer to the stiffness and to one another."""

    def __init__(
        self,
        rng: Rng,
        days: list[date],
        planted: Mapping[str, tuple[tuple[int, ...], float]],
        reverse_scale: float,
    ) -> None:
        total = len(days)
        self.factors: dict[str, Floats] = {column: np.zeros(total) for column in HABITS}
        self.planted = planted
        self.reverse = reverse_scale
        self.u = rng.random((total, len(HABITS)))
        self.z = rng.normal(size=(total, len(HABITS)))
        self.column_at = {column: i for i, column in enumerate(HABITS)}
        self.habit_shift = rng.normal(0, 0.35, len(HABITS))
        self.is_work = np.array([day.weekday() < 5 for day in days]) & (rng.random() < 0.7)
        self.is_weekend = np.array([day.weekday() >= 5 for day in days])
        of_year = np.array([day.timetuple().tm_yday for day in days]) / 365.25
        self.season = 12 - 8 * np.cos(2 * np.pi * (of_year - 0.05))
        self.weather = 3.2 * _autoregressive(rng, total, rho=0.7, sd=1.0, heavy_tails=False)
        self.pressure = 8.0 * _autoregressive(rng, total, rho=0.8, sd=1.0, heavy_tails=False)
        self.visit_weekday = int(rng.integers(0, 5))
        self.weekday = np.array([day.weekday() for day in days])
        cycle_day = (np.arange(total) + int(rng.integers(0, 28))) % 28
        self.menstruates = (cycle_day < 5) & (rng.random() < 0.6)
        self.infected = np.zeros(total, dtype=bool)
        for start in range(total):
            if rng.random() < 1.6 / 365:
                self.infected[start : start + int(rng.integers(4, 9))] = True
        self.physio_kept_share = 0.88
        self.deviation = 0.0

    def push(self, t: int) -> float:
        """What the planted factors add on day t. Same-day behaviour is not yet known then, and never acts then."""
        self._before(t)
        added = 0.0
        for column, (lags, effect) in self.planted.items():
            for lag in lags:
                if t >= lag:
                    added += effect / len(lags) * self._size(column, t - lag)
        return added

    def lagged_size(self, column: str, lags: tuple[int, ...]) -> Floats:
        """How much of the factor acts on each day, its lags averaged (days before the warm-up count as none)."""
        total = len(self.factors[column])
        sizes = np.array([self._size(column, t) for t in range(total)])
        lagged = [np.concatenate([np.zeros(lag), sizes[: total - lag]]) for lag in lags]
        return np.asarray(np.mean(lagged, axis=0))

    def react(self, t: int, deviation: float) -> None:
        """What the day's stiffness makes people do and feel (tiers B and C)."""
        r = self.reverse
        screen = -0.9 + 0.45 * r * deviation
        self._yes(t, "late_screen_time", screen)
        hours = 7.0 + 0.9 * self.is_work[t] + 0.55 * r * deviation + 1.2 * self._noise(t, "sitting_long.level")
        self._set(t, "sitting_long.level", round(2 * min(max(hours, 1.0), 10.0)) / 2)
        steps = 4700 - 450 * r * deviation - 250 * (hours - 7.5) - 500 * self.factors["heat"][t]
        self._set(t, "steps", max(200.0, round(steps + 1100 * self._noise(t, "steps"))))
        self._set(t, "pain", self._rating(t, "pain", 3.0 + 0.6 * r * deviation, 1.1))
        self._set(t, "fatigue", self._rating(t, "fatigue", 4.5 + 0.6 * r * deviation, 1.2))
        self._set(t, "mood", self._rating(t, "mood", 6.0 - 0.5 * r * deviation, 1.2))
        self.deviation = deviation

    def _before(self, t: int) -> None:
        """Tier A (and stretching, which answers to yesterday): known before the day's stiffness."""
        past = self.factors
        r, before = self.reverse, self.deviation

        def yesterday(column: str) -> float:
            return float(past[column][t - 1]) if t else 0.0

        stress_before = (yesterday("stress_level") - 4.0) / 1.7 if t else 0.0
        stress = 0.45 * stress_before + 0.4 * self.is_work[t] - 0.25 + 0.85 * self._noise(t, "stress_level")
        self._set(t, "stress_level", min(max(round(4 + 1.7 * stress), 0), 10))
        self._yes(
            t,
            "poor_sleep",
            -1.2 + 0.5 * stress_before + 0.6 * yesterday("late_screen_time") + 0.35 * r * before,
        )
        self._yes(t, "missed_dose", -2.6 + 0.5 * stress)
        temperature = self.season[t] + self.weather[t]
        self._set(t, "own:outdoor temperature", round(float(temperature), 1))
        self._yes(t, "heat", (temperature - 21.0) / 1.5)
        self._yes(t, "cold", (3.5 - temperature) / 1.5)
        self._yes(t, "dehydration", -1.8 + 1.2 * past["heat"][t])
        self._yes(t, "constipation", -2.4 + 2.0 * yesterday("constipation") + 0.9 * yesterday("dehydration"))
        self._yes(t, "caffeine", -0.4 + 0.8 * past["poor_sleep"][t])
        self._yes(t, "cooling", -2.3 + 2.2 * past["heat"][t])
        self._yes(t, "alcohol", -1.9 + 0.9 * self.is_weekend[t])
        self._set(t, "bladder_infection", float(self.infected[t]))
        self._yes(t, "tight_clothing", -1.5)
        self._yes(t, "overexertion", -1.8)
        self._set(t, "menstruation", float(self.menstruates[t]))
        kept = self.u[t, self.column_at["physiotherapy"]] < self.physio_kept_share
        self._set(t, "physiotherapy", float(self.weekday[t] == self.visit_weekday and kept))
        self._yes(t, "travel", -3.2 + 2.6 * yesterday("travel"))
        self._set(t, "own:air pressure", round(1013 + float(self.pressure[t]), 1))
        self._yes(t, "stretching", 0.0 + 0.6 * r * before)

    def _size(self, column: str, t: int) -> float:
        value = float(self.factors[column][t])
        if column not in NUMBERS:
            return value
        mean, sd = NUMBERS[column]
        return (value - mean) / sd

    def _yes(self, t: int, column: str, logit: float) -> None:
        at = self.column_at[column]
        chance = 1 / (1 + np.exp(-(logit + self.habit_shift[at])))
        self.factors[column][t] = float(self.u[t, at] < chance)

    def _set(self, t: int, column: str, value: float) -> None:
        self.factors[column][t] = value

    def _noise(self, t: int, column: str) -> float:
        return float(self.z[t, self.column_at[column]])

    def _rating(self, t: int, column: str, latent: float, sd: float) -> float:
        return float(min(max(round(latent + sd * self._noise(t, column)), 0), 10))
