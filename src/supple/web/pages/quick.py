"""What follows one tap? "+1" is kept at once; where it was, how strong and which night come after, if at all."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import Fact, Instant, Period, Rating, Recall, Scope, Side, UserError, When
from supple.web import body_figure, fact_words, frame, tap_words
from supple.web.fields import STEPS
from supple.web.guard import account_of
from supple.web.replay import has_waited
from supple.words import _


def tap(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """One more spasm or cramp, now. Nothing is asked."""
    code = request.POST.get("count", "")
    event = actions.tap(account_of(request), person.id, code, now=frame.clock(), group=frame.form_id(request))
    return _back(person, event.group)


def more(request: HttpRequest, person: actions.PersonCard, group: UUID) -> HttpResponse:
    """Where it was, how strong, or which night it belongs to: one of them."""
    account, now = account_of(request), frame.clock()
    if "place" in request.POST:
        place = body_figure.read_place(request.POST["place"])
        if place is None:
            return _where_page(request, person, group, error=_(body_figure.NOT_IN_THE_LIST))
        actions.say_where(account, person.id, group, place[0], Side(place[1]) if place[1] else None, now=now)
    elif period := request.POST.get("period", ""):
        if period not in {each.value for each in Period}:
            raise UserError(_("this is neither day nor night."), field="period", hint=_("Choose one of the two."))
        actions.say_period(account, person.id, group, Period(period), now=now)
    else:
        typed = request.POST.get("severity", "")
        actions.say_how_strong(account, person.id, group, int(typed) if typed in {"1", "2", "3"} else 0, now=now)
    return _back(person, group)


def where(request: HttpRequest, person: actions.PersonCard, group: UUID) -> HttpResponse:
    """Where in the body: a figure from the front and from the back, and the same places as a list."""
    return _where_page(request, person, group)


def _where_page(request: HttpRequest, person: actions.PersonCard, group: UUID, *, error: str = "") -> HttpResponse:
    account, now = account_of(request), frame.clock()
    entries = [e for e in actions.noted_together(account, person.id, group) if tap_words.tapped(e.event)]
    if not entries or Scope.NOTE not in person.scopes:
        return redirect("today", person.id)
    order = actions.today(account, person.id, now=now).one_tap.in_order_of_use
    context = {
        "what": tap_words.tap_words(entries[0].event),
        "group": group,
        "figure": body_figure.figure(order=order),
        "errors": {"place": error} if error else {},
    }
    return frame.show(request, "today/where.html", context, person=person, here="today", status=400 if error else 200)


def stiff_where(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """How stiff now, at the places ticked: one number for all of them, and nothing about the rest of the body."""
    account, now = account_of(request), frame.clock()
    ticked = list(dict.fromkeys(request.POST.getlist("parts")))
    places = [body_figure.read_place(each) for each in ticked]
    typed = request.POST.get("there", "")
    error = ""
    if request.method == "POST":
        if None in places:
            error = _(body_figure.NOT_IN_THE_LIST)
        elif not ticked:
            error = _("Tick at least one place first, or tap a number on Today for the whole body.")
        elif typed not in STEPS:
            error = _("Tap how stiff it is there, from 0 to 10.")
    if request.method == "POST" and not error:
        when = Instant(now, person.zone)
        facts: list[tuple[Fact, When]] = [
            (Rating("stiffness", float(typed), Recall.NOW, part=part, side=Side(side) if side else None), when)
            for part, side in filter(None, places)
        ]
        group = frame.form_id(request)
        return _back(
            person, actions.save_facts(account, person.id, facts, now=now, source="check-in", group=group)[0].group
        )
    order = actions.today(account, person.id, now=now).one_tap.in_order_of_use if _may_look(person) else None
    context: dict[str, object] = {
        "figure": body_figure.figure(ticked, order=order),
        "steps": STEPS,
        "errors": {"parts": error} if error else {},
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    status = 400 if error else 200
    return frame.show(request, "today/stiff_where.html", context, person=person, here="today", status=status)


def _may_look(person: actions.PersonCard) -> bool:
    return Scope.LOOK in person.scopes


def as_yesterday(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What yesterday's answers would say for today: asked after midnight, explained where there is nothing."""
    view = actions.today(account_of(request), person.id, now=frame.clock())
    return _as_yesterday_page(request, person, view)


def say_again(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep yesterday's answers as today's. Without its day the form asks first, unless it waited on a phone."""
    account, now = account_of(request), frame.clock()
    view = actions.today(account, person.id, now=now)
    day = frame.day_or_none(request.POST.get("day", "")) or (view.day if has_waited(request) else None)
    if day is None:
        return _as_yesterday_page(request, person, view)
    group = frame.form_id(request)
    try:
        said = actions.as_yesterday(account, person.id, now=now, day=day, group=group)
    except UserError as error:
        return _as_yesterday_page(request, person, view, error=error.message)
    kept = f"saved={said.events[0].group}" if said.events else ""
    ask = "ask=1" if said.to_ask else ""
    if request.POST.get("back") == "catch_up":
        return redirect(f"{reverse('catch_up', args=[person.id])}?{'&'.join(filter(None, (f'day={day}', kept)))}")
    return redirect(f"{reverse('today', args=[person.id])}?{'&'.join(filter(None, (kept, ask)))}")


def _as_yesterday_page(
    request: HttpRequest, person: actions.PersonCard, view: actions.TodayView, *, error: str = ""
) -> HttpResponse:
    """What would be kept, and for which day: after midnight two days may be meant, so it is named."""
    context = {
        "view": view,
        "lines": [fact_words.words(fact) for fact, _ignored in view.one_tap.carried],
        "is_night": view.one_tap.is_night,
        "day": view.day,
        "before": view.day - timedelta(days=1),
        "after": view.day + timedelta(days=1),
        "errors": {"day": error} if error else {},
    }
    status = 400 if error else 200
    return frame.show(request, "today/as_yesterday.html", context, person=person, here="today", status=status)


def _back(person: actions.PersonCard, group: UUID | None) -> HttpResponse:
    return redirect(f"{reverse('today', args=[person.id])}?saved={group}")
