"""How often is Supple right about triggers? On simulated people with known truth, beside what diary apps do.

    python benchmarks/triggers.py [--people N] [--null-people N] [--days D] [--variants N] [--jobs J] [OUT.json]

Prints a table and writes JSON (default build/bench/triggers.json). People come from `simulate` with the reporting
seed, which was never looked at while the engine was tuned (tuning seeds: below 1000). Intervals are 90 % bootstrap
intervals over people. The first peer is what consumer apps do: same-day correlation, p < 0.05, every column. The
second is given Supple's timing knowledge: correlation at each plausible lag, Benjamini-Hochberg at 10 %.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")  # seconds are for one core

import numpy as np  # noqa: E402  (after the thread count is set)
from scipy import stats  # noqa: E402

from supple.insight import find_triggers  # noqa: E402
from supple.model import DailyTable, Verdict  # noqa: E402
from supple.simulate.generate import people_from_seed  # noqa: E402
from supple.simulate.truth import Settings, Truth  # noqa: E402

REPORTING_SEED = 20261
NEEDS_TRUE_ONES = {"precision", "recall", "F1", "FDR", "leaning that are right", "coverage, told", "lag right"}
MIN_EXPOSED_DAYS = 5  # a true factor seen on fewer days is not scored: nobody could find it


@dataclass(frozen=True)
class Claim:
    """One factor that a method looked at; `level` 2 told as sure, 1 as leaning, 0 not told, -1 told unrelated."""

    factor: str
    level: int
    lag: int | None = None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    probability: float = 0.0


@dataclass(frozen=True)
class Scored:
    """One person's claims by one method, with the truth."""

    truth: Truth
    claims: tuple[Claim, ...]
    seconds: float


def supple(table: DailyTable, truth: Truth) -> list[Claim]:
    level = {Verdict.CLEAR: 2, Verdict.LEANING: 1, Verdict.CANNOT_TELL: 0, Verdict.UNRELATED: -1}
    report = find_triggers(
        table, "stiffness", timing=truth.timing, changes=truth.changes, rng=np.random.default_rng(1)
    )
    return [
        Claim(f.factor, level[f.verdict], f.lag_days, f.effect, f.low, f.high, f.probability or 0.0)
        for f in report.findings
    ]


def same_day_correlation(table: DailyTable, _: Truth) -> list[Claim]:
    claims = []
    for factor, column in _columns(table).items():
        _, p = _correlation(table, column, lag=0)
        claims.append(Claim(factor, 2 if p < 0.05 else 0, 0))
    return claims


def lagged_correlation_bh(table: DailyTable, truth: Truth) -> list[Claim]:
    tests = []
    for factor, column in _columns(table).items():
        timing = truth.timing.get(factor)
        if timing is None or timing.is_consequence:
            continue
        for lag in range(timing.min_lag_days, timing.max_lag_days + 1):
            tests.append((_correlation(table, column, lag=lag)[1], factor, lag))
    tests.sort()
    passed = [i for i, (p, _, _) in enumerate(tests) if p <= 0.1 * (i + 1) / len(tests)]
    told: dict[str, int] = {}
    for _, factor, lag in tests[: max(passed, default=-1) + 1]:
        told.setdefault(factor, lag)
    return [Claim(factor, 2, lag) for factor, lag in told.items()]


def _columns(table: DailyTable) -> dict[str, str]:
    return {
        name.removesuffix(".level"): name
        for name in table.columns
        if name not in {"stiffness", "night_spasms", "sitting_long"}
    }


def _correlation(table: DailyTable, column: str, *, lag: int) -> tuple[float, float]:
    y = np.array([np.nan if c is None else float(c) for c in table.columns["stiffness"]])
    x = np.array([np.nan if c is None else float(c) for c in table.columns[column]])
    y, x = y[lag:], x[: len(x) - lag]
    both = ~np.isnan(y) & ~np.isnan(x)
    if both.sum() < 10 or x[both].std() == 0 or y[both].std() == 0:
        return 0.0, 1.0
    result = stats.pearsonr(x[both], y[both])
    return float(result.statistic), float(result.pvalue)


