"""Did the rules say what a case expects? And over many cases: expected × got, and how far chance may have helped."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from supple.model import Alert, highest
from supple.vignettes.case import NONE, TIERS, Case, Expected

NOT_NOTED = "not noted"


@dataclass(frozen=True)
class Verdict:
    """One case beside what came of it. `unmet`: what was expected and did not come, in words; None: nothing expected.

    `tier` is the highest of the alerts, "none" where no rule fired. That is no "all clear".
    """

    case: Case
    alerts: tuple[Alert, ...]
    tier: str
    unmet: tuple[str, ...] | None


def judge(case: Case, alerts: tuple[Alert, ...]) -> Verdict:
    """A case and the alerts that the rules raised for it, most urgent first."""
    top = highest(alerts)
    tier = NONE if top is None else top.value
    return Verdict(case, alerts, tier, None if case.expected is None else _unmet(case.expected, alerts, tier))


def _unmet(expected: Expected, alerts: tuple[Alert, ...], tier: str) -> tuple[str, ...]:
    fired = [alert.rule for alert in alerts]
    out = []
    if expected.tiers and tier not in expected.tiers:
        out.append(f"tier {' or '.join(expected.tiers)} expected, {tier} came")
    out += [f"rule {rule} expected, did not fire" for rule in expected.rules if rule not in fired]
    out += [f"rule {rule} must not fire, fired" for rule in expected.must_not if rule in fired]
    return tuple(out)


def verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    """What is printed of one case, schema "supple.vignette/1"."""
    case = verdict.case
    out: dict[str, Any] = {
        "schema": "supple.vignette/1",
        "id": case.id,
        "tier": verdict.tier,
        "rules": [
            {
                "id": alert.rule,
                "tier": alert.tier.value,
                "title": alert.title,
                "words": alert.words,
                "call": alert.call,
                "inputs": {name: value for name, value in alert.inputs.items() if value != NOT_NOTED},
            }
            for alert in verdict.alerts
        ],
        "words": verdict.alerts[0].words if verdict.alerts else "",
    }
    if case.notes:
        out["notes"] = [
            {"text": each.text, "read": list(each.read), "not_understood": list(each.not_understood)}
            for each in case.notes
        ]
    if case.expected is not None and verdict.unmet is not None:
        out["expected"] = {
            "tier": list(case.expected.tiers),
            "rules": list(case.expected.rules),
            "must_not": list(case.expected.must_not),
        }
        out["as_expected"] = not verdict.unmet
        out["unmet"] = list(verdict.unmet)
    return out


@dataclass(frozen=True)
class Tally:
    """Many cases with an expected tier.

    Attributes:
        matrix: (expected, got) → cases. Where several tiers will do and one of them came, that one is expected.
        cases: cases with an expected tier.
        exact: those that got it.
        emergencies: those that expect T0; `missed` of them got less.
        others: the rest; `raised` of them got T0.
        ordinary: cases that expect T3 or nothing; `disturbed` of them got more than T3.
    """

    matrix: Mapping[tuple[str, str], int]
    cases: int
    exact: int
    emergencies: int
    missed: int
    others: int
    raised: int
    ordinary: int
    disturbed: int


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Expected × got over all cases that expect a tier."""
    pairs = [
        (verdict.tier if verdict.tier in expected.tiers else expected.tiers[0], verdict.tier)
        for verdict in verdicts
        if (expected := verdict.case.expected) is not None and expected.tiers
    ]
    quiet = {"T3", NONE}
    return Tally(
        matrix=Counter(pairs),
        cases=len(pairs),
        exact=sum(wanted == got for wanted, got in pairs),
        emergencies=sum(wanted == "T0" for wanted, _ in pairs),
        missed=sum(wanted == "T0" != got for wanted, got in pairs),
        others=sum(wanted != "T0" for wanted, _ in pairs),
        raised=sum(wanted != "T0" == got for wanted, got in pairs),
        ordinary=sum(wanted in quiet for wanted, _ in pairs),
        disturbed=sum(wanted in quiet and got not in quiet for wanted, got in pairs),
    )


def upper_bound(events: int, of: int, *, confidence: float = 0.95) -> float:
    """The exact one-sided upper bound of a share (Clopper and Pearson 1934): with a larger true share, so few events
    or fewer would come in less than 1 - `confidence` of tries. 1.0 where nothing was tried.

    Args:
        events: how often it happened, 0 to `of`.
        of: how many were tried.
    """
    if not 0 <= events <= of:
        raise ValueError("events must be 0 to of")
    if events == of:
        return 1.0
    low, high = events / of, 1.0
    for _ in range(100):
        middle = (low + high) / 2
        if _at_most(events, of, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return high


def _at_most(events: int, of: int, share: float) -> float:
    """Probability of `events` or fewer successes in `of` tries."""
    return math.fsum(math.comb(of, k) * share**k * (1 - share) ** (of - k) for k in range(events + 1))


def order_of(tier: str) -> int:
    """0 is the most urgent; "none" is last."""
    return TIERS.index(tier)
