"""Check the triggers, and the questions a team asks: what a sheet asks this person, keeping answers, and the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supple import diary, watch
from supple.actions import check_in, day, folding
from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.actions.views import PersonCard
from supple.knowledge.checks import Item, Sheet
from supple.model import CHECK_SOURCE, Account, Alert, CheckCard, Event, Instant, Role
from supple.store import queries


@dataclass(frozen=True)
class SheetView:
    """A sheet for one person. `reason` is the alert beside which it is offered, None where there is none."""

    person: PersonCard
    sheet: Sheet
    items: tuple[Item, ...]
    traits: frozenset[str]
    reason: Alert | None
    last: CheckCard | None


@dataclass(frozen=True)
class SheetCardView:
    """A filled-in sheet, what to read out on the phone, and the alerts that stand now."""

    person: PersonCard
    card: CheckCard
    to_read_out: tuple[str, ...]
    alerts: tuple[Alert, ...]
    reviewed_by: str


def question_sheet(account: Account, person_id: UUID, sheet_id: str, *, now: datetime) -> SheetView:
    """The sheet with the questions for this person. Raises UserError: no such sheet."""
    card = card_of(require(account, "question_sheet", person_id, now=now))
    folded = _folded(person_id, card.zone, now)
    sheet, items = watch.checks.sheet_for(sheet_id, folded.plan_at(now, card.zone))
    alerts = folding.alerts(folded, now=now, zone=card.zone)
    return SheetView(
        person=card,
        sheet=sheet,
        items=items,
        traits=folding.traits(folded, now=now, zone=card.zone),
        reason=next((alert for alert in alerts if alert.rule in sheet.offered_with), None),
        last=watch.checks.card(folded.recent.events, sheet_id, plan=folded.plan_at(now, card.zone)),
    )


def save_sheet(
    account: Account,
    person_id: UUID,
    sheet_id: str,
    answers: Mapping[str, str],
    *,
    now: datetime,
    which: Sequence[str] = (),
    signs: Sequence[str] = (),
    words: str = "",
    group: UUID | None = None,
) -> tuple[Event, ...]:
    """Keep what was answered, as of now, tied together. What was left open is no entry.

    Args:
        answers: item → "yes", "no" or "unknown".
        which: triggers named under a yes.
        signs: signs ticked.
        words: the person's own words beside it.
        group: the form's own id, so that sending it twice saves once.

    Raises:
        UserError: no such sheet, item, answer or sign, or nothing was answered; nothing was written.
    """
    card = card_of(require(account, "save_sheet", person_id))
    sheet, items = watch.checks.sheet_for(sheet_id, _folded(person_id, card.zone, now).plan)
    facts = watch.checks.facts_of(sheet, items, answers, which=which, signs=signs, words=words)
    when = Instant(now, card.zone)
    source = f"{CHECK_SOURCE}{sheet_id}"
    return check_in.save_facts(
        account, person_id, [(fact, when) for fact in facts], now=now, source=source, group=group
    )


def check_card(
    account: Account, person_id: UUID, sheet_id: str, *, now: datetime, group: UUID | None = None
) -> SheetCardView | None:
    """The card of one filled-in sheet, or of the latest of the last weeks; None where there is none."""
    member = require(account, "check_card", person_id, now=now)
    person = card_of(member)
    folded = _folded(person_id, person.zone, now)
    sheet, _ = watch.checks.sheet_for(sheet_id, folded.plan_at(now, person.zone))
    events = folded.recent.events
    if group is not None:
        events = diary.fold(queries.events_of_group(person_id, group), person_id=person_id).events
    found = watch.checks.card(events, sheet_id, group, plan=folded.plan_at(now, person.zone))
    if found is None:
        return None
    traits = folding.traits(folded, now=now, zone=person.zone)
    name = "" if member.role is Role.SELF else person.name
    return SheetCardView(
        person=person,
        card=found,
        to_read_out=watch.checks.to_read_out(found, traits, name=name),
        alerts=folding.alerts(folded, now=now, zone=person.zone),
        reviewed_by=sheet.reviewed_by,
    )


def _folded(person_id: UUID, zone: str, now: datetime) -> folding.Folded:
    hour = settings_of(person_id).day_starts_at_hour
    return day.recent_of(person_id, folding.today_of(now, zone, hour), hour).folded
