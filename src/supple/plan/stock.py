"""Until when does the box last, by the prescription's own amounts and what was noted as taken?

Nothing is guessed into the past: a day with no entry is no dose and no miss. That may make the box look fuller
than it is, so the day at the earliest stands beside it. An as-needed medicine has only that day, and only where
the prescriber wrote a day's maximum. No amount is computed, proposed or judged here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from supple.knowledge.medicine_names import plain_name
from supple.model import (
    Dose,
    DoseStatus,
    Event,
    Plan,
    PlanItem,
    PlanStatus,
    PrescribedPieces,
    StockCount,
    StockPickup,
    StockView,
    TakenPieces,
    local_day_of,
)
from supple.plan.amounts import read_amount
from supple.plan.ladder import is_on_the_way

_DAY = timedelta(days=1)
_LOOK_AHEAD_DAYS = 3660
_TAKEN = {DoseStatus.TAKEN, DoseStatus.LATE, DoseStatus.EXTRA}


def stock_left(
    count: StockCount,
    prescribed: Sequence[PrescribedPieces],
    taken: Iterable[TakenPieces],
    today: date,
    pickups: Iterable[StockPickup] = (),
) -> StockView:
    """What is left on `today`, and until when.

    Args:
        count: the newest count; what was taken before its day is in it.
        prescribed: lines of one medicine in pieces a day; lines of the same days add up.
        taken: what was noted as taken, in pieces; entries before the count or after `today` are left out.
        today: the local day.
        pickups: what came in on the count's day or later, up to today.

    Raises ValueError when `today` lies before the count.
    """
    if today < count.counted_on:
        raise ValueError("“counted_on” lies after today")
    by_day: dict[date, Fraction] = {}
    unknown = 0
    for dose in taken:
        if count.counted_on <= dose.day <= today:
            unknown += dose.pieces is None
            by_day[dose.day] = by_day.get(dose.day, Fraction(0)) + (dose.pieces or 0)
    came_in = sum((Fraction(p.pieces) for p in pickups if count.counted_on <= p.on <= today), Fraction(0))
    left = Fraction(count.pieces) + came_in - sum(by_day.values(), Fraction(0))
    return StockView(
        left=max(left, Fraction(0)),
        unit=count.unit,
        run_out_on=_run_out_by_notes(left, prescribed, by_day.get(today, Fraction(0)), today),
        at_the_earliest=_at_the_earliest(left, prescribed, by_day, count.counted_on, today),
        unknown_amounts=unknown,
        count_again=left < 0,
    )


def taken_of(events: Iterable[Event], names: Collection[str], strength_mg: Decimal | None) -> tuple[TakenPieces, ...]:
    """Doses noted as taken, late or extra, in pieces of `strength_mg` milligrams each.

    Args:
        events: of a diary, so that corrections are applied.
        names: the medicine's name and its other names, in any case.
        strength_mg: of one piece; None where the amounts cannot be turned into pieces.
    """
    if strength_mg is not None and not (strength_mg.is_finite() and strength_mg > 0):
        raise ValueError("“strength_mg” is not above 0")
    known = {plain_name(name) for name in names}
    found = []
    for event in events:
        dose = event.fact
        if not isinstance(dose, Dose) or dose.status not in _TAKEN or plain_name(dose.medicine) not in known:
            continue
        pieces = None
        if dose.amount_mg is not None and strength_mg is not None:
            # By its shortest decimal form: 2.5 as noted, not as a binary float.
            pieces = Fraction(str(dose.amount_mg)) / Fraction(strength_mg)
        found.append(TakenPieces(local_day_of(event.when), pieces))
    return tuple(found)


def prescribed_of(plan: Plan, medicine: str) -> tuple[PrescribedPieces, ...]:
    """The lines of a medicine, also those agreed for later: each entry holds until the next one of that name.

    Read from `pieces_per_day`, or `as_needed` "yes" with `max_pieces_per_day`. An entry with neither, and a ladder,
    has no line: then no day is told. Raises ValueError naming a field that cannot be read.
    """
    items = [event.fact for event in (*plan.events, *plan.later) if isinstance(event.fact, PlanItem)]
    items = [item for item in items if item.item == "medicine" and plain_name(item.name) == plain_name(medicine)]
    items = [item for item in items if not is_on_the_way(item)]
    ends = [*(item.valid_from for item in items[1:]), None]
    lines = []
    for item, until in zip(items, ends, strict=True):
        if item.status is PlanStatus.ENDED or until == item.valid_from or item.detail.get("step_1"):
            continue
        as_needed = item.detail.get("as_needed", "").strip().casefold() == "yes"
        field = "max_pieces_per_day" if as_needed else "pieces_per_day"
        text = item.detail.get(field, "").strip()
        amount = read_amount(text, field) if text else None
        if as_needed:
            lines.append(PrescribedPieces(item.valid_from, as_needed=True, max_per_day=amount, until=until))
        elif amount is not None:
            lines.append(PrescribedPieces(item.valid_from, per_day=amount, until=until))
    return tuple(lines)


def _run_out_by_notes(
    left: Fraction, prescribed: Sequence[PrescribedPieces], taken_today: Fraction, today: date
) -> date | None:
    if any(line.as_needed and (line.until is None or line.until > today) for line in prescribed):
        return None
    return _first_uncovered(left, prescribed, taken_today, today)


def _at_the_earliest(
    left: Fraction,
    prescribed: Sequence[PrescribedPieces],
    taken: dict[date, Fraction],
    counted_on: date,
    today: date,
) -> date | None:
    """As if all that was prescribed and not noted had been taken, and all of it is from now on."""
    for offset in range((today - counted_on).days):
        day = counted_on + _DAY * offset
        most = prescribed_on(prescribed, day)
        if most is None:
            return None
        left -= max(most - taken.get(day, Fraction(0)), Fraction(0))
    return _first_uncovered(left, prescribed, taken.get(today, Fraction(0)), today)


def _first_uncovered(
    left: Fraction, prescribed: Sequence[PrescribedPieces], taken_today: Fraction, today: date
) -> date | None:
    """None if there is none in ten years, or a day comes with no prescribed maximum."""
    for offset in range(_LOOK_AHEAD_DAYS):
        day = today + _DAY * offset
        most = prescribed_on(prescribed, day)
        if most is None:
            return None
        left -= max(most - taken_today, Fraction(0)) if day == today else most
        if left < 0:
            return day
    return None


def prescribed_on(prescribed: Sequence[PrescribedPieces], day: date) -> Fraction | None:
    """Pieces prescribed for a day, as-needed ones at their maximum; None if one of them has none."""
    total = Fraction(0)
    for line in prescribed:
        if line.starts_on <= day and (line.until is None or day < line.until):
            amount = line.max_per_day if line.as_needed else line.per_day
            if amount is None:
                return None
            total += Fraction(amount)
    return total