# Supple alone under stress, and at other lengths; (settings, days).
VARIANTS: dict[str, tuple[Settings, int]] = {
    "45 days": (Settings(), 45),
    "60 days": (Settings(), 60),
    "90 days": (Settings(), 90),
    "365 days": (Settings(), 365),
    "no missing day": (Settings(missing_share=0.0), 180),
    "40 % missing": (Settings(missing_share=0.4), 180),
    "effects carry over 0.5/day": (Settings(carry_over=0.5), 180),
    "heavy tails": (Settings(heavy_tails=True), 180),
    "reverse causation doubled": (Settings(reverse_scale=2.0), 180),
    "two relapses a year": (Settings(relapses_per_year=2.0), 180),
    "ratings at the floor": (Settings(at_floor=True), 180),
    "half-size effects": (Settings(effect_scale=0.5), 180),
    "noted only when present": (Settings(presence_only=True), 180),
}


METHODS: dict[str, Callable[[DailyTable, Truth], list[Claim]]] = {
    "Supple": supple,
    "same-day correlation, p < .05": same_day_correlation,
    "correlation + BH over lags": lagged_correlation_bh,
}


def score(people: Sequence[Scored], *, at_least: int = 2) -> dict[str, float | None]:
    """The figures over people, counting claims of at least this level as told."""
    tp = fp = missed = told_any_false = lag_right = true_told = 0
    shares: list[float] = []
    inside_all: list[bool] = []
    inside_told: list[bool] = []
    hidden: list[bool] = []
    leaning_right: list[bool] = []
    for person in people:
        true = {effect.factor: effect for effect in person.truth.effects}
        findable = {f for f, e in true.items() if e.is_number or e.days_exposed >= MIN_EXPOSED_DAYS}
        told = [claim for claim in person.claims if claim.level >= at_least]
        false = [claim for claim in told if claim.factor not in true]
        tp += sum(claim.factor in findable for claim in told)
        fp += len(false)
        missed += len(findable - {claim.factor for claim in told})
        shares.append(len(false) / max(len(told), 1))
        told_any_false += bool(false)
        for claim in person.claims:
            effect = true[claim.factor].effect if claim.factor in true else 0.0
            if claim.level == 1:
                leaning_right.append(claim.factor in true)
            if claim.level >= at_least and claim.factor in true:
                true_told += 1
                lag_right += claim.lag in true[claim.factor].lags
            if claim.low is None or claim.high is None:
                continue
            is_inside = claim.low <= effect <= claim.high
            inside_all.append(is_inside)
            if claim.level >= at_least:
                inside_told.append(is_inside)
            if claim.level == -1:
                hidden.append(abs(effect) > 0.5)
    return {
        "precision": tp / max(tp + fp, 1),
        "recall": tp / max(tp + missed, 1),
        "F1": 2 * tp / max(2 * tp + fp + missed, 1),
        "FDR": float(np.mean(shares)),
        "told something false": told_any_false / max(len(people), 1),
        "lag right": lag_right / true_told if true_told else None,
        "leaning that are right": float(np.mean(leaning_right)) if leaning_right else None,
        "coverage, all": float(np.mean(inside_all)) if inside_all else None,
        "coverage, told": float(np.mean(inside_told)) if inside_told else None,
        "unrelated hides > 0.5": float(np.mean(hidden)) if hidden else None,
        "unrelated told": len(hidden) / max(len(people), 1) if inside_all else None,
        "seconds": float(np.median([person.seconds for person in people])),
    }


