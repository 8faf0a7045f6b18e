"""What became of each alert? Steps of the ledger laid beside what fires now, in episodes of one rule each.

An **episode** is a stretch of time in which a rule fired. Each step of the ledger knows that the rule fired from its
onset to its own moment; a rule that fires now did so from its onset to now. Stretches of one rule that overlap, or
lie no further apart than the rule itself looks back, are one episode. So an onset that moves a little (an earlier
note is added, the window slides) begins no new one, and every order of the same steps gives the same answer.

Nothing here can take an alert out of sight: every alert that goes in comes out, T0 and T1 always unfolded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from supple.knowledge.interactions import load_interactions
from supple.knowledge.red_flags import Rule, load_red_flags
from supple.model import (
    ACTS,
    BY_SUPPLE,
    Again,
    Alert,
    AlertEpisode,
    AlertLife,
    AlertStep,
    Author,
    Event,
    Instant,
    LifeState,
    Step,
    Tier,
    imported_id,
)
from supple.model.check import MAX_NAME
from supple.watch.evidence import CLOCK_SLIP, middle_of

SUPPLE = Author("device", "Supple")
SOURCE = "supple"

# Two looks at one day are one episode even where a rule has no window of its own.
_LEAST_LULL = timedelta(hours=24)
# An alert whose onset nobody knows (a date comes near) joins what the ledger has of the last two weeks.
_NO_ONSET_LULL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The rule fired from `start` to `end`; `event` is the step that knows it, None for "now"."""

    start: datetime
    end: datetime
    tier: Tier
    has_onset: bool
    event: Event | None

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        return self.start, self.end, -1 if self.event is None else self.event.id.int


def lives(alerts: Sequence[Alert], steps: Iterable[Event], now: datetime) -> tuple[AlertLife, ...]:
    """Every alert with what became of it: the most urgent first, of one tier the new ones before those answered.

    Args:
        alerts: what fires at `now`.
        steps: `alert_step` events of the person, corrections applied.
        now: aware; steps of a later moment are not there yet.
    """
    by_rule = _by_rule(steps, now)
    found = [_life(alert, _episode_of(alert, by_rule[alert.rule], now), now) for alert in alerts]
    return tuple(sorted(found, key=lambda life: (life.is_resting, life.alert.tier.rank, life.state is not _NEW)))


def to_raise(
    alerts: Sequence[Alert], steps: Iterable[Event], *, person_id: UUID, zone: str, now: datetime
) -> tuple[Event, ...]:
    """What the ledger lacks: each alert once an episode, and again when it is more urgent or has new evidence.

    The ids follow from what is said, so that two readers at one moment write one entry.
    """
    by_rule = _by_rule(steps, now)
    made = []
    for alert in alerts:
        episode = _episode_of(alert, by_rule[alert.rule], now)
        raised = [fact for event in episode if (fact := _fact(event)).step is Step.RAISED]
        known = {name for fact in raised for name in fact.inputs}
        # Without this link a long episode would fall apart once its first evidence is too old to be looked at.
        is_linked = alert.since is None or any(_at(event) >= alert.since for event in episode)
        is_higher = alert.tier.rank < min((fact.tier.rank for fact in raised), default=9)
        if is_higher or not is_linked or set(alert.held) - known:
            made.append(_by_supple(alert, Step.RAISED, person_id=person_id, zone=zone, now=now))
    return tuple(made)


def shown_to(
    lived: Iterable[AlertLife], *, account_id: UUID, name: str, person_id: UUID, zone: str, now: datetime
) -> tuple[Event, ...]:
    """That Supple showed these alerts to a helper: once for each helper, tier and evidence."""
    return tuple(
        _by_supple(life.alert, Step.SHOWN, person_id=person_id, zone=zone, now=now, to=name, key=str(account_id))
        for life in lived
    )


def history(steps: Iterable[Event], alerts: Sequence[Alert], now: datetime) -> tuple[AlertEpisode, ...]:
    """Everything that was raised, also what fires no longer, the latest first.

    Args:
        steps: `alert_step` events of the person, corrections applied.
        alerts: what fires now; their episodes are marked so.
        now: aware.
    """
    firing = {alert.rule: alert for alert in alerts}
    found = []
    for rule, events in _by_rule(steps, now).items():
        alert = firing.get(rule)
        for stretches in _episodes(rule, [*map(_stretch, events), *([_now(alert, now)] if alert else [])]):
            inside = [one.event for one in stretches if one.event is not None]
            if inside:
                found.append(_as_episode(rule, inside, is_firing=len(inside) < len(stretches)))
    return tuple(sorted(found, key=lambda one: (one.first_at, one.rule), reverse=True))


def _life(alert: Alert, episode: Sequence[Event], now: datetime) -> AlertLife:
    raised_at = min((_at(event) for event in episode), default=now)
    said = tuple(event for event in episode if _fact(event).step not in BY_SUPPLE)
    if not said:
        return AlertLife(alert, _NEW, raised_at)
    known = {name for event in said for name in _fact(event).inputs}
    new = tuple(name for name in alert.held if name not in known)
    if alert.tier.rank < _fact(said[-1]).tier.rank:
        return AlertLife(alert, _NEW, raised_at, said, Again.MORE_URGENT, new)
    if new:
        return AlertLife(alert, _NEW, raised_at, said, Again.NEW_EVIDENCE, new)
    done = [event for event in _answers(alert, said) if _fact(event).step in ACTS | {Step.CLOSED}]
    if not done:
        return AlertLife(alert, LifeState.SEEN, raised_at, said)
    days = load_red_flags().cool_down_days.get(alert.tier)
    back_at = None if days is None else _at(done[-1]) + timedelta(days=days)
    if back_at is not None and back_at <= now:
        if _at(said[-1]) >= back_at:
            return AlertLife(alert, LifeState.SEEN, raised_at, said)
        return AlertLife(alert, _NEW, raised_at, said, Again.REST_OVER)
    state = LifeState.CLOSED if _fact(done[-1]).step is Step.CLOSED else LifeState.ACTED
    return AlertLife(alert, state, raised_at, said, back_at=back_at)


