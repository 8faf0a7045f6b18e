"""Print the table: `python -m benchmarks.cycles [--people N] [--seed N]`.

How often is a course told, or a week of wearing off, where there is none, and does the interval hold the true week?
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

import numpy as np

from benchmarks.cycles.people import REPORTING_SEED, Case, cases
from supple.insight import overlay_cycles
from supple.model import CourseVerdict


@dataclass(frozen=True)
class Scenario:
    name: str
    effect: float
    never_gone: bool = False
    in_bad_patch: bool = False


SCENARIOS = (
    Scenario("no course", 0.0),
    Scenario("no course, injected in bad patches", 0.0, in_bad_patch=True),
    Scenario("1.5 points lower from the first on, never gone", -1.5, never_gone=True),
    Scenario("truly 1 point lower", -1.0),
    Scenario("truly 2 points lower", -2.0),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=REPORTING_SEED)
    asked = parser.parse_args()
    print(
        f"{'':50}{'lower':>8}{'higher':>8}{'size in':>8}{'told in':>8}{'onset':>8}{'wore off':>9}{'week in':>8}"
        f"{'width':>7}{'bias':>7}{'weeks in':>9}{'ms':>6}"
    )
    for one in SCENARIOS:
        made = cases(
            asked.people, asked.seed, effect=one.effect, never_gone=one.never_gone, in_bad_patch=one.in_bad_patch
        )
        print(row(one, made), flush=True)


def row(one: Scenario, made: list[Case]) -> str:
    """One scenario. "in": the share of intervals that hold the truth."""
    started = time.perf_counter()
    said = [overlay_cycles(case.table, "stiffness", case.injections, others=case.others) for case in made]
    ms = 1000 * (time.perf_counter() - started) / len(made)
    both = list(zip(said, made, strict=True))
    sized = [
        (r.low or 0) <= case.effect <= (r.high or 0) for r, case in both if r.low is not None and not one.never_gone
    ]
    told = [
        (r.low or 0) <= case.effect <= (r.high or 0)
        for r, case in both
        if r.verdict is not CourseVerdict.CANNOT_TELL and not one.never_gone
    ]
    gone = [(r.wear_off, case.half_gone_weeks) for r, case in both if r.wear_off]
    held = [low <= truth <= high for (_, low, high), truth in gone]
    widths = [high - low for (_, low, high), _ in gone]
    bias = [middle - truth for (middle, _, _), truth in gone]
    weeks = [week.low <= 0 <= week.high for r in said for week in r.pooled if week.week > 0 and week.cycles > 1]
    return (
        f"{one.name:50}{_share([r.verdict is CourseVerdict.LOWER for r in said]):>8}"
        f"{_share([r.verdict is CourseVerdict.HIGHER for r in said]):>8}{_share(sized):>8}{_share(told):>8}"
        f"{_share([r.onset_week is not None for r in said]):>8}{_share([bool(r.wear_off) for r in said]):>9}"
        f"{_share(held):>8}{_mean(widths):7.1f}{_mean(bias):+7.1f}"
        f"{(_share(weeks) if not one.effect else ''):>9}{ms:6.0f}"
    )


def _share(yes: list[bool]) -> str:
    return f"{100 * float(np.mean(yes)):.1f} %" if yes else "–"


def _mean(values: list[float]) -> float:
    return float(np.mean(values)) if values else float("nan")


if __name__ == "__main__":
    main()
