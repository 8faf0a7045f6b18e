"""The quick note: shown back, put right, saved once, whole text kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from supple.model import Count, Factor, Note, Rating

At = Callable[[str], str]
Facts = Callable[[], list[object]]
TEXT = "extra stiff after poor sleep, 7/10 left calf, 3 spasms in the night"


def review(client: Client, address: str, text: str = TEXT) -> str:
    answer = client.post(address, {"form_id": str(uuid4()), "text": text})
    assert answer.status_code == 200
    return answer.content.decode()


def saving(text: str, *, keep: range = range(20), **changed: str) -> dict[str, str]:
    form = {"form_id": str(uuid4()), "text": text, "noted_at": datetime.now(UTC).isoformat()}
    return {**form, **{f"keep.{index}": "yes" for index in keep}, **changed}


def test_what_was_understood_is_said_back_before_anything_is_saved(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    page = review(alice, at("note/"))
    assert "Is this right?" in page
    assert TEXT in page
    assert "7 of 10" in page
    assert facts() == before


def test_the_text_and_its_facts_are_saved_once(alice: Client, at: At, facts: Facts) -> None:
    before = len(facts())
    page = review(alice, at("note/"))
    shown = page.count('name="keep.')
    form = saving(TEXT, **{f"value.{i}": v for i, v in values_of(page).items()})
    for _ in range(2):
        assert alice.post(at("note/save/"), form).status_code == 302
    kept = facts()
    assert len(kept) == before + shown + 1
    assert Note(TEXT) in kept
    assert any(isinstance(fact, Rating) and fact.value == 7 and fact.part == "calf" for fact in kept)
    assert any(isinstance(fact, Count) and fact.count == 3 for fact in kept)
    assert any(isinstance(fact, Factor) and fact.code == "poor_sleep" and fact.present for fact in kept)


def values_of(page: str) -> dict[int, str]:
    import re

    return {int(i): v for i, v in re.findall(r'name="value\.(\d+)" value="([^"]*)"', page)}


def test_an_unticked_line_is_left_out_and_the_words_stay(alice: Client, at: At, facts: Facts) -> None:
    before = len(facts())
    alice.post(at("note/save/"), saving(TEXT, keep=range(0)))
    assert len(facts()) == before + 1
    assert Note(TEXT) in facts()


def test_a_number_can_be_put_right_before_saving(alice: Client, at: At, facts: Facts) -> None:
    page = review(alice, at("note/"), "stiffness 7")
    index = next(i for i, v in values_of(page).items() if v == "7")
    alice.post(at("note/save/"), saving("stiffness 7", **{f"value.{index}": "4"}))
    assert Rating("stiffness", 4.0) in facts()


@pytest.mark.parametrize("typed", ["11", "-3", "x", "", "1e1", "nan"])
def test_a_bad_number_is_explained_and_nothing_is_saved(typed: str, alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    answer = alice.post(at("note/save/"), saving("stiffness 7", **{"value.0": typed}))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Write a number from 0 to 10" in page
    assert "stiffness 7" in page
    assert facts() == before


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_an_empty_or_endless_note_is_refused_in_words(text: str, alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    for address in ("note/", "note/save/"):
        answer = alice.post(at(address), saving(text))
        assert answer.status_code == 400
    assert facts() == before


def test_a_note_with_nothing_countable_is_kept_as_words(alice: Client, at: At, facts: Facts) -> None:
    page = review(alice, at("note/"), "the cat sat beside me")
    assert "Your words are kept as they are" in page
    alice.post(at("note/save/"), saving("the cat sat beside me"))
    assert Note("the cat sat beside me") in facts()


def test_words_are_text_and_never_markup(alice: Client, at: At) -> None:
    page = review(alice, at("note/"), "<script>alert(1)</script> stiffness 5")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    "moved", ["2099-01-01T00:00:00+00:00", "1999-01-01T00:00:00+00:00", "nonsense", "2026-01-01"]
)
def test_the_moment_of_noting_cannot_be_moved_far(moved: str, alice: Client, at: At, facts: Facts) -> None:
    alice.post(at("note/save/"), saving("stiffness 5", noted_at=moved))
    page = alice.get(at("timeline/")).content.decode()
    assert "Today" in page
    assert "Stiffness 5 of 10" in page


def test_a_note_read_before_midnight_and_saved_after_keeps_its_night(alice: Client, at: At) -> None:
    noted = datetime.now(UTC) - timedelta(hours=20)
    answer = alice.post(at("note/save/"), saving("stiffness 5", noted_at=noted.isoformat()))
    assert answer.status_code == 302


def test_after_saving_each_line_can_be_edited_and_all_undone(alice: Client, at: At) -> None:
    group = uuid4()
    alice.post(at("note/save/"), {**saving(TEXT, keep=range(0)), "form_id": str(group)})
    page = alice.get(at(f"saved/{group}/")).content.decode()
    assert TEXT in page
    assert "Undo all of it" in page


@pytest.mark.parametrize("text", ["my throat closes up", "the cat sat beside me"])
def test_where_nothing_was_understood_it_points_to_the_page_to_tick(text: str, alice: Client, at: At) -> None:
    saved = alice.post(at("note/save/"), saving(text), follow=True)
    group = saved.redirect_chain[0][0].partition("saved=")[2]
    pages = (
        review(alice, at("note/"), text),
        saved.content.decode(),
        alice.get(at(f"saved/{group}/")).content.decode(),
    )
    for page in pages:
        pointer = page[page.index("up-pointer") :]
        assert "If something is up, tick it here." in pointer
        assert f'href="{at("signs/")}"' in pointer
        assert 'href="tel:112"' in pointer


def test_where_something_was_understood_nothing_more_is_said(alice: Client, at: At) -> None:
    assert "up-pointer" not in review(alice, at("note/"))
    assert "up-pointer" not in alice.post(at("note/save/"), saving(TEXT), follow=True).content.decode()


def test_an_emergency_that_was_read_is_answered_before_anybody_saves(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    page = review(alice, at("note/"), "right side of my face droops and I cannot speak properly")
    answer = page[page.index('id="first-title"') : page.index("<form")]
    assert "Call emergency services now" in answer
    assert 'href="tel:112"' in answer
    assert facts() == before


@pytest.mark.parametrize("text", [TEXT, "no face droop, no fever"])
def test_what_asks_for_no_call_today_says_nothing_before_saving(text: str, alice: Client, at: At) -> None:
    assert 'id="first-title"' not in review(alice, at("note/"), text)


def test_what_was_said_of_other_weeks_is_left_to_the_rules(alice: Client, at: At) -> None:
    """How long a sign counts is in the rules' data, and the same before and after saving."""
    page = review(alice, at("note/"), "three weeks ago my face drooped on one side for an hour")
    assert 'id="first-title"' not in page


def test_what_only_the_diary_makes_urgent_is_told_before_saving_too(alice: Client, at: At) -> None:
    """A fever alone is for today; on tizanidine or with a pump it is more."""
    alone = review(alice, at("note/"), "temperature 38.6, itching with no rash")
    assert "Emergency" not in alone[alone.index("<h1>") : alone.index("<form")]
    alice.post(at("settings/profile/"), {"form_id": str(uuid4()), "pump": "yes"})
    page = review(alice, at("note/"), "temperature 38.6, itching with no rash")
    assert "Emergency" in page[page.index("<h1>") : page.index("<form")]
