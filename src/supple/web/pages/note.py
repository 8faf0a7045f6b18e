"""How was the quick note understood? Shown back before it is saved, each line to be kept, put right or left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import (
    Account,
    Alert,
    Fact,
    NoteReading,
    Rating,
    ReadFact,
    UserError,
)
from supple.model.facts import Count
from supple.web import fact_words, frame
from supple.web.guard import account_of
from supple.web.pages import today as today_page
from supple.web.replay import has_waited
from supple.words import _

MOST_LETTERS = 4000
OLDEST_DRAFT = timedelta(days=2)


def review(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Say back what was understood. Nothing is saved yet."""
    account, now = account_of(request), frame.clock()
    text = request.POST.get("text", "").strip()
    if problem := _problem(text):
        return _back_to_today(request, person, text, problem)
    reading = actions.read_note(account, person.id, text, now=now)
    if has_waited(request):
        # Nobody is there to ask, and the rules must hear of it: all is kept, and a guess stays marked as one.
        kept = actions.save_reading(account, person.id, reading, now=now, group=frame.form_id(request))
        return redirect(f"{reverse('today', args=[person.id])}?saved={kept[0].group}")
    return _review_page(request, person, reading, errors={})


def save(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep the whole text, and the lines that were left ticked, with the numbers that were put right."""
    account, now = account_of(request), frame.clock()
    text = request.POST.get("text", "").strip()
    if problem := _problem(text):
        return _back_to_today(request, person, text, problem)
    reading = actions.read_note(account, person.id, text, now=_noted_at(request, now))
    keep = [index for index in range(len(reading.facts)) if request.POST.get(f"keep.{index}")]
    errors: dict[int, str] = {}
    fixed = list(reading.facts)
    for index in keep:
        try:
            fixed[index] = _put_right(reading.facts[index], request.POST.get(f"value.{index}"))
        except UserError as error:
            errors[index] = error.message
    if errors:
        return _review_page(request, person, reading, errors=errors, status=400)
    group = frame.form_id(request)
    reading = replace(reading, facts=tuple(fixed))
    kept = actions.save_reading(account, person.id, reading, now=now, keep=keep, group=group)
    return redirect(f"{reverse('today', args=[person.id])}?saved={kept[0].group}")


def _problem(text: str) -> str:
    if not text:
        return _("Write a few words first. One is enough.")
    return (
        _("That is longer than {most_letters} letters. Please split it.").format(most_letters=MOST_LETTERS)
        if len(text) > MOST_LETTERS
        else ""
    )


def _put_right(read: ReadFact, posted: str | None) -> ReadFact:
    """The fact with the number typed beside it. Left as it was, a range stays a range."""
    shown = _number_of(read.fact)
    if shown is None or posted is None or (typed := posted.strip()) == shown:
        return read
    fact: Fact = read.fact
    if isinstance(fact, Rating):
        if not _is_number(typed) or not 0 <= float(typed) <= fact.scale_max:
            raise UserError(
                _("Write a number from 0 to {scale_max:.0f}, or take the tick away.").format(scale_max=fact.scale_max)
            )
        return replace(read, fact=replace(fact, value=float(typed), low=None, high=None), guess=False)
    if isinstance(fact, Count):
        if typed and not (typed.isascii() and typed.isdecimal() and int(typed) <= 500):
            raise UserError(
                _("Write a number from 0 to 500, leave it empty if you did not count, or take the tick away.")
            )
        return replace(
            read, fact=replace(fact, count=int(typed) if typed else None, low=None, high=None), guess=False
        )
    return read


def _is_number(typed: str) -> bool:
    whole, _ignored, tenths = typed.partition(".")
    return typed.isascii() and whole.isdecimal() and (not tenths or tenths.isdecimal())


def _number_of(fact: Fact) -> str | None:
    """The number to put right beside a line; None where there is none."""
    if isinstance(fact, Rating):
        return fact_words.plain_number(fact.value)
    if isinstance(fact, Count):
        return "" if fact.count is None else str(fact.count)
    return None


def _noted_at(request: HttpRequest, now: datetime) -> datetime:
    """When the note was first sent: "last night" must not move while somebody reads. Only the recent past counts."""
    try:
        noted = datetime.fromisoformat(request.POST.get("noted_at", ""))
    except ValueError:
        return now
    if noted.tzinfo is None or not now - OLDEST_DRAFT <= noted <= now:
        return now
    return noted.astimezone(UTC)


def _review_page(
    request: HttpRequest,
    person: actions.PersonCard,
    reading: NoteReading,
    *,
    errors: dict[int, str],
    status: int = 200,
) -> HttpResponse:
    posted_back = "noted_at" in request.POST
    today = frame.today_of(person, reading.noted_at)
    lines = []
    for index, read in enumerate(reading.facts):
        number = _number_of(read.fact)
        lines.append(
            {
                "index": index,
                "words": read.words or fact_words.words(read.fact),
                "said": reading.text[read.start : read.end],
                "when": fact_words.whole_when_words(read.when, today),
                "guess": read.guess,
                "keep": not posted_back or bool(request.POST.get(f"keep.{index}")),
                "number": request.POST.get(f"value.{index}", number) if posted_back else number,
                "has_number": number is not None,
                "error": errors.get(index, ""),
            }
        )
    book = actions.call_book(account_of(request), person.id, now=frame.clock())
    alerts = _calls_at_once(request, person, reading)
    context = {
        "alerts": [(alert, "") for alert in alerts],
        "numbers": book.numbers,
        "lines": lines,
        "emergency": book.numbers.emergency,
        "reading": reading,
        "text": reading.text,
        "noted_at": reading.noted_at.isoformat(),
        "form_id": frame.form_id(request),
        "errors": {f"value.{index}": words for index, words in errors.items()},
        "guesses": any(line["guess"] for line in lines),
    }
    return frame.show(request, "note/review.html", context, person=person, here="today", status=status)


def _calls_at_once(request: HttpRequest, person: actions.PersonCard, reading: NoteReading) -> tuple[Alert, ...]:
    """What asks for a call today, of what is ticked: said before anybody presses Save."""
    posted_back = "noted_at" in request.POST
    kept = [
        (read.fact, read.when)
        for index, read in enumerate(reading.facts)
        if not posted_back or request.POST.get(f"keep.{index}")
    ]
    return actions.calls_if_saved(account_of(request), person.id, kept, now=frame.clock()) if kept else ()


def _back_to_today(request: HttpRequest, person: actions.PersonCard, text: str, words: str) -> HttpResponse:
    account: Account = account_of(request)
    return today_page.page_with_note(request, account, person, text=text, error=words)
