"""How does the product look? Makes docs/images from the running demo: `make screenshots`.

The server runs with its clock set, so that the same code makes the same pictures. Needs Chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parent / "images"
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 860}
MOST_BYTES = 400_000
NOTE = "extra stiff after poor sleep, 7/10 left calf, 3 spasms in the night"


@dataclass(frozen=True)
class Picture:
    """One image: whose diary, which page, and what is done on it before the shutter."""

    name: str
    person: str
    tail: str
    theme: str = "light"
    is_phone: bool = True
    prepare: Callable[[Page], None] | None = None


def write_a_note(page: Page) -> None:
    page.get_by_role("textbox", name="Or say it in your own words").fill(NOTE)
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("heading", name="Is this right?").wait_for()


def to_the_first_finding(page: Page) -> None:
    page.evaluate("() => document.querySelector('[id^=way-]').scrollIntoView()")


def to_the_course(page: Page) -> None:
    page.evaluate("() => document.querySelector('#course').scrollIntoView()")


def tick_an_emergency(page: Page) -> None:
    page.get_by_role("checkbox", name="Trouble breathing").check()


PICTURES = (
    Picture("today-light", "Nora", "today/"),
    Picture("today-dark", "Nora", "today/", theme="dark"),
    Picture("note", "Nora", "today/", prepare=write_a_note),
    Picture("finding", "Daniel", "goes-with/", prepare=to_the_first_finding),
    Picture("help-phone", "Nora", "/help/", prepare=tick_an_emergency),
    Picture("findings", "Daniel", "goes-with/", is_phone=False, prepare=to_the_first_finding),
    Picture("course", "Daniel", "goes-with/", is_phone=False, prepare=to_the_course),
    Picture("report", "Maria", "report/", is_phone=False),
)
ROW_STYLE = """
  body { margin: 0; background: transparent; }
  #row { display: inline-flex; gap: 18px; }
  img { border-radius: 22px; border: 1px solid #8883; }
"""
# Phones side by side, as one image.
ROWS = {"today-phone": ("today-light", "note", "finding", "today-dark")}


def main() -> int:
    """Make every picture. 0 when each is there and small enough to load."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is not installed. On Debian: apt install chromium", file=sys.stderr)
        return 2
    IMAGES.mkdir(exist_ok=True)
    with serving() as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        state, people = sign_in(browser, link)
        for picture in PICTURES:
            size = take(browser, picture, base=link.split("/enter/")[0], state=state, people=people)
            print(f"{picture.name}.png {size // 1024} kB")
            if size > MOST_BYTES:
                return 1
        for name, phones in ROWS.items():
            size = side_by_side(browser, name, phones)
            print(f"{name}.png {size // 1024} kB")
            if size > MOST_BYTES:
                return 1
        browser.close()
    return 0


def side_by_side(browser: Browser, name: str, phones: tuple[str, ...]) -> int:
    """One image of several phones, which are then no files of their own."""
    paths = [IMAGES / f"{phone}.png" for phone in phones]
    shown = "".join(
        f'<img src="data:image/png;base64,{b64encode(path.read_bytes()).decode()}" width="300">' for path in paths
    )
    page = browser.new_page(device_scale_factor=1.2)
    page.set_content(f"<style>{ROW_STYLE}</style><div id='row'>{shown}</div>")
    path = IMAGES / f"{name}.png"
    page.locator("#row").screenshot(path=path, omit_background=True)
    page.close()
    for each in paths:
        each.unlink()
    return path.stat().st_size


def sign_in(browser: Browser, link: str) -> tuple[object, dict[str, str]]:
    """The cookies of a signed-in device, and the address of each sample person."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Open the diary").click()
    page.wait_for_url("**/people/")
    people = {
        (entry.locator("b").inner_text().split(" ")[0]): (entry.get_attribute("href") or "").removesuffix("today/")
        for entry in page.locator("main .menu a").all()
        if "today" in (entry.get_attribute("href") or "")
    }
    state = context.storage_state()
    context.close()
    return state, people


def take(browser: Browser, picture: Picture, *, base: str, state: object, people: dict[str, str]) -> int:
    """One image; its size in bytes."""
    context = browser.new_context(
        storage_state=state,  # type: ignore[arg-type]
        viewport=PHONE if picture.is_phone else DESK,  # type: ignore[arg-type]
        color_scheme=picture.theme,  # type: ignore[arg-type]
        device_scale_factor=2 if picture.is_phone else 1.5,
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    tail = picture.tail if picture.tail.startswith("/") else people[picture.person] + picture.tail
    page.goto(base + tail)
    if picture.prepare:
        picture.prepare(page)
    path = IMAGES / f"{picture.name}.png"
    page.mouse.move(0, 0)
    page.screenshot(path=path, animations="disabled")
    context.close()
    return path.stat().st_size


@contextmanager
def serving() -> Iterator[str]:
    """The demo in a process of its own, with its clock set; its one-time link."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SUPPLE_")}
        process = subprocess.Popen(
            [sys.executable, __file__, "--serve", folder], stdout=subprocess.PIPE, text=True, env=environment
        )
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.search(r"http://\S+/enter/\S+", line):
                    yield found.group(0)
                    break
        finally:
            process.terminate()
            process.wait(20)


def serve(folder: str) -> int:
    """The serving process: `NOW` stands at its start and then runs on."""
    import time_machine

    with time_machine.travel(NOW, tick=True):
        from supple.web import serve as serving_process

        return serving_process.main(["--demo", "--port", "0", "--data", folder])


if __name__ == "__main__":
    raise SystemExit(serve(sys.argv[2]) if sys.argv[1:2] == ["--serve"] else main())
