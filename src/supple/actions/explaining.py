"""Why did a rule fire, or not? Each of its inputs, with its value or "not noted"."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from supple import watch
from supple.actions import folding
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.model import Account, Member, Tier, UserError
from supple.store import queries
from supple.words import _


def explain_rule(account: Account, person_id: UUID, rule: str, *, now: datetime) -> watch.Explanation:
    """Each input of the rule, its value or "not noted", and whether it fired. Raises UserError: no such rule."""
    known = _known(require(account, "explain_rule", person_id, now=now), now)
    try:
        return watch.explain(rule.upper(), **known)
    except KeyError:
        raise UserError(
            _("{rule!r} is not a rule.").format(rule=rule),
            field="rule",
            hint=_("R01 to R41 and I01 to I25: see docs/reference/rules.md."),
        ) from None


def explain_rules(account: Account, person_id: UUID, *, now: datetime) -> tuple[watch.Explanation, ...]:
    """Every rule laid open, pairs of medicines too: those that fired first, most urgent first."""
    found = watch.explain_all(**_known(require(account, "explain_rules", person_id, now=now), now))
    return tuple(sorted(found, key=lambda one: one.tier.rank if one.tier is not None else len(Tier)))


def _known(member: Member, now: datetime) -> dict[str, Any]:
    person_id = member.person.id
    hour = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, member.person.zone, hour)
    folded = folding.fold(queries.events(person_id), today=today, day_starts_at_hour=hour)
    return {
        "diary": folding.for_the_rules(folded.diary, folded),
        "plan": folded.plan_at(now, member.person.zone),
        "now": now,
        "table": folded.table_for_rules,
        "day_starts_at_hour": hour,
    }
