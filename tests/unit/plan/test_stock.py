"""Until when does the box last, by hand calculation and whatever was noted?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import (
    Dose,
    DoseStatus,
    Event,
    Fact,
    PlanItem,
    PlanStatus,
    PrescribedPieces,
    StockCount,
    StockPickup,
    TakenPieces,
)
from supple.plan import boxes, fold_plan, prescribed_of, stock_left, taken_of

FIRST = date(2026, 3, 27)


def at(number: int) -> date:
    return FIRST + timedelta(days=number)


def count(pieces: str = "30") -> StockCount:
    return StockCount(FIRST, Decimal(pieces), "tablets")


def regular(per_day: str, start: int = -30, until: int | None = None) -> PrescribedPieces:
    return PrescribedPieces(at(start), Decimal(per_day), until=None if until is None else at(until))


def as_needed(most: str | None = None) -> PrescribedPieces:
    return PrescribedPieces(at(-30), as_needed=True, max_per_day=None if most is None else Decimal(most))


def taken(*pieces: str | None) -> list[TakenPieces]:
    """One entry a day from the count's day on."""
    return [TakenPieces(at(day), None if text is None else Fraction(text)) for day, text in enumerate(pieces)]


def test_thirty_tablets_at_three_a_day_cover_ten_days() -> None:
    """Counted on 27 March 2026: days 0 to 9 are covered, so 6 April is the first that is not."""
    it = stock_left(count(), [regular("3")], [], FIRST)
    assert (it.left, it.run_out_on, it.at_the_earliest) == (30, date(2026, 4, 6), date(2026, 4, 6))


def test_only_what_was_noted_is_counted_and_the_earliest_day_stands_beside_it() -> None:
    """After four days, two noted (3 + 3): 24 left, eight days from day 4: day 12. If all was taken: day 10."""
    it = stock_left(count(), [regular("3")], taken("3", "3"), at(4))
    assert (it.left, it.run_out_on, it.at_the_earliest) == (24, at(12), at(10))


def test_todays_doses_are_not_counted_twice() -> None:
    """30 − 2 noted today = 28; today needs one more, 27 are nine further days: day 10."""
    it = stock_left(count(), [regular("3")], taken("2"), FIRST)
    assert (it.left, it.run_out_on) == (28, at(10))


def test_halves_and_a_change_of_amount() -> None:
    """10 tablets: half a tablet on days 0–3 is 2, then 1½ a day: 8 / 1.5 covers five more days, so day 9."""
    it = stock_left(count("10"), [regular("0.5", until=4), regular("1.5", start=4)], [], FIRST)
    assert it.run_out_on == at(9)


def test_a_pick_up_and_more_noted_than_there_was() -> None:
    """3 + 30 − 4 = 29. Without the pick-up more was noted than there was: none left, count again."""
    pickup = [StockPickup(at(1), Decimal(30))]
    assert stock_left(count("3"), [regular("2")], taken("2", "2"), at(1), pickup).left == 29
    it = stock_left(count("3"), [regular("2")], taken("2", "2"), at(1))
    assert (it.left, it.count_again, it.run_out_on) == (0, True, at(1))


def test_as_needed_has_a_day_only_by_a_prescribed_maximum_and_then_at_the_earliest() -> None:
    """12 at 4 a day at the most: three days from day 0, so day 3 at the earliest."""
    it = stock_left(count("12"), [as_needed()], taken("1"), FIRST)
    assert (it.left, it.run_out_on, it.at_the_earliest) == (11, None, None)
    most = stock_left(count("12"), [as_needed("4")], [], FIRST)
    assert (most.run_out_on, most.at_the_earliest) == (None, at(3))
    both = stock_left(count("12"), [regular("2"), as_needed("4")], [], FIRST)
    assert (both.run_out_on, both.at_the_earliest) == (None, at(2))


def test_nothing_prescribed_has_no_day_and_an_ended_line_uses_nothing_more() -> None:
    assert stock_left(count(), [], [], FIRST).run_out_on is None
    assert stock_left(count(), [regular("3", until=5)], [], FIRST).run_out_on is None


def test_a_dose_with_no_amount_is_counted_as_unknown() -> None:
    it = stock_left(count(), [regular("3")], taken(None, "3"), at(2))
    assert (it.left, it.unknown_amounts, it.at_the_earliest) == (27, 1, at(10))


def test_what_cannot_be_names_its_field() -> None:
    with pytest.raises(ValueError, match="counted_on"):
        stock_left(count(), [], [], at(-1))
    with pytest.raises(ValueError, match="pieces"):
        count("-1")
    with pytest.raises(ValueError, match="unit"):
        StockCount(FIRST, Decimal(1), " ")
    with pytest.raises(ValueError, match="pieces"):
        StockPickup(FIRST, Decimal(0))
    with pytest.raises(ValueError, match="per_day"):
        PrescribedPieces(FIRST)
    with pytest.raises(ValueError, match="per_day"):
        PrescribedPieces(FIRST, Decimal(1), as_needed=True)
    with pytest.raises(ValueError, match="max_per_day"):
        PrescribedPieces(FIRST, Decimal(1), max_per_day=Decimal(1))
    with pytest.raises(ValueError, match="per_day"):
        PrescribedPieces(FIRST, Decimal(0))
    with pytest.raises(ValueError, match="strength_mg"):
        taken_of([], ["x"], Decimal(0))


