"""Which red-flag rules fire, and why? One engine for every rule; the rules themselves are data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supple.knowledge import load
from supple.knowledge.interactions import load_interactions
from supple.knowledge.red_flags import Level, RedFlags, Rule, load_red_flags
from supple.model import DAY_STARTS_AT_HOUR, Alert, Author, DailyTable, Diary, Event, Instant, Plan, Sign, Tier
from supple.watch.answers import NOT_NOTED, Asked
from supple.watch.evaluate import Outcome, evaluate
from supple.watch.evidence import Evidence, gather

# Said where nothing fired. Never more than this: a rule that did not match is no sign that all is well.
NOTHING_MATCHED = "No rule matched what was noted. Supple does not check everything. If you are worried, call."
# Shown wherever alerts are: who reads them.
NOT_WATCHED = "Nobody reads this while you write it, unless your clinic agreed to in writing."

_TICKED = Author("self")
_NOBODY = UUID(int=0)
_URGENT = "feels_urgent"


@dataclass(frozen=True, slots=True)
class Input:
    """One question of a rule: its name, plain words for it, what was found, and yes, no or nothing noted."""

    name: str
    label: str
    value: str
    truth: bool | None


@dataclass(frozen=True)
class LevelExplained:
    """Why one level of a rule holds (True), does not (False), or cannot be told from what was noted (None)."""

    tier: Tier
    holds: bool | None
    inputs: tuple[Input, ...]
    words: str


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
    reviewed_by: str


def check(
    diary: Diary,
    plan: Plan,
    now: datetime,
    *,
    table: DailyTable | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> tuple[Alert, ...]:
    """Alerts for what was noted up to `now`, most urgent first.

    Args:
        diary: the person's diary, corrections applied; whoever noted something, it counts alike.
        plan: what is agreed on the day of `now`.
        now: aware.
        table: the diary's daily table; without it the rules on days and on one's own usual ask of blanks.
        day_starts_at_hour: as the person chose; a due time before it lies at the end of the diary's day.
    """
    evidence = gather(diary.events, plan, now, table=table, day_starts_at_hour=day_starts_at_hour)
    return alerts_from(evidence, load_red_flags(), _pairs())


def check_signs(
    signs: Mapping[str, bool | None],
    plan: Plan | None,
    now: datetime,
    *,
    profile: Mapping[str, str] | None = None,
    diary: Diary | None = None,
    table: DailyTable | None = None,
) -> tuple[Alert, ...]:
    """Alerts for signs ticked at this moment as new, before anything is saved; works with no diary and no plan.

    Args:
        signs: code → ticked (True), an explicit no (False) or not answered (None).
        plan: what is agreed, if known: medicines, pump, toxin.
        now: aware.
        profile: answers about the person given just now; they stand above the plan's.
        diary: notes to look at as well, if there are any.
        table: the diary's daily table.
    """
    evidence = evidence_of_ticks(signs, plan, now, profile=profile, diary=diary, table=table)
    return alerts_from(evidence, load_red_flags(), _pairs())


def evidence_of_ticks(
    signs: Mapping[str, bool | None],
    plan: Plan | None,
    now: datetime,
    *,
    profile: Mapping[str, str] | None = None,
    diary: Diary | None = None,
    table: DailyTable | None = None,
) -> Evidence:
    """Ticks of this moment beside what the diary holds; arguments as for `check_signs`."""
    ticks = [_tick(code, is_there, now) for code, is_there in _known(signs, load_red_flags()).items()]
    events = diary.events if diary is not None else ()
    return gather((*events, *ticks), plan, now, profile=profile, table=table)


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
    rule = next((one for one in (*load_red_flags().rules, *_pairs()) if one.id == rule_id), None)
    if rule is None:
        raise KeyError(rule_id)
    evidence = gather(diary.events, plan, now, table=table, day_starts_at_hour=day_starts_at_hour)
    outcomes = [evaluate(level.when, evidence, hours=rule.window_hours) for level in rule.levels]
    fired = next((level for level, o in zip(rule.levels, outcomes, strict=True) if o.truth is True), None)
    return Explanation(
        rule=rule.id,
        version=rule.version,
        title=rule.title,
        looks_for=rule.words,
        fired=fired is not None,
        tier=fired.tier if fired else None,
        levels=tuple(
            LevelExplained(level.tier, outcome.truth, _inputs(outcome.asked), level.words)
            for level, outcome in zip(rule.levels, outcomes, strict=True)
        ),
        source=rule.source,
        decided=rule.decided,
        reviewed_by=rule.reviewed_by,
    )


def alerts_from(evidence: Evidence, rules: RedFlags, pairs: Sequence[Rule] = ()) -> tuple[Alert, ...]:
    """Every rule against the evidence. Nothing here can mute, drop or delay an alert.

    Args:
        evidence: what is known.
        rules: the red flags.
        pairs: the rules on medicines that should not meet; of one tier they stand after the others.
    """
    alerts = []
    for rule in (*rules.rules, *pairs):
        for level in rule.levels:
            outcome = evaluate(level.when, evidence, hours=rule.window_hours)
            if outcome.truth is True:
                alerts.append(_alert(rule, level, outcome, evidence, rules))
                break
    return tuple(sorted(alerts, key=lambda alert: alert.tier.rank))


def input_label(name: str) -> str:
    """Plain words for an input's name as it stands in `Alert.inputs`."""
    head, _, tail = name.partition(".")
    medicines = " or ".join(load().label(medicine) for medicine in tail.split("/"))
    match head:
        case "takes":
            return f"takes {medicines}"
        case "missed" | "missed_for":
            return f"missed {medicines}"
        case "stopped":
            return f"stopped {medicines} by plan"
        case "interacts":
            return "which medicines, and from where"
        case "taken_for":
            return f"how long {medicines} has been taken"
        case "worsened":
            return f"{load().label(tail)} against one's own usual"
        case "said":
            return f"how {load().label(tail)} compares"
        case "side_effect":
            return f"side effect: {load().label(tail)}"
    return _LABELS.get(name) or load().label(name)


