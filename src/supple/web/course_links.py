"""How does one page of the course lead to the next? Links that act as buttons, and the days an address names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from supple import actions, charts
from supple.charts.words import day_words, span_words
from supple.model import Chart, Span, SpanKind, UserError
from supple.web.when_form import EARLIEST
from supple.words import N_, _, later

KINDS = later(
    (
        (SpanKind.DAY, N_("Day")),
        (SpanKind.WEEK, N_("Week")),
        (SpanKind.MONTH, N_("Month")),
        (SpanKind.YEAR, N_("Year")),
    )
)
WEEKDAYS = later(
    (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link that acts as a button. `is_here`: it is what the page shows."""

    words: str
    url: str
    is_here: bool = False


def tabs(person: actions.PersonCard, here: str) -> list[Link]:
    """The ways of seeing."""
    ways = (
        ("course", _("Course")),
        ("course_hours", _("Clock")),
        ("course_body", _("Body")),
        ("course_compare", _("Compare")),
        ("week", _("My week")),
    )
    return [Link(words, reverse(name, args=[person.id]), name == here) for name, words in ways]


def at(name: str, person: actions.PersonCard, **asked: str) -> str:
    """An address with what is asked of it; what is empty is left out."""
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{reverse(name, args=[person.id])}{f'?{query}' if query else ''}"


def around(name: str, person: actions.PersonCard, span: Span, today: date, *, what: str) -> dict[str, object]:
    """The span in words, with links to the one before and the one after."""

    def link(to: Span) -> Link:
        return Link(words_of(to), at(name, person, by=to.kind.value, on=to.first.isoformat(), what=what))

    return {
        "title": words_of(span),
        "previous": link(span.before) if span.before.first >= EARLIEST else None,
        "following": link(span.after) if span.last < today else None,
    }


def words_of(span: Span) -> str:
    """ "Monday 2 Mar 2026", "2 Mar to 8 Mar 2026", "March 2026", "2026"."""
    match span.kind:
        case SpanKind.DAY:
            return f"{WEEKDAYS[span.first.weekday()]} {day_words(span.first, year=True)}"
        case SpanKind.WEEK:
            return span_words(span.first, span.last)
        case SpanKind.MONTH:
            return f"{span.first:%B %Y}"
    return str(span.first.year)


def anchor(span: Span, on: date | None, today: date) -> str:
    """The day that stays in view when another length is chosen: the one asked for, else the latest of the span."""
    return (on or min(span.last, today)).isoformat()


def kind_of(request: HttpRequest, usual: SpanKind) -> SpanKind:
    """How long, of `?by=`."""
    try:
        return SpanKind(request.GET.get("by", usual.value))
    except ValueError:
        raise UserError(_("choose day, week, month or year."), field="by") from None


def day_of(request: HttpRequest, name: str) -> date | None:
    """A day in the address; None where none is named."""
    typed = request.GET.get(name, "").strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise UserError(_("choose a day, like 2026-03-31."), field=name) from None
    if day < EARLIEST:
        raise UserError(_("that is too long ago. Look at the year again."), field=name)
    return day


def figure(chart: Chart) -> SafeString:
    """The charts room escapes every word it draws."""
    return mark_safe(charts.figure_html(chart))  # noqa: S308


def kinds(
    name: str, person: actions.PersonCard, span: Span, *, on: date | None, today: date, what: str, shortest: SpanKind
) -> list[Link]:
    """The lengths of time that a page offers, from `shortest` on."""
    offered = KINDS[[kind for kind, _ignored in KINDS].index(shortest) :]
    day = anchor(span, on, today)
    return [
        Link(words, at(name, person, by=kind.value, on=day, what=what), kind is span.kind) for kind, words in offered
    ]