def noted(number: int, fact: Fact, on: int) -> Event:
    return entry(number, fact, at(on), source="note")


def test_pieces_are_read_from_noted_doses() -> None:
    """Tablets of 10 mg: 15 mg are one and a half; 2.5 mg a quarter. Missed and other medicines are none."""
    doses = [
        Dose("Baclofen", DoseStatus.TAKEN, 15.0),
        Dose("lioresal", DoseStatus.LATE, 2.5),
        Dose("baclofen", DoseStatus.EXTRA),
        Dose("baclofen", DoseStatus.MISSED, 10.0),
        Dose("tizanidine", DoseStatus.TAKEN, 4.0),
    ]
    events = [noted(n, dose, n) for n, dose in enumerate(doses)]
    assert taken_of(events, ["baclofen", "Lioresal"], Decimal(10)) == (
        TakenPieces(at(0), Fraction(3, 2)),
        TakenPieces(at(1), Fraction(1, 4)),
        TakenPieces(at(2), None),
    )
    assert taken_of(events[:1], ["baclofen"], None) == (TakenPieces(at(0), None),)


def test_lines_are_read_from_the_plan() -> None:
    def entry(number: int, on: int, status: PlanStatus = PlanStatus.CHANGED, **detail: str) -> Event:
        return noted(number, PlanItem("medicine", "Baclofen", status, at(on), detail=detail), on)

    events = [
        entry(1, 0, PlanStatus.AGREED, pieces_per_day="1.5"),
        entry(2, 5, as_needed="yes", max_pieces_per_day="2"),
        entry(3, 9, as_needed="yes"),
        entry(4, 12, step_1="one at night"),
        entry(5, 15, PlanStatus.ENDED),
    ]
    assert prescribed_of(fold_plan(events, at(20)), "baclofen") == (
        PrescribedPieces(at(0), Decimal("1.5"), until=at(5)),
        PrescribedPieces(at(5), as_needed=True, max_per_day=Decimal(2), until=at(9)),
        PrescribedPieces(at(9), as_needed=True, until=at(12)),
    )
    bad = [entry(1, 0, PlanStatus.AGREED, pieces_per_day="1,5")]
    with pytest.raises(ValueError, match="pieces_per_day"):
        prescribed_of(fold_plan(bad, at(1)), "baclofen")


def test_the_box_tells_no_day_after_an_end_that_is_agreed() -> None:
    """30 pieces, three a day: out on the eleventh day; with an end on the sixth no day is told, and the end is."""

    def agreed(number: int, on: int, status: PlanStatus = PlanStatus.CHANGED, **detail: str) -> Event:
        return noted(number, PlanItem("medicine", "Baclofen", status, at(on), detail=detail), 0)

    counted = noted(2, PlanItem("stock", "Baclofen", PlanStatus.CHANGED, FIRST, detail={"counted": "30"}), 0)
    events = [agreed(1, 0, PlanStatus.AGREED, pieces_per_day="3"), counted]
    (box,) = boxes(fold_plan(events, FIRST), events)
    assert box.view is not None
    assert (box.view.at_the_earliest, box.ends_on) == (at(10), None)
    ended = [*events, agreed(3, 5, PlanStatus.ENDED, said_by="Dr Patel")]
    (box,) = boxes(fold_plan(ended, FIRST), ended)
    assert box.view is not None
    assert (box.view.at_the_earliest, box.view.run_out_on, box.ends_on) == (None, None, at(5))
    # It runs out before the end all the same, and a change for later counts from its day: 15 pieces, then five a day.
    fewer = [*events, agreed(3, 5, pieces_per_day="5"), agreed(4, 9, PlanStatus.ENDED)]
    (box,) = boxes(fold_plan(fewer, FIRST), fewer)
    assert box.view is not None
    assert (box.view.at_the_earliest, box.ends_on) == (at(8), at(9))


_PIECES = st.decimals(min_value=0, max_value=90, places=1)
_A_DAY = st.decimals(min_value=Decimal("0.1"), max_value=9, places=1)
_NOTED = st.lists(st.none() | st.fractions(0, 9, max_denominator=4), max_size=20)


@given(_PIECES, _A_DAY, _NOTED, st.integers(0, 19))
def test_the_earliest_day_is_never_after_the_other_and_never_before_today(
    pieces: Decimal, per_day: Decimal, amounts: list[Fraction | None], now: int
) -> None:
    doses = [TakenPieces(at(day), amount) for day, amount in enumerate(amounts)]
    it = stock_left(count(str(pieces)), [regular(str(per_day))], doses, at(now))
    assert it.run_out_on is not None
    assert it.at_the_earliest is not None
    assert at(now) <= it.at_the_earliest <= it.run_out_on


@given(_PIECES, _A_DAY, st.integers(0, 60))
def test_taking_just_what_is_prescribed_moves_no_day(pieces: Decimal, per_day: Decimal, now: int) -> None:
    """With every dose noted, the day told first is told on each later day until it comes."""
    first = stock_left(count(str(pieces)), [regular(str(per_day))], [], FIRST).run_out_on
    assert first is not None
    now = min(now, (first - FIRST).days)
    doses = [TakenPieces(at(day), Fraction(per_day)) for day in range(now)]
    later = stock_left(count(str(pieces)), [regular(str(per_day))], doses, at(now))
    assert later.run_out_on == later.at_the_earliest == first