_NEW = LifeState.NEW


def _answers(alert: Alert, said: Sequence[Event]) -> list[Event]:
    """The steps that answer the alert as it is now: from where all of its evidence had been seen, at its tier."""
    missing = set(alert.held)
    found = []
    for event in said:
        fact = _fact(event)
        missing -= set(fact.inputs)
        if not missing and fact.tier.rank <= alert.tier.rank:
            found.append(event)
    return found


def _episode_of(alert: Alert, events: Sequence[Event], now: datetime) -> list[Event]:
    """The steps of the episode that fires now, oldest first."""
    current = _now(alert, now)
    for stretches in _episodes(alert.rule, [*map(_stretch, events), current]):
        if current in stretches:
            return _in_order(one.event for one in stretches if one.event is not None)
    return []


def _episodes(rule: str, stretches: Sequence[_Stretch]) -> list[list[_Stretch]]:
    """Stretches that overlap or nearly touch, together."""
    episodes: list[list[_Stretch]] = []
    end: datetime | None = None
    for one in sorted(stretches, key=lambda each: each.order):
        if end is None or one.start - end > _lull(rule, one):
            episodes.append([])
        episodes[-1].append(one)
        end = one.end if end is None else max(end, one.end)
    return episodes


def _lull(rule_id: str, later: _Stretch) -> timedelta:
    """How long a rule may seem silent within one episode: its own window, and the rest that its tier may have."""
    rule = _rule(rule_id)
    window = timedelta(hours=rule.window_hours) if rule is not None else _LEAST_LULL
    rest = timedelta(days=load_red_flags().cool_down_days.get(later.tier, 0))
    return max(_LEAST_LULL, window, rest, timedelta() if later.has_onset else _NO_ONSET_LULL)


def _rule(rule_id: str) -> Rule | None:
    pairs = (row.rule for row in load_interactions().rows)
    return load_red_flags().rule(rule_id) or next((rule for rule in pairs if rule.id == rule_id), None)


def _stretch(event: Event) -> _Stretch:
    fact, at = _fact(event), _at(event)
    return _Stretch(min(fact.since or at, at), at, fact.tier, fact.since is not None, event)


def _now(alert: Alert, now: datetime) -> _Stretch:
    now = now.astimezone(UTC)
    return _Stretch(min(alert.since or now, now), now, alert.tier, alert.since is not None, None)


def _by_rule(steps: Iterable[Event], now: datetime) -> defaultdict[str, list[Event]]:
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in steps:
        if isinstance(event.fact, AlertStep) and not event.withdrawn and _at(event) <= now + CLOCK_SLIP:
            found[event.fact.rule].append(event)
    return found


def _as_episode(rule: str, events: Sequence[Event], *, is_firing: bool) -> AlertEpisode:
    ordered = _in_order(events)
    facts = [_fact(event) for event in ordered]
    return AlertEpisode(
        rule=rule,
        version=facts[-1].version,
        title=next((fact.title for fact in reversed(facts) if fact.title), rule),
        tier=min((fact.tier for fact in facts), key=lambda tier: tier.rank),
        since=min((fact.since for fact in facts if fact.since is not None), default=None),
        first_at=_at(ordered[0]),
        last_at=_at(ordered[-1]),
        steps=tuple(e for e, fact in zip(ordered, facts, strict=True) if fact.step not in BY_SUPPLE),
        shown=tuple(e for e, fact in zip(ordered, facts, strict=True) if fact.step is Step.SHOWN),
        is_firing=is_firing,
        inputs=tuple(dict.fromkeys(name for fact in facts for name in fact.inputs)),
    )


def _by_supple(
    alert: Alert, step: Step, *, person_id: UUID, zone: str, now: datetime, to: str | None = None, key: str = ""
) -> Event:
    onset = alert.since.astimezone(UTC) if alert.since else now.astimezone(UTC).date()
    said = "\x1f".join((step, alert.rule, alert.tier, onset.isoformat(), *sorted(alert.held), key))
    fact = AlertStep(
        rule=alert.rule,
        version=alert.version,
        tier=alert.tier,
        step=step,
        title=alert.title[:MAX_NAME],
        since=alert.since,
        inputs=alert.held,
        shown_to=to,
    )
    return Event(
        id=imported_id(person_id, "supple-alert", said),
        person_id=person_id,
        fact=fact,
        when=Instant(now.astimezone(UTC), zone),
        recorded_at=now,
        noted_by=SUPPLE,
        source=SOURCE,
    )


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (_at(event), event.recorded_at, event.id.int))


def _at(event: Event) -> datetime:
    """When the step was taken: the moment it names, which somebody may have put right."""
    return middle_of(event.when)


def _fact(event: Event) -> AlertStep:
    assert isinstance(event.fact, AlertStep)
    return event.fact
