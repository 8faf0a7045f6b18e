"""Which two medicines meet that should not, and from where do we know of each? Names are as people wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import combinations

from supple.knowledge import load
from supple.knowledge.conditions import Interacts
from supple.knowledge.interactions import ALCOHOL, Interaction, load_interactions
from supple.knowledge.medicine_names import is_one_of, known_medicines, plain_name
from supple.model import Dose, Factor, Note, Plan, PlanItem, PlanStatus, Tier
from supple.watch.answers import NOT_NOTED, Asked
from supple.watch.evidence import Evidence

PUMP = "baclofen_pump"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two names that should not meet: the row, both as written, and what to say while the pair is new.

    `tier` and `words` are those of a pair that was just added; `call` says whom to ask.
    """

    rule: str
    title: str
    first: str
    second: str
    tier: Tier
    words: str
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str

    @property
    def said(self) -> str:
        """The title with both names, each said once."""
        return titled(self.title, f"{self.first} and {self.second}")


@dataclass(frozen=True, slots=True)
class Held:
    """A medicine (or alcohol) that we know of: the name as written, its ids, from where, and since when we know."""

    name: str
    ids: frozenset[str]
    where: str
    known_since: datetime
    only_named: bool = False  # a note names it, and nothing says that it was taken


def interactions_of(names: Iterable[str]) -> tuple[Meeting, ...]:
    """Every two of these names that should not meet, most urgent first.

    Args:
        names: medicines as people write them ("Zanaflex 2 mg", "cipro"), or "alcohol". A name nobody knows meets
            nothing: that is no sign that it goes with the others.

    Returns:
        One for each two names, in the names' order within a tier; empty where no row names a pair.
    """
    known = [(name, _ids(name)) for name in dict.fromkeys(names)]
    found = []
    for (first, left), (second, right) in combinations(known, 2):
        row = load_interactions().of(left, right) if left.isdisjoint(right) else None
        if row is not None:
            found.append(_meeting(row, first, second))
    return tuple(sorted(found, key=lambda one: one.tier.rank))


def interactions_with(name: str, plan: Plan) -> tuple[Meeting, ...]:
    """What is agreed on the plan's day and should not meet the medicine of this name, most urgent first."""
    ids = _ids(name)
    others = [(item.name, _ids(item.name)) for item in plan.in_force("medicine")]
    others += [(item.name or "the pump", _ids_of_pump(item)) for item in plan.in_force("pump")]
    found = []
    for other, known in others:
        row = load_interactions().of(ids, known) if ids.isdisjoint(known) else None
        if row is not None:
            found.append(_meeting(row, name, other))
    return tuple(sorted(found, key=lambda one: one.tier.rank))


