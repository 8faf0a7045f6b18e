"""Which injections were there, where in the cycle is today, and how did the days run over past cycles?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import insight, knowledge
from supple import plan as plan_room
from supple.actions import folding, looks
from supple.actions.access import require
from supple.actions.memory import Memory
from supple.actions.persons import settings_of
from supple.knowledge.red_flags import load_red_flags
from supple.model import Account, CyclesReport, DailyTable, DatedChange, Injection, Tier
from supple.plan import read_injection, read_muscle
from supple.store import queries

__all__ = [
    "InjectionChoices",
    "InjectionsView",
    "SpreadSigns",
    "injection_choices",
    "injections",
    "read_injection",
    "read_muscle",
]

SPREAD_RULE = "R09"
_AHEAD_DAYS = 400

_reports: Memory[CyclesReport] = Memory(16)


@dataclass(frozen=True, slots=True)
class SpreadSigns:
    """What to look for in the weeks after toxin, from the rule: its words, and each sign's label and words."""

    rule: str
    title: str
    looks_for: str
    words: str
    signs: tuple[tuple[str, str], ...]
    reviewed_by: str


@dataclass(frozen=True)
class InjectionsView:
    """`injections`: newest first, those to come among them. `newest`: the last toxin that was given.

    `coming`: what the newest injection means by date. `overlay` is None where no past toxin is written down or the
    diary has nothing to look at; `table` is what it was made from.
    """

    day: date
    injections: tuple[Injection, ...]
    newest: tuple[Injection, ...]
    coming: tuple[tuple[date, str], ...]
    spread: SpreadSigns
    overlay: CyclesReport | None
    outcome: str | None
    outcome_label: str
    table: DailyTable

    @property
    def spread_is_near(self) -> bool:
        """Whether the newest toxin is so new that the rule about its spread still looks at it."""
        return any(one.cycle is not None and self.day <= one.cycle.earliest_repeat for one in self.newest)


@dataclass(frozen=True, slots=True)
class InjectionChoices:
    """What the form offers: known products, muscles by region as (region, names), and (code, words) of guidance."""

    products: tuple[str, ...]
    blocks: tuple[str, ...]
    muscles: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    guidance: tuple[tuple[str, str], ...]


def injections(account: Account, person_id: UUID, *, now: datetime, outcome: str | None = None) -> InjectionsView:
    """Everything about injections at `now`.

    Args:
        outcome: the daily table's column for past cycles; None for the person's choice, else the stated rule.
    """
    member = require(account, "injections", person_id, now=now)
    seen = looks.see(member, now=now, outcome=outcome)
    starts = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, member.person.zone, starts)
    ahead = plan_room.plan_at(queries.agreed_events(person_id), today + timedelta(days=_AHEAD_DAYS))
    found = plan_room.injections_of(ahead, today)
    toxin = [one for one in found if one.cycle is not None and one.on <= today]
    overlay = None
    column = seen.chosen.column
    if column is not None and toxin:
        given = tuple(DatedChange(one.on, "injection", one.product) for one in toxin)
        changes = seen.chosen.changes
        key = (person_id, queries.head(person_id), today, starts, column)
        overlay = _reports.get(key, lambda: insight.overlay_cycles(seen.chosen.table, column, given, others=changes))
    return InjectionsView(
        day=today,
        injections=found,
        newest=plan_room.last_toxin(found, today),
        coming=plan_room.dates_to_come(found, today),
        spread=spread_signs(),
        overlay=overlay,
        outcome=column,
        outcome_label=knowledge.label(column) if column else "",
        table=seen.chosen.table,
    )


def injection_choices() -> InjectionChoices:
    """What the form offers to choose from."""
    known = knowledge.load()
    by_region: dict[str, list[tuple[str, str]]] = {}
    for muscle in known.muscles.values():
        part = known.body_parts[muscle.part].label
        by_region.setdefault(part, []).append((muscle.label, muscle.label))
    return InjectionChoices(
        products=plan_room.toxin_products(),
        blocks=plan_room.nerve_blocks(),
        muscles=tuple((part, tuple(names)) for part, names in by_region.items()),
        guidance=tuple(plan_room.GUIDANCE.items()),
    )


def spread_signs() -> SpreadSigns:
    """The rule about toxin that spreads, as it stands in `knowledge`."""
    rule = load_red_flags().rule(SPREAD_RULE)
    assert rule is not None, "the rule about toxin is gone"
    level = next(each for each in rule.levels if each.tier is Tier.T0)
    signs = knowledge.load().signs
    return SpreadSigns(
        rule=rule.id,
        title=rule.title,
        looks_for=rule.words,
        words=level.words,
        signs=tuple((signs[code].label, signs[code].words) for code in rule.sign_codes),
        reviewed_by=rule.reviewed_by,
    )


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    _reports.forget(person_id)
