"""What did a stretch of time look like? The course, the hours of the clock, parts of the body, two stretches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import charts
from supple.actions import changed, folding
from supple.actions.access import require
from supple.actions.windows import clock_of, plan_of, window_of
from supple.diary import body, happenings, hours, stretches
from supple.diary.pauses import pauses
from supple.model import (
    Account,
    BodyStrip,
    DailyTable,
    DatedChange,
    DayHours,
    HourCounts,
    Span,
    SpanKind,
    TwoStretches,
    UserError,
    span_of,
)
from supple.words import _

# What is shown first, where it was noted. Of a rating of the day and one of the moment the one with more days stands.
MAIN = (
    "stiffness",
    "night_spasms",
    "day_spasms",
    "spasms",
    "night_cramps",
    "cramps",
    "pain",
    "fatigue",
    "sleep_hours",
    "sleep_quality",
    "wakings",
    "falls",
    "mood",
)
MOST_ROWS = 6
STRETCH_DAYS = 28
LONGEST_STRETCH_DAYS = 366
DIAL_DAYS = (7, 28, 90, 365)


@dataclass(frozen=True)
class CourseView:
    """The days of one span. `columns`: what its picture shows; `changes`: the plan's and those noted, inside it;
    `told`: those of the plan, which have a page of their own. `hours` where the span is one day."""

    span: Span
    today: date
    table: DailyTable
    columns: tuple[str, ...]
    changes: tuple[DatedChange, ...]
    told: tuple[changed.ToldChange, ...]
    hours: DayHours | None


@dataclass(frozen=True)
class PartsView:
    """Parts of the body over a span. `codes`: all that was noted with a part in these days."""

    span: Span
    today: date
    strip: BodyStrip | None
    codes: tuple[str, ...]


@dataclass(frozen=True)
class StretchesView:
    """Two stretches; `change` where they stand before and after one."""

    both: TwoStretches
    today: date
    change: changed.ToldChange | None
    changes: tuple[changed.ToldChange, ...]


def course(account: Account, person_id: UUID, *, now: datetime, kind: SpanKind, on: date | None = None) -> CourseView:
    """The day, week, month or year in which `on` lies; today's without it.

    Raises:
        UserError: the day has not come yet.
    """
    member = require(account, "course", person_id, now=now)
    starts, today = clock_of(member, now)
    span = span_of(kind, _past(on, today))
    window = window_of(person_id, [(span.first, min(span.last, today))], starts)
    told = changed.told_changes(plan_of(person_id, today))
    rests = (
        DatedChange(one.first, "other", _("a pause began: rest from being asked"))
        for one in pauses(window.diary.events, starts)
    )
    noted = [*happenings.happenings(window.table), *rests]
    inside = [one for one in told if span.first <= one.change.day <= span.last]
    both = [*(one.change for one in told), *noted]
    return CourseView(
        span=span,
        today=today,
        table=folding.table_from(window.table, span.first),
        columns=main_columns(window.table, span.first),
        changes=tuple(one for one in both if span.first <= one.day <= span.last),
        told=tuple(inside),
        hours=None
        if kind is not SpanKind.DAY
        else hours.day_hours(window.diary.events, span.first, day_starts_at_hour=starts),
    )


def by_hour(account: Account, person_id: UUID, *, now: datetime, code: str = "spasms", days: int = 28) -> HourCounts:
    """At which hours of the clock it was noted in the last `days`.

    Raises:
        UserError: nothing of that name can be put on the clock, or so many days cannot be asked for.
    """
    member = require(account, "by_hour", person_id, now=now)
    if code not in hours.DIAL:
        raise UserError(
            _("{code!r} cannot be put on the clock.").format(code=code),
            field="what",
            hint=_("One of: {items}.").format(items=", ".join(hours.DIAL)),
        )
    if days not in DIAL_DAYS:
        offered = ", ".join(map(str, DIAL_DAYS))
        raise UserError(
            _("{days} days cannot be asked for.").format(days=days),
            field="days",
            hint=_("One of: {offered}.").format(offered=offered),
        )
    starts, today = clock_of(member, now)
    first = today - timedelta(days=days - 1)
    window = window_of(person_id, [(first, today)], starts)
    return hours.hour_counts(window.diary.events, code, first=first, last=today, day_starts_at_hour=starts)


def by_part(
    account: Account,
    person_id: UUID,
    *,
    now: datetime,
    kind: SpanKind = SpanKind.MONTH,
    on: date | None = None,
    code: str | None = None,
) -> PartsView:
    """Parts of the body: day by day in a week, week by week in a month, two months at a time in a year.

    Raises:
        UserError: the day has not come yet.
    """
    member = require(account, "by_part", person_id, now=now)
    starts, today = clock_of(member, now)
    span = span_of(SpanKind.WEEK if kind is SpanKind.DAY else kind, _past(on, today))
    last = min(span.last, today)
    events = window_of(person_id, [(span.first, last)], starts).diary.events
    codes = body.codes_with_parts(events, first=span.first, last=last, day_starts_at_hour=starts)
    chosen = code if code in codes else next(iter(codes), None)
    strip = None
    if chosen is not None:
        strip = body.body_strip(events, chosen, body_stretches(span), day_starts_at_hour=starts)
    return PartsView(span, today, strip, codes)


def two_stretches(
    account: Account,
    person_id: UUID,
    *,
    now: datetime,
    one: tuple[date, date] | None = None,
    other: tuple[date, date] | None = None,
    change: str | None = None,
) -> StretchesView:
    """Two stretches of days side by side; without a choice the last four weeks and the four before.

    Args:
        one: first and last day of one.
        other: first and last day of the other; either may come first.
        change: the id of a dated change: the four weeks before it, and from it on.

    Raises:
        UserError: the stretches share days, are too long, lie in the future, or there is no such change.
    """
    member = require(account, "two_stretches", person_id, now=now)
    starts, today = clock_of(member, now)
    told = changed.told_changes(plan_of(person_id, today))
    around = next((each for each in told if each.id == change), None)
    if change and around is None:
        raise UserError(_("no change is written down for {change!r}.").format(change=change), field="change")
    if around is not None:
        pair = stretches_around(around.change.day, today)
    else:
        usual = stretches_around(today - timedelta(days=STRETCH_DAYS - 1), today)
        pair = _checked(one or usual[0], other or usual[1], today)
    table = window_of(person_id, pair, starts).table
    columns = main_columns(table, table.days[0], most=len(MAIN)) if table.days else ()
    both = stretches.two_stretches(
        table, columns, *pair, scale_max={column: charts.scale_max_of(table, column) for column in columns}
    )
    return StretchesView(both, today, around, told)


def stretches_around(day: date, today: date) -> tuple[tuple[date, date], tuple[date, date]]:
    """Four weeks before a day, and the four from it on, as far as they have been."""
    before = (day - timedelta(days=STRETCH_DAYS), day - timedelta(days=1))
    return before, (day, max(day, min(today, day + timedelta(days=STRETCH_DAYS - 1))))


def main_columns(table: DailyTable, first: date, *, most: int = MOST_ROWS) -> tuple[str, ...]:
    """What to show first of the days from `first` on, of what was noted then."""
    found = []
    for name in MAIN:
        column, days = max(
            ((each, _days_noted(table, each, first)) for each in (name, f"{name}_now")), key=lambda pair: pair[1]
        )
        if days:
            found.append(column)
    return tuple(found[:most])


def body_stretches(span: Span) -> tuple[tuple[date, date], ...]:
    """The columns of a span: its days, its weeks, or two of its months each."""
    if span.kind is SpanKind.YEAR:
        months = [span_of(SpanKind.MONTH, date(span.first.year, month, 1)) for month in range(1, 13)]
        return tuple((months[i].first, months[i + 1].last) for i in range(0, 12, 2))
    if span.kind is SpanKind.MONTH:
        week, found = span_of(SpanKind.WEEK, span.first), []
        while week.first <= span.last:
            found.append((max(week.first, span.first), min(week.last, span.last)))
            week = week.after
        return tuple(found)
    return tuple((day, day) for day in span.days())


def _past(on: date | None, today: date) -> date:
    if on is not None and on > today:
        raise UserError(_("that day has not come yet."), field="on")
    return on or today


def _checked(
    one: tuple[date, date], other: tuple[date, date], today: date
) -> tuple[tuple[date, date], tuple[date, date]]:
    first, last = sorted((one, other))
    for start, end in (first, last):
        if end < start:
            raise UserError(
                _("a stretch ends before it starts."), field="last", hint=_("Change the two days around.")
            )
        if end > today:
            raise UserError(_("that day has not come yet."), field="last")
        if (end - start).days >= LONGEST_STRETCH_DAYS:
            raise UserError(_("a stretch can be a year at most."), field="first")
    if last[0] <= first[1]:
        raise UserError(
            _("the two stretches share days."), field="first", hint=_("Let the later one start after the other.")
        )
    return first, last


def _days_noted(table: DailyTable, column: str, first: date) -> int:
    cells = zip(table.days, table.column(column), strict=True)
    return sum(cell is not None and day >= first for day, cell in cells)
