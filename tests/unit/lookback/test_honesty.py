"""Of people in whom nothing changes, how often is a week called better? The figure of docs/how-to/looking-back.md."""

from __future__ import annotations

from datetime import timedelta

from supple.lookback import Seen, look_back
from supple.model import Plan
from supple.simulate import Settings, people_from_seed

PEOPLE, WEEKS = 40, 20
FIRST = 35  # the first week has four weeks before it
STEADY = Settings(no_trigger=True, relapses_per_year=0)


def weeks_called(settings: Settings, seed: int) -> tuple[float, float]:
    """The share of weeks called better, and called hard."""
    better = hard = 0
    for _, table, _ in people_from_seed(PEOPLE, FIRST + 7 * WEEKS, seed, settings=settings):
        for number in range(WEEKS):
            last = table.days[0] + timedelta(days=FIRST - 1 + 7 * number)
            told = look_back(Seen((), (), table, Plan(last, (), (), ())), last, main="stiffness")
            better += bool(told.better)
            hard += told.hard is not None
    return better / (PEOPLE * WEEKS), hard / (PEOPLE * WEEKS)


def test_a_steady_week_is_seldom_called_better_or_hard() -> None:
    better, hard = weeks_called(STEADY, 20261127)
    assert better <= 0.05
    assert hard <= 0.08


def test_a_week_that_is_two_points_lower_is_mostly_called_better() -> None:
    """Saying nothing at all would be honest too, and no use."""
    days, people = 80, 30
    laid = (0.0,) * (days - 7) + (-2.0,) * 7
    kind = Settings(no_trigger=True, laid_over=laid, days=days)
    told = [
        look_back(Seen((), (), table, Plan(table.days[-1], (), (), ())), table.days[-1], main="stiffness")
        for _, table, _ in people_from_seed(people, days, 5, settings=kind)
    ]
    assert sum(bool(week.better) for week in told) >= people / 2
    assert not any(week.hard for week in told)
