"""What was done about an alert? Seen, called, waited, not needed, closed: each an entry of the diary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from supple import store, watch
from supple.actions import day, folding, living, telling
from supple.actions.access import require
from supple.actions.noting import events_of
from supple.actions.persons import card_of, settings_of
from supple.actions.together import tie_of
from supple.actions.views import PersonCard
from supple.model import (
    BY_SUPPLE,
    Account,
    Alert,
    AlertEpisode,
    AlertLife,
    AlertStep,
    Event,
    Instant,
    Member,
    Step,
    Tier,
    UserError,
    check_fact,
)
from supple.store import people as store_people

MOST_LETTERS = 500


@dataclass(frozen=True, slots=True)
class AsShown:
    """What the person had before their eyes when they answered: a sign that came since is not answered by it."""

    tier: Tier
    inputs: frozenset[str]


@dataclass(frozen=True)
class Told:
    """New alerts about which this helper is told, as the person chose."""

    person: PersonCard
    lives: tuple[AlertLife, ...]


def alerts(account: Account, person_id: UUID, *, now: datetime) -> tuple[AlertLife, ...]:
    """What fires at `now`, each with what became of it; new ones first, those that rest last."""
    fired, steps = _firing(require(account, "alerts", person_id, now=now), now)
    return watch.lives(fired, steps, now)


def raised_alerts(account: Account, person_id: UUID, *, now: datetime) -> tuple[AlertEpisode, ...]:
    """What was ever raised, also what fires no longer, the latest first."""
    fired, steps = _firing(require(account, "raised_alerts", person_id, now=now), now)
    return watch.history(steps, fired, now)


def told_about(account: Account, person_id: UUID, *, now: datetime) -> Told:
    """What this helper is told about one person; nothing where the person did not choose it."""
    member = require(account, "told_about", person_id, now=now)
    fired, steps = _firing(member, now)
    told = telling.tell(member, settings_of(person_id), watch.lives(fired, steps, now), steps, now=now)
    return Told(card_of(member), told)


def all_told(account: Account, *, now: datetime) -> tuple[Told, ...]:
    """The same for everybody whom this account helps and who chose it; only those with something new."""
    members = store_people.memberships(account.id)
    chosen = [one for one in members if telling.choice_of(one, settings_of(one.person.id)) != telling.NOTHING]
    found = (told_about(account, member.person.id, now=now) for member in chosen)
    return tuple(told for told in found if told.lives)


def note_alert(
    account: Account,
    person_id: UUID,
    rule: str,
    step: Step,
    *,
    now: datetime,
    source: str,
    words: str = "",
    shown: AsShown | None = None,
    group: UUID | None = None,
) -> Event:
    """Write down what was done about an alert. Taking it back is `withdraw` of the event.

    Args:
        rule: the alert's rule.
        step: what was done; not what Supple itself writes.
        words: a note, in the person's own words.
        shown: the alert as it stood on the page; None: as it is now.
        group: the form's own id, so that sending the form twice saves once.

    Raises:
        UserError: no such alert was ever raised, or the note is too long; nothing was written.
    """
    member = require(account, "note_alert", person_id)
    note = " ".join(words.split())
    if step in BY_SUPPLE:
        raise UserError(f"{step.value!r} is written by Supple itself.", field="step")
    if len(note) > MOST_LETTERS:
        raise UserError(f"the note is longer than {MOST_LETTERS} letters.", field="words", hint="Make it shorter.")
    zone = member.person.zone
    fired, steps = _firing(member, now)
    found = watch.lives(fired, steps, now)
    life = next((one for one in found if one.alert.rule.casefold() == rule.strip().casefold()), None)
    if step is Step.SEEN and life is not None and life.state != "new" and life.steps and not note:
        return life.steps[-1]
    if life is not None:
        fact, at = _of_alert(life.alert, step, shown), now
    else:
        fact, at = _of_past(rule, step, watch.history(steps, fired, now))
    fact = replace(fact, words=note)
    check_fact(fact)
    when = Instant(at, zone)
    [event] = events_of(member, [(fact, when, False)], now=now, source=source, group=tie_of(person_id, group))
    store.append([event], now=now, resent=group is not None)
    return event


def _firing(member: Member, now: datetime) -> tuple[tuple[Alert, ...], tuple[Event, ...]]:
    """What the rules say at `now`, the same as on the first page, and the ledger with it written down."""
    person = member.person
    hour = settings_of(person.id).day_starts_at_hour
    recent = day.recent_of(person.id, folding.today_of(now, person.zone, hour), hour)
    fired = folding.alerts(recent.folded, now=now, zone=person.zone)
    return fired, living.with_raised(person.id, person.zone, fired, recent.steps, now=now)


def _of_alert(alert: Alert, step: Step, shown: AsShown | None) -> AlertStep:
    tier, inputs = alert.tier, alert.held
    if shown is not None:
        tier = max(alert.tier, shown.tier, key=lambda each: each.rank)
        inputs = tuple(name for name in alert.held if name in shown.inputs)
    return AlertStep(alert.rule, alert.version, tier, step, alert.title, alert.since, inputs)


def _of_past(rule: str, step: Step, past: Sequence[AlertEpisode]) -> tuple[AlertStep, datetime]:
    """It fires no longer, but what was done about it can still be told: a call is often noted afterwards.

    The step stands at the moment at which the ledger last has the alert: it must not say that it fired until now.
    """
    known = next((one for one in past if one.rule.casefold() == rule.strip().casefold()), None)
    if known is None:
        raise UserError(f"no alert of rule {rule!r} was raised.", field="rule", hint="See: supple watch --history")
    fact = AlertStep(known.rule, known.version, known.tier, step, known.title, known.since, known.inputs)
    return fact, known.last_at
