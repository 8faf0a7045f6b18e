"""How did it go? The course by day to year, around the clock, by part of the body, and two stretches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from supple import actions, charts
from supple.charts.words import day_words, span_words
from supple.knowledge import label
from supple.knowledge.changes import say_change
from supple.model import BodyCell, BodyStrip, Chart, Span, SpanKind, UserError
from supple.web import frame, outcome_choices
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.when_form import EARLIEST

KINDS = ((SpanKind.DAY, "Day"), (SpanKind.WEEK, "Week"), (SpanKind.MONTH, "Month"), (SpanKind.YEAR, "Year"))
DIAL_DAYS = {7: "7 days", 28: "4 weeks", 90: "3 months", 365: "A year"}
DIAL_WHAT = {
    "spasms": "Spasms",
    "cramps": "Cramps",
    "stiffness": "Stiffness 7+",
    "pain": "Pain 7+",
    "clonus": "Clonus",
}
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHADES = 5


@dataclass(frozen=True, slots=True)
class Link:
    """A link that acts as a button. `is_here`: it is what the page shows."""

    words: str
    url: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed, as a line beside the picture; `letter` is its letter there."""

    letter: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the body in some days: its number, how strong its shade is, and in words on how many days."""

    words: str
    shade: int
    days: str


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The course. `?by=` day, week, month or year; `?on=` a day in it; `?what=` one column alone."""
    kind, on = _kind(request, SpanKind.WEEK), _day(request, "on")
    view = actions.course(account_of(request), person.id, now=frame.clock(), kind=kind, on=on)
    what = request.GET.get("what", "")
    shown = what if what in view.table.columns and kind is not SpanKind.DAY else ""
    picture = actions.course_picture(view, shown)
    letters = actions.course_letters(view, shown) if picture.key else {}
    told = {one.change: one.id for one in view.told}
    context = {
        "kinds": [
            Link(
                words,
                _at("course", person, by=each.value, on=_anchor(view.span, on, view.today), what=what),
                each is kind,
            )
            for each, words in KINDS
        ],
        **_around("course", person, view.span, view.today, what=what),
        # The letters stand beside the picture as links, so its own key would say them twice.
        "figure": _figure(replace(picture, key=())),
        "choices": ()
        if kind is SpanKind.DAY
        else outcome_choices.choices(view.table, shown=shown or None, fewest_days=1),
        "shown": shown,
        "by": kind.value,
        "on": view.span.first.isoformat(),
        "changes": [
            Change(
                letters.get(change, ""),
                f"{day_words(change.day)}: {say_change(change).short}",
                _at("change", person, change=told[change]) if change in told else "",
            )
            for change in sorted(view.changes, key=lambda one: (one.day, one.label))
        ],
        "day": view.span.first if kind is SpanKind.DAY else None,
        "tabs": tabs(person, "course"),
    }
    return frame.show(request, "course/course.html", context, person=person, here="more")


