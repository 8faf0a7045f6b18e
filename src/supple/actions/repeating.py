"""What happens on "as yesterday"? Yesterday’s answers are kept as today’s too; what could alarm is asked afresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary, store
from supple.actions import folding
from supple.actions.access import require
from supple.actions.day import Recent, recent_of
from supple.actions.noting import author_of, events_of
from supple.actions.one_tap import is_night
from supple.actions.persons import settings_of
from supple.actions.together import tie_of
from supple.diary.as_before import SOURCE
from supple.model import Account, Event, Fact, UserError, When
from supple.words import _

_Said = tuple[Fact, When]


@dataclass(frozen=True, slots=True)
class AsBefore:
    """What is said again for `day`, and what is not: `to_ask` would change when to call, so it is asked afresh."""

    day: date
    kept: tuple[_Said, ...]
    to_ask: tuple[_Said, ...]
    events: tuple[Event, ...] = ()


def as_yesterday(
    account: Account,
    person_id: UUID,
    *,
    now: datetime,
    day: date | None = None,
    group: UUID | None = None,
    dry_run: bool = False,
) -> AsBefore:
    """Keep the answers of the day before once more, for today or for an earlier `day`.

    Nothing is kept that would raise an alert, or end one: a rule must rest on what somebody says about this day, not
    on a tap that says "the same".

    Raises:
        UserError: there is nothing to say again.
    """
    member = require(account, "as_yesterday", person_id)
    starts = settings_of(person_id).day_starts_at_hour
    zone = member.person.zone
    today = folding.today_of(now, zone, starts)
    wanted = day or today
    if wanted > today:
        raise UserError(_("that day has not come yet."), field="day", hint=_("Choose today or an earlier day."))
    recent = recent_of(person_id, today, starts)
    tie = tie_of(person_id, group)
    if tie is not None and (there := _kept_before(recent, tie)):
        return AsBefore(wanted, tuple((event.fact, event.when) for event in there), (), there)
    is_over = wanted < today or is_night(now, zone, today)
    said = diary.as_before(
        [event for event, on in recent.noted if on == wanted - timedelta(days=1)],
        [event for event, on in recent.noted if on == wanted],
        day=wanted,
        zone=zone,
        now=None if is_over else now,
        author=author_of(member),
    )
    made = events_of(member, [(*each, False) for each in said], now=now, source=SOURCE, group=tie)
    kept = _quiet_ones(recent, made, now=now, zone=zone, starts=starts)
    to_ask = tuple((event.fact, event.when) for event in made if event not in kept)
    if not said:
        raise UserError(_("the day before says nothing that can be said again."), hint=_("Tap a number instead."))
    if kept and not dry_run:
        store.append(kept, now=now, resent=group is not None)
    return AsBefore(wanted, tuple((event.fact, event.when) for event in kept), to_ask, kept)


def _kept_before(recent: Recent, tie: UUID) -> tuple[Event, ...]:
    """What the same form kept already: a double tap says nothing new, and today's answers stand by now."""
    return tuple(event for event in recent.folded.diary.events if event.group == tie)


def _quiet_ones(
    recent: Recent, made: tuple[Event, ...], *, now: datetime, zone: str, starts: int
) -> tuple[Event, ...]:
    """Those with which the rules say exactly what they say without them."""

    def fired(more: tuple[Event, ...]) -> frozenset[tuple[str, str]]:
        day = recent.folded.plan.day
        folded = folding.fold(
            (*recent.events, *more),
            today=day,
            first=day - timedelta(days=folding.TABLE_DAYS),
            day_starts_at_hour=starts,
        )
        return frozenset((alert.rule, alert.tier.value) for alert in folding.alerts(folded, now=now, zone=zone))

    before = frozenset((alert.rule, alert.tier.value) for alert in folding.alerts(recent.folded, now=now, zone=zone))
    if fired(made) == before:
        return made
    kept: tuple[Event, ...] = ()
    for event in made:
        if fired((*kept, event)) == before:
            kept = (*kept, event)
    return kept
