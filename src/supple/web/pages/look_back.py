"""How was this week, looking back? A few plain lines from the diary; switched off, nothing of it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions, charts
from supple.model import LookBack, UserError
from supple.web import finding_cards, frame
from supple.web.guard import account_of
from supple.words import _

PAGE = "look_back/look_back.html"
_WEEK = timedelta(days=7)


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The seven days up to today; `?until=` is the last day of an earlier week."""
    now = frame.clock()
    account = account_of(request)
    week = actions.look_back(account, person.id, now=now, until=_day(request.GET.get("until", "")))
    context: dict[str, object] = {"week": week}
    if week is not None:
        starts = actions.settings(account, person.id).day_starts_at_hour
        today = frame.today_of(person, now, day_starts_at_hour=starts)
        context |= {
            "habits": finding_cards.figure(charts.habits(week.habits, week.first), sentence=_(charts.HABITS_NOTE)),
            "is_this_week": week.last == today,
            "days": _span(week),
            "before": week.last - _WEEK,
            "after": min(week.last + _WEEK, today) if week.last < today else None,
        }
    return frame.show(request, PAGE, context, person=person, here="more")


def switch(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """On or off, for everybody who reads this diary. Nothing noted changes."""
    account = account_of(request)
    chosen = replace(actions.settings(account, person.id), look_back=request.POST.get("look_back") == "on")
    actions.save_settings(account, person.id, chosen)
    return redirect(f"{reverse('settings', args=[person.id])}?saved=look-back#look-back")


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise UserError(_("That is no day."), field="until", hint=_("Write it like 2026-11-22.")) from None


def _span(week: LookBack) -> str:
    """ "Saturday 21 to Friday 27 November", each month and year where they differ."""
    first, last = week.first, week.last
    month = f" {first:%B}" if first.month != last.month else ""
    year = f" {first.year}" if first.year != last.year else ""
    return _("{first:%A} {day}{month}{year} to {last:%A} {day_2} {last:%B} {year_2}").format(
        first=first, day=first.day, month=month, year=year, last=last, day_2=last.day, year_2=last.year
    )