def hours(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The clock. `?what=` what to put on it; `?days=` how many days back."""
    what = request.GET.get("what", "spasms")
    days = _number(request.GET.get("days", "28"))
    noted = actions.by_hour(account_of(request), person.id, now=frame.clock(), code=what, days=days)
    context = {
        "figure": _figure(charts.dial(noted)),
        "whats": [
            Link(words, _at("course_hours", person, what=code, days=str(days)), code == what)
            for code, words in DIAL_WHAT.items()
        ],
        "lasts": [
            Link(words, _at("course_hours", person, what=what, days=str(count)), count == days)
            for count, words in DIAL_DAYS.items()
        ],
        "noted": noted,
        "what_words": DIAL_WHAT[what],
        "last_words": "the last year" if days == 365 else f"the last {DIAL_DAYS[days]}",
        "tabs": tabs(person, "course_hours"),
    }
    return frame.show(request, "course/hours.html", context, person=person, here="more")


def body(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Parts of the body. `?by=` week, month or year; `?on=` a day in it; `?what=` stiffness, spasms …"""
    kind, on = _kind(request, SpanKind.MONTH), _day(request, "on")
    what = request.GET.get("what", "")
    view = actions.by_part(account_of(request), person.id, now=frame.clock(), kind=kind, on=on, code=what or None)
    strip = view.strip
    context = {
        "kinds": [
            Link(
                words,
                _at("course_body", person, by=each.value, on=_anchor(view.span, on, view.today), what=what),
                each is view.span.kind,
            )
            for each, words in KINDS[1:]
        ],
        **_around("course_body", person, view.span, view.today, what=what),
        "whats": [
            Link(
                sentence_case(label(code)),
                _at("course_body", person, by=view.span.kind.value, on=view.span.first.isoformat(), what=code),
                strip is not None and code == strip.code,
            )
            for code in view.codes
        ],
        "strip": strip,
        "heads": _heads(view.span, strip),
        "rows": []
        if strip is None
        else [(row.label, [_cell(strip, cell) for cell in row.cells]) for row in strip.rows],
        "sentence": charts.body_sentence(strip, view.span.first, min(view.span.last, view.today)),
        "what_label": "" if strip is None else sentence_case(strip.label),
        "tabs": tabs(person, "course_body"),
    }
    return frame.show(request, "course/body.html", context, person=person, here="more")


def compare(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Two stretches side by side: chosen by their days, or before and after a change."""
    account, now = account_of(request), frame.clock()
    change = request.GET.get("change", "")
    errors: dict[str, str] = {}
    try:
        one, other = _stretch(request, "one"), _stretch(request, "other")
        view = actions.two_stretches(account, person.id, now=now, one=one, other=other, change=change or None)
    except UserError as refused:
        errors["days"] = f"{refused.message} {refused.hint or ''}".strip().capitalize()
        view = actions.two_stretches(account, person.id, now=now)
    both = view.both
    context = {
        "view": view,
        "figure": _figure(charts.side_by_side(both)),
        "spans": (span_words(*both.one), span_words(*both.other)),
        "fields": [
            Field(
                f"{name}_{end}",
                words,
                request.GET.get(f"{name}_{end}", "") if errors else day.isoformat(),
                type="date",
            )
            for name, stretch, end_words in (
                ("one", both.one, ("Earlier, from", "Earlier, to")),
                ("other", both.other, ("Later, from", "Later, to")),
            )
            for end, day, words in zip(("first", "last"), stretch, end_words, strict=True)
        ],
        "change": view.change,
        "change_url": _at("change", person, change=view.change.id) if view.change else "",
        "errors": errors,
        "tabs": tabs(person, "course_compare"),
    }
    return frame.show(
        request, "course/compare.html", context, person=person, here="more", status=400 if errors else 200
    )


def _figure(chart: Chart) -> SafeString:
    """The charts room escapes every word it draws."""
    return mark_safe(charts.figure_html(chart))  # noqa: S308


def _around(name: str, person: actions.PersonCard, span: Span, today: date, *, what: str) -> dict[str, object]:
    """The span in words, with links to the one before and the one after."""

    def link(to: Span) -> Link:
        return Link(_span_words(to), _at(name, person, by=to.kind.value, on=to.first.isoformat(), what=what))

    return {
        "title": _span_words(span),
        "previous": link(span.before) if span.before.first >= EARLIEST else None,
        "following": link(span.after) if span.last < today else None,
    }


def _span_words(span: Span) -> str:
    match span.kind:
        case SpanKind.DAY:
            return f"{_WEEKDAYS[span.first.weekday()]} {day_words(span.first, year=True)}"
        case SpanKind.WEEK:
            return span_words(span.first, span.last)
        case SpanKind.MONTH:
            return f"{span.first:%B %Y}"
    return str(span.first.year)


def _anchor(span: Span, on: date | None, today: date) -> str:
    """The day that stays in view when another length is chosen: the one asked for, else the latest of the span."""
    return (on or min(span.last, today)).isoformat()


def _heads(span: Span, strip: BodyStrip | None) -> list[tuple[str, str]]:
    """(short, long) words of each column."""
    if strip is None:
        return []
    if span.kind is SpanKind.WEEK:
        return [(f"{_WEEKDAYS[day.weekday()][:2]} {day.day}", day_words(day)) for day, _ in strip.stretches]
    if span.kind is SpanKind.MONTH:
        return [(f"{first.day}–{last.day}", span_words(first, last)) for first, last in strip.stretches]
    return [(f"{first:%b}–{last:%b}", f"{first:%B} and {last:%B}") for first, last in strip.stretches]


def _cell(strip: BodyStrip, cell: BodyCell | None) -> Cell | None:
    if cell is None:
        return None
    most = 10.0 if not strip.is_count else max(c.amount for row in strip.rows for c in row.cells if c) or 1.0
    shade = 0 if cell.amount == 0 else min(_SHADES, 1 + int(cell.amount / most * (_SHADES - 0.01)))
    return Cell(f"{cell.amount:g}", shade, "1 day" if cell.days == 1 else f"{cell.days} days")


def tabs(person: actions.PersonCard, here: str) -> list[Link]:
    """The ways of seeing."""
    ways = (
        ("course", "Course"),
        ("course_hours", "Clock"),
        ("course_body", "Body"),
        ("course_compare", "Compare"),
        ("week", "My week"),
    )
    return [Link(words, reverse(name, args=[person.id]), name == here) for name, words in ways]


def _at(name: str, person: actions.PersonCard, **asked: str) -> str:
    query = urlencode({key: value for key, value in asked.items() if value})
    return f"{reverse(name, args=[person.id])}{f'?{query}' if query else ''}"


def _kind(request: HttpRequest, usual: SpanKind) -> SpanKind:
    try:
        return SpanKind(request.GET.get("by", usual.value))
    except ValueError:
        raise UserError("choose day, week, month or year.", field="by") from None


def _day(request: HttpRequest, name: str) -> date | None:
    typed = request.GET.get(name, "").strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise UserError("choose a day, like 2026-03-31.", field=name) from None
    if day < EARLIEST:
        raise UserError("that is too long ago. Look at the year again.", field=name)
    return day


def _stretch(request: HttpRequest, name: str) -> tuple[date, date] | None:
    first, last = _day(request, f"{name}_first"), _day(request, f"{name}_last")
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise UserError("a stretch needs its first and its last day.", field=f"{name}_first")
    return first, last


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
