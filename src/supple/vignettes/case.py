"""One short case: what was noted and agreed, and what is expected. The schema: docs/reference/vignettes.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from supple.knowledge.interactions import load_interactions
from supple.knowledge.red_flags import load_red_flags
from supple.model import Event, Tier
from supple.vignettes.entries import Words, read_diary, role_of
from supple.vignettes.fields import Fields, is_blank, listed, shown, text
from supple.vignettes.plans import read_plan, read_profile
from supple.vignettes.problems import CaseError, did_you_mean
from supple.vignettes.times import Clock, moment_of
from supple.vignettes.told import events_of

NONE = "none"
TIERS = (*(tier.value for tier in Tier), NONE)
DEFAULT_ZONE = "Europe/London"
DEFAULT_NOW = "2026-06-15T14:00"  # a Monday; the same for everybody, so that a case gives the same answer for ever


@dataclass(frozen=True, slots=True)
class Expected:
    """What the rules should say. `tiers`: any of these will do, the first is meant ("at most T3": T3, none)."""

    tiers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A case ready to be looked at. `line` is where it begins in its file."""

    id: str
    line: int
    story: str
    now: datetime
    zone: str
    events: tuple[Event, ...]
    notes: tuple[Words, ...] = ()
    expected: Expected | None = None
    why: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


def read_case(data: Any, *, line: int = 1, number: int = 1) -> Case:
    """One case.

    Args:
        data: the parsed JSON of one case.
        line: where it begins.
        number: which case of the file it is; its id where it has none.

    Raises:
        CaseError: which field, what is wrong, what to do.
    """
    fields = Fields(data, "", what="a case")
    id_path, given_id = fields.take("id")
    _, story = fields.take("story", "title")
    _, why = fields.take("why", "source", "reason")
    fields.take("schema", "$schema")
    fields.take("tags", "comment")
    clock = _clock(fields)
    role = role_of(*reversed(fields.take("told_by", "noted_by")))
    told = read_profile(*fields.take("profile"), clock)
    told += read_plan(*fields.take("plan"), clock)
    diary_path, diary = fields.take("diary", "notes", "noted")
    entries = [] if diary is None else listed(diary)
    notes = read_diary(entries, diary_path, clock, role)
    expected = _expected(fields)
    fields.end()
    return Case(
        id=str(number) if is_blank(given_id) else _id(given_id, id_path),
        line=line,
        story="" if is_blank(story) else str(story),
        now=clock.now,
        zone=clock.zone,
        events=events_of([*told, *notes.told], clock),
        notes=tuple(notes.words),
        expected=expected,
        why="" if is_blank(why) else str(why),
        about=data,
    )


def _id(value: Any, path: str) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text(value, path)


def _clock(fields: Fields) -> Clock:
    zone_path, zone = fields.take("zone", "time_zone", "timezone")
    name = DEFAULT_ZONE if is_blank(zone) else text(zone, zone_path)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CaseError(zone_path, f"“{name}” is no time zone.", "Write it like Europe/London.") from None
    now_path, now = fields.take("now")
    return Clock(moment_of(DEFAULT_NOW if is_blank(now) else now, now_path, name), name)


def _expected(fields: Fields) -> Expected | None:
    path, value = fields.take("expected", "expect")
    not_path, must_not = fields.take("must_not")
    not_rules = _rules(must_not, not_path)
    if value is None:
        return Expected(must_not=not_rules) if not_rules else None
    if isinstance(value, str):
        return Expected(_tiers(value, path), must_not=not_rules)
    inside = Fields(value, path, what="what is expected")
    has_tier = "tier" in inside
    tier_path, tier = inside.take("tier")
    most_path, at_most = inside.take("at_most")
    rules_path, rules = inside.take("rules", "rule")
    inner_path, inner = inside.take("must_not")
    inside.end()
    tiers = _tiers(NONE if tier is None else tier, tier_path) if has_tier else ()
    if at_most is not None:
        (most,) = _tiers(at_most, most_path)
        tiers = tiers or TIERS[TIERS.index(most) :]
    return Expected(tiers, _rules(rules, rules_path), (*not_rules, *_rules(inner, inner_path)))


def _tiers(value: Any, path: str) -> tuple[str, ...]:
    out = []
    for each in listed(value):
        words = "" if not isinstance(each, str) else each.strip()
        found = next((tier for tier in TIERS if tier.casefold() == words.casefold()), None)
        if found is None:
            raise CaseError(path, f"{shown(each)} is no tier.", f"Write one of: {', '.join(TIERS)}.")
        out.append(found)
    return tuple(out)


def _rules(value: Any, path: str) -> tuple[str, ...]:
    if value is None:
        return ()
    known = rule_ids()
    out = []
    for each in listed(value):
        words = text(each, path)
        found = next((rule for rule in known if rule.casefold() == words.casefold()), None)
        if found is None:
            hint = did_you_mean(words, known, otherwise="The rules stand in docs/reference/rules.md.")
            raise CaseError(path, f"“{words}” is no rule.", hint)
        out.append(found)
    return tuple(out)


def rule_ids() -> tuple[str, ...]:
    """Every rule that can fire: the red flags, then the pairs of medicines that should not meet."""
    return (*(rule.id for rule in load_red_flags().rules), *(row.rule.id for row in load_interactions().rows))
