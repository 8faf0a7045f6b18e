"""What does this person use? What is used rises, what is not sinks; slowly, and never while somebody is looking.

- The weight of a thing is the sum, over the **days** on which it was used, of ½ to the power of days ago /
  `HALF_LIFE_DAYS`: ten taps on one day weigh as one, and what stopped being used sinks by itself.
- Weights are compared in steps of `STEP`, and what is level keeps the order it is offered in: two things used about
  as much do not change places from day to day.
- The day itself does not count. So nothing moves within a day, whatever is tapped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

HALF_LIFE_DAYS = 14
STEP = 0.5


def weight(used_on: Iterable[date], today: date) -> float:
    """How much it was used lately; 0 for never."""
    return float(sum(0.5 ** ((today - day).days / HALF_LIFE_DAYS) for day in set(used_on) if day < today))


def by_use(offered: Sequence[str], used_on: Mapping[str, Iterable[date]], today: date) -> tuple[str, ...]:
    """The same things, what is used most first, each once.

    Args:
        offered: in the order that holds where nothing is known.
        used_on: the days on which each was used.
        today: the diary day; uses on it or later do not count yet.
    """
    once = list(dict.fromkeys(offered))
    steps = {code: round(weight(used_on.get(code, ()), today) / STEP) for code in once}
    return tuple(sorted(once, key=lambda code: -steps[code]))  # sorting is stable: level ones keep their order
