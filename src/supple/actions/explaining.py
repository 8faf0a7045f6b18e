"""Why did a rule fire, or not? Each of its inputs, with its value or "not noted"."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from supple import watch
from supple.actions import folding
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.model import Account, UserError
from supple.store import queries


def explain_rule(account: Account, person_id: UUID, rule: str, *, now: datetime) -> watch.Explanation:
    """Each input of the rule, its value or "not noted", and whether it fired. Raises UserError: no such rule."""
    member = require(account, "explain_rule", person_id, now=now)
    hour = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, member.person.zone, hour)
    folded = folding.fold(queries.events(person_id), today=today, day_starts_at_hour=hour)
    try:
        return watch.explain(
            rule.upper(), folded.diary, folded.plan, now, table=folded.table, day_starts_at_hour=hour
        )
    except KeyError:
        raise UserError(f"{rule!r} is not a rule.", hint="The rules stand in docs/reference/rules.md.") from None
