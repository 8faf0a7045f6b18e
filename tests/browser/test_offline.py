"""With the network really off: nothing noted is lost, nothing is doubled, nothing goes to somebody else."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from supple.web import outbox_code
from tests.browser.conftest import PHONE, Open
from tests.browser.ruler import AXE, SMALL_TARGETS

# Awaited in the page: `wait_for_function` would take the promise for a yes.
TODAY_IS_KEPT = """async () => {
  const kept = async () => Boolean(await (await caches.open('supple-diary')).match(location.pathname))
    && (await navigator.serviceWorker.getRegistration('/'))?.active?.state === 'activated';
  while (!await kept()) await new Promise(resolve => setTimeout(resolve, 50));
}"""
A_DAY_AHEAD = """{
  const Real = Date, ahead = 24 * 3600 * 1000;
  Date = class extends Real { constructor(...given) { given.length ? super(...given) : super(Real.now() + ahead); }
    static now() { return Real.now() + ahead; } };
}"""


CLOCK_IS_KNOWN = """async (db) => {
  const { remembered } = await import(db);
  while (!((await remembered('ahead')) > 3600 * 1000)) await new Promise(resolve => setTimeout(resolve, 50));
}"""


def ready_for_no_network(page: Page) -> None:
    """The worker is there only from the second look on."""
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    page.evaluate(TODAY_IS_KEPT)


def tap(page: Page, number: int) -> None:
    page.locator(".keypad .key").nth(number).click()
    kept = page.locator(".outbox-said").filter(has_text="Kept on this phone")
    expect(kept.filter(has_text=f"now? {number}")).to_be_visible()


def is_sent(page: Page, count: int) -> None:
    words = "1 note sent." if count == 1 else f"{count} notes sent."
    expect(page.locator("#outbox")).to_contain_text(words)


def ratings(page: Page) -> list[str]:
    page.goto(re.sub(r"today/.*", "timeline/", page.url))
    found = page.locator(".entry__what").all_inner_texts()
    return sorted(each for each in found if each.startswith("Stiffness"))


def test_noted_with_no_network_undone_and_sent_when_there_is_one(own_diary: Open) -> None:
    page = own_diary("today/")
    ready_for_no_network(page)
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#outbox-kept")).to_contain_text("There is no network. You can go on noting.")
    expect(page.locator("#outbox-kept")).to_contain_text("as your phone last saw it")
    tap(page, 6)
    said = page.locator(".outbox-said").filter(has_text="Kept")
    expect(said).to_contain_text("cannot check your notes for warning signs until it is connected")
    expect(page.locator("#outbox")).to_contain_text("1 note waits")
    said.get_by_role("button", name="Undo").click()
    expect(page.locator(".outbox-said").first).to_contain_text("Taken back. It will not be sent.")
    expect(page.locator("#outbox")).not_to_contain_text("waits")
    page.reload()
    tap(page, 7)
    page.get_by_role("textbox", name="Or say it in your own words").fill("cramp 4 left calf")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("#outbox")).to_contain_text("2 notes wait")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE, False) == []
    assert page.evaluate(SMALL_TARGETS) == []

    page.goto(page.url.replace("today/", "timeline/"))
    expect(page.locator("#outbox")).to_contain_text("the page you wanted is not on this phone")
    expect(page.locator("[data-on-phone]")).to_contain_text("cramp 4 left calf")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE, False) == []
    assert page.evaluate(SMALL_TARGETS) == []
    page.get_by_role("link", name="I need help now").click()
    expect(page.get_by_role("heading", name="Something is up")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Go to Today").click()  # the address that the home screen opens
    expect(page.get_by_role("heading", name="How stiff are you now?")).to_be_visible()
    assert page.url.endswith("/today/")
    page.context.set_offline(False)
    is_sent(page, 2)
    page.get_by_role("link", name="Open Today").click()
    assert ratings(page) == ["Stiffness 7 of 10"]
    expect(page.locator("main")).to_contain_text("cramp 4 left calf")


def test_two_devices_and_two_tabs_at_once(own_diary: Open) -> None:
    one, other = own_diary("today/"), own_diary("today/")
    ready_for_no_network(one)
    ready_for_no_network(other)
    second_tab = one.context.new_page()
    second_tab.goto(one.url)
    for page, number in ((one, 2), (other, 3)):
        page.context.set_offline(True)
        tap(page, number)
    tap(second_tab, 4)
    for page in (one, other):
        page.context.set_offline(False)
    is_sent(other, 1)
    expect(second_tab.locator("#outbox")).not_to_contain_text("wait")
    expect(one.locator("#outbox")).not_to_contain_text("wait")
    assert ratings(other) == ["Stiffness 2 of 10", "Stiffness 3 of 10", "Stiffness 4 of 10"]


def test_an_answer_lost_on_the_way_back_doubles_nothing(own_diary: Open) -> None:
    page = own_diary("today/")
    ready_for_no_network(page)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.context.route("**/check-in/?outbox=1", lose_the_answer)
    tap(page, 5)
    expect(page.locator("#outbox")).to_contain_text("1 note waits")
    page.context.unroute("**/check-in/?outbox=1")
    page.reload()
    is_sent(page, 1)
    assert ratings(page) == ["Stiffness 5 of 10"]


def test_a_phone_whose_clock_is_a_day_ahead(own_diary: Open) -> None:
    page = own_diary("today/")
    page.context.add_init_script(A_DAY_AHEAD)
    ready_for_no_network(page)
    page.evaluate(CLOCK_IS_KNOWN, outbox_code.url_of("db"))
    page.context.set_offline(True)
    page.reload()
    tap(page, 8)
    page.context.set_offline(False)
    is_sent(page, 1)
    root = page.url
    page.goto(re.sub(r"/p/.*", "/on-this-phone/", root))
    expect(page.locator("[data-on-phone]")).to_contain_text("by the clock of Supple")
    page.goto(root)
    expect(page.locator(".strip .is-today b")).to_have_text("8")
    assert ratings(page) == ["Stiffness 8 of 10"]


def test_what_the_server_cannot_keep_stays_until_the_person_takes_it_away(own_diary: Open) -> None:
    page = own_diary("today/")
    ready_for_no_network(page)
    page.context.set_offline(True)
    page.locator(".keypad .key").nth(9).evaluate("key => key.value = '77'")
    tap(page, 9)
    page.context.set_offline(False)
    expect(page.locator("#outbox")).to_contain_text("needs you to look")
    page.get_by_role("link", name="Look").click()
    row = page.locator(".outbox-list > li")
    expect(row).to_contain_text("choose a number from 0 to 10")
    page.reload()
    row.get_by_role("button", name="Take away").click()
    expect(row).to_be_visible()
    row.get_by_role("button", name="Tap again").click()
    expect(page.locator("[data-on-phone]")).to_have_text(re.compile("Nothing waits"))


def test_a_phone_that_threw_away_what_it_kept_goes_on(own_diary: Open) -> None:
    page = own_diary("today/")
    ready_for_no_network(page)
    page.locator(".keypad .key").nth(4).click()
    page.wait_for_url("**saved=**")
    root = urlsplit(page.url)
    cdp = page.context.new_cdp_session(page)
    kinds = "indexeddb,cache_storage,local_storage,service_workers"
    cdp.send("Storage.clearDataForOrigin", {"origin": f"{root.scheme}://{root.netloc}", "storageTypes": kinds})
    page.goto(page.url.split("?")[0])
    ready_for_no_network(page)
    page.context.set_offline(True)
    tap(page, 3)
    page.context.set_offline(False)
    is_sent(page, 1)
    assert ratings(page) == ["Stiffness 3 of 10", "Stiffness 4 of 10"]


@dataclass
class OwnServer:
    """A server with a folder of its own, to be stopped, set back to a copy, and started under the same address."""

    folder: Path
    port: int
    process: subprocess.Popen[str] | None = None
    link: str = field(default="")

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SUPPLE_")}
        command = [sys.executable, "-m", "supple.web.serve", "--port", str(self.port), "--data", str(self.folder)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"http://\S+/enter/\S+", line):
                self.link = found.group(0)
                return
        raise AssertionError("Supple did not start")

    def stop(self) -> None:
        if self.process is not None and self.process.stdout is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process.stdout.close()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[OwnServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = OwnServer(tmp_path / "data", port)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def phone(browser: Browser, own_server: OwnServer) -> Iterator[Callable[[], Page]]:
    contexts: list[BrowserContext] = []

    def open_phone() -> Page:
        context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
        context.set_default_timeout(30000)
        contexts.append(context)
        page = context.new_page()
        enter(page, own_server.link)
        return page

    yield open_phone
    for context in contexts:
        context.close()


def enter(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Open the diary").click()
    page.wait_for_url("**/today/")


def test_a_server_set_back_to_an_older_backup_gets_back_what_the_phone_has(
    own_server: OwnServer, phone: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone()
    ready_for_no_network(page)
    own_server.stop()
    shutil.copytree(own_server.folder, tmp_path / "backup")
    tap(page, 6)  # no server at all: the network is there, and nobody answers
    own_server.start()
    page.reload()
    is_sent(page, 1)
    assert ratings(page) == ["Stiffness 6 of 10"]
    own_server.stop()
    shutil.rmtree(own_server.folder)
    shutil.copytree(tmp_path / "backup", own_server.folder)
    own_server.start()
    page.goto(f"http://127.0.0.1:{own_server.port}/")
    assert ratings(page) == []
    page.goto(f"http://127.0.0.1:{own_server.port}/on-this-phone/")
    page.get_by_role("button", name="Send now").click()
    is_sent(page, 1)
    page.get_by_role("button", name="Send now").click()
    page.get_by_role("link", name="Go to Today").click()
    page.wait_for_url("**/today/")
    assert ratings(page) == ["Stiffness 6 of 10"]


def test_what_waits_is_never_shown_or_sent_as_somebody_elses(
    own_server: OwnServer, phone: Callable[[], Page]
) -> None:
    page = phone()
    today = page.url
    page.goto(today.replace("today/", "settings/"))
    page.locator("#people summary", has_text="Let somebody in").click()
    page.get_by_role("textbox", name=re.compile("name", re.IGNORECASE)).last.fill("Robin")
    for box in page.locator("#people input[name=scope]").all():
        box.check()
    page.get_by_role("button", name="Make a link for them").click()
    robins = re.search(r"http://\S+/enter/[\w-]+", page.locator("main").inner_text() + page.content())
    assert robins
    page.goto(today)
    ready_for_no_network(page)
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Or say it in your own words").fill("zebra stiffness 5")
    page.get_by_role("button", name="Note it").click()
    expect(page.locator("#outbox")).to_contain_text("1 note waits")

    page.context.clear_cookies(name="supple_session")  # the login has run out
    page.context.set_offline(False)
    expect(page.locator("#outbox")).to_contain_text("Sign in again. What you noted waits here.")
    page.goto(today)
    expect(page.locator("#outbox")).to_contain_text("Sign in again. What you noted waits here.")
    assert "zebra" not in page.content()

    enter(page, robins.group(0))
    expect(page.locator("#outbox")).to_contain_text("waits for somebody else who uses this phone")
    page.goto(page.url.replace(urlsplit(page.url).path, "/on-this-phone/"))
    expect(page.locator("[data-on-phone]")).to_have_text(re.compile("Nothing waits"))
    assert "zebra" not in page.content()
    page.goto(today.replace("today/", "timeline/"))
    assert "zebra" not in page.content()

    page.context.clear_cookies(name="supple_session")
    own_server.stop()
    own_server.start()
    enter(page, own_server.link)
    is_sent(page, 1)
    page.goto(today.replace("today/", "timeline/"))
    expect(page.get_by_text("zebra stiffness 5")).to_have_count(1)


NOTHING_IS_KEPT = """async () => {
  while ((await (await caches.open('supple-diary')).keys()).length) await new Promise(go => setTimeout(go, 50));
}"""


def test_whoever_wants_no_page_on_the_phone_can_still_note(own_diary: Open) -> None:
    page = own_diary("today/")
    ready_for_no_network(page)
    today = page.url
    page.goto(re.sub(r"/p/.*", "/on-this-phone/", today))
    page.get_by_role("button", name="Keep only what waits").click()
    expect(page.get_by_role("button", name="Keep pages on this phone")).to_be_visible()
    page.evaluate(NOTHING_IS_KEPT)
    page.goto(today)
    page.context.set_offline(True)
    tap(page, 2)
    page.context.set_offline(False)
    is_sent(page, 1)
    assert ratings(page) == ["Stiffness 2 of 10"]


def test_after_a_sign_out_no_page_of_the_diary_is_on_the_phone(phone: Callable[[], Page]) -> None:
    page = phone()
    today = page.url
    ready_for_no_network(page)
    page.goto(today.replace("today/", "more/"))
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/login/")
    page.evaluate(NOTHING_IS_KEPT)
    page.context.set_offline(True)
    page.goto(today)
    expect(page.locator("#outbox")).to_contain_text("not on this phone")
    expect(page.locator(".keypad")).to_have_count(0)
    page.get_by_role("link", name="I need help now").click()
    expect(page.get_by_role("heading", name="Something is up")).to_be_visible()


def test_words_noted_offline_come_with_the_number_and_their_emergency_is_told_once_they_are_sent(
    own_diary: Open,
) -> None:
    page = own_diary("today/")
    ready_for_no_network(page)
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Or say it in your own words").fill("I had a fit this morning")
    page.get_by_role("button", name="Note it").click()
    said = page.locator(".outbox-said").filter(has_text="Kept on this phone")
    expect(said.get_by_role("link", name="Emergency: call")).to_be_visible()
    expect(said.get_by_role("link", name="Something is up")).to_be_visible()
    page.context.set_offline(False)
    told = page.locator("#outbox")
    expect(told).to_contain_text("Call emergency services")
    expect(told.get_by_role("link", name="Emergency: call")).to_be_visible()
    told.get_by_role("link", name="When to call").click()
    expect(page.get_by_role("heading", name="Seizure").first).to_be_visible()


def test_of_an_erased_diary_nothing_stays_on_a_phone(phone: Callable[[], Page], browser: Browser) -> None:
    """Not on the phone that erases it; and not on another once it opens Supple with a network."""
    page = phone()
    today = page.url
    second = browser.new_context(storage_state=page.context.storage_state())
    other = second.new_page()
    other.goto(today)
    for each in (page, other):
        ready_for_no_network(each)
    page.goto(today.replace("today/", "settings/erase/"))
    page.get_by_role("textbox").first.fill(page.locator(".top__who").inner_text())
    page.locator("main form button").last.click()
    expect(page.get_by_role("heading", name="Everything is erased")).to_be_visible()
    page.evaluate(NOTHING_IS_KEPT)
    other.goto(re.sub(r"/p/.*", "/", today))
    other.evaluate(NOTHING_IS_KEPT)
    second.close()
