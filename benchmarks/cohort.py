"""How much do other people's diaries help, and can a wrong prior mislead? On simulated people with known truth.

    python benchmarks/cohort.py [--learn N] [--test N] [--days D …] [--seed S] [--test-seed S] [OUT.json]

Learns a cohort prior from some people (180 days each), prints learnt shares and sizes beside the true ones, then
looks at other people with no prior, with the learnt one, and with a wrong one: shuffled over factors of a kind, a
quarter of the directions turned round. Told means *clear*. Tuning seeds are below 1000; report on others.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402  (after the thread count is set)

from supple.cohort import learn  # noqa: E402
from supple.insight import find_triggers, weigh_factors  # noqa: E402
from supple.model import DailyTable, FactorEvidence, FactorPrior, Verdict  # noqa: E402
from supple.simulate import people_from_seed  # noqa: E402
from supple.simulate.truth import Settings, Truth  # noqa: E402

LEARN_DAYS = 180
MIN_EXPOSED_DAYS = 5  # a true factor seen on fewer days is not scored: nobody could find it
FLIPPED = 0.25
VARIANTS: dict[str, Settings] = {
    "base": Settings(),
    "no trigger": Settings(no_trigger=True),
    "half-size effects": Settings(effect_scale=0.5),
}


@dataclass
class Score:
    """Counts over people, of what was told as clear."""

    right: int = 0
    false: int = 0
    missed: int = 0
    shares: list[float] = field(default_factory=list)

    def add(self, told: set[str], truth: Truth) -> None:
        true = {effect.factor: effect for effect in truth.effects}
        findable = {f for f, e in true.items() if e.is_number or e.days_exposed >= MIN_EXPOSED_DAYS}
        wrong = told - set(true)
        self.right += len(told & findable)
        self.false += len(wrong)
        self.missed += len(findable - told)
        self.shares.append(len(wrong) / max(len(told), 1))

    def figures(self) -> dict[str, float]:
        told = self.right + self.false
        return {
            "recall": self.right / max(self.right + self.missed, 1),
            "F1": 2 * self.right / max(told + self.right + self.missed, 1),
            "FDR": float(np.mean(self.shares)),
            "told something false": float(np.mean([share > 0 for share in self.shares])),
        }


def people(count: int, days: int, seed: int, settings: Settings) -> Iterator[tuple[int, DailyTable, Truth]]:
    for number, (_, table, truth) in enumerate(people_from_seed(count, days, seed, settings=settings)):
        yield number, table, truth


def weigh(table: DailyTable, truth: Truth, number: int) -> tuple[FactorEvidence, ...]:
    return weigh_factors(
        table, "stiffness", timing=truth.timing, changes=truth.changes, rng=np.random.default_rng(number)
    )


def told(table: DailyTable, truth: Truth, prior: FactorPrior | None) -> set[str]:
    report = find_triggers(
        table,
        "stiffness",
        timing=truth.timing,
        changes=truth.changes,
        prior=prior,
        rng=np.random.default_rng(1),
    )
    return {one.factor for one in report.findings if one.verdict is Verdict.CLEAR}


def wrong(prior: FactorPrior, rng: np.random.Generator) -> FactorPrior:
    """The same numbers under other factors' names, and a quarter of the directions turned round."""
    to: dict[str, str] = {}
    for kind in (True, False):
        names = sorted(f for f in prior.share if (f in (prior.numbers or ())) is kind)
        to |= dict(zip(names, (names[i] for i in rng.permutation(len(names))), strict=True))
    mean = {to[f]: value * (-1 if rng.random() < FLIPPED else 1) for f, value in prior.mean.items()}
    renamed = {name: {to[f]: value for f, value in getattr(prior, name).items()} for name in ("share", "spread")}
    return replace(prior, mean=mean, shapes={}, **renamed)


def learnt_table(evidence: list[tuple[FactorEvidence, ...]], truths: list[Truth], prior: FactorPrior) -> list[dict]:
    """Beside the truth among the people in whom each factor could be looked at."""
    met: Counter[str] = Counter()
    sizes: dict[str, list[float]] = defaultdict(list)
    for person, truth in zip(evidence, truths, strict=True):
        for one in person:
            met[one.factor] += 1
            effect = truth.effect_of(one.factor)
            if effect is not None:
                sizes[one.factor].append(effect.effect)
    return [
        {
            "factor": f,
            "people": met[f],
            "true share": round(len(sizes[f]) / met[f], 3),
            "learnt share": prior.share[f],
            "true size": round(float(np.mean(sizes[f])), 2) if sizes[f] else None,
            "learnt size": prior.mean[f],
            "learnt spread": prior.spread[f],
        }
        for f in sorted(prior.share)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", default="build/bench/cohort.json")
    parser.add_argument("--learn", type=int, default=200)
    parser.add_argument("--test", type=int, default=60)
    parser.add_argument("--days", type=int, nargs="+", default=[180, 90, 60])
    parser.add_argument("--seed", type=int, default=20271)
    parser.add_argument("--test-seed", type=int, default=20272)
    parser.add_argument("--variants", nargs="+", default=["base"], choices=list(VARIANTS))
    asked = parser.parse_args()
    evidence, truths = [], []
    for number, table, truth in people(asked.learn, LEARN_DAYS, asked.seed, Settings()):
        evidence.append(weigh(table, truth, number))
        truths.append(truth)
    prior = learn(evidence, "stiffness", name="simulated", made_on=date(2026, 1, 1)).prior
    rows = learnt_table(evidence, truths, prior)
    print(f"\nLearnt from {asked.learn} people of {LEARN_DAYS} days\n")
    _print([{key: str(value) for key, value in row.items()} for row in rows])
    off = [row["learnt share"] - row["true share"] for row in rows]
    print(f"\nshares: mean absolute error {np.mean(np.abs(off)):.3f}, mean error {np.mean(off):+.3f}")
    priors = {"no prior": None, "learnt": prior, "wrong": wrong(prior, np.random.default_rng(7))}
    found = []
    for variant in asked.variants:
        for days in asked.days:
            scores = {name: Score() for name in priors}
            for _, table, truth in people(asked.test, days, asked.test_seed, VARIANTS[variant]):
                for name, given in priors.items():
                    scores[name].add(told(table, truth, given), truth)
            found += [
                {"people": variant, "days": days, "prior": name, **score.figures()} for name, score in scores.items()
            ]
    print(f"\n{asked.test} other people, told = clear\n")
    _print([{k: f"{v:.3f}" if isinstance(v, float) else str(v) for k, v in row.items()} for row in found])
    out = Path(asked.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({"asked": vars(asked), "learnt": rows, "found": found}, indent=1) + "\n")
    print(f"\nwritten to {out}")


def _print(rows: list[dict[str, str]]) -> None:
    print("| " + " | ".join(rows[0]) + " |\n" + "|---" * len(rows[0]) + "|")
    for row in rows:
        print("| " + " | ".join(row.values()) + " |")


if __name__ == "__main__":
    main()
