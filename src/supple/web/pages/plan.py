"""What was agreed, and with whom? Visits to come, the team's numbers, and what else is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple import actions
from supple.model import Day, Fact, PlanItem, PlanStatus, When
from supple.model.check import LATEST_AGREED
from supple.plan import to_come_words, words_today
from supple.web import dose_words, fact_words, frame, meetings
from supple.web.fields import Field
from supple.web.guard import account_of
from supple.web.when_form import EARLIEST
from supple.words import N_, _, later

MOST_LETTERS = 300
BOX_DAYS = 14  # so many days before a box may run out, it is told
GROUPS = later(
    (
        ("allergy", N_("Allergies")),
        ("medicine", N_("Medicines, as prescribed")),
        ("injection", N_("Injections")),
        ("pump", N_("Pump")),
        ("routine", N_("Routines")),
        ("aid", N_("Aids")),
        ("goal", N_("Goals")),
        ("question", N_("Questions to ask")),
        ("team", N_("Team")),
    )
)
# What a person may write down here. Medicines, injections, pumps and the team come with their own pages.
ADDABLE = {"visit", "question", "goal"}
ENDABLE = {*ADDABLE, "team", "allergy"}
_OWN_PAGE = later(
    {
        "medicine": N_("A medicine has a page of its own. Open “Medicines” below, then “Write down a medicine”."),
        "injection": N_("An injection has a page of its own. Open “Injections” below."),
        "team": N_("Your team has a page of its own. Open “My team” below."),
        "allergy": N_("Allergies have a page of their own. Open “Allergies” below."),
        "pump": N_("A pump has a page of its own. Open “Baclofen pump” below."),
    }
)


@dataclass(frozen=True)
class Group:
    title: str
    kind: str
    items: tuple[PlanItem, ...]


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What holds today, and what comes."""
    return _page(request, person, {}, {})


def add(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write down a visit, a question or a goal."""
    today = frame.today_of(person, frame.clock())
    typed = {name: request.POST.get(name, "").strip() for name in ("item", "name", "day")}
    errors: dict[str, str] = {}
    if typed["item"] not in ADDABLE:
        errors["item"] = _OWN_PAGE.get(typed["item"], _("Choose what to write down."))
    elif not typed["name"] or len(typed["name"]) > MOST_LETTERS:
        errors[f"{typed['item']}_name"] = _("Write a few words, up to {most_letters} letters.").format(
            most_letters=MOST_LETTERS
        )
    day = today
    if typed["item"] == "visit":
        try:
            day = date.fromisoformat(typed["day"])
        except ValueError:
            errors["day"] = _("Choose the day of the visit.")
        if not EARLIEST <= day <= LATEST_AGREED:
            errors["day"] = _("Look at the year again.")
    if errors:
        return _page(request, person, errors, typed, status=400)
    fact = PlanItem(typed["item"], typed["name"], PlanStatus.AGREED, day)
    _save(request, person, fact, day=day, today=today)
    return _back(request, person)


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Cross something off. It stays in the history."""
    account, now = account_of(request), frame.clock()
    today = frame.today_of(person, now)
    kind, name = request.POST.get("item", ""), request.POST.get("name", "")
    held = [item for item in actions.today(account, person.id, now=now).plan_today if item.item == kind]
    item = next((each for each in held if each.name == name), None)
    if item is not None and kind in ENDABLE:
        ended = PlanItem(item.item, item.name, PlanStatus.ENDED, today, item.words, item.detail)
        _save(request, person, ended, day=today, today=today)
    return _back(request, person)


def _back(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """To the page the form stood on."""
    back = request.POST.get("back", "")
    return redirect(back if back in {"report", "visits"} else "plan", person.id)


def _save(request: HttpRequest, person: actions.PersonCard, fact: Fact, *, day: date, today: date) -> None:
    when: When = Day(min(day, today), person.zone)
    group: UUID = frame.form_id(request)
    actions.save_facts(account_of(request), person.id, [(fact, when)], now=frame.clock(), source="plan", group=group)


def _page(
    request: HttpRequest, person: actions.PersonCard, errors: dict[str, str], typed: dict[str, str], status: int = 200
) -> HttpResponse:
    account, now = account_of(request), frame.clock()
    view = actions.today(account, person.id, now=now)
    is_visit = typed.get("item") == "visit"
    fields = {
        "visit_name": Field(
            "name", _("With whom"), typed.get("name", "") if is_visit else "", error=errors.get("visit_name", "")
        ),
        "day": Field("day", _("Day"), typed.get("day", ""), error=errors.get("day", ""), type="date"),
    }
    medicines = actions.medicines(account, person.id, now=now)
    steps = {card.item.name: card.state for card in medicines.held}
    coming = {card.item.name: [to_come_words(each, _say) for each in card.coming] for card in medicines.held}
    held = [
        replace(item, words=_joined(words_today(item, steps.get(item.name)), *coming.get(item.name, ())))
        if item.item == "medicine"
        else item
        for item in view.plan_today
    ]
    held += [card.item for card in medicines.later]
    groups = [Group(title, kind, tuple(item for item in held if item.item == kind)) for kind, title in GROUPS]
    context = {
        "groups": [group for group in groups if group.items],
        "today": view.day,
        "coming": [
            {"words": each.words, "day": fact_words.coming_words(each.day, view.day, is_month=each.is_month)}
            for each in view.next_up
            if each.day
        ]
        + [
            said
            for each in actions.doses(account, person.id, now=now).boxes
            if (said := dose_words.box_comes(each, view.day, BOX_DAYS))
        ],
        **meetings.shown(view.alerts),
        "fields": fields,
        "errors": errors,
        "endable": ENDABLE,
    }
    return frame.show(request, "plan/plan.html", context, person=person, here="more", status=status)


def _joined(*words: str) -> str:
    return "; ".join(filter(None, words))


def _say(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
