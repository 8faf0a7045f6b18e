"""What does the evidence answer to one question of a rule? One function for each kind of question."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from supple.knowledge import conditions as ask_for
from supple.knowledge.saying import unit_words
from supple.model import DAY_STARTS_AT_HOUR, Comparison, Count, Factor, Measurement, SideEffect, Sign
from supple.watch import blood_tests, bookings, meeting, treatment, worsened
from supple.watch.answers import NOT_NOTED, Asked, number
from supple.watch.evidence import LOOK_BACK_DAYS, Evidence, Noted

__all__ = ["NOT_NOTED", "Asked", "ask"]

_TOLERANCE = 1e-9  # 100.4 °F is 38.0 °C, and must not miss it by a rounding error


def ask(leaf: ask_for.Leaf, evidence: Evidence, *, hours: float) -> Asked:
    """The answer to one question; `hours` is the window where the question has none of its own."""
    return _ANSWERERS[type(leaf)](leaf, evidence, hours)


def _window(leaf: Any, hours: float) -> float:
    return float(leaf.hours if leaf.hours is not None else hours)


def _sign(leaf: ask_for.SignNoted, evidence: Evidence, hours: float) -> Asked:
    entries = evidence.facts(Sign, leaf.sign, hours=_window(leaf, hours))
    there = [(f, n) for f, n in entries if f.present]
    hits = [(f, n) for f, n in there if _newness_fits(f.new, leaf.new)]
    if hits:
        return Asked(leaf.sign, _sign_words([f for f, _ in hits]), True, _since(hits))
    if there and any(f.new is None for f, _ in there):
        return Asked(leaf.sign, "yes, whether new was not noted", None)
    if there:
        return Asked(leaf.sign, "yes, not new", False)
    return Asked(leaf.sign, "no", False) if entries else Asked(leaf.sign, NOT_NOTED, None)


def _lasting(leaf: ask_for.Lasting, evidence: Evidence, hours: float) -> Asked:
    name = f"lasting.{leaf.lasting}"
    entries = evidence.facts(Sign, leaf.lasting, hours=_window(leaf, hours))
    there = [(f, n) for f, n in entries if f.present]
    if not there:
        return Asked(name, "no" if entries else NOT_NOTED, False if entries else None)
    # Explicitly not there in between: what came after it began anew.
    last_no = max((n.ended for f, n in entries if not f.present), default=None)
    run = [(f, n) for f, n in there if last_no is None or n.ended > last_no]
    if not run:
        return Asked(name, "no longer, as noted", False)
    lasted = (max(n.ended for _, n in run) - min(n.begun for _, n in run)).total_seconds() / 3600
    # One note may stand at the start of something that goes on: only a second one would tell.
    truth = True if lasted >= leaf.at_least_hours - _TOLERANCE else None if len(run) == 1 else False
    return Asked(name, f"noted over {number(lasted)} hours", truth, _since(run))


def _newness_fits(new: bool | None, wanted: str) -> bool:
    return {"any": True, "required": new is True, "unless_no": new is not False}[wanted]


def _sign_words(signs: list[Sign]) -> str:
    return "yes, new" if any(sign.new for sign in signs) else "yes"


def _since(hits: list[tuple[Any, Noted]]) -> datetime:
    return min(entry.earliest for _, entry in hits)


def _profile(leaf: ask_for.ProfileSays, evidence: Evidence, hours: float) -> Asked:
    del hours
    if leaf.or_plan is not None and evidence.plan is not None and evidence.plan.in_force(leaf.or_plan):
        return Asked(leaf.profile, "yes, in the plan", True)
    answer = evidence.profile.get(leaf.profile)
    if answer is None:
        return Asked(leaf.profile, NOT_NOTED, None)
    return Asked(
        leaf.profile, "don't know" if answer == "unknown" else answer, {"yes": True, "no": False}.get(answer)
    )


def _measured(leaf: ask_for.Measured, evidence: Evidence, hours: float) -> Asked:
    values = _values(evidence, leaf.measured, leaf.unit, _window(leaf, hours))
    if not values:
        return Asked(leaf.measured, NOT_NOTED, None)
    hits = [(value, entry) for value, entry in values if _meets(value, leaf.at_least, leaf.below)]
    telling = (max if leaf.below is None else min)(value for value, _ in values)
    words = f"{number(telling)} {unit_words(leaf.unit)}"
    return Asked(leaf.measured, words, bool(hits), _since(hits) if hits else None)


def _above_usual(leaf: ask_for.MeasuredAboveUsual, evidence: Evidence, hours: float) -> Asked:
    code = leaf.measured_above_usual
    window = _window(leaf, hours)
    recent = _values(evidence, code, leaf.unit, window)
    if not recent:
        return Asked(code, NOT_NOTED, None)
    began = evidence.now - timedelta(hours=window)
    every = _values(evidence, code, leaf.unit, leaf.usual_days * 24)
    before = [value for value, entry in every if entry.latest < began]
    if len(before) < leaf.min_earlier:
        return Asked(code, f"{number(max(v for v, _ in recent))}, one's usual is not known", None)
    usual = statistics.median(before)
    hits = [(value, entry) for value, entry in recent if value - usual >= leaf.points - _TOLERANCE]
    words = f"{number(max(v for v, _ in recent))} against a usual {number(usual)}"
    return Asked(code, words, bool(hits), _since(hits) if hits else None)


_CONVERSIONS: Mapping[tuple[str, str], Callable[[float], float]] = {
    ("[degF]", "Cel"): lambda degrees: (degrees - 32) * 5 / 9,
}


def _values(evidence: Evidence, code: str, unit: str, hours: float) -> list[tuple[float, Noted]]:
    out = []
    for fact, entry in evidence.facts(Measurement, code, hours=hours):
        if fact.unit == unit:
            out.append((fact.value, entry))
        elif (convert := _CONVERSIONS.get((fact.unit, unit))) is not None:
            out.append((convert(fact.value), entry))
    return out


def _meets(value: float, at_least: float | None, below: float | None) -> bool:
    if at_least is not None:
        return value >= at_least - _TOLERANCE
    return below is not None and value < below - _TOLERANCE


def _side_effect(leaf: ask_for.SideEffectNoted, evidence: Evidence, hours: float) -> Asked:
    name = f"side_effect.{leaf.side_effect}"
    entries = evidence.facts(SideEffect, leaf.side_effect, hours=_window(leaf, hours))
    there = [(f, n) for f, n in entries if f.present]
    if not entries:
        return Asked(name, NOT_NOTED, None)
    if not there:
        return Asked(name, "no", False)
    if leaf.at_least is None:
        return Asked(name, "yes", True, _since(there))
    hits = [(f, n) for f, n in there if f.severity is not None and _meets(f.severity, leaf.at_least, None)]
    rated = [f.severity for f, _ in there if f.severity is not None]
    if not rated:
        return Asked(name, "yes, how much was not noted", None)
    return Asked(name, f"{number(max(rated))} of 10", bool(hits), _since(hits) if hits else None)


def _counted(leaf: ask_for.Counted, evidence: Evidence, hours: float) -> Asked:
    """Two people who note one day's falls saw the same falls, and a check-in tells those already noted.

    So of each day the largest of what each person noted singly and of each total holds.
    """
    del hours
    entries = evidence.facts(Count, leaf.counted, hours=leaf.days * 24)
    if not entries:
        return Asked(leaf.counted, NOT_NOTED, None)
    per_day: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for number_of, (fact, entry) in enumerate(entries):
        teller = f"total {number_of}" if entry.is_total else entry.role
        per_day[entry.local_day][teller] += 1 if fact.count is None else fact.count
    total = sum(max(by_teller.values()) for by_teller in per_day.values())
    some = [(f, n) for f, n in entries if f.count != 0]
    return Asked(leaf.counted, str(total), total >= leaf.at_least, _since(some) if some else None)


def _factor(leaf: ask_for.FactorNoted, evidence: Evidence, hours: float) -> Asked:
    entries = evidence.facts(Factor, leaf.factor, hours=_window(leaf, hours))
    there = [(f, n) for f, n in entries if f.present]
    if there:
        return Asked(leaf.factor, "yes", True, _since(there))
    return Asked(leaf.factor, "no", False) if entries else Asked(leaf.factor, NOT_NOTED, None)


def _said(leaf: ask_for.SaidChange, evidence: Evidence, hours: float) -> Asked:
    name = f"said.{leaf.said}"
    entries = evidence.facts(Comparison, leaf.said, hours=_window(leaf, hours))
    hits = [(f, n) for f, n in entries if f.change in leaf.change]
    if not entries:
        return Asked(name, NOT_NOTED, None)
    words = (hits or entries)[-1][0].change.replace("_", " ")
    return Asked(name, words, bool(hits), _since(hits) if hits else None)


def _days_like(leaf: ask_for.DaysLike, evidence: Evidence, hours: float) -> Asked:
    del hours
    cells = _cells(evidence, leaf.days_like)
    days = [evidence.today - timedelta(days=back) for back in range(leaf.days)]
    noted = [(day, cells[day]) for day in days if day in cells]
    if not noted:
        return Asked(leaf.days_like, NOT_NOTED, None)
    hits = [day for day, value in noted if _meets(value, leaf.at_least, leaf.below)]
    threshold = f"{number(leaf.at_least)} or more" if leaf.at_least is not None else f"below {number(leaf.below)}"
    words = f"{threshold} on {len(hits)} of {len(noted)} days noted"
    blanks = leaf.days - len(noted)
    truth = True if len(hits) >= leaf.on_days else None if len(hits) + blanks >= leaf.on_days else False
    return Asked(leaf.days_like, words, truth, _start_of(min(hits), evidence) if hits else None)


def _rise(leaf: ask_for.Rise, evidence: Evidence, hours: float) -> Asked:
    """Each column alone: ratings of the moment and of the whole day are never one series."""
    del hours
    answers = [_rise_of(column, leaf, evidence) for column in leaf.rise]
    for wanted in (True, False):
        for answer in answers:
            if answer.truth is wanted:
                return answer
    return next((answer for answer in answers if answer.value != NOT_NOTED), answers[0])


def _rise_of(column: str, leaf: ask_for.Rise, evidence: Evidence) -> Asked:
    cells = _cells(evidence, column)
    last = max(cells, default=None)
    if last is None or (evidence.today - last).days > leaf.max_age_days:
        return Asked(column, NOT_NOTED, None)
    first = last - timedelta(days=leaf.recent_days - 1)
    recent = _between(cells, first, leaf.recent_days)
    usual = _between(cells, first - timedelta(days=leaf.usual_days), leaf.usual_days)
    if len(recent) < leaf.min_recent or len(usual) < leaf.min_usual:
        return Asked(column, f"{number(cells[last])}, too few days noted to compare", None)
    mean, median = statistics.fmean(recent), statistics.median(usual)
    is_rise = mean - median >= leaf.points - _TOLERANCE and mean >= median * (1 + leaf.percent / 100) - _TOLERANCE
    is_high = leaf.level is None or cells[last] >= leaf.level - _TOLERANCE
    words = f"{number(mean)} over {len(recent)} days noted, against a usual {number(median)}"
    return Asked(column, words, is_rise and is_high, _start_of(first, evidence))


def _between(cells: Mapping[date, float], first: date, days: int) -> list[float]:
    """What was noted on `days` days from `first` on."""
    wanted = (first + timedelta(days=ahead) for ahead in range(days))
    return [cells[day] for day in wanted if day in cells]


def _cells(evidence: Evidence, column: str) -> dict[date, float]:
    """A column's noted days up to today, as far back as any rule looks."""
    table = evidence.table
    if table is None or not table.days:
        return {}
    end = (evidence.today - table.days[0]).days + 1
    kept = slice(max(0, end - LOOK_BACK_DAYS), max(0, end))
    pairs = zip(table.days[kept], table.column(column)[kept], strict=True)
    return {day: float(cell) for day, cell in pairs if cell is not None}


