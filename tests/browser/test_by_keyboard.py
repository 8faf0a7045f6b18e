"""Can somebody note, undo and get help with the keys alone? No mouse, no finger; the focus is always in sight."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.test_one_tap import key, with_a_day_before

MOST_STOPS = 150
# Is this the one? And can the stop be seen: a ring around it, and nothing of ours over its middle.
STOP = """(wanted) => {
  const at = document.activeElement;
  if (at === document.body) return ['', ''];
  const seen = at.matches('.pick input') ? at.nextElementSibling : at;
  const ring = getComputedStyle(seen), box = seen.getBoundingClientRect();
  const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1);
  const y = box.y + Math.min(box.height, innerHeight) / 2;
  const there = document.elementFromPoint(x, y);
  const named = at.outerHTML.slice(0, 120);
  const fault = ring.outlineStyle === 'none' || parseFloat(ring.outlineWidth) < 2 ? `no ring: ${named}`
    : !there || !(seen.contains(there) || there.contains(seen) || at.contains(there)) ? `hidden: ${named}` : '';
  return [at === wanted ? 'there' : '', fault];
}"""


def reach(page: Page, wanted: Locator) -> None:
    """Tab after tab, until it has the focus. Every stop on the way must be seen."""
    expect(wanted).to_be_attached()
    handle = wanted.element_handle()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        is_there, fault = page.evaluate(STOP, handle)
        assert not fault, fault
        if is_there:
            return
    raise AssertionError(f"{MOST_STOPS} stops, and {wanted} was none of them")


def press(page: Page, wanted: Locator, by: str = "Enter") -> None:
    reach(page, wanted)
    page.keyboard.press(by)


def is_said(page: Page, words: str | re.Pattern[str]) -> None:
    """A status, which a screen reader reads out when it comes."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_the_first_stop_leads_past_the_bars(own_diary: Open) -> None:
    page = own_diary("today/")
    press(page, page.get_by_role("link", name="Skip to the page"))
    expect(page.locator("#main")).to_be_focused()
    press(page, page.locator(".keypad .key").first)
    is_said(page, "Saved: Stiffness 0 of 10.")


def test_stiffness_undo_a_spasm_and_its_place(own_diary: Open) -> None:
    page = own_diary("today/")
    press(page, page.get_by_role("button", name="7", exact=True))
    is_said(page, "Saved: Stiffness 7 of 10.")
    press(page, page.get_by_role("button", name="Undo").first)
    is_said(page, "Taken back")
    press(page, key(page, "Spasm +1"), by="Space")
    is_said(page, "Saved: 1 spasm")
    press(page, page.get_by_role("link", name="Where?"))
    reach(page, page.get_by_role("radio", name="Front"))
    page.keyboard.press("ArrowRight")
    press(page, page.get_by_role("button", name="Left calf", exact=True))
    is_said(page, "1 spasm, left calf")
    press(page, page.get_by_role("link", name="Where?"))
    reach(page, page.get_by_role("radio", name="Front"))
    page.keyboard.press("ArrowLeft")  # round to the list
    press(page, page.get_by_role("group", name="Foot").get_by_role("button").first)
    is_said(page, re.compile("1 spasm, .*foot"))


def test_yesterday_is_caught_up_with(own_diary: Open) -> None:
    page = with_a_day_before(own_diary, open_day="yes")
    press(page, key(page, "Earlier days"))
    press(page, page.locator(".past").first.get_by_role("button", name=re.compile("^The same")))
    is_said(page, "the same as the day before")


def test_something_is_up_with_the_answer_read_out(own_diary: Open) -> None:
    page = own_diary("today/")
    press(page, page.get_by_role("link", name="Something is up"))
    said = page.locator("[data-said-aloud]")
    expect(said).to_have_attribute("role", "alert")
    expect(said).to_be_empty()
    sign = page.get_by_role("checkbox", name="A fit or seizure")
    press(page, sign, by="Space")
    expect(said).not_to_be_empty()
    answer = page.locator(".up", has=sign).locator(".up__answer")
    expect(answer).to_be_in_viewport()
    reach(page, answer.get_by_role("link", name=re.compile("^Call")).first)
    press(page, page.get_by_role("button", name="Note this"))
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()
