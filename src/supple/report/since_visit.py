"""What is new for the team since they last met this person? What was decided then, goals, new side effects, dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supple import knowledge
from supple.charts.words import NOT_NOTED, day_words, sentence_case
from supple.knowledge.agreeing import LEVELS, decided_words
from supple.knowledge.changes import say_change
from supple.model import (
    DatedChange,
    Diary,
    Plan,
    PlanItem,
    ReportLine,
    ReportSection,
    ReportTable,
    SideEffect,
    local_day_of,
)
from supple.plan import goals_of, said_words, visits_of
from supple.plan.goals import t_score
from supple.plan.ladder import is_on_the_way
from supple.report.period import Stretch
from supple.words import _

SECTION_ID = "since_visit"
# The dated changes have a section of their own; here they are only named.
_MOST_NAMED = 4


def since_visit_section(diary: Diary, plan: Plan, changes: Sequence[DatedChange], span: Stretch) -> ReportSection:
    """Decisions at visits, how near goals came, new side effects, the dated changes, what was said about steps.

    Args:
        diary: folded.
        plan: what is agreed now, with all that led to it.
        changes: the dated changes that the report knows.
        span: the report's time; without a visit it begins where the report begins.
    """
    lines = (
        *_decisions(plan, span),
        *_goals(plan, span),
        *_new_side_effects(diary, span),
        *_changes(changes, span),
        *_said(plan, span),
    )
    title = "What changed since the last visit" if span.is_visit else "What changed in this time"
    start = "" if span.is_visit else f"No visit is {_(NOT_NOTED).removeprefix('not ')} as the start of this time. "
    lead = start.strip() if lines else f"{start}Nothing decided, no goal’s level, no new side effect is noted."
    return ReportSection(SECTION_ID, title, lead=lead, lines=lines, show_first=6)


def goals_table(plan: Plan) -> ReportTable | None:
    """Every level that was noted, goal by goal, and for clinicians the T-score of the latest ones."""
    goals = [goal for goal in goals_of(plan) if goal.attained]
    if not goals:
        return None
    rows = tuple(
        (goal.said, day_words(each.on, year=True), f"{each.level:+d}".replace("-", "−"), LEVELS[each.level])
        for goal in goals
        for each in goal.attained
    )
    latest = [goal.latest.level for goal in goals if goal.ended_on is None and goal.latest is not None]
    score = t_score(latest)
    note = "The levels are the person’s or a helper’s own; 0 is as hoped."
    if score is not None:
        note += (
            f" Goal attainment T-score of the latest levels, {len(latest)} with equal weights: {score:.1f}. "
            "50 is as hoped. Formula: Kiresuk and Sherman 1968; Turner-Stokes 2009."
        )
    return ReportTable("Goals over time", ("Goal", "Day", "Level", "In words"), rows, note)


def _inside(day: date, span: Stretch) -> bool:
    """From the visit itself on, to today: what is agreed may be newer than the last entry of the diary."""
    return span.since <= day <= span.today


def _decisions(plan: Plan, span: Stretch) -> list[ReportLine]:
    return [
        ReportLine(decided_words(visit), label=f"Decided, {visit.name}, {day_words(visit.valid_from)}")
        for visit in visits_of(plan.events)
        if _inside(visit.valid_from, span) and decided_words(visit)
    ]


def _goals(plan: Plan, span: Stretch) -> list[ReportLine]:
    lines = []
    for goal in goals_of(plan):
        new = [each for each in goal.attained if _inside(each.on, span)]
        before = [each for each in goal.attained if each.on < span.since]
        if new:
            words = f"{LEVELS[new[-1].level]}, {day_words(new[-1].on)}"
            if before:
                words += f"; before: {LEVELS[before[-1].level]}, {day_words(before[-1].on)}"
            lines.append(ReportLine(words, label="Goal", detail=goal.said))
        if goal.ended_on is not None and _inside(goal.ended_on, span):
            lines.append(ReportLine(f"crossed off, {day_words(goal.ended_on)}", label="Goal", detail=goal.said))
    return lines


def _new_side_effects(diary: Diary, span: Stretch) -> list[ReportLine]:
    """Noted in this time and on no day before it, as far back as the diary goes."""
    first: dict[str, date] = {}
    for event in diary.events:
        fact = event.fact
        if isinstance(fact, SideEffect) and fact.present:
            day = local_day_of(event.when)
            first[fact.code] = min(day, first.get(fact.code, day))
    new = sorted((day, code) for code, day in first.items() if span.holds(day) and day >= span.since)
    if not new:
        return []
    words = "; ".join(f"{knowledge.label(code)}, {day_words(day)}" for day, code in new)
    return [ReportLine(words, label="Side effects noted for the first time")]


def _said(plan: Plan, span: Stretch) -> list[ReportLine]:
    """What was said on the way of a ladder. A hold, and that it ended, are no dated change: nothing else is taken."""
    moves = [
        event.fact
        for event in plan.events
        if isinstance(event.fact, PlanItem) and is_on_the_way(event.fact) and _inside(event.fact.valid_from, span)
    ]
    return [
        ReportLine(said_words(move.detail), label=f"{sentence_case(move.name)}, from {day_words(move.valid_from)}")
        for move in moves
    ]


def _changes(changes: Sequence[DatedChange], span: Stretch) -> list[ReportLine]:
    inside = [change for change in changes if _inside(change.day, span) and change.label != "last visit"]
    if not inside:
        return []
    newest = sorted(inside, key=lambda change: (change.day, change.label), reverse=True)
    named = [f"{say_change(change).short}, {day_words(change.day)}" for change in newest[:_MOST_NAMED]]
    if len(newest) > _MOST_NAMED:
        named.append(f"{len(newest) - _MOST_NAMED} more")
    return [ReportLine("; ".join(named), label="Dated changes")]
