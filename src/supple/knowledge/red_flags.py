"""When to call, as data: the red-flag rules of `red_flags.toml`, checked and ready for the engine in `watch`."""

from __future__ import annotations

import tomllib
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from supple.knowledge.condition_reading import ConditionError, read_condition
from supple.knowledge.conditions import Condition, Leaf, ProfileSays, SignNoted, leaves
from supple.model import Tier

_RULE_KEYS = {
    "version",
    "title",
    "words",
    "window_hours",
    "source",
    "date_checked",
    "reviewed_by",
    "decided",
    "level",
}
_LEVEL_KEYS = {"tier", "when", "words", "call", "meanwhile"}


@dataclass(frozen=True)
class Level:
    """One way in which a rule fires: how urgent, on what condition, and what the person is then told.

    `how_soon` stands beside the tier where whom to call says it more closely than the tier does; "" elsewhere.
    """

    tier: Tier
    when: Condition
    words: str
    call: str
    meanwhile: tuple[str, ...]
    how_soon: str = ""

    @cached_property
    def questions(self) -> tuple[Leaf, ...]:
        """Everything this level asks, each once."""
        return tuple(leaves(self.when))


@dataclass(frozen=True)
class Rule:
    """A red-flag rule. Its levels stand most urgent first; the first whose condition holds is the one shown.

    `words` says in one or two plain sentences what the rule looks for, `decided` why its open points were
    settled as they are (a design choice, not evidence).
    """

    id: str
    version: int
    title: str
    words: str
    window_hours: float
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str
    levels: tuple[Level, ...]
    decided: str = ""

    @cached_property
    def sign_codes(self) -> tuple[str, ...]:
        """Every sign that this rule asks for, each once."""
        asked = (leaf for level in self.levels for leaf in level.questions)
        return tuple(dict.fromkeys(leaf.sign for leaf in asked if isinstance(leaf, SignNoted)))


