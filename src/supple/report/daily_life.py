"""How were nights, function, falls and side effects? Medians and days, blanks named as blanks."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date

from supple import knowledge
from supple.charts import nights
from supple.charts.nights import night_column
from supple.charts.series import Series, series
from supple.charts.words import NOT_NOTED, day_words, days_word, plain, point, sentence_case
from supple.model import (
    Chart,
    DailyTable,
    DatedChange,
    Diary,
    Look,
    ReportLine,
    ReportSection,
    ReportTable,
    SideEffect,
    WeekMean,
    local_day_of,
)
from supple.report.course import drawn_from, scale_of, two_weeks
from supple.report.period import Stretch
from supple.words import _

HEAD = ("What", "Start", "Latest", "Median", "Days noted")
_NIGHTS = ("night_spasms", "night_cramps", "wakings", "sleep_disruption", "sleep_quality", "sleep_hours")
_DAYS = ("stiffness", "stiffness_now", "day_spasms", "spasms", "spasm_severity", "spasm_severity_now", "day_cramps")
_OTHERS = ("pain", "pain_now", "fatigue", "mood")


def daily_life_section(look: Look, diary: Diary, span: Stretch, changes: Sequence[DatedChange]) -> ReportSection:
    """Falls, stiffness that helped, and a table of nights, function and other ratings."""
    table = look.table
    lines = [ReportLine(falls(table, span), label="Falls")]
    lines += [ReportLine(words, label=label) for label, words in helped(table, span)]
    rows = [row for column in _columns(look) if (row := _row(table, diary, column, span)) is not None]
    never = [words for words, prefixes in _EXPECTED if not any(_is_noted(table, span, p) for p in prefixes)]
    if never:
        lines.append(ReportLine(f"{', '.join(never)}.", label="Not noted in this time"))
    note = "Start and latest: the mean of a week with at least four days noted. Higher is worse unless marked ↑."
    return ReportSection(
        "daily_life",
        "Nights, function and falls",
        lines=tuple(lines),
        table=ReportTable("Nights, function and other ratings", HEAD, tuple(rows), note) if rows else None,
        show_first=6,
        picture=_nights(look, diary, span, changes),
    )


def _nights(look: Look, diary: Diary, span: Stretch, changes: Sequence[DatedChange]) -> Chart | None:
    """The nights, unless the course shows that column already."""
    first = drawn_from(look, span)
    column = night_column(look.table, first=first, last=span.last)
    if column is None or column == look.outcome:
        return None
    return nights(
        look.table, column=column, changes=changes, first=first, last=span.last, scale_max=scale_of(diary, column)
    )


_EXPECTED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("nights", _NIGHTS),
    ("how much stiffness hindered walking, sitting and the rest", ("hindered.",)),
    ("pain", ("pain", "pain_now")),
)


def _is_noted(table: DailyTable, span: Stretch, prefix: str) -> bool:
    names = [name for name in table.columns if name == prefix or (prefix.endswith(".") and name.startswith(prefix))]
    return any(series(table, name, first=span.first, last=span.last).noted for name in names)


def _columns(look: Look) -> list[str]:
    names = list(look.table.columns)
    hindered = sorted(name for name in names if name.startswith("hindered.") and "@" not in name)
    wanted = [*_NIGHTS, *hindered, *_DAYS, *_OTHERS]
    return [name for name in wanted if name in look.table.columns and name != look.outcome]


def _row(table: DailyTable, diary: Diary, column: str, span: Stretch) -> tuple[str, ...] | None:
    # The week before the visit may be the start; the median is of the period alone.
    inside = series(table, column, first=span.first, last=span.last)
    if not inside.noted:
        return None
    start, latest = two_weeks(series(table, column), span)
    label = sentence_case(knowledge.label(column)) + _scale_words(diary, column)
    median = point(statistics.median(inside.noted))
    return label, _week(start), _week(latest), median, f"{len(inside.noted)} of {span.days}"


def _scale_words(diary: Diary, column: str) -> str:
    entry = knowledge.load().observable(knowledge.load().column(column).code)
    up = " ↑" if getattr(entry, "higher_is", "worse") == "better" else ""
    top = scale_of(diary, column)
    return (f", 0–{plain(top)}" if top is not None else "") + up


def _week(week: WeekMean) -> str:
    return "few days" if week.mean is None else point(week.mean)


def falls(table: DailyTable, span: Stretch) -> str:
    """How many falls on how many days, and on how many days nobody said; a fall not counted is at least one."""
    counted = series(table, "falls", first=span.first, last=span.last)
    some = series(table, "falls.any", first=span.first, last=span.last)
    noted = sum(
        1 for count, any_ in zip(counted.cells, some.cells, strict=True) if count is not None or any_ is not None
    )
    if not noted:
        return _(NOT_NOTED)
    total = sum(int(cell) for cell in counted.noted)
    uncounted = sum(1 for count, any_ in zip(counted.cells, some.cells, strict=True) if count is None and any_)
    with_falls = sum(1 for cell in counted.noted if cell > 0) + uncounted
    rest = f"noted on {noted} of {days_word(span.days)}; {_(NOT_NOTED)} on {span.days - noted}"
    if not with_falls:
        return f"none on the days that say so; {rest}"
    least = "at least " if uncounted else ""
    return f"{least}{total + uncounted} on {days_word(with_falls)}; {rest}"


def helped(table: DailyTable, span: Stretch) -> list[tuple[str, str]]:
    """Function the other way: on how many days stiffness helped to stand, to walk or to transfer."""
    told = []
    for code in ("stiffness_helped_standing", "stiffness_helped_walking", "stiffness_helped_transfer"):
        answers = series(table, code, first=span.first, last=span.last)
        label = sentence_case(knowledge.label(code))
        if not answers.noted:
            told.append((label, _(NOT_NOTED)))
            continue
        yes = sum(1 for cell in answers.noted if cell)
        no, blank = len(answers.noted) - yes, len(answers.cells) - len(answers.noted)
        told.append((label, f"yes on {days_word(yes)}, no on {no}, {_(NOT_NOTED)} on {blank}"))
    return told


def side_effects_section(diary: Diary, span: Stretch) -> ReportSection:
    """Each side effect noted as there: on how many days, how bad at worst, with which medicine if said."""
    found: dict[str, list[tuple[date, SideEffect]]] = {}
    for event in diary.events:
        fact = event.fact
        if isinstance(fact, SideEffect) and fact.present and span.holds(local_day_of(event.when)):
            found.setdefault(fact.code, []).append((local_day_of(event.when), fact))
    order = sorted(found.items(), key=lambda item: (-len({day for day, _ignored in item[1]}), item[0]))
    lines = tuple(ReportLine(_side_effect(code, seen)) for code, seen in order)
    lead = "" if lines else f"{sentence_case(_(NOT_NOTED))} in this time."
    return ReportSection("side_effects", "Side effects noted", lead=lead, lines=lines, show_first=5)


def _side_effect(code: str, seen: Sequence[tuple[date, SideEffect]]) -> str:
    days = sorted({day for day, _ignored in seen})
    worst = max((fact.severity for _ignored, fact in seen if fact.severity is not None), default=None)
    medicines = sorted({fact.medicine for _ignored, fact in seen if fact.medicine})
    words = f"{sentence_case(knowledge.label(code))}: {days_word(len(days))}, last {day_words(days[-1])}"
    if worst is not None:
        words += f", at most {plain(worst)} of 10"
    if medicines:
        words += f", noted with {', '.join(medicines)}"
    return words


def weekly_table(look: Look, span: Stretch) -> ReportTable | None:
    """Week by week: the outcome and what stands beside it, each with the days behind it."""
    columns = [name for name in (look.outcome, *_columns(look)) if name is not None]
    shown = [name for name in columns if series(look.table, name, first=span.first, last=span.last).noted][:6]
    if not shown:
        return None
    all_series = [series(look.table, name, first=span.first, last=span.last) for name in shown]
    falls_series = series(look.table, "falls", first=span.first, last=span.last)
    rows = []
    for i in range(0, span.days, 7):
        week = [_week_cell(one, i) for one in all_series]
        rows.append((day_words(falls_series.days[i], year=True), *week, _sum_cell(falls_series, i)))
    head = ("Week from", *(sentence_case(knowledge.label(name)) for name in shown), "Falls")
    note = "The mean of the days noted in each week, in brackets how many those were. Falls: the sum."
    return ReportTable("Week by week", head, tuple(rows), note)


def _week_cell(one: Series, start: int) -> str:
    noted = [cell for cell in one.cells[start : start + 7] if cell is not None]
    return f"{point(statistics.fmean(noted))} ({len(noted)})" if noted else _(NOT_NOTED)


def _sum_cell(one: Series, start: int) -> str:
    noted = [cell for cell in one.cells[start : start + 7] if cell is not None]
    return f"{plain(sum(noted))} ({len(noted)})" if noted else _(NOT_NOTED)
