"""What is due, from one day to another? One list for pages, the reminder loop, the calendar feed and reports.

A pure function of what was agreed, what was noted and what the person chose. Times are the wall clock's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from supple.model import Due, DueChoices, DueKind, Event
from supple.plan.dues import breaks, check_ins, dates, doses, routines, tries
from supple.plan.dues.day import DayContext
from supple.plan.fold import plan_at

_AHEAD_DAYS = 400
_DATES = frozenset({DueKind.VISIT, DueKind.INJECTION})
_KINDS: Mapping[Callable[[DayContext], list[Due]], frozenset[DueKind]] = {
    doses.due: frozenset({DueKind.DOSE, DueKind.STEP}),
    dates.due: frozenset({DueKind.VISIT, DueKind.INJECTION, DueKind.PUMP, DueKind.BOX}),
    routines.due: frozenset({DueKind.ROUTINE}),
    breaks.due: frozenset({DueKind.BREAK}),
    check_ins.due: frozenset({DueKind.CHECK_IN}),
    tries.due: frozenset({DueKind.LOOK_BACK}),
}


def due(
    agreed: Sequence[Event],
    noted: Sequence[Event],
    first: date,
    last: date,
    *,
    zone: str,
    choices: DueChoices,
    paused: Callable[[date], bool] = lambda _: False,
    day_starts_at_hour: int,
    kinds: Collection[DueKind] = tuple(DueKind),
) -> tuple[Due, ...]:
    """Everything due on the diary's days from `first` to `last`, by its moment; each key once.

    Args:
        agreed: plan and profile events, raw or of a diary.
        noted: of a diary, so that corrections are applied. Read are those of the days asked for and the doses since
            the last count of a box; others are harmless.
        zone: whose wall clock the times are read from.
        kinds: only these are worked out.
        paused: whether the person rests from being asked on a day. Doses and dates of the plan are due all the same.
    """
    ahead = plan_at(agreed, last + timedelta(days=_AHEAD_DAYS)) if _DATES & set(kinds) else plan_at(agreed, last)
    wanted = [one for one, gives in _KINDS.items() if gives & set(kinds)]
    found: dict[str, Due] = {}
    plan = plan_at(agreed, first)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        # A dose asks when the next one is due; other kinds fold no day more than those asked for.
        is_needed = day < last or DueKind.DOSE in kinds
        tomorrow = plan_at(agreed, day + timedelta(days=1)) if is_needed else None
        context = DayContext(
            day=day,
            plan=plan,
            tomorrow=tomorrow,
            ahead=ahead,
            noted=noted,
            zone=zone,
            choices=choices,
            paused=paused,
            starts=day_starts_at_hour,
        )
        for kind in wanted:
            for each in kind(context):
                if each.kind in kinds:
                    before = found.setdefault(each.key, each)
                    if each.kind is DueKind.PUMP and before.until < each.until:
                        # It is told for days, and its last mark goes on: the newest day says until when.
                        found[each.key] = replace(before, until=each.until)
        plan = tomorrow or plan
    return tuple(sorted(found.values(), key=lambda each: (each.at, each.kind.value, each.key)))
