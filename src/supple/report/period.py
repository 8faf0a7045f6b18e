"""Which days does the report speak of, and how much of them was noted?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from supple.charts.words import day_words, days_word, span_words
from supple.model import (
    AlertStep,
    Completeness,
    DailyTable,
    Diary,
    Event,
    FindingMark,
    Gap,
    Instant,
    Pause,
    PlanItem,
    Profile,
    UserError,
    local_day_of,
)
from supple.plan import visits_of

DEFAULT_PERIOD_DAYS = 84
EARLIEST = date(1900, 1, 1)  # a visit of the year 1 is a slip of the pen
# A diary that ended longer ago (a file from last year) is reported up to its own end, not up to today.
STILL_KEPT_DAYS = 28


@dataclass(frozen=True)
class Stretch:
    """The report's days. `since` is the day it was asked to start from; `is_visit`: that day was a visit."""

    first: date
    last: date
    since: date
    since_words: str
    is_visit: bool
    last_entry: date | None
    today: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def local_now(now: datetime, diary: Diary) -> datetime:
    """`now` on the wall clock of the newest entry: the person's own zone, as far as the diary knows it."""
    newest = _newest(diary)
    return now if newest is None else Instant(now, newest.when.zone).local


def _newest(diary: Diary) -> Event | None:
    """The entry written last; what became of an alert is none, as Supple writes it too and travels nowhere."""
    entries = (event for event in diary.events if not isinstance(event.fact, AlertStep))
    return max(entries, key=lambda event: (event.recorded_at, event.id), default=None)


def stretch(table: DailyTable, diary: Diary, *, since: date | None, now: datetime) -> Stretch | None:
    """The days from `since` (or the last visit, or twelve weeks) to today; None for an empty diary.

    Raises:
        UserError: `since` lies in the future, or before anybody alive was born.
    """
    here = local_now(now, diary)
    newest = _newest(diary)
    today = here.date() if newest is None else local_day_of(Instant(now, newest.when.zone))
    if since is not None and since > today:
        raise UserError(
            f"{since.isoformat()} is still to come.",
            field="since",
            hint="Give the day of the last visit, or leave it out.",
        )
    if since is not None and since < EARLIEST:
        raise UserError(
            f"{since.isoformat()} is too long ago.", field="since", hint="Look at the year again, like 2026-03-31."
        )
    noted = noted_days(table)
    if not noted:
        return None
    last_entry = min(noted[-1], today)
    is_kept = (today - last_entry).days <= STILL_KEPT_DAYS
    last = today if is_kept or (since is not None and since > last_entry) else last_entry
    start, words, is_visit = _start(diary, since=since, last=last, first_entry=noted[0])
    return Stretch(min(max(start, noted[0]), last), last, start, words, is_visit, last_entry, today)


def _start(diary: Diary, *, since: date | None, last: date, first_entry: date) -> tuple[date, str, bool]:
    visits = visit_days(diary)
    if since is not None:
        words = "since the last visit" if since in visits else "since the day chosen"
        return since, f"{words}, {day_words(since, year=True)}", since in visits
    # A visit on the last day itself is the one this report is for.
    before = [day for day in visits if day < last]
    if before:
        return before[-1], f"since the last visit noted, {day_words(before[-1], year=True)}", True
    start = last - timedelta(days=DEFAULT_PERIOD_DAYS - 1)
    if start <= first_entry:
        return first_entry, "since the diary’s first entry, as no visit is noted", False
    return start, "the last twelve weeks, as no visit is noted", False


def visit_days(diary: Diary) -> list[date]:
    """The days of all visits in the plan that were not called off, oldest first."""
    noted = sorted(diary.events, key=lambda event: (event.recorded_at, event.id))
    return sorted({visit.valid_from for visit in visits_of(noted) if visit.valid_from >= EARLIEST})


def noted_days(table: DailyTable) -> list[date]:
    """The days on which anything was noted, oldest first."""
    columns = list(table.columns.values())
    return [
        day
        for i, day in enumerate(table.days)
        if day in table.also_noted or any(column[i] is not None for column in columns)
    ]


def completeness(table: DailyTable, diary: Diary, span: Stretch | None) -> Completeness:
    """How many of the days were noted, where the gaps are, and how many entries others made."""
    if span is None:
        return Completeness(0, 0, (), 0, 0, "Nothing has been noted in this diary yet.")
    noted = [day for day in noted_days(table) if span.holds(day)]
    gaps = _gaps(noted, span)
    entries = [event for event in diary.events if _is_entry(event) and span.holds(local_day_of(event.when))]
    others = [event for event in entries if event.noted_by.role != "self"]
    share = round(100 * len(noted) / span.days)
    sentences = [f"Something was noted on {len(noted)} of {days_word(span.days)} ({share} %)."]
    if gaps:
        sentences.append(_longest(gaps))
    if span.last_entry is not None and span.last_entry < span.today:
        ago = days_word((span.today - span.last_entry).days)
        sentences.append(f"The last entry is from {day_words(span.last_entry, year=True)}, {ago} before this report.")
    sentences.append(_authors(entries, others))
    return Completeness(len(noted), span.days, gaps, len(entries), len(others), " ".join(filter(None, sentences)))


def _longest(gaps: tuple[Gap, ...]) -> str:
    longest = max(gaps, key=lambda gap: (gap.days, gap.last_day))
    if longest.days == 1:
        return "No two days in a row were left out."
    return f"The longest gap: {days_word(longest.days)}, {span_words(longest.first_day, longest.last_day)}."


def _gaps(noted: list[date], span: Stretch) -> tuple[Gap, ...]:
    found = []
    expected = span.first
    for day in [*noted, span.last + timedelta(days=1)]:
        if day > expected:
            found.append(Gap(expected, day - timedelta(days=1)))
        expected = day + timedelta(days=1)
    return tuple(found)


def _is_entry(event: Event) -> bool:
    return not isinstance(event.fact, PlanItem | Profile | FindingMark | AlertStep | Pause)


def _authors(entries: list[Event], others: list[Event]) -> str:
    if not entries or not others:
        return ""
    roles = {"carer": "a carer", "clinician": "the care team", "device": "a device or app"}
    told = []
    for role, words in roles.items():
        of_role = [event for event in others if event.noted_by.role == role]
        if of_role:
            names = sorted({event.noted_by.name for event in of_role if event.noted_by.name})
            told.append(
                f"{len(of_role)} by {words}" + (f" ({', '.join(names)})" if names and role != "device" else "")
            )
    return f"Of {len(entries)} entries, {' and '.join(told)}."
