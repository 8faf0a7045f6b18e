"""How is one tap said back, and what may be added to it? "1 spasm, 03:12", then where, how strong, which night."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from supple import actions, knowledge
from supple.model import Count, Event, Instant, Period, Side, local_day_of
from supple.web import fact_words
from supple.web.quick_buttons import counted_words
from supple.words import _


def tapped(event: Event) -> bool:
    """Whether one tap kept it, so that more can be added to it."""
    return isinstance(event.fact, Count) and event.source == "tap" and event.fact.code in actions.COUNTED


def tap_words(event: Event) -> str:
    """ "1 spasm, left calf, severe, 03:12"."""
    fact = event.fact
    assert isinstance(fact, Count)
    sides = {Side.LEFT: _("left "), Side.RIGHT: _("right "), Side.BOTH: _("both sides, "), None: ""}
    place = "" if fact.part is None else f"{sides[fact.side]}{knowledge.load().label(fact.part)}"
    strength = actions.SEVERITIES.get(fact.severity or 0, "")
    night = _("in the night") if fact.period is Period.NIGHT else ""
    clock = fact_words.when_words(event.when)
    return ", ".join(filter(None, (counted_words(fact.code, fact.count or 0), place, strength, night, clock)))


def follow_ups(person: actions.PersonCard, event: Event) -> dict[str, Any]:
    """What may be added, one tap each: nothing of it is needed."""
    fact = event.fact
    assert isinstance(fact, Count)
    args = [person.id, event.group]
    return {
        "url": reverse("tap_more", args=args),
        "where_url": reverse("where", args=args),
        "has_place": fact.part is not None,
        "severity": fact.severity,
        "severities": list(actions.SEVERITIES.items()),
        "other": _other_period(event),
    }


def _other_period(event: Event) -> dict[str, str] | None:
    """Near midnight only the person knows whether the day was over for them."""
    other = actions.other_period(event)
    if other is None or not isinstance(event.when, Instant):
        return None
    if other is Period.NIGHT:
        return {"value": other.value, "words": _("I was in bed: count it to the night")}
    return {
        "value": other.value,
        "words": _("I was still up: count it to {local_day_of:%A}").format(local_day_of=local_day_of(event.when)),
    }
