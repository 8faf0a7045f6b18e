"""Where must a threshold lie for a given false-discovery rate? So that methods are compared at equal error."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.triggers.claims import Answer
from benchmarks.triggers.scoring import MIN_EXPOSED_DAYS
from supple.simulate import Truth

TARGET_FDR = 0.05
NOTHING_TOLD = float("inf")


def tune(truths: Sequence[Truth], answers: Sequence[Answer], target: float = TARGET_FDR) -> float:
    """The threshold that finds most (highest F1) while the false share, mean over people, is at most `target`.

    Kind to every method alike: of all thresholds that keep the rate, the best is taken. `NOTHING_TOLD` if none does.
    """
    scores, is_true, is_findable, person = [], [], [], []
    missing = 0
    for number, (truth, answer) in enumerate(zip(truths, answers, strict=True)):
        true = {effect.factor: effect for effect in truth.effects}
        findable = {f for f, e in true.items() if e.is_number or e.days_exposed >= MIN_EXPOSED_DAYS}
        missing += len(findable)
        for claim in answer.claims:
            scores.append(claim.score)
            is_true.append(claim.factor in true)
            is_findable.append(claim.factor in findable)
            person.append(number)
    if not scores:
        return NOTHING_TOLD
    order = np.argsort(-np.array(scores), kind="stable")
    told, false = np.zeros(len(truths)), np.zeros(len(truths))
    share, found, false_in_all = 0.0, 0, 0
    best, threshold = 0.0, NOTHING_TOLD
    for place, at in enumerate(order):
        who = person[at]
        share -= false[who] / max(told[who], 1)
        told[who] += 1
        false[who] += not is_true[at]
        share += false[who] / told[who]
        found += is_findable[at]
        false_in_all += not is_true[at]
        is_last_of_ties = place + 1 == len(order) or scores[order[place + 1]] < scores[at]
        f1 = 2 * found / max(missing + found + false_in_all, 1)
        if is_last_of_ties and share / len(truths) <= target and f1 > best:
            best, threshold = f1, float(scores[at])
    return threshold
