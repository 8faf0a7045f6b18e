"""Why does Supple say this, or not? One rule with every question it asks, and what was found in the diary."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from supple import actions, watch
from supple.model import UserError
from supple.watch.answers import NOT_NOTED
from supple.web import frame
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.words import N_, _, later


def show(request: HttpRequest, person: actions.PersonCard, rule: str) -> HttpResponse:
    """What the rule shows, each question with what was found, and each way in which the rule can speak."""
    try:
        found = actions.explain_rule(account_of(request), person.id, rule, now=frame.clock())
    except UserError:
        raise Http404 from None
    context = {
        "found": found,
        "answers": [(title, _answered(found, truth)) for title, truth in _ANSWERS],
        "not_noted": [sentence_case(one.label) for one in found.inputs if one.value == NOT_NOTED],
        "levels": [(level, _state(level)) for level in found.levels],
        "nothing": watch.NOTHING_MATCHED,
        "not_watched": watch.NOT_WATCHED,
    }
    return frame.show(request, "why/why.html", context, person=person, here="when_to_call")


# A question may be open although something was noted: "too few days noted to compare".
_ANSWERS = later(
    ((N_("Found"), True), (N_("Looked at, and not so"), False), (N_("Noted, but not enough to tell"), None))
)


def _answered(found: watch.Explanation, truth: bool | None) -> list[tuple[str, str]]:
    return [
        (sentence_case(one.label), one.value) for one in found.inputs if one.truth is truth and one.value != NOT_NOTED
    ]


def _state(level: watch.LevelExplained) -> str:
    if level.is_shown:
        return _("It holds, and is what you are shown.")
    return {
        True: _("It holds too. A more urgent one is shown."),
        False: _("It does not hold."),
        None: _("It cannot be told: something is not noted."),
    }[level.holds]
