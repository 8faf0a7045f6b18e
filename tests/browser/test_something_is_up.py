"""Two taps to an answer: with the network cut, by keyboard, without a script, with a pump and after a sign-out."""

from __future__ import annotations

import re

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PHONE, Open, Served
from tests.browser.ruler import AXE, SMALL_TARGETS
from tests.browser.test_journeys import HELP_IS_KEPT

# Awaited here, as in test_journeys: `wait_for_function` would take the promise for a yes.
UNTIL_KEPT = """async (isPump) => {
  const isKept = async () => /id="have-pump" checked/.test(await (await caches.match('/help/'))?.text() ?? '');
  while (await isKept() !== isPump) await new Promise(resolve => setTimeout(resolve, 50));
}"""


def test_from_any_page_two_taps_show_what_to_do_with_the_network_cut(opened: Open, served: Served) -> None:
    page = opened(served.people["Daniel"] + "timeline/")
    page.evaluate(HELP_IS_KEPT)
    page.context.set_offline(True)
    page.get_by_role("link", name="Something is up").click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("checkbox", name="One side of the face droops").click()
    answer = page.locator(".up__answer:visible")
    expect(answer.get_by_text("Emergency, now")).to_be_in_viewport()
    expect(answer.get_by_text("Do not assume it is MS.")).to_be_in_viewport()
    expect(answer.get_by_role("link", name=re.compile("^Call"))).to_be_in_viewport()
    assert [url for url in asked if "mark.svg" not in url] == [], "the answer was in the page all along"
    expect(page.get_by_role("alert")).to_have_text(re.compile("Call emergency services now"))


def test_the_answer_comes_in_the_same_task_as_the_tick(opened: Open) -> None:
    """Nothing is awaited: when the click has been handled, the words are there."""
    page = opened("/help/")
    shown = page.evaluate(
        """() => {
          const box = document.querySelector('#up-seizure');
          box.click();
          return getComputedStyle(box.closest('.up').querySelector('.up__answer')).display;
        }"""
    )
    assert shown == "block"


def test_two_signs_together_are_an_emergency_though_neither_is_alone(opened: Open) -> None:
    page = opened("/help/")
    page.get_by_role("checkbox", name="A fever, or a higher fever").check()
    expect(page.locator(".is-met")).to_have_count(0)
    page.get_by_role("checkbox", name="Shaking chills").check()
    met = page.locator(".is-met:visible")
    expect(met.first.get_by_text("Fever with this can be very serious.")).to_be_visible()
    expect(met.last).to_be_in_viewport()
    expect(met.last.get_by_role("link", name=re.compile("^Call"))).to_be_visible()


def test_the_lesser_answer_never_has_the_last_word_while_an_emergency_is_ticked(opened: Open) -> None:
    page = opened("/help/")
    bar = page.locator(".up-note")
    page.get_by_role("checkbox", name="A fever, or a higher fever").check()
    expect(bar).to_contain_text("Nothing is saved yet.")
    expect(bar.get_by_role("link", name=re.compile("^Call"))).to_be_hidden()
    page.get_by_role("checkbox", name="Numb between my legs").check()
    for lesser in ("I cannot pass urine", "Burning when I pass urine"):
        page.get_by_role("checkbox", name=lesser).check()
        expect(page.get_by_role("alert")).to_contain_text("Go to emergency care now.")
        expect(bar).to_be_in_viewport()
        expect(bar).to_contain_text(re.compile(r"Emergency: call \d+\s*Numb between my legs"))
        expect(bar.get_by_role("link", name=re.compile("^Call"))).to_be_in_viewport()
        expect(bar.get_by_text("Nothing is saved yet.")).to_be_hidden()
    expect(page.locator("#up-cannot_pass_urine ~ .up__answer .is-met")).to_contain_text("Go to emergency care now.")
    burning = page.locator("#up-burning_urine ~ .up__answer")
    expect(burning.get_by_text(re.compile(r"You ticked an emergency too. Call \d+ first."))).to_be_visible()
    page.get_by_role("checkbox", name="Numb between my legs").uncheck()
    expect(bar).to_contain_text("Nothing is saved yet.")
    expect(burning.get_by_text("You ticked an emergency too.")).to_be_hidden()


def test_two_ticks_that_are_an_emergency_together_turn_the_foot_of_the_page(opened: Open) -> None:
    page = opened("/help/")
    page.get_by_role("checkbox", name="A fever, or a higher fever").check()
    page.get_by_role("checkbox", name="Shaking chills").check()
    page.get_by_role("checkbox", name="Burning when I pass urine").check()
    expect(page.locator(".up-note__now")).to_contain_text("Emergency: call")
    expect(page.get_by_role("alert")).to_contain_text("all emergency services now", use_inner_text=True)


