"""Yesterday's doses with a tired hand: how many taps does it take?"""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open
from tests.browser.ruler import AXE, SMALL_PRIMARY, SMALL_TARGETS

FIVE = (
    ("Baclofen", {"times": "08:00; 14:00; 22:00", "each_time": "one tablet"}),
    ("Tizanidine", {"times": "22:00", "each_time": "one tablet"}),
    ("Gabapentin", {"times": "21:00", "each_time": "one capsule"}),
    ("Diazepam", {"as_needed": "yes", "each_time": "one tablet", "not_before_hours": "6", "max_pieces_per_day": "3"}),
)
SEND = """async ([token, body]) => (await fetch('/sync/events', {method: 'POST', body,
  headers: {'X-CSRFToken': token, 'Content-Type': 'application/json'}})).status"""


def prescribe(page: Page) -> None:
    """Write five doses a day, and one medicine as needed, into the plan, as a phone would send them."""
    person = urlsplit(page.url).path.split("/")[2]
    token = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    now = datetime.now(UTC)
    since = (now - timedelta(days=9)).date().isoformat()
    events = [
        {
            "id": str(uuid.uuid4()),
            "person_id": person,
            "fact": {
                "kind": "plan", "item": "medicine", "name": name, "status": "agreed", "valid_from": since,
                "detail": detail,
            },
            "when": {"precision": "day", "day": since, "zone": "Europe/London"},
            "recorded_at": now.isoformat(),
            "noted_by": {"role": "self", "name": "Robin"},
            "source": "phone",
        }
        for name, detail in FIVE
    ]  # fmt: skip
    assert page.evaluate(SEND, [token, json.dumps({"person_id": person, "events": events})]) == 200
    page.reload()


def test_yesterdays_five_doses_are_noted_in_three_taps_or_fewer(own_diary: Open) -> None:
    page = own_diary("today/")
    expect(page.get_by_role("link", name="Doses")).to_have_count(0)
    prescribe(page)
    taps = 0

    def tap(where: Locator) -> None:
        nonlocal taps
        taps += 1
        where.click()

    tap(page.get_by_role("link", name="Doses: yesterday not noted"))
    expect(page.locator(".dose", has_text="not noted")).to_have_count(5)
    tap(page.get_by_role("button", name="All five as planned"))
    expect(page.get_by_role("status")).to_contain_text("Saved: 5 answers")
    expect(page.locator(".dose__state", has_text="Taken")).to_have_count(5)
    assert taps <= 3
    page.goto(page.url.split("doses/")[0] + "today/")
    expect(page.get_by_role("link", name="Doses: yesterday not noted")).to_have_count(0)


def test_one_dose_is_one_tap_and_its_answer_can_be_changed(own_diary: Open) -> None:
    page = own_diary("today/")
    prescribe(page)
    page.get_by_role("link", name="Doses: yesterday not noted").click()
    row = page.locator(".dose", has_text=re.compile("14:00 Baclofen"))
    row.get_by_role("button", name="Late").click()
    expect(row.locator(".dose__state")).to_have_text("Taken late")
    row.locator("summary").click()
    row.get_by_role("button", name="Missed").click()
    expect(row.locator(".dose__state")).to_have_text("Missed")
    expect(page.get_by_role("button", name="All four as planned")).to_be_visible()


def looks_right(page: Page, width: int, *, only_colours: bool) -> None:
    """What every page is held to, with everything folded out."""
    page.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE, only_colours) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(SMALL_PRIMARY) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "it scrolls sideways"


@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (1280, "dark")])
def test_answers_the_question_and_what_stands_beside_an_extra_dose_can_be_read_and_hit(
    width: int, theme: str, own_diary: Open
) -> None:
    page = own_diary("today/", viewport={"width": width, "height": 900}, color_scheme=theme)
    prescribe(page)
    page.get_by_role("link", name="Doses: yesterday not noted").click()
    page.locator(".dose").first.get_by_role("button", name="Skipped").click()
    expect(page.locator(".dose").first.locator(".dose__state")).to_have_text("Skipped")
    page.get_by_label("How many tablets").fill("7")
    page.get_by_role("button", name=re.compile("I took it.*Diazepam")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A typing slip, or did you take this?")
    looks_right(page, width, only_colours=theme == "dark")
    page.get_by_role("button", name="A slip").click()
    expect(page.get_by_label("How many tablets")).to_have_value("7")
    page.get_by_role("button", name=re.compile("I took it.*Diazepam")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A typing slip, or did you take this?")
    page.get_by_role("button", name="I took it").click()
    expect(page.get_by_role("heading", name="More than prescribed was noted")).to_be_visible()
    expect(page.get_by_role("link", name="Call 112")).to_be_visible()
    looks_right(page, width, only_colours=theme == "dark")


def test_the_doses_can_be_answered_without_a_script(own_diary: Open) -> None:
    page = own_diary("today/")
    prescribe(page)
    bare = own_diary("doses/", java_script_enabled=False)
    bare.get_by_role("link", name="The day before").click()
    bare.get_by_role("button", name="All five as planned").click()
    expect(bare.get_by_role("status")).to_contain_text("Saved: 5 answers")
