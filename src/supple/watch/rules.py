"""Which red-flag rules fire, and why? One engine for every rule; the rules themselves are data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from supple.knowledge import load
from supple.knowledge.interactions import load_interactions
from supple.knowledge.red_flags import Level, RedFlags, Rule, load_red_flags
from supple.model import DAY_STARTS_AT_HOUR, Alert, Author, DailyTable, Diary, Event, Instant, Plan, Sign
from supple.watch.evaluate import Outcome, evaluate, holds
from supple.watch.evidence import Evidence, Notes, gather, read
from supple.watch.inputs import inputs_of
from supple.watch.meeting import titled

# Said where nothing fired. Never more than this: a rule that did not match is no sign that all is well.
NOTHING_MATCHED = "No rule matched what was noted. Supple does not check everything. If you are worried, call."
# Shown wherever alerts are: who reads them.
NOT_WATCHED = "Nobody reads this while you write it, unless your clinic agreed to in writing."

_TICKED = Author("self")
_NOBODY = UUID(int=0)
_URGENT = "feels_urgent"


def check(
    diary: Diary,
    plan: Plan,
    now: datetime,
    *,
    table: DailyTable | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
    notes: Notes | None = None,
) -> tuple[Alert, ...]:
    """Alerts for what was noted up to `now`, most urgent first.

    Args:
        diary: the person's diary, corrections applied; whoever noted something, it counts alike.
        plan: what is agreed on the day of `now`.
        now: aware.
        table: the diary's daily table; without it the rules on days and on one's own usual ask of blanks.
        day_starts_at_hour: as the person chose; a due time before it lies at the end of the diary's day.
        notes: `diary` and `table` as `read` gave them before, where more than one question is asked of them.
    """
    notes = notes or read(diary.events, table=table, day_starts_at_hour=day_starts_at_hour)
    evidence = notes.at(now, plan)
    return alerts_from(evidence, load_red_flags(), pair_rules())


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
    return alerts_from(evidence, load_red_flags(), pair_rules())


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


def alerts_from(evidence: Evidence, rules: RedFlags, pairs: Sequence[Rule] = ()) -> tuple[Alert, ...]:
    """Every rule against the evidence. Nothing here can mute, drop or delay an alert.

    Args:
        evidence: what is known.
        rules: the red flags.
        pairs: the rules on medicines that should not meet; of one tier they stand after the others.
    """
    said = (alert_of(rule, evidence, rules) for rule in (*rules.rules, *pairs))
    return tuple(sorted(filter(None, said), key=lambda alert: alert.tier.rank))


def alert_of(rule: Rule, evidence: Evidence, rules: RedFlags) -> Alert | None:
    """One rule against the evidence: its most urgent level that holds."""
    for level in rule.levels:
        if holds(level.when, evidence, hours=rule.window_hours):
            outcome = evaluate(level.when, evidence, hours=rule.window_hours)
            return _alert(rule, level, outcome, evidence, rules)
    return None


def pair_rules() -> tuple[Rule, ...]:
    """The rules on medicines that should not meet, as the engine works with them."""
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
        title=titled(rule.title, next((one.about for one in outcome.asked if one.about), "")),
        words=level.words,
        call=whom_to_call(level.call, evidence.profile.get("country"), rules),
        inputs={one.name: one.value for one in inputs_of(outcome.asked)},
        source="; ".join(rule.source),
        date_checked=rule.date_checked,
        reviewed_by=rule.reviewed_by,
        raised_at=evidence.now,
        since=outcome.since,
        meanwhile=level.meanwhile,
        how_soon=level.how_soon,
        call_id=level.call,
        held=tuple(one.name for one in inputs_of(outcome.asked) if one.truth is True),
    )


def whom_to_call(call: str, country: str | None, rules: RedFlags) -> str:
    """Whom to call, with the country's numbers where they are known."""
    table = load().emergency_numbers
    entry = table.get((country or "").upper()) or table.get("default")
    lines = {"emergency": ("emergency",), "crisis": ("crisis", "emergency")}.get(call, ())
    numbers = [f"{line.label}: {line.number}" for kind in lines for line in getattr(entry, kind, ())]
    return f"{rules.calls[call]} {'. '.join(numbers)}.".strip() if numbers else rules.calls[call]
