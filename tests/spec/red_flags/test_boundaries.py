"""Does every rule fire at its threshold and not beside it, and does a case hold every number of the rules file?"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pytest
from tests.spec.red_flags import (
    cases_nerves_and_infection,
    cases_pump_and_medicines,
    cases_slow_change_and_liver,
    cases_stiffness_falls_mood,
)
from tests.spec.red_flags.build import CARER, NOW, Case

from supple import watch
from supple.knowledge.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Counted,
    NotRuledOut,
    RuledOut,
    SignNoted,
    leaves,
)
from supple.knowledge.red_flags import RedFlags, Rule, load_red_flags
from supple.model import Tier
from supple.watch.evidence import Evidence, gather
from supple.watch.rules import alerts_from

CASES = [
    *cases_pump_and_medicines.CASES,
    *cases_nerves_and_infection.CASES,
    *cases_stiffness_falls_mood.CASES,
    *cases_slow_change_and_liver.CASES,
]
RULES = load_red_flags()


def tier_of(rule: str, alerts: tuple[object, ...]) -> Tier | None:
    return next((alert.tier for alert in alerts if alert.rule == rule), None)  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    alerts = watch.check(case.diary(), case.the_plan(), NOW, table=case.daily())
    assert tier_of(case.rule, alerts) == case.tier


def test_a_carers_notes_count_as_much_as_ones_own() -> None:
    """The same notes by a carer give the same alerts in every case."""
    for case in CASES:
        alerts = watch.check(case.diary(by=CARER), case.the_plan(), NOW, table=case.daily())
        assert tier_of(case.rule, alerts) == case.tier, case


def test_every_rule_and_every_level_has_a_case_that_fires_and_one_that_does_not() -> None:
    """A new rule or level without a boundary case fails here."""
    for rule in RULES.rules:
        told = {case.tier for case in CASES if case.rule == rule.id}
        assert {level.tier for level in rule.levels} | {None} == told, rule.id
    assert {case.rule for case in CASES} == {rule.id for rule in RULES.rules}


Variant = tuple[str, Condition]


def _variants(condition: Condition) -> Iterator[Variant]:
    """What differs, and every condition that differs from this one in one number, one part or one word."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            yield from _variants_of_parts(parts, type(condition))
        case AtLeast(wanted, parts):
            yield f"{wanted + 1} wanted", AtLeast(wanted + 1, parts)
            yield f"{wanted - 1} wanted", AtLeast(wanted - 1, parts)
            yield from _variants_of_parts(parts, partial(AtLeast, wanted))
        case NotRuledOut(part) | RuledOut(part):
            yield f"{type(condition).__name__} left out", part
            for what, variant in _variants(part):
                yield what, type(condition)(variant)
        case leaf:
            yield from _leaf_variants(leaf)


def _variants_of_parts(
    parts: tuple[Condition, ...], joint: Callable[[tuple[Condition, ...]], Condition]
) -> Iterator[Variant]:
    for i, part in enumerate(parts):
        before, after = parts[:i], parts[i + 1 :]
        if before or after:
            yield f"without {part}", joint((*before, *after))
        for what, variant in _variants(part):
            yield what, joint((*before, variant, *after))


# One step beside a threshold, by what it counts: days, hours, mmHg and per cent in ones, the rest in tenths.
_STEPS = {"points": 0.1, "score": 0.1, "level": 0.1, "at_least": 0.1, "below": 0.1}


def _leaf_variants(leaf: Condition) -> Iterator[Variant]:
    """A question with one number moved a little either way, one name left out, or another idea of "new"."""
    for item in dataclasses.fields(leaf):
        value = getattr(leaf, item.name)
        if isinstance(value, tuple) and len(value) > 1:
            for i, name in enumerate(value):
                left = value[:i] + value[i + 1 :]
                yield f"{item.name} without {name}", dataclasses.replace(leaf, **{item.name: left})
        elif isinstance(value, int | float):
            step = 1 if _counts_in_ones(leaf) else _STEPS.get(item.name, 1)
            for moved in (value - step, value + step):
                if not _is_the_same(item.name, value):
                    yield f"{leaf}: {item.name} {moved}", dataclasses.replace(leaf, **{item.name: moved})
    if isinstance(leaf, SignNoted):
        for new in sorted({"any", "required", "unless_no"} - {leaf.new}):
            yield f"{leaf.sign}: new {new}", dataclasses.replace(leaf, new=new)


def _is_the_same(name: str, value: float) -> bool:
    """Some numbers cannot matter a step away: no percentage asked, and the one day that is always noted."""
    return (name == "percent" and value == 0) or (name == "min_recent" and value == 1)


def _counts_in_ones(leaf: Condition) -> bool:
    return isinstance(leaf, Counted) or getattr(leaf, "unit", "") == "mm[Hg]"


def _rule_variants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    uses_window = any(getattr(leaf, "hours", 0) is None for level in rule.levels for leaf in leaves(level.when))
    for step in (-1, 1) if uses_window else ():
        yield f"window {step:+} h", dataclasses.replace(rule, window_hours=rule.window_hours + step)
    for i, level in enumerate(rule.levels):
        for what, variant in _variants(level.when):
            levels = (*rule.levels[:i], dataclasses.replace(level, when=variant), *rule.levels[i + 1 :])
            yield f"level {i} {level.tier}: {what}", dataclasses.replace(rule, levels=levels)


def _told(rule: Rule, evidence: Evidence) -> tuple[object, ...]:
    alerts = alerts_from(evidence, RedFlags((rule,), RULES.calls, RULES.reviewed_by))
    return tuple((alert.tier, alert.words) for alert in alerts)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_every_number_name_and_word_of_a_rule_is_held_by_a_case(rule: Rule) -> None:
    """Move one threshold by a step, leave out one sign, flip one "new": some case must tell the difference."""
    known = [
        gather(case.diary().events, case.the_plan(), NOW, table=case.daily())
        for case in CASES
        if case.rule == rule.id
    ]
    told = [(one, _told(rule, one)) for one in known]
    unnoticed = []
    for what, variant in _rule_variants(rule):
        teller = next((i for i, (one, before) in enumerate(told) if _told(variant, one) != before), None)
        if teller is None:
            unnoticed.append(what)
        else:
            told.insert(0, told.pop(teller))  # the next variant is often told by the same case: faster
    assert sorted(set(unnoticed) - SAME[rule.id]) == []


# Changes that cannot be told apart, with why.
_TOXIN = "ToxinWithin(toxin_within_days=84, other_than=('alcohol', 'ethanol'))"
SAME: Mapping[str, set[str]] = defaultdict(
    set,
    R10={f"level 1 T2: {_TOXIN}: toxin_within_days 83"},  # on the 84th day the level above holds already
    R22={  # a hit head that is noted at all already fires by itself
        "level 0 T0: head_injury: new required",
        "level 0 T0: head_injury: new unless_no",
    },
)
