"""The people to ring, as they were written down."""

from __future__ import annotations

from supple.model import PlanItem
from supple.web.numbers import dialled


def team_of(items: tuple[PlanItem, ...]) -> list[dict[str, str]]:
    """Name, role and number of each, and the digits that a `tel:` link needs."""
    team = [item for item in items if item.item == "team"]
    return [
        {
            "name": item.name,
            "role": item.detail.get("role", ""),
            "phone": item.detail.get("phone", ""),
            "dial": dialled(item.detail.get("phone", "")),
        }
        for item in team
    ]
