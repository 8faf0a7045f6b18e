"""Which emergencies passed, only because time went by, with nobody saying what was done?

An alert is worked out from the diary, and its window ends: a sign of Friday sets nothing off on Monday. T0 and T1 may
not go in silence, so their rules are asked again at the moments at which something of theirs was noted, as the diary
has it today. What is taken back or put right was never there; what later facts settled while it still fired, and what
the plan and the doses alone had raised (a date, a dose that was missed), is settled by them and not by time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from supple.knowledge import conditions as ask_for
from supple.knowledge.medicine_names import is_one_of
from supple.knowledge.red_flags import Rule, load_red_flags
from supple.model import (
    ACTS,
    DAY_STARTS_AT_HOUR,
    Alert,
    AlertLife,
    AlertStep,
    Comparison,
    Count,
    DailyTable,
    Diary,
    Dose,
    DoseStatus,
    Event,
    Fact,
    Factor,
    LifeState,
    Measurement,
    Plan,
    SideEffect,
    Sign,
    Step,
)
from supple.watch.evidence import Evidence, Noted, Notes, read
from supple.watch.life import in_one_episode, raise_late, said_about
from supple.watch.questions import ask
from supple.watch.rules import alert_of

PlanOn = Callable[[date], Plan]
_DONE = ACTS | {Step.CLOSED}
_Key = tuple[type[Fact], str]


def unanswered(
    diary: Diary,
    plan_on: PlanOn,
    now: datetime,
    *,
    lived: Sequence[AlertLife] = (),
    table: DailyTable | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
    notes: Notes | None = None,
) -> tuple[AlertLife, ...]:
    """T0 and T1 alerts that passed and that nobody answered, one an episode: the most urgent first, then the latest.

    Args:
        diary: the part of it that rules look at, corrections applied, with what was said about alerts.
        plan_on: what is agreed on a day.
        now: aware.
        lived: what fires now with what became of it. What stands there for the same signs is not told twice.
        table: the diary's daily table.
        day_starts_at_hour: as the person chose.
        notes: `diary` and `table` as `read` gave them before, where more than one question is asked of them.
    """
    notes = notes or read(diary.events, table=table, day_starts_at_hour=day_starts_at_hour)
    if _asked_of().isdisjoint(notes.noted):
        return ()
    evidence = notes.at(now, plan_on(now.date()))
    past = _Past(evidence, plan_on, notes.day_starts_at_hour)
    steps = [event for event in diary.events if isinstance(event.fact, AlertStep)]
    firing = {life.alert.rule: life for life in lived}
    found = []
    for rule in _urgent_rules():
        life = firing.get(rule.id)
        waiting = [
            alert for alert in past.alerts(rule) if not _is_answered(alert, steps, now) and not _in_sight(alert, life)
        ]
        found += [_as_life(each, steps, now) for each in in_one_episode(waiting)]
    return tuple(sorted(found, key=lambda life: (life.alert.tier.rank, -life.raised_at.timestamp())))


def to_raise_late(
    waiting: Iterable[AlertLife], steps: Iterable[Event], *, person_id: UUID, zone: str, now: datetime
) -> tuple[Event, ...]:
    """What the ledger lacks of alerts that fired and passed while nobody looked, at the moment at which they did."""
    known = tuple(steps)
    return raise_late([life.alert for life in waiting], known, person_id=person_id, zone=zone, now=now)


@dataclass(frozen=True)
class _Past:
    """The rules asked again, at the moments at which something of theirs was noted."""

    evidence: Evidence
    plan_on: PlanOn
    day_starts_at_hour: int
    known: dict[tuple[datetime, datetime], Evidence] = field(default_factory=dict)

    def alerts(self, rule: Rule) -> Iterator[Alert]:
        """What one rule said then, oldest first, and would still say if no time had gone by."""
        days = load_red_flags().unanswered_days
        for moment in self._moments(rule, max(days.values())):
            alert = alert_of(rule, self._at(moment, moment), load_red_flags())
            if alert is None or self._is_over(alert, rule, days[alert.tier]):
                continue
            if not self._is_settled(alert, rule, moment):
                yield alert

    def _moments(self, rule: Rule, days: int) -> list[datetime]:
        """When something that may set it off was noted, and the doses while that may matter."""
        now = self.evidence.now
        oldest = now - timedelta(days=days, hours=_window(rule.id))
        begun = sorted({n.latest for n in self._that_may_set_off(rule) if oldest <= n.latest <= now})
        if not begun or not _dose_leaves(rule.id):
            return begun
        window = timedelta(hours=_window(rule.id))
        doses = {
            noted.latest
            for dose, noted in self.evidence.facts(Dose, hours=(now - oldest) / timedelta(hours=1))
            if any(at <= noted.latest <= at + window for at in begun) and _dose_may_matter(rule.id, dose)
        }
        return sorted({*begun, *doses})

    def _that_may_set_off(self, rule: Rule) -> Iterator[Noted]:
        """An explicit "no", a count of none and a measurement within bounds raise nothing."""
        for cls, code in _asked_by(rule.id):
            for noted in self.evidence.noted.get((cls, code), ()):
                fact = noted.fact
                if isinstance(fact, Measurement):
                    if _is_measured_so(rule.id, fact, self.evidence):
                        yield noted
                elif getattr(fact, "present", True) is not False and getattr(fact, "count", None) != 0:
                    yield noted

    def _at(self, moment: datetime, until: datetime) -> Evidence:
        if (moment, until) not in self.known:
            plan = self.plan_on(moment.astimezone(self.evidence.zone).date())
            made = self.evidence.at(moment, plan, day_starts_at_hour=self.day_starts_at_hour, until=until)
            self.known[moment, until] = made
        return self.known[moment, until]

    def _is_over(self, alert: Alert, rule: Rule, days: int) -> bool:
        return self.evidence.now - alert.raised_at > timedelta(days=days, hours=_window(rule.id))

    def _is_settled(self, alert: Alert, rule: Rule, moment: datetime) -> bool:
        """By facts: raised by the plan and the doses alone, or answered by what was noted while it still fired."""
        told = self._at(moment, moment)
        alone = alert_of(rule, told.only(Dose), load_red_flags())
        if alone is not None and alone.tier.rank <= alert.tier.rank:
            return True
        heard = self._at(moment, min(self.evidence.now, moment + timedelta(hours=_window(rule.id))))
        return alert_of(rule, heard, load_red_flags()) is None


def _in_sight(alert: Alert, life: AlertLife | None) -> bool:
    """The rule fires now, no less urgently and for all of these signs: an answer about others covers none of them."""
    return life is not None and life.alert.tier.rank <= alert.tier.rank and set(alert.held) <= set(life.alert.held)


def _is_answered(alert: Alert, steps: Sequence[Event], now: datetime) -> bool:
    _, answers = said_about(alert, steps, now)
    return any(isinstance(event.fact, AlertStep) and event.fact.step in _DONE for event in answers)


def _as_life(alerts: Sequence[Alert], steps: Sequence[Event], now: datetime) -> AlertLife:
    """The alerts of one episode as one: as urgent as it ever was, with everything that held."""
    told = max(alerts, key=lambda alert: (-alert.tier.rank, alert.raised_at))
    held = tuple(dict.fromkeys(name for alert in (told, *alerts) for name in alert.held))
    seen = {name: alert.inputs[name] for alert in alerts for name in alert.held}
    inputs = {**told.inputs, **seen, **{name: told.inputs[name] for name in told.held}}
    since = min((alert.since for alert in alerts if alert.since is not None), default=None)
    alert = replace(told, held=held, inputs=inputs, since=since)
    said, _ = said_about(alert, steps, now)
    return AlertLife(alert, LifeState.UNANSWERED, told.raised_at.astimezone(now.tzinfo), said)


_KINDS: Mapping[type, tuple[type[Fact], str]] = {
    ask_for.SignNoted: (Sign, "sign"),
    ask_for.Lasting: (Sign, "lasting"),
    ask_for.Measured: (Measurement, "measured"),
    ask_for.MeasuredAboveUsual: (Measurement, "measured_above_usual"),
    ask_for.MeasuredTimes: (Measurement, "measured_times"),
    ask_for.SideEffectNoted: (SideEffect, "side_effect"),
    ask_for.Counted: (Count, "counted"),
    ask_for.FactorNoted: (Factor, "factor"),
    ask_for.SaidChange: (Comparison, "said"),
}
_COMPARED = (ask_for.MeasuredAboveUsual, ask_for.MeasuredTimes)
_NAMES = ("measured_above_usual", "measured_times")


def _is_measured_so(rule_id: str, fact: Measurement, evidence: Evidence) -> bool:
    """Beyond a bound of the rule; where it compares with one's own usual, any value may be."""
    for leaf in _urgent_questions(rule_id):
        if isinstance(leaf, ask_for.Measured) and leaf.measured == fact.code:
            only = replace(evidence, noted={(Measurement, fact.code): (_just(fact, evidence),)}, memo={})
            if ask(leaf, only, hours=1).truth is True:
                return True
        elif isinstance(leaf, _COMPARED) and fact.code in {getattr(leaf, name, None) for name in _NAMES}:
            return True
    return False


