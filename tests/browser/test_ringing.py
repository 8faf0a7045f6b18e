"""Does a phone keep ringing for each diary, and does each thing due keep its own notice? In a real Chromium.

A push service cannot be had here: what the browser gives to scripts is played, the scripts are our own, as sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served

# What a service worker finds around it. `said` holds all that it did.
WORLD = """
window.said = {notices: [], posts: [], subscribed: 0};
window.stored = new Map();
const cache = name => {
  const kept = stored.get(name) ?? stored.set(name, new Map()).get(name);
  return {
    keys: async () => [...kept.keys()].map(url => new Request(new URL(url, location.href))),
    match: async each => kept.get(new URL(each.url ?? each, location.href).pathname)?.clone(),
    put: async (each, answer) => void kept.set(new URL(each.url ?? each, location.href).pathname, answer),
    delete: async each => kept.delete(new URL(each.url ?? each, location.href).pathname),
  };
};
window.fakeCaches = {open: async name => cache(name), has: async name => stored.has(name),
  keys: async () => [...stored.keys()], delete: async name => stored.delete(name)};
window.subscription = null;
const made = (endpoint, key) => ({
  endpoint, options: {applicationServerKey: key}, toJSON: () => ({endpoint, keys: {}}),
  unsubscribe: async () => { subscription = null; said.ended = (said.ended ?? 0) + 1; return true; }});
