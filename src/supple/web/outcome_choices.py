"""What can be looked at? Every column that was noted often enough, in groups and in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from supple import knowledge
from supple.knowledge import Column, Knowledge
from supple.model import DailyTable
from supple.web.fields import sentence_case
from supple.words import N_, _, later, n_

_OWN = "own:"
FEWEST_DAYS_TO_OFFER = 14

FEELS = N_("How it feels")
COUNTED = N_("Spasms, cramps and falls")
SLEEP = N_("Sleep")
PART_OF_DAY = N_("By time of day")
PART_OF_BODY = N_("By part of the body")
HARDER = N_("What it makes harder")
MEASURED = N_("Measured")
OWN = N_("In your own words")
_ORDER = later((FEELS, COUNTED, SLEEP, PART_OF_DAY, PART_OF_BODY, HARDER, MEASURED, OWN))
_FIRST = ("stiffness", "spasm_severity", "pain")


@dataclass(frozen=True, slots=True)
class Choices:
    """One group of the chooser: (column, words) of each."""

    title: str
    options: tuple[tuple[str, str], ...]


def choices(table: DailyTable, *, shown: str | None, fewest_days: int = FEWEST_DAYS_TO_OFFER) -> tuple[Choices, ...]:
    """The groups of the chooser.

    Args:
        table: the daily table.
        shown: the column looked at now; always among them.
        fewest_days: on how many days a column must have been noted.
    """
    known = knowledge.load()
    found: dict[str, list[tuple[tuple[object, ...], str, str]]] = {title: [] for title in _ORDER}
    for name, cells in table.columns.items():
        days = sum(cell is not None and not isinstance(cell, bool) for cell in cells)
        if name != shown and days < fewest_days:
            continue
        column = known.column(name)
        title = _group(name, column, table, known)
        if title is None and name != shown:
            continue
        label = sentence_case(known.label(name))
        words = (
            n_("{label} ({days} day)", "{label} ({days} days)", days).format(label=label, days=days)
            if days
            else label
        )
        found[title or _(OWN)].append((_place(column, label), name, words))
    return tuple(
        Choices(title, tuple((name, words) for _ignored, name, words in sorted(options)))
        for title, options in found.items()
        if options
    )


def _group(name: str, column: Column, table: DailyTable, known: Knowledge) -> str | None:
    """Where a column stands; None for what is not an outcome (how much of a factor, scores of weeks)."""
    code = column.code
    if knowledge.is_part_of_day(name, table.columns):
        return _(PART_OF_DAY)
    if code.startswith(_OWN):
        return None if column.ending else _(OWN)
    if code not in known.measures and code not in known.hindrances and code not in known.counts:
        return None
    if column.part or column.side:
        return _(PART_OF_BODY)
    if code in known.timings.night_columns:
        return _(SLEEP)
    if code in known.counts:
        return _(COUNTED)
    if code in known.hindrances:
        return _(HARDER)
    return _(MEASURED) if known.measures[code].unit else _(FEELS)


def _place(column: Column, label: str) -> tuple[object, ...]:
    """Stiffness first, then by its words; the parts of a day in their order."""
    first = _FIRST.index(column.code) if column.code in _FIRST else len(_FIRST)
    part = knowledge.PARTS_OF_DAY.index(column.day_part) if column.day_part else -1
    return (first, column.code if column.day_part else "", part, label)
