"""Is every word on every page in the catalogue? The demo's pages are said in a made-up language and read.

What then stands there in plain English is not in the catalogue, or it is one of these: the person's own words and
names, numbers and dates, safety text (which stays English, and says so, until a reviewer signs it), knowledge data,
or a room that is still in English. Those rooms are named here, with how much of each was seen: it may sink.
"""

from __future__ import annotations

import ast
import calendar
import dataclasses
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from messages import files, finding, pseudo
from tests.web.cast import signed_in

from supple import actions, words
from supple.actions.demo import ensure_demo
from supple.knowledge import load
from supple.store import people as store_people
from supple.web import frame, outbox_code
from supple.web.guard import DECLARED

# Rooms whose words are still English, and how many different texts of them the demo's pages show at most. Not one of
# them is half done: each is put through the catalogue in one go (docs/how-to/translate.md), then leaves this list.
STILL_ENGLISH: dict[str, int] = {
    "insight": 120,  # the sentences of findings are kept with the results: their key must know the language first
    "knowledge": 100,  # how a fact is said (saying.py); the labels of the data files come with it
    "diary": 25,  # how a note is read and said back: the reader's own words are English, too
    "plan": 30,  # words of the plan are kept in the diary and read from there again
    "model": 25,  # names of levels and states, some of them keys
    "watch": 15,  # safety text, and answers that the rules compare
    "report": 130,  # the page for a visit, and the card; the sheets of Typst have words too
}
KNOWN_DATA = "knowledge data"
VIEWS = {
    "course": ("?by=day", "?by=month", "?by=year"),
    "course_body": ("?by=month", "?by=year"),
    "course_hours": ("?days=365",),
    "stretches": ("?area=calves",),
    "session": ("?do=calf_lying&do=calf_seated",),
    "balance": ("?medicine=tizanidine", "?medicine=baclofen"),
    "look_back": ("?until=soon",),
}
SPOKEN = {"aria-label", "alt", "title", "placeholder", "label"}
QUIET = {"script", "style"}
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
ACCENTED = re.compile(f"[{''.join(set(pseudo.TO) - set(pseudo.FROM))}]")
DATES = {
    name.casefold()
    for names in (calendar.day_name, calendar.month_name, calendar.day_abbr, calendar.month_abbr)
    for name in names
}
# The brand, and what is written the same in every language here: units, codes and addresses.
ANYWHERE = DATES | frozenset(
    re.findall(
        r"\w+",
        "supple mg ml mcg kg iu sha pdf png csv json zip ics qr utc http https www ms am pm ip nhs ma",
    )
)


