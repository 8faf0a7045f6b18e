"""How are days, numbers and columns said beside a picture?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supple.charts.series import ENOUGH_DAYS, Series, weeks
from supple.words import N_, _, later, n_

NOT_NOTED = N_("not noted")
MONTHS = later(
    (
        N_("Jan"),
        N_("Feb"),
        N_("Mar"),
        N_("Apr"),
        N_("May"),
        N_("Jun"),
        N_("Jul"),
        N_("Aug"),
        N_("Sep"),
        N_("Oct"),
        N_("Nov"),
        N_("Dec"),
    )
)


def day_words(day: date, *, year: bool = False) -> str:
    """ "3 May" or "3 May 2026", the same in every locale."""
    return f"{day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def span_words(first: date, last: date) -> str:
    """ "3 Jan to 1 Jun 2026", with both years where they differ."""
    return _("{day} to {day_2}").format(
        day=day_words(first, year=first.year != last.year), day_2=day_words(last, year=True)
    )


def point(value: float, digits: int = 1) -> str:
    """One decimal, the minus sign typographic, never "-0.0"; whole numbers without decimals if `digits` is 0."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def plain(value: float) -> str:
    """A single day's number as it was noted: 6 stays 6, 6.5 stays 6.5."""
    return point(value, 0) if float(value).is_integer() else point(value)


def days_word(count: int) -> str:
    """ "1 day", "2 days"."""
    return n_("{count} day", "{count} days", count).format(count=count)


def sentence_case(words: str) -> str:
    """The first letter large, the rest as it is."""
    return words[:1].upper() + words[1:]


def weekly_table(one: Series) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows: each day for up to two weeks, otherwise each week with mean, range and days noted."""
    if len(one.days) <= 14:
        return each_day_table(one)
    rows = []
    for first, cells in weeks(one):
        noted = [cell for cell in cells if cell is not None]
        rows.append(
            (
                day_words(first, year=True),
                *_week_cells(noted),
                _("{count} of {count_2}").format(count=len(noted), count_2=len(cells)),
            )
        )
    return (_("Week from"), _("Mean"), _("Lowest"), _("Highest"), _("Days noted")), tuple(rows)


def each_day_table(one: Series) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows: each day as it was noted."""
    return (_("Day"), _("Noted")), tuple(
        (day_words(day, year=True), _(NOT_NOTED) if cell is None else plain(cell))
        for day, cell in zip(one.days, one.cells, strict=True)
    )


def _week_cells(noted: Sequence[float]) -> tuple[str, str, str]:
    if not noted:
        return _(NOT_NOTED), _(NOT_NOTED), _(NOT_NOTED)
    mean = point(sum(noted) / len(noted)) if len(noted) >= ENOUGH_DAYS else _("too few days")
    return mean, plain(min(noted)), plain(max(noted))