def test_without_network_noting_says_that_nothing_is_saved_and_keeps_the_ticks(opened: Open) -> None:
    page = opened("/help/")
    page.get_by_role("checkbox", name="Trouble speaking").check()
    page.context.set_offline(True)
    page.get_by_role("button", name="Note this").click()
    expect(page.locator("[data-note-words]")).to_contain_text("No network: nothing is saved.")
    expect(page.get_by_role("checkbox", name="Trouble speaking")).to_be_checked()
    page.context.set_offline(False)
    page.get_by_role("button", name="Note this").click()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()


def test_what_is_noted_from_the_kept_page_is_saved_in_the_diary(own_diary: Open) -> None:
    page = own_diary("today/")
    root = page.url.removesuffix("today/")
    page.get_by_role("link", name="Something is up").click()
    page.get_by_role("checkbox", name="Burning when I pass urine").check()
    page.get_by_role("button", name="Note this").click()
    expect(page.get_by_role("heading", name="Nothing is saved yet")).to_be_visible()
    mine = page.locator(f'form[action="{root[root.index("/p/") :]}signs/"]')
    mine.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    expect(page.get_by_role("heading", name="Signs of a bladder infection")).to_be_visible()


def test_a_pump_changes_what_stands_first_and_what_a_fever_means(opened: Open) -> None:
    page = opened("/help/")
    page.get_by_text("Pump, baclofen, tizanidine, toxin, catheter?").click()
    page.get_by_role("checkbox", name="I have a baclofen pump").check()
    expect(page.locator("section:visible > h2").first).to_have_text("With a baclofen pump: look for these first")
    fever = page.get_by_role("checkbox", name="A fever, or a higher fever")
    expect(fever).to_have_count(1)
    fever.check()
    expect(page.locator(".up__answer:visible strong:visible").first).to_contain_text(
        "This can be baclofen withdrawal."
    )
    page.get_by_role("checkbox", name="I have a baclofen pump").uncheck()
    expect(fever).to_be_checked()
    expect(page.locator(".up__answer:visible strong:visible").first).to_contain_text(
        "Fever can make spasticity worse."
    )


def test_the_kept_page_knows_the_pump_and_forgets_it_at_sign_out(own_diary: Open, served: Served) -> None:
    page = own_diary("settings/")
    page.get_by_label("Do you have a baclofen pump?").select_option("yes")
    page.locator("#profile").get_by_role("button", name="Save").click()
    root = page.url.split("settings/")[0]
    page.goto(root + "today/")
    page.evaluate(HELP_IS_KEPT)
    page.goto(root + "timeline/")
    page.evaluate(UNTIL_KEPT, True)
    page.context.set_offline(True)
    page.get_by_role("link", name="Something is up").click()
    expect(page.get_by_role("heading", name="With a baclofen pump: look for these first")).to_be_visible()
    page.context.set_offline(False)
    page.context.clear_cookies()  # as a sign-out leaves it, without ending the session of the other tests
    page.goto(served.url + "/login/")
    page.evaluate(UNTIL_KEPT, False)


@pytest.mark.parametrize("width", [960, 1280, 1600])
@pytest.mark.parametrize("path", ["/help/", "/about/", "/people/", "/people/add/", "/login/", "/no-such-page/"])
def test_a_page_without_a_menu_has_the_middle_of_a_wide_screen_to_itself(path: str, width: int, opened: Open) -> None:
    page = opened(path, viewport={"width": width, "height": 900})
    main = page.evaluate("(({x, width}) => [x, width])(document.querySelector('main').getBoundingClientRect())")
    assert main[1] >= 540
    assert abs(main[0] * 2 + main[1] - page.evaluate("document.documentElement.clientWidth")) <= 2, "in the middle"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard_alone(opened: Open) -> None:
    page = opened("/help/")
    page.locator("#up-seizure").focus()
    assert page.locator("#up-seizure").evaluate("e => parseFloat(getComputedStyle(e).outlineWidth)") >= 3
    page.keyboard.press("Space")
    expect(page.locator(".up__answer:visible").get_by_text("Call emergency services now.")).to_be_in_viewport()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.href")
    assert focused.startswith("tel:"), "the next stop is the number"