class Read(HTMLParser):
    """Every text of a page and every accessible name, but what is marked as English."""

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    def is_quiet(self) -> bool:
        return any(quiet for _, quiet in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.is_quiet():
            self.texts += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in self.VOID:
            self.open.append((tag, tag in QUIET or ("lang", "en") in attrs))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.is_quiet():
            self.texts.append(" ".join(data.split()))


FINGERPRINT = re.compile(r"\b[0-9a-f]{12}\b")  # of what was known: its letters are no words


def plain_runs(text: str) -> Iterator[tuple[str, ...]]:
    """The runs of words that are not in the made-up language."""
    run: list[str] = []
    for word in re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*|[⟦⟧~]", FINGERPRINT.sub("", text)):
        if word in "⟦⟧~" or ACCENTED.search(word):
            if run:
                yield tuple(run)
            run = []
        elif len(word) > 1 and word.casefold() not in ANYWHERE:
            run.append(word.casefold())
    if run:
        yield tuple(run)


def phrases(text: str) -> Iterator[tuple[str, ...]]:
    """A text as it may stand on a page: whole, or cut where something is filled in."""
    for part in re.split(r"{[^{}]*}|\x00|<[^>]*>", text):
        found = tuple(
            word.casefold() for word in WORD.findall(part) if len(word) > 1 and word.casefold() not in ANYWHERE
        )
        if found:
            yield found


def literals(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "\x00" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def data(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for inner in node.values():
            yield from data(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from data(inner)
    elif isinstance(node, str):
        yield node


def own_words(value: object) -> Iterator[str]:
    """Every text in what was noted."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for item in dataclasses.fields(value):
            yield from own_words(getattr(value, item.name))
    elif isinstance(value, Mapping):
        for inner in (*value.keys(), *value.values()):
            yield from own_words(inner)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from own_words(inner)
    elif isinstance(value, str):
        yield value


Known = dict[tuple[str, ...], str]


def known_phrases(own: Iterable[str]) -> Known:
    """Which phrase comes from where: the person's own words first, then data, then the rooms still in English."""
    known: Known = {}

    def add(where: str, texts: Iterable[str]) -> None:
        for text in texts:
            for phrase in phrases(text):
                known.setdefault(phrase, where)

    add("own words", own)
    add("names of places", (zone.replace("_", " ") for zone in available_timezones()))
    add("names of places", (part for zone in available_timezones() for part in zone.replace("_", " ").split("/")))
    for path in sorted(finding.KNOWLEDGE.rglob("*.toml")):
        add(KNOWN_DATA, data(tomllib.loads(path.read_text(encoding="utf-8"))))
    for room in STILL_ENGLISH:
        base = finding.SOURCE / room
        for path in sorted(base.rglob("*.py")) if base.is_dir() else [base]:
            found = list(literals(path))
            add(room, found)
            add(room, [f"{text}s" for text in found if text.isalpha()])  # "piece" and "pieces" are put together there
    return known


def explained(run: tuple[str, ...], known: Known, longest: int) -> list[tuple[str, ...]] | None:
    """The run as phrases that are known, as few as possible; None if some of it is not."""
    best: list[list[tuple[str, ...]] | None] = [[]] + [None] * len(run)
    for end in range(1, len(run) + 1):
        for start in range(max(0, end - longest), end):
            before, phrase = best[start], run[start:end]
            if (
                before is not None
                and phrase in known
                and (best[end] is None or len(before) + 1 < len(best[end] or []))
            ):
                best[end] = [*before, phrase]
    return best[-1]


def addresses(person: actions.PersonCard, account: Any) -> Iterator[str]:
    get_resolver().url_patterns  # noqa: B018 -- declares the addresses
    page = actions.timeline(account, person.id, limit=60)
    events = {type(entry.event.fact).__name__: entry.event for day in page.days for entry in day.entries}
    known: dict[str, Any] = {"person_id": person.id, "token": "none", "article_id": "spasticity", "rule": "R17"}
    known |= {"version": outbox_code.version(), "name": "main", "size": 192}
    for declared in DECLARED.values():
        if "GET" not in declared.methods or declared.name == "style":
            continue
        rows: list[dict[str, Any]] = [{}]
        if ":event_id>" in declared.route:
            rows = [{"event_id": event.id} for event in events.values()]
        if ":group>" in declared.route:
            rows = [{"group": event.group} for event in events.values() if event.group]
        for row in rows:
            asked = {name: value for name, value in {**known, **row}.items() if f":{name}>" in declared.route}
            for view in ("", *VIEWS.get(declared.name, ())):
                yield reverse(declared.name, kwargs=asked) + view


@pytest.fixture
def made_up(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Pages are said in the made-up language, out of what the extraction found."""
    files.write_compiled(tmp_path, "en_XA", pseudo.catalogue(finding.template()))
    words.forget()
    settings.LOCALE_PATHS = [tmp_path]
    settings.SPEAKS = pseudo.TAG
    yield
    words.forget()


def test_every_word_of_every_page_is_in_the_catalogue(db: None, made_up: None) -> None:
    account = ensure_demo(now=frame.clock())
    client = signed_in(account)
    seen: dict[str, str] = {}
    own = [account.name]
    for person in actions.people(account):
        own += [person.name, *own_words(actions.settings(account, person.id))]
        everything = actions.timeline(account, person.id, limit=100_000)
        own += own_words([entry.event for day in everything.days for entry in day.entries])
        for address in addresses(person, account):
            answer = client.get(address)
            if "html" not in answer.get("Content-Type", "") or answer.status_code not in {200, 400, 404}:
                continue
            page = Read()
            page.feed(answer.content.decode())
            assert page.texts, address
            for text in page.texts:
                seen.setdefault(text, address)
    own += [member.name for member in store_people.accounts()]
    own.append(load().version)  # a fingerprint: its letters are no words
    known = known_phrases(own)
    longest = max(map(len, known), default=1)
    unknown: list[str] = []
    english: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for text, address in seen.items():
        for run in plain_runs(text):
            parts = explained(run, known, longest)
            if parts is None:
                unknown.append(f"{address}: {text[:160]} [{' '.join(run)[:80]}]")
            for part in parts or ():
                english[known[part]].add(part)
    assert len(seen) > 1000, "the pages were not read"
    assert not unknown, f"{len(unknown)} texts are not in the catalogue:\n" + "\n".join(unknown)
    shown = {room: len(english[room]) for room in STILL_ENGLISH}
    assert {room: count for room, count in shown.items() if count > STILL_ENGLISH[room]} == {}, f"seen: {shown}"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("⟦Ñöţé íţ ~~⟧", []),
        ("Note it", [("note", "it")]),
        ("⟦Ŝáíd: not noted ~~~⟧, Monday 3 May", [("not", "noted")]),
        ("⟦Ñöţé~~⟧ here ⟦ţĥéñ~~⟧ there", [("here",), ("there",)]),
        ("12 mg, 03:15, 100 %", []),
    ],
)
def test_what_is_not_in_the_catalogue_is_seen(text: str, left: list[tuple[str, ...]]) -> None:
    assert list(plain_runs(text)) == left


def test_a_sentence_is_not_explained_by_its_single_words() -> None:
    known = {("not", "noted"): "a room", ("the", "day", "before"): "a room", ("the",): "a room"}
    assert explained(("not", "noted", "the", "day", "before"), known, 3) == [
        ("not", "noted"),
        ("the", "day", "before"),
    ]
    assert explained(("the", "day", "was", "not", "noted"), known, 3) is None


def test_a_page_names_its_language_and_marks_safety_text_as_english(alice: Client, made_up: None) -> None:
    page = alice.get("/help/").content.decode()
    assert '<html lang="en-XA"' in page
    assert re.search(r'<span lang="en">[^<]*(fit|seizure)', page)
    article = alice.get("/about/spasticity/").content.decode()
    assert '<p class="lead"><span lang="en">' in article


def test_english_marks_nothing(alice: Client) -> None:
    page = alice.get("/help/").content.decode()
    assert '<html lang="en-GB"' in page
    assert 'lang="en"' not in page
