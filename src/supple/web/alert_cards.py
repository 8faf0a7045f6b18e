"""How does an alert show what became of it? What was done, why it is new again, how long it rests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import actions, watch
from supple.knowledge import saying
from supple.knowledge.saying import step_words
from supple.model import Again, AlertEpisode, AlertLife, AlertStep, Event, LifeState, Role, Step, Tier
from supple.web import clock_words, fact_words
from supple.web.fields import sentence_case
from supple.words import N_, _, later, n_

STAYS = N_("It stays here as long as your notes set it off.")
CLOSING = N_("Closing it says nothing about how you are.")
ROLE_WORDS = later(
    {"carer": N_("A carer"), "clinician": N_("A clinician"), "device": "Supple", "self": N_("The person")}
)
# Buttons beside "I called": each is one tap after "Other…".
OTHER = later(
    (
        (Step.CALLED, N_("Called, with this note")),
        (Step.WAITED, N_("I waited")),
        (Step.NOT_NEEDED, N_("A call was not needed")),
        (Step.SEEN, N_("I have seen it")),
        (Step.CLOSED, N_("Close it")),
    )
)


@dataclass(frozen=True)
class Line:
    """One thing that was done, and the entry that says so (to put right or take back)."""

    words: str
    event_id: UUID


@dataclass(frozen=True)
class Card:
    """What `parts/alert_steps.html` shows. `tier` and `inputs` go along with the answer: they are what was seen."""

    rule: str
    title: str
    tier: Tier | None
    inputs: tuple[str, ...]
    lines: tuple[Line, ...]
    new_words: str = ""
    rest_words: str = ""
    others: tuple[tuple[Step, str], ...] = OTHER
    passed: str = ""  # when an alert that passed unanswered was last raised: which one is answered


def card(life: AlertLife, person: actions.PersonCard, now: datetime) -> Card:
    """The part of an alert's card that says what became of it."""
    alert = life.alert
    return Card(
        rule=alert.rule,
        title=alert.title,
        tier=alert.tier,
        inputs=alert.held,
        lines=lines_of(life.steps, person, now),
        new_words=_new_words(life),
        rest_words=_rest_words(life, person),
    )


def unanswered(life: AlertLife, person: actions.PersonCard, now: datetime, book: actions.CallBook) -> dict[str, Any]:
    """An alert that passed with nobody's answer, for `parts/unanswered.html`."""
    alert = life.alert
    return {
        "alert": alert,
        "said": saying.unanswered_words(life),
        "asked": saying.STILL_THERE,
        "signs": ", ".join(watch.input_label(name) for name in alert.held),
        "ring": book.ring(alert),
        "script": book.script(alert),
        "card": Card(
            rule=alert.rule,
            title=alert.title,
            tier=alert.tier,
            inputs=alert.held,
            lines=lines_of(life.steps, person, now),
            passed=life.raised_at.isoformat(),
        ),
    }


def past_card(episode: AlertEpisode, person: actions.PersonCard, now: datetime) -> Card:
    """For an alert that fires no longer: what was done can still be told."""
    return Card(episode.rule, episode.title, None, (), lines_of(episode.steps, person, now))


def lines_of(steps: Sequence[Event], person: actions.PersonCard, now: datetime) -> tuple[Line, ...]:
    """ "You noted: called. Today, 10:40", oldest first."""
    return tuple(
        Line(
            _("{who} noted: {step}. {when}").format(
                who=who(event, person), step=step_words(event.fact), when=when_words(event, person, now)
            ),
            event.id,
        )
        for event in steps
        if isinstance(event.fact, AlertStep)
    )


def who(event: Event, person: actions.PersonCard) -> str:
    """ "You", or the name of whoever noted it."""
    by = event.noted_by
    if by.role == person.role.value == Role.SELF.value:
        return _("You")
    return by.name or ROLE_WORDS[by.role]


def when_words(event: Event, person: actions.PersonCard, now: datetime) -> str:
    """ "Today, 10:40" on the person's own clock."""
    local = event.recorded_at.astimezone(ZoneInfo(person.zone))
    today = now.astimezone(ZoneInfo(person.zone)).date()
    return f"{fact_words.day_words(local.date(), today)}, {clock_words.said(local)}"


def shown_words(steps: Sequence[Event], person: actions.PersonCard, now: datetime) -> list[str]:
    """To which helper it was shown, and when."""
    return [
        _("Shown to {value}. {when}").format(
            value=event.fact.shown_to or _("a helper"), when=when_words(event, person, now)
        )
        for event in steps
        if isinstance(event.fact, AlertStep)
    ]


def told_words(told: Sequence[AlertLife], name: str) -> str:
    """ "2 new alerts for Ana"."""
    return n_("{count} new alert for {name}", "{count} new alerts for {name}", len(told)).format(
        count=len(told), name=name
    )


def _new_words(life: AlertLife) -> str:
    match life.again:
        case Again.MORE_URGENT:
            return _("New again: it is more urgent than when it was answered.")
        case Again.NEW_EVIDENCE:
            labels = ", ".join(watch.input_label(name) for name in life.new_inputs)
            return _("New again. This came since: {labels}.").format(labels=labels)
        case Again.REST_OVER:
            return _("It is back: its rest is over, and your notes still set it off.")
    return ""


def _rest_words(life: AlertLife, person: actions.PersonCard) -> str:
    if life.back_at is not None:
        back = life.back_at.astimezone(ZoneInfo(person.zone))
        comes = _("It comes back on {back:%A} {day} {back:%B}, or at once when it gets worse.").format(
            back=back, day=back.day
        )
    elif life.state in {LifeState.ACTED, LifeState.CLOSED}:
        comes = _(STAYS)
    else:
        return ""
    return sentence_case(f"{_(CLOSING)} {comes}" if life.state is LifeState.CLOSED else comes)
