"""What does the care team read? The visit report of a stored diary."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from supple import report as report_room
from supple.actions.access import require
from supple.actions.answering import answers
from supple.actions.looks import look_and_fold
from supple.knowledge import wording
from supple.model import Account, VisitReport


def report(
    account: Account,
    person_id: UUID,
    *,
    now: datetime,
    since: date | None = None,
    outcome: str | None = None,
    questions: Sequence[str] = (),
    leave_out: Collection[str] = (),
) -> VisitReport:
    """The report since the last visit; `supple.report.to_html` and `to_pdf` make pages of it."""
    member = require(account, "report", person_id, now=now)
    wording.hold(replace(wording.held(), is_fahrenheit=False))  # a clinician reads °C
    look, folded = look_and_fold(member, now=now, outcome=outcome)
    return report_room.visit_report(
        look,
        folded.diary,
        folded.plan,
        since=since,
        questions=tuple(questions),
        now=now,
        leave_out=leave_out,
        answer=answers(look.table, look.outcome, look.changes, folded.plan),
    )
