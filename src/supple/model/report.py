"""What does the care team read at a visit? One page of facts from the diary, and an appendix with the detail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from supple.model.chart import Chart
from supple.model.look import Gap


@dataclass(frozen=True, slots=True)
class WeekMean:
    """The mean of a column over seven days; None when fewer than four of them were noted."""

    first_day: date
    last_day: date
    mean: float | None
    days_noted: int


@dataclass(frozen=True)
class Course:
    """The outcome at the start and at the end. `percent` is None where a percentage would mislead."""

    column: str
    label: str
    start: WeekMean
    latest: WeekMean
    change: float | None
    percent: float | None
    sentence: str
    chart: Chart | None = None


@dataclass(frozen=True)
class Completeness:
    """How much of the period was noted at all, and by whom."""

    days_noted: int
    days_in_period: int
    gaps: tuple[Gap, ...]
    entries: int
    entries_by_others: int
    sentence: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a section. `mark` is a short word set apart: a tier, a certainty, a date. `detail` is in the
    person's own words, `note` says something more about the line."""

    words: str
    label: str = ""
    mark: str = ""
    detail: str = ""
    note: str = ""


@dataclass(frozen=True)
class ReportTable:
    """A small table; cells are text, "not noted" where nothing was noted."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class ReportSection:
    """A section of the page: an opening sentence, lines in order of weight, perhaps a table and a picture.

    `show_first` is how many lines the page shows when there is room; the rest stands in the appendix. `note` says
    something about the section as a whole, beneath its lines.
    """

    id: str
    title: str
    lead: str = ""
    lines: tuple[ReportLine, ...] = ()
    table: ReportTable | None = None
    show_first: int = 6
    picture: Chart | None = None
    note: str = ""


@dataclass(frozen=True)
class VisitReport:
    """The page for the care team. Nothing that shows it computes anything more."""

    title: str
    person_name: str
    now: datetime
    since: date | None
    since_words: str
    first_day: date | None
    last_day: date | None
    completeness: Completeness
    course: Course | None
    sections: tuple[ReportSection, ...]
    appendix: tuple[ReportTable, ...]
    notices: tuple[str, ...]
    versions: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    paper: str = "a4"
    language: str = "en-GB"

    def section(self, section_id: str) -> ReportSection | None:
        """The section of that id, None if there is none."""
        return next((section for section in self.sections if section.id == section_id), None)
