"""Which medicines should not meet, for a page? Those that the rules name, or what one about to be kept would meet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from supple import actions
from supple.knowledge.interactions import load_interactions
from supple.model import Alert, PlanItem, Tier
from supple.web import frame
from supple.web.guard import account_of


def shown(alerts: tuple[Alert, ...]) -> dict[str, Any]:
    """The context of parts/meetings.html: the pairs among the alerts, those of the next visit apart."""
    met = [alert for alert in alerts if load_interactions().row(alert.rule)]
    return {
        "meetings": [alert for alert in met if alert.tier is not Tier.T3],
        "meetings_later": [alert for alert in met if alert.tier is Tier.T3],
    }


def before_it_is_kept(request: HttpRequest, person: actions.PersonCard, item: PlanItem) -> dict[str, Any]:
    """The context of medicines/meets.html: what the plan has that should not meet this medicine."""
    now = frame.clock()
    day = max(item.valid_from, frame.today_of(person, now))
    held = actions.plan_on(account_of(request), person.id, day, now=now)
    return {"meets": actions.interactions_with(item.name, held)}
