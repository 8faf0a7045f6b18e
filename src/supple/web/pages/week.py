"""What was noted in a week? The squares of a paper diary, on the page, as PDF, and empty to fill in by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from supple import actions
from supple import report as report_room
from supple.charts.words import day_words, span_words
from supple.model import Scope, SpanKind, WeekDay, WeekSheet, WeekSquare, span_of
from supple.web import course_links, frame
from supple.web.course_links import WEEKDAYS
from supple.web.guard import account_of
from supple.web.when_form import EARLIEST

_MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """A square as the page shows it. `url`: where a tap leads; "" where it leads nowhere."""

    label: str
    square: WeekSquare
    words: tuple[str, ...]
    more: int
    url: str


@dataclass(frozen=True, slots=True)
class ShownDay:
    title: str
    has_come: bool
    squares: tuple[Shown, ...]


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The last seven days; with `?on=` the week of that day."""
    on = course_links.day_of(request, "on")
    sheet = actions.week_sheet(account_of(request), person.id, now=frame.clock(), on=on)
    here = reverse("week", args=[person.id])
    monday = span_of(SpanKind.WEEK, sheet.first)
    before = monday if on is None and monday.first < sheet.first else monday.before
    after = sheet.last + timedelta(days=1)
    context = {
        "sheet": sheet,
        "days": [_day(each, sheet, person) for each in sheet.days],
        "rows": [words for _, words in sheet.rows],
        "before": f"{here}?{urlencode({'on': before.first.isoformat()})}" if before.first >= EARLIEST else "",
        "after": f"{here}?{urlencode({'on': after.isoformat()})}"
        if sheet.days[-1].has_come and _has_come(after, person)
        else "",
        "span": span_words(sheet.first, sheet.last),
        "query": f"?{urlencode({'on': on.isoformat()})}" if on else "",
        "tabs": course_links.tabs(person, "week"),
    }
    return frame.show(request, "week/week.html", context, person=person, here="more")


def pdf(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The same on paper; with `?empty=1` blank squares to fill in by hand."""
    is_empty = request.GET.get("empty") == "1"
    sheet = actions.week_sheet(
        account_of(request), person.id, now=frame.clock(), on=course_links.day_of(request, "on"), is_empty=is_empty
    )
    response = HttpResponse(report_room.week_to_pdf(sheet), content_type="application/pdf")
    name = "empty" if is_empty else f"{sheet.first:%Y-%m-%d}"
    response["Content-Disposition"] = f'attachment; filename="supple-week-{name}.pdf"'
    return response


def _day(each: WeekDay, sheet: WeekSheet, person: actions.PersonCard) -> ShownDay:
    squares = tuple(
        Shown(
            label,
            square,
            square.words[:_MOST_LINES],
            max(0, len(square.words) - _MOST_LINES),
            _url(each, square, person),
        )
        for square, (_, label) in zip(each.squares, sheet.rows, strict=True)
    )
    return ShownDay(f"{WEEKDAYS[each.day.weekday()]} {day_words(each.day)}", each.has_come, squares)


def _url(each: WeekDay, square: WeekSquare, person: actions.PersonCard) -> str:
    """A blank square leads to noting it, a filled one to the day's entries."""
    if not each.has_come:
        return ""
    day = each.day.isoformat()
    if not square.is_blank:
        return f"{reverse('timeline', args=[person.id])}?{urlencode({'day': day})}"
    if Scope.NOTE not in person.scopes:
        return ""
    asked = {"day": day, **({"slot": square.slot.value} if square.slot else {})}
    return f"{reverse('add_entry', args=[person.id])}?{urlencode(asked)}"


def _has_come(day: date, person: actions.PersonCard) -> bool:
    return day <= frame.today_of(person, frame.clock())
