"""Is a blood result far above its laboratory's limit, or did a planned test pass with nothing noted? Facts only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from supple.knowledge import conditions as ask_for
from supple.knowledge.medicine_names import plain_name
from supple.model import Measurement, Plan, PlanItem, PlanStatus
from supple.watch.answers import NOT_NOTED, Asked, number
from supple.watch.evidence import Evidence

LIVER_RESULTS = ("alt", "ast")
_TOLERANCE = 1e-9


def measured_times(leaf: ask_for.MeasuredTimes, evidence: Evidence, hours: float) -> Asked:
    """The highest result of the window against the limit that the laboratory printed, as far as it was noted."""
    window = leaf.hours if leaf.hours is not None else hours
    noted = evidence.facts(Measurement, leaf.measured_times, hours=window)
    results = [(fact, entry) for fact, entry in noted if fact.unit == leaf.unit]
    if not results:
        return Asked(leaf.measured_times, NOT_NOTED, None)
    limits = [(n.latest, f.value) for f, n in evidence.facts(Measurement, leaf.limit) if f.unit == leaf.unit]
    limit = max(limits)[1] if limits else leaf.limit_if_not_noted
    hits = [entry for fact, entry in results if fact.value >= limit * leaf.times - _TOLERANCE]
    stands_in = "" if limits else ", which stands in: the lab’s own is not noted"
    words = f"{number(max(fact.value for fact, _ in results))} against an upper limit of {number(limit)}{stands_in}"
    return Asked(leaf.measured_times, words, bool(hits), min(entry.earliest for entry in hits) if hits else None)


def overdue(leaf: ask_for.Overdue, evidence: Evidence, hours: float) -> Asked:
    """The newest visit of the kind that has come. A day nobody wrote anything about is no test that was done."""
    del hours
    name = f"overdue.{leaf.overdue}"
    visit = _last_visit(evidence.plan, leaf.overdue, evidence.today)
    if visit is None:
        return Asked(name, NOT_NOTED, None)
    passed = (evidence.today - visit.valid_from).days
    words = f"due on {visit.valid_from.isoformat()}"
    if visit.detail.get("decided"):
        return Asked(name, f"{words}, with what was decided there", False)
    if _result_since(evidence, visit.valid_from):
        return Asked(name, f"{words}, and a result is noted", False)
    due = datetime.combine(visit.valid_from, time(), tzinfo=evidence.zone).astimezone(UTC)
    is_overdue = leaf.more_than_days < passed <= leaf.for_days
    return Asked(name, f"{words}, {passed} days ago, no result noted", is_overdue, due)


def _last_visit(plan: Plan | None, words: str, today: date) -> PlanItem | None:
    found: dict[tuple[date, str], PlanItem] = {}
    for event in plan.events if plan is not None else ():
        item = event.fact
        if isinstance(item, PlanItem) and item.item == "visit" and words in plain_name(item.name):
            key = (item.valid_from, plain_name(item.name))
            if item.status is PlanStatus.ENDED:
                found.pop(key, None)
            elif item.valid_from <= today:
                found[key] = item
    return found[max(found)] if found else None


def _result_since(evidence: Evidence, day: date) -> bool:
    noted = (entry for code in LIVER_RESULTS for _, entry in evidence.facts(Measurement, code))
    return any(entry.local_day >= day for entry in noted)
