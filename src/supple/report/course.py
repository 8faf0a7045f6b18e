"""How did it go since the last visit? Two weeks side by side, and the picture between them.

The weeks follow the rule that trials use (clinical.md §1.3): a week counts from four noted days of seven; a
percentage is given only from a starting mean of 4 of 10 on. Nothing here says whether a change is good.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date, timedelta

from supple import charts, knowledge
from supple.charts.series import DAYS_IN_WEEK, ENOUGH_DAYS, Series, series, week_mean
from supple.charts.words import days_word, plain, point, sentence_case, span_words
from supple.model import Alert, Course, DatedChange, Diary, Look, Rating, WeekMean
from supple.report.period import Stretch

PERCENT_FROM = 4.0
NO_PERCENT = "a percentage is not meaningful at low scores"


def course(
    look: Look, diary: Diary, span: Stretch, *, changes: Sequence[DatedChange], alerts: Sequence[Alert]
) -> Course | None:
    """The outcome's two weeks and picture; None when there is nothing to look at."""
    column = look.outcome
    if column is None:
        return None
    label = look.outcome_label or knowledge.label(column)
    table = look.table
    first = drawn_from(look, span)
    one = series(table, column, first=first, last=span.last)
    start, latest = two_weeks(one, span)
    change = percent = None
    if start.mean is not None and latest.mean is not None and not overlap(start, latest):
        change = round(latest.mean, 1) - round(start.mean, 1)
        percent = percent_change(start.mean, latest.mean) if is_out_of_ten(diary, column) else None
    picture = charts.course(
        table,
        column,
        label=label,
        changes=changes,
        alerts=alerts,
        first=first,
        last=span.last,
        scale_max=scale_of(diary, column),
    )
    inside = series(table, column, first=span.first, last=span.last)
    sentence = _sentence(inside, start, latest, change, percent, is_rating=is_out_of_ten(diary, column))
    return Course(column, label, start, latest, change, percent, sentence, picture)


def drawn_from(look: Look, span: Stretch) -> date:
    """The first day on the picture: a week before the visit, since the first mean may come from it."""
    if not span.is_visit:
        return span.first
    return max(look.table.days[0], span.first - timedelta(days=DAYS_IN_WEEK))


def two_weeks(one: Series, span: Stretch) -> tuple[WeekMean, WeekMean]:
    """The week before the visit (or, with fewer than four days in it, the week from it on) and the latest week."""
    before = week_mean(one, span.since - timedelta(days=DAYS_IN_WEEK))
    start = before if span.is_visit and before.mean is not None else week_mean(one, span.first)
    return start, week_mean(one, span.last - timedelta(days=DAYS_IN_WEEK - 1))


def overlap(start: WeekMean, latest: WeekMean) -> bool:
    """Two weeks that share days cannot be compared."""
    return latest.first_day <= start.last_day


def percent_change(start: float, latest: float) -> float | None:
    """The change in percent of the start; None below a start of 4.0 of 10.

    Both means are taken with the one decimal that is shown, so that the numbers on the page agree with each other.
    """
    start, latest = round(start, 1), round(latest, 1)
    return 100 * (latest - start) / start if start >= PERCENT_FROM else None


def scale_of(diary: Diary, column: str | None) -> float | None:
    """The top of a rating's scale as it was noted; None for counts, measurements and yes/no."""
    if column is None:
        return None
    head, _, apart = knowledge.load().column(column).base.rpartition("_of_")
    if head and apart.isdigit():
        return float(apart)
    library = knowledge.load()
    code = library.column(column).code
    tops = {
        event.fact.scale_max for event in diary.events if isinstance(event.fact, Rating) and event.fact.code == code
    }
    if tops:
        return 10.0 if 10.0 in tops else max(tops)
    rating = library.measures.get(code) or library.hindrances.get(code)
    return 10.0 if rating is not None and not rating.unit else None


def is_out_of_ten(diary: Diary, column: str) -> bool:
    """Is it a 0–10 rating of which more is worse? Only then can a percentage mean anything."""
    entry = knowledge.load().observable(knowledge.load().column(column).code)
    return scale_of(diary, column) == 10.0 and getattr(entry, "higher_is", "worse") == "worse"


def _sentence(
    one: Series, start: WeekMean, latest: WeekMean, change: float | None, percent: float | None, *, is_rating: bool
) -> str:
    noted = one.noted
    if not noted:
        return "Not noted in this time."
    counted = f"Noted on {len(noted)} of {days_word(len(one.days))}."
    if len(noted) >= ENOUGH_DAYS:
        low, _, high = statistics.quantiles(noted, n=4, method="inclusive")
        if plain(low) == plain(high):
            counted += f" At least half of these days were {plain(low)}."
        else:
            counted += f" Half of these days lay between {plain(low)} and {plain(high)}."
    if overlap(start, latest):
        return f"{counted} The time is too short to compare two weeks."
    if change is None:
        short = [
            f"{words} ({week.days_noted} of {DAYS_IN_WEEK} days)"
            for week, words in ((start, "in the first week"), (latest, "in the latest week"))
            if week.mean is None
        ]
        return f"{counted} Too few days were noted {' and '.join(short)} to compare the two."
    shown = is_rating and point(change) != point(0.0)
    return f"{_change_words(start, latest, change)}{_percent_words(percent) if shown else ''}. {counted}"


def _change_words(start: WeekMean, latest: WeekMean, change: float) -> str:
    assert start.mean is not None
    assert latest.mean is not None
    means = f"from {point(start.mean)} ({_week_words(start)}) to {point(latest.mean)} ({_week_words(latest)})"
    if point(change) == point(0.0):
        return f"The mean of a week went {means}: no change"
    return f"The mean of a week went {means}: {point(abs(change))} {'higher' if change > 0 else 'lower'}"


def _week_words(week: WeekMean) -> str:
    return f"{week.days_noted} of {DAYS_IN_WEEK} days, {span_words(week.first_day, week.last_day)}"


def _percent_words(percent: float | None) -> str:
    if percent is None:
        return f"; {NO_PERCENT}"
    return f" ({signed_percent(percent)} of the start)"


def signed_percent(percent: float) -> str:
    """ "+8 %", "−16 %", "0 %"."""
    words = point(percent, 0)
    return f"{'+' if float(f'{percent:.0f}') > 0 else ''}{words} %"


def number_words(course_: Course) -> tuple[tuple[str, str, str], ...]:
    """(what, number, beneath it) for the three figures beside the picture."""
    return (
        _week_figure("Week at the start", course_.start),
        _week_figure("Latest week", course_.latest),
        _change_figure(course_),
    )


def _week_figure(words: str, week: WeekMean) -> tuple[str, str, str]:
    span = span_words(week.first_day, week.last_day)
    if week.mean is None:
        return words, "too few days", f"{week.days_noted} of {DAYS_IN_WEEK} noted, {span}"
    return words, point(week.mean), f"mean of {week.days_noted} of {DAYS_IN_WEEK} days, {span}"


def _change_figure(course_: Course) -> tuple[str, str, str]:
    if course_.change is None:
        return "Change", "cannot be said", "two separate weeks, each with four days noted, are needed"
    sign = "+" if float(f"{course_.change:.1f}") > 0 else ""
    beneath = sentence_case(NO_PERCENT)
    if course_.percent is not None:
        beneath = f"{signed_percent(course_.percent)} of the start"
    return "Change", f"{sign}{point(course_.change)}", beneath
