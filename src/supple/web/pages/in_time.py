"""What can Supple tell me, and when? What is there from the first day on, and what still needs notes."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from supple import actions
from supple.model import Offer, OpenQuestion, Scope
from supple.web import frame
from supple.web.fields import sentence_case
from supple.web.guard import DECLARED, account_of
from supple.words import N_, _, later

_PAGES = later(
    {
        "check_triggers": N_("Check the triggers"),
        "card": N_("The emergency card"),
        "week": N_("My week"),
        "course": N_("The course"),
        "course_hours": N_("Around the clock"),
        "goes_with": N_("What goes with it"),
    }
)
_FIRST = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """One offer with the pages this account may open."""

    offer: Offer
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One open question in words."""

    about: str
    words: str


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The whole of it."""
    told = actions.in_time(account_of(request), person.id, now=frame.clock())
    questions = [_asked(each) for each in told.questions]
    context = {
        "told": told,
        "offers": [Shown(offer, _links(offer, person)) for offer in told.offers],
        "questions": questions[:_FIRST],
        "later": questions[_FIRST:],
        "outcome": sentence_case(told.outcome_label) if told.outcome_label else "",
    }
    return frame.show(request, "in_time/in_time.html", context, person=person, here="more")


def _links(offer: Offer, person: actions.PersonCard) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_PAGES[name], reverse(name, args=[person.id]))
        for name in offer.pages
        if Scope(DECLARED[name].who.value) in person.scopes
    )


def _asked(question: OpenQuestion) -> Asked:
    labels = [label if i else sentence_case(label) for i, label in enumerate(question.labels)]
    about = ", ".join(labels[:-1]) + _(" and {labels}").format(labels=labels[-1]) if len(labels) > 1 else labels[0]
    return Asked(about, question.words)
