"""What does a week look like in the squares of a paper diary? Seven days by parts of the day, ready for a visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from supple.charts.words import days_word, span_words
from supple.diary.days import diary_day
from supple.diary.slots import slot_of
from supple.knowledge import label
from supple.knowledge.saying import plain_number, say
from supple.model import (
    TAKEN_STATUSES,
    Answer,
    Count,
    Diary,
    Dose,
    Event,
    Factor,
    Note,
    Plan,
    Rating,
    Session,
    Side,
    SideEffect,
    Sign,
    Slot,
    WeekDay,
    WeekSheet,
    WeekSquare,
)
from supple.report.print_text import shorten
from supple.report.sheet import paper_of

ROWS: tuple[tuple[Slot | None, str], ...] = (
    (Slot.NIGHT, "Night before"),
    (Slot.WAKING, "On waking"),
    (Slot.MORNING, "Morning"),
    (Slot.LUNCHTIME, "Lunchtime"),
    (Slot.AFTERNOON, "Afternoon"),
    (Slot.EVENING, "Evening"),
    (Slot.BEDTIME, "Bedtime"),
    (None, "The whole day"),
)
TITLE, EMPTY_TITLE = "My week", "My week, to fill in by hand"
LEAD = "The large numbers are stiffness, from 0 (none) to 10 (the worst I can think of)."
LEAD_TO_FILL = (
    "In each square: how stiff, from 0 (none) to 10 (the worst I can think of), and a few words if you like."
)
NOTICES = (
    "A blank square was not noted. It does not mean that all was well.",
    "Made with Supple from a person’s own notes. It is no diagnosis; no clinician has reviewed its words.",
)
NOTICES_TO_FILL = ("Leave a square blank if you do not know. Bring the sheet to your visit.",)
_MOST_LETTERS = 60
_SIDES = {Side.LEFT: "left ", Side.RIGHT: "right ", Side.BOTH: "both sides, "}


def week_sheet(
    diary: Diary,
    plan: Plan,
    first: date,
    *,
    name: str,
    today: date,
    now: datetime,
    day_starts_at_hour: int,
    is_empty: bool = False,
) -> WeekSheet:
    """The seven days from `first` on.

    Args:
        diary: holding these days.
        plan: of today, for the paper of the person's country.
        first: the first day.
        name: the person's name.
        today: the diary day; what lies after it has not come.
        now: when it is made.
        day_starts_at_hour: as the person chose.
        is_empty: with blank squares only, to print and fill in by hand.
    """
    days = tuple(first + timedelta(days=i) for i in range(7))
    noted = {} if is_empty else _by_square(diary.events, set(days), day_starts_at_hour)
    made = tuple(
        WeekDay(day, tuple(_square(slot, noted.get((day, slot), ())) for slot, _ in ROWS), has_come=day <= today)
        for day in days
    )
    with_any = sum(any(not square.is_blank for square in each.squares) for each in made)
    been = sum(each.has_come for each in made)
    return WeekSheet(
        title=EMPTY_TITLE if is_empty else TITLE,
        person_name=name,
        now=now,
        rows=ROWS,
        days=made,
        lead=LEAD_TO_FILL if is_empty else LEAD,
        sentence="" if is_empty else _sentence(days, with_any, been),
        notices=NOTICES_TO_FILL if is_empty else NOTICES,
        is_empty=is_empty,
        days_noted=with_any,
        paper=paper_of(plan),
    )


def _sentence(days: Sequence[date], with_any: int, been: int) -> str:
    span = span_words(days[0], days[-1])
    if not with_any:
        return f"Nothing was noted in this week, {span}. That says nothing about how it was."
    return f"Something was noted on {with_any} of {days_word(been)}, {span}."


def _by_square(
    events: Sequence[Event], days: set[date], day_starts_at_hour: int
) -> dict[tuple[date, Slot | None], list[Event]]:
    found: dict[tuple[date, Slot | None], list[Event]] = defaultdict(list)
    for event in events:
        day = diary_day(event, day_starts_at_hour)
        if day in days and not _is_no(event):
            found[day, slot_of(event, day)].append(event)
    return found


def _square(slot: Slot | None, events: Sequence[Event]) -> WeekSquare:
    numbers = tuple(
        plain_number(event.fact.value) for event in events if isinstance(event.fact, Rating) and _is_main(event.fact)
    )
    said = [short_words(event) for event in events if not (isinstance(event.fact, Rating) and _is_main(event.fact))]
    taken = sum(isinstance(event.fact, Dose) and event.fact.status in TAKEN_STATUSES for event in events)
    if taken:
        said.append("1 dose taken" if taken == 1 else f"{taken} doses taken")
    return WeekSquare(slot, numbers, tuple(dict.fromkeys(words for words in said if words)))


def _is_main(rating: Rating) -> bool:
    """Stiffness of the whole body, out of 10: the sheet's large number."""
    return rating.code == "stiffness" and rating.part is None and rating.scale_max == 10


def short_words(event: Event) -> str:
    """A few words; "" for what a square only counts (a dose that was taken)."""
    fact = event.fact
    match fact:
        case Rating():
            scale = "" if fact.scale_max == 10 else f" of {plain_number(fact.scale_max)}"
            return f"{label(fact.code)} {plain_number(fact.value)}{scale}{_place(fact.part, fact.side)}"
        case Count():
            number = "some" if fact.count is None else str(fact.count)
            return f"{label(fact.code)}: {number}{_place(fact.part, fact.side)}"
        case Dose() if fact.status in TAKEN_STATUSES:
            return ""
        case Factor() | Sign() | SideEffect():
            return label(fact.code)
        case Session():
            minutes = "" if fact.minutes is None else f", {plain_number(fact.minutes)} min"
            return f"{label(fact.code)}{minutes}"
        case Note():
            return f"“{shorten(' '.join(fact.text.split()), _MOST_LETTERS)}”"
    return shorten(say(fact), _MOST_LETTERS)


def _place(part: str | None, side: Side | None) -> str:
    return "" if part is None else f", {_SIDES[side] if side else ''}{label(part)}"


def _is_no(event: Event) -> bool:
    """An explicit no is kept in the diary and fills no square."""
    match event.fact:
        case (
            Factor(present=False)
            | Sign(present=False)
            | SideEffect(present=False)
            | Session(done=False)
            | Answer(answer=False)
        ):
            return True
    return False
