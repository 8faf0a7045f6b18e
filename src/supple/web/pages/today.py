"""How am I, what is next, is anything up? The first page, and the check-in it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.actions.reminding import LATER_MINUTES
from supple.knowledge import load
from supple.model import Account, AlertLife, Count, Instant, LifeState, Scope, Tier, local_day_of, noted_id
from supple.web import alert_cards, alert_order, break_ideas, extra_doses, fact_words, frame, looks
from supple.web.check_in_form import Asked, CheckInForm, Moment, moment_now, read_check_in
from supple.web.fields import STEPS, sentence_case
from supple.web.guard import account_of
from supple.web.pages import due as due_rows
from supple.web.pages import saved
from supple.web.pages.whom import keep_for_help, whom_to_ring
from supple.web.quick_buttons import counted_words, quick_buttons
from supple.web.templatetags.supple import TIERS
from supple.words import N_, _

USUAL_HINDRANCES = (
    "hindered.walking",
    "hindered.sitting",
    "hindered.dressing",
    "hindered.transfers",
    "hindered.sleep",
)
_RING_AT_ONCE = (Tier.T0, Tier.T1)  # the number itself then stands on the first page
_OF_USE = ("factor.", "session.", "rest_no")
NOTHING_ANSWERED = N_("Nothing was answered, so there is nothing to save. Answer any one question, or just leave.")


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Today; where this device wants one question at a time, those."""
    if looks.wants_one_question(request) and Scope.NOTE in person.scopes:
        return redirect(f"{reverse('one_question', args=[person.id])}?{request.GET.urlencode()}")
    account, now = account_of(request), frame.clock()
    view = actions.today(account, person.id, now=now)
    form = read_check_in(None, asked=asked(view), moment=moment_of(person, view))
    words = saved.just_saved(request, account, person)
    keep_for_help(request, whom_to_ring(view), view.traits)
    return _page(request, person, view, form, {"saved": words})


