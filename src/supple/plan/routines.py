"""What does a routine of the plan say? When it comes, what it is tied to and what is done, read as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from supple.model import Plan, PlanItem
from supple.plan.prescription_fields import read_times
from supple.plan.recurrence import MOST_EVERY_DAYS, Recurrence, read_weekdays
from supple.plan.whole import read_whole

GROUPS = ("stretch", "activity", "home", "other")
AGREED = ("yes", "no", "unknown")
# Since when every so many days are counted, where that is before the entry: another wording moves no day.
FIRST_DAY = "first_day"
MOST_MINUTES, MOST_SETS, MOST_HOLD_SECONDS = 480, 20, 3600


@dataclass(frozen=True, slots=True)
class Routine:
    """Something done again and again for oneself, as agreed or as the person chose it.

    Attributes:
        name: the plan's own name.
        words: the person's or the therapist's words, "" if none.
        group: one of `GROUPS`.
        comes: on which days.
        times: on the wall clock; with none it is the person's own habit, and nothing rings.
        tied_to: the habit it goes with ("after brushing teeth"), "" if none.
        what: a session's code of `knowledge` ("bedtime_stretch"), or a helper's at home; "" if none is named.
        stretches: ids of `knowledge`, in the order in which they are done.
        hold_seconds: how long each is held, where that was agreed; None: as the stretch says.
        sets: how often all are done, None where not said.
        minutes: how long it is planned to take, None where not said.
        agreed: with the physiotherapist: one of `AGREED`, "" where nobody asked.
        rings: whether its times ring.
        prompt: what it says when it rings, "" for its name.
        extra_until, extra_sets: more sets agreed up to that day, such as in the weeks after an injection.
        unread: fields whose words could not be read.
    """

    name: str
    words: str
    group: str
    comes: Recurrence
    times: tuple[time, ...] = ()
    tied_to: str = ""
    what: str = ""
    stretches: tuple[str, ...] = ()
    hold_seconds: int | None = None
    sets: int | None = None
    minutes: int | None = None
    agreed: str = ""
    rings: bool = True
    prompt: str = ""
    extra_until: date | None = None
    extra_sets: int | None = None
    unread: tuple[str, ...] = ()

    def sets_on(self, day: date) -> int:
        """How often all are done on a day, with the extra ones where they hold."""
        extra = self.extra_sets if self.extra_until is not None and day <= self.extra_until else None
        return (self.sets or 1) + (extra or 0)

    @property
    def asks(self) -> str:
        """What stands there when its time has come: its own gentle line, else its name and habit."""
        return self.prompt or (f"{self.name}, {self.tied_to}" if self.tied_to else self.name)


def routines_of(plan: Plan) -> tuple[Routine, ...]:
    """The routines in force on the plan's day, by name."""
    return tuple(read_routine(item) for item in plan.in_force("routine"))


def read_routine(item: PlanItem) -> Routine:
    """One routine. What cannot be read is named in `unread`, never guessed; what is left out has no meaning."""
    said, unread = item.detail, list[str]()
    weekdays = read_weekdays(said.get("weekdays", ""))
    if weekdays is None:
        unread.append("weekdays")
    every = _number(said, "every_days", MOST_EVERY_DAYS, unread) or 1
    last = _day(said, "last_day", unread)
    first = _day(said, FIRST_DAY, unread) or item.valid_from
    comes = (
        Recurrence(min(first, item.valid_from), every_days=every, last=last)
        if every > 1
        else Recurrence(item.valid_from, weekdays or frozenset(range(7)), last=last)
    )
    group = said.get("group", "").strip()
    return Routine(
        name=item.name,
        words=item.words,
        group=group if group in GROUPS else "other",
        comes=comes,
        times=read_times(said, unread),
        tied_to=said.get("tied_to", "").strip(),
        what=said.get("what", "").strip(),
        stretches=tuple(filter(None, (part.strip() for part in said.get("stretches", "").split(";")))),
        hold_seconds=_number(said, "hold_seconds", MOST_HOLD_SECONDS, unread),
        sets=_number(said, "sets", MOST_SETS, unread),
        minutes=_number(said, "minutes", MOST_MINUTES, unread),
        agreed=said.get("agreed", "").strip() if said.get("agreed", "").strip() in AGREED else "",
        rings=said.get("rings", "").strip() != "no",
        prompt=said.get("prompt", "").strip(),
        extra_until=_day(said, "extra_until", unread),
        extra_sets=_number(said, "extra_sets", MOST_SETS, unread),
        unread=tuple(unread),
    )


def _number(said: Mapping[str, str], field: str, most: int, unread: list[str]) -> int | None:
    text = said.get(field, "").strip()
    if not text:
        return None
    number = read_whole(text, 1, most)
    if number is None:
        unread.append(field)
    return number


def _day(said: Mapping[str, str], field: str, unread: list[str]) -> date | None:
    text = said.get(field, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        unread.append(field)
        return None
