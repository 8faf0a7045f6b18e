"""One question at a time, double text, left hand, dark: a phone held by a tired hand at night. And read aloud."""

from __future__ import annotations

import re

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Served
from tests.browser.ruler import AXE, SMALL_PRIMARY, SMALL_TARGETS

VOICE = """(isLocal) => {
  const voice = {name: 'Test', lang: 'en-GB', localService: isLocal, default: true, voiceURI: 'test'};
  window.said = [];
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, 'speechSynthesis', {value: {
    getVoices: () => [voice], speak: (part) => window.said.push(part.text), cancel: () => {}}});
}"""


def choose(page: Page, part: str, *names: str) -> None:
    for name in names:
        page.locator(f"#{part}").get_by_role("radio", name=re.compile(f"^{name}")).check()
    page.locator(f"#{part}").get_by_role("button", name="Use this").click()


def test_one_question_after_the_other_in_the_largest_text_in_the_dark(own_diary: Open) -> None:
    page = own_diary("settings/", viewport={"width": 320, "height": 844}, reduced_motion="reduce")
    choose(page, "looks", "Always dark", "Largest")
    choose(page, "ways", "One question at a time", "Left")
    page.goto(page.url.split("settings/")[0] + "today/")
    html = page.locator("html")
    for name, value in (("data-theme", "dark"), ("data-text", "largest"), ("data-hand", "left")):
        expect(html).to_have_attribute(name, value)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "36px"
    expect(page.get_by_role("heading", name="How stiff are you now?")).to_be_visible()
    help_button, brand = page.locator(".help-button").bounding_box(), page.locator(".top__brand").bounding_box()
    assert help_button is not None
    assert brand is not None
    assert help_button["x"] < brand["x"], "on the left, where the thumb is"
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE, False) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(SMALL_PRIMARY) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="6", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved: Stiffness 6 of 10.")
    expect(page.get_by_text("One more?")).to_be_visible()
    page.get_by_role("link", name="Skip this one").click()
    expect(page.get_by_text("One more?")).to_be_visible()
    page.get_by_role("link", name="Enough for now").click()
    expect(page.get_by_role("heading", name="Enough for now")).to_be_visible()
    page.get_by_role("link", name="More", exact=True).click()
    expect(page.get_by_role("link", name="Timeline")).to_be_visible()


def test_the_largest_text_keeps_every_long_page_in_its_width(opened: Open, served: Served) -> None:
    root = served.people["Maria"]
    page = opened(root + "settings/", viewport={"width": 320, "height": 800})
    choose(page, "looks", "Largest")
    for tail in (
        "today/?whole=1",
        "one/",
        "timeline/",
        "goes-with/",
        "when-to-call/",
        "doses/",
        "report/",
        "settings/",
    ):
        page.goto(f"{served.url}{root}{tail}")
        page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, tail


def test_a_page_is_read_by_the_devices_own_voice(opened: Open, served: Served) -> None:
    page = opened(served.people["Nora"] + "settings/")
    expect(page.get_by_role("button", name="Read this page aloud")).to_have_count(0)
    page.add_init_script(f"({VOICE})(true)")
    choose(page, "ways", "On$")
    page.get_by_role("button", name="Read this page aloud").click()
    said = page.evaluate("window.said")
    assert "Settings" in said[:2]
    assert not any(re.search("Timeline|Use this", each) for each in said), "neither the bar of pages nor buttons"
    page.get_by_role("button", name="Stop reading").click()
    expect(page.get_by_role("button", name="Read this page aloud")).to_be_visible()


def test_a_voice_of_the_network_speaks_only_after_a_second_tap(opened: Open, served: Served) -> None:
    page = opened(served.people["Nora"] + "settings/")
    page.add_init_script(f"({VOICE})(false)")
    choose(page, "ways", "On$")
    page.get_by_role("button", name="Read this page aloud").click()
    expect(page.get_by_text("tap once more")).to_be_visible()
    assert page.evaluate("window.said") == []
    page.get_by_role("button", name="Read this page aloud").click()
    assert page.evaluate("window.said.length") > 5