_LABELS = {
    "pump": "a baclofen pump",
    "item_stopped.pump": "a pump stopped by plan",
    "catheter": "a catheter",
    "lesion_t6_or_above": "MS in the upper spinal cord (T6 or above)",
    "blood_thinner": "a blood thinner",
    "immune_modifying": "a medicine that changes the immune system",
    "toxin": "last botulinum toxin injection",
    "dose_changed": "last change of a medicine or pump",
    "low_reservoir": "the day the pump may be low",
    "systolic": "upper blood pressure",
    "bladder_infection": "a bladder infection noted",
}


def _pairs() -> tuple[Rule, ...]:
    return tuple(row.rule for row in load_interactions().rows)


def _known(signs: Mapping[str, bool | None], rules: RedFlags) -> dict[str, bool]:
    """Answered signs. One that no rule knows (an old page, a new app) is never lost: it counts as "urgent"."""
    codes = rules.sign_codes
    out = {code: answer for code, answer in signs.items() if answer is not None and code in codes}
    if any(answer is True and code not in codes for code, answer in signs.items()):
        out[_URGENT] = True
    return out


def _tick(code: str, is_there: bool, now: datetime) -> Event:
    return Event(
        id=_NOBODY,
        person_id=_NOBODY,
        fact=Sign(code, present=is_there, new=True if is_there else None),
        when=Instant(now, getattr(now.tzinfo, "key", "UTC")),
        recorded_at=now,
        noted_by=_TICKED,
        source="help-page",
    )


def _alert(rule: Rule, level: Level, outcome: Outcome, evidence: Evidence, rules: RedFlags) -> Alert:
    return Alert(
        rule=rule.id,
        version=rule.version,
        tier=level.tier,
        title=": ".join([rule.title, *(one.about for one in outcome.asked if one.about)][:2]),
        words=level.words,
        call=whom_to_call(level.call, evidence.profile.get("country"), rules),
        inputs={one.name: one.value for one in _inputs(outcome.asked)},
        source="; ".join(rule.source),
        date_checked=rule.date_checked,
        reviewed_by=rule.reviewed_by,
        raised_at=evidence.now,
        since=outcome.since,
        meanwhile=level.meanwhile,
    )


def whom_to_call(call: str, country: str | None, rules: RedFlags) -> str:
    """Whom to call, with the country's numbers where they are known."""
    table = load().emergency_numbers
    entry = table.get((country or "").upper()) or table.get("default")
    lines = {"emergency": ("emergency",), "crisis": ("crisis", "emergency")}.get(call, ())
    numbers = [f"{line.label}: {line.number}" for kind in lines for line in getattr(entry, kind, ())]
    return f"{rules.calls[call]} {'. '.join(numbers)}.".strip() if numbers else rules.calls[call]


def _inputs(asked: Iterable[Asked]) -> tuple[Input, ...]:
    """Each question once; where it was asked twice, a yes stands before what was noted, and that before a blank."""
    best: dict[str, Asked] = {}
    for one in asked:
        if one.name not in best or _tells_more(one) > _tells_more(best[one.name]):
            best[one.name] = one
    return tuple(Input(one.name, input_label(one.name), one.value, one.truth) for one in best.values())


def _tells_more(one: Asked) -> tuple[bool, bool]:
    return (one.truth is True, one.value != NOT_NOTED)
