"""Which aids are used, from which day, and does anything press? Aids and things at home, with a tightness check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge import load
from supple.knowledge.agreeing import AIDS, USES_STIFFNESS, WORN_TIGHT
from supple.model import Fact, Factor, Instant, PlanItem, Sign, UserError, When
from supple.web import frame
from supple.web.addresses import first_of
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages.saved import just_saved
from supple.words import _

_TYPED = ("aid", "kind", "since", "advised_by")
PRESSES = "tight_clothing"
# What the rules know of skin and limbs under something tight. Their words, and how urgent they are, come from there.
TIGHTNESS_SIGNS = (
    "skin_red_not_fading",
    "skin_broken",
    "skin_black_or_smelly",
    "new_numbness",
    "tingling",
    "leg_swelling_one_side",
    "severe_limb_pain",
)


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What is in use, and a form for more."""
    return _page(request, person, {}, {})


def add(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write down an aid."""
    typed = {name: request.POST.get(name, "").strip() for name in _TYPED}
    uses = tuple(request.POST.getlist("uses"))
    try:
        since = date.fromisoformat(typed["since"]) if typed["since"] else None
    except ValueError:
        return _page(request, person, {"since": _("Choose a day, or leave it open for today.")}, typed, uses, 400)
    try:
        events = actions.add_aid(
            account_of(request),
            person.id,
            typed["aid"],
            typed["kind"],
            since=since,
            advised_by=typed["advised_by"],
            uses_stiffness=uses,
            now=frame.clock(),
            group=frame.form_id(request),
        )
    except UserError as refused:
        return _page(request, person, {refused.field or "kind": sentence_case(refused.message)}, typed, uses, 400)
    return redirect(f"{reverse('aids', args=[person.id])}?saved={events[0].group}")


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """No longer used, from today on. It stays in the history."""
    name = request.POST.get("aid", "")
    try:
        events = actions.end_agreed(
            account_of(request), person.id, "aid", name, now=frame.clock(), group=frame.form_id(request)
        )
    except UserError as refused:
        return _page(request, person, {"item": sentence_case(refused.message)}, {}, status=400)
    return redirect(f"{reverse('aids', args=[person.id])}?saved={events[0].group}")


def put_back(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """In use again, from today on."""
    name = request.POST.get("aid", "")
    try:
        events = actions.put_aid_back(
            account_of(request), person.id, name, now=frame.clock(), group=frame.form_id(request)
        )
    except UserError as refused:
        return _page(request, person, {"item": sentence_case(refused.message)}, {}, status=400)
    return redirect(f"{reverse('aids', args=[person.id])}?saved={events[0].group}")


def tightness(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The tightness check: what was answered is kept, and the rules answer to signs at once."""
    account, now = account_of(request), frame.clock()
    answers = {name: request.POST.get(name, "") for name in (PRESSES, *TIGHTNESS_SIGNS)}
    if request.method != "POST":
        return _tightness_page(request, person, {}, "")
    facts = list(_answered(answers, Instant(now, person.zone)))
    if not facts:
        return _tightness_page(request, person, answers, _("Answer at least one question."), status=400)
    events = actions.save_facts(
        account, person.id, facts, now=now, source="tightness-check", group=frame.form_id(request)
    )
    if any(answers[code] == "yes" for code in TIGHTNESS_SIGNS):
        return redirect(f"{reverse('when_to_call', args=[person.id])}?noted=1")
    pressed = "&pressed=1" if answers[PRESSES] == "yes" else ""
    return redirect(f"{reverse('aids', args=[person.id])}?saved={events[0].group}{pressed}")


def _answered(answers: Mapping[str, str], when: When) -> list[tuple[Fact, When]]:
    """What was left open stays open: it is no "no"."""
    facts: list[tuple[Fact, When]] = []
    for code, answer in answers.items():
        if answer not in {"yes", "no"}:
            continue
        is_there = answer == "yes"
        fact: Fact = Factor(code, is_there)
        if code != PRESSES:
            # The question says "new for me"; a no says nothing about newness.
            fact = Sign(code, present=True, new=True) if is_there else Sign(code, present=False)
        facts.append((fact, when))
    return facts


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    errors: dict[str, str],
    typed: dict[str, str],
    uses: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    account = account_of(request)
    held = actions.agreements(account, person.id, now=frame.clock())
    kinds = [("", _("choose")), *((code, sentence_case(words)) for code, words in AIDS.items())]
    context = {
        "aids": [_aid(item) for item in held.aids],
        "before": [{"name": item.name, "until": item.valid_from} for item in held.ended_aids],
        "has_tight": any(item.detail.get("kind") in WORN_TIGHT for item in held.aids),
        "fields": {
            "kind": Field(
                "kind", _("What is it?"), typed.get("kind", ""), options=kinds, error=errors.get("kind", "")
            ),
            "aid": Field(
                "aid",
                _("In your own words"),
                typed.get("aid", ""),
                hint=_("Such as: night splint, left hand. Leave it open to use the name above."),
                error=errors.get("aid", ""),
            ),
            "since": Field(
                "since", _("From which day"), typed.get("since", ""), error=errors.get("since", ""), type="date"
            ),
            "advised_by": Field(
                "advised_by", _("Who advised it"), typed.get("advised_by", ""), error=errors.get("advised_by", "")
            ),
        },
        "uses": [(code, sentence_case(words), code in uses) for code, words in USES_STIFFNESS.items()],
        "errors": errors,
        "saved": None if errors else just_saved(request, account, person),
        "changes_url": first_of(("changes",), person),
        "pressed": "pressed" in request.GET,
    }
    return frame.show(request, "plan/aids.html", context, person=person, here="more", status=status)


def _aid(item: PlanItem) -> dict[str, Any]:
    detail = item.detail
    kind = AIDS.get(detail.get("kind", ""), "")
    uses = [USES_STIFFNESS.get(each.strip(), each.strip()) for each in detail.get("uses_stiffness", "").split(";")]
    said = [
        sentence_case(kind) if kind.casefold() not in {item.name.casefold(), AIDS["other"]} else "",
        _("since {day} {valid_from:%b %Y}").format(day=item.valid_from.day, valid_from=item.valid_from),
        _("advised by {detail}").format(detail=detail["advised_by"]) if detail.get("advised_by") else "",
        _("uses stiffness for {items}").format(items=_(" and ").join(filter(None, uses))) if any(uses) else "",
        item.words,
    ]
    return {"name": item.name, "said": [each for each in said if each]}


def _tightness_page(
    request: HttpRequest, person: actions.PersonCard, answers: Mapping[str, str], error: str, status: int = 200
) -> HttpResponse:
    known = load()
    fields = [
        # Each question is the one that the diary asks everywhere, so that a "no" here is a "no" there as well.
        Field(PRESSES, known.factors[PRESSES].question, answers.get(PRESSES, ""), hint=known.factors[PRESSES].words),
        *(
            Field(code, known.signs[code].question, answers.get(code, ""), hint=known.signs[code].words)
            for code in TIGHTNESS_SIGNS
        ),
    ]
    context = {"questions": fields, "errors": {PRESSES: error} if error else {}}
    return frame.show(request, "plan/tightness.html", context, person=person, here="more", status=status)
