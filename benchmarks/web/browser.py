"""What does a phone see? A real Chromium: bytes over the wire, the largest paint, a tap until it is confirmed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from benchmarks.web.figures import Sized, Timed, timed
from benchmarks.web.server import Running
from benchmarks.web.visitor import Visitor

PHONE = {"width": 390, "height": 844}
CPU_SLOWED = 4
RUNS = 9


@dataclass(frozen=True)
class Net:
    """A network as Chromium's own tools slow it: `latency_ms` from asking until the answer begins."""

    name: str
    latency_ms: float
    down_kbit_s: float
    up_kbit_s: float


# Lighthouse's "slow 4G": round trips of 150 ms, 1,638.4 kbit/s. Chromium slows whole requests and no packets, so
# Lighthouse asks it for 3.75 round trips each, and nine tenths of the pace. Both are told.
AS_NAMED = Net("150 ms, 1.6 Mbit/s", 150, 1638.4, 750)
AS_LIGHTHOUSE_SLOWS = Net("562.5 ms a request, 1.47 Mbit/s", 562.5, 1474.56, 675)

LARGEST = """() => new Promise((done) => {
  let last = 0;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) last = each.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => done(last), 600);
})"""

# When a tap began and when its confirmation could be seen, by the browser's own clock, across two pages.
TAP = """
const now = () => performance.timeOrigin + performance.now();
addEventListener("pointerdown", () => sessionStorage.setItem("bench-tap", String(now())), true);
const look = () => {
  const said = document.querySelector("#saved, .message");
  if (said && said.checkVisibility() && sessionStorage.getItem("bench-tap")) {
    requestAnimationFrame(() => setTimeout(() => {
      window.benchSaid ??= now() - Number(sessionStorage.getItem("bench-tap"));
    }));
  } else requestAnimationFrame(look);
};
if (location.search.includes("saved=")) look();
"""


@contextmanager
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("Chromium is needed; on Debian: apt install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield started
        started.close()


def device(browser: Browser, visitor: Visitor, *, workers: str = "block") -> BrowserContext:
    """A phone that is signed in and has nothing of Supple yet."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True, service_workers=workers
    )
    context.add_cookies([{"name": n, "value": v, "url": visitor.url} for n, v in visitor.cookies.items()])
    return context


class Wire:
    """Counts what a page brings, headers and all, as it came over the wire."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.by_request: dict[str, int] = {}
        self.types: dict[str, str] = {}
        self.session.send("Network.enable")
        self.session.on("Network.responseReceived", self._answered)
        self.session.on("Network.loadingFinished", self._finished)

    def _answered(self, event: dict[str, Any]) -> None:
        self.types[event["requestId"]] = event["type"]

    def _finished(self, event: dict[str, Any]) -> None:
        self.by_request[event["requestId"]] = int(event["encodedDataLength"])

    def take(self) -> tuple[int, dict[str, int]]:
        """All bytes since the last time, and of each kind."""
        kinds: dict[str, int] = {}
        for request, size in self.by_request.items():
            kinds[self.types.get(request, "Other")] = kinds.get(self.types.get(request, "Other"), 0) + size
        total = sum(self.by_request.values())
        self.by_request.clear()
        return total, kinds


def sizes(browser: Browser, visitor: Visitor, today: str) -> Iterator[Sized]:
    """Today at the first load and at the second, without what the worker fetches for when there is no network."""
    context = device(browser, visitor)
    page = context.new_page()
    wire = Wire(page)
    page.goto(today, wait_until="networkidle")
    total, kinds = wire.take()
    yield Sized("Today, first load", total, 100_000)
    for kind, size in sorted(kinds.items(), key=lambda each: -each[1]):
        yield Sized(f"– {_KINDS.get(kind, kind.lower())}", size)
    page.goto(today, wait_until="networkidle")
    yield Sized("Today, second load", wire.take()[0], 15_000)
    context.close()


_KINDS = {"Document": "the page", "Stylesheet": "style sheets", "Script": "scripts", "Image": "drawings"}


def paints(browser: Browser, visitor: Visitor, today: str, net: Net) -> Timed:
    """The largest paint of Today on a slowed phone with nothing kept."""
    values = []
    for _ in range(RUNS):
        context = device(browser, visitor)
        page = context.new_page()
        slow(page, net)
        page.goto(today, wait_until="load", timeout=60_000)
        values.append(float(page.evaluate(LARGEST)))
        context.close()
    return timed(f"Largest paint, {net.name}", values, 1500)


def slow(page: Page, net: Net | None) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWED})
    if net is not None:
        kbit_s = 1000 / 8
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": net.latency_ms,
                "downloadThroughput": net.down_kbit_s * kbit_s,
                "uploadThroughput": net.up_kbit_s * kbit_s,
            },
        )


def taps(browser: Browser, visitor: Visitor, today: str, *, slowed: bool) -> Timed:
    """From the finger on a number until the page says that it is kept, and has been painted."""
    values = []
    context = device(browser, visitor, workers="allow")
    context.add_init_script(TAP)
    page = context.new_page()
    page.goto(today, wait_until="networkidle")
    if slowed:
        slow(page, None)
    for turn in range(20):
        page.locator(".key").nth(turn % 11).tap()
        page.wait_for_url("**saved=**")
        page.wait_for_function("window.benchSaid !== undefined", timeout=20_000)
        values.append(float(page.evaluate("window.benchSaid")))
        page.wait_for_timeout(500)  # a tap within a blink is the same tap
        page.goto(today, wait_until="networkidle")
    context.close()
    name = "a tap until its confirmation is painted"
    return timed(f"{name}, CPU slowed {CPU_SLOWED}×" if slowed else name, values)


def measure(supple: Running, visitor: Visitor, person: str) -> tuple[list[Sized], list[Timed]]:
    today = f"{supple.url}/p/{person}/today/"
    with chromium() as browser:
        weighed = list(sizes(browser, visitor, today))
        seen = [paints(browser, visitor, today, net) for net in (AS_NAMED, AS_LIGHTHOUSE_SLOWS)]
        seen += [taps(browser, visitor, today, slowed=slowed) for slowed in (False, True)]
    return weighed, seen