def titled(title: str, about: str) -> str:
    """A row's title and whom it is about ("Zanaflex and Ciproxin"), left out where the title has said every name."""
    names = [plain_name(name) for name in re.split(r", | and ", about) if name.strip()]
    is_said = all(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", plain_name(title)) for name in names)
    return title if is_said else f"{title}: {about}"


def interacts(leaf: Interacts, evidence: Evidence, hours: float) -> Asked:
    """Yes when two of a pair are held; else nothing is noted that decides it: a name may be missing."""
    del hours
    name = f"interacts.{leaf.interacts}"
    held = [one for one in _held(leaf, evidence) if leaf.in_notes or not one.only_named]
    met = [(a, b) for a, b in combinations(held, 2) if _is_pair(a, b, leaf)]
    if leaf.new_days is not None:
        since = evidence.now - timedelta(days=leaf.new_days)
        met = [(a, b) for a, b in met if max(a.known_since, b.known_since) >= since]
    if not met:
        return Asked(name, NOT_NOTED, None)
    row = load_interactions().row(leaf.interacts)
    firsts = set(row.one) if row is not None else set()
    both = sorted(dict.fromkeys(one for pair in met for one in pair), key=lambda one: firsts.isdisjoint(one.ids))
    return Asked(
        name,
        "; ".join(f"{one.name}, {one.where}" for one in both),
        True,
        min(max(a.known_since, b.known_since) for a, b in met),
        about=_listed([one.name for one in both]),
    )


def _is_pair(one: Held, other: Held, leaf: Interacts) -> bool:
    """One name that could mean both ("baclofen pump") does not meet itself, and names alone do not meet."""
    if not one.ids.isdisjoint(other.ids) or (one.only_named and other.only_named):
        return False
    return _row_of(one.ids, other.ids) == leaf.interacts


@lru_cache(maxsize=4096)
def _row_of(one: frozenset[str], other: frozenset[str]) -> str:
    row = load_interactions().of(one, other)
    return row.id if row is not None else ""


def _meeting(row: Interaction, first: str, second: str) -> Meeting:
    level = row.rule.levels[0]
    return Meeting(
        row.id, row.title, first, second, level.tier, level.words, row.source, row.date_checked, row.reviewed_by
    )


def _ids(name: str) -> frozenset[str]:
    return known_medicines(name) | ({ALCOHOL} if is_one_of(name, (ALCOHOL,)) else frozenset())


def _held(leaf: Interacts, evidence: Evidence) -> Sequence[Held]:
    """Everything known at this moment, each medicine once: the plan first, then doses, then notes and alcohol."""
    key = f"held {leaf.noted_days} {leaf.alcohol_hours}"
    if key not in evidence.memo:
        found = [
            *_planned(evidence),
            *_pumped(evidence),
            *_taken(evidence, leaf.noted_days),
            *_drunk(evidence, leaf.alcohol_hours),
            *_named(evidence, leaf.noted_days),
        ]
        evidence.memo[key] = _each_once(found)
    held: Sequence[Held] = evidence.memo[key]
    return held


def _each_once(found: Iterable[Held]) -> list[Held]:
    """The first of each medicine stands, known since the earliest of all."""
    kept: dict[frozenset[str], Held] = {}
    for one in found:
        before = kept.get(one.ids)
        if before is None:
            kept[one.ids] = one
        elif one.known_since < before.known_since:
            kept[one.ids] = replace(before, known_since=one.known_since)
    return list(kept.values())


def _planned(evidence: Evidence) -> Iterable[Held]:
    plan = evidence.plan
    for item in plan.in_force("medicine") if plan is not None else ():
        if ids := _ids(item.name):
            where = f"in the plan since {item.valid_from.isoformat()}"
            yield Held(item.name, ids, where, _written_down(evidence, item))


def _pumped(evidence: Evidence) -> Iterable[Held]:
    """What a pump gives: baclofen, unless the plan names another drug."""
    for item in evidence.plan.in_force("pump") if evidence.plan is not None else ():
        if ids := _ids_of_pump(item):
            where = f"in the plan since {item.valid_from.isoformat()}"
            yield Held(item.name or "the pump", ids, where, _written_down(evidence, item))


def _ids_of_pump(item: PlanItem) -> frozenset[str]:
    drug = item.detail.get("drug", "").strip()
    return frozenset({PUMP}) if not drug or is_one_of(drug, ("baclofen",)) else _ids(drug)


def _written_down(evidence: Evidence, item: PlanItem) -> datetime:
    """When Supple learned of the present course; a plan is often written down late."""
    first: datetime | None = None
    for event in evidence.plan.events if evidence.plan is not None else ():
        fact = event.fact
        if not isinstance(fact, PlanItem) or fact.item != item.item or plain_name(fact.name) != plain_name(item.name):
            continue
        first = None if fact.status is PlanStatus.ENDED else first or event.recorded_at
    return first or datetime.combine(item.valid_from, time(), tzinfo=evidence.zone).astimezone(UTC)


def _taken(evidence: Evidence, days: int) -> Iterable[Held]:
    """Doses noted, also missed ones: whoever misses a dose has it. None from before the plan ended the medicine.

    The plan's last word names the first day without it: a dose on that day was taken all the same.
    """
    doses = sorted(evidence.facts(Dose, hours=days * 24), key=lambda pair: pair[1].latest, reverse=True)
    for dose, entry in doses:
        ids = _ids(dose.medicine)
        ended = _ended_on(evidence, ids)
        if ids and (ended is None or entry.local_day >= ended):
            yield Held(_said(dose.medicine), ids, f"a dose noted on {entry.local_day.isoformat()}", entry.earliest)


def _ended_on(evidence: Evidence, ids: frozenset[str]) -> date | None:
    """The day from which the plan no longer holds it, if nothing began it again."""
    last: date | None = None
    for event in evidence.plan.events if evidence.plan is not None else ():
        fact = event.fact
        if isinstance(fact, PlanItem) and fact.item == "medicine" and is_one_of(fact.name, ids):
            last = fact.valid_from if fact.status is PlanStatus.ENDED else None
    return last


def _drunk(evidence: Evidence, hours: int) -> Iterable[Held]:
    for factor, entry in evidence.facts(Factor, ALCOHOL, hours=hours):
        if factor.present:
            where = f"noted on {entry.local_day.isoformat()}"
            yield Held(ALCOHOL, frozenset({ALCOHOL}), where, entry.earliest)


def _named(evidence: Evidence, days: int) -> Iterable[Held]:
    """Medicines that a note names ("the doctor gave me cipro"), whether or not it says that they were taken."""
    for note, entry in evidence.facts(Note, hours=days * 24):
        for medicine in sorted(known_medicines(note.text)):
            where = f"named in a note of {entry.local_day.isoformat()}"
            yield Held(_said(medicine), frozenset({medicine}), where, entry.earliest, only_named=True)


def _listed(names: Sequence[str]) -> str:
    """ "A and B", "A, B and C"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _said(name: str) -> str:
    """A reader's code as its label; what a person wrote stays as it is."""
    return load().label(name) if name in load().medicines else name
