"""Why did a rule fire, or not? Every level with every question, and its answer or "not noted"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from supple.knowledge.condition_words import Outline, lines, outline
from supple.knowledge.red_flags import Rule, load_red_flags
from supple.model import DAY_STARTS_AT_HOUR, DailyTable, Diary, Plan, Tier
from supple.watch.evaluate import evaluate
from supple.watch.evidence import Evidence, gather
from supple.watch.inputs import Input, best_of, inputs_of
from supple.watch.rules import pair_rules

EXPLAIN_SCHEMA = "supple.explain/1"


@dataclass(frozen=True)
class LevelExplained:
    """Why one level of a rule holds (True), does not (False), or cannot be told from what was noted (None).

    `asks` is the whole condition in plain words, with its numbers. Of the levels that hold only the first is shown
    to the person: `is_shown`. `how_soon` stands in place of the tier's own words, as in an alert.
    """

    tier: Tier
    holds: bool | None
    inputs: tuple[Input, ...]
    words: str
    asks: Outline
    is_shown: bool = False
    how_soon: str = ""


@dataclass(frozen=True)
class Explanation:
    """A rule laid open: every input, its value or "not noted", and whether it fired and at which tier."""

    rule: str
    version: int
    title: str
    looks_for: str
    fired: bool
    tier: Tier | None
    levels: tuple[LevelExplained, ...]
    source: tuple[str, ...]
    decided: str
    date_checked: date
    reviewed_by: str
    window_hours: float

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Every question of all levels, each once: a yes stands before what was noted, and that before a blank."""
        return best_of(one for level in self.levels for one in level.inputs)

    @property
    def shown(self) -> LevelExplained | None:
        """The level that the person is shown, None where the rule did not fire."""
        return next((level for level in self.levels if level.is_shown), None)


def explain(
    rule_id: str,
    diary: Diary,
    plan: Plan,
    now: datetime,
    *,
    table: DailyTable | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> Explanation:
    """Each input of a rule, its value or "not noted", and why the rule fired or not.

    Raises:
        KeyError: there is no such rule.
    """
    rule = next((one for one in _every_rule() if one.id == rule_id), None)
    if rule is None:
        raise KeyError(rule_id)
    return _explained(rule, gather(diary.events, plan, now, table=table, day_starts_at_hour=day_starts_at_hour))


def explain_all(
    diary: Diary,
    plan: Plan,
    now: datetime,
    *,
    table: DailyTable | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> tuple[Explanation, ...]:
    """Every rule laid open, in the order of the files: the red flags, then the pairs of medicines."""
    evidence = gather(diary.events, plan, now, table=table, day_starts_at_hour=day_starts_at_hour)
    return tuple(_explained(rule, evidence) for rule in _every_rule())


def _every_rule() -> tuple[Rule, ...]:
    return (*load_red_flags().rules, *pair_rules())


def _explained(rule: Rule, evidence: Evidence) -> Explanation:
    outcomes = [evaluate(level.when, evidence, hours=rule.window_hours) for level in rule.levels]
    fired = next((i for i, outcome in enumerate(outcomes) if outcome.truth is True), None)
    return Explanation(
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        looks_for=rule.words,
        fired=fired is not None,
        tier=rule.levels[fired].tier if fired is not None else None,
        levels=tuple(
            LevelExplained(
                tier=level.tier,
                holds=outcome.truth,
                inputs=inputs_of(outcome.asked),
                words=level.words,
                asks=outline(level.when),
                is_shown=i == fired,
                how_soon=level.how_soon,
            )
            for i, (level, outcome) in enumerate(zip(rule.levels, outcomes, strict=True))
        ),
        source=rule.source,
        decided=rule.decided,
        date_checked=rule.date_checked,
        reviewed_by=rule.reviewed_by,
        window_hours=rule.window_hours,
    )


def explanations_to_json(explanations: Iterable[Explanation]) -> dict[str, Any]:
    """The documented schema `supple.explain/1` of `supple watch --explain … --json`."""
    return {"schema": EXPLAIN_SCHEMA, "rules": [_to_json(one) for one in explanations]}


def _to_json(one: Explanation) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "version": one.version,
        "title": one.title,
        "looks_for": one.looks_for,
        "fired": one.fired,
        "tier": one.tier.value if one.tier else None,
        "window_hours": one.window_hours,
        "levels": [
            {
                "tier": level.tier.value,
                "holds": level.holds,
                "is_shown": level.is_shown,
                "words": level.words,
                "asks": ["  " * depth + words for depth, words in lines(level.asks)],
                "inputs": [
                    {"name": i.name, "label": i.label, "value": i.value, "truth": i.truth} for i in level.inputs
                ],
            }
            for level in one.levels
        ],
        "source": list(one.source),
        "decided": one.decided,
        "date_checked": one.date_checked.isoformat(),
        "reviewed_by": one.reviewed_by,
    }
