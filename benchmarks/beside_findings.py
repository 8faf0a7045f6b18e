"""Does what stands beside the findings hold? Luck against people without a trigger, and days that were said to tell.

    python benchmarks/beside_findings.py [--people N] [--null-people N] [--days D] [OUT.json]

Two questions, on simulated people of the reporting seed (tuning seeds are below 1000):

- On people without any trigger, is the share of shifted fakes called clear or leaning that of their real factors?
- Of what leans or cannot be told, with "about N more noted days may tell": N days later, what is it called?

Prints both and writes JSON (default build/bench/beside_findings.json).
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

import numpy as np  # noqa: E402  (after the thread count is set)

from supple.insight import find_triggers, how_lucky  # noqa: E402
from supple.model import DailyTable, Finding  # noqa: E402
from supple.simulate.generate import people_from_seed  # noqa: E402
from supple.simulate.truth import Settings, Truth  # noqa: E402

REPORTING_SEED = 20264
LONGEST, STEP = 500, 20


def luck(people: int, days: int) -> dict[str, object]:
    """Shares called clear and leaning, of real factors and of fakes, with how many there were."""
    real: Counter[str] = Counter()
    fake: Counter[str] = Counter()
    for _, table, truth in people_from_seed(people, days, REPORTING_SEED, settings=Settings(no_trigger=True)):
        found = find(table, truth)
        tried = [one for one in found.values() if one.probability is not None]
        real.update(one.verdict.value for one in tried)
        told = how_lucky(table, "stiffness", timing=truth.timing, changes=truth.changes, rng=np.random.default_rng(0))
        fake.update({"clear": told.clear, "leaning": told.leaning, "rest": told.fakes - told.clear - told.leaning})
    return {
        kind: {
            "factors": counts.total(),
            "clear": round(counts["clear"] / max(counts.total(), 1), 5),
            "leaning": round(counts["leaning"] / max(counts.total(), 1), 5),
        }
        for kind, counts in (("real", real), ("fake", fake))
    }


def days_that_tell(people: int, days: int) -> dict[str, dict[str, int]]:
    """What became of findings after the days they asked for: by what they were, true or not, and what they are."""
    became: dict[str, Counter[str]] = {}
    for _, table, truth in people_from_seed(people, LONGEST, REPORTING_SEED + 1):
        true = {effect.factor for effect in truth.effects}
        first = find(cut(table, days), truth)
        kept = sum(cell is not None for cell in cut(table, days).column("stiffness")) / days
        later: dict[int, dict[str, Finding]] = {}
        for factor, one in first.items():
            if one.more_days is None or one.lag_days is None:
                continue
            until = min(LONGEST, STEP * round((days + one.more_days / kept) / STEP))
            if until not in later:
                later[until] = find(cut(table, until), truth)
            was = f"{one.verdict.value}, {'true' if factor in true else 'not true'}"
            became.setdefault(was, Counter())[later[until][factor].verdict.value] += 1
    return {was: dict(counts) for was, counts in sorted(became.items())}


def find(table: DailyTable, truth: Truth) -> dict[str, Finding]:
    report = find_triggers(
        table, "stiffness", timing=truth.timing, changes=truth.changes, rng=np.random.default_rng(0)
    )
    return {one.factor: one for one in report.findings}


def cut(table: DailyTable, days: int) -> DailyTable:
    columns = {name: cells[:days] for name, cells in table.columns.items()}
    return replace(table, days=table.days[:days], columns=columns)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--null-people", type=int, default=60)
    parser.add_argument("--days", type=int, default=180, help="for luck; the days that tell start from half of it")
    parser.add_argument("out", nargs="?", type=Path, default=Path("build/bench/beside_findings.json"))
    given = parser.parse_args()
    found = {
        "luck": luck(given.null_people, given.days),
        "days that tell": days_that_tell(given.people, given.days // 2),
    }
    for kind, shares in found["luck"].items():
        print(f"{kind:5} {shares}")
    for was, counts in found["days that tell"].items():
        total = sum(counts.values())
        told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: -item[1]))
        print(f"{was:25} {total:4} became: {told}")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
