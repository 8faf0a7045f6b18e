"""What belongs on the page for the care team?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from supple.model import Alert, Completeness, Diary, Look, Plan, VisitReport


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
) -> VisitReport:
    """The report since the last visit.

    Args:
        look: the look at this diary.
        diary: the diary itself.
        plan: what is agreed now.
        since: the last visit; without it the plan's last visit, else the last twelve weeks noted.
        questions: what the person wants to ask, beside the plan's own questions.
        now: when the report is made; aware, in the person's zone.
        past_alerts: alerts raised earlier in the period and no longer standing, if they were kept.
        leave_out: ids of sections the person leaves out; the report names them.
    """
    _ = (diary, plan, questions, past_alerts, leave_out)
    return VisitReport(
        title="Visit report",
        person_name=look.person_name,
        now=now,
        since=since,
        since_words="",
        first_day=None,
        last_day=None,
        completeness=Completeness(look.days_noted, len(look.table.days), look.gaps, 0, 0, ""),
        course=None,
        sections=(),
        appendix=(),
        notices=(),
    )
