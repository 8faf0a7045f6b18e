"""Which of the last days are open, and what happens when one is filled in with one tap?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary
from supple.actions import folding, showing
from supple.actions.access import require
from supple.actions.check_in import save_facts
from supple.actions.day import recent_of
from supple.actions.one_tap import is_night
from supple.actions.persons import card_of, settings_of
from supple.actions.views import PersonCard, TimelineEntry
from supple.diary.open_days import SO_FAR_BACK_DAYS
from supple.model import Account, Comparison, Day, Event, Fact, Rating, Recall, UserError
from supple.store import queries
from supple.words import _

SOURCE = "catch-up"
CHANGES = ("better", "same", "worse")
MOST_DAYS_BACK = 366


@dataclass(frozen=True, slots=True)
class PastDay:
    """One of the last days. `said`: what it says about stiffness; `entries`: how many things are noted in all."""

    day: date
    said: tuple[TimelineEntry, ...]
    entries: int
    is_open: bool
    is_paused: bool


@dataclass(frozen=True, slots=True)
class CatchUp:
    """The days before today, newest first."""

    person: PersonCard
    today: date
    is_night: bool
    days: tuple[PastDay, ...]
    pause: diary.PausedStretch | None


def catch_up(account: Account, person_id: UUID, *, now: datetime) -> CatchUp:
    """The last days, each with what it says so far. Which are open is only an offer."""
    member = require(account, "catch_up", person_id, now=now)
    card = card_of(member)
    starts = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, card.zone, starts)
    recent = recent_of(person_id, today, starts)
    begun = min((on for _ignored, on in recent.noted), default=None)
    wanted = diary.open_days(recent.habits.answered, recent.habits.pauses, begun=begun, today=today)
    aside = queries.conflicts(person_id)

    def past(day: date) -> PastDay:
        entries = showing.on_day(recent.folded.diary, aside, day, day_starts_at_hour=starts)
        said = tuple(entry for entry in entries if diary.says_how_stiff(entry.event.fact))
        rests = diary.pause_on(recent.habits.pauses, day) is not None
        return PastDay(day, said, len(entries), day in wanted, rests)

    days = tuple(past(today - timedelta(days=ago)) for ago in range(1, SO_FAR_BACK_DAYS + 1))
    return CatchUp(
        person=card,
        today=today,
        is_night=is_night(now, card.zone, today),
        days=days,
        pause=diary.pause_on(recent.habits.pauses, today),
    )


def say_of_day(
    account: Account,
    person_id: UUID,
    day: date,
    *,
    now: datetime,
    stiffness: float | None = None,
    change: str | None = None,
    group: UUID | None = None,
    source: str = SOURCE,
) -> tuple[Event, ...]:
    """How stiff a whole day was: a number, or better, the same or worse than the day before it.

    A comparison is kept as one: no number is made of it.

    Raises:
        UserError: neither or both were given, or the day cannot be filled in.
    """
    member = require(account, "say_of_day", person_id)
    zone = member.person.zone
    today = folding.today_of(now, zone, settings_of(person_id).day_starts_at_hour)
    check_past_day(day, today)
    if (stiffness is None) == (change is None):
        raise UserError(
            _("nothing was chosen for this day."), field="stiffness", hint=_("Tap a number, or how it compares.")
        )
    fact: Fact
    if stiffness is not None:
        if not 0 <= stiffness <= 10:
            raise UserError(
                _("{stiffness:g} is outside the scale.").format(stiffness=stiffness),
                field="stiffness",
                hint=_("Give 0 to 10."),
            )
        fact = Rating("stiffness", stiffness, Recall.LAST_24_H)
    elif change in CHANGES:
        fact = Comparison("stiffness", change, "yesterday")
    else:
        raise UserError(
            _("{change!r} is no comparison.").format(change=change),
            field="change",
            hint=_("Known: {items}.").format(items=", ".join(CHANGES)),
        )
    return save_facts(account, person_id, [(fact, Day(day, zone))], now=now, source=source, group=group)


def check_past_day(day: date, today: date) -> None:
    """Raise UserError for a day that has not come, or lies too far back to be anything but a slip."""
    if day > today:
        raise UserError(_("that day has not come yet."), field="day", hint=_("Choose today or an earlier day."))
    if (today - day).days > MOST_DAYS_BACK:
        raise UserError(
            _("that is more than a year ago."), field="day", hint=_("Use “Add an earlier entry” on the Timeline.")
        )
