"""Is a prescription kept as it was typed, and asked about where it could be wrong?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Event, LadderMove, PlanItem, PlanStatus
from supple.plan import fold_plan, medicines, prescriptions, read_ending, read_move, read_prescription
from supple.plan.ladder import ladder_of
from supple.web.medicine_form import KINDS

MAY = date(2026, 5, 1)
TODAY = date(2026, 5, 10)
WHOLE = {
    "name": "Baclofen",
    "strength": "10",
    "strength_unit": "mg",
    "each_time": "one tablet",
    "times": "22:00; 08:00",
    "food": "with",
    "prescriber": "Dr Ahmed",
    "reason": "night spasms",
    "from_day": "2026-05-01",
}
SIX = {
    "name": "baclofen",
    "from_day": "2026-05-01",
    "every_days": "3",
    "steps": "5 mg at night\n5 mg twice\n5 mg three times\n10 mg, 5 mg, 5 mg\n10 mg, 10 mg, 5 mg\n10 mg three times",
}


def kept(*said: dict[str, str]) -> list[Event]:
    """Written down one after the other, each as the one before left it."""
    events: list[Event] = []
    for number, typed in enumerate(said, start=1):
        if "move" in typed:
            reading = read_move(typed, events, "baclofen", today=TODAY)
        elif "ended_on" in typed:
            reading = read_ending(typed, events, "baclofen", today=TODAY)
        else:
            reading = read_prescription(typed, events, today=TODAY, confirmed=typed.get("ok", "").split())
        assert reading.item is not None, (reading.errors, reading.questions)
        events.append(entry(number, reading.item, reading.item.valid_from))
    return events


def said(move: str, on: str, **more: str) -> dict[str, str]:
    return {"move": move, "said_by": "MS nurse", "said_on": on, **more}


def test_every_field_comes_back_as_it_was_typed() -> None:
    plan = fold_plan(kept(WHOLE), TODAY)
    (one,), (item,) = prescriptions(plan), plan.items
    assert (one.medicine, one.strength, one.unit, one.each_time) == ("Baclofen", 10, "mg", "one tablet")
    assert [f"{at:%H:%M}" for at in one.times] == ["08:00", "22:00"]
    assert (one.food, one.prescriber, one.reason, one.starts_on) == ("with food", "Dr Ahmed", "night spasms", MAY)
    assert one.words == "", "they would say the answers again"
    assert item.words == "10 mg; one tablet at 08:00 and 22:00; with food; for night spasms; prescribed by Dr Ahmed"
    assert one.unread == ()


def test_as_needed_has_the_prescribers_bounds() -> None:
    typed = {"name": "own mix", "as_needed": "yes", "not_before_hours": "6", "max_pieces_per_day": "3"}
    plan = fold_plan(kept(typed), TODAY)
    (one,), (item,) = prescriptions(plan), plan.items
    assert one.as_needed
    assert (one.not_before_hours, one.most_a_day, one.starts_on) == (6, 3, TODAY)
    assert item.words == "as needed, not before 6 hours have passed, at most 3 in a day"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "7"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "Gablofen"}, "name"),
        ({"name": "Botox"}, "name"),
        ({"strength": "10 mg"}, "strength"),
        ({"strength": "2,5"}, "strength"),
        ({"strength": "0"}, "strength"),
        ({"strength": ""}, "strength"),
        ({"strength_unit": ""}, "strength_unit"),
        ({"strength_unit": "stone"}, "strength_unit"),
        ({"strength_unit": "micrograms"}, "strength_unit"),
        ({"name": "Lioresal", "strength_unit": "micrograms"}, "strength_unit"),
        ({"each_time": "x" * 201}, "each_time"),
        ({"times": "8 in the morning"}, "times"),
        ({"times": "; ".join(f"{h:02d}:00" for h in range(13))}, "times"),
        ({"food": "maybe"}, "food"),
        ({"as_needed": "yes"}, "times"),
        ({"not_before_hours": "6"}, "not_before_hours"),
        ({"max_pieces_per_day": "3"}, "max_pieces_per_day"),
        ({"as_needed": "yes", "times": "", "pieces_per_day": "2"}, "pieces_per_day"),
        ({"as_needed": "yes", "times": "", "steps": "5 mg"}, "steps"),
        ({"pieces_per_day": "two"}, "pieces_per_day"),
        ({"from_day": "1 May"}, "from_day"),
        ({"from_day": "0206-05-01"}, "from_day"),
        ({"from_day": "2206-05-01"}, "from_day"),
        ({"every_days": "3"}, "steps"),
        ({"every_days": "a few", "steps": "5 mg"}, "every_days"),
        ({"steps": "5 mg for 3\n10 mg"}, "steps"),
    ],
)
def test_what_cannot_stay_so_is_named_by_its_field_and_nothing_is_kept(change: dict[str, str], field: str) -> None:
    reading = read_prescription({**WHOLE, **change}, [], today=TODAY)
    assert reading.item is None
    assert set(reading.errors) == {field}


@pytest.mark.parametrize(("name", "unit"), [("Tizanidine", "micrograms"), ("Sativex", "mg"), ("diazepam", "mL")])
def test_an_unlikely_unit_is_asked_about_and_kept_as_typed_once_confirmed(name: str, unit: str) -> None:
    typed = {**WHOLE, "name": name, "strength_unit": unit}
    asked = read_prescription(typed, [], today=TODAY)
    assert asked.item is None
    assert [question.field for question in asked.questions] == ["strength_unit"]
    assert "typing slip" in asked.questions[0].words
    said_so = read_prescription(typed, [], today=TODAY, confirmed=["strength_unit"])
    assert said_so.item is not None
    assert (said_so.item.detail["strength"], said_so.item.detail["strength_unit"]) == ("10", unit)
    assert said_so.item.detail["confirmed"] == "strength_unit"


def test_a_name_nobody_knows_is_asked_nothing() -> None:
    reading = read_prescription({**WHOLE, "name": "Zzz 3", "strength_unit": "micrograms"}, [], today=TODAY)
    assert reading.item is not None
    assert reading.questions == ()


def test_a_brand_is_a_hint_and_the_name_stays() -> None:
    reading = read_prescription({**WHOLE, "name": "Lioresal"}, kept(WHOLE), today=TODAY)
    assert reading.item is not None
    assert reading.item.name == "Lioresal"
    assert any("known here as baclofen" in note for note in reading.notes)
    assert any("Baclofen is written down as well" in note for note in reading.notes)


def test_a_change_keeps_what_held_before() -> None:
    events = kept(WHOLE, {**WHOLE, "strength": "20", "from_day": "2026-05-08"})
    assert events[1].fact.status is PlanStatus.CHANGED  # type: ignore[union-attr]
    assert [prescriptions(fold_plan(events, date(2026, 5, day)))[0].strength for day in (7, 8)] == [10, 20]
    (card,) = medicines(events, TODAY).held
    assert [event.fact.valid_from.day for event in card.history] == [1, 8]  # type: ignore[union-attr]
    assert card.event_id == events[1].id


def test_what_is_agreed_for_later_stands_apart() -> None:
    events = kept({**WHOLE, "from_day": "2026-06-01"})
    view = medicines(events, TODAY)
    assert (view.held, view.ended) == ((), ())
    assert [card.begins_on for card in view.later] == [date(2026, 6, 1)]


def test_six_steps_have_their_days() -> None:
    (card,) = medicines(kept(SIX), TODAY).held
    assert [s.starts_on.day for s in card.course] == [1, 4, 7, 10, 13, 16]
    assert card.state is not None
    assert (card.state.number, card.state.words, card.state.next_on) == (4, "10 mg, 5 mg, 5 mg", date(2026, 5, 13))


def test_a_hold_moves_the_later_steps_and_nothing_else() -> None:
    events = kept(SIX, said("hold", "2026-05-09", days="7"))
    (card,) = medicines(events, TODAY).held
    assert [s.starts_on.day for s in card.course] == [1, 4, 7, 17, 20, 23]
    assert card.state is not None
    assert card.state.waits_by is not None
    assert card.state.waits_by.said_by == "MS nurse"
    assert card.event_id == events[0].id, "the prescription is still the first entry"


def test_a_hold_that_begins_later_is_shown_today() -> None:
    (card,) = medicines(kept(SIX, said("hold", "2026-05-09", days="7", from_day="2026-05-12")), TODAY).held
    assert [s.starts_on.day for s in card.course] == [1, 4, 7, 10, 20, 23]


def test_stay_then_back_then_go_on() -> None:
    events = kept(SIX, said("stay", "2026-05-05"), said("back", "2026-05-08"), said("go_on", "2026-05-09"))
    ladder = ladder_of(fold_plan(events, TODAY), "baclofen")
    assert ladder is not None
    assert [e.move for e in ladder.entries] == [LadderMove.STAY, LadderMove.BACK, LadderMove.GO_ON]
    (card,) = medicines(events, TODAY).held
    assert [(s.number, s.starts_on.day) for s in card.course][:4] == [(1, 1), (2, 4), (1, 8), (2, 12)]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"move": ""}, "move"),
        ({"move": "skip"}, "move"),
        ({"move": "back", "from_day": "2026-05-02"}, "move"),
        ({"days": ""}, "days"),
        ({"days": "a week"}, "days"),
        ({"move": "stay", "days": "3"}, "days"),
        ({"said_by": ""}, "said_by"),
        ({"said_on": ""}, "said_on"),
        ({"said_on": "2026-05-11"}, "said_on"),
        ({"from_day": "2026-04-30"}, "from_day"),
    ],
)
def test_a_move_needs_who_and_when(typed: dict[str, str], field: str) -> None:
    whole = {"move": "hold", "days": "3", "said_by": "MS nurse", "said_on": "2026-05-09", **typed}
    if typed.get("move"):
        whole.setdefault("days", "")
        whole["days"] = typed.get("days", "3" if typed["move"] == "hold" else "")
    reading = read_move(whole, kept(SIX), "baclofen", today=TODAY)
    assert reading.item is None
    assert set(reading.errors) == {field}


def test_a_move_without_steps_is_refused() -> None:
    assert "from_day" in read_move(said("stay", "2026-05-09"), kept(WHOLE), "baclofen", today=TODAY).errors


def test_the_same_steps_again_on_another_day_are_asked_about() -> None:
    """Putting a name right in the middle of a ladder must not silently begin it anew."""
    later = {**SIX, "from_day": "2026-05-09", "prescriber": "Dr Ahmed"}
    asked = read_prescription(later, kept(SIX), today=TODAY)
    assert asked.item is None
    assert [question.field for question in asked.questions] == ["steps"]
    none = read_prescription({**WHOLE, "from_day": "2026-05-09"}, kept(SIX), today=TODAY)
    assert [question.field for question in none.questions] == ["steps"]
    # The first day again: a word is put right, and a hold said since stays in its place.
    events = kept(SIX, said("hold", "2026-05-09", days="7"), {**SIX, "prescriber": "Dr Ahmed"})
    (card,) = medicines(events, TODAY).held
    assert [s.starts_on.day for s in card.course] == [1, 4, 7, 17, 20, 23]
    assert card.prescribed is not None
    assert card.prescribed.prescriber == "Dr Ahmed"


@pytest.mark.parametrize("move", [{"move": "hold", "days": "7"}, {"move": "stay"}])
def test_what_waits_is_said_up_to_the_day_of_the_go_on(move: dict[str, str]) -> None:
    who = {"said_by": "MS nurse", "said_on": "2026-05-02"}
    waiting = kept(SIX, {**move, **who})
    whole = "Held for 7 days" if move["move"] == "hold" else "until “go on” is written down"
    assert whole in " ".join(medicines(waiting, date(2026, 5, 4)).held[0].state_words)
    events = kept(SIX, {**move, **who}, said("go_on", "2026-05-03", from_day="2026-05-06"))
    words = " ".join(medicines(events, date(2026, 5, 4)).held[0].state_words)
    assert "from 2 May 2026 to 5 May 2026. MS nurse said so on 2 May 2026." in words
    assert whole not in words
    after = " ".join(medicines(events, date(2026, 5, 6)).held[0].state_words)
    assert "MS nurse" not in after
    assert whole not in after


@pytest.mark.parametrize("more", [{"times": "08:00"}, {"steps": "5 mg"}])
def test_what_goes_with_set_times_is_said_in_the_words_of_the_form(more: dict[str, str]) -> None:
    reading = read_prescription({"name": "own mix", "as_needed": "yes", **more}, [], today=TODAY)
    (words,) = reading.errors.values()
    assert f"choose “{dict(KINDS)['']}”" in words.replace("Choose", "choose")


def test_put_right_from_its_first_day_a_ladder_keeps_what_was_said_on_that_day() -> None:
    """Said to stay on 1 May; the prescription is written again with its first day, and no step comes by itself."""
    events = kept(SIX, said("stay", "2026-05-01"), {**SIX, "times": "08:00", "ok": "times"})
    (card,) = medicines(events, TODAY).held
    assert card.state is not None
    assert (card.state.number, card.state.next_on) == (1, None)
    # Also where it was first written again with no steps, which was a slip.
    none = {"name": "baclofen", "from_day": "2026-05-01", "each_time": "one tablet"}
    events = kept(SIX, said("stay", "2026-05-01"), none, SIX)
    (card,) = medicines(events, TODAY).held
    assert card.state is not None
    assert (card.state.number, card.state.next_on) == (1, None)
    # From another day it is another ladder: nothing was said about it.
    again = {**SIX, "from_day": "2026-05-02", "ok": "steps"}
    (card,) = medicines(kept(SIX, said("stay", "2026-05-01"), again), TODAY).held
    assert [s.starts_on.day for s in card.course] == [2, 5, 8, 11, 14, 17]


def test_the_days_looked_at_before_it_is_kept_are_those_that_then_hold() -> None:
    events = kept(SIX, said("hold", "2026-05-02", days="5"))
    looked = read_prescription({**SIX, "prescriber": "Dr Ahmed"}, events, today=TODAY)
    assert looked.item is not None
    events.append(entry(9, looked.item, MAY))
    (card,) = medicines(events, TODAY).held
    assert [s.starts_on.day for s in card.course] == [1, 9, 12, 15, 18, 21]
    assert looked.course == card.course


def test_a_hold_left_over_when_its_prescription_is_taken_back_is_no_end() -> None:
    events = kept(SIX, said("hold", "2026-05-09", days="7"))
    view = medicines(events[1:], TODAY)
    assert (view.held, view.later, view.ended) == ((), (), ())


def test_ended_says_who_and_from_which_day_and_stays_in_the_list() -> None:
    events = kept(WHOLE, {"ended_on": "2026-05-09", "said_by": "Dr Ahmed"})
    view = medicines(events, TODAY)
    assert view.held == ()
    (card,) = view.ended
    assert card.ended is not None
    assert (card.ended.valid_from, card.ended.detail["said_by"]) == (date(2026, 5, 9), "Dr Ahmed")
    assert len(medicines(events, date(2026, 5, 8)).held) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"ended_on": "2026-05-09"}, "said_by"),
        ({"said_by": "Dr Ahmed"}, "ended_on"),
        ({"ended_on": "2026-04-09", "said_by": "Dr Ahmed"}, "ended_on"),
    ],
)
def test_an_end_needs_its_day_and_who_said_so(typed: dict[str, str], field: str) -> None:
    reading = read_ending(typed, kept(WHOLE), "baclofen", today=TODAY)
    assert reading.item is None
    assert set(reading.errors) == {field}


@given(
    st.dictionaries(
        st.sampled_from(sorted({*WHOLE, "steps", "every_days", "as_needed", "not_before_hours", "pieces_per_day"})),
        st.text(max_size=30)
        | st.sampled_from(["yes", "3", "mg", "micrograms", "2026-05-01", "08:00", "5 mg for 3 days"]),
    )
)
def test_any_form_is_read_asked_about_or_refused_by_field(typed: dict[str, str]) -> None:
    reading = read_prescription(typed, [], today=TODAY)
    assert (reading.item is not None) != bool(reading.errors or reading.questions)
    assert set(reading.errors) <= {*WHOLE, "steps", "every_days", "as_needed", "not_before_hours", "pieces_per_day"}
    if isinstance(reading.item, PlanItem):
        (one,) = prescriptions(fold_plan([entry(1, reading.item, TODAY)], reading.item.valid_from))
        assert one.unread == ()


def test_what_is_agreed_for_later_is_shown_beside_what_holds() -> None:
    events = kept(WHOLE, {**WHOLE, "strength": "20", "from_day": "2026-06-01"})
    (card,) = medicines(events, TODAY).held
    assert [(item.valid_from, item.detail["strength"]) for item in card.coming] == [(date(2026, 6, 1), "20")]
    between = read_prescription({**WHOLE, "from_day": "2026-05-20"}, events, today=TODAY)
    assert any("From 1 June 2026 on" in note for note in between.notes)
