"""How were the last days? Each with one tap, or one day held fast for a run of entries. Open stays open."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import PlanItem, Rating, UserError
from supple.web import fact_words, frame
from supple.web.check_in_form import CheckInForm, Moment, read_check_in
from supple.web.fields import STEPS
from supple.web.guard import account_of
from supple.web.pages import saved, today
from supple.web.quick_buttons import COUNTED
from supple.words import N_, _, later

COMPARED = later((("better", N_("Better")), ("same", N_("The same")), ("worse", N_("Worse"))))


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The last days, newest first; with `?day=` only that one, held fast until somebody goes back to today."""
    account, now = account_of(request), frame.clock()
    held = frame.day_or_none(request.GET.get("day"))
    current = frame.today_of(person, now)
    if held is not None and held < current:
        return held_day(request, person, held)
    found = actions.catch_up(account, person.id, now=now)
    context = {
        "days": [_day(each, found, account.name) for each in found.days if each.is_open or each.said or each.entries],
        "any_open": any(each.is_open for each in found.days),
        "pause": found.pause,
        "today": found.today,
        "is_night": found.is_night,
        "steps": STEPS,
        "compared": COMPARED,
        "saved": saved.just_saved(request, account, person),
    }
    return frame.show(request, "catch_up/catch_up.html", context, person=person, here="today")


def say(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """One tap about one day: a number, a comparison, or one more spasm."""
    account, now = account_of(request), frame.clock()
    day = frame.day_or_none(request.POST.get("day"))
    if day is None:
        raise UserError(
            _("this form lost its day on the way."), hint=_("Go back, load the page again and tap once more.")
        )
    group = frame.form_id(request)
    typed, change, count = (request.POST.get(name, "") for name in ("stiffness", "change", "count"))
    if count:
        actions.check_past_day(day, frame.today_of(person, now))
        kept = actions.tap(account, person.id, count, now=now, group=group, day=day, source="catch-up").group
    else:
        if typed and typed not in STEPS:
            raise UserError(
                _("this is no number from 0 to 10."), field="stiffness", hint=_("Tap one of the numbers.")
            )
        number = float(typed) if typed else None
        said = actions.say_of_day(
            account, person.id, day, now=now, stiffness=number, change=change or None, group=group
        )
        kept = said[0].group
    asked = {"saved": str(kept), **({"day": day.isoformat()} if request.POST.get("held") else {})}
    return redirect(f"{reverse('catch_up', args=[person.id])}?{urlencode(asked)}")


def held_day(
    request: HttpRequest,
    person: actions.PersonCard,
    day: date,
    *,
    form: CheckInForm | None = None,
    text: str = "",
    status: int = 200,
) -> HttpResponse:
    """One earlier day, held fast: after each entry it is still that day, and every line says so."""
    account, now = account_of(request), frame.clock()
    view = actions.today(account, person.id, now=now)
    if form is None:
        form = read_check_in(None, asked=today.asked(view), moment=Moment(day, person.zone))
    page = actions.timeline(account, person.id, day=day, now=now)
    entries = [entry for found in page.days for entry in found.entries]
    context: dict[str, object] = {
        "day": day,
        "day_words": fact_words.day_words(day, view.day),
        "before_words": _name(day - timedelta(days=1)),
        "noted": [_line(entry, account.name) for entry in entries if not isinstance(entry.event.fact, PlanItem)],
        "steps": STEPS,
        "compared": COMPARED,
        "counts": [(code, COUNTED[code][0]) for code in view.one_tap.counts],
        "form": form,
        "text": text,
        "errors": form.errors,
        "saved": saved.just_saved(request, account, person) if request.method == "GET" else None,
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "catch_up/held.html", context, person=person, here="today", status=status)


def _day(each: actions.PastDay, found: actions.CatchUp, own_name: str) -> dict[str, object]:
    """After midnight "yesterday" may be two days, so every day goes by its name."""
    words = _name(each.day) if found.is_night else fact_words.day_words(each.day, found.today)
    return {
        "day": each.day,
        "iso": each.day.isoformat(),
        "words": words,
        "before": f"{each.day - timedelta(days=1):%A}",
        "is_open": each.is_open,
        "is_paused": each.is_paused,
        "said": [_line(entry, own_name) for entry in each.said if getattr(entry.event.fact, "part", None) is None],
        "others": each.entries - len(each.said),
    }


def _name(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"


def _line(entry: actions.TimelineEntry, own_name: str) -> str:
    """What it says, with who said it where that was somebody else."""
    fact = entry.event.fact
    words = fact_words.words(fact)
    if isinstance(fact, Rating) and fact.recall.value == "now" and (clock := fact_words.when_words(entry.event.when)):
        words = f"{words}, {clock}"
    by = fact_words.noted_by_words(entry.event, own_name)
    return f"{words} ({by})" if by else words
