"""From the computer to the phone: a second host, its own Chromium, the certificate checked, the network pulled."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from axe_core_python.base import AXE_SCRIPT
from cryptography.hazmat.primitives.serialization import Encoding
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from supple.sharing import authority, kept
from tests.browser import home_network as home
from tests.browser.conftest import PHONE
from tests.browser.ruler import AXE, LOOKS, SMALL_PRIMARY, SMALL_TARGETS
from tests.browser.test_journeys import HELP_IS_KEPT

NAMED = f"https://{home.HOST}:{home.PORT}"
NUMBERED = f"https://{home.IP}:{home.PORT}"
INSTALL = f"http://{home.IP}:{home.PORT + 1}/"
MAKE_A_CODE = """
import re
from tests.store.serving import Visitor
visitor = Visitor("http://127.0.0.1:8710")
visitor.sign_in("{link}")
page = visitor.get("/phone/")
assert "{install}" in page.body and "<svg" in page.body, page.status
made = visitor.post("/phone/code/", "by={by}")
print(re.search(r'value="(https://[^"]+)"', made.body).group(1))
"""

THIEF = """
import http.server, ssl
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("{chain}")
server = http.server.HTTPServer(("{ip}", 9443), http.server.SimpleHTTPRequestHandler)
server.socket = context.wrap_socket(server.socket, server_side=True)
print("ready", flush=True)
server.serve_forever()
"""


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[home.Computer]:
    reason = home.why_not()
    if reason:
        pytest.skip(reason)
    home.lay()
    running = home.Computer(tmp_path_factory.mktemp("computer") / "house")
    try:
        running.start()
        yield running
        assert running.stop() == 0
    finally:
        home.take_away()


Phone = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def phone(browser: Browser, computer: home.Computer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone's browser: phone(trusts=True) has the certificate installed. Nothing is told to ignore anything."""
    opened: list[BrowserContext] = []

    def start(*, trusts: bool, pretends: str = "") -> BrowserContext:
        folder = tmp_path_factory.mktemp("phone")
        if trusts:
            home.trust(folder, computer.folder / kept.FOLDER / "root.pem")
        context = browser.browser_type.launch_persistent_context(
            str(folder / "profile"),
            executable_path=home.browser_of(home.PHONE, folder),
            args=["--no-sandbox", f"--host-resolver-rules=MAP {home.HOST} {home.IP}{pretends}"],
            env={"HOME": str(folder), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
            viewport=PHONE,  # type: ignore[arg-type]
        )
        context.set_default_timeout(30000)
        opened.append(context)
        return context

    yield start
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def trusting(phone: Phone) -> BrowserContext:
    return phone(trusts=True)


def a_code(computer: home.Computer, by: str = "name") -> str:
    """As the person makes it, in the browser on the computer."""
    code = MAKE_A_CODE.format(link=computer.new_link(), install=INSTALL, by=by)
    return home.ask(home.COMPUTER, code).strip()


def test_a_phone_is_set_up_signed_in_and_helps_with_the_network_pulled(
    computer: home.Computer, trusting: BrowserContext
) -> None:
    page = trusting.pages[0]
    assert INSTALL in computer.greeting
    page.goto(INSTALL)
    page.get_by_role("link", name="Open Supple").click()
    page.wait_for_url(f"{NAMED}/login/")
    link = a_code(computer)
    assert link.startswith(f"{NAMED}/enter/")
    page.goto(link)
    page.get_by_role("button", name="Open the diary").click()
    page.wait_for_url(f"{NAMED}/p/**/today/")
    assert page.evaluate("isSecureContext") is True
    page.evaluate(HELP_IS_KEPT)
    assert {cookie["secure"] for cookie in trusting.cookies()} == {True}
    page.goto(link)
    page.get_by_role("button", name="Open the diary").click()
    expect(page.get_by_role("heading", name="This link no longer opens")).to_be_visible()
    page.goto(f"{NAMED}/")
    try:
        home.pull_the_cable()
        page.goto(f"{NAMED}/help/")
        expect(page.get_by_role("heading", name="Something is up")).to_be_visible()
        page.goto(f"{NAMED}/about/")
        expect(page.get_by_role("heading", level=1)).to_have_text("On this phone")
    finally:
        home.plug_in()
    assert link.rpartition("/")[2] not in computer.log


def test_by_number_it_is_trusted_too(computer: home.Computer, trusting: BrowserContext) -> None:
    page = trusting.new_page()
    assert a_code(computer, by=home.IP).startswith(f"{NUMBERED}/enter/")
    page.goto(f"{NUMBERED}/login/")
    assert page.evaluate("isSecureContext") is True
    page.close()


def test_a_phone_without_the_certificate_is_warned(phone: Phone) -> None:
    page = phone(trusts=False).pages[0]
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        page.goto(f"{NAMED}/login/")


def test_a_stolen_key_vouches_for_nothing_else(computer: home.Computer, phone: Phone, tmp_path: Path) -> None:
    """The key that is kept signs a certificate for a bank; the phone that trusts Supple refuses it."""
    stolen = kept.load_authority(computer.folder / kept.FOLDER)
    assert stolen is not None
    now = datetime.now(UTC)
    forged, key = authority.sign(
        stolen, "bank.example", [], starts=now - timedelta(hours=1), ends=now + timedelta(days=30)
    )
    chain = tmp_path / "forged.pem"
    parts = [forged.public_bytes(Encoding.PEM), stolen.certificate.public_bytes(Encoding.PEM), authority.to_pem(key)]
    chain.write_bytes(b"".join(parts))
    serving = home.inside(home.COMPUTER, [sys.executable, "-c", THIEF.format(chain=chain, ip=home.IP)])
    thief = subprocess.Popen(serving, stdout=subprocess.PIPE, text=True)
    assert thief.stdout is not None
    assert thief.stdout.readline() == "ready\n"
    try:
        page = phone(trusts=True, pretends=f",MAP bank.example {home.IP}").pages[0]
        with pytest.raises(Error, match="ERR_CERT_INVALID"):
            page.goto("https://bank.example:9443/")
    finally:
        thief.terminate()
        thief.wait(10)
        thief.stdout.close()


def test_the_phone_finds_the_computer_by_its_name(computer: home.Computer) -> None:
    code = f"""
from zeroconf import IPVersion, Zeroconf
from zeroconf import AddressResolver
asking = Zeroconf(interfaces=["{home.PHONE_IP}"], ip_version=IPVersion.V4Only)
resolver = AddressResolver("{home.HOST}.")
print(resolver.request(asking, 8000), [str(ip) for ip in resolver.ip_addresses_by_version(IPVersion.V4Only)])
asking.close()
"""
    assert home.ask(home.PHONE, code).strip() == f"True ['{home.IP}']"


CLAIM = """
import time
from ipaddress import IPv4Address
from supple.web.sharing.name import Name
name = Name("anna.local", 8743)
name.tell([IPv4Address("{ip}")])
print(name.is_found, name.is_taken, flush=True)
time.sleep({seconds})
name.stop()
"""


def test_a_name_that_another_device_has_is_left_to_it(computer: home.Computer) -> None:
    claim = home.inside(home.PHONE, [sys.executable, "-c", CLAIM.format(ip=home.PHONE_IP, seconds=60)])
    first = subprocess.Popen(claim, stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    try:
        assert first.stdout.readline() == "True False\n"
        assert home.ask(home.COMPUTER, CLAIM.format(ip=home.IP, seconds=0)) == "False True\n"
    finally:
        first.terminate()
        first.wait(10)
        first.stdout.close()


@pytest.mark.parametrize(("width", "theme"), LOOKS)
def test_everybody_can_read_and_hit_the_pages_to_set_a_phone_up(
    width: int, theme: Literal["light", "dark"], computer: home.Computer, trusting: BrowserContext
) -> None:
    page = trusting.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    page.goto(a_code(computer))
    page.get_by_role("button", name="Open the diary").click()
    page.goto(INSTALL)
    look_at(page, width)
    page.goto(f"{NAMED}/phone/")
    look_at(page, width)
    page.get_by_role("button", name="Make a sign-in code").click()
    expect(page.get_by_role("img", name="Code to scan. It holds the link below it.")).to_be_visible()
    look_at(page, width)
    page.close()


def look_at(page: Page, width: int) -> None:
    page.evaluate("() => document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(AXE, False) == []
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(SMALL_PRIMARY) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
