"""What belongs on the page for the care team? Everything is put together here; nothing that shows it computes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from supple import __version__, charts
from supple.charts.words import day_words, span_words
from supple.model import (
    LOOK_SCHEMA,
    Alert,
    Course,
    DatedChange,
    Diary,
    Gap,
    Look,
    Plan,
    ReportSection,
    ReportTable,
    VisitReport,
)
from supple.report import alerts as alert_words
from supple.report import checks, daily_life, findings, period, plan_words
from supple.report.course import course as course_of
from supple.report.course import drawn_from, scale_of
from supple.report.period import Stretch
from supple.report.since_visit import goals_table, since_visit_section

REPORT_SCHEMA = "supple.report/1"
TITLE = "Visit report"
SECTION_IDS = (
    "questions",
    "since_visit",
    "course",
    "findings",
    "alerts",
    "daily_life",
    "changes",
    "side_effects",
    "plan",
)
NOTICES = (
    "No clinician has reviewed these rules or words. Supple has not been assessed as a medical device. "
    "This is not a diagnosis and no advice on treatment.",
    "“Not noted” means that nobody noted it: it is neither no nor zero.",
)
_LETTER_COUNTRIES = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PR", "VE"})
_GAP_LISTED_FROM_DAYS = 3


def visit_report(
    look: Look,
    diary: Diary,
    plan: Plan,
    *,
    since: date | None,
    questions: Sequence[str] = (),
    now: datetime,
    past_alerts: Sequence[Alert] = (),
    leave_out: Collection[str] = (),
    answer: Callable[[DatedChange], str] | None = None,
) -> VisitReport:
    """The report since the last visit.

    Args:
        look: the look at this diary.
        diary: the diary itself.
        plan: what is agreed now.
        since: the last visit; without it the plan's last visit, else the last twelve weeks noted.
        questions: what the person wants to ask, beside the plan's own questions.
        now: when the report is made; aware.
        past_alerts: alerts raised earlier in the period and no longer standing, if they were kept.
        leave_out: ids of sections (`SECTION_IDS`) the person leaves out; the report names them.
        answer: one sentence on what followed a dated change, "" where there is none.

    Raises:
        UserError: `since` lies in the future.
    """
    span = period.stretch(look.table, diary, since=since, now=now)
    raised = alert_words.in_period((*look.alerts, *past_alerts), span)
    changes = _changes(look, plan, span)
    course = (
        course_of(look, diary, span, changes=changes, alerts=raised) if span and "course" not in leave_out else None
    )
    sections = [plan_words.questions_section(plan, questions)]
    if span is not None:
        sections.append(since_visit_section(diary, plan, changes, span))
    sections.append(findings.findings_section(look, diary, scale_of(diary, look.outcome)))
    sections.append(alert_words.alerts_section(raised, diary, span, checks.lines(diary, plan, span), now=now))
    if span is not None:
        sections.append(daily_life.daily_life_section(look, diary, span, changes))
        sections.append(daily_life.side_effects_section(diary, span))
    sections.append(plan_words.changes_section(plan, changes, _letters(look, course, span, changes), span, answer))
    sections.append(plan_words.plan_section(plan))
    kept = tuple(section for section in sections if section.id not in leave_out)
    return VisitReport(
        title=TITLE,
        person_name=look.person_name,
        now=period.local_now(now, diary),
        since=span.since if span else since,
        since_words=_since_words(span),
        first_day=span.first if span else None,
        last_day=span.last if span else None,
        completeness=period.completeness(look.table, diary, span),
        course=course,
        sections=kept,
        appendix=_appendix(look, diary, plan, span, raised, leave_out),
        notices=NOTICES,
        versions=_versions(look),
        left_out=tuple(_titles(sections, leave_out)),
        paper="us-letter" if (plan.answer("country") or "").upper() in _LETTER_COUNTRIES else "a4",
    )


def _since_words(span: Stretch | None) -> str:
    if span is None:
        return ""
    starts = "" if span.first == span.since else f"; the diary starts on {day_words(span.first, year=True)}"
    return f"{span_words(span.first, span.last)}, {span.since_words}{starts}"


def _changes(look: Look, plan: Plan, span: Stretch | None) -> tuple[DatedChange, ...]:
    known = dict.fromkeys((*look.changes, *plan.changes))
    if span is not None and span.is_visit:
        known[plan_words.visit_label(span.since)] = None
    return tuple(sorted(known, key=lambda change: (change.day, change.kind, change.label)))


def _letters(
    look: Look, course: Course | None, span: Stretch | None, changes: Sequence[DatedChange]
) -> dict[DatedChange, str]:
    if course is None or span is None:
        return {}
    return charts.letters(drawn_from(look, span), span.last, changes)


def _titles(sections: Sequence[ReportSection], leave_out: Collection[str]) -> list[str]:
    left_out = [section.title for section in sections if section.id in leave_out]
    return [*(["Course"] if "course" in leave_out else []), *left_out]


def _appendix(
    look: Look,
    diary: Diary,
    plan: Plan,
    span: Stretch | None,
    raised: Sequence[Alert],
    leave_out: Collection[str],
) -> tuple[ReportTable, ...]:
    """Each table with the section it belongs to; what the person leaves out stays out here as well."""
    tables: list[tuple[str, ReportTable | None]] = [
        ("findings", findings.findings_table(look, diary)),
        ("alerts", alert_words.alerts_table(raised)),
        ("plan", plan_words.plan_table(plan)),
        ("changes", plan_words.history_table(plan, span)),
        ("since_visit", goals_table(plan)),
    ]
    if span is not None:
        tables.append(("daily_life", daily_life.weekly_table(look, span)))
    tables.append(("completeness", _gaps_table(look, span)))
    return tuple(table for section_id, table in tables if table is not None and section_id not in leave_out)


def _gaps_table(look: Look, span: Stretch | None) -> ReportTable | None:
    gaps: list[Gap] = [
        gap
        for gap in look.gaps
        if span is not None
        and gap.days >= _GAP_LISTED_FROM_DAYS
        and gap.last_day >= span.first
        and gap.first_day <= span.last
    ]
    if not gaps:
        return None
    rows = tuple((day_words(g.first_day, year=True), day_words(g.last_day, year=True), str(g.days)) for g in gaps)
    note = f"Runs of at least {_GAP_LISTED_FROM_DAYS} days. How those days were is not known."
    return ReportTable("Days on which nothing was noted", ("From", "To", "Days"), rows, note)


def _versions(look: Look) -> dict[str, str]:
    settings = look.triggers.settings if look.triggers else {}
    made_by = {"Supple": __version__, "knowledge": look.versions.get("knowledge", "unknown")}
    engine = look.versions.get("engine") or settings.get("engine")
    if engine:
        made_by["engine"] = str(engine)
    return {**made_by, "look": LOOK_SCHEMA, "report": REPORT_SCHEMA}
