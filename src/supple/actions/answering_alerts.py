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
    LifeState,
    Member,
    Step,
    Tier,
    UserError,
    check_fact,
)
from supple.store import people as store_people
from supple.words import _

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
    return _standing(require(account, "alerts", person_id, now=now), now).lives


def unanswered_alerts(account: Account, person_id: UUID, *, now: datetime) -> tuple[AlertLife, ...]:
    """Emergencies and same-day alerts that passed, only because time went by, with nobody saying what was done."""
    return _standing(require(account, "unanswered_alerts", person_id, now=now), now).unanswered


def raised_alerts(account: Account, person_id: UUID, *, now: datetime) -> tuple[AlertEpisode, ...]:
    """What was ever raised, also what fires no longer, the latest first."""
    standing = _standing(require(account, "raised_alerts", person_id, now=now), now)
    return watch.history(standing.steps, standing.alerts, now)


def told_about(account: Account, person_id: UUID, *, now: datetime) -> Told:
    """What this helper is told about one person; nothing where the person did not choose it."""
    member = require(account, "told_about", person_id, now=now)
    standing = _standing(member, now)
    every = (*standing.lives, *standing.unanswered)
    told = telling.tell(member, settings_of(person_id), every, standing.steps, now=now)
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
    passed: datetime | None = None,
) -> Event:
    """Write down what was done about an alert. Taking it back is `withdraw` of the event.

    Args:
        rule: the alert's rule.
        step: what was done; not what Supple itself writes.
        words: a note, in the person's own words.
        shown: the alert as it stood on the page; None: as it is now.
        group: the form's own id, so that sending the form twice saves once.
        passed: when the alert that passed unanswered was last raised, if that is the one; None: what fires now, and
            where nothing of this rule still waits for an answer, what passed.

    Raises:
        UserError: no such alert was ever raised, or the note is too long; nothing was written.
    """
    member = require(account, "note_alert", person_id)
    note = " ".join(words.split())
    if step in BY_SUPPLE:
        raise UserError(_("{step!r} is written by Supple itself.").format(step=step.value), field="step")
    if len(note) > MOST_LETTERS:
        raise UserError(
            _("the note is longer than {most_letters} letters.").format(most_letters=MOST_LETTERS),
            field="words",
            hint=_("Make it shorter."),
        )
    zone = member.person.zone
    standing = _standing(member, now)
    wanted = rule.strip().casefold()
    life = next((one for one in standing.lives if one.alert.rule.casefold() == wanted), None)
    waiting = [one for one in standing.unanswered if one.alert.rule.casefold() == wanted]
    gone = _meant(life, waiting, passed, is_form=shown is not None)
    if gone is not None:
        fact, at = _of_alert(gone.alert, step, None), gone.raised_at
    elif life is not None and passed is None:
        if step is Step.SEEN and life.state != "new" and life.steps and not note:
            return life.steps[-1]
        fact, at = _of_alert(life.alert, step, shown, _earlier(member, life.alert, now)), now
    else:
        fact, at = _of_past(rule, step, watch.history(standing.steps, standing.alerts, now))
    fact = replace(fact, words=note)
    check_fact(fact)
    when = Instant(at, zone)
    [event] = events_of(member, [(fact, when, False)], now=now, source=source, group=tie_of(person_id, group))
    store.append([event], now=now, resent=group is not None)
    return event


def _standing(member: Member, now: datetime) -> living.Standing:
    """What the rules say at `now`, the same as on the first page, and the ledger with it written down."""
    person = member.person
    recent = _recent(member, now)
    return living.stand(person.id, person.zone, recent.folded, recent.steps, now=now)


def _recent(member: Member, now: datetime) -> day.Recent:
    person = member.person
    hour = settings_of(person.id).day_starts_at_hour
    return day.recent_of(person.id, folding.today_of(now, person.zone, hour), hour)


def _meant(
    life: AlertLife | None, waiting: Sequence[AlertLife], passed: datetime | None, *, is_form: bool
) -> AlertLife | None:
    """The alert that passed, where it is the one that is answered."""
    if passed is not None:
        return next((one for one in waiting if one.raised_at == passed), None)
    if life is None or (not is_form and life.state in {LifeState.ACTED, LifeState.CLOSED}):
        return next(iter(waiting), None)
    return None


def _earlier(member: Member, alert: Alert, now: datetime) -> tuple[str, ...]:
    """What had raised the same rule before, less urgently or as much, and is answered along with what fires now."""
    lived = folding.unanswered(_recent(member, now).folded, (), now=now, zone=member.person.zone)
    return tuple(
        name
        for one in lived
        if one.alert.rule == alert.rule and one.alert.tier.rank >= alert.tier.rank
        if alert.since is not None and one.raised_at <= alert.since
        for name in one.alert.held
    )


def _of_alert(alert: Alert, step: Step, shown: AsShown | None, earlier: Sequence[str] = ()) -> AlertStep:
    tier, inputs = alert.tier, alert.held
    if shown is not None:
        tier = max(alert.tier, shown.tier, key=lambda each: each.rank)
        inputs = tuple(name for name in alert.held if name in shown.inputs)
    if inputs:
        inputs = tuple(dict.fromkeys((*inputs, *earlier)))
    return AlertStep(alert.rule, alert.version, tier, step, alert.title, alert.since, inputs)


def _of_past(rule: str, step: Step, past: Sequence[AlertEpisode]) -> tuple[AlertStep, datetime]:
    """It fires no longer, but what was done about it can still be told: a call is often noted afterwards.

    The step stands at the moment at which the ledger last has the alert: it must not say that it fired until now.
    """
    known = next((one for one in past if one.rule.casefold() == rule.strip().casefold()), None)
    if known is None:
        raise UserError(
            _("no alert of rule {rule!r} was raised.").format(rule=rule),
            field="rule",
            hint=_("See: supple watch --history"),
        )
    fact = AlertStep(known.rule, known.version, known.tier, step, known.title, known.since, known.inputs)
    return fact, known.last_at
