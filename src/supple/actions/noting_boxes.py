"""What happens when somebody counts a box of a medicine, or picks one up?"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from supple import plan as plan_room
from supple import store
from supple.actions.access import allows, require
from supple.actions.dose_checks import MOST_PIECES, checked, prescribed
from supple.actions.dose_days import dose_diary
from supple.actions.noting import events_of
from supple.actions.together import tie_of
from supple.model import Account, Day, Event, PlanItem, PlanStatus, Scope, UserError
from supple.words import _


def note_box(
    account: Account,
    person_id: UUID,
    medicine: str,
    *,
    counted: Decimal | None = None,
    picked_up: Decimal | None = None,
    now: datetime,
    source: str,
    group: UUID | None = None,
) -> tuple[Event, ...]:
    """Keep how many pieces were counted today, how many were picked up, or both: the count then has them in it.

    Raises:
        UserError: no such medicine is in today's plan, or a number cannot be.
    """
    member = require(account, "note_box", person_id)
    held = dose_diary(member, None, now=now)
    name = prescribed(held, medicine, may_look=allows(member, Scope.LOOK)).medicine
    if counted is None and picked_up is None:
        raise UserError(_("Write how many pieces were counted, or how many were picked up."), field="counted")
    details = {}
    for field, number, least in (("picked_up", picked_up, Decimal("0.001")), ("counted", counted, Decimal(0))):
        if number is not None:
            if not number.is_finite() or not least <= number <= 10 * MOST_PIECES:
                raise UserError(
                    _("Write a number of pieces from {more} to 10000.").format(more=0 if not least else 1),
                    field=field,
                )
            details[field] = f"{number:f}"
            try:
                plan_room.read_amount(details[field], field)  # as it will be read: what cannot be is not kept
            except ValueError:
                raise UserError(_("Write a plain number of pieces, such as 28 or 1.5."), field=field) from None
    fact = checked(PlanItem("stock", name, PlanStatus.AGREED, held.today, detail=details))
    tie = tie_of(person_id, group)
    events = events_of(member, [(fact, Day(held.today, held.zone), False)], now=now, source=source, group=tie)
    store.append(events, now=now, resent=group is not None)
    return events
