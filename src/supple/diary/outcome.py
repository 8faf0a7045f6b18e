"""Which column is looked at? Stiffness, or what stands in for it, by a stated rule and with the reason in words.

Rule: the column the person asked for; else `stiffness` or `stiffness_now`, whichever was noted on more days; else
the first of `FALLBACKS`. A column is taken only if its direction is known and it was noted on at least
`ENOUGH_DAYS` days with at least two different values; if no column reaches that, the first of the same list that
was noted at all, and the reason says that it is still little.
"""

from __future__ import annotations

from dataclasses import dataclass

from supple import knowledge
from supple.model import DailyTable, UserError

ENOUGH_DAYS = 14
_NAMED = 8
STIFFNESS = ("stiffness", "stiffness_now")
FALLBACKS = (
    "night_spasms",
    "spasms",
    "day_spasms",
    "night_cramps",
    "cramps",
    "day_cramps",
    "spasm_severity",
    "spasm_severity_now",
    "pain",
    "pain_now",
    "fatigue",
    "sleep_disruption",
    "hindered.walking",
    "hindered.transfers",
    "hindered.sleep",
    "hindered.sitting",
    "hindered.dressing",
    "hindered.driving",
    "hindered.intimacy",
    "sleep_quality",
    "mood",
)


@dataclass(frozen=True, slots=True)
class OutcomeChoice:
    """The column looked at (None: nothing can be), its plain words, and why this one."""

    column: str | None
    label: str
    reason: str


def choose_outcome(table: DailyTable, wanted: str | None = None) -> OutcomeChoice:
    """Which column to look at.

    Args:
        table: the daily table.
        wanted: a column, a code, or its plain words.

    Raises:
        UserError: the table has no such column; the message lists what is there.
    """
    if wanted is not None:
        column = _asked_for(table, wanted)
        return OutcomeChoice(column, knowledge.label(column), "This is what you asked to look at.")
    stiffness = sorted((name for name in STIFFNESS if name in table.columns), key=lambda n: -_days(table, n))
    others = [name for name in FALLBACKS if name in table.columns]
    for name in (*stiffness, *others):
        if _is_enough(table, name):
            return OutcomeChoice(name, knowledge.label(name), _reason(table, name, stiffness))
    for name in (*stiffness, *others):
        if _days(table, name):
            little = f" That is still little: Supple looks for patterns from {ENOUGH_DAYS} days on."
            return OutcomeChoice(name, knowledge.label(name), _reason(table, name, stiffness) + little)
    return OutcomeChoice(None, "", _nothing_usual(table))


def _nothing_usual(table: DailyTable) -> str:
    """Which way is worse is not known of one's own words, so Supple does not choose them by itself."""
    nothing = "Nothing was noted of stiffness, spasms, pain, fatigue, sleep or mood."
    numbers = [
        name
        for name, column in table.columns.items()
        if name.startswith("own:") and any(cell is not None and not isinstance(cell, bool) for cell in column)
    ]
    if not numbers:
        return nothing
    names = ", ".join(f"“{knowledge.label(name)}”" for name in numbers[:_NAMED])
    return f"{nothing} You can ask for one of your own: {names}."


def _reason(table: DailyTable, name: str, stiffness: list[str]) -> str:
    label, days = knowledge.label(name), _days(table, name)
    noted = f"noted on {days} day{'s' if days != 1 else ''}"
    noted += f" (from 0 to {table.scale_max[name]:g})" if name in table.scale_max else ""
    if name in stiffness:
        if len(stiffness) > 1:
            return f"Of the two kinds of stiffness rating, {label} has more days ({noted})."
        return f"Stiffness comes first; it was {noted}."
    if not stiffness:
        return (
            f"This diary holds no stiffness ratings; Supple looks at {label} because it was {noted} "
            "and nothing closer to stiffness was noted as well."
        )
    few = max(_days(table, one) for one in stiffness)
    return (
        f"Stiffness was noted on only {few} day{'s' if few != 1 else ''} or never changed; "
        f"Supple looks at {label} because it was {noted}."
    )


def _asked_for(table: DailyTable, wanted: str) -> str:
    if _days(table, wanted):
        return wanted
    plain = wanted.strip().casefold()
    for name in table.columns:
        if plain in {name.casefold(), knowledge.label(name).casefold(), name.removeprefix("own:").casefold()}:
            return name
    now = f"{plain}_now"
    if _days(table, now):
        return now
    parts = [name for name in table.columns if "@" in name or knowledge.is_part_of_day(name, table.columns)]
    whole = ", ".join(name for name in table.columns if name not in parts) or "nothing yet"
    finer = f" By part of the body or of the day: {', '.join(parts)}." if parts else ""
    raise UserError(
        f"There is no column “{wanted}” in this diary.",
        field="outcome",
        hint=f"What there is: {whole}.{finer}",
    )


def _is_enough(table: DailyTable, name: str) -> bool:
    cells = [cell for cell in table.column(name) if cell is not None]
    return len(cells) >= ENOUGH_DAYS and len(set(cells)) > 1


def _days(table: DailyTable, name: str) -> int:
    return sum(cell is not None for cell in table.column(name))
