"""What was noted, day by day? With search, and a way to add to an earlier day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import (
    Account,
    Answer,
    DaySlot,
    Fact,
    Factor,
    Instant,
    Note,
    Rating,
    Recall,
    Scope,
    Session,
    Sign,
    When,
)
from supple.web import fact_words, frame, when_form
from supple.web.check_in_form import CheckInForm, Moment, read_check_in
from supple.web.guard import account_of
from supple.web.pages import catch_up, saved
from supple.web.pages.today import NOTHING_ANSWERED, asked, usual_questions
from supple.words import N_, _, later

MOST_LETTERS = 4000
LATE = time(23)  # words about a past day are read from its end: "this morning" is then that morning
SOURCES = later(
    {
        "note": "",
        "check-in": "",
        "correction": "",
        "cli": N_("from the terminal"),
        "help": "",
        "signs": "",
        "plan": "",
        "tap": "",
        "fall": "",
        "pause": "",
        "catch-up": N_("filled in later"),
        "as-yesterday": N_("said to be as the day before"),
    }
)


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it."""

    entry: actions.TimelineEntry
    words: str
    when: str
    is_note: bool
    by: str
    source: str

    @property
    def has_meta(self) -> bool:
        """Whether anything stands below the words."""
        marks = (self.entry.event.guess, self.entry.is_corrected, self.entry.has_conflict)
        return bool(self.when or self.by or self.source or any(marks))


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Days with entries, newest first."""
    account, now = account_of(request), frame.clock()
    today = frame.today_of(person, now)
    day, before = frame.day_or_none(request.GET.get("day")), frame.day_or_none(request.GET.get("before"))
    query = request.GET.get("q", "")[:200]
    page = actions.timeline(account, person.id, query=query, day=day, before=before, now=now)
    days = [_day(found, today, account.name) for found in page.days]
    more = {"q": query, "before": page.older_before.isoformat()} if page.older_before else None
    context = {
        "days": days,
        "query": page.query,
        "day": day,
        "day_words": fact_words.day_words(day, today) if day else "",
        "add_day": (day or today).isoformat(),
        "is_future": day is not None and day > today,
        "older": f"?{urlencode(more)}" if more else "",
        "is_later_page": before is not None,
        "saved": saved.just_saved(request, account, person),
    }
    return frame.show(request, "timeline/timeline.html", context, person=person, here="timeline")


def _day(found: actions.TimelineDay, today: date, own_name: str) -> dict[str, object]:
    lines = [line_of(entry, own_name) for entry in found.entries]
    absent = [line for line in lines if _is_absence(line.entry) and not line.entry.has_conflict]
    return {
        "day": found.day,
        "title": fact_words.day_words(found.day, today),
        "lines": [line for line in lines if line not in absent],
        "absent": absent,
    }


def line_of(entry: actions.TimelineEntry, own_name: str) -> Line:
    """An entry in words, with who noted it when that was somebody else."""
    event = entry.event
    by = fact_words.noted_by_words(event, own_name)
    source = SOURCES.get(event.source, event.source)
    if event.source.startswith("import:"):
        source = _("from a file ({removeprefix})").format(removeprefix=event.source.removeprefix("import:"))
    return Line(
        entry,
        fact_words.words(event.fact),
        fact_words.when_words(event.when),
        isinstance(event.fact, Note),
        by,
        source,
    )


def _is_absence(entry: actions.TimelineEntry) -> bool:
    """An explicit no: true and worth keeping, but rarely what somebody looks for."""
    match entry.event.fact:
        case Factor(present=False) | Sign(present=False) | Session(done=False) | Answer(answer=False):
            return True
    return False


def add(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write something down for an earlier day: words, answers, or both."""
    account, now = account_of(request), frame.clock()
    today = frame.today_of(person, now)
    # Who may note and not look is asked what everybody is asked.
    view = actions.today(account, person.id, now=now) if Scope.LOOK in person.scopes else None
    ask = usual_questions() if view is None else asked(view)
    if request.method != "POST":
        day = min(frame.day_or_none(request.GET.get("day")) or today, today)
        form = read_check_in(None, asked=ask, moment=Moment(day, person.zone))
        return _add_page(request, person, when_form.empty(day, request.GET.get("slot", "")), form, text="")
    held = frame.day_or_none(request.POST.get("held"))
    when = when_form.read(request.POST, zone=person.zone, now=now)
    moment = _moment(when.when, person.zone) if when.when else Moment(today, person.zone)
    form = read_check_in(request.POST, asked=ask, moment=moment)
    form.errors.update(when.errors)
    text = request.POST.get("text", "").strip()
    if len(text) > MOST_LETTERS:
        form.errors["text"] = _("That is longer than {most_letters} letters. Please split it.").format(
            most_letters=MOST_LETTERS
        )
    if not form.noted and not text and not form.errors:
        form.errors["nothing"] = _(NOTHING_ANSWERED)
    if form.errors or when.when is None:
        if held is not None and Scope.LOOK in person.scopes:
            return catch_up.held_day(request, person, held, form=form, text=text, status=400)
        return _add_page(request, person, when, form, text=text, status=400)
    facts: list[tuple[Fact, When]] = [(noted.fact, noted.when) for noted in form.noted]
    guesses: list[tuple[Fact, When]] = []
    if text:
        facts.append((Note(text), when.when))
        for fact, said_when, guess in _read_words(account, person, text, moment=moment, now=now):
            (guesses if guess else facts).append((fact, said_when))
    group = frame.form_id(request)
    kept = actions.save_facts(account, person.id, facts, now=now, source="check-in", group=group)
    if guesses:
        actions.save_facts(account, person.id, guesses, now=now, source="check-in", guess=True, group=group)
    page = "timeline" if held is None else "catch_up"
    return redirect(f"{reverse(page, args=[person.id])}?day={moment.day.isoformat()}&saved={kept[0].group}")


def _read_words(
    account: Account, person: actions.PersonCard, text: str, *, moment: Moment, now: datetime
) -> list[tuple[Fact, When, bool]]:
    """The facts in the words, read as if written late on that day; what names no time gets the form's own time."""
    late = datetime.combine(moment.day, LATE, ZoneInfo(person.zone)).astimezone(UTC)
    read_at = moment.at or min(late, now)
    reading = actions.read_note(account, person.id, text, now=read_at)
    said: list[tuple[Fact, When, bool]] = []
    for read in reading.facts:
        fact, when = read.fact, read.when
        if isinstance(when, Instant) and when.at_utc == read_at:
            when = moment.when
            if isinstance(fact, Rating) and fact.recall is Recall.NOW:
                fact = replace(fact, recall=moment.recall)
        said.append((fact, when, read.guess))
    return said


def _moment(when: When, zone: str) -> Moment:
    if isinstance(when, Instant):
        return Moment(when_form.local_day(when), zone, at=when.at_utc)
    if isinstance(when, DaySlot):
        return Moment(when.local_day, zone, slot=when.slot)
    return Moment(when_form.local_day(when), zone)


def _add_page(
    request: HttpRequest,
    person: actions.PersonCard,
    when: when_form.WhenForm,
    form: CheckInForm,
    *,
    text: str,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {"when": when, "form": form, "text": text, "errors": form.errors}
    context["was_noted"] = request.method == "GET" and "noted" in request.GET
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "timeline/add.html", context, person=person, here="timeline", status=status)
