"""What do the plan and the noted doses say to a rule's question? Facts only: nothing here judges a dose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from supple.knowledge import conditions as ask_for
from supple.knowledge.medicine_names import is_one_of, may_be_toxin, plain_name
from supple.model import (
    DOSE_MAY_BE_EARLY,
    LAST_STEP_OVER,
    Dose,
    DoseStatus,
    Plan,
    PlanItem,
    PlanStatus,
    PumpCountdown,
)
from supple.watch.answers import NOT_NOTED, Asked
from supple.watch.evidence import Evidence, Noted

_TAKEN = {DoseStatus.TAKEN, DoseStatus.LATE, DoseStatus.EXTRA}
_SAME_COURSE = timedelta(days=7)  # a break of up to so long: who took it for weeks before is still used to it


def takes(leaf: ask_for.Takes, evidence: Evidence, hours: float) -> Asked:
    """In the plan, a dose noted lately (a missed dose also tells that it is taken), or answered about the person."""
    del hours
    name = f"takes.{'/'.join(leaf.takes)}"
    for item in _medicines(evidence.plan):
        if is_one_of(item.name, leaf.takes):
            return Asked(name, f"yes, {item.name} is in the plan", True)
    for dose, _ in _doses_of(leaf.takes, evidence, hours=leaf.days * 24):
        return Asked(name, f"yes, a dose of {dose.medicine} was noted", True)
    if _was_ended(evidence.plan, leaf.takes):
        return Asked(name, "ended in the plan", False)
    answers = {evidence.profile.get(medicine) for medicine in leaf.takes}
    if "yes" in answers:
        return Asked(name, "yes, as answered in the settings", True)
    # A "no" of some months ago proves nothing about today, so it rules nothing out.
    return Asked(name, "answered no or don't know" if answers - {None} else NOT_NOTED, None)


def _doses_of(
    medicines: tuple[str, ...], evidence: Evidence, *, hours: float | None = None
) -> list[tuple[Dose, Noted]]:
    """The noted doses of one of these medicines, those that may lie in the last `hours` where that is asked."""
    if hours is not None:
        return [(d, n) for d, n in evidence.facts(Dose, hours=hours) if is_one_of(d.medicine, medicines)]
    key = f"doses of {'/'.join(medicines)}"
    if key not in evidence.memo:
        evidence.memo[key] = [(d, n) for d, n in evidence.facts(Dose) if is_one_of(d.medicine, medicines)]
    every: list[tuple[Dose, Noted]] = evidence.memo[key]
    return every


def missed(leaf: ask_for.Missed, evidence: Evidence, hours: float) -> Asked:
    """A miss somebody noted. Days without a dose entry are blanks, not misses."""
    name = f"missed.{'/'.join(leaf.missed)}"
    window = float(leaf.hours if leaf.hours is not None else hours)
    doses = _doses_of(leaf.missed, evidence, hours=window)
    misses = [entry for dose, entry in doses if dose.status not in _TAKEN]
    if misses:
        return Asked(name, f"yes, {len(misses)} noted as missed", True, min(entry.earliest for entry in misses))
    return Asked(name, "no, taken", False) if doses else Asked(name, NOT_NOTED, None)


def extra(leaf: ask_for.Extra, evidence: Evidence, hours: float) -> Asked:
    """A dose noted as extra. What is not said to be extra says nothing about it: no amount is compared."""
    name = f"extra.{'/'.join(leaf.extra)}"
    window = float(leaf.hours if leaf.hours is not None else hours)
    doses = _doses_of(leaf.extra, evidence, hours=window)
    hits = [(dose, entry) for dose, entry in doses if dose.status is DoseStatus.EXTRA]
    if hits:
        names = ", ".join(sorted({dose.medicine for dose, _ in hits}))
        return Asked(name, f"yes, {names} noted as extra", True, min(entry.earliest for _, entry in hits))
    return Asked(name, "none noted as extra" if doses else NOT_NOTED, None)


def missed_for(leaf: ask_for.MissedFor, evidence: Evidence, hours: float) -> Asked:
    """Each medicine alone; the first that was missed long enough answers."""
    name = f"missed_for.{'/'.join(leaf.missed_for)}"
    window = float(leaf.hours if leaf.hours is not None else hours)
    asked = [m for m in leaf.missed_for if leaf.reason == "any" or _has_known_end(evidence.plan, m) is True]
    answers = [_missed_for_one(name, medicine, leaf, evidence, window) for medicine in asked]
    for wanted in (True, False):
        for answer in answers:
            if answer.truth is wanted:
                return answer
    return answers[0] if answers else Asked(name, NOT_NOTED, None)


def _missed_for_one(
    name: str, medicine: str, leaf: ask_for.MissedFor, evidence: Evidence, window_hours: float
) -> Asked:
    doses = sorted(
        (
            (d, n)
            for d, n in _doses_of((medicine,), evidence)
            # An answer to a dose whose time has not come is no fact yet: it must not hide the misses before it.
            if not (d.due_time and n.begun > evidence.now + DOSE_MAY_BE_EARLY)
        ),
        key=lambda pair: (pair[1].ended, pair[1].begun),
    )
    if not doses:
        return Asked(name, NOT_NOTED, None)
    if _was_taken(doses[-1][0]):
        return Asked(name, f"{medicine}: {'some of it ' if doses[-1][0].is_partly_missed else ''}taken last", False)
    if doses[-1][1].latest < evidence.now - timedelta(hours=window_hours):
        return Asked(name, NOT_NOTED, None)
    began, last = _run_of_misses(doses, timedelta(hours=leaf.chain_hours))
    without = last.ended - began.begun
    words = f"{medicine}: {without.total_seconds() / 3600:.0f} hours between noted misses"
    return Asked(name, words, without >= timedelta(hours=leaf.at_least_hours), began.earliest)


def _run_of_misses(doses: list[tuple[Dose, Noted]], apart: timedelta) -> tuple[Noted, Noted]:
    """Where the time without begins, and the last miss. A taken dose shortly before the first miss begins it."""
    last = began = doses[-1][1]
    for dose, entry in reversed(doses[:-1]):
        if began.begun - entry.ended > apart:
            break
        began = entry
        if _was_taken(dose):
            break
    return began, last


def _was_taken(dose: Dose) -> bool:
    """Also where only some of a day's doses were missed: that day was not without it."""
    return dose.status in _TAKEN or dose.is_partly_missed


