"""Can everybody read and hit it? Every page, light and dark, 320 px and 1280 px, with axe and with a ruler."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from supple.web import urls
from supple.web.guard import DECLARED, Who
from tests.browser.conftest import Open, Served

# Every address that shows a page. Addresses that only change something or give a file show none.
PAGES = {
    "people": "/people/",
    "phone": "/phone/",
    "add_person": "/people/add/",
    "login": "/login/",
    "enter": "/enter/no-such-link",
    "help": "/help/",
    "about": "/about/",
    "on_phone": "/on-this-phone/",
    "article": "/about/{article}/",
    "today": "{p}today/",
    "one_question": "{p}one/",
    "timeline": "{p}timeline/",
    "add_entry": "{p}timeline/add/",
    "entry": "{entry}",
    "saved": "{saved}",
    "where": "{where}",
    "stiff_where": "{p}stiff-where/",
    "as_yesterday": "{p}as-yesterday/",
    "fall": "{p}fall/",
    "catch_up": "{p}catch-up/",
    "pause": "{p}pause/",
    "goes_with": "{p}goes-with/",
    "aloud": "{p}goes-with/aloud/",
    "course": "{p}course/?by=month",
    "course_hours": "{p}course/hours/?days=365",
    "course_body": "{p}course/body/?by=week",
    "course_compare": "{p}course/compare/",
    "week": "{p}week/",
    "in_time": "{p}in-time/",
    "when_to_call": "{p}when-to-call/",
    "why": "{p}why/R17/",
    "raised": "{p}alerts/",
    "signs": "{p}signs/",
    "check_triggers": "{p}check-triggers/",
    "trigger_card": "{trigger_card}",
    "team_questions": "{p}team-questions/",
    "team_card": "{team_card}",
    "plan": "{p}plan/",
    "injections": "{p}injections/",
    "injection_add": "{p}injections/add/",
    "changes": "{p}changes/",
    "change": "{change}",
    "balance": "{p}changes/balance/?medicine=tizanidine",
    "doses": "{p}doses/",
    "medicines": "{p}medicines/",
    "medicine_add": "{p}medicines/add/",
    "medicine": "{medicine}",
    "medicine_change": "{medicine}change/",
    "goals": "{p}plan/goals/",
    "goal_right": "{goal}",
    "visits": "{p}plan/visits/",
    "aids": "{p}plan/aids/",
    "tightness": "{p}plan/aids/tight/",
    "team": "{p}plan/team/",
    "allergies": "{p}plan/allergies/",
    "card": "{p}card/",
    "plan_sheet": "{p}plan/sheet/",
    "pump": "{p}pump/",
    "pump_refill": "{p}pump/refill/",
    "pump_programming": "{p}pump/programme/",
    "pump_bolus": "{p}pump/extra/",
    "pump_end": "{p}pump/taken-out/",
    "pump_setup": "{p}pump/set-up/",
    "report": "{p}report/",
    "import": "{p}import/",
    "look_back": "{p}look-back/",
    "more": "{p}more/",
    "settings": "{p}settings/",
    "erase": "{p}settings/erase/",
}
NO_PAGE = {
    "home",
    "worker",
    "manifest",
    "icon",
    "outbox_ready",
    "outbox_module",
    "report_pdf",
    "plan_sheet_pdf",
    "week_pdf",
    "rules_pdf",
    "import_template",
    "export",
    "card_wallet",
    "card_phone",
}
LOOKS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]

SMALL_TARGETS = """() => [...document.querySelectorAll(
  'a, button, select, textarea, summary, input, label.check, label.pick')]
  .filter(e => e.type !== 'hidden' && e.checkVisibility() && !e.closest('.visually-hidden, .skip'))
  .filter(e => !(e.tagName === 'INPUT' && e.closest('label')))
  .filter(e => !(e.tagName === 'A' && getComputedStyle(e).display === 'inline'))
  .map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect().width, e.getBoundingClientRect().height])
  .filter(([, w, h]) => w < 47.5 || h < 47.5)"""
SMALL_PRIMARY = """() => [...document.querySelectorAll('.button--primary, .button--urgent, .key')]
  .filter(e => e.checkVisibility()).map(e => [e.outerHTML.slice(0, 120), e.getBoundingClientRect().height])
  .filter(([, h]) => h < 59.5)"""
# The dark pages have the same structure, so only their colours are asked about again.
AXE = """async (onlyColours) => {
  const options = {resultTypes: ['violations'], rules: {'color-contrast-enhanced': {enabled: true}}};
  if (onlyColours) options.runOnly = {type: 'rule', values: ['color-contrast', 'color-contrast-enhanced']};
  const found = await axe.run(document, options);
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)
    + ' ' + (n.failureSummary || '').slice(0, 200)).join(' | '));
}"""


def test_every_page_is_in_this_test() -> None:
    assert urls.urlpatterns
    shown = {name for name, d in DECLARED.items() if "GET" in d.methods} - NO_PAGE
    assert shown == set(PAGES)
    assert DECLARED["help"].who is Who.ANYBODY


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
    return {name: path.format(**found) for name, path in PAGES.items()}


SHEETS = {"trigger_card": "check-triggers/", "team_card": "team-questions/"}


def _card(page: Page, root: str, sheet: str) -> str:
    """Fill in a sheet, so that its card has something of each answer."""
    page.goto(root + sheet)
    for value, nth in (("yes", 3), ("no", 0)):
        page.locator(f'.sheet-item input[value="{value}"]').nth(nth).check()
    page.locator("form[data-up] button").last.click()
    page.wait_for_url(re.compile(f"/{sheet}.+"))
    return urlsplit(page.url).path


def _medicine_with_steps(page: Page, root: str) -> str:
    """Write one down, so that its page has steps and something said about them."""
    page.goto(f"{root}medicines/add/")
    page.get_by_label("Name, as on the box").fill("Gabapentin")
    page.get_by_label("One step a line").fill("100 mg at night for 3 days\n100 mg twice a day")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Yes, keep it").click()
    return page.get_by_role("link", name="Steps and history of Gabapentin").get_attribute("href") or ""


@pytest.fixture(scope="package")
def look_at(browser: Browser, served: Served, places: dict[str, str]) -> Iterator[Callable[..., Page]]:
    """One open window for each width and theme; each page is visited with everything folded out."""
    windows: dict[Any, Page] = {}

    def visit(name: str, width: int, theme: str) -> Page:
        signed_in = name not in {"login", "enter"}
        key = (width, theme, signed_in)
        if key not in windows:
            state = served.state if signed_in else None
            context = browser.new_context(
                storage_state=state,
                viewport={"width": width, "height": 900},
                color_scheme=theme,
                reduced_motion="reduce",
            )  # type: ignore[arg-type]
            windows[key] = context.new_page()
        page = windows[key]
        page.goto(served.url + places[name])
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        return page

    yield visit
    for page in windows.values():
        page.context.close()


@pytest.mark.parametrize(("width", "theme"), LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_and_the_ruler_find_nothing(name: str, width: int, theme: str, look_at: Callable[..., Page]) -> None:
    page = look_at(name, width, theme)
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE, theme == "dark") == []
    if theme == "light":
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate(SMALL_PRIMARY) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width, "it scrolls sideways"


@pytest.mark.parametrize(
    "tail", ["course/?by=day", "course/?by=week", "course/?by=year", "course/body/?by=month", "course/body/?by=year"]
)
@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_axe_and_the_ruler_find_nothing_in_any_length_of_the_course(
    tail: str, width: int, theme: str, opened: Open, served: Served
) -> None:
    page = opened(served.people["Nora"] + tail, viewport={"width": width, "height": 900}, color_scheme=theme)
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE, theme == "dark") == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_of_findings_that_is_tested_has_cards_with_marks(look_at: Callable[..., Page]) -> None:
    page = look_at("goes_with", 320, "light")
    assert page.locator("article.finding .mark-button").count() >= 3
    assert page.locator("article.finding .days-glance").count() >= 1


def test_an_emergency_on_today_does_not_scroll_sideways_at_double_size(own_diary: Open) -> None:
    page = own_diary("signs/", viewport={"width": 640, "height": 900})
    page.get_by_role("checkbox", name="A fit or seizure").check()
    page.get_by_role("button", name="Note this").click()
    page.goto(page.url.split("when-to-call/")[0] + "today/")
    assert page.locator(".glance .tier-T0").count() == 1
    page.evaluate("() => { document.documentElement.style.fontSize = '225%' }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize(
    "name",
    [
        "today",
        "timeline",
        "goes_with",
        "when_to_call",
        "help",
        "settings",
        "report",
        "course",
        "course_body",
        "week",
        "look_back",
    ],
)
def test_text_at_double_size_does_not_scroll_sideways(name: str, look_at: Callable[..., Page]) -> None:
    page = look_at(name, 320, "light")
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("() => { document.documentElement.style.fontSize = '225%' }")
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 320, "height": 900})
    assert wide <= 640


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


def test_forced_colours_and_reduced_motion(opened: Open, served: Served) -> None:
    page = opened(served.people["Nora"] + "today/", forced_colors="active", reduced_motion="reduce")
    assert page.locator(".key").first.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    assert page.locator(".help-button").is_visible()
