"""Where in the body was it? The parts beside each other, in squares whose number says what their shade says."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from supple import actions, charts
from supple.charts.words import day_words, span_words
from supple.knowledge import label
from supple.model import BodyCell, BodyStrip, Span, SpanKind
from supple.web import course_links, frame
from supple.web.course_links import WEEKDAYS, Link
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.words import _, n_

_SHADES = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the body in some days: its number, how strong its shade is, and in words on how many days."""

    words: str
    shade: int
    days: str


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Parts of the body. `?by=` week, month or year; `?on=` a day in it; `?what=` stiffness, spasms …"""
    kind, on = course_links.kind_of(request, SpanKind.MONTH), course_links.day_of(request, "on")
    what = request.GET.get("what", "")
    view = actions.by_part(account_of(request), person.id, now=frame.clock(), kind=kind, on=on, code=what or None)
    strip = view.strip
    context = {
        "kinds": course_links.kinds(
            "course_body", person, view.span, on=on, today=view.today, what=what, shortest=SpanKind.WEEK
        ),
        **course_links.around("course_body", person, view.span, view.today, what=what),
        "whats": [
            Link(
                sentence_case(label(code)),
                course_links.at(
                    "course_body", person, by=view.span.kind.value, on=view.span.first.isoformat(), what=code
                ),
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
        "tabs": course_links.tabs(person, "course_body"),
    }
    return frame.show(request, "course/body.html", context, person=person, here="more")


def _heads(span: Span, strip: BodyStrip | None) -> list[tuple[str, str]]:
    """(short, long) words of each column."""
    if strip is None:
        return []
    if span.kind is SpanKind.WEEK:
        return [(f"{WEEKDAYS[day.weekday()][:2]} {day.day}", day_words(day)) for day, _ignored in strip.stretches]
    if span.kind is SpanKind.MONTH:
        return [
            (str(first.day) if first == last else f"{first.day}–{last.day}", span_words(first, last))
            for first, last in strip.stretches
        ]
    return [
        (f"{first:%b}–{last:%b}", _("{first:%B} and {last:%B}").format(first=first, last=last))
        for first, last in strip.stretches
    ]


def _cell(strip: BodyStrip, cell: BodyCell | None) -> Cell | None:
    if cell is None:
        return None
    most = 10.0 if not strip.is_count else max(c.amount for row in strip.rows for c in row.cells if c) or 1.0
    shade = 0 if cell.amount == 0 else min(_SHADES, 1 + int(cell.amount / most * (_SHADES - 0.01)))
    return Cell(f"{cell.amount:g}", shade, n_("{days} day", "{days} days", cell.days).format(days=cell.days))
