"""How is somebody of the team written down, changed and crossed off? And allergies, which go on the same cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from supple import plan as plan_room
from supple.actions.access import require
from supple.actions.check_in import save_facts
from supple.actions.persons import card_of
from supple.actions.planning import held_now
from supple.actions.together import tie_of
from supple.actions.views import PersonCard
from supple.knowledge.medicine_names import plain_name
from supple.model import Account, Day, Event, Fact, Plan, PlanItem, PlanStatus, Profile, UserError
from supple.store import queries
from supple.words import _

MOST_LETTERS = 120


def add_contact(
    account: Account,
    person_id: UUID,
    name: str,
    *,
    role: str,
    now: datetime,
    role_words: str = "",
    phone: str = "",
    hours: str = "",
    note: str = "",
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Write somebody of the team down.

    Args:
        role: a code of `knowledge/calling.toml`, such as "ms_team".
        role_words: what they do, in own words; the role's own name if left out.
        phone: as typed. Without one they are kept and cannot be rung.
        hours: "Mon–Fri 8:30–17:00" or "any time"; empty: not known.

    Raises:
        UserError: no name, an unknown role, a number with no digits, hours that cannot be read, or the name is there.
    """
    card = card_of(require(account, "add_contact", person_id))
    held, day = held_now(card, now)
    item = _contact(name, role, role_words, phone, hours, note, PlanStatus.AGREED, day)
    there = _named(held, "team", item.name)
    if there is not None and there != item:
        raise UserError(
            _("somebody of this name is written down."),
            field="name",
            hint=_("Change that entry, or use another name."),
        )
    return _keep(account, card, [item], day, now=now, group=group, source=source)


def change_contact(
    account: Account,
    person_id: UUID,
    was: str,
    name: str,
    *,
    role: str,
    now: datetime,
    role_words: str = "",
    phone: str = "",
    hours: str = "",
    note: str = "",
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Write a contact down anew; what it was stays in the history. Arguments as of `add_contact`.

    Args:
        was: the name it has now.
    """
    card = card_of(require(account, "change_contact", person_id))
    held, day = held_now(card, now)
    before = _named(held, "team", was)
    if before is None:
        if kept := _sent_before(person_id, group):
            return kept
        raise UserError(_("nobody of this name is written down."), field="name")
    item = _contact(name, role, role_words, phone, hours, note, PlanStatus.CHANGED, day)
    if plain_name(item.name) == plain_name(before.name):
        return _keep(account, card, [item], day, now=now, group=group, source=source)
    if _named(held, "team", item.name) is not None:
        raise UserError(_("somebody else of this name is written down."), field="name", hint=_("Use another name."))
    ended = replace(before, status=PlanStatus.ENDED, valid_from=day)
    return _keep(
        account,
        card,
        [ended, replace(item, status=PlanStatus.AGREED)],
        day,
        now=now,
        group=group,
        source=source,
    )


def end_contact(
    account: Account, person_id: UUID, name: str, *, now: datetime, group: UUID | None = None, source: str = "plan"
) -> tuple[Event, ...]:
    """Cross somebody off. It stays in the history."""
    card = card_of(require(account, "end_contact", person_id))
    return _end(account, card, "team", name, now=now, group=group, source=source)


def add_allergy(
    account: Account,
    person_id: UUID,
    name: str,
    *,
    now: datetime,
    words: str = "",
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Write down to what somebody is allergic and, in own words, what happened."""
    card = card_of(require(account, "add_allergy", person_id))
    held, day = held_now(card, now)
    item = PlanItem("allergy", _words(name, "allergy"), PlanStatus.AGREED, day, _words(words, "words", least=0))
    there = _named(held, "allergy", item.name)
    if there is not None and there.words == item.words:
        item = there
    return _keep(account, card, [item], day, now=now, group=group, source=source)


def end_allergy(
    account: Account, person_id: UUID, name: str, *, now: datetime, group: UUID | None = None, source: str = "plan"
) -> tuple[Event, ...]:
    """Cross an allergy off. That does not say that none is known."""
    card = card_of(require(account, "end_allergy", person_id))
    return _end(account, card, "allergy", name, now=now, group=group, source=source)


def say_no_allergies(
    account: Account, person_id: UUID, answer: str, *, now: datetime, group: UUID | None = None, source: str = "plan"
) -> tuple[Event, ...]:
    """Keep that no allergy is known ("yes"), or take that back ("no"), as the person says.

    Raises:
        UserError: another answer, or an allergy is written down.
    """
    card = card_of(require(account, "say_no_allergies", person_id))
    held, day = held_now(card, now)
    if answer not in {"yes", "no"}:
        raise UserError(_("answer yes or no."), field="none_known")
    if answer == "yes" and held.in_force("allergy"):
        raise UserError(_("an allergy is written down."), field="none_known", hint=_("Cross it off first."))
    return _keep(account, card, [Profile(plan_room.NONE_KNOWN, answer)], day, now=now, group=group, source=source)


def _contact(
    name: str, role: str, role_words: str, phone: str, hours: str, note: str, status: PlanStatus, day: date
) -> PlanItem:
    """Somebody of the team as they were typed."""
    return plan_room.contact_item(
        _words(name, "name"),
        role=role,
        role_words=_words(role_words, "role_words", least=0),
        phone=" ".join(phone.split()),
        hours=hours,
        note=_words(note, "note", least=0),
        status=status,
        day=day,
    )


def _end(
    account: Account, card: PersonCard, kind: str, name: str, *, now: datetime, group: UUID | None, source: str
) -> tuple[Event, ...]:
    held, day = held_now(card, now)
    item = _named(held, kind, name)
    if item is None:
        if kept := _sent_before(card.id, group):
            return kept
        raise UserError(_("nothing of this name is written down."), field="name")
    ended = replace(item, status=PlanStatus.ENDED, valid_from=max(day, item.valid_from))
    return _keep(account, card, [ended], day, now=now, group=group, source=source)


def _sent_before(person_id: UUID, group: UUID | None) -> tuple[Event, ...]:
    """What the same form kept already: a double tap."""
    tie = None if group is None else tie_of(person_id, group)
    return () if tie is None else tuple(queries.events_of_group(person_id, tie))


def _keep(
    account: Account,
    card: PersonCard,
    facts: Sequence[Fact],
    day: date,
    *,
    now: datetime,
    group: UUID | None,
    source: str,
) -> tuple[Event, ...]:
    when = Day(day, card.zone)
    return save_facts(account, card.id, [(fact, when) for fact in facts], now=now, source=source, group=group)


def _named(held: Plan, kind: str, name: str) -> PlanItem | None:
    key = plain_name(name)
    return next((each for each in held.in_force(kind) if plain_name(each.name) == key), None)


def _words(text: str, field: str, *, least: int = 1) -> str:
    words = " ".join(text.split())
    if not least <= len(words) <= MOST_LETTERS:
        raise UserError(
            _("write a few words, up to {most_letters} letters.").format(most_letters=MOST_LETTERS), field=field
        )
    return words
