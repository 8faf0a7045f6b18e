"""The report on screen: well formed, escaped, needing no style and no script, with all facts in it."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.report.made import HOSTILE, STIFF, a_diary, a_look, a_plan, days, empty, maximal, small

from supple.model import ReportLine, ReportSection, VisitReport
from supple.report import to_html, to_page, visit_report

_VOID = {"meta", "line", "circle", "path", "rect", "br"}


class _Reader(HTMLParser):
    """Fails on anything left open; keeps the words, the tags and the ids."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("report", [empty(), small(night_spasms=STIFF), maximal()], ids=["empty", "small", "maximal"])
def test_the_fragment_is_well_formed_and_needs_nothing(report: VisitReport) -> None:
    found = read(to_html(report))
    assert found.tags.count("h1") == 1
    assert not {"script", "style", "img", "iframe", "link"} & set(found.tags)
    assert not [name for name in found.attributes if name == "style" or name.startswith("on")]
    assert len(set(found.ids)) == len(found.ids)


def test_what_a_person_wrote_is_words_and_nothing_else() -> None:
    page = to_html(maximal())
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "\u202e" not in page
    assert "\x07" not in page
    assert "💊" in page
    assert "中文字" in page


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_any_words_stay_words(words: str) -> None:
    look = a_look(days({"stiffness": STIFF}), name=words, label=words)
    page = to_html(visit_report(look, a_diary(), a_plan(), since=None, now=small().now, questions=[words]))
    assert read(page).tags.count("h1") == 1


def test_what_the_page_leaves_out_stands_in_the_appendix() -> None:
    page = to_html(maximal("own words"))
    questions, appendix = page.split('id="report-questions"')[1], page.split('id="report-appendix"')[1]
    # Twenty asked now and one kept in the plan four times over are 21; five stand on the page.
    assert "16 more in the appendix." in questions.split("</section>")[0]
    assert "<p>All 21:</p>" in appendix
    assert appendix.count("19 own words") >= 1


def test_the_facts_are_on_the_page() -> None:
    told = " ".join(read(to_html(small(night_spasms=STIFF))).words)
    for words in (
        "Nora",
        "Something was noted on 84 of 84 days (100 %).",
        "31 Mar 2026, 09:30 (UTC+00:00)",
        "Week at the start",
        "Spasms in the night",
        "No clinician has reviewed these rules or words",
        "knowledge abc123",
    ):
        assert words in told


def test_marks_and_luck_are_on_the_page_as_words_and_nothing_else() -> None:
    line = ReportLine("On days with heat …", mark="clear", note="Fits, says <b>Nora</b>.")
    section = ReportSection("findings", "What goes with it", lines=(line,), note="How lucky could this be? 3 & 4.")
    page = to_html(replace(small(), sections=(section,)))
    assert "Fits, says &lt;b&gt;Nora&lt;/b&gt;." in page
    assert "How lucky could this be? 3 &amp; 4." in page


def test_missing_is_never_shown_as_nothing() -> None:
    report = small(falls=[None] * 90, wakings=[*[None] * 89, 2.0])
    told = re.sub(r"\s+", " ", " ".join(read(to_html(report)).words))
    assert "Falls: not noted" in told
    assert "few days few days 2.0 1 of 84" in told
    week = next(table for table in report.appendix if table.title == "Week by week")
    assert {row[2] for row in week.rows[:-1]} == {"not noted"}


def test_a_page_of_its_own_fetches_nothing() -> None:
    page = to_page(small())
    assert page.startswith('<!doctype html><html lang="en-GB">')
    assert "<title>Visit report: Nora</title>" in page
    assert not re.search(r"(?:src|href)=|url\(|@import|<script", page)
    read(page.replace("<!doctype html>", ""))


def test_hostile_names_do_not_leave_the_title() -> None:
    look = a_look(days({"stiffness": STIFF}), name=f"</title>{HOSTILE}")
    page = to_page(visit_report(look, a_diary(), a_plan(), since=None, now=small().now))
    assert page.count("</title>") == 1 + page.count("</title><desc")
