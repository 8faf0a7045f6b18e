"""Whose words stand on the style page? Nobody's: one invented diary, the same each time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace as Made
from typing import Any
from uuid import UUID

from supple import actions
from supple.model import Answering, CallLine, Role, Scope, Tier
from supple.web import alert_cards
from supple.web.fields import STEPS, Field
from supple.web.numbers import of_country

NOBODY = UUID(int=0)
NOW = datetime(2026, 3, 11, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 11)
PERSON = actions.PersonCard(NOBODY, "Robin", "Europe/London", Role.SELF, frozenset(Scope))


def days(count: int) -> list[date]:
    """The last so many days, today last."""
    return [TODAY - timedelta(days=count - 1 - i) for i in range(count)]


def line(kind: str = "team", name: str = "MS nurse", phone: str = "0000 555 0100", **more: Any) -> CallLine:
    values = {"role": "nurse", "answering": Answering.OPEN, "words": "Open now, until 16:00", "note": ""}
    return CallLine(kind=kind, name=name, phone=phone, **{**values, **more})


def fields(*names: str) -> dict[str, Field]:
    """Empty fields by their names."""
    return {name: Field(name, name.replace("_", " ").capitalize()) for name in names}


RING = Made(
    lines=(
        line("emergency", "Emergency", "999", role="", words=""),
        line(),
        line(name="Out of hours", phone="111", role="", words="Closed now", answering=Answering.CLOSED),
        line(name="Surgery", phone="0000 555 0101", role="GP", words="", note="ask for Dr Hill"),
    ),
    missing=("the pump clinic",),
)
SCRIPT = Made(sentences=("I ring about Robin, who has MS.", "A fever was noted this morning, 38.6 °C."))


def alert(tier: Tier, title: str = "Fever and more stiffness") -> Made:
    """An alert with invented words."""
    return Made(
        rule="R00",
        version=1,
        tier=tier,
        title=title,
        words="These are the words of a rule: what to do, and how soon.",
        call="Call your MS team.",
        how_soon="",
        held=("fever",),
        meanwhile=("Drink.", "Rest."),
        source="An invented source",
        date_checked=TODAY,
        reviewed_by="nobody yet",
        inputs={"temperature": "Temperature: 38.6 °C"},
    )


def card(tier: Tier | None, **more: Any) -> alert_cards.Card:
    """What became of an alert."""
    lines = (alert_cards.Line("You noted: called. Today, 08:40", NOBODY),)
    values = {"rule": "R00", "title": "Fever and more stiffness", "tier": tier, "inputs": ("fever",), "lines": lines}
    return alert_cards.Card(**{**values, **more})


BASE = {
    "person": PERSON,
    "is_self": True,
    "scopes": {scope.value for scope in Scope},
    "form_id": NOBODY,
    "steps": STEPS,
    "numbers": of_country("GB"),
}
"""What the frame of every page gives to its template."""