const plain = key => atob(key.replaceAll('-', '+').replaceAll('_', '/'));
const bytes = key => Uint8Array.from(plain(key), letter => letter.charCodeAt(0)).buffer;
window.subscribeTo = (endpoint, key) => { subscription = made(endpoint, bytes(key)); };
window.pushManager = {
  getSubscription: async () => subscription,
  subscribe: async options => (subscribeTo(`https://push.example.org/${++said.subscribed}`,
    options.applicationServerKey), subscription),
};
window.answers = {};
window.fakeFetch = async (address, options = {}) => {
  const path = new URL(address, location.href).pathname;
  if (path === '/outbox/ready/') return Response.json({token: 't'});
  if (options.method === 'POST') said.posts.push([path, JSON.parse(options.body)]);
  return new Response('{}', {status: answers[path] ?? 200});
};
window.startWorker = source => {
  const heard = {};
  const self = {addEventListener: (name, then) => { heard[name] = then; }, Notification: {permission: 'granted'},
    registration: {pushManager, showNotification: async (title, options) => {
      said.notices = said.notices.filter(each => each.tag !== options.tag).concat({title, tag: options.tag}); }},
    clients: {openWindow: async page => { said.opened = page; }, claim: async () => {}}};
  new Function('self', 'caches', 'fetch', source)(self, fakeCaches, fakeFetch);
  window.hears = async (name, event) => {
    const waits = [];
    heard[name]({...event, waitUntil: each => waits.push(each)});
    await Promise.all(waits);
  };
};
"""
KEY = "BA" + "A" * 85


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    opened.goto("about:blank")
    source = context.request.get(f"{served.url}/worker.js").text()
    opened.route(
        "https://diary.example/", lambda route: route.fulfill(body="<html></html>", content_type="text/html")
    )
    opened.goto("https://diary.example/")
    opened.evaluate(WORLD)
    opened.evaluate("source => startWorker(source)", source)
    yield opened
    context.close()


def push(page: Page, *marks: str, **more: Any) -> None:
    said = {"person": "p1", "due": len(marks), "marks": list(marks), "form": "f", **more}
    page.evaluate("said => hears('push', {data: {json: () => said}})", said)


def test_a_newer_push_leaves_an_unanswered_one_there_and_a_firmer_call_takes_its_place(page: Page) -> None:
    push(page, "aa")
    push(page, "bb")
    push(page, "aa", firm=True)
    notices = page.evaluate("said.notices")
    assert len(notices) == 2
    assert [each["title"].startswith("Still not noted") for each in notices] == [False, True]


def ring_for(page: Page, *paths: str, endpoint: str = "https://push.example.org/old") -> None:
    for path in paths:
        known = {"key": KEY, "endpoint": endpoint, "device": "a phone"}
        page.evaluate(
            """async ([path, known]) =>
              (await fakeCaches.open('ring-for')).put(path, new Response(JSON.stringify(known)))""",
            [path, known],
        )


def test_a_new_address_is_told_to_each_diary_once(page: Page) -> None:
    ring_for(page, "/p/1/push/", "/p/2/push/")
    page.evaluate("answers['/p/2/push/'] = 410")  # switched off there
    page.evaluate("hears('pushsubscriptionchange', {})")
    posts = page.evaluate("said.posts")
    assert [path for path, _ in posts] == ["/p/1/push/", "/p/2/push/"]
    assert {(body["was"], body["endpoint"]) for _, body in posts} == {
        ("https://push.example.org/old", "https://push.example.org/1")
    }
    page.evaluate("hears('message', {data: {}})")  # and with the next page nothing more
    assert len(page.evaluate("said.posts")) == 2
    assert page.evaluate("[...stored.get('ring-for').keys()]") == ["/p/1/push/"]


def test_without_a_network_the_next_page_tries_again(page: Page) -> None:
    ring_for(page, "/p/1/push/")
    page.evaluate("answers['/p/1/push/'] = 503")
    page.evaluate("hears('pushsubscriptionchange', {})")
    page.evaluate("answers = {}; hears('message', {data: {}})")
    assert len(page.evaluate("said.posts")) == 2


def agree(page: Page, served: Served, path: str) -> None:
    """As on the page Reminders of one diary."""
    source = page.request.get(f"{served.url}/static/ring.js").text()
    page.evaluate(
        """async ([source, path, key]) => {
          document.body.innerHTML = `<div data-ring data-key="${key}" data-url="${path}"><p data-ring-words></p>
            <button data-ring-on hidden></button></div>`;
          const nobody = {serviceWorker: {ready: Promise.resolve({pushManager})}, userAgent: 'Firefox Android'};
          const named = ['navigator', 'caches', 'fetch', 'Notification', 'setTimeout', 'window', 'isSecureContext'];
          new Function(...named, source)(nobody, fakeCaches, fakeFetch,
            {requestPermission: async () => 'granted'}, () => 0, {PushManager: 1}, true);
          const words = document.querySelector('[data-ring-words]');
          document.querySelector('[data-ring-on]').click();
          const is_said = () => /will ring|could not|said no/.test(words.textContent);
          while (!is_said()) await new Promise(go => requestAnimationFrame(go));
        }""",
        [source, path, KEY],
    )
    assert "will ring" in page.locator("[data-ring-words]").inner_text()


def test_a_second_diary_on_a_phone_does_not_end_the_first(page: Page, served: Served) -> None:
    agree(page, served, "/p/1/push/")
    agree(page, served, "/p/2/push/")
    assert page.evaluate("said.ended ?? 0") == 0
    assert [body["endpoint"] for _, body in page.evaluate("said.posts")] == ["https://push.example.org/1"] * 2


def test_switched_on_again_it_is_made_anew_and_the_other_diary_is_told(page: Page, served: Served) -> None:
    """It did not ring: perhaps its service forgot it."""
    agree(page, served, "/p/1/push/")
    agree(page, served, "/p/2/push/")
    agree(page, served, "/p/2/push/")
    assert page.evaluate("said.ended") == 1
    page.evaluate("hears('message', {data: {}})")
    path, body = page.evaluate("said.posts")[-1]
    assert (path, body["was"], body["endpoint"]) == (
        "/p/1/push/",
        "https://push.example.org/1",
        "https://push.example.org/2",
    )


def test_a_subscription_of_another_supple_is_ended(page: Page, served: Served) -> None:
    page.evaluate("key => subscribeTo('https://push.example.org/else', key)", "BB" + "A" * 85)
    agree(page, served, "/p/1/push/")
    assert page.evaluate("said.ended") == 1
