"""Is a silence worth a question? Of a regular medicine whose doses were noted, and lately none: taken, or missed?

Silence is no miss: nothing here raises an alert. Only an answer becomes a noted dose, and the rules look at that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supple.knowledge.gaps import GapRule, load_gap_rule
from supple.knowledge.medicine_names import is_one_of, known_medicines
from supple.model import DAY_STARTS_AT_HOUR, Diary, Dose, Plan, PlanItem
from supple.watch.evidence import Evidence, Noted, Notes, read
from supple.watch.treatment import last_step_over_on

PUMP = "baclofen_pump"  # its doses are never noted one by one


@dataclass(frozen=True, slots=True)
class DoseGap:
    """A question about one medicine, as the plan names it. `since` (aware) is the latest that the last noted dose,
    taken or missed, may belong to; `since_day` the local day it was noted for.
    """

    medicine: str
    since: datetime
    since_day: date
    words: str
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str


def dose_gaps(
    diary: Diary,
    plan: Plan,
    now: datetime,
    *,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
    notes: Notes | None = None,
) -> tuple[DoseGap, ...]:
    """The questions that are open at `now` (aware), in the plan's order; most often none.

    `notes`: `diary` as `read` gave it before.
    """
    rule = load_gap_rule()
    due: dict[str, PlanItem] = {}
    for medicine in rule.medicines:
        items = [item for item in plan.in_force("medicine") if is_one_of(item.name, (medicine,))]
        if items and all(_is_regular(item, plan) for item in items):
            due[medicine] = items[0]
    if not due:
        return ()
    notes = notes or read(diary.events, day_starts_at_hour=day_starts_at_hour)
    evidence = notes.at(now, plan)
    return tuple(gap for medicine, item in due.items() for gap in _asked(item, medicine, evidence, rule))


def _is_regular(item: PlanItem, plan: Plan) -> bool:
    """Doses of it are due: not only when needed, not from a pump, and no ladder whose last step is over."""
    if item.detail.get("as_needed", "").strip().casefold() == "yes" or PUMP in known_medicines(item.name):
        return False
    return last_step_over_on(plan, item) is None


def _asked(item: PlanItem, medicine: str, evidence: Evidence, rule: GapRule) -> Iterable[DoseGap]:
    entries = [noted for dose, noted in evidence.facts(Dose) if is_one_of(dose.medicine, (medicine,))]
    last = max(entries, key=lambda noted: noted.latest, default=None)
    if last is None or not _is_kept_count(entries, last, rule):
        return
    silent = evidence.now - last.latest
    if timedelta(hours=rule.quiet_hours) < silent <= timedelta(days=rule.lately_days):
        day = f"{last.local_day:%A} {last.local_day.day} {last.local_day:%B}"
        words = rule.words.replace("{day}", day).replace("{medicine}", item.name)
        yield DoseGap(item.name, last.latest, last.local_day, words, rule.source, rule.date_checked, rule.reviewed_by)


def _is_kept_count(entries: list[Noted], last: Noted, rule: GapRule) -> bool:
    lately = [noted for noted in entries if noted.latest >= last.latest - timedelta(days=rule.lately_days)]
    return len(lately) >= rule.min_answers and len({noted.local_day for noted in lately}) >= rule.min_days
