"""What happened on the way that the plan does not know of? An infection, a relapse, a sore.

Each stands on the day on which it was first noted, beside the plan's changes on a picture of the course. They are
notes, never causes.
"""

from __future__ import annotations

from datetime import date

from supple import knowledge
from supple.model import DailyTable, DatedChange

MARKED = ("bladder_infection", "other_infection", "illness", "relapse", "pressure_sore", "new_medicine")
_SAME_UNTIL_DAYS = 14  # noted again within so many days it is still the same one


def happenings(table: DailyTable) -> tuple[DatedChange, ...]:
    """One for each time that one of `MARKED` began to be noted, oldest first."""
    found: list[DatedChange] = []
    for code in MARKED:
        last: date | None = None
        for day, cell in zip(table.days, table.column(code), strict=True):
            if not cell:
                continue
            if last is None or (day - last).days > _SAME_UNTIL_DAYS:
                found.append(DatedChange(day, "other", f"{knowledge.label(code)} noted"))
            last = day
    return tuple(sorted(found, key=lambda each: (each.day, each.label)))
