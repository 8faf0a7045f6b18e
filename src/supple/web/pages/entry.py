"""What does one entry say, how did it come about, and how is it put right or taken back?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge import load
from supple.knowledge.saying import measured
from supple.knowledge.wording import to_celsius, to_fahrenheit
from supple.model import (
    Answer,
    Count,
    Event,
    Fact,
    Factor,
    Measurement,
    Note,
    Period,
    PlanItem,
    Rating,
    Session,
    Side,
    SideEffect,
    Sign,
    UserError,
)
from supple.web import fact_words, frame, when_form
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.words import N_, _, later

YES_NO = later((("yes", N_("Yes")), ("no", N_("No"))))
PERIODS = later((("", N_("Not said")), ("night", N_("In the night")), ("day", N_("In the day"))))
SIDES = later((("", N_("Not said")), ("left", N_("Left")), ("right", N_("Right")), ("both", N_("Both"))))
MOST_LETTERS = 4000
AGREED_ELSEWHERE = N_(
    "What was agreed cannot be moved to another day here. Write down the "
    "change on its own page, with the day from which it holds. A slip can be "
    "taken back here."
)


def show(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> HttpResponse:
    """The entry with its history, and the form to put it right."""
    versions = _versions(request, person, event_id)
    latest = versions[-1]
    return _page(request, person, versions, fields_of(latest.fact), when_form.of(latest.when), {})


def correct(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> HttpResponse:
    """Add a correction. What was noted before stays in the history."""
    account, now = account_of(request), frame.clock()
    versions = _versions(request, person, event_id)
    latest = versions[-1]
    if isinstance(latest.fact, PlanItem):
        return _agreed_again(request, person, versions)
    when = when_form.read(request.POST, zone=latest.when.zone, now=now, before=latest.when)
    errors = dict(when.errors)
    fact: Fact = latest.fact
    try:
        fact = fact_from_form(latest.fact, request.POST)
    except UserError as error:
        errors[error.field or "value"] = error.message
    if errors or when.when is None:
        fields = fields_of(latest.fact, posted=request.POST, errors=errors)
        return _page(request, person, versions, fields, when, errors, status=400)
    if (fact, when.when) == (latest.fact, latest.when) and not latest.withdrawn and not latest.guess:
        return redirect("entry", person.id, latest.id)
    event = actions.correct(account, person.id, latest.id, fact, when.when, now=now)
    return redirect(f"{reverse('entry', args=[person.id, event.id])}?corrected=1")


def _agreed_again(request: HttpRequest, person: actions.PersonCard, versions: tuple[Event, ...]) -> HttpResponse:
    """What was agreed holds from its own day, which this page cannot move: it only brings back what was taken back.

    Sent as a correction, an old entry would be the newest word about its day and bring back what it replaced.
    """
    latest = versions[-1]
    if not latest.withdrawn:
        errors = {"day": _(AGREED_ELSEWHERE)}
        return _page(request, person, versions, [], when_form.of(latest.when), errors, status=400)
    account, now = account_of(request), frame.clock()
    event = actions.correct(account, person.id, latest.id, latest.fact, latest.when, now=now)
    return redirect(f"{reverse('entry', args=[person.id, event.id])}?corrected=1")


def withdraw(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> HttpResponse:
    """Take the entry back; twice changes nothing more."""
    versions = _versions(request, person, event_id)
    if not versions[-1].withdrawn:
        actions.withdraw(account_of(request), person.id, versions[-1].id, now=frame.clock())
    return redirect("entry", person.id, event_id)


def fields_of(fact: Fact, *, posted: QueryDict | None = None, errors: dict[str, str] | None = None) -> list[Field]:
    """The questions that put this kind of fact right; none for a kind that can only be taken back."""
    fields = _fields(fact)
    if posted is None:
        return fields
    bad = errors or {}
    return [replace(each, value=posted.get(each.name, each.value), error=bad.get(each.name, "")) for each in fields]


def _fields(fact: Fact) -> list[Field]:
    match fact:
        case Rating():
            top = fact_words.plain_number(fact.scale_max)
            value = Field("value", _("Number, 0 to {top}").format(top=top), fact_words.plain_number(fact.value))
            return [value, *_place_fields(fact.part, fact.side)]
        case Count():
            count = "" if fact.count is None else str(fact.count)
            hint = _("Leave it empty if you did not count.")
            period = Field("period", _("When"), fact.period.value if fact.period else "", options=PERIODS)
            return [Field("value", _("How many"), count, hint=hint), period, *_place_fields(fact.part, fact.side)]
        case Factor():
            return [_yes_no(_("Was it there?"), fact.present)]
        case Session():
            minutes = "" if fact.minutes is None else fact_words.plain_number(fact.minutes)
            return [_yes_no(_("Was it done?"), fact.done), Field("minutes", _("Minutes, if you know"), minutes)]
        case Answer():
            return [_yes_no(_("Your answer"), fact.answer)]
        case SideEffect():
            return [_yes_no(_("Was it there?"), fact.present)]
        case Sign():
            new = "" if fact.new is None else ("yes" if fact.new else "no")
            asked = Field("new", _("Is it new for you?"), new, options=(("", _("Not said")), *YES_NO))
            return [_yes_no(_("Is it there?"), fact.present), asked]
        case Measurement():
            number, unit = measured(fact)
            return [
                Field(
                    "value",
                    _("Number ({unit})").format(unit=unit) if unit else _("Number"),
                    fact_words.plain_number(number),
                )
            ]
        case Note():
            return [Field("text", _("Your words"), fact.text, type="words")]
    return []


def _yes_no(words: str, answer: bool) -> Field:
    return Field("answer", words, "yes" if answer else "no", options=YES_NO)


def _place_fields(part: str | None, side: Side | None) -> list[Field]:
    parts = [(code, sentence_case(entry.label)) for code, entry in load().body_parts.items()]
    return [
        Field("part", _("Where"), part or "", options=(("", _("Not said")), *parts)),
        Field("side", _("Side"), side.value if side else "", options=SIDES),
    ]


def fact_from_form(fact: Fact, posted: QueryDict) -> Fact:
    """The fact with what was put right. Raises UserError with the field's name."""
    match fact:
        case Rating():
            value = _number(posted, "value", most=fact.scale_max)
            part, side = _place(posted)
            placed = replace(fact, part=part, side=side)
            return placed if value == fact.value else replace(placed, value=value, low=None, high=None)
        case Count():
            count = _count(posted)
            period = Period(p) if (p := posted.get("period", "")) in {"night", "day"} else None
            part, side = _place(posted)
            counted = replace(fact, period=period, part=part, side=side)
            return counted if count == fact.count else replace(counted, count=count, low=None, high=None)
        case Factor():
            present = _answer(posted)
            return fact if present == fact.present else replace(fact, present=present, level=None, amount=None)
        case Session():
            minutes = _number(posted, "minutes", most=1440) if posted.get("minutes", "").strip() else None
            return replace(fact, done=_answer(posted), minutes=minutes)
        case Answer():
            return replace(fact, answer=_answer(posted))
        case SideEffect():
            return replace(fact, present=_answer(posted))
        case Sign():
            return replace(fact, present=_answer(posted), new={"yes": True, "no": False}.get(posted.get("new", "")))
        case Measurement():
            return _measured_again(fact, _number(posted, "value", most=1e6))
        case Note():
            return replace(fact, text=_text(posted))
    return fact


