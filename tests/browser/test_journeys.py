"""What a person does in an ordinary week, in a real browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Served

KEPT = """async () => {
  const stores = await Promise.all((await caches.keys()).map(name => caches.open(name)));
  return (await Promise.all(stores.map(store => store.keys()))).flat().map(request => request.url);
}"""


# Awaited here: `wait_for_function` takes the promise itself for a yes and would not wait.
HELP_IS_KEPT = """async () => {
  const active = async () => (await navigator.serviceWorker.getRegistration('/'))?.active?.state;
  while (await active() !== 'activated') await new Promise(resolve => setTimeout(resolve, 50));
}"""


def notes(page: Page) -> list[str]:
    return page.locator(".entry__what, .entry__note").all_inner_texts()


def test_a_note_is_read_back_saved_put_right_and_taken_back(own_diary: Open) -> None:
    page = own_diary("today/")
    note = "stiffness 7, slept badly, 3 spasms in the night"
    page.get_by_role("textbox", name="Or say it in your own words").fill(note)
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("heading", name="Is this right?")).to_be_visible()
    expect(page.get_by_text("Stiffness 7 of 10", exact=True)).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_text(f"“{note}”")).to_be_visible()
    page.get_by_role("link", name=re.compile("Stiffness 7 of 10")).click()
    page.get_by_label("Number, 0 to 10").fill("5")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Stiffness 5 of 10"))
    expect(page.locator("#history-title + .entries li")).to_have_count(2)
    page.get_by_role("button", name="Take this entry back").click()
    expect(page.get_by_text("taken back").first).to_be_visible()
    page.get_by_role("link", name="Timeline").first.click()
    assert not any("Stiffness" in each for each in notes(page))


def test_a_check_in_is_one_tap_and_a_shaky_double_tap_counts_once(own_diary: Open) -> None:
    page = own_diary("today/")
    page.get_by_role("button", name="7", exact=True).dblclick()
    expect(page.get_by_role("status")).to_contain_text("Saved: Stiffness 7 of 10.")
    page.get_by_role("link", name="Timeline").click()
    assert notes(page) == ["Stiffness 7 of 10"]
    page.go_back()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Taken back")
    page.get_by_role("link", name="Timeline").click()
    expect(page.get_by_text("Nothing noted yet.")).to_be_visible()


def test_more_is_one_tap_away_and_what_was_not_touched_stays_open(own_diary: Open) -> None:
    page = own_diary("today/")
    page.get_by_text("What was going on").click()
    page.get_by_role("radiogroup", name="Heat").get_by_role("radio", name="Yes").check()
    page.get_by_role("radiogroup", name="Cold").get_by_role("radio", name="No").check()
    page.get_by_role("button", name="Save these answers").click()
    expect(page.get_by_role("status")).to_contain_text("Saved: 2 answers.")


def test_an_error_is_read_first_and_keeps_what_was_typed(own_diary: Open) -> None:
    page = own_diary("today/")
    page.get_by_text("Spasms, cramps and falls").click()
    spasms = page.get_by_label(
        re.compile("^Spasms .*night")
    )  # after midnight it is this night's that are asked about
    spasms.fill("lots")
    page.get_by_role("button", name="Save these answers").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(spasms).to_have_value("lots")
    expect(spasms).to_be_visible()
    expect(spasms).to_have_attribute("aria-invalid", "true")


def test_a_week_is_filled_in_square_by_square_and_seen(own_diary: Open) -> None:
    page = own_diary("more/")
    page.get_by_role("link", name=re.compile("^My week")).click()
    expect(page.get_by_text("Nothing was noted in this week")).to_be_visible()
    day = page.locator(".week__day").nth(5)
    title = day.get_by_role("heading").inner_text()
    day.get_by_role("link", name=re.compile("^Evening")).click()
    expect(page.get_by_label("Or part of the day")).to_have_value("evening")
    page.get_by_label("In your own words").fill("stiffness 7, 2 spasms in the left calf")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="This day by its hours").click()
    expect(page.locator(".chart-narrow svg")).to_have_attribute("role", "img")
    page.get_by_text("The numbers as a table").click()
    expect(page.get_by_role("cell", name="Stiffness 7 of 10")).to_be_visible()
    page.get_by_role("link", name="Body", exact=True).click()
    expect(page.get_by_role("rowheader", name="Left calf")).to_be_visible()
    page.get_by_role("link", name="My week", exact=True).click()
    filled = page.locator(".week__day").nth(5)
    assert filled.get_by_role("heading").inner_text() == title
    expect(filled.locator(".square__numbers")).to_have_text("7")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("My week: Robin"))
    assert not page.locator(".tabs").is_visible()


def test_a_table_is_brought_in(own_diary: Open, tmp_path: Path) -> None:
    table = tmp_path / "my diary.csv"
    table.write_text("day,stiffness,poor_sleep,loud music\n2026-01-05,6,yes,no\n2026-01-06,3,no,\n")
    page = own_diary("import/")
    page.get_by_label("The file").set_input_files(table)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name="What the file holds")).to_be_visible()
    page.get_by_role("button", name=re.compile("Keep 5 new entries")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("5 entries are now in the diary")
    page.get_by_role("link", name="Open the timeline").click()
    expect(page.get_by_text("Stiffness 3 of 10, over the day")).to_be_visible()


def test_a_bad_table_is_refused_with_its_line(own_diary: Open, tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    table.write_text("day,stiffness\n2026-01-05,11\n")
    page = own_diary("import/")
    page.get_by_label("The file").set_input_files(table)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("#errors")).to_contain_text("line 2")


def test_help_is_two_taps_away_and_works_with_the_network_cut(opened: Open, served: Served) -> None:
    page = opened(served.people["Nora"] + "today/")
    page.evaluate(HELP_IS_KEPT)
    page.context.set_offline(True)
    page.get_by_role("link", name="Something is up").click()
    page.get_by_role("checkbox", name="Trouble breathing").click()
    answer = page.locator(".up__answer:visible")
    expect(answer.get_by_text("Call emergency services now.")).to_be_in_viewport()
    expect(answer.locator("a[href^='tel:']").first).to_be_in_viewport()
    colour = page.locator("main .button--urgent").first.evaluate("e => getComputedStyle(e).color")
    assert colour == "rgb(255, 255, 255)", "it has its looks"
    kept = page.evaluate(KEPT)
    shell = ("/help/", "/static/", "/on-this-phone/", "/outbox/")
    assert {part for part in shell for url in kept if part in url} == set(shell)
    assert all(any(part in url for part in shell) for url in kept), "the help page brings nothing of the diary along"


def test_the_own_teams_numbers_are_on_the_help_page_and_never_kept(opened: Open, served: Served) -> None:
    page = opened(served.people["Maria"] + "today/")
    page.evaluate(HELP_IS_KEPT)
    page.get_by_role("link", name="I need help now").click()
    expect(page.get_by_role("link", name="Call Nurse Ellis")).to_be_visible()
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Something is up")).to_be_visible()
    expect(page.locator("main .button--urgent").first).to_be_visible()
    expect(page.get_by_role("link", name="Call Nurse Ellis")).to_have_count(0)
    expect(page.get_by_role("heading", name="Your own team")).to_have_count(0)


def test_everything_needed_works_without_javascript(own_diary: Open) -> None:
    page = own_diary("today/", java_script_enabled=False)
    page.get_by_role("button", name="4", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved: Stiffness 4 of 10.")
    page.get_by_role("textbox", name="Or say it in your own words").fill("3 spasms in the night")
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("link", name="When to call").first.click()
    page.get_by_role("link", name="Note a new sign").click()
    page.get_by_label("Fever", exact=False).first.check()
    expect(page.locator(".up__answer:visible").get_by_text("Call your doctor today.")).to_be_visible()
    page.get_by_role("button", name="Note this").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("button", name=re.compile("I called")).first.click()
    expect(page.locator(".alert").first).to_contain_text("You noted: called")
    page.locator("summary", has_text="Other").first.click()
    page.get_by_role("button", name=re.compile("I waited")).first.click()
    expect(page.locator(".alert").first).to_contain_text("You noted: waited")


def test_the_keyboard_alone_is_enough(own_diary: Open) -> None:
    page = own_diary("today/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.get_by_role("button", name=re.compile("^0"))
    expect(first).to_be_focused()
    assert first.evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 3
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Stiffness 3 of 10")


def test_dark_is_kept_on_the_device(opened: Open, served: Served) -> None:
    page = opened(served.people["Nora"] + "settings/")
    page.get_by_role("radio", name="Always dark").check()
    page.get_by_role("button", name="Use this").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 21, 18)"


@pytest.mark.parametrize("name", ["Nora", "Daniel", "Maria", "Sam"])
def test_the_sample_people_have_their_patterns_page(name: str, opened: Open, served: Served) -> None:
    page = opened(served.people[name] + "goes-with/")
    expect(page.get_by_role("heading", name="What goes with it", level=1)).to_be_visible()
    expect(page.locator("#course .chart-narrow svg[role=img]")).to_be_visible()
    if name == "Sam":
        expect(page.get_by_text("Nothing stands out yet.")).to_be_visible()
        expect(page.locator("article.finding")).to_have_count(0)
    else:
        card = page.locator("article.finding").first
        expect(card.locator(".badge")).to_have_text("Clear")
        expect(card.locator(".chart-glance").first).to_be_visible()
        expect(card.get_by_role("button", name="Doesn’t fit")).to_be_visible()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_finding_is_marked_with_one_tap_and_the_mark_taken_back_with_another(
    java_script_enabled: bool, opened: Open, served: Served
) -> None:
    page = opened(served.people["Daniel"] + "goes-with/", java_script_enabled=java_script_enabled)
    card = page.locator("article.finding").first
    name = card.get_by_role("heading", level=3).inner_text()
    number = card.locator(".finding__number").inner_text()
    card.get_by_role("button", name="Doesn’t fit").dblclick()  # a shaky hand
    page.wait_for_url("**/goes-with/?outcome=*")
    pressed = card.get_by_role("button", name="Doesn’t fit", pressed=True)
    expect(pressed).to_be_in_viewport()
    expect(card.get_by_text(re.compile("^You, .* Tap it again to take it back.$"))).to_be_visible()
    expect(card.locator(".finding__number")).to_have_text(number)
    page.get_by_role("link", name="Timeline").first.click()
    expect(page.get_by_text(re.compile(f"about {name} and .*doesn’t fit", re.IGNORECASE))).to_have_count(1)
    page.go_back()
    pressed.click()
    expect(card.get_by_role("button", pressed=True)).to_have_count(0)


def test_something_else_is_looked_at_and_stays_the_first_view(opened: Open, served: Served) -> None:
    page = opened(served.people["Maria"] + "goes-with/")
    page.get_by_label("Look at").select_option("day_spasms")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_role("heading", name="Spasms in the day, in short")).to_be_visible()
    page.get_by_role("button", name="Always show this first").click()
    page.get_by_role("link", name="Patterns").first.click()
    expect(page.get_by_role("heading", name="Spasms in the day, in short")).to_be_visible()
    page.get_by_role("button", name="Let Supple choose again").click()
    expect(page.get_by_role("heading", name="Stiffness at check-in, in short")).to_be_visible()


def test_from_the_plan_what_was_decided_is_kept_in_two_taps(own_diary: Open) -> None:
    page = own_diary("plan/visits/")
    page.get_by_text("Write down a visit").click()
    page.get_by_label("With whom").fill("MS nurse")
    page.get_by_label("Day", exact=True).fill((datetime.now(UTC).date() - timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Save the visit").click()
    page.get_by_role("link", name="What was agreed").click()
    taps = 0
    for role, name in (("link", "Visits"), ("button", "A medicine changed")):
        page.get_by_role(role, name=re.compile(f"^{name}")).click()  # type: ignore[arg-type]
        taps += 1
    assert taps == 2
    expect(page.get_by_role("status")).to_contain_text("MS nurse: a medicine changed")
    page.get_by_role("button", name="Undo").click()
    page.go_back()
    page.reload()
    expect(page.get_by_role("button", name="A medicine changed")).to_be_visible()


def test_enter_in_the_words_presses_no_decision(own_diary: Open) -> None:
    page = own_diary("plan/visits/")
    page.get_by_text("Write down a visit").click()
    page.get_by_label("With whom").fill("MS nurse")
    page.get_by_label("Day", exact=True).fill((datetime.now(UTC).date() - timedelta(days=3)).isoformat())
    page.get_by_role("button", name="Save the visit").click()
    page.get_by_label("In a few words, if you like").fill("a new bed")
    page.get_by_label("In a few words, if you like").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("MS nurse: a new bed")


def test_a_goal_is_placed_by_one_tap_and_a_shaky_double_tap_counts_once(own_diary: Open) -> None:
    page = own_diary("plan/goals/")
    page.get_by_label("The goal, in your own words").fill("walk to the shop")
    page.get_by_role("button", name="Save the goal").click()
    page.get_by_role("button", name="As hoped").dblclick()
    expect(page.get_by_role("status")).to_contain_text("as hoped")
    page.get_by_text("So far").click()
    expect(page.locator(".level-row")).to_have_count(1)


def test_a_pump_refill_is_one_screen_and_what_looks_odd_is_asked_about(own_diary: Open) -> None:
    page = own_diary("pump/")
    page.get_by_role("link", name="Write down a refill").click()
    expect(page.get_by_label("From").first).to_be_hidden()
    for label, typed in (
        ("Expected left, mL", "2"),
        ("Found in it, mL", "2.4"),
        ("Filled volume, mL", "20"),
        ("Concentration, micrograms per mL", "0.5"),
        ("Dose a day, micrograms", "120"),
    ):
        page.get_by_label(label).fill(typed)
    page.get_by_label("Different through the day").check()
    page.get_by_label("From").nth(0).fill("00:00")
    page.get_by_label("Micrograms", exact=True).nth(0).fill("80")
    page.get_by_label("From").nth(1).fill("20:00")
    page.get_by_label("Micrograms", exact=True).nth(1).fill("40")
    page.get_by_role("button", name="Save the refill").click()
    expect(page.get_by_text("Nothing is kept yet.")).to_be_visible()
    expect(page.get_by_text("Are milligrams and micrograms mixed up?")).to_be_visible()
    page.get_by_role("button", name="Go back and put it right").click()
    expect(page.get_by_label("Concentration, micrograms per mL")).to_have_value("0.5")
    page.get_by_role("button", name="Save the refill").click()
    page.get_by_role("button", name="The print-out says so").click()
    expect(page.get_by_role("status")).to_contain_text("The refill is written down.")
    expect(page.get_by_text("20:00 to 00:00")).to_be_visible()
    expect(page.get_by_text("0.5 micrograms per mL", exact=True)).to_be_visible()
    expect(page.get_by_text("Are milligrams and micrograms mixed up?")).to_have_count(0)