def _start_of(day: date, evidence: Evidence) -> datetime:
    """When a day of the table begins on the person's wall clock."""
    return datetime.combine(day, time(DAY_STARTS_AT_HOUR), tzinfo=evidence.zone).astimezone(UTC)


_ANSWERERS: Mapping[type[Any], Callable[[Any, Evidence, float], Asked]] = {
    ask_for.SignNoted: _sign,
    ask_for.Lasting: _lasting,
    ask_for.ProfileSays: _profile,
    ask_for.Measured: _measured,
    ask_for.MeasuredAboveUsual: _above_usual,
    ask_for.MeasuredTimes: blood_tests.measured_times,
    ask_for.Overdue: blood_tests.overdue,
    ask_for.SideEffectNoted: _side_effect,
    ask_for.Counted: _counted,
    ask_for.FactorNoted: _factor,
    ask_for.SaidChange: _said,
    ask_for.DaysLike: _days_like,
    ask_for.Rise: _rise,
    ask_for.Worsened: worsened.worsened,
    ask_for.StandsOut: worsened.stands_out,
    ask_for.Takes: treatment.takes,
    ask_for.Missed: treatment.missed,
    ask_for.Extra: treatment.extra,
    ask_for.MissedFor: treatment.missed_for,
    ask_for.Stopped: treatment.stopped,
    ask_for.ItemStopped: treatment.item_stopped,
    ask_for.TakenFor: treatment.taken_for,
    ask_for.ToxinWithin: treatment.toxin_within,
    ask_for.DoseChangedWithin: treatment.dose_changed_within,
    ask_for.PumpChangedWithin: treatment.pump_changed_within,
    ask_for.PumpDateWithin: treatment.pump_date,
    ask_for.Unbooked: bookings.unbooked,
    ask_for.Interacts: meeting.interacts,
}
