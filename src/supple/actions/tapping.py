"""What happens when somebody taps "+1"? One spasm is kept with its time, and nothing is asked.

Where it was, how strong, and whether it belongs to the night can be said afterwards: each adds a correction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import diary, knowledge, store
from supple.actions.access import require
from supple.actions.check_in import save_facts
from supple.actions.corrections import correction
from supple.actions.one_tap import COUNTED
from supple.actions.persons import settings_of
from supple.model import Account, Count, Day, Event, Instant, Period, Side, UserError
from supple.store import queries
from supple.words import _

SOURCE = "tap"
SEVERITIES = {1: "mild", 2: "moderate", 3: "severe"}
# Up to these hours somebody may be in bed, or may still be up: which of the two is theirs to say.
_MAY_BE_IN_BED_FROM, _MAY_BE_IN_BED_UNTIL = 21, 9


def tap(
    account: Account,
    person_id: UUID,
    code: str,
    *,
    now: datetime,
    group: UUID | None = None,
    day: date | None = None,
    source: str = SOURCE,
) -> Event:
    """Keep one more spasm, cramp or bout of clonus.

    Args:
        code: one of `COUNTED`.
        group: the form's own id, so that a shaky double tap counts once.
        day: an earlier day, where it is noted later; then no time is kept.
    """
    member = require(account, "tap", person_id)
    if code not in COUNTED:
        raise UserError(
            _("this cannot be counted by one tap."), hint=_("Known: {items}.").format(items=", ".join(COUNTED))
        )
    zone = member.person.zone
    if day is not None:
        fact, when = Count(code, 1), Day(day, zone)
        return save_facts(account, person_id, [(fact, when)], now=now, source=source, group=group)[0]
    starts = settings_of(person_id).day_starts_at_hour
    local = now.astimezone(ZoneInfo(zone))
    counted = Count(code, 1, Period.NIGHT if local.hour < starts else Period.DAY)
    return save_facts(account, person_id, [(counted, Instant(now, zone))], now=now, source=source, group=group)[0]


def say_where(
    account: Account, person_id: UUID, group: UUID, part: str, side: Side | None, *, now: datetime
) -> tuple[Event, ...]:
    """Where in the body it was."""
    known = knowledge.load().body_parts.get(part)
    if known is None or (side is not None and not known.has_sides):
        raise UserError(
            _("this place is not known."), field="place", hint=_("Choose one from the figure or the list.")
        )
    return _say("say_where", account, person_id, group, lambda fact: replace(fact, part=part, side=side), now=now)


def say_how_strong(
    account: Account, person_id: UUID, group: UUID, severity: int, *, now: datetime
) -> tuple[Event, ...]:
    """Mild, moderate or severe."""
    if severity not in SEVERITIES:
        raise UserError(
            _("this is not how strong it can be."), field="severity", hint=_("Choose mild, moderate or severe.")
        )
    return _say("say_how_strong", account, person_id, group, lambda fact: replace(fact, severity=severity), now=now)


def say_period(account: Account, person_id: UUID, group: UUID, period: Period, *, now: datetime) -> tuple[Event, ...]:
    """Whether it was in the night or still in the day: near midnight only the person knows."""
    return _say("say_period", account, person_id, group, lambda fact: replace(fact, period=period), now=now)


def other_period(event: Event) -> Period | None:
    """The period that a tap at this hour may belong to instead; None where its time leaves no doubt."""
    fact, when = event.fact, event.when
    if not isinstance(fact, Count) or not isinstance(when, Instant) or fact.period is None:
        return None
    if _MAY_BE_IN_BED_UNTIL <= when.local.hour < _MAY_BE_IN_BED_FROM:
        return None
    return Period.DAY if fact.period is Period.NIGHT else Period.NIGHT


def _say(
    action: str, account: Account, person_id: UUID, group: UUID, change: Callable[[Count], Count], *, now: datetime
) -> tuple[Event, ...]:
    """Put more into what one tap kept. Said twice, it is kept once."""
    member = require(account, action, person_id)
    folded = diary.fold(queries.events_of_group(person_id, group), person_id=person_id)
    said = []
    for event in folded.events:
        if isinstance(event.fact, Count) and (fact := change(event.fact)) != event.fact:
            said.append(correction(member, replace(event, fact=fact), event, now=now, source=SOURCE))
    if not any(isinstance(event.fact, Count) for event in folded.events):
        raise UserError(_("there is nothing here to add to."), hint=_("It was taken back. Note it again."))
    store.append(said, now=now)
    return tuple(said)
