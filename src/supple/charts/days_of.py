"""Which days does a finding rest on? Every day of the outcome, apart by whether the factor was there at its lag.

The same rules as in `insight`, so that a picture shows the days a finding counts and no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple import knowledge
from supple.charts.series import series
from supple.charts.words import sentence_case
from supple.model import DailyTable, Finding
from supple.words import N_, _, later

_LAG_WORDS = later({0: N_("with"), 1: N_("after"), 2: N_("two days after"), 3: N_("three days after")})
_AMOUNTS = (".level", ".amount", ".minutes", ".count")


@dataclass(frozen=True)
class Group:
    """The outcome of some days. `words` say which days they are ("Days after poor sleep")."""

    words: str
    values: tuple[float, ...]
    cls: str

    @property
    def mean(self) -> float | None:
        return sum(self.values) / len(self.values) if self.values else None


@dataclass(frozen=True)
class DaysOf:
    """Days with and days without it; `left_out`: outcomes of the days on which the factor was not noted.

    `pairs` holds (factor, outcome) of every day on which both are known. Of a number, "with" is above its mean.
    """

    present: Group
    absent: Group
    left_out: tuple[float, ...]
    pairs: tuple[tuple[float, float], ...]


def days_of(table: DailyTable, finding: Finding, label: str) -> DaysOf | None:
    """The days of a finding; None when it has no lag, or no day on which both were noted.

    Args:
        table: the daily table.
        finding: what was found.
        label: the factor's plain words.
    """
    if finding.lag_days is None:
        return None
    cells, is_presence_only = _factor_cells(table, finding)
    pairs, left_out = _pairs(table, finding, cells)
    if not pairs:
        return None
    words = "nights" if finding.outcome.startswith(("night_", "wakings")) else "days"
    if finding.is_continuous:
        known = [cell for cell in cells if cell is not None]
        cut, said = sum(known) / len(known), _above_words(words, finding.lag_days, label)
    else:
        cut, said = 0.5, _with_words(words, finding.lag_days, label, is_presence_only=is_presence_only)
    return DaysOf(
        present=Group(said[0], tuple(outcome for factor, outcome in pairs if factor > cut), "chart-with"),
        absent=Group(said[1], tuple(outcome for factor, outcome in pairs if factor <= cut), "chart-without"),
        left_out=tuple(left_out),
        pairs=tuple(pairs),
    )


def _with_words(words: str, lag: int, label: str, *, is_presence_only: bool) -> tuple[str, str]:
    after = _LAG_WORDS.get(lag, _("{lag} days after").format(lag=lag))
    with_it = sentence_case(f"{words} {after} {label}")
    if is_presence_only:
        unasked = _("when") if lag == 0 else _("{after} a day when").format(after=after)
        return with_it, sentence_case(_("{words} {unasked} it was not noted").format(words=words, unasked=unasked))
    return with_it, sentence_case(
        "{words} {more} {label}".format(
            words=words, more=_("without") if lag == 0 else _("not {after}").format(after=after), label=label
        )
    )


def _above_words(words: str, lag: int, label: str) -> tuple[str, str]:
    after = _LAG_WORDS.get(lag, _("{lag} days after").format(lag=lag))
    return (
        sentence_case(_("{words} {after} {label} above your usual").format(words=words, after=after, label=label)),
        sentence_case(
            _("{words} {after} {label} at or below your usual").format(words=words, after=after, label=label)
        ),
    )


def _factor_cells(table: DailyTable, finding: Finding) -> tuple[tuple[float | None, ...], bool]:
    """(the factor's column, is it only noted when it was there?); of a number the column that says how much.

    Ticked when there and hardly ever answered with no: the finding then compares with days that do not say.
    """
    noted = _noted_by_hand(table, finding.outcome)
    raw = table.column(finding.factor)
    plain_cells = series(table, finding.factor).cells
    yes, no = plain_cells.count(1.0), plain_cells.count(0.0)
    blank = sum(cell is None and was for cell, was in zip(raw, noted, strict=True))
    is_yes_no = all(cell is None or isinstance(cell, bool) for cell in raw)
    is_presence_only = is_yes_no and yes > 0 and no <= max(2, 0.1 * yes) and blank > no
    if is_presence_only:
        plain_cells = tuple(
            0.0 if cell is None and was else cell for cell, was in zip(plain_cells, noted, strict=True)
        )
    if finding.is_continuous and not set(plain_cells) - {0.0, 1.0, None}:
        for ending in _AMOUNTS:
            if finding.factor + ending in table.columns:
                amounts = series(table, finding.factor + ending).cells
                # An explicit "no" is none of it; a blank stays a blank.
                return tuple(
                    amount if amount is not None else (0.0 if was == 0 else None)
                    for amount, was in zip(amounts, plain_cells, strict=True)
                ), is_presence_only
    return plain_cells, is_presence_only


def _noted_by_hand(table: DailyTable, outcome: str) -> list[bool]:
    """On which days did somebody note anything? What fills itself (steps, weather) says nothing of that."""
    library = knowledge.load()
    noted = [day in table.also_noted for day in table.days]
    for name, column in table.columns.items():
        if name == outcome or not library.may_run_by_itself(name) or any(isinstance(cell, bool) for cell in column):
            noted = [was or cell is not None for was, cell in zip(noted, column, strict=True)]
    return noted


def _pairs(
    table: DailyTable, finding: Finding, factors: Sequence[float | None]
) -> tuple[list[tuple[float, float]], list[float]]:
    """(factor, outcome) of each day on which both were noted, and the outcomes of the days whose factor was not."""
    lag = finding.lag_days or 0
    pairs: list[tuple[float, float]] = []
    left_out: list[float] = []
    for i, outcome in enumerate(series(table, finding.outcome).cells):
        if outcome is None:
            continue
        factor = factors[i - lag] if i >= lag else None
        if factor is None:
            left_out.append(outcome)
        else:
            pairs.append((factor, outcome))
    return pairs, left_out
