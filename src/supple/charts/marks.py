"""What happened on the way? Dated changes and alerts, as letters on the picture and words beneath it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supple.charts import svg
from supple.charts.axes import Frame
from supple.charts.words import day_words
from supple.knowledge.changes import say_change
from supple.model import Alert, DatedChange
from supple.words import N_, later

ROW_HEIGHT = 22.0
_BADGE = 9.0
_MAX_ROWS = 3
# The plot of a narrow picture: letters are dealt out for the tightest case.
_PLOT_WIDTH = 316.0
ALERT_SIGN = "▲"
_TIER_WORDS = later({"T0": N_("emergency"), "T1": N_("same day"), "T2": N_("in a few days"), "T3": N_("next visit")})


@dataclass(frozen=True)
class Mark:
    """One letter: the changes it stands for (more than one where they are too close together to be told apart)."""

    letter: str
    changes: tuple[DatedChange, ...]

    @property
    def kind(self) -> str:
        kinds = {change.kind for change in self.changes}
        return kinds.pop() if len(kinds) == 1 else "other"

    @property
    def words(self) -> str:
        return "; ".join(f"{day_words(change.day)}: {say_change(change).short}" for change in self.changes)


def marks(first: date, last: date, changes: Sequence[DatedChange]) -> tuple[Mark, ...]:
    """The changes from `first` to `last`, lettered; what would overlap even in three rows shares a letter.

    Letters depend on the days alone, so that two pictures of the same time use the same letters.
    """
    inside = sorted(
        (change for change in changes if first <= change.day <= last),
        key=lambda change: (change.day, change.kind, change.label),
    )
    per_day = _PLOT_WIDTH / ((last - first).days + 1)
    clusters: list[list[DatedChange]] = []
    free_from = [float("-inf")] * _MAX_ROWS
    for change in inside:
        x = (change.day - first).days * per_day
        row = next((r for r, free in enumerate(free_from) if x - _BADGE >= free), None)
        same_day = bool(clusters) and clusters[-1][-1].day == change.day
        if clusters and (same_day or row is None):
            clusters[-1].append(change)
            continue
        assert row is not None
        free_from[row] = x + _BADGE + 2
        clusters.append([change])
    return tuple(Mark(_letter(i), tuple(cluster)) for i, cluster in enumerate(clusters))


def _letter(index: int) -> str:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return alphabet[index] if index < 26 else alphabet[index // 26 - 1] + alphabet[index % 26]


def rows_of(frame: Frame, lettered: Sequence[Mark]) -> list[int]:
    """The row above the plot in which each badge stands, so that none overlap."""
    free_from = [float("-inf")] * _MAX_ROWS
    rows = []
    for mark in lettered:
        x = frame.x_of(mark.changes[0].day)
        row = next((r for r, free in enumerate(free_from) if x - _BADGE >= free), _MAX_ROWS - 1)
        free_from[row] = x + _BADGE + 2
        rows.append(row)
    return rows


def draw(frame: Frame, lettered: Sequence[Mark]) -> list[str]:
    """A dashed line each, with its letter: a circle for a dose, a square for an injection, a diamond for others."""
    parts = []
    for mark, row in zip(lettered, rows_of(frame, lettered), strict=True):
        x = frame.x_of(mark.changes[0].day)
        y = frame.top - 6 - _BADGE - row * ROW_HEIGHT
        parts.append(svg.line("chart-change", x, y + _BADGE, x, frame.bottom))
        outline = {"dose": svg.circle, "injection": svg.square, "other": svg.diamond}[mark.kind]
        middle = min(max(x, _BADGE + 2), frame.right - _BADGE + 6)
        parts.append(outline("chart-badge", middle, y, _BADGE if mark.kind != "other" else _BADGE + 2.5))
        parts.append(svg.text(middle, y + 4.6, mark.letter, anchor="middle", cls="chart-badge-text"))
    return parts


def alert_day(alert: Alert) -> date:
    """The day an alert stands on: since when it holds, else when it was raised."""
    return (alert.since or alert.raised_at).date()


def draw_alerts(frame: Frame, alerts: Sequence[Alert]) -> list[str]:
    """A filled triangle at the foot of the day each alert stands on."""
    days = sorted({alert_day(alert) for alert in alerts if frame.days[0] <= alert_day(alert) <= frame.days[-1]})
    return [svg.triangle("chart-alert", frame.x_of(day), frame.bottom - 1, 6) for day in days]


def key(lettered: Sequence[Mark], alerts: Sequence[Alert], days: Sequence[date]) -> tuple[tuple[str, str], ...]:
    """(letter, words) of all marks on the picture."""
    letters = [(mark.letter, mark.words) for mark in lettered]
    shown = [alert for alert in alerts if days[0] <= alert_day(alert) <= days[-1]]
    signs = [
        (ALERT_SIGN, f"{day_words(alert_day(alert))}: {alert.title} ({_TIER_WORDS[alert.tier.value]})")
        for alert in sorted(shown, key=lambda alert: (alert_day(alert), alert.tier.rank, alert.rule))
    ]
    return tuple(letters + signs)
