"""A walk, the bike, water, therapy: noted with how long and how it felt, and seen over the last weeks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.diary.activity import ActivityWeek
from supple.knowledge import load
from supple.knowledge.activity import ACTIVITIES, FELT, MOST_MINUTES
from supple.knowledge.saying import plain_number
from supple.model import Instant, Scope, Session, When
from supple.plan.whole import read_whole
from supple.web import fact_words, frame, when_form
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages import saved
from supple.words import _

MINUTES = ("5", "10", "15", "20", "30", "45", "60")


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The last two weeks, and the weeks in minutes."""
    account, now = account_of(request), frame.clock()
    view = actions.activity(account, person.id, now=now)
    context = {
        "sessions": [
            {
                "words": fact_words.words(event.fact),
                "when": fact_words.whole_when_words(event.when, view.today),
                "url": reverse("entry", args=[person.id, event.id]),
            }
            for _ignored, event in view.sessions
        ],
        "weeks": [_week(each, is_this=number == 0) for number, each in enumerate(view.weeks)],
        "saved": saved.just_saved(request, account, person),
    }
    return frame.show(request, "activity/activity.html", context, person=person, here="more")


def note(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Note one. Only what it was must be said."""
    account, now = account_of(request), frame.clock()
    shown = when_form.empty(frame.today_of(person, now))
    if request.method != "POST":
        return _form(request, person, {"what": request.GET.get("what", "")}, {}, shown)
    typed = {name: request.POST.get(name, "").strip() for name in ("what", "minutes", "exactly", "felt")}
    when: When | None = Instant(now, person.zone)
    errors: dict[str, str] = {}
    if request.POST.get("earlier"):
        shown = when_form.read(request.POST, zone=person.zone, now=now)
        when = shown.when
        errors.update(shown.errors)
    if typed["what"] not in ACTIVITIES:
        errors["what"] = _("Choose what it was.")
    said = typed["exactly"] or typed["minutes"]
    minutes = read_whole(said, 1, MOST_MINUTES)
    if said and minutes is None:
        errors["exactly"] = _("Write whole minutes, 1 to {most}, or leave it open.").format(most=MOST_MINUTES)
    if errors or when is None:
        return _form(request, person, typed, errors, shown, status=400)
    felt = typed["felt"] if typed["felt"] in FELT else None
    fact = Session(typed["what"], minutes=None if minutes is None else float(minutes), felt=felt)
    group = frame.form_id(request)
    kept = actions.save_facts(account, person.id, [(fact, when)], now=now, source="activity", group=group)
    back = "activity" if Scope.LOOK in person.scopes else "add_entry"
    return redirect(f"{reverse(back, args=[person.id])}?saved={kept[0].group}")


def _form(
    request: HttpRequest,
    person: actions.PersonCard,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    when: when_form.WhenForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        **choices(),
        "typed": typed,
        "exactly": Field(
            "exactly", _("Or another number of minutes"), typed.get("exactly", ""), error=errors.get("exactly", ""),
            type="number",
        ),
        "when": when,
        "is_earlier": bool(request.POST.get("earlier")),
        "errors": errors,
    }  # fmt: skip
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "activity/note.html", context, person=person, here="more", status=status)


def choices() -> dict[str, Any]:
    """What can be chosen by a tap."""
    sessions = load().sessions
    return {
        "kinds": [(code, sentence_case(sessions[code].label)) for code in ACTIVITIES],
        "minutes": MINUTES,
        "felt": [(code, sentence_case(words)) for code, words in FELT.items()],
    }


def _week(week: ActivityWeek, *, is_this: bool) -> dict[str, Any]:
    days = _("{monday.day} {monday:%b} to {sunday.day} {sunday:%b}").format(monday=week.monday, sunday=week.sunday)
    return {
        "days": _("This week, so far") if is_this else days,
        "times": week.times,
        "minutes": "" if week.minutes is None else plain_number(week.minutes),
        "without_minutes": week.without_minutes,
        "said_no": week.said_no,
    }
