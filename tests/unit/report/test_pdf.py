"""The report on paper: one page, tagged, the same bytes everywhere, and no words ever read as markup."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from tests.unit.report.made import (
    HOSTILE,
    NOW,
    STIFF,
    a_diary,
    a_finding,
    a_look,
    a_plan,
    days,
    empty,
    maximal,
    plan_item,
    small,
)

from supple.model import VisitReport
from supple.report import to_pdf, visit_report
from supple.report.paper import ROOMS, layout
from supple.report.pdf import roomiest
from supple.report.print_text import UNPRINTABLE, printable, printable_characters, shorten

ROOT = Path(__file__).resolve().parents[3]


def full() -> VisitReport:
    table = days({"stiffness": STIFF, "night_spasms": STIFF, "poor_sleep": [i % 3 == 0 for i in range(90)]})
    return visit_report(
        a_look(table, findings=[a_finding()]), a_diary(), a_plan(), since=None, now=NOW, questions=["Why at night?"]
    )


REPORTS = {"empty": empty, "small": small, "full": full, "maximal": maximal}


@cache
def made(name: str) -> bytes:
    return to_pdf(REPORTS[name]())


@cache
def read(name: str) -> PdfReader:
    return PdfReader(io.BytesIO(made(name)))


def words_of(reader: PdfReader, page: int = 0) -> str:
    return " ".join(reader.pages[page].extract_text().replace("\u200b", "").split())


def tags(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the structure tree."""
    waiting: list[Any] = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        here = waiting.pop().get_object()
        if isinstance(here, list):
            waiting += here
        elif isinstance(here, DictionaryObject):
            yield here
            waiting += [here["/K"]] if "/K" in here else []


# --- one page ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_for_the_care_team_is_one_page(name: str) -> None:
    reader = read(name)
    first = words_of(reader)
    assert "Visit report" in first
    assert "Made by Supple" in first
    if len(reader.pages) > 1:
        assert words_of(reader, 1).startswith("Appendix")


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_both_papers_hold_the_page(paper: str) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(dataclasses.replace(maximal(), paper=paper))))
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == {"a4": (595, 842), "us-letter": (612, 792)}[paper]
    assert "Made by Supple" in words_of(reader)


def test_a_usual_diary_is_set_large_with_its_pictures() -> None:
    assert roomiest(full()) == ROOMS[0]


def test_rooms_only_get_tighter() -> None:
    for before, after in pairwise(ROOMS):
        assert (after.lines, after.characters, after.rows) <= (before.lines, before.characters, before.rows)
    assert ROOMS[-1].size_pt >= 8.5


def test_what_the_page_leaves_out_stands_whole_in_the_appendix() -> None:
    asked = [f"Question {i} " + "and more words " * 30 + f"end{i}" for i in range(40)]
    look = a_look(days({"stiffness": STIFF}))
    report = visit_report(look, a_diary(), a_plan(), since=None, now=NOW, questions=asked)
    reader = PdfReader(io.BytesIO(to_pdf(report)))
    assert "more in the appendix; whole texts in the appendix." in words_of(reader)
    appendix = " ".join(words_of(reader, page) for page in range(1, len(reader.pages)))
    assert "What I want to ask, in full" in appendix
    assert all(f"end{i}" in appendix for i in range(40))


# --- the same bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert to_pdf(REPORTS[name]()) == made(name)


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.unit.report.test_pdf import full; from supple.report import to_pdf; "
        "print(hashlib.sha256(to_pdf(full())).hexdigest())"
    )
    ours = hashlib.sha256(made("full")).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    other = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert other.stdout.strip() == ours


def test_another_moment_gives_other_bytes() -> None:
    later = dataclasses.replace(small(), now=NOW.replace(minute=31))
    assert to_pdf(later) != made("small")


