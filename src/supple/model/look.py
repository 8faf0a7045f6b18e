"""One look at a diary: the course, what goes with it, when to call, and how complete it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from supple.model.alert import Alert
from supple.model.diary import DailyTable
from supple.model.event import Event
from supple.model.facts import Dose
from supple.model.finding import DatedChange, Finding, Luck, Mark, TriggerReport

LOOK_SCHEMA = "supple.look/1"


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of days on which nothing at all was noted (missing, not fine)."""

    first_day: date
    last_day: date

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1


@dataclass(frozen=True)
class Look:
    """What the pages, the terminal, the report and the JSON all show; none of them computes anything more.

    `outcome` is the daily table's column looked at and `outcome_reason` says why it was chosen. `triggers` is
    None when there is no such column or nothing was noted. `marks` holds what the person last said to a finding of
    this outcome, by factor, `mark_ids` the entry that says it (to take it back) and `marked` that entry (who, when);
    `luck` is None until computed. `extra_doses`: those of the last 24 hours noted besides the prescription.
    """

    person_name: str
    now: datetime
    outcome: str | None
    outcome_label: str
    outcome_reason: str
    table: DailyTable
    triggers: TriggerReport | None
    alerts: tuple[Alert, ...]
    gaps: tuple[Gap, ...]
    days_noted: int
    changes: tuple[DatedChange, ...] = ()
    warnings: tuple[str, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    mark_ids: Mapping[str, UUID] = field(default_factory=dict)
    luck: Luck | None = None
    marked: Mapping[str, Event] = field(default_factory=dict)
    extra_doses: tuple[Event, ...] = ()


def finding_to_json(finding: Finding) -> dict[str, Any]:
    """Plain JSON; effects rounded to 3 decimals so that the same input gives the same bytes everywhere."""
    return {
        "factor": finding.factor,
        "outcome": finding.outcome,
        "verdict": finding.verdict.value,
        "lag_days": finding.lag_days,
        "lags": list(finding.lags),
        "effect": rounded(finding.effect),
        "low": rounded(finding.low),
        "high": rounded(finding.high),
        "probability": rounded(finding.probability),
        "days_with": finding.days_with,
        "days_without": finding.days_without,
        "is_continuous": finding.is_continuous,
        "reason": finding.reason,
        "together_with": list(finding.together_with),
        "sentence": finding.sentence,
        "clearer": finding.clearer,
        "more_days": finding.more_days,
        "next_step": finding.next_step,
        "alone": finding.alone,
    }


def luck_to_json(luck: Luck | None) -> dict[str, Any] | None:
    return None if luck is None else asdict(luck)


def report_to_json(
    report: TriggerReport | None, *, marks: Mapping[str, Mark] | None = None, luck: Luck | None = None
) -> dict[str, Any]:
    """The documented schema `supple.insight/1` of `supple insight --json`."""
    return {
        "schema": "supple.insight/1",
        "outcome": report.outcome if report else None,
        "days_noted": report.days_noted if report else 0,
        "first_day": report.first_day.isoformat() if report and report.first_day else None,
        "last_day": report.last_day.isoformat() if report and report.last_day else None,
        "findings": [finding_to_json(finding) for finding in report.findings] if report else [],
        "diagnostics": dict(report.diagnostics) if report else {},
        "settings": dict(report.settings) if report else {},
        "marks": {factor: mark.value for factor, mark in (marks or {}).items()},
        "luck": luck_to_json(luck),
        "helped": report.helped if report else "",
    }


def alert_to_json(alert: Alert) -> dict[str, Any]:
    return {
        "rule": alert.rule,
        "version": alert.version,
        "tier": alert.tier.value,
        "title": alert.title,
        "words": alert.words,
        "call": alert.call,
        "meanwhile": list(alert.meanwhile),
        "inputs": dict(alert.inputs),
        "held": list(alert.held),
        "raised_at": alert.raised_at.isoformat(),
        "since": alert.since.isoformat() if alert.since else None,
        "source": alert.source,
        "date_checked": alert.date_checked.isoformat(),
        "reviewed_by": alert.reviewed_by,
    }


def look_to_json(look: Look) -> dict[str, Any]:
    """The documented schema `supple.look/1` of `supple look --json`."""
    return {
        "schema": LOOK_SCHEMA,
        "person": look.person_name,
        "now": look.now.isoformat(),
        "outcome": look.outcome,
        "outcome_label": look.outcome_label,
        "outcome_reason": look.outcome_reason,
        "findings": [finding_to_json(f) for f in look.triggers.findings] if look.triggers else [],
        "alerts": [alert_to_json(a) for a in look.alerts],
        "daily": list(look.table.rows()),
        "gaps": [
            {"first_day": g.first_day.isoformat(), "last_day": g.last_day.isoformat(), "days": g.days}
            for g in look.gaps
        ],
        "days_noted": look.days_noted,
        "changes": [{"day": c.day.isoformat(), "kind": c.kind, "label": c.label} for c in look.changes],
        "diagnostics": dict(look.triggers.diagnostics) if look.triggers else {},
        "settings": dict(look.triggers.settings) if look.triggers else {},
        "marks": {factor: mark.value for factor, mark in look.marks.items()},
        "luck": luck_to_json(look.luck),
        "helped": look.triggers.helped if look.triggers else "",
        "warnings": list(look.warnings),
        "extra_doses": [event.fact.medicine for event in look.extra_doses if isinstance(event.fact, Dose)],
        "versions": dict(look.versions),
        "reviewed_by": "nobody yet: no clinician has reviewed these rules and words",
    }


def rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 3)