def check_in(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep what was answered: one tap on a number, or the longer list. Nothing answered keeps nothing."""
    account, now = account_of(request), frame.clock()
    form = _read_at_once(request, person, now)
    if form is None or form.errors or not form.noted:
        view = actions.today(account, person.id, now=now)
        form = read_check_in(request.POST, asked=asked(view), moment=moment_of(person, view, **_days_meant(request)))
        if not form.noted and not form.errors:
            form.errors["nothing"] = _(NOTHING_ANSWERED)
        if form.errors:
            return _page(request, person, view, form, {"form_id": frame.form_id(request)}, status=400)
    group = frame.form_id(request)
    facts = [(noted.fact, noted.when) for noted in form.noted]
    kept = actions.save_facts(account, person.id, facts, now=now, source="check-in", group=group)
    return redirect(f"{reverse('today', args=[person.id])}?saved={kept[0].group}")


def _read_at_once(request: HttpRequest, person: actions.PersonCard, now: datetime) -> CheckInForm | None:
    """What was answered, read without the weeks before. None where factors were: which are asked, the diary says."""
    if any(said and name.startswith(_OF_USE) for name, said in request.POST.items()):
        return None
    chosen = actions.settings(account_of(request), person.id)
    day = local_day_of(Instant(now, person.zone), chosen.day_starts_at_hour)
    ask = Asked(hindrances=kept_hindrances(chosen.kept_hindrances), symptoms=chosen.own_symptoms)
    return read_check_in(request.POST, asked=ask, moment=_moment(person, now, day, **_days_meant(request)))


def _days_meant(request: HttpRequest) -> dict[str, str]:
    """The days that the form's questions meant when it was opened."""
    return {name: request.POST.get(name, "") for name in ("evening_day", "night_day")}


def page_with_note(
    request: HttpRequest, account: Account, person: actions.PersonCard, *, text: str, error: str
) -> HttpResponse:
    """Today again, with the note as it was typed and what was wrong with it."""
    view = actions.today(account, person.id, now=frame.clock())
    form = read_check_in(None, asked=asked(view), moment=moment_of(person, view))
    return _page(request, person, view, form, {"note_text": text, "note_error": error}, status=400)


def asked(view: actions.TodayView) -> Asked:
    """The questions this person keeps, what is used most first."""
    usual = view.usual_factors
    return Asked(
        hindrances=view.one_tap.in_order_of_use(kept_hindrances(view.kept_hindrances)),
        order=view.one_tap.in_order_of_use,
        factors=[factor.code for factor in usual if not factor.is_helper],
        helpers=[factor.code for factor in usual if factor.is_helper],
        symptoms=view.own_symptoms,
    )


def usual_questions() -> Asked:
    """What everybody is asked: nothing of what a person chose, keeps or notes most."""
    known = load()
    factors = {code: entry.is_helper for code, entry in known.factors.items() if entry.is_default}
    sessions = [code for code, entry in known.sessions.items() if entry.is_default]
    return Asked(
        hindrances=USUAL_HINDRANCES,
        factors=[code for code, is_helper in factors.items() if not is_helper],
        helpers=[*(code for code, is_helper in factors.items() if is_helper), *sessions],
    )


def kept_hindrances(chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Never chosen: the usual ones; ("none",): the person wants none of them."""
    return () if chosen == ("none",) else chosen or USUAL_HINDRANCES


def moment_of(
    person: actions.PersonCard, view: actions.TodayView, *, evening_day: str = "", night_day: str = ""
) -> Moment:
    """Now; the form says which evening and night its questions meant, in case time went by while it was open."""
    return _moment(person, view.now, view.day, evening_day=evening_day, night_day=night_day)


def _moment(
    person: actions.PersonCard, now: datetime, day: date, *, evening_day: str = "", night_day: str = ""
) -> Moment:
    moment = moment_now(now, zone=person.zone, day=day, local_hour=frame.local_hour(person, now))
    evening, night = frame.day_or_none(evening_day), frame.day_or_none(night_day)
    if evening is not None and evening <= day:
        moment = replace(moment, evening_day=evening)
    if night is not None and day <= night <= (moment.night_day or day):
        moment = replace(moment, night_day=night)
    return moment


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    view: actions.TodayView,
    form: CheckInForm,
    more: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    life = view.lives[0] if view.lives else None  # those that rest stand last
    alert = life.alert if life else None
    rings_at_once = alert is not None and alert.tier in _RING_AT_ONCE
    book = None
    if rings_at_once or view.extra_doses or view.unanswered:
        book = actions.call_book(account_of(request), person.id, now=view.now)
    ideas = break_ideas.beside(request, person, view.due_now, view.now)
    ring_first = None
    if book is not None and alert is not None and rings_at_once:
        ring_first = next(iter(book.ring(alert).lines), None)
    context = {
        "view": view,
        "device_emergency": whom_to_ring(view).emergency,
        "form": form,
        "steps": STEPS,
        "tap_id": noted_id(view.now),
        "note_id": noted_id(view.now),
        "last_words": _last_words(view),
        "quick": quick_buttons(view),
        "pause": _pause(view),
        "last_saved": None if "saved" in request.GET else saved.last_saved(person, view),
        "counted_words": _counted_words(request, view),
        "ask_afresh": "ask" in request.GET and [fact_words.words(fact) for fact, _ignored in view.one_tap.carried],
        "gaps": view.dose_gaps,
        "more_gaps": len(view.dose_gaps[1:]),
        "alert": alert,
        "ring_first": ring_first,
        "alert_label": _alert_label(life),
        "alert_card": _alert_card(life, person, view.now),
        "alert_first": life is not None and _stands_first(life),
        "other_alerts": [_other(each, person, view.now) for each in view.lives[1:] if _stands_beside(each, view)],
        "told_of": alert_cards.told_words(view.told, person.name) if view.told else "",
        "more_alerts": max(0, len(view.alerts) - 1),
        "unanswered": []
        if book is None
        else [alert_cards.unanswered(each, person, view.now, book) for each in view.unanswered],
        "next": _next(person.id, view),
        "due_now": [
            {**due_rows.row(each, person, view.now, rings=each.key not in view.page_only), **ideas.get(each.key, {})}
            for each in view.due_now
        ],
        "later": LATER_MINUTES,
        "doses": _doses(person.id, view),
        "told": None if book is None else extra_doses.told(view.extra_doses, book, (alert,) if alert else ()),
        "week": [_glance(cell, view.day) for cell in view.week],
        "in_time": actions.in_time_line(
            account_of(request), person.id, now=view.now, at_least_days=view.days_noted_lately
        ),
        **more,
    }
    return frame.show(request, "today/today.html", context, person=person, here="today", status=status)


def _stands_first(life: AlertLife) -> bool:
    """An emergency stays on top as long as its rule fires, whatever was answered, perhaps by an accidental tap.

    An answered same-day one moves below the check-in and leaves a line at the top.
    """
    return life.alert.tier is Tier.T0 or (life.alert.tier is Tier.T1 and life.state is LifeState.NEW)


def _stands_beside(life: AlertLife, view: actions.TodayView) -> bool:
    """No "mention at your next visit" beside an emergency about the same sign: it stands on When to call."""
    return not life.is_resting and alert_order.emergency_about_the_same(life.alert, view.alerts) is None


def _alert_card(life: AlertLife | None, person: actions.PersonCard, now: datetime) -> alert_cards.Card | None:
    """What waits for the next visit stands in the glance and on When to call: a card would push the diary down."""
    if life is None or life.is_resting or life.alert.tier is Tier.T3:
        return None
    return alert_cards.card(life, person, now)


def _alert_label(life: AlertLife | None) -> str:
    if life is None:
        return ""
    return _("Noted before") if life.is_resting else life.alert.how_soon or TIERS[life.alert.tier]


def _other(life: AlertLife, person: actions.PersonCard, now: datetime) -> dict[str, object]:
    """An alert beside the first one: its title, the words that must be in sight, and what was last noted about it."""
    lines = alert_cards.card(life, person, now).lines
    return {
        "tier": life.alert.tier.value,
        "how_soon": life.alert.how_soon,
        "title": life.alert.title,
        "words": alert_order.words_in_sight(life.alert),
        "said": lines[-1].words if lines else "",
    }


def _last_words(view: actions.TodayView) -> str:
    last = next((rating for rating in view.last_ratings if rating.code == "stiffness"), None)
    if last is None:
        return _("0 is no stiffness, 10 is the worst you can imagine. One tap saves it.")
    day = fact_words.day_words(last.day, view.day)
    near = (view.day - last.day).days <= 1
    value = fact_words.plain_number(last.rating.value)
    by = _(", noted by {noted_by}").format(noted_by=last.noted_by) if last.noted_by else ""
    return _("Last noted: {value}, {more}{by}.").format(value=value, more=day.lower() if near else day, by=by)


def _pause(view: actions.TodayView) -> str:
    """Since when Supple asks for nothing, in words; "" while it asks."""
    pause = view.one_tap.pause
    if pause is None:
        return ""
    until = _(", until {coming}").format(coming=fact_words.coming_words(pause.last, view.day)) if pause.last else ""
    since = fact_words.day_words(pause.first, view.day)
    return _("Paused since {more}{until}").format(
        more=since if pause.first < view.day - timedelta(days=1) else since.lower(), until=until
    )


def _counted_words(request: HttpRequest, view: actions.TodayView) -> str:
    """ "2 spasms tonight": beside what one tap kept, how many it makes, since two taps may be two or one too many."""
    last = view.one_tap.last
    if last is None or str(last.group) != request.GET.get("saved") or not isinstance(fact := last.facts[0], Count):
        return ""
    count = view.one_tap.counted.get(fact.code, 0)
    return (
        "{counted} {more}.".format(
            counted=counted_words(fact.code, count), more=_("tonight") if view.one_tap.is_night else _("today")
        )
        if count > 1
        else ""
    )


def _next(person_id: UUID, view: actions.TodayView) -> dict[str, str]:
    if not view.next_up:
        return {"words": _("No visit is written down"), "url": reverse("plan", args=[person_id])}
    first = view.next_up[0]
    words = sentence_case(first.words)
    if first.day:
        words += f", {fact_words.coming_words(first.day, view.day, is_month=first.is_month)}"
    return {"words": words, "url": reverse("pump" if first.item == "pump" else "plan", args=[person_id])}


def _doses(person_id: UUID, view: actions.TodayView) -> list[dict[str, str]]:
    """Ways to the doses: those due by now, and yesterday's, where nothing is noted of them. No due doses: none."""
    if view.doses is None:
        return []
    page = reverse("doses", args=[person_id])
    due = view.doses.due_now
    links = [{"words": _("Doses: {due} due, not noted").format(due=due) if due else _("Doses"), "url": page}]
    if view.doses.yesterday:
        yesterday = (view.day - timedelta(days=1)).isoformat()
        some = (
            ""
            if view.doses.yesterday == view.doses.due_yesterday
            else _("{yesterday} of ").format(yesterday=view.doses.yesterday)
        )
        links.append(
            {"words": _("Doses: {some}yesterday not noted").format(some=some), "url": f"{page}?day={yesterday}"}
        )
    return links


def _glance(cell: actions.DayGlance, today: date) -> dict[str, object]:
    """One day of the week's strip: the number, or a dash for not noted, in words too."""
    shown = "–" if cell.stiffness is None else f"{cell.stiffness:.0f}"
    words = _("stiffness not noted") if cell.stiffness is None else _("stiffness {shown} of 10").format(shown=shown)
    classes = [name for name, on in (("is-empty", not cell.is_noted), ("is-today", cell.day == today)) if on]
    return {"day": cell.day, "shown": shown, "words": f", {words}", "classes": " ".join(classes)}