def stopped(leaf: ask_for.Stopped, evidence: Evidence, hours: float) -> Asked:
    """Each medicine alone: another one that goes on does not hide that this one ended."""
    del hours
    name = f"stopped.{'/'.join(leaf.stopped)}"
    answers = []
    for medicine in leaf.stopped:
        entries = [item for item in _plan_items(evidence.plan, "medicine") if is_one_of(item.name, (medicine,))]
        in_force = [item for item in _medicines(evidence.plan) if is_one_of(item.name, (medicine,))]
        answers.append(_stop(name, entries, leaf, evidence, in_force=in_force))
    return next((one for wanted in (True, False) for one in answers if one.truth is wanted), answers[0])


def item_stopped(leaf: ask_for.ItemStopped, evidence: Evidence, hours: float) -> Asked:
    del hours
    entries = _plan_items(evidence.plan, leaf.item_stopped)
    in_force = evidence.plan.in_force(leaf.item_stopped) if evidence.plan is not None else ()
    return _stop(f"item_stopped.{leaf.item_stopped}", entries, leaf, evidence, in_force=in_force)


def _stop(
    name: str,
    entries: list[PlanItem],
    leaf: ask_for.Stopped | ask_for.ItemStopped,
    evidence: Evidence,
    *,
    in_force: Sequence[PlanItem],
) -> Asked:
    """A plan knows days, not hours: a day that may lie in the window counts."""
    entries = [item for item in entries if item.valid_from <= evidence.calendar_day]
    end = _end_of(evidence.plan, entries, in_force)
    if end is None:
        return Asked(name, "no, it is in the plan", False) if in_force else Asked(name, NOT_NOTED, None)
    began = datetime.combine(end.day, time(), tzinfo=evidence.zone).astimezone(UTC)
    fits = leaf.reason == "any" or end.is_known == (leaf.reason == "known")
    return Asked(name, end.words, fits and (evidence.today - end.day).days <= leaf.days, began)


