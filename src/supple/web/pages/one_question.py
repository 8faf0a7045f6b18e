"""What is the one thing to answer now? Stiffness, then one more and one more, until it is enough."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import LifeState, Tier
from supple.web import alert_cards, alert_order, extra_doses, frame
from supple.web.check_in_form import Asked, CheckInForm, read_check_in
from supple.web.fields import STEPS, Field
from supple.web.guard import account_of
from supple.web.pages import saved, today
from supple.web.pages.whom import keep_for_help, whom_to_ring
from supple.web.templatetags.supple import TIERS
from supple.words import N_, _

STIFFNESS = actions.Question("rating", "stiffness")
MOST_DONE = 40  # of an address, which anybody can write
CHOOSE = N_("Choose an answer, or skip it.")


@dataclass(frozen=True, slots=True)
class Shown:
    """The question on the page: what kind of answer it takes, and the form's field."""

    kind: str
    field: Field


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The next question that was neither answered nor skipped; or that it is enough."""
    account = account_of(request)
    view = actions.today(account, person.id, now=frame.clock(), with_questions=True)
    done = request.GET.getlist("done")[:MOST_DONE]
    left = [] if "enough" in request.GET else [one for one in _asked_in_order(view) if _name(one) not in done]
    form = read_check_in(None, asked=_all_asked(view), moment=today.moment_of(person, view))
    words = saved.just_saved(request, account, person)
    keep_for_help(request, whom_to_ring(view), view.traits)
    return _page(request, person, view, _shown(left, form), done, {"saved": words, "form": form})


def answer(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep the one answer, and on to the next."""
    account, now = account_of(request), frame.clock()
    view = actions.today(account, person.id, now=now, with_questions=True)
    meant = {name: request.POST.get(name, "") for name in ("evening_day", "night_day")}
    form = read_check_in(request.POST, asked=_all_asked(view), moment=today.moment_of(person, view, **meant))
    done = request.POST.getlist("done")[:MOST_DONE]
    name = request.POST.get("question", "")
    facts = [(noted.fact, noted.when) for noted in form.noted if noted.name == name]
    if not facts:
        asked = [one for one in (STIFFNESS, *view.most_answered) if _name(one) == name]
        shown = _shown(asked, form)
        error = form.errors.get(name, _(CHOOSE))
        if shown is not None:
            shown = replace(shown, field=replace(shown.field, error=error))
        more = {"errors": {name or "question": error}, "form": form, "form_id": frame.form_id(request)}
        return _page(request, person, view, shown, done, more, status=400)
    kept = actions.save_facts(account, person.id, facts, now=now, source="check-in", group=frame.form_id(request))
    query = urlencode([("saved", str(kept[0].group)), *(("done", each) for each in dict.fromkeys([*done, name]))])
    return redirect(f"{reverse('one_question', args=[person.id])}?{query}")


def _asked_in_order(view: actions.TodayView) -> list[actions.Question]:
    return [STIFFNESS, *view.most_answered]


def _all_asked(view: actions.TodayView) -> Asked:
    """Everything that may be asked one by one, also what the long list does not hold."""
    usual = today.asked(view)
    also = {kind: [one.code for one in view.most_answered if one.kind == kind] for kind in ("factor", "session")}
    hindered = [one.code for one in view.most_answered if one.code.startswith("hindered.")]
    return replace(
        usual,
        hindrances=tuple(dict.fromkeys([*usual.hindrances, *hindered])),
        factors=tuple(dict.fromkeys([*usual.factors, *also["factor"]])),
        helpers=tuple(dict.fromkeys([*usual.helpers, *also["session"]])),
    )


def _name(one: actions.Question) -> str:
    """What its field is called on the check-in."""
    if one.kind == "count":
        return f"{one.code}_{one.period}"
    return one.code if one.kind == "rating" else f"{one.kind}.{one.code}"


def _shown(left: list[actions.Question], form: CheckInForm) -> Shown | None:
    """The first of them that the check-in knows how to ask."""
    fields = {field.name: field for field in form.every_field()}
    for one in left:
        if (field := fields.get(_name(one))) is not None:
            return Shown(one.kind if one.kind in {"rating", "count"} else "yes_no", field)
    return None


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    view: actions.TodayView,
    shown: Shown | None,
    done: list[str],
    more: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    page = reverse("one_question", args=[person.id])
    skipped = [*done, shown.field.name] if shown else done
    context = {
        "question": shown,
        "done": done,
        "is_first": not done,
        "steps": STEPS,
        "skip_url": f"{page}?{urlencode([('done', each) for each in skipped])}",
        "enough_url": f"{page}?enough=1",
        **_in_sight(request, person, view),
        **more,
    }
    return frame.show(request, "one_question/one.html", context, person=person, here="today", status=status)


def _in_sight(request: HttpRequest, person: actions.PersonCard, view: actions.TodayView) -> dict[str, object]:
    """What must be seen before any question: alerts, those nobody answered, and extra doses."""
    alerts = [life for life in view.lives if life.alert.tier is Tier.T0 or not life.is_resting]
    if not alerts and not view.unanswered and not view.extra_doses:
        return {}
    book = actions.call_book(account_of(request), person.id, now=view.now)
    return {
        "alerts": [
            {
                "alert": life.alert,
                "is_urgent": life.alert.tier in {Tier.T0, Tier.T1},
                "how_soon": life.alert.how_soon or TIERS[life.alert.tier],
                "words": life.alert.words if life.state is LifeState.NEW else alert_order.words_in_sight(life.alert),
                "ring": next(iter(book.ring(life.alert).lines), None),
            }
            for life in alerts
        ],
        "unanswered": [alert_cards.unanswered(life, person, view.now, book) for life in view.unanswered],
        "told": extra_doses.told(view.extra_doses, book, tuple(life.alert for life in alerts[:1])),
    }
