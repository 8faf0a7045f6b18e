"""What was agreed, on one sheet? The plan of a stored diary, ready to show and to print."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from supple import plan as plan_room
from supple import report as report_room
from supple.actions import folding
from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.model import Account, PlanSheet
from supple.model.check import LATEST_AGREED
from supple.store import queries


def plan_sheet(account: Account, person_id: UUID, *, now: datetime) -> PlanSheet:
    """Everything agreed that holds today, and the visits to come; `supple.report.sheet_to_pdf` prints it."""
    card = card_of(require(account, "plan_sheet", person_id, now=now))
    day = folding.today_of(now, card.zone, settings_of(person_id).day_starts_at_hour)
    events = queries.agreed_events(person_id)
    return report_room.plan_sheet(
        plan_room.plan_at(events, day),
        plan_room.plan_at(events, LATEST_AGREED),
        name=card.name,
        zone=card.zone,
        now=now,
    )
