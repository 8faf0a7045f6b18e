"""How is it run? Bars are set on tuning people, everything told is of reporting people, never drawn before.

make bench-watch                    # all tables
python -m benchmarks.watch --help   # fewer people: a trial
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import os
import pickle
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.watch import scoring
from benchmarks.watch.methods import OURS, Method, methods
from benchmarks.watch.other_people import other_people
from benchmarks.watch.people import CALM, GAPS, ONCE, REPORTING_SEED, THRICE, TUNING_SEED, Watched, people
from supple.simulate import living, noting
from supple.watch import shift, usual, worsening

Floats = NDArray[np.float64]

FOLDER = Path("build/bench/watch")


@dataclass(frozen=True)
class Group:
    """People of one kind: how to make so many from a seed, and what part of the usual number is asked.

    `seed_on`: added to the reporting seed where people drawn once were looked at and set aside.
    """

    name: str
    make: Callable[[int, int], list[Watched]]
    part: float
    about: str
    seed_on: int = 0


GROUPS = (
    Group("One note a day", lambda many, seed: people(ONCE, many, seed), 1.0, "the main table"),
    Group("Three notes a day", lambda many, seed: people(THRICE, many, seed), 0.5, "morning, midday and evening", 1),
    Group(
        "30 % of the days blank in everybody", lambda many, seed: people(GAPS, many, seed), 0.15, "more on bad days"
    ),
    Group("No trigger at work", lambda many, seed: people(CALM, many, seed), 0.15, "nothing to be allowed for"),
    Group("Other people", other_people, 0.15, "the second generator, one note a day"),
    Group(
        "Other people, three notes a day",
        lambda many, seed: other_people(many, seed, notes_a_day=3),
        0.5,
        "the second generator",
        1,
    ),
)


@dataclass
class Answer:
    """What one method did in one group."""

    bar: float
    each: list[scoring.Caught]
    seconds: float


@dataclass
class Told:
    name: str
    about: str
    people: int
    answers: dict[str, Answer] = field(default_factory=dict)

    @property
    def ours(self) -> Answer:
        return self.answers[OURS]

    @property
    def events(self) -> int:
        return int(scoring.counts(self.ours.each, scoring.NEVER)[1].sum())


def ask(group: Group, *, tuning: int, reporting: int, seed: int, tell: Callable[[str], None]) -> Told:
    learn = group.make(max(20, round(tuning * group.part)), TUNING_SEED)
    shown = group.make(max(20, round(reporting * group.part)), seed + group.seed_on)
    told = Told(group.name, group.about, len(shown))
    for method in methods():
        start = time.process_time()
        score, bar = choose(method, learn)
        begun = time.process_time()
        scores = [score(one) for one in shown]
        seconds = (time.process_time() - begun) / len(shown)
        each = scoring.all_caught(shown, scores, bar)
        told.answers[method.name] = Answer(bar, each, seconds)
        tell(f"{group.name}: {method.name}, bar {bar:.2f}, {time.process_time() - start:.0f} s")
    return told


def kept(group: Group, *, tuning: int, reporting: int, seed: int, tell: Callable[[str], None]) -> Told:
    """The same, kept under build/bench/watch until detector, peers, people or numbers change."""
    path = FOLDER / f"{seed}-{tuning}-{reporting}-{_version()}" / f"{GROUPS.index(group)}.pickle"
    if path.exists():
        told: Told = pickle.loads(path.read_bytes())
        return told
    made = ask(group, tuning=tuning, reporting=reporting, seed=seed, tell=tell)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(pickle.dumps(made))
    os.replace(part, path)
    return made


def _version() -> str:
    """Changes with any code that a figure hangs on."""
    here = Path(__file__).parent
    files = [file for file in sorted(here.glob("*.py")) if file.name != "tables.py"]
    files += [Path(str(inspect.getsourcefile(module))) for module in (shift, usual, worsening, living, noting)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


def choose(method: Method, learn: Sequence[Watched]) -> tuple[Callable[[Watched], Floats], float]:
    """The setting that notices most within 3 and within 10 days on the tuning people, at its own bar."""
    best: tuple[float, Callable[[Watched], Floats], float] | None = None
    for score in method.settings:
        scores = [score(one) for one in learn]
        bar = method.bar if method.bar is not None else scoring.bar_for(learn, scores)
        each = scoring.all_caught(learn, scores, bar)
        value = sum(float(scoring.counts(each, within)[0].sum()) for within in (3, 10))
        if best is None or value > best[0]:
            best = (value, score, bar)
    assert best is not None
    return best[1], best[2]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.watch", description=__doc__)
    parser.add_argument("--tuning", type=int, default=250, help="people on whom bars are set")
    parser.add_argument("--reporting", type=int, default=880, help="people told of")
    parser.add_argument("--seed", type=int, default=REPORTING_SEED, help="below 1000: a trial, not for reporting")
    parser.add_argument("--groups", nargs="+", choices=[group.name for group in GROUPS], metavar="NAME")
    parser.add_argument("--fill-only", action="store_true", help="run and keep, print no table")
    parser.add_argument("--out", type=Path, default=Path("build/bench/watch-benchmark.md"))
    asked = parser.parse_args()
    tell = partial(print, file=sys.stderr, flush=True)
    told = [
        kept(group, tuning=asked.tuning, reporting=asked.reporting, seed=asked.seed, tell=tell)
        for group in GROUPS
        if not asked.groups or group.name in asked.groups
    ]
    if asked.fill_only:
        return 0
    from benchmarks.watch.tables import page

    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(page(told, seed=asked.seed, tuning=asked.tuning), encoding="utf-8")
    print(f"written to {asked.out}")
    return 0