def with_bootstrap(people: Sequence[Scored], rounds: int = 200) -> dict[str, tuple[float, float, float] | None]:
    """Each figure with its 90 % bootstrap interval over people."""
    rng = np.random.default_rng(0)
    middle = score(people)
    rows = [score([people[i] for i in rng.integers(0, len(people), len(people))]) for _ in range(rounds)]
    out: dict[str, tuple[float, float, float] | None] = {}
    for name, value in middle.items():
        values = [row[name] for row in rows if row[name] is not None]
        if value is None or not values:
            out[name] = None
            continue
        low, high = np.quantile(np.array(values, dtype=float), [0.05, 0.95])
        out[name] = (round(value, 4), round(float(low), 4), round(float(high), 4))
    return out


def run_one(task: tuple[str, int, int, Settings, int]) -> Scored:
    """One method on one person, made again from seed and number so that nothing large travels."""
    method, seed, number, settings, days = task
    _, table, truth = next(people_from_seed(number + 1, days, seed, settings=settings, first=number))
    start = time.perf_counter()
    claims = METHODS[method](table, truth)
    return Scored(truth, tuple(claims), time.perf_counter() - start)


def run(method: str, people: int, days: int, *, seed: int, settings: Settings, jobs: int) -> list[Scored]:
    tasks = [(method, seed, number, settings, days) for number in range(people)]
    if jobs == 1:
        return [run_one(task) for task in tasks]
    from multiprocessing import get_context

    with get_context("spawn").Pool(jobs) as pool:
        return pool.map(run_one, tasks, chunksize=10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", default="build/bench/triggers.json")
    parser.add_argument("--people", type=int, default=120, help="with planted triggers")
    parser.add_argument("--null-people", type=int, default=500, help="with none")
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--variants", type=int, default=0, help="people for each stress variant, Supple alone")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 2))
    parser.add_argument("--seed", type=int, default=REPORTING_SEED)
    asked = parser.parse_args()
    tables: dict[str, dict[str, object]] = {}
    for title, people, settings in (
        (f"{asked.people} people with planted triggers", asked.people, Settings()),
        (f"{asked.null_people} people with no trigger", asked.null_people, Settings(no_trigger=True)),
    ):
        tables[title] = {}
        for method in METHODS:
            found = run(method, people, asked.days, seed=asked.seed, settings=settings, jobs=asked.jobs)
            tables[title][method] = with_bootstrap(found)
    _print(tables, asked.days)
    for title, (settings, days) in VARIANTS.items() if asked.variants else ():
        found = run("Supple", asked.variants, days, seed=asked.seed + 1, settings=settings, jobs=asked.jobs)
        tables[title] = {"Supple": with_bootstrap(found)}
    _print_variants({title: rows for title, rows in tables.items() if title in VARIANTS}, asked.variants)
    out = Path(asked.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"days": asked.days, "seed": asked.seed, "tables": tables}, indent=1) + "\n")
    print(f"written to {out}")


def _print_variants(tables: dict[str, dict[str, object]], people: int) -> None:
    figures = ("recall", "F1", "FDR", "told something false", "coverage, all", "coverage, told", "seconds")
    if tables:
        print(f"\nSupple under stress, {people} people each\n\n| variant | " + " | ".join(figures) + " |")
        print("|---" * (len(figures) + 1) + "|")
    for title, methods in tables.items():
        rows = methods["Supple"]
        cells = ["-" if rows[f] is None else f"{rows[f][0]:.3f}" for f in figures]  # type: ignore[index]
        print(f"| {title} | " + " | ".join(cells) + " |")


def _print(tables: dict[str, dict[str, object]], days: int) -> None:
    for title, methods in tables.items():
        print(f"\n{title}, {days} days, 25 candidate factors, lags 0-3 (told = clear)\n")
        figures = list(next(iter(methods.values())))  # type: ignore[call-overload]
        print("| figure | " + " | ".join(methods) + " |")
        print("|---" * (len(methods) + 1) + "|")
        for figure in figures:
            if "no trigger" in title and figure in NEEDS_TRUE_ONES:
                continue
            cells = []
            for rows in methods.values():
                value = rows[figure]  # type: ignore[index]
                cells.append("-" if value is None else f"{value[0]:.3f} ({value[1]:.3f}-{value[2]:.3f})")
            print(f"| {figure} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
