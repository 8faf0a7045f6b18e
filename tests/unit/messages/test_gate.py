"""Which translations are refused? Safety text that no named reviewer signed, wrong gaps, guesses."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages import Catalog
from messages import files, finding, gate, pseudo

from supple import words

CALL = "Call your emergency number now."
GAPS = "Since %(day)s, {count} notes"


@pytest.fixture
def english() -> Catalog:
    made = Catalog()
    made.add(CALL, context=words.SAFETY, auto_comments=[finding.SAFETY_NOTE])
    made.add("If you are unsure, call.", auto_comments=[finding.SAFETY_NOTE])
    made.add("Note it")
    made.add(GAPS)
    made.add(("{n} day", "{n} days"))
    made.add("See <b>{name}</b>")
    return made


def refused(english: Catalog, said: object, to: object = CALL, **more: object) -> list[str]:
    theirs = Catalog(locale="de")
    theirs.add(to, said, **more)  # type: ignore[arg-type]
    return gate.problems(theirs, english)


@pytest.mark.parametrize(
    "comments",
    [
        [],
        ["looks good"],
        ["reviewed_by: nobody"],
        ["reviewed_by: nobody yet, nurse, 2026-11-27"],
        ["reviewed_by: Ana Lopez"],
        ["reviewed_by: Ana Lopez, MS nurse"],
        ["reviewed_by: , MS nurse, 2026-11-27"],
    ],
)
def test_safety_text_without_a_named_reviewer_is_refused(comments: list[str], english: Catalog) -> None:
    found = refused(english, "Rufen Sie jetzt den Notruf.", context=words.SAFETY, user_comments=comments)
    assert len(found) == 1
    assert "nobody signed" in found[0]


def test_a_signed_translation_is_taken(english: Catalog) -> None:
    signed = ["reviewed_by: Ana Lopez, MS nurse, 2026-11-27"]
    assert refused(english, "Rufen Sie jetzt den Notruf.", context=words.SAFETY, user_comments=signed) == []


def test_a_page_that_says_when_to_call_needs_a_reviewer_as_well(english: Catalog) -> None:
    assert refused(english, "Im Zweifel anrufen.", to="If you are unsure, call.")
    assert refused(english, "Notieren", to="Note it") == []


def test_an_untranslated_message_is_no_problem(english: Catalog) -> None:
    assert refused(english, "", context=words.SAFETY) == []


@pytest.mark.parametrize(
    ("to", "said", "why"),
    [
        (GAPS, "Seit %(day)s", "gaps"),
        (GAPS, "Seit %(tag)s, {count} Notizen", "gaps"),
        (("{n} day", "{n} days"), ("ein Tag", "{m} Tage"), "gaps"),
        ("See <b>{name}</b>", "Siehe {name}", "tags"),
        ("See <b>{name}</b>", "Siehe <a href='https://elsewhere.example'>{name}</a>", "tags"),
    ],
)
def test_gaps_and_tags_are_those_of_the_english(to: object, said: object, why: str, english: Catalog) -> None:
    assert any(f"other {why}" in line for line in refused(english, said, to=to))


def test_one_thing_may_be_said_without_its_number(english: Catalog) -> None:
    assert refused(english, ("ein Tag", "{n} Tage"), to=("{n} day", "{n} days")) == []


def test_a_guess_is_refused(english: Catalog) -> None:
    assert any("guess" in line for line in refused(english, "Notieren", to="Note it", flags=["fuzzy"]))


def test_what_is_known_of_the_rules_is_safety_text() -> None:
    found, wrong = finding.everything()
    assert wrong == []
    rules = {one.one for one in found if one.place == "knowledge/red_flags.toml"}
    assert len(rules) > 100
    assert all(one.is_safety and one.context == words.SAFETY for one in found if one.one in rules and one.context)
    assert any(one.is_safety for one in found if one.place.startswith("web/templates/help/"))
    assert not any(one.is_safety for one in found if one.place.startswith("web/templates/course/"))


@pytest.mark.parametrize("code", ['_(f"since {day}")', '_("since " + day)', "N_(day)", 'n_("a day", many, 2)'])
def test_a_message_put_together_too_early_is_told(code: str) -> None:
    call = ast.parse(code).body[0].value  # type: ignore[attr-defined]
    assert any(isinstance(each, str) for each in finding._of_call(call, "here:1", "here.py"))


@pytest.mark.parametrize(
    "text",
    ["Note it", "%(name)s has 100%% of {n:.1f}", 'See <a href="%(to_plan)s">the plan</a> &amp; more', " and ", "{}"],
)
def test_the_made_up_language_keeps_gaps_and_tags_and_is_longer(text: str) -> None:
    said = pseudo.said(text)
    assert gate._gaps(said) == gate._gaps(text)
    assert gate._TAG.findall(said) == gate._TAG.findall(text)
    words_of = [re.sub(r"<[^>]*>|&\w+;|%\(\w+\)s|{[^}]*}", "", each) for each in (text, said)]
    assert len(words_of[1]) >= 1.3 * len(words_of[0])
    assert said.startswith(" ") is text.startswith(" ")


def test_a_compiled_catalogue_is_read_by_the_words(tmp_path: Path) -> None:
    theirs = Catalog(locale="de")
    theirs.add("Note it", "Notieren")
    theirs.add(("{n} day", "{n} days"), ("{n} Tag", "{n} Tage"))
    theirs.add(CALL, "Notruf!", context=words.SAFETY)
    files.write_compiled(tmp_path, "de", theirs)
    words.forget()
    with words.speaking("de", [tmp_path]):
        assert words.language() == "de"
        assert words._("Note it") == "Notieren"
        assert words._("Something else") == "Something else"
        assert words.n_("{n} day", "{n} days", 1) == "{n} Tag"
        assert words.n_("{n} day", "{n} days", 1.5) == "{n} Tage"
        assert words.safety(CALL) == ("Notruf!", True)
        assert words.safety("Not signed.") == ("Not signed.", False)
    assert words._("Note it") == "Note it"
    assert words.language() == "en-GB"
    assert words.safety(CALL) == (CALL, True)
    with pytest.raises(LookupError, match="no catalogue"), words.speaking("xx", [tmp_path]):
        pass


def test_constants_are_said_when_they_are_read(tmp_path: Path) -> None:
    table = words.later({"yes": words.N_("Note it"), "pair": ("id", words.N_("Note it"))})
    row = words.later((("a", words.N_("Note it")), ("b", "Note it")))
    theirs = Catalog(locale="de")
    theirs.add("Note it", "Notieren")
    theirs.add("id", "never: an id is no message")
    files.write_compiled(tmp_path, "de", theirs)
    words.forget()
    assert table["yes"] == "Note it"
    with words.speaking("de", [tmp_path]):
        assert dict(table) == {"yes": "Notieren", "pair": ("id", "Notieren")}
        assert [word for _, word in row] == ["Notieren", "Note it"]
        assert row[0] == ("a", "Notieren")
        assert row[:1] == (("a", "Notieren"),)
        assert dict(row)["a"] == "Notieren"
        assert table.get("no", "nothing") == "nothing"
        assert {**table}["yes"] == "Notieren"
