"""The team and allergies: hours read and never guessed, numbers as typed, a blank that is no "none"."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Hours, OpenSpan, PlanItem, PlanStatus, Profile, UserError, dialled
from supple.plan import allergies_of, contact_item, contact_of, contacts_of, hours_text, plan_at, read_hours

DAY = date(2026, 3, 2)
SPANS = st.builds(OpenSpan, st.integers(0, 6), st.integers(0, 24 * 60 - 1), st.integers(1, 24 * 60))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mon-Fri 8:30-17:00; Sat 9-12", "Mon–Fri 08:30–17:00; Sat 09:00–12:00"),
        ("weekdays 9am to 5pm", "Mon–Fri 09:00–17:00"),
        ("Monday 9:00 - 5 pm", "Mon 09:00–17:00"),
        ("weekdays 1–5pm", "Mon–Fri 13:00–17:00"),
        ("Mon, Wed & Fri 9-12, 14-16", "Mon 09:00–12:00, 14:00–16:00; Wed 09:00–12:00, 14:00–16:00; "
         "Fri 09:00–12:00, 14:00–16:00"),
        ("every day 18:00-08:00", "every day 18:00–08:00"),
        ("Sat to Mon 8.30 until 12.15", "Mon 08:30–12:15; Sat–Sun 08:30–12:15"),
        ("daily 00:00-24:00", "every day 00:00–24:00"),
        ("any time", "any time"),
        ("24/7", "any time"),
        ("Day and night", "any time"),
        ("", ""),
    ],
)  # fmt: skip
def test_hours_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert hours_text(read_hours(typed)) == kept
    assert read_hours(kept) == read_hours(typed)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Mon 9-5", "morning or the afternoon"),
        ("weekdays 1-5", "morning or the afternoon"),
        ("Mon 8-8", "begin and end together"),
        ("9:00-17:00", "on which days"),
        ("Mon", "cannot read these times"),
        ("Mon 25:00-26:00", "no time of day"),
        ("Mon 9:75-10:00", "no time of day"),
        ("Mon 13pm-14pm", "no time of day"),
        ("when they are in", "on which days"),
    ],
)
def test_what_may_mean_two_things_is_asked_about(typed: str, words: str) -> None:
    with pytest.raises(UserError, match=words) as refused:
        read_hours(typed)
    assert refused.value.field == "hours"


@given(st.sets(SPANS, max_size=8))
def test_hours_come_back_as_they_were_kept(spans: set[OpenSpan]) -> None:
    """All that can be read: a whole day is one from midnight."""
    kept = {span for span in spans if span.minutes < 24 * 60 or not span.opens_minute}
    hours = Hours(spans=tuple(sorted(kept)))
    assert read_hours(hours_text(hours)) == hours


def test_a_night_shift_is_read_where_it_is_sure() -> None:
    assert hours_text(read_hours("Mon 10am-2am")) == "Mon 10:00–02:00"
    assert read_hours("Mon 10:00–02:00").spans == (OpenSpan(0, 600, 960),)
    with pytest.raises(UserError):
        read_hours("Mon 10:00-2:00")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    refused: UserError | None = None
    try:
        read_hours(text)
    except UserError as error:
        refused = error
    assert refused is None or (refused.field == "hours" and refused.hint)


@pytest.mark.parametrize(
    ("typed", "rings"),
    [
        ("020 7946 0000", "02079460000"),
        ("020 7946 0000 ext 12", "02079460000"),
        ("+44 (0)20 7946-0000", "+442079460000"),
        ("(+49) 30 5550142", "+49305550142"),
        ("030/555 6667", "0305556667"),
        ("Tel.: 111", "111"),
        ("020 7946 0000 / 020 7946 0001", "02079460000"),
        ("*86#", "*86#"),
        ("020 7946 0000 or 0001", "02079460000"),
        ("call me", ""),
        ("", ""),
    ],
)
def test_what_a_link_dials(typed: str, rings: str) -> None:
    assert dialled(typed) == rings


@given(st.text(max_size=60))
def test_a_link_dials_signs_of_a_telephone_only(text: str) -> None:
    assert set(dialled(text)) <= set("+0123456789*#")


def contact(**said: str) -> PlanItem:
    given = {"role": "ms_team", "role_words": "", "phone": "", "hours": "", "note": "", **said}
    return contact_item("Nurse Ellis", status=PlanStatus.AGREED, day=DAY, **given)  # type: ignore[arg-type]


def test_a_contact_is_kept_as_typed_and_comes_back() -> None:
    item = contact(phone="+44 (0)20 7946 0333 x4", hours="weekdays 9-17", note="press 2", role_words="MS nurse")
    assert item.detail["phone"] == "+44 (0)20 7946 0333 x4"
    found = contact_of(item)
    assert (found.role, found.role_words, found.dial, found.note) == (
        "ms_team", "MS nurse", "+442079460333", "press 2",
    )  # fmt: skip
    assert found.hours == read_hours("Mon–Fri 09:00–17:00")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"role": "wizard"}, "role"),
        ({"phone": "call me"}, "phone"),
        ({"phone": "1" * 41}, "phone"),
        ({"hours": "Mon 9-5"}, "hours"),
    ],
)
def test_what_cannot_be_a_contact_is_refused(said: dict[str, str], field: str) -> None:
    with pytest.raises(UserError) as refused:
        contact(**said)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("item", "role"),
    [
        (PlanItem("team", "Nurse Ellis", PlanStatus.AGREED, DAY, "MS nurse", {"role": "nurse"}), "ms_team"),
        (PlanItem("team", "Pump clinic", PlanStatus.AGREED, DAY, "", {"phone": "1 2"}), "pump_day"),
        (PlanItem("team", "Dr Kim", PlanStatus.AGREED, DAY, "Neurologist"), "neurologist"),
        (PlanItem("team", "Tom", PlanStatus.AGREED, DAY, "", {"role": "my husband"}), "carer"),
        (PlanItem("team", "Ann", PlanStatus.AGREED, DAY, "", {"role": "person", "role_code": "gone"}), "other"),
    ],
)
def test_an_entry_without_a_code_is_read_from_its_words(item: PlanItem, role: str) -> None:
    assert contact_of(item).role == role


def test_hours_that_cannot_be_read_stay_as_written_and_are_not_taken_for_closed() -> None:
    found = contact_of(PlanItem("team", "Ann", PlanStatus.AGREED, DAY, "", {"hours": "most mornings"}))
    assert not found.hours.is_noted
    assert found.hours_words == "most mornings"


def test_who_was_crossed_off_is_gone() -> None:
    item = contact()
    ended = PlanItem("team", "nurse ellis", PlanStatus.ENDED, DAY)
    assert [one.name for one in contacts_of(plan_at([entry(1, item, DAY)], DAY))] == ["Nurse Ellis"]
    assert contacts_of(plan_at([entry(1, item, DAY), entry(2, ended, DAY)], DAY)) == ()


def test_no_allergy_is_known_only_if_somebody_said_so() -> None:
    blank = allergies_of(plan_at([], DAY))
    assert not blank.is_noted
    assert not blank.none_known
    said = entry(1, Profile("no_known_allergies", "yes"), DAY)
    assert allergies_of(plan_at([said], DAY)).none_known
    rash = PlanItem("allergy", "penicillin", PlanStatus.AGREED, DAY, "rash")
    both = allergies_of(plan_at([said, entry(2, rash, DAY)], DAY))
    assert [each.said for each in both.named] == ["penicillin (rash)"]
    assert not both.none_known
