"""A real serving process with the sample people, a real Chromium, and an eye on every request it makes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

# A busy machine is no failure: what does not come at all still fails.
expect.set_options(timeout=20_000)

PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))  # one Chromium, one server


@dataclass(frozen=True)
class Served:
    """A running Supple: its address, the sample people by name, and the cookies of a signed-in device."""

    url: str
    people: dict[str, str]
    state: Any


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="package")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SUPPLE_")}
    environment["SUPPLE_DEBUG"] = "1"  # for the style page; nothing else changes
    command = [sys.executable, "-m", "supple.web.serve", "--demo", "--port", "0", "--data", str(folder / "data")]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=log, text=True, env=environment, cwd=Path.cwd()
        )
    try:
        assert process.stdout is not None
        greeting = ""
        while (found := re.search(r"(http://\S+?)/enter/\S+", greeting)) is None:
            line = process.stdout.readline()
            assert line, f"Supple did not start: {greeting} {(folder / 'log').read_text()}"
            greeting += line
        yield _sign_in(browser, link=found.group(0), url=found.group(1))
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def _sign_in(browser: Browser, *, link: str, url: str) -> Served:
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Open the diary").click()
    page.wait_for_url(f"{url}/people/")
    people = {}
    for entry in page.locator("main .menu a").all():
        name = entry.locator("b").inner_text().split(" ")[0]
        people[name] = urlsplit(entry.get_attribute("href") or "").path.removesuffix("today/")
    state = context.storage_state()
    context.close()
    return Served(url, people, state)


Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Open]:
    """Open a signed-in page. Every request of every page must go to Supple itself, and no script may fail."""
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    failures: list[str] = []

    def open_page(path: str, *, viewport: dict[str, int] | None = None, **options: Any) -> Page:
        context = browser.new_context(storage_state=served.state, viewport=viewport or PHONE, **options)  # type: ignore[arg-type]
        context.set_default_timeout(30000)
        contexts.append(context)
        context.on("request", lambda r: None if r.url.startswith((served.url, "data:")) else strangers.append(r.url))
        page = context.new_page()
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda m: failures.append(m.text) if "Content Security Policy" in m.text else None)
        page.goto(served.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert strangers == [], "a page asked somebody else for something"
    assert failures == []


@pytest.fixture
def own_diary(opened: Open) -> Open:
    """Open a page of a fresh, empty diary: own_diary("today/")."""
    page = opened("/people/add/")
    page.get_by_label("Name").fill("Robin")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/today/")
    root = urlsplit(page.url).path.removesuffix("today/")
    page.context.close()
    return lambda tail, **options: opened(root + tail, **options)
