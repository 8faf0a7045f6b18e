"""What was agreed on a given day: the fold of plan events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supple.model.event import Event
from supple.model.facts import PlanItem
from supple.model.finding import DatedChange
from supple.model.pump import PumpCountdown


@dataclass(frozen=True)
class Plan:
    """On `day`: items in force, profile answers (None/absent: never asked), and all dated changes up to that day.

    `pump` counts from `day` to the day on which a pump's reservoir may be low; None without a pump. It is worked out
    here once, so that the rules, the first page and the report never count to different days.

    `events` hold by `day`, oldest first. `later` are those written down already that hold only from a later day: they
    change nothing in force, but a hold that is to come moves the day of the next step, and that is told the same
    everywhere.
    """

    day: date
    items: tuple[PlanItem, ...]
    profile: tuple[tuple[str, str], ...]
    changes: tuple[DatedChange, ...]
    events: tuple[Event, ...] = ()
    pump: PumpCountdown | None = None
    later: tuple[Event, ...] = ()

    def answer(self, key: str) -> str | None:
        """ "yes", "no", "unknown" or a code; None when it was never asked."""
        return dict(self.profile).get(key)

    def in_force(self, item: str) -> tuple[PlanItem, ...]:
        """Items of one type: medicine, injection, pump, routine, aid, goal, question, visit, team, allergy."""
        return tuple(entry for entry in self.items if entry.item == item)