@dataclass(frozen=True, slots=True)
class _End:
    day: date
    words: str
    is_known: bool  # somebody who may say so said so, as far as it was written down


def _end_of(plan: Plan | None, entries: list[PlanItem], in_force: Sequence[PlanItem]) -> _End | None:
    """The end of the last course: an entry that ends it, or the day after its ladder's last step."""
    if in_force:
        days = [last_step_over_on(plan, item) for item in in_force]
        over = [day for day in days if day is not None]
        if len(over) < len(days):
            return None
        return _End(max(over), f"the last written step was over on {max(over).isoformat()}", is_known=True)
    if not entries or entries[-1].status is not PlanStatus.ENDED:
        return None
    said_by = entries[-1].detail.get("said_by", "").strip()
    words = f"ended in the plan on {entries[-1].valid_from.isoformat()}"
    return _End(entries[-1].valid_from, f"{words}, said by {said_by}" if said_by else words, is_known=bool(said_by))


def _has_known_end(plan: Plan | None, medicine: str) -> bool | None:
    """None: it has no end in the plan."""
    entries = [item for item in _plan_items(plan, "medicine") if is_one_of(item.name, (medicine,))]
    end = _end_of(plan, entries, [item for item in _medicines(plan) if is_one_of(item.name, (medicine,))])
    return None if end is None else end.is_known


def last_step_over_on(plan: Plan | None, item: PlanItem) -> date | None:
    """The day on which the last step of a medicine's ladder was over, None where it is not or there is none."""
    over = plain_name(f"{item.name}: {LAST_STEP_OVER}")
    days = [
        change.day
        for change in (plan.changes if plan is not None else ())
        if item.valid_from <= change.day <= plan.day and plain_name(change.label) == over  # type: ignore[union-attr]
    ]
    return max(days, default=None)


def taken_for(leaf: ask_for.TakenFor, evidence: Evidence, hours: float) -> Asked:
    """Long enough by the plan or by noted doses. Too short only if the plan gives a late beginning.

    Each medicine alone; one that was taken long enough answers.
    """
    del hours
    name = f"taken_for.{'/'.join(leaf.taken_for)}"
    answers = [_taken_for_one(name, medicine, leaf.at_least_days, evidence) for medicine in leaf.taken_for]
    return next((one for wanted in (True, False) for one in answers if one.truth is wanted), answers[0])


def _taken_for_one(name: str, medicine: str, at_least_days: int, evidence: Evidence) -> Asked:
    begun, until = _course(evidence.plan, medicine)
    enough = (until or evidence.today) - timedelta(days=at_least_days)
    doses = [n.local_day for _, n in _doses_of((medicine,), evidence)]
    first = min([*doses, *([begun] if begun else [])], default=None)
    if first is None:
        return Asked(name, NOT_NOTED, None)
    if first <= enough:
        return Asked(name, f"since {first.isoformat()} or before", True)
    if begun is None:
        return Asked(name, "since when is not noted", None)
    return Asked(name, f"since {begun.isoformat()}", False)


def toxin_within(leaf: ask_for.ToxinWithin, evidence: Evidence, hours: float) -> Asked:
    """The last toxin injection; an ended course still acts for its weeks."""
    del hours
    days = [
        item.valid_from
        for item in _plan_items(evidence.plan, "injection")
        if item.status is not PlanStatus.ENDED
        and item.valid_from <= evidence.calendar_day
        and may_be_toxin(item.name, leaf.other_than)
    ]
    if not days:
        return Asked("toxin", NOT_NOTED, None)
    last = max(days)
    since_days = max((evidence.today - last).days, 0)
    is_recent = since_days <= leaf.toxin_within_days
    return Asked("toxin", f"{last.isoformat()}, {since_days} days ago", is_recent)


def dose_changed_within(leaf: ask_for.DoseChangedWithin, evidence: Evidence, hours: float) -> Asked:
    del hours
    dated = evidence.plan.changes if evidence.plan is not None else ()
    days = [change.day for change in dated if change.kind == "dose" and change.day <= evidence.calendar_day]
    if not days:
        return Asked("dose_changed", NOT_NOTED, None)
    last = max(days)
    is_recent = (evidence.today - last).days <= leaf.dose_changed_within_days
    return Asked("dose_changed", last.isoformat(), is_recent)