def test_without_a_script_every_step_works(browser: Browser, served: Served) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(served.url + "/help/")
    page.get_by_text("Pump, baclofen, tizanidine, toxin, catheter?").click()
    page.get_by_role("checkbox", name="I take tizanidine").check()
    page.get_by_role("checkbox", name="A fit or seizure").check()
    page.get_by_role("button", name="Show what matters first").click()
    seizure = page.get_by_role("checkbox", name="A fit or seizure")
    expect(seizure).to_be_checked()
    expect(page.locator(".up-note__now"), "the style sheet alone says it").to_be_visible()
    seizure.uncheck()
    expect(page.get_by_role("heading", name="On tizanidine: look for these first")).to_be_visible()
    page.get_by_role("checkbox", name="Burning when I pass urine").check()
    expect(page.locator(".up__answer:visible")).to_contain_text("Tell whoever treats you that you take tizanidine")
    page.get_by_role("checkbox", name="Shaking chills").check()
    page.get_by_role("button", name="Note this").click()
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    expect(page.locator(".alert").first).to_contain_text("Say that you take tizanidine")
    expect(page.locator(".alert").first).to_contain_text("Emergency, now")
    context.close()


def test_with_every_answer_shown_it_stays_readable_and_large_enough(opened: Open) -> None:
    for theme in ("light", "dark"):
        page = opened("/help/", color_scheme=theme, viewport={"width": 320, "height": 900})
        page.evaluate(
            "() => { document.querySelectorAll('details').forEach(d => d.open = true);"
            " for (const e of document.querySelectorAll('.up__box, [name=have]')) if (!e.checked) e.click(); }"
        )
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(AXE, theme == "dark") == []
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_trigger_sheet_starts_with_nothing_looked_at_and_ends_in_a_card_that_prints(own_diary: Open) -> None:
    page = own_diary("today/")
    page.get_by_role("link", name="Extra stiff? Check the triggers").click()
    items = page.locator(".sheet-item")
    expect(page.get_by_role("radio", name="Not looked at", checked=True)).to_have_count(items.count())
    heat = page.get_by_role("group", name="Great heat or cold?")
    expect(heat.get_by_role("checkbox", name="Heat")).to_be_hidden()
    heat.get_by_role("radio", name="Found", exact=True).check()
    heat.get_by_role("checkbox", name="Heat").check()
    infection = page.get_by_role("group", name="A sign of infection, or a fever?")
    infection.get_by_role("radio", name="Found", exact=True).check()
    infection.get_by_role("checkbox", name="Burning when I pass urine").check()
    expect(infection.locator(".up__answer:visible")).to_contain_text("Call your doctor or nurse today.")
    page.get_by_role("button", name="Save, and show the card").dblclick()
    expect(page.get_by_role("region", name="Found", exact=True)).to_contain_text("Heat or cold: heat")
    expect(page.get_by_role("region", name="Not looked at")).to_contain_text("Bladder")
    page.emulate_media(media="print")
    for hidden in (".top", ".nav", ".foot", ".no-print"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.get_by_role("heading", name="To read out on the phone")).to_be_visible()


def test_the_teams_questions_work_without_a_script_and_by_keyboard(own_diary: Open) -> None:
    page = own_diary("team-questions/", java_script_enabled=False)
    page.get_by_role("checkbox", name="Weakness beyond what I am used to").focus()
    page.keyboard.press("Space")
    expect(page.locator(".up__answer:visible")).to_contain_text("Call your MS team today")
    fever = page.get_by_role("group", name="Do you have a fever, 38 °C or more?")
    fever.get_by_role("radio", name="Not answered").focus()
    page.keyboard.press("ArrowUp")
    expect(fever.get_by_role("radio", name="I don’t know")).to_be_checked()
    page.get_by_role("button", name="Save, and show what to read out").click()
    read = page.get_by_role("region", name="To read out on the phone")
    expect(read).to_contain_text("I have MS.")
    expect(read).to_contain_text("A fever, 38 °C or more: I don’t know.")


HELP_IS_KEPT_FOR = """async (address) => {
  while (!await (await caches.open('supple-diary')).match(address)) await new Promise(done => setTimeout(done, 50));
}"""


def test_with_no_network_help_is_that_of_the_diary_whose_page_led_there(opened: Open, served: Served) -> None:
    page = opened(served.people["Maria"] + "today/")
    helps = {}
    for name in ("Maria", "Nora"):
        page.goto(served.url + served.people[name] + "today/")
        helps[name] = page.get_by_role("link", name="Something is up").get_attribute("href")
        page.evaluate(HELP_IS_KEPT_FOR, helps[name])
    page.context.set_offline(True)
    page.get_by_role("link", name="Something is up").click()
    expect(page.get_by_text(re.compile("^For Nora"))).to_be_visible()
    page.goto(f"{served.url}{helps['Maria']}")
    expect(page.get_by_text(re.compile("^For Maria"))).to_be_visible()
    expect(page.get_by_role("checkbox", name="Trouble breathing")).to_be_visible()