@dataclass(frozen=True)
class RedFlags:
    """All rules in their order, whom "call" means, and for how many days an alert rests after something was done.

    Only T2 and T3 can rest: a tier that is not in `cool_down_days` is always in sight. `unanswered_days`: for how
    long a T0 or T1 that passed with no answer is still asked about.
    """

    rules: tuple[Rule, ...]
    calls: Mapping[str, str]
    reviewed_by: str
    cool_down_days: Mapping[Tier, int] = field(default_factory=dict)
    unanswered_days: Mapping[Tier, int] = field(default_factory=dict)

    def rule(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    @cached_property
    def sign_codes(self) -> tuple[str, ...]:
        """Every sign that a rule asks for, in the order of the rules, each once."""
        return tuple(dict.fromkeys(code for rule in self.rules for code in rule.sign_codes))

    @cached_property
    def profile_keys(self) -> tuple[str, ...]:
        """Every answer about the person that a rule asks for, each once."""
        asked = (leaf for rule in self.rules for level in rule.levels for leaf in level.questions)
        return tuple(dict.fromkeys(leaf.profile for leaf in asked if isinstance(leaf, ProfileSays)))


@cache
def load_red_flags() -> RedFlags:
    """The rules, read once from the package's data files."""
    return load_red_flags_from(resources.files("supple.knowledge"))


def load_red_flags_from(folder: Traversable) -> RedFlags:
    """The rules of `red_flags.toml` in one folder, their sources looked up in `sources.toml` there.

    Raises:
        ConditionError: the file is not what it should be; the message names the rule.
    """
    table = tomllib.loads((folder / "red_flags.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    shared: dict[str, Condition] = {}
    for raw in table.get("shared", []):
        shared[raw["id"]] = read_condition(raw["when"], shared)
    calls = {raw["id"]: str(raw["words"]) for raw in table.get("call", [])}
    soon = {raw["id"]: str(raw.get("how_soon", "")) for raw in table.get("call", [])}
    cool_down = _cool_down(table.get("cool_down", []))
    unanswered = _unanswered(table.get("unanswered", []))
    steps = {raw["id"]: tuple(raw["steps"]) for raw in table.get("meanwhile", [])}
    rules = []
    for rule_id, raw in table.items():
        if not isinstance(raw, dict):
            continue
        try:
            rules.append(
                _rule(rule_id, raw, table, shared=shared, calls=calls, soon=soon, steps=steps, sources=sources)
            )
        except (ConditionError, KeyError, TypeError, ValueError) as error:
            raise ConditionError(f"red_flags.toml [{rule_id}]: {error}") from error
    return RedFlags(tuple(rules), types.MappingProxyType(calls), str(table["reviewed_by"]), cool_down, unanswered)


def _cool_down(raws: Sequence[Mapping[str, Any]]) -> Mapping[Tier, int]:
    days: dict[Tier, int] = {}
    for raw in raws:
        tier = Tier(raw["tier"])
        if tier.rank < Tier.T2.rank:
            raise ConditionError(f"cool_down: {tier.value} is never muted")
        days[tier] = _number_of_days(raw, "cool_down")
    return types.MappingProxyType(days)


def _unanswered(raws: Sequence[Mapping[str, Any]]) -> Mapping[Tier, int]:
    days = {Tier(raw["tier"]): _number_of_days(raw, "unanswered") for raw in raws}
    if others := sorted(set(days) - {Tier.T0, Tier.T1}):
        raise ConditionError(f"unanswered: only T0 and T1 stay until they are answered, not {', '.join(others)}")
    return types.MappingProxyType(days)


def _number_of_days(raw: Mapping[str, Any], what: str) -> int:
    days = raw["days"]
    if type(days) is not int or days < 1:
        raise ConditionError(f"{what}: {days!r} is no number of days")
    return days


def _rule(
    rule_id: str,
    raw: Mapping[str, Any],
    table: Mapping[str, Any],
    *,
    shared: Mapping[str, Condition],
    calls: Mapping[str, str],
    soon: Mapping[str, str],
    steps: Mapping[str, tuple[str, ...]],
    sources: Mapping[str, str],
) -> Rule:
    if unknown := set(raw) - _RULE_KEYS:
        raise ConditionError(f"unknown field {', '.join(sorted(unknown))}")
    if not raw.get("source"):
        raise ConditionError("source is missing")
    levels = tuple(_level(level, shared=shared, calls=calls, soon=soon, steps=steps) for level in raw["level"])
    ranks = [level.tier.rank for level in levels]
    if ranks != sorted(ranks):
        raise ConditionError("levels must stand most urgent first")
    return Rule(
        id=rule_id,
        version=int(raw["version"]),
        title=str(raw["title"]),
        words=str(raw["words"]),
        window_hours=float(raw["window_hours"]),
        source=tuple(sources[key] for key in raw["source"]),
        date_checked=raw.get("date_checked", table["date_checked"]),
        reviewed_by=str(raw.get("reviewed_by", table["reviewed_by"])),
        levels=levels,
        decided=str(raw.get("decided", "")),
    )


def _level(
    raw: Mapping[str, Any],
    *,
    shared: Mapping[str, Condition],
    calls: Mapping[str, str],
    soon: Mapping[str, str],
    steps: Mapping[str, tuple[str, ...]],
) -> Level:
    if unknown := set(raw) - _LEVEL_KEYS:
        raise ConditionError(f"level: unknown field {', '.join(sorted(unknown))}")
    if raw["call"] not in calls:
        raise ConditionError(f"level: nobody is called {raw['call']!r}")
    wanted = raw.get("meanwhile", [])
    meanwhile = tuple(step for key in wanted for step in steps[key])
    return Level(
        tier=Tier(raw["tier"]),
        when=read_condition(raw["when"], shared),
        words=str(raw["words"]),
        call=str(raw["call"]),
        meanwhile=meanwhile,
        how_soon=soon[raw["call"]],
    )
