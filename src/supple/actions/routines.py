"""How is a routine, or a break while sitting, written down, changed and ended? As it was agreed, or as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from supple import plan as plan_room
from supple.actions.access import require
from supple.actions.check_in import save_facts
from supple.actions.persons import card_of
from supple.actions.planning import held_now
from supple.actions.together import sent_before
from supple.actions.views import PersonCard
from supple.knowledge import load
from supple.knowledge.home import load_home
from supple.knowledge.medicine_names import plain_name
from supple.model import Account, Day, Event, PlanItem, PlanStatus, UserError
from supple.plan import Breaks, Routine
from supple.plan.breaks import BREAKS_NAME
from supple.plan.clock import read_clock
from supple.plan.recurrence import read_weekdays, weekdays_text
from supple.plan.routines import AGREED, FIRST_DAY, GROUPS
from supple.words import N_, _, later

MOST_LETTERS = 120
_SAY = later(
    {
        "every_days": N_("write every how many days, 1 to 366."),
        "minutes": N_("write how many minutes, 1 to 480."),
        "sets": N_("write how often, 1 to 20."),
        "hold_seconds": N_("write how many seconds, 1 to 3600."),
        "extra_sets": N_("write how many more, 1 to 20."),
        "extra_until": N_("choose a day."),
        "last_day": N_("choose a day."),
        "weekdays": N_("choose days of the week."),
        "times": N_("write each time like 21:30, with ; between."),
        "every_minutes": N_("choose 20 to 180 minutes."),
        "from_time": N_("write a time like 09:00."),
        "to_time": N_("write a time like 17:00."),
    }
)


@dataclass(frozen=True, slots=True)
class RoutinesView:
    """The routines and breaks in force today, each with the entry it was read from."""

    person: PersonCard
    day: date
    routines: tuple[Routine, ...]
    breaks: tuple[Breaks, ...]
    items: Mapping[str, PlanItem]


def held_routines(account: Account, person_id: UUID, *, now: datetime) -> RoutinesView:
    """What is in force."""
    card = card_of(require(account, "held_routines", person_id, now=now))
    held, day = held_now(card, now)
    items = {plain_name(each.name): each for kind in ("routine", "break") for each in held.in_force(kind)}
    return RoutinesView(card, day, plan_room.routines_of(held), plan_room.breaks_of(held), items)


def keep_routine(
    account: Account,
    person_id: UUID,
    name: str,
    typed: Mapping[str, str],
    *,
    now: datetime,
    words: str = "",
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Write a routine down, or anew under its name: what it was stays in the history. Nothing said twice.

    Args:
        typed: as of `plan.routines.Routine`: `group`, `times` ("07:30; 21:30"), `weekdays` ("mon,wed"), `every_days`,
            `tied_to`, `what`, `stretches`, `minutes`, `sets`, `hold_seconds`, `agreed`, `rings`, `prompt`,
            `last_day`, `extra_sets`, `extra_until`.

    Raises:
        UserError: no name, or a field that cannot be read; the field is named.
    """
    card = card_of(require(account, "keep_routine", person_id))
    called = _words(name, "name")
    detail = {key: " ".join(said.split()) for key, said in typed.items() if said.strip()}
    if detail.get("group", "other") not in GROUPS:
        raise UserError(
            _("choose what sort of routine it is."),
            field="group",
            hint=_("One of: {items}.").format(items=", ".join(GROUPS)),
        )
    if detail.get("agreed", "unknown") not in AGREED:
        raise UserError(_("choose yes, no or don’t know."), field="agreed")
    if "what" in detail and detail["what"] not in {*load().sessions, *load_home()}:
        raise UserError(
            _("this is none of the exercises that Supple knows."),
            field="what",
            hint=_("Choose one from the list, or leave it empty."),
        )
    for field in ("tied_to", "prompt"):
        if field in detail:
            detail[field] = _words(detail[field], field)
    detail.pop(FIRST_DAY, None)
    detail |= _tidied(detail)
    if detail.get("weekdays") and detail.get("every_days", "1") != "1":
        raise UserError(
            _("choose days of the week, or every how many days, not both."),
            field="every_days",
            hint=_("Leave one of the two empty."),
        )
    return _keep(account, card, "routine", called, words, detail, now=now, group=group, source=source)


