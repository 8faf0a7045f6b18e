"""Does the style page show every component, only to whoever builds Supple, and with nothing that acts?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import override_settings

from supple.web import looks
from supple.web.pages.style import STYLES

STATIC = Path(looks.__file__).parent / "static"
# Classes that no template writes: a script puts them there. Which one, and when.
BY_SCRIPT = {
    "outbox__message": ("outbox/state.js", "what waits, at the top of a page"),
    "outbox-said__what": ("outbox/form.js", "what was kept on the phone"),
    "is-met": ("up.js", "two signs are ticked that are one together"),
    "is-emergency": ("up.js", "an emergency is ticked"),
    "is-news": ("up.js", "there is no network to save with"),
}
# Classes that stand on other pages alone, and why.
ELSEWHERE = {
    "install": "the page on a phone that trusts nothing yet: no style sheet of the diary, see test_phone.py",
}


@pytest.fixture(scope="module")
def page() -> str:
    with override_settings(STYLE_PAGE=True):
        return Client().get("/style/").content.decode()


def classes_of(sheet: Path) -> set[str]:
    """Every class that a selector of the style sheet names."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{};]+)\{", re.sub(r'"[^"]*"', "", text)))
    return set(re.findall(r"\.([A-Za-z][\w-]*)", selectors))


def shown_in(html: str) -> set[str]:
    return {each for found in re.findall(r'\sclass="([^"]*)"', html) for each in found.split()}


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_every_class_of_a_style_sheet_stands_on_the_style_page(sheet: Path, page: str) -> None:
    """A new component without an entry fails here: add a specimen in `supple/web/style_page/`."""
    assert classes_of(sheet) - shown_in(page) - set(BY_SCRIPT) - set(ELSEWHERE) == set()


@pytest.mark.parametrize("name", BY_SCRIPT)
def test_what_a_script_draws_is_drawn_by_that_script_and_by_nothing_else(name: str, page: str) -> None:
    script, _when = BY_SCRIPT[name]
    assert re.search(rf"\b{name}\b", (STATIC / script).read_text(encoding="utf-8"))
    assert name not in shown_in(page)


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_exception_is_one(name: str, page: str) -> None:
    assert name not in shown_in(page)


def test_every_style_sheet_is_on_it(page: str) -> None:
    on_every_page = {"tokens", "components", "outbox"}
    assert {path.stem for path in STATIC.glob("*.css")} == {*STYLES, *on_every_page}
    for name in (*STYLES, *on_every_page):
        assert f"/{name}.css?v=" in page


def test_without_the_debug_switch_there_is_no_such_page() -> None:
    answer = Client().get("/style/")
    assert answer.status_code == 404
    assert "specimen" not in answer.content.decode()


@override_settings(STYLE_PAGE=True)
def test_it_takes_the_looks_it_is_asked_for() -> None:
    html = Client().get("/style/?theme=dark&text_size=largest&hand=left").content.decode()
    opening = re.search(r"<html[^>]*>", html)
    assert opening
    for said in ('data-theme="dark"', 'data-text="largest"', 'data-hand="left"'):
        assert said in opening.group(0)


def test_nothing_on_it_acts(page: str) -> None:
    specimens = page.split('class="specimen')[1:]
    assert len(specimens) > 50
    for each in specimens:
        assert 'method="post"' not in each
        assert "data-outbox>" not in each
        assert "tel:" not in each


def test_no_two_parts_of_it_have_one_id(page: str) -> None:
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert [each for each in set(ids) if ids.count(each) > 1] == []
    for name in re.findall(r'\s(?:aria-labelledby|aria-describedby|for)="([^"]+)"', page):
        assert set(name.split()) <= set(ids), name