def pump_changed_within(leaf: ask_for.PumpChangedWithin, evidence: Evidence, hours: float) -> Asked:
    """The last day on which the pump was put in, filled or set, as the plan has it."""
    del hours
    if evidence.plan is None or not evidence.plan.in_force("pump"):
        return Asked("pump_changed", NOT_NOTED, None)
    days = [item.valid_from for item in _plan_items(evidence.plan, "pump") if item.status is not PlanStatus.ENDED]
    last = max((day for day in days if day <= evidence.calendar_day), default=None)
    if last is None:
        return Asked("pump_changed", NOT_NOTED, None)
    is_recent = (evidence.today - last).days <= leaf.pump_changed_within_days
    return Asked("pump_changed", last.isoformat(), is_recent)


def pump_date(leaf: ask_for.PumpDateWithin, evidence: Evidence, hours: float) -> Asked:
    """The earlier of the clinic's date and the estimate, as the plan counted it. What cannot be told is a blank."""
    del hours
    count = evidence.plan.pump if evidence.plan is not None else None
    if count is None or count.counted_day is None:
        return Asked(leaf.pump_date, NOT_NOTED, None)
    left = (count.counted_day - evidence.today).days
    return Asked(leaf.pump_date, _low_reservoir_words(count, count.counted_day, left), left <= leaf.days_left)


def _low_reservoir_words(count: PumpCountdown, counted: date, left: int) -> str:
    """Which day was used and what the other says, so that nobody takes one for the other."""
    when = f"{left} days left" if left >= 0 else f"{-left} days ago"
    if count.clinic_day == count.estimated_day:
        return f"{counted.isoformat()}, by the clinic's date and by the estimate, {when}"
    if count.is_clinics_day:
        other = count.estimated_day
        return f"{counted.isoformat()}, the clinic's date, {when}; " + (
            "no estimate" if other is None else f"the estimate is {other.isoformat()}"
        )
    other = count.clinic_day
    return f"{counted.isoformat()}, by the estimate, {when}; " + (
        "no date from the clinic is noted" if other is None else f"the clinic's date is {other.isoformat()}"
    )


def _medicines(plan: Plan | None) -> tuple[PlanItem, ...]:
    return plan.in_force("medicine") if plan is not None else ()


def _plan_items(plan: Plan | None, item: str) -> list[PlanItem]:
    """All plan entries of one kind, also replaced and ended ones, in the order in which they held.

    What was only said about steps (a hold, a stay) neither begins nor ends anything and is left out.
    """
    if plan is None:
        return []
    every = [event.fact for event in plan.events if isinstance(event.fact, PlanItem) and event.fact.item == item]
    entries = [each for each in every if each.status is PlanStatus.ENDED or not each.detail.get("ladder")]
    return entries or list(plan.in_force(item))


def _was_ended(plan: Plan | None, medicines: tuple[str, ...]) -> bool:
    """The plan ended it and nothing began it again: a planned stop."""
    entries = [item for item in _plan_items(plan, "medicine") if is_one_of(item.name, medicines)]
    in_force = any(is_one_of(item.name, medicines) for item in _medicines(plan))
    return bool(entries) and not in_force and entries[-1].status is PlanStatus.ENDED


def _course(plan: Plan | None, medicine: str) -> tuple[date | None, date | None]:
    """The first day of the last course and the day of its end; None where the plan does not tell or it goes on.

    Another brand or strength that takes over, and a short break, begin no new course: the body knows neither.
    """
    begun: date | None = None
    until: date | None = None
    is_known = False  # whether the plan told anything of it yet; ended with no beginning, it was taken until then
    in_force: set[str] = set()
    for item in _plan_items(plan, "medicine"):
        if not is_one_of(item.name, (medicine,)):
            continue
        if item.status is PlanStatus.ENDED:
            in_force.discard(plain_name(item.name))
            until = until if in_force else item.valid_from
        else:
            if not is_known or (until is not None and item.valid_from - until > _SAME_COURSE):
                begun = item.valid_from
            in_force.add(plain_name(item.name))
            until = None
        is_known = True
    return begun, until