def keep_breaks(
    account: Account,
    person_id: UUID,
    typed: Mapping[str, str],
    *,
    now: datetime,
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Write the breaks while sitting down, or anew.

    Args:
        typed: `every_minutes`, `from_time`, `to_time`, `weekdays`, `body`, `moves_legs`.

    Raises:
        UserError: a field that cannot be read; the field is named.
    """
    card = card_of(require(account, "keep_routine", person_id))
    detail = {key: " ".join(said.split()) for key, said in typed.items() if said.strip()}
    for field in ("from_time", "to_time"):
        at = read_clock(detail.get(field, ""))
        if at is not None:
            detail[field] = f"{at:%H:%M}"
    return _keep(account, card, "break", BREAKS_NAME, "", detail, now=now, group=group, source=source)


def end_routine(
    account: Account, person_id: UUID, name: str, *, now: datetime, group: UUID | None = None, source: str = "plan"
) -> tuple[Event, ...]:
    """End a routine or the breaks, from today on. It stays in the history.

    Raises:
        UserError: nothing of that name holds.
    """
    card = card_of(require(account, "keep_routine", person_id))
    held, day = held_now(card, now)
    key = plain_name(name)
    items = (*held.in_force("routine"), *held.in_force("break"))
    item = next((each for each in items if plain_name(each.name) == key), None)
    if item is None:
        if kept := sent_before(person_id, group):
            return kept
        raise UserError(_("no routine of this name is written down."), field="name")
    ended = replace(item, status=PlanStatus.ENDED, valid_from=max(day, item.valid_from))
    return save_facts(account, card.id, [(ended, Day(day, card.zone))], now=now, source=source, group=group)


def _keep(
    account: Account,
    card: PersonCard,
    kind: str,
    name: str,
    words: str,
    detail: Mapping[str, str],
    *,
    now: datetime,
    group: UUID | None,
    source: str,
) -> tuple[Event, ...]:
    held, day = held_now(card, now)
    before = next((each for each in held.in_force(kind) if plain_name(each.name) == plain_name(name)), None)
    status = PlanStatus.AGREED if before is None else PlanStatus.CHANGED
    if before is not None:
        detail = {**detail, **_rhythm(before, detail)}
    item = PlanItem(kind, name, status, day, _words(words, "words", least=0), detail)
    _check(item)
    if before is not None and (before.words, _said(before)) == (item.words, _said(item)):
        return ()
    return save_facts(account, card.id, [(item, Day(day, card.zone))], now=now, source=source, group=group)


def _rhythm(before: PlanItem, detail: Mapping[str, str]) -> dict[str, str]:
    """Every third day stays the same third day where something else of the routine is changed."""
    every = detail.get("every_days", "1")
    if before.item != "routine" or every == "1" or every != before.detail.get("every_days"):
        return {}
    return {FIRST_DAY: before.detail.get(FIRST_DAY, before.valid_from.isoformat())}


def _said(item: PlanItem) -> dict[str, str]:
    """What somebody wrote; since when it is counted is not said, but kept."""
    return {key: words for key, words in item.detail.items() if key != FIRST_DAY}


def _check(item: PlanItem) -> None:
    """What would not be read later is refused now, by the field's name."""
    unread = plan_room.read_routine(item).unread if item.item == "routine" else plan_room.read_breaks(item).unread
    if unread:
        raise UserError(_SAY.get(unread[0], _("this cannot be read.")), field=unread[0])


def _tidied(detail: Mapping[str, str]) -> dict[str, str]:
    """Times and days of the week in the one way in which they are kept; what cannot be read stays as it is."""
    tidy: dict[str, str] = {}
    times = [read_clock(part) for part in detail.get("times", "").replace(",", ";").split(";") if part.strip()]
    if times and None not in times:
        tidy["times"] = "; ".join(sorted({f"{at:%H:%M}" for at in times if at is not None}))
    weekdays = read_weekdays(detail.get("weekdays", ""))
    if weekdays is not None and "weekdays" in detail:
        tidy["weekdays"] = weekdays_text(weekdays)
    return tidy


def _words(text: str, field: str, *, least: int = 1) -> str:
    words = " ".join(text.split())
    if not least <= len(words) <= MOST_LETTERS:
        raise UserError(
            _("write a few words, up to {most_letters} letters.").format(most_letters=MOST_LETTERS), field=field
        )
    return words
