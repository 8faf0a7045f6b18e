"""What can these notes not tell, whatever the sums say? Months they do not cover, and factors hardly noted beside
others. Findings are held back for it and say so; none is ever made stronger here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from supple import knowledge
from supple.insight import clearer, seasons, words
from supple.insight.describe import ONLY_WHEN_PRESENT
from supple.insight.known import Known, known
from supple.insight.outcome import Outcome
from supple.insight.together import runs_along
from supple.insight.verdicts import MIN_DAYS
from supple.model import Cell, DailyTable, Finding, Timing, Verdict


def held_back(
    findings: Sequence[Finding], table: DailyTable, outcome: Outcome, timing: Mapping[str, Timing] | None
) -> list[Finding]:
    """The findings with what these days cannot tell taken out of them."""
    if len(outcome.at) < MIN_DAYS:
        return list(findings)
    days = [table.days[row] for row in outcome.at]
    told = [_on_chosen_days(one, table, outcome) for one in _beside_hardly_noted(findings, table, outcome, timing)]
    return [_in_season(one, days, table.zone) for one in told]


def months_not_covered(table: DailyTable, outcome: Outcome) -> list[str]:
    """Which things of the year these days cannot speak of, noted or not: "your notes are from …"."""
    if len(outcome.at) < MIN_DAYS or not table.zone:
        return []
    days = [table.days[row] for row in outcome.at]
    told = (
        seasons.why_not(code, days, zone=table.zone, days_with=_there(table, code), days_without=len(days))
        for code in knowledge.load().factors
    )
    return [reason for reason in told if reason]


def _there(table: DailyTable, factor: str) -> int:
    return sum(bool(cell) for cell in table.column(factor))


def _in_season(finding: Finding, days: Sequence[date], zone: str) -> Finding:
    if finding.verdict not in {Verdict.CANNOT_TELL, Verdict.UNRELATED}:
        return finding
    reason = seasons.why_not(
        finding.factor, days, zone=zone, days_with=finding.days_with, days_without=finding.days_without
    )
    if not reason:
        return finding
    warm = seasons.season_of(finding.factor) == "warm"
    return replace(
        _with_nothing_among_it(finding),
        verdict=Verdict.CANNOT_TELL,
        sentence=words.cannot_tell(_label(finding.factor), _label(finding.outcome), reason),
        reason=words.reasons(reason, finding.reason),
        clearer=clearer.WARMER if warm else clearer.COLDER,
        more_days=None,
    )


def _on_chosen_days(finding: Finding, table: DailyTable, outcome: Outcome) -> Finding:
    """A factor that could not be tried because it was noted on bad days (or good ones) and hardly on others."""
    if finding.lag_days is not None or not finding.clearer or finding.together_with:
        return finding
    cells = table.column(finding.factor)
    answered = np.array([cells[row] is not None for row in outcome.at], dtype=bool)
    helps = clearer.on_chosen_days(answered, outcome)
    return replace(finding, clearer=helps, more_days=None) if helps else finding


def _beside_hardly_noted(
    findings: Sequence[Finding], table: DailyTable, outcome: Outcome, timing: Mapping[str, Timing] | None
) -> list[Finding]:
    """Factors that are clear, or lean, only because one that came along with them was hardly noted."""

    def answers(factor: str) -> tuple[Cell, ...]:
        cells = table.column(factor)
        return tuple(cells[row] for row in outcome.at)

    loud = [
        one
        for one in findings
        if one.verdict in {Verdict.CLEAR, Verdict.LEANING} and not one.is_continuous and not one.together_with
    ]
    quiet = [
        one
        for one in findings
        if one.verdict is Verdict.CANNOT_TELL
        and not one.is_continuous
        and not known(one.factor, one.outcome, timing).timing.is_consequence
    ]
    shared: dict[str, list[str]] = {}
    of_factor = {one.factor: answers(one.factor) for one in (*loud, *quiet)} if loud and quiet else {}
    for one in loud:
        for other in quiet:
            if runs_along(of_factor[other.factor], of_factor[one.factor]):
                shared.setdefault(one.factor, []).append(other.factor)
                shared.setdefault(other.factor, []).append(one.factor)
    if not shared:
        return list(findings)
    return [
        one
        if one.factor not in shared
        else _not_alone(one, shared[one.factor], outcome, known(one.factor, one.outcome, timing))
        if one.verdict is not Verdict.CANNOT_TELL
        else _hardly_noted(one, shared[one.factor])
        for one in findings
    ]


def _not_alone(finding: Finding, others: Sequence[str], outcome: Outcome, about: Known) -> Finding:
    """The one that took the whole case: it can only lean."""
    assert finding.effect is not None
    assert finding.low is not None
    assert finding.high is not None
    said = words.Said(
        label=about.label,
        outcome_label=_label(finding.outcome),
        kind=outcome.kind,
        lags=finding.lags,
        is_night_before=about.is_night_before,
        effect=finding.effect,
        low=finding.low,
        high=finding.high,
        days_with=finding.days_with,
        days_without=finding.days_without,
        is_presence_only=ONLY_WHEN_PRESENT in finding.reason,
        decimals=outcome.decimals,
        is_own=about.is_own,
        min_lag_days=about.timing.min_lag_days,
    )
    labels = [_label(other) for other in others]
    return replace(
        finding,
        verdict=Verdict.LEANING,
        sentence=words.sentence(Verdict.LEANING, said, together=labels),
        reason=words.reasons(
            f"{words.listed(labels, 'and')} came along with it and was hardly noted", finding.reason
        ),
        together_with=tuple(others),
        clearer=f"An answer on each day about {words.listed(labels, 'and')} would tell the two apart.",
        more_days=None,
    )


def _hardly_noted(finding: Finding, others: Sequence[str]) -> Finding:
    """The one that could not speak for itself."""
    labels = words.listed([_label(other) for other in others], "and")
    reason = f"where it was noted it came along with {labels}, and it was hardly noted"
    return replace(
        finding,
        sentence=words.cannot_tell(_label(finding.factor), _label(finding.outcome), reason),
        reason=words.reasons(reason, finding.reason),
        together_with=tuple(others),
        clearer=f"An answer on each day would tell it from {labels}.",
        more_days=None,
    )


def _with_nothing_among_it(finding: Finding) -> Finding:
    """No effect at all is among what fits."""
    if finding.low is None or finding.high is None:
        return finding
    return replace(finding, low=min(finding.low, 0.0), high=max(finding.high, 0.0))


def _label(code: str) -> str:
    return knowledge.label(code)
