"""When to call: an alert, its tier and everything that made it fire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Tier(StrEnum):
    """How urgent: T0 emergency now, T1 same day, T2 within two or three working days, T3 at the next visit."""

    T0 = "T0"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"

    @property
    def rank(self) -> int:
        """0 is the most urgent."""
        return int(self.value[1])


class Step(StrEnum):
    """What became of an alert. `raised` and `shown` are written by Supple itself; the others are what people say."""

    RAISED = "raised"
    SHOWN = "shown"
    SEEN = "seen"
    CALLED = "called"
    WAITED = "waited"
    NOT_NEEDED = "not_needed"
    CLOSED = "closed"


# What somebody did about an alert. Looking at it is not doing, and closing comes after.
ACTS = frozenset({Step.CALLED, Step.WAITED, Step.NOT_NEEDED})
# What Supple writes by itself. It answers nothing: an alert that only was raised or shown is still new.
BY_SUPPLE = frozenset({Step.RAISED, Step.SHOWN})


@dataclass(frozen=True)
class Alert:
    """A rule that fired. `inputs` maps each input's name to its value or "not noted" (missing is not no).

    `how_soon` is shown in place of the tier's own words where whom to call says it more closely; "" elsewhere.
    `held`: the names of those inputs that were a yes, which is why it fired.
    """

    rule: str
    version: int
    tier: Tier
    title: str
    words: str
    call: str
    inputs: Mapping[str, Any]
    source: str
    date_checked: date
    reviewed_by: str
    raised_at: datetime
    since: datetime | None = None
    meanwhile: tuple[str, ...] = field(default=())
    how_soon: str = ""
    call_id: str = ""  # the `call` of the rule's level; "" in an alert that was kept without it
    held: tuple[str, ...] = field(default=())


def highest(alerts: tuple[Alert, ...]) -> Tier | None:
    """The most urgent tier among alerts, None if there are none."""
    return min((alert.tier for alert in alerts), key=lambda tier: tier.rank, default=None)
