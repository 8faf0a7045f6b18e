"""Can everybody read and hit it? Every page and state: axe and a ruler, light and dark, narrow and wide, zoomed, in
forced colours, with still eyes. A page or a template that no state shows fails here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from supple.web import frame
from tests.browser.conftest import Open, Served
from tests.browser.places import HELD_BY, PAGES, SHEETS, SIGNED_OUT, STATES, VIEWS, Visit, path_of
from tests.browser.ruler import HEIGHT, faults

TEMPLATES = Path(frame.__file__).parent / "templates"
SEEN: set[str] = set()
"""The templates of the pages that were looked at, as the debug switch makes the server say."""


@pytest.fixture(scope="package")
def places(browser: Browser, served: Served) -> dict[str, str]:
    """The addresses, with one entry and one saved form of Maria's."""
    context = browser.new_context(storage_state=served.state)
    page = context.new_page()
    root = served.people["Maria"]
    page.goto(f"{served.url}{root}today/")
    page.get_by_role("textbox", name="Or say it in your own words").fill("stiffness 6 left calf, maybe 3 spasms")
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("button", name="Save", exact=True).click()
    saved = page.get_by_role("link", name="Edit").get_attribute("href") or ""
    page.goto(served.url + saved)
    entry = page.get_by_role("link", name="Edit").first.get_attribute("href") or ""
    page.goto(f"{served.url}{root}today/")
    page.get_by_role("button", name="Spasm +1").click()
    where = page.get_by_role("link", name="Where?").get_attribute("href") or ""
    page.goto(f"{served.url}{root}changes/")
    change = page.locator("main a[href*='change=']").first.get_attribute("href") or ""
    page.goto(f"{served.url}{root}plan/goals/")
    goal = page.locator("main a[href*='goals/right/']").first.get_attribute("href") or ""
    page.goto(f"{served.url}/about/")
    article = (page.locator("main .menu a").first.get_attribute("href") or "").rstrip("/").rsplit("/", 1)[-1]
    medicine = _medicine_with_steps(page, served.url + root)
    cards = {name: _card(page, served.url + root, sheet) for name, sheet in SHEETS.items()}
    context.close()
    found = {"p": root, "entry": entry, "saved": saved, "article": article, "change": change}
    found |= {"medicine": medicine, "goal": goal, "where": where}
    found |= cards
    yesterday = (datetime.now(UTC) - timedelta(hours=29)).date()  # after midnight the day is still the one before
    found |= {"n": served.people["Nora"], "yesterday": yesterday.isoformat()}
    return {name: path.format(**found) for name, path in {**PAGES, **VIEWS}.items()}


def _card(page: Page, root: str, sheet: str) -> str:
    """Fill in a sheet, so that its card has something of each answer."""
    page.goto(root + sheet)
    for value, nth in (("yes", 3), ("no", 0)):
        page.locator(f'.sheet-item input[value="{value}"]').nth(nth).check()
    page.locator("form[data-up] button").last.click()
    page.wait_for_url(re.compile(f"/{sheet}.+"))
    return path_of(page.url)


def _medicine_with_steps(page: Page, root: str) -> str:
    """Write one down, so that its page has steps and something said about them."""
    page.goto(f"{root}medicines/add/")
    page.get_by_label("Name, as on the box").fill("Gabapentin")
    page.get_by_label("One step a line").fill("100 mg at night for 3 days\n100 mg twice a day")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Yes, keep it").click()
    return page.get_by_role("link", name="Steps and history of Gabapentin").get_attribute("href") or ""


Look = Callable[[str], Page]


@pytest.fixture(scope="package")
def look_at(browser: Browser, served: Served, places: dict[str, str]) -> Iterator[Look]:
    """One window for whoever is signed in and one for nobody; each page is visited once."""
    windows = {
        is_in: browser.new_context(
            storage_state=served.state if is_in else None,
            viewport={"width": 320, "height": HEIGHT},
            reduced_motion="reduce",
        ).new_page()
        for is_in in (True, False)
    }

    def visit(name: str) -> Page:
        page = windows[name not in SIGNED_OUT]
        page.goto(served.url + places[name])
        return page

    for page in windows.values():
        page.on("response", _note_template)
    yield visit
    for page in windows.values():
        page.context.close()


def _note_template(response: Response) -> None:
    if (name := response.headers.get("x-supple-template")) is not None:
        SEEN.add(name)


@pytest.fixture(scope="module")
def fresh(browser: Browser, served: Served) -> Iterator[Visit]:
    """One new diary, in a window of its own, for all the states that only an answer shows."""
    page = browser.new_context(storage_state=served.state, viewport={"width": 320, "height": HEIGHT}).new_page()
    page.set_default_timeout(30000)
    page.on("response", _note_template)
    page.goto(served.url + "/people/add/")
    page.get_by_label("Name").fill("Robin")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/today/")
    yield Visit(page, served, path_of(page.url).removesuffix("today/"))
    page.context.close()


@pytest.mark.parametrize("name", {**PAGES, **VIEWS})
def test_everybody_can_read_and_hit_every_page(name: str, look_at: Look) -> None:
    assert faults(look_at(name), is_huge=name == "style") == {}


@pytest.mark.parametrize("name", STATES)
def test_everybody_can_read_and_hit_every_state(name: str, fresh: Visit) -> None:
    STATES[name](fresh)
    try:
        assert faults(fresh.page) == {}
    finally:
        fresh.page.context.set_offline(False)


def test_every_template_of_a_page_was_looked_at(request: pytest.FixtureRequest) -> None:
    """A page that stands only in an answer to a form has no address of its own, and is not forgotten either."""
    asked = {item.name.split("chromium-")[-1].rstrip("]") for item in request.session.items}
    if not {*PAGES, *STATES} <= asked:
        pytest.skip("some pages were not looked at in this run")
    pages = {
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if re.search(r"{% extends ", path.read_text(encoding="utf-8"))
    }
    assert pages - SEEN - set(HELD_BY) - {"course/page.html", "error.html"} == set(), (
        "the frame of some, and of errors"
    )


def test_the_page_of_findings_that_is_tested_has_cards_with_marks(look_at: Look) -> None:
    page = look_at("goes_with")
    assert page.locator("article.finding .mark-button").count() >= 3
    assert page.locator("article.finding .days-glance").count() >= 1


def test_today_answers_its_three_questions_without_scrolling(opened: Open, served: Served) -> None:
    page = opened(served.people["Nora"] + "today/")
    edge = page.locator(".nav").bounding_box()
    assert edge is not None
    for what in (".keypad", "#note-text", ".glance a:first-child", ".glance a:last-child"):
        box = page.locator(what).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= edge["y"], f"{what} is hidden below the fold of a phone"


def test_paper_gets_the_report_and_nothing_else(opened: Open, served: Served) -> None:
    page = opened(served.people["Maria"] + "report/")
    page.emulate_media(media="print")
    for hidden in (".top", ".nav", ".foot", "main form"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".report h1").is_visible()
