"""Print the table: `python -m benchmarks.change [--people N] [--seed N]`.

How often is "helped" said where nothing helped, a true help found, and how often does the interval hold the truth?
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

import numpy as np

from benchmarks.change.methods import METHODS, Said
from benchmarks.change.people import REPORTING_SEED, Case, cases


@dataclass(frozen=True)
class Scenario:
    name: str
    effect: float
    in_bad_patch: bool = False
    has_other_dose: bool = False


SCENARIOS = (
    Scenario("nothing helped, random day", 0.0),
    Scenario("nothing helped, begun in a bad patch", 0.0, in_bad_patch=True),
    Scenario("nothing helped, another dose change in half of the people", 0.0, has_other_dose=True),
    Scenario("truly 1 point better", -1.0),
    Scenario("truly 1.5 points better", -1.5),
    Scenario("truly 1 point better, begun in a bad patch", -1.0, in_bad_patch=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--seed", type=int, default=REPORTING_SEED)
    asked = parser.parse_args()
    for one in SCENARIOS:
        made = cases(
            asked.people,
            asked.seed,
            effect=one.effect,
            in_bad_patch=one.in_bad_patch,
            has_other_dose=one.has_other_dose,
        )
        print(f"\n{one.name} ({len(made)} people, seed {asked.seed})")
        print(f"{'':36}{'helped':>8}{'worse':>8}{'told':>8}{'holds':>8}{'width':>8}{'bias':>8}{'error':>8}{'ms':>8}")
        for name in METHODS:
            print(row(name, made, one.effect))


def row(name: str, made: list[Case], effect: float) -> str:
    started = time.perf_counter()
    said = [METHODS[name](case) for case in made]
    ms = 1000 * (time.perf_counter() - started) / len(made)
    told = [each for each in said if each.size is not None]
    return (
        f"{name:36}{_share([s.helped for s in said]):>8}{_share([s.made_worse for s in said]):>8}"
        f"{_share([s.size is not None for s in said]):>8}{_share([_holds(s, effect) for s in told]):>8}"
        f"{np.mean([(s.high or 0) - (s.low or 0) for s in told]):8.2f}"
        f"{np.mean([(s.size or 0) - effect for s in told]):+8.2f}"
        f"{np.sqrt(np.mean([((s.size or 0) - effect) ** 2 for s in told])):8.2f}{ms:8.1f}"
    )


def _holds(said: Said, effect: float) -> bool:
    return said.low is not None and said.high is not None and said.low <= effect <= said.high


def _share(yes: list[bool]) -> str:
    return f"{100 * float(np.mean(yes)):.1f} %"


if __name__ == "__main__":
    main()