def _measured_again(fact: Measurement, typed: float) -> Measurement:
    """As it was where the number shown was not touched; else what was typed, in the unit it is kept in."""
    shown, unit = measured(fact)
    if typed == shown:
        return fact
    celsius = to_celsius(typed) if unit == "°F" else typed
    return replace(fact, value=to_fahrenheit(celsius) if fact.unit == "[degF]" else celsius)


def _number(posted: QueryDict, name: str, *, most: float) -> float:
    typed = posted.get(name, "").strip().replace(",", ".")
    whole, _ignored, rest = typed.partition(".")
    is_number = typed.isascii() and whole.isdecimal() and (not rest or rest.isdecimal())
    if not is_number or len(typed) > 12 or not 0 <= float(typed) <= most:
        raise UserError(
            _("Write a number from 0 to {plain_number}.").format(plain_number=fact_words.plain_number(most)),
            field=name,
        )
    return float(typed)


def _count(posted: QueryDict) -> int | None:
    typed = posted.get("value", "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 5 and int(typed) <= 500):
        raise UserError(_("Write a number from 0 to 500, or leave it empty if you did not count."), field="value")
    return int(typed)


def _answer(posted: QueryDict) -> bool:
    typed = posted.get("answer", "")
    if typed not in {"yes", "no"}:
        raise UserError(_("Choose yes or no."), field="answer")
    return typed == "yes"


def _text(posted: QueryDict) -> str:
    text = posted.get("text", "").strip()
    if not text or len(text) > MOST_LETTERS:
        raise UserError(
            _("Write something, up to {most_letters} letters; or take the entry back.").format(
                most_letters=MOST_LETTERS
            ),
            field="text",
        )
    return text


def _place(posted: QueryDict) -> tuple[str | None, Side | None]:
    part, side = posted.get("part", ""), posted.get("side", "")
    if part and part not in load().body_parts:
        raise UserError(_("Choose a place from the list."), field="part")
    if side and side not in {each.value for each in Side}:
        raise UserError(_("Choose a side from the list."), field="side")
    return part or None, Side(side) if side and part else None


def _versions(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> tuple[Event, ...]:
    try:
        return actions.history(account_of(request), person.id, event_id, now=frame.clock())
    except UserError:
        raise Http404 from None


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    versions: tuple[Event, ...],
    fields: list[Field],
    when: when_form.WhenForm,
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    latest = versions[-1]
    today = frame.today_of(person, frame.clock())
    history = [_version(event, today, person) for event in reversed(versions)]
    context = {
        "latest": latest,
        "words": fact_words.words(latest.fact),
        "when_words": fact_words.whole_when_words(latest.when, today),
        "history": history,
        "fields": fields,
        "when": when,
        "errors": errors,
        "agreed_elsewhere": _(AGREED_ELSEWHERE) if isinstance(latest.fact, PlanItem) else "",
        "corrected": "corrected" in request.GET,
        "aside": [_version(event, today, person) for event in _kept_aside(request, person, versions)],
    }
    return frame.show(request, "timeline/entry.html", context, person=person, here="timeline", status=status)


def _version(event: Event, today: date, person: actions.PersonCard) -> dict[str, object]:
    """One version in words: what, when, by whom and when it was written."""
    return {
        "words": _("Taken back") if event.withdrawn else fact_words.words(event.fact),
        "when": fact_words.whole_when_words(event.when, today),
        "by": event.noted_by.name or event.noted_by.role,
        "role": event.noted_by.role,
        "recorded": fact_words.moment_words(event.recorded_at, person.zone),
    }


def _kept_aside(request: HttpRequest, person: actions.PersonCard, versions: tuple[Event, ...]) -> tuple[Event, ...]:
    """What came under the same number but said something else, from another device: kept, and shown here."""
    ids = {event.id for event in versions}
    near = when_form.local_day(versions[-1].when)
    days = (near, near + timedelta(days=1))  # a night is listed under the day one wakes on
    pages = [actions.timeline(account_of(request), person.id, day=day, now=frame.clock()) for day in days]
    entries = [entry for page in pages for day in page.days for entry in day.entries]
    return tuple(other for entry in entries if entry.event.id in ids for other in entry.aside)
