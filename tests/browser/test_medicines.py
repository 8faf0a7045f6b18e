"""How many taps does a ladder take, on how many screens? Counted in a real browser, every one of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.ruler import AXE

MOST_TAPS = 25
STEPS = (
    "5 mg at night",
    "5 mg twice a day",
    "5 mg three times a day",
    "5 mg twice, 10 mg at night",
    "10 mg twice, 5 mg at noon",
    "10 mg three times a day",
)
# Every press on the page itself, whoever makes it; a page that is left takes its count along.
COUNT = """addEventListener('pointerdown', () => {
  sessionStorage.setItem('taps', String(Number(sessionStorage.getItem('taps') || 0) + 1));
}, true)"""


def taps(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.getItem('taps') || 0)"))


def axe(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(AXE, False)
    return found


def type_into(field: Locator, text: str) -> None:
    """Tap it, then type: no `fill`, which would tap nothing."""
    field.click()
    field.press_sequentially(text)


def test_a_six_step_ladder_takes_few_taps_and_two_screens(own_diary: Open) -> None:
    page = own_diary("medicines/")
    page.add_init_script(COUNT)
    page.reload()
    screens: list[str] = []
    page.on("framenavigated", lambda _: screens.append(page.url))
    page.get_by_role("link", name="Write down a medicine").click()
    type_into(page.get_by_label("Name, as on the box"), "Baclofen")
    type_into(page.get_by_label("Strength of one piece"), "10")
    page.get_by_label("Its unit").click()
    page.get_by_label("Its unit").select_option("mg")
    type_into(page.get_by_label("What is taken each time"), "as the step says")
    for time in ("08:00", "12:00", "22:00"):
        page.get_by_role("checkbox", name=time).click()
    page.get_by_role("radio", name="With food").click()
    type_into(page.get_by_label("One step a line"), "\n".join(STEPS))
    type_into(page.get_by_label("Days for each step"), "3")
    type_into(page.get_by_label("Prescribed by"), "Dr Ahmed")
    type_into(page.get_by_label("What for"), "night spasms")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    assert axe(page) == []
    steps = page.locator(".step-list li")
    expect(steps).to_have_count(6)
    for number, words in enumerate(STEPS):
        expect(steps.nth(number)).to_contain_text(words)
    page.get_by_role("button", name="Yes, keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert taps(page) + 1 < MOST_TAPS  # and one for picking the unit from its opened list
    assert len(screens) == 3, "the form, how it was read, and then it is kept"
    expect(page.get_by_text(f"Step 1 of 6, since {_today_words()}: 5 mg at night")).to_be_visible()


def test_a_slip_comes_back_with_everything_typed_and_is_put_right_from_the_second_screen(own_diary: Open) -> None:
    page = own_diary("medicines/add/")
    page.get_by_label("Name, as on the box").fill("Tizanidine")
    page.get_by_label("Strength of one piece").fill("2")
    page.get_by_label("Its unit").select_option("micrograms")
    page.get_by_label("One step a line").fill("2 mg at night for 3\n2 mg twice a day")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("#errors")).to_be_focused()
    assert axe(page) == []
    expect(page.get_by_label("One step a line")).to_have_value("2 mg at night for 3\n2 mg twice a day")
    page.get_by_label("One step a line").fill("2 mg at night for 3 days\n2 mg twice a day")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_label("Yes, that is what it says").check()
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("You said yes")).to_be_visible()
    page.get_by_role("button", name="Go back").click()
    expect(page.get_by_label("One step a line")).to_have_value("2 mg at night for 3 days\n2 mg twice a day")
    page.get_by_label("Its unit").select_option("mg")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Yes, keep it").click()
    expect(page.get_by_role("main")).to_contain_text("2 mg")


def test_it_works_without_scripts(own_diary: Open) -> None:
    page = own_diary("medicines/add/", java_script_enabled=False)
    page.get_by_label("Name, as on the box").fill("own drops")
    page.get_by_label("One step a line").fill("2 drops for 2 days\n4 drops")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Yes, keep it").click()
    page.get_by_role("link", name="Steps and history").click()
    page.get_by_text("Your team said something").click()
    page.get_by_role("radio", name="Stay at this step").check()
    page.get_by_label("Who said so").first.fill("MS nurse")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("no end is written")).to_be_visible()
    page.get_by_role("button", name="Yes, keep it").click()
    expect(page.get_by_text("waits until “go on” is written down")).to_be_visible()


def _today_words() -> str:
    """The diary day in a new diary's zone: after midnight it is still the evening before."""
    day = (datetime.now(UTC) - timedelta(hours=4)).date()
    return f"{day.day} {day:%B %Y}"


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_of_a_medicine_scrolls_sideways_on_a_phone(width: int, own_diary: Open) -> None:
    """On the page where it is read back before it is kept, and on the page of medicines with it there."""
    page = own_diary("medicines/add/", viewport={"width": width, "height": 844})
    page.get_by_label("Name, as on the box").fill("Baclofen")
    page.get_by_label("Strength of one piece").fill("10")
    page.get_by_label("Its unit").select_option("mg")
    page.get_by_label("What is taken each time").fill("as the step says")
    for time in ("08:00", "12:00", "22:00"):
        page.get_by_role("checkbox", name=time).check()
    page.get_by_label("One step a line").fill("\n".join(STEPS))
    page.get_by_label("Days for each step").fill("3")
    page.get_by_label("Prescribed by").fill("Dr Ahmed-Featherstonehaugh of the spasticity clinic")
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "read back"
    page.get_by_role("button", name="Yes, keep it").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "with a medicine"