def _just(fact: Fact, evidence: Evidence) -> Noted:
    now = evidence.now
    return Noted(fact, now, now, now, now, evidence.today, "self", is_total=False)


@cache
def _dose_leaves(rule_id: str) -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """(a dose that was taken matters, of which medicines) for each question about doses."""
    found = []
    for leaf in _urgent_questions(rule_id):
        if isinstance(leaf, ask_for.Takes):
            found.append((True, leaf.takes))
        elif isinstance(leaf, ask_for.Missed):
            found.append((False, leaf.missed))
        elif isinstance(leaf, ask_for.MissedFor):
            found.append((False, leaf.missed_for))
    return tuple(found)


def _dose_may_matter(rule_id: str, dose: Dose) -> bool:
    was_missed = dose.status in {DoseStatus.MISSED, DoseStatus.SKIPPED}
    return any(is_one_of(dose.medicine, names) for is_taken, names in _dose_leaves(rule_id) if is_taken or was_missed)


@cache
def _asked_of() -> frozenset[_Key]:
    return frozenset(key for rule in _urgent_rules() for key in _asked_by(rule.id))


@cache
def _asked_by(rule_id: str) -> frozenset[_Key]:
    """What somebody may note that an urgent level of this rule asks for."""
    return frozenset(
        (_KINDS[type(leaf)][0], str(getattr(leaf, _KINDS[type(leaf)][1])))
        for leaf in _urgent_questions(rule_id)
        if type(leaf) in _KINDS
    )


@cache
def _window(rule_id: str) -> float:
    """The longest time, in hours, for which one note may set off an urgent level."""
    own = [getattr(leaf, "hours", None) for leaf in _urgent_questions(rule_id) if type(leaf) in _KINDS]
    rule = load_red_flags().rule(rule_id)
    return max([0.0 if rule is None else rule.window_hours, *(float(hours) for hours in own if hours is not None)])


@cache
def _urgent_questions(rule_id: str) -> tuple[ask_for.Leaf, ...]:
    rule = next((rule for rule in _urgent_rules() if rule.id == rule_id), None)
    return tuple(leaf for level in rule.levels for leaf in level.questions) if rule is not None else ()


@cache
def _urgent_rules() -> tuple[Rule, ...]:
    """The rules with their urgent levels alone."""
    days = load_red_flags().unanswered_days
    short = (
        replace(rule, levels=tuple(level for level in rule.levels if level.tier in days))
        for rule in load_red_flags().rules
    )
    return tuple(rule for rule in short if rule.levels)
