"""Which signs matter first to this person? Those that mean something else with a pump, a medicine or a catheter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from supple.knowledge.traits import Trait, load_traits
from supple.model import DailyTable, Diary, Plan, PlanItem, PlanStatus
from supple.watch.evaluate import holds
from supple.watch.evidence import Notes, read
from supple.watch.page import PageSign, emergency_page

_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class First:
    """A trait and the signs that stand first with it, most urgent first, each with the words that then hold."""

    trait: Trait
    signs: tuple[PageSign, ...]


def what_matters_first() -> tuple[First, ...]:
    """For every trait: the signs it names, and every sign whose answer it makes another one."""
    usual = _by_code(None)
    return tuple(First(trait, _signs(trait, usual)) for trait in load_traits().values())


def traits_of(
    plan: Plan,
    now: datetime,
    *,
    diary: Diary | None = None,
    table: DailyTable | None = None,
    notes: Notes | None = None,
) -> frozenset[str]:
    """The traits that hold by the plan, the noted doses and the answers about the person. A blank holds nothing.

    `notes`: `diary` and `table` as `read` gave them before.
    """
    notes = notes or read(diary.events if diary is not None else (), table=table)
    evidence = notes.at(now, plan)
    return frozenset(code for code, trait in load_traits().items() if holds(trait.when, evidence, hours=0))


def plan_with(traits: Iterable[str], day: date = _ANY_DAY) -> Plan:
    """A plan in which these traits hold and nothing else, for somebody whose diary is not looked at."""
    known = [load_traits()[code] for code in traits]
    items = tuple(
        PlanItem("injection", trait.injection, PlanStatus.AGREED, day) for trait in known if trait.injection
    )
    answers = tuple(sorted((trait.profile, "yes") for trait in known if trait.profile))
    return Plan(day=day, items=items, profile=answers, changes=())


def _signs(trait: Trait, usual: dict[str, PageSign]) -> tuple[PageSign, ...]:
    mine = _by_code(plan_with([trait.id]))
    changed = {code for code, sign in mine.items() if (sign.tier, sign.words) != _said(usual.get(code))}
    first = [sign for code, sign in mine.items() if code in changed or code in trait.signs]
    order = {code: at for at, code in enumerate(trait.signs)}
    return tuple(sorted(first, key=lambda sign: (sign.tier.rank, order.get(sign.code, len(order)))))


def _said(sign: PageSign | None) -> tuple[object, str] | None:
    return None if sign is None else (sign.tier, sign.words)


def _by_code(plan: Plan | None) -> dict[str, PageSign]:
    return {sign.code: sign for group in emergency_page(plan).groups for sign in group.signs}
