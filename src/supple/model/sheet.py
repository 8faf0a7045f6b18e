"""What was agreed, on one sheet? Sections of text, ready to be shown; nothing that shows it computes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from supple.model.report import ReportSection


@dataclass(frozen=True)
class PlanSheet:
    """The plan of `day`. `sections` are those that hold something; `empty` names the others."""

    title: str
    person_name: str
    day: date
    now: datetime
    lead: str
    sections: tuple[ReportSection, ...]
    empty: tuple[str, ...]
    notices: tuple[str, ...]
    paper: str = "a4"
    language: str = "en-GB"
