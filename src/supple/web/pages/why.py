"""Why does Supple say this, or not? One rule with every question it asks, and what was found in the diary."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse

from supple import actions, watch
from supple.model import Tier, UserError
from supple.web import frame
from supple.web.fields import sentence_case
from supple.web.guard import account_of


@dataclass(frozen=True, slots=True)
class Answered:
    """A question in plain words and what was found."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class LevelShown:
    """One way in which the rule can fire: how it stands, and its questions by their answers."""

    tier: Tier
    state: str
    words: str
    is_shown: bool
    found: tuple[Answered, ...]
    not_so: tuple[Answered, ...]
    open: tuple[Answered, ...]


def show(request: HttpRequest, person: actions.PersonCard, rule: str) -> HttpResponse:
    """Each level of the rule, the one that is shown first in mind."""
    try:
        found = actions.explain_rule(account_of(request), person.id, rule, now=frame.clock())
    except UserError:
        raise Http404 from None
    context = {
        "found": found,
        "levels": [_level(level) for level in found.levels],
        "nothing": watch.NOTHING_MATCHED,
        "not_watched": watch.NOT_WATCHED,
    }
    return frame.show(request, "why/why.html", context, person=person, here="when_to_call")


def _level(level: watch.LevelExplained) -> LevelShown:
    return LevelShown(
        tier=level.tier,
        state=_state(level),
        words=level.words,
        is_shown=level.is_shown,
        found=_answered(level, True),
        not_so=_answered(level, False),
        open=_answered(level, None),
    )


def _state(level: watch.LevelExplained) -> str:
    if level.is_shown:
        return "This holds, and is what you are shown."
    return {
        True: "This holds too. A more urgent one is shown.",
        False: "This does not hold.",
        None: "This cannot be told: something is not noted.",
    }[level.holds]


def _answered(level: watch.LevelExplained, truth: bool | None) -> tuple[Answered, ...]:
    return tuple(Answered(sentence_case(one.label), one.value) for one in level.inputs if one.truth is truth)
