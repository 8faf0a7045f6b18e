"""How did it go? The course by day, week, month and year, around the clock, and two stretches side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse

from supple import actions, charts
from supple.charts.words import day_words, span_words
from supple.knowledge.changes import say_change
from supple.model import SpanKind, UserError
from supple.web import course_links, frame, outcome_choices
from supple.web.course_links import Link
from supple.web.fields import Field
from supple.web.guard import account_of
from supple.words import N_, _, later

DIAL_DAYS = later({7: N_("7 days"), 28: N_("4 weeks"), 90: N_("3 months"), 365: N_("A year")})
DIAL_WHAT = later(
    {
        "spasms": N_("Spasms"),
        "cramps": N_("Cramps"),
        "stiffness": N_("Stiffness 7+"),
        "pain": N_("Pain 7+"),
        "clonus": N_("Clonus"),
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed, as a line beside the picture; `letter` is its letter there."""

    letter: str
    words: str
    url: str


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The course. `?by=` day, week, month or year; `?on=` a day in it; `?what=` one column alone."""
    kind, on = course_links.kind_of(request, SpanKind.WEEK), course_links.day_of(request, "on")
    view = actions.course(account_of(request), person.id, now=frame.clock(), kind=kind, on=on)
    what = request.GET.get("what", "")
    shown = what if what in view.table.columns and kind is not SpanKind.DAY else ""
    picture = actions.course_picture(view, shown)
    letters = actions.course_letters(view, shown) if picture.key else {}
    told = {one.change: one.id for one in view.told}
    context = {
        "kinds": course_links.kinds(
            "course", person, view.span, on=on, today=view.today, what=what, shortest=SpanKind.DAY
        ),
        **course_links.around("course", person, view.span, view.today, what=what),
        # The letters stand beside the picture as links, so its own key would say them twice.
        "figure": course_links.figure(replace(picture, key=())),
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
                course_links.at("change", person, change=told[change]) if change in told else "",
            )
            for change in sorted(view.changes, key=lambda one: (one.day, one.label))
        ],
        "day": view.span.first if kind is SpanKind.DAY else None,
        "tabs": course_links.tabs(person, "course"),
    }
    return frame.show(request, "course/course.html", context, person=person, here="more")


def hours(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The clock. `?what=` what to put on it; `?days=` how many days back."""
    what = request.GET.get("what", "spasms")
    days = _number(request.GET.get("days", "28"))
    noted = actions.by_hour(account_of(request), person.id, now=frame.clock(), code=what, days=days)
    context = {
        "figure": course_links.figure(charts.dial(noted)),
        "whats": [
            Link(words, course_links.at("course_hours", person, what=code, days=str(days)), code == what)
            for code, words in DIAL_WHAT.items()
        ],
        "lasts": [
            Link(words, course_links.at("course_hours", person, what=what, days=str(count)), count == days)
            for count, words in DIAL_DAYS.items()
        ],
        "noted": noted,
        "what_words": DIAL_WHAT[what],
        "last_words": _("the last year")
        if days == 365
        else _("the last {dial_days}").format(dial_days=DIAL_DAYS[days]),
        "tabs": course_links.tabs(person, "course_hours"),
    }
    return frame.show(request, "course/hours.html", context, person=person, here="more")


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
        "figure": course_links.figure(charts.side_by_side(both)),
        "spans": (span_words(*both.one), span_words(*both.other)),
        "fields": [
            Field(
                f"{name}_{end}",
                words,
                request.GET.get(f"{name}_{end}", "") if errors else day.isoformat(),
                type="date",
            )
            for name, stretch, end_words in (
                ("one", both.one, (_("Earlier, from"), _("Earlier, to"))),
                ("other", both.other, (_("Later, from"), _("Later, to"))),
            )
            for end, day, words in zip(("first", "last"), stretch, end_words, strict=True)
        ],
        "change": view.change,
        "change_url": course_links.at("change", person, change=view.change.id) if view.change else "",
        "errors": errors,
        "tabs": course_links.tabs(person, "course_compare"),
    }
    return frame.show(
        request, "course/compare.html", context, person=person, here="more", status=400 if errors else 200
    )


def _stretch(request: HttpRequest, name: str) -> tuple[date, date] | None:
    first, last = course_links.day_of(request, f"{name}_first"), course_links.day_of(request, f"{name}_last")
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise UserError(_("a stretch needs its first and its last day."), field=f"{name}_first")
    return first, last


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else 0