def test_only_the_fonts_of_the_wheel_are_used() -> None:
    found = {
        str(font.get_object()["/BaseFont"]).rpartition("+")[2].partition("-")[0]
        for name in REPORTS
        for page in read(name).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert found <= {"LibertinusSerif", "DejaVuSansMono", "NewCMMath", "NewCM10"}


# --- accessible -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_tagged_pdf_ua_1_with_title_and_language(name: str) -> None:
    reader = read(name)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (pypdf's own boolean)
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    metadata = reader.metadata
    assert metadata is not None
    assert (metadata.title or "").startswith("Visit report: ")


def test_every_picture_has_its_words() -> None:
    figures = [tag for tag in tags(read("full")) if tag.get("/S") == "/Figure"]
    assert len(figures) == 3
    told = [str(figure["/Alt"]) for figure in figures]
    assert sum("noted on 84 of 84 days" in words for words in told) == 1
    assert sum("Days with poor sleep" in words for words in told) == 1
    assert all(len(words) > 40 for words in told)


def test_headings_lists_and_tables_are_what_they_look_like() -> None:
    kinds = [str(tag.get("/S")) for tag in tags(read("full"))]
    assert kinds.count("/H1") == 2
    assert kinds.count("/H2") > 8
    assert {"/L", "/LI", "/Table", "/TH", "/TD"} <= set(kinds)


def test_the_notices_are_read_out_not_hidden_in_a_footer() -> None:
    reader = read("small")
    marked = str(reader.pages[0].get_contents().get_data())  # type: ignore[union-attr]
    assert "/Artifact" in marked
    assert "No clinician has reviewed" in words_of(reader)


# --- the facts --------------------------------------------------------------------------------------------


def test_the_facts_are_on_page_one() -> None:
    first = words_of(read("full"))
    for words in (
        "Nora",
        "Something was noted on 84 of 84 days",
        "Why at night?",
        "On days with poor_sleep, stiffness was about 1.3 points higher",
        "1 thing was looked at beside stiffness",
        "What was done" if "What was done" in first else "No rule raised an alert",
        "Falls: not noted",
        "Start Latest Median Days noted",
        "No clinician has reviewed these rules or words. Supple has not been assessed as a medical device.",
        "not a diagnosis",
        "neither no nor zero",
        "knowledge abc123, engine triggers/1",
        "so it can differ from the gap between these means",
    ):
        assert words in first, words


def test_missing_is_never_printed_as_zero() -> None:
    report = small(falls=[None] * 90, wakings=[*[None] * 89, 2.0])
    reader = PdfReader(io.BytesIO(to_pdf(report)))
    assert "Falls: not noted" in words_of(reader)
    appendix = words_of(reader, 1)
    assert "not noted not noted 14 Jan 2026" in appendix
    assert "0.0" not in appendix


# --- words are data ---------------------------------------------------------------------------------------


def with_words(words: str) -> VisitReport:
    look = a_look(days({"stiffness": STIFF, f"own:{words}": STIFF}), name=words, label=words)
    items = [plan_item(kind, words, NOW.date(), words=words) for kind in ("goal", "medicine", "question")]
    return visit_report(look, a_diary(), a_plan(items), since=None, now=NOW, questions=[words])


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=80))
@example(HOSTILE)
@example('#import "x": *')
@example("#panic(1) $x_1$ `r` \\ /* */ // @ref <label> [x] {y}")
@example("\u202eevil\u202c \u2067rtl\u2069 \u00ad" * 5)
@example("a\u0338\u0301\u0489" * 20)
@example("👩🏽‍🦽🏳️‍🌈🇬🇧1️⃣")
@example("שלום " * 30)
@example("ﷺ ﻼ ب‌ا‍ب")
@example("\x00\x1b[31m\x85\u2028\u2029\ufffe")
@example("W" * 3000)
@example("क्षि ก็ 한글 가 ꙮ 𝕏 🄰 \U000e0041")
def test_no_words_stop_the_page_or_become_markup(words: str) -> None:
    assert to_pdf(with_words(words)).startswith(b"%PDF")


def test_markup_is_printed_as_it_was_typed() -> None:
    typed = '#import "x": * *bold* _it_ $x$ @ref // no /* note */ [a] \\ ~'
    reader = PdfReader(io.BytesIO(to_pdf(with_words(typed))))
    assert typed in words_of(reader)


def test_every_character_called_printable_can_be_printed() -> None:
    shown = [char for char in sorted(printable_characters()) if unicodedata.category(char) != "Zs"]
    lines = ["".join(shown[i : i + 12]) for i in range(0, len(shown), 12)]
    look = a_look(days({"stiffness": STIFF}))
    report = visit_report(look, a_diary(), a_plan(), since=None, now=NOW, questions=lines)
    assert to_pdf(report).startswith(b"%PDF")


@given(st.text(max_size=200))
def test_only_printable_characters_are_left(words: str) -> None:
    assert set(printable(words, may_break=False)) <= printable_characters()


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("take 💊 now", "take [pill] now"),
        ("👩‍🦽", "[woman][manual wheelchair]"),
        ("中文 字", UNPRINTABLE),
        ("café ½ ≥ 4", "café ½ ≥ 4"),
        ("ﬁne", "fine"),
        ("a\u00adb\u200bc", "abc"),
        ("one\ntwo\tthree", "one two three"),
    ],
)
def test_what_cannot_be_printed_is_named(words: str, printed: str) -> None:
    assert printable(words, may_break=False) == printed


def test_letters_that_the_print_lacks_are_owned_up_to() -> None:
    assert "stands for letters that this print lacks" in words_of(PdfReader(io.BytesIO(to_pdf(with_words("中文")))))
    assert "stands for letters" not in words_of(read("small"))


def test_long_words_may_break_and_nothing_is_lost() -> None:
    word = "x" * 100
    assert printable(word).replace("\u200b", "") == word
    assert max(map(len, printable(word).split("\u200b"))) <= 18


def test_right_to_left_words_are_kept_to_themselves() -> None:
    assert printable("שלום") == "\u2068שלום\u2069"
    assert printable("hello") == "hello"


@given(st.text(max_size=100), st.integers(2, 60))
def test_shortening_never_exceeds_its_room(words: str, most: int) -> None:
    short = shorten(words, most)
    assert len(short) <= most
    assert short == words or short.endswith("…")


def test_the_layout_holds_strings_and_numbers_only() -> None:
    waiting: list[Any] = [layout(maximal(), ROOMS[0], with_appendix=True)]
    while waiting:
        here = waiting.pop()
        if isinstance(here, dict):
            waiting += here.values()
        elif isinstance(here, list):
            waiting += here
        else:
            assert here is None or isinstance(here, str | int | float)
