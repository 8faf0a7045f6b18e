"""How is it run? Fill in what answers are missing, person by person, then score all of them.

    make bench-triggers                      # everything; a second run only runs what changed
    python -m benchmarks.triggers --help     # in .venv-bench, with src on the path

Peers are asked about the same people as Supple. Answers are kept under build/bench/answers; `--fresh` throws them
away.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from benchmarks.triggers.cache import Kept
from benchmarks.triggers.claims import Answer
from benchmarks.triggers.methods import BY_NAME, METHODS, Method
from benchmarks.triggers.people import (
    BASE,
    DEVELOPMENT_SEED,
    FURTHER,
    LENGTHS,
    NO_TRIGGER,
    REPORTING_SEED,
    STRESS,
    TUNING_SEED,
    VARIANTS,
    Variant,
    generator_version,
    person,
)

FOLDER = Path("build/bench")
SAVE_EVERY = 20
SHORT_PEOPLE = 100


@dataclass(frozen=True)
class Plan:
    """How many people of each kind, for methods that are quick and for those that are not."""

    seed: int = REPORTING_SEED
    tuning_seed: int = TUNING_SEED
    people: int = 300
    null_people: int = 500
    null_people_slow: int = 200
    tuning: int = 200
    variant: int = 100
    variant_slow: int = 100
    length: int = 40
    further: int = 50
    tuning_variant: int = 0
    methods: tuple[str, ...] = tuple(BY_NAME)
    variants: tuple[str, ...] = tuple(VARIANTS)

    def how_many(self, method: Method, variant: Variant) -> int:
        if method.name not in self.methods or variant.name not in self.variants or method.is_silent(variant):
            return 0
        if variant == BASE:
            return self.people
        if variant == NO_TRIGGER:
            return self.null_people_slow if method.is_slow else self.null_people
        most = self.length if variant in LENGTHS else self.further if variant in FURTHER else self.variant
        return min(most, self.variant_slow) if method.is_slow else most

    def how_many_tuning(self, method: Method, variant: Variant) -> int:
        if not self.how_many(method, variant) or variant == NO_TRIGGER:
            return 0
        return self.tuning if variant == BASE else self.tuning_variant

    def kinds(self) -> tuple[Variant, ...]:
        return tuple(v for v in (BASE, NO_TRIGGER, *LENGTHS, *STRESS) if v.name in self.variants)


Task = tuple[str, str, int, int]


class Answers:
    """All answers of a plan, run where they are missing."""

    def __init__(self, plan: Plan, folder: Path = FOLDER / "answers", *, jobs: int = 1, fresh: bool = False) -> None:
        self.plan, self.folder, self.jobs, self.fresh = plan, folder, jobs, fresh
        self._kept: dict[tuple[int, str, str], Kept] = {}

    def of(self, method: Method, variant: Variant, seed: int) -> list[Answer]:
        many = self.plan.how_many if seed == self.plan.seed else self.plan.how_many_tuning
        kept = self.kept(method, variant, seed)
        return [kept.answers[number] for number in range(many(method, variant))]

    def kept(self, method: Method, variant: Variant, seed: int) -> Kept:
        key = (seed, variant.name, method.name)
        if key not in self._kept:
            version = f"{method.version}-{generator_version(variant.name)}"
            one = Kept(self.folder, seed=seed, variant=variant.name, method=method.name, version=version)
            if self.fresh:
                one.answers.clear()
            self._kept[key] = one
        return self._kept[key]

    def fill(self, tell: Callable[[str], None]) -> None:
        """Run what is missing, cheapest kinds first, keeping what is done as it goes."""
        work = list(self._missing())
        total = sum(len(numbers) for *_, numbers in work)
        done, start = 0, time.monotonic()
        for method, variant, seed, numbers in work:
            kept = self.kept(method, variant, seed)
            tell(f"{done}/{total} in {time.monotonic() - start:.0f} s: {method.name}, {variant.name}, {len(numbers)}")
            tasks: list[Task] = [(method.name, variant.name, seed, number) for number in numbers]
            for count, (number, answer) in enumerate(self._run(tasks), start=1):
                kept.answers[number] = answer
                if count % SAVE_EVERY == 0:
                    kept.save()
            kept.save()
            done += len(numbers)
        tell(f"{done} answers in {time.monotonic() - start:.0f} s")

    def _missing(self) -> Iterator[tuple[Method, Variant, int, list[int]]]:
        for variant in self.plan.kinds():
            for seed, many in (
                (self.plan.tuning_seed, self.plan.how_many_tuning),
                (self.plan.seed, self.plan.how_many),
            ):
                for method in METHODS:
                    numbers = (
                        self.kept(method, variant, seed).missing(many(method, variant))
                        if many(method, variant)
                        else []
                    )
                    if numbers:
                        yield method, variant, seed, numbers

    def _run(self, tasks: Sequence[Task]) -> Iterator[tuple[int, Answer]]:
        if self.jobs == 1:
            yield from map(ask_one, tasks)
            return
        with multiprocessing.get_context("spawn").Pool(self.jobs) as pool:
            yield from pool.imap_unordered(ask_one, tasks, chunksize=5)


_warm: set[tuple[str, str]] = set()


def ask_one(task: Task) -> tuple[int, Answer]:
    """One method on one person, made again from seed and number so that nothing large travels.

    Somebody of the development seed is asked first, so that no compiling or importing is in the seconds.
    """
    method, variant, seed, number = BY_NAME[task[0]], VARIANTS[task[1]], task[2], task[3]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if (method.name, variant.name) not in _warm:
            method.ask(*person(variant, DEVELOPMENT_SEED, 0), variant)
            _warm.add((method.name, variant.name))
        table, truth = person(variant, seed, number)
        start = time.process_time()  # of this one core, whoever else is using the machine
        claims = method.ask(table, truth, variant)
        return number, Answer(tuple(claims), time.process_time() - start)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.triggers", description=__doc__)
    usual = Plan()
    parser.add_argument("--people", type=int, default=usual.people, help="of the main table")
    parser.add_argument("--null-people", type=int, default=usual.null_people, help="with no trigger")
    parser.add_argument("--tuning", type=int, default=usual.tuning, help="tuning people of the base case")
    parser.add_argument("--variant-people", type=int, default=usual.variant, help="of each length and variant")
    parser.add_argument("--length-people", type=int, default=usual.length, help="of other lengths, each")
    parser.add_argument("--further-people", type=int, default=usual.further, help="of further variants, each")
    parser.add_argument("--slow-people", type=int, default=usual.variant_slow, help="of those, for slow methods")
    parser.add_argument("--tuning-variant", type=int, default=0, help="tuning people of each length and variant; 0: "
                        "thresholds for equal error are set on the very people they are shown for")  # fmt: skip
    parser.add_argument("--seed", type=int, default=usual.seed, help="below 1000: a trial, not for reporting")
    parser.add_argument("--methods", nargs="+", choices=list(BY_NAME), default=list(BY_NAME), metavar="NAME")
    parser.add_argument("--variants", nargs="+", choices=list(VARIANTS), default=list(VARIANTS), metavar="NAME")
    parser.add_argument("--peers-only", action="store_true", help="leave Supple out")
    parser.add_argument("--fill-only", action="store_true", help="run and keep, print no table")
    parser.add_argument("--short", action="store_true", help="a small base case, and no peer that needs .venv-bench")
    parser.add_argument("--fresh", action="store_true", help="run everything again")
    parser.add_argument("--jobs", type=int, default=1, help="processes; seconds are for one core each")
    parser.add_argument("--out", type=Path, default=FOLDER / "trigger-benchmark.md")
    asked = parser.parse_args()
    if asked.short:
        asked.methods = [m.name for m in METHODS if not m.needs and m.name in asked.methods]
        asked.variants = [BASE.name, NO_TRIGGER.name]
        asked.people, asked.null_people, asked.tuning = SHORT_PEOPLE, SHORT_PEOPLE, SHORT_PEOPLE
    for method in METHODS:
        if method.name in asked.methods and method.needs and find_spec(method.needs) is None:
            print(f"{method.name} needs {method.needs}: run `make bench-triggers`, which makes .venv-bench")
            return 1
    plan = replace(
        usual,
        seed=asked.seed,
        people=asked.people,
        null_people=asked.null_people,
        null_people_slow=min(asked.null_people, usual.null_people_slow),
        tuning=asked.tuning,
        variant=asked.variant_people,
        variant_slow=min(asked.slow_people, asked.variant_people),
        length=asked.length_people,
        further=asked.further_people,
        tuning_variant=asked.tuning_variant,
        methods=tuple(m for m in asked.methods if not (asked.peers_only and BY_NAME[m].is_supple)),
        variants=tuple(asked.variants),
    )
    answers = Answers(plan, jobs=asked.jobs, fresh=asked.fresh)
    answers.fill(lambda words: print(words, file=sys.stderr, flush=True))
    if asked.fill_only:
        return 0
    from benchmarks.triggers.tables import write

    write(answers, asked.out)
    if asked.short:
        print(asked.out.read_text(encoding="utf-8"))
    print(f"written to {asked.out}")
    return 0
