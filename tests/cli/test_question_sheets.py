"""The question sheets and the signs at the terminal."""

from __future__ import annotations

import json

from tests.cli.terminal import Terminal, refused
from tests.docs.test_json_fields import DOCUMENTED, fields_of

NOW = ("--now", "2026-11-20T09:00")


def test_without_answers_it_shows_what_to_look_at_and_keeps_nothing(terminal: Terminal) -> None:
    asked = terminal("check-triggers", *NOW)
    assert asked.code == 0, asked.err
    for word in ("bladder", "bowel", "skin", "infection", "fall", "missed_doses", "pump", "not looked at"):
        assert word in asked.out
    assert "no sheet" in refused(terminal("check-triggers", "--last", *NOW))


def test_answers_end_in_a_card_and_may_raise_a_rule(terminal: Terminal) -> None:
    done = terminal(
        "check-triggers", "--found", "temperature", "--which", "heat", "--not-found", "bowel", "--found", "infection",
        "--sign", "burning_urine", *NOW,
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "Signs of a bladder infection" in done.out
    assert "Heat or cold: found (heat)." in done.out
    assert "Bowel: not found." in done.out
    assert "Not looked at: bladder, skin and pressure" in done.out
    assert "Heat or cold: found (heat)." in terminal("check-triggers", "--last", *NOW).out


def test_the_teams_questions_give_no_verdict_and_end_in_a_summary(terminal: Terminal) -> None:
    done = terminal(
        "team-questions", "--sign", "new_weakness", "--no", "fever", "--unknown", "infection", "--yes", "new_symptom",
        "--words", "my left leg", *NOW,
    )  # fmt: skip
    assert done.code == 0, done.err
    for words in ("new weakness", "A fever, 38 °C or more: no.", "I don’t know", "my left leg", "Not answered: "):
        assert words in done.out
    assert "elapse" not in done.out.replace("relapse or something else may need care", "")


def test_what_is_no_answer_is_refused_and_nothing_is_kept(terminal: Terminal) -> None:
    assert "zebra" in refused(terminal("check-triggers", "--found", "zebra", *NOW))
    assert "two answers" in refused(terminal("check-triggers", "--found", "bowel", "--not-found", "bowel", *NOW))
    assert "not offered" in refused(terminal("team-questions", "--sign", "face_drop", *NOW))
    assert "--last" in refused(terminal("check-triggers", "--last", "--found", "bowel", *NOW))
    assert "no sheet" in refused(terminal("check-triggers", "--last", *NOW))


def test_the_json_of_sheet_and_card_is_documented(terminal: Terminal) -> None:
    asked = json.loads(terminal("check-triggers", "--json", *NOW).out)
    assert fields_of(asked) == DOCUMENTED["supple.sheet/1"]
    card = json.loads(terminal("check-triggers", "--found", "bladder", "--json", *NOW).out)
    assert fields_of(card) == DOCUMENTED["supple.card/1"]
    answers = {line["item"]: line["answer"] for line in card["lines"]}
    assert answers["bladder"] == "yes"
    assert answers["bowel"] is None


def test_what_somebody_has_changes_the_list_and_the_answer(terminal: Terminal) -> None:
    first = terminal("watch", "--list", "--have", "pump").out.split("\n\n")[0]
    assert "With a baclofen pump, first" in first
    assert "itching with no rash. Emergency" in first
    answer = terminal("watch", "--sign", "swallowing_trouble", "--have", "toxin").out  # at any hour
    assert "Botulinum toxin can spread" in answer
    assert "zebra" in refused(terminal("watch", "--sign", "fever", "--have", "zebra"))
