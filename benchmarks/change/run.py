"""How is it run? Fill in what answers are missing, then write the tables.

    make bench-change                      # everything; a second run only runs what changed
    python -m benchmarks.change --help     # in .venv-bench for all peers; else those without extra packages

Peers are asked about the same people as Supple, slow ones about the first of them. Answers are kept under
build/bench/change.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.change.cache import Kept
from benchmarks.change.methods import BY_NAME, METHODS, Method
from benchmarks.change.people import (
    MAIN,
    REPORTING_SEED,
    SCENARIOS,
    Case,
    Scenario,
    generator_version,
    of_scenario,
)
from benchmarks.change.said import Said

FOLDER = Path("build/bench/change")


@dataclass(frozen=True)
class Plan:
    """How many people of each scenario, by seed; slow methods are asked of fewer, and in the main scenarios only."""

    seed: int = REPORTING_SEED
    people: int = 300
    further: int = 120
    slow: int = 150
    methods: tuple[str, ...] = tuple(BY_NAME)
    scenarios: tuple[str, ...] = tuple(one.name for one in SCENARIOS)

    def how_many(self, method: Method, scenario: Scenario) -> int:
        if method.name not in self.methods or scenario.name not in self.scenarios:
            return 0
        if scenario in MAIN:
            return min(self.slow, self.people) if method.is_slow else self.people
        return 0 if method.is_slow else min(self.further, self.people)


class Answers:
    """All answers of a plan, run where they are missing."""

    def __init__(self, plan: Plan, folder: Path = FOLDER) -> None:
        self.plan, self.folder = plan, folder
        self._kept: dict[tuple[str, str], Kept] = {}

    def of(self, method: Method, scenario: Scenario) -> list[Said]:
        return self._of(method, scenario).said[: self.plan.how_many(method, scenario)]

    def fill(self, tell: Callable[[str], None]) -> None:
        start = time.monotonic()
        for scenario in SCENARIOS:
            missing = {
                method: many
                for method in METHODS
                if len(self._of(method, scenario).said) < (many := self.plan.how_many(method, scenario))
            }
            if not missing:
                continue
            made = of_scenario(scenario, max(missing.values()), self.plan.seed)
            for method, many in missing.items():
                kept = self._of(method, scenario)
                kept.said += ask(method, made[len(kept.said) : many])
                kept.save()
                tell(f"{time.monotonic() - start:.0f} s: {scenario.name}, {method.name}, {len(kept.said)}")

    def _of(self, method: Method, scenario: Scenario) -> Kept:
        key = (method.name, scenario.name)
        if key not in self._kept:
            self._kept[key] = Kept(
                self.folder,
                seed=self.plan.seed,
                scenario=scenario.name,
                method=method.name,
                version=f"{method.version}-{generator_version()}",
            )
        return self._kept[key]


def ask(method: Method, made: Sequence[Case]) -> list[Said]:
    """One method on all of them, with the processor time each took."""
    said = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for case in made:
            start = time.process_time()
            one = method.ask(case)
            said.append(replace(one, seconds=time.process_time() - start))
    return said


def main() -> int:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.change", description=__doc__)
    parser.add_argument("--people", type=int, default=usual.people, help="of each main scenario")
    parser.add_argument("--further-people", type=int, default=usual.further, help="of each further scenario")
    parser.add_argument("--slow-people", type=int, default=usual.slow, help="for slow methods")
    parser.add_argument("--seed", type=int, default=usual.seed, help="below 1000: a trial, not for reporting")
    parser.add_argument("--methods", nargs="+", choices=list(BY_NAME), metavar="NAME", default=list(BY_NAME))
    names = [one.name for one in SCENARIOS]
    parser.add_argument("--scenarios", nargs="+", choices=names, metavar="NAME", default=names)
    parser.add_argument("--fill-only", action="store_true", help="run and keep, print no table")
    parser.add_argument("--out", type=Path, default=Path("build/bench/change-benchmark.md"))
    asked = parser.parse_args()
    cannot = [name for name in asked.methods if not BY_NAME[name].can_run]
    for name in cannot:
        print(f"{name} is left out: it needs {BY_NAME[name].needs}. `make bench-change` has it.", file=sys.stderr)
    plan = Plan(
        seed=asked.seed,
        people=asked.people,
        further=asked.further_people,
        slow=asked.slow_people,
        methods=tuple(name for name in asked.methods if name not in cannot),
        scenarios=tuple(asked.scenarios),
    )
    answers = Answers(plan)
    answers.fill(lambda words: print(words, file=sys.stderr, flush=True))
    if asked.fill_only:
        return 0
    from benchmarks.change.tables import page

    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(page(answers), encoding="utf-8")
    print(f"written to {asked.out}")
    return 0
