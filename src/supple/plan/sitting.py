"""What do the answers to breaks tell of sitting? Counted from what was answered; the rest is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from supple.model import Due, DueKind, DueState


@dataclass(frozen=True, slots=True)
class SittingDay:
    """One day's breaks up to now. What was not answered says nothing: neither sitting nor moving.

    `told_minutes`: the time before each answered break, added up; None where none was answered.
    """

    day: date
    done: int
    not_now: int
    unanswered: int
    is_rest: bool
    told_minutes: int | None

    @property
    def due(self) -> int:
        return self.done + self.not_now + self.unanswered


def sitting_days(dues: Iterable[Due], every_minutes: Mapping[date, int], *, now: datetime) -> tuple[SittingDay, ...]:
    """The days that had breaks, latest first.

    Args:
        dues: breaks among them; those to come are left out.
        every_minutes: how far apart the breaks of each day were planned.
    """
    by_day: dict[date, list[DueState]] = {}
    for each in dues:
        if each.kind is DueKind.BREAK and each.at <= now:
            by_day.setdefault(each.on, []).append(each.state)
    found = []
    for day, states in sorted(by_day.items(), reverse=True):
        done, not_now = states.count(DueState.DONE), states.count(DueState.SKIPPED)
        is_rest = all(state is DueState.RESTING for state in states)
        answered = done + not_now
        found.append(
            SittingDay(
                day,
                done,
                not_now,
                states.count(DueState.OPEN),
                is_rest,
                answered * every_minutes[day] if answered and day in every_minutes else None,
            )
        )
    return tuple(found)
