"""How long does the server take, and how much does it send?"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from benchmarks.web.figures import Timed, timed
from benchmarks.web.server import Running
from benchmarks.web.visitor import Answer, Visitor

# Every page of the menu and what they lead to; of each the address within a diary.
PAGES = {
    "Timeline": "timeline/",
    "Course": "course/",
    "Course by hour": "course/hours/",
    "Course by part of the body": "course/body/",
    "Two stretches": "course/compare/",
    "Goes with": "goes-with/",
    "Week for a visit": "week/",
    "When to call": "when-to-call/",
    "Plan": "plan/",
    "Doses": "doses/",
    "Medicines": "medicines/",
    "Due": "due/",
    "Stretches": "stretches/",
    "Catch up": "catch-up/",
    "Looking back": "look-back/",
    "A fall": "fall/",
    "New signs": "signs/",
    "Report": "report/",
    "Emergency card": "card/",
    "More": "more/",
    "Settings": "settings/",
}
RUNS, PAGE_RUNS, NOTE_RUNS = 200, 20, 60


def signed_in(supple: Running) -> tuple[Visitor, str]:
    visitor = Visitor(supple.url)
    return visitor, visitor.sign_in(supple.link)


def stiffness(value: int) -> dict[str, str]:
    """The one tap of Today: a number."""
    return {"form_id": str(uuid.uuid4()), "stiffness": str(value)}


def measure(visitor: Visitor, person: str) -> Iterator[Timed]:
    """Today as it stands, Today right after a note, the note itself, and every other page."""
    base = f"/p/{person}/"
    first = _ok(visitor.get(base + "today/"))
    yield timed("Today, the first after a start", [first.ms])
    yield timed("Today", [_ok(visitor.get(base + "today/")).ms for _ in range(RUNS)], 50)
    waits, after = [], []
    for turn in range(NOTE_RUNS):
        noted = visitor.post(base + "check-in/", stiffness(turn % 11))
        assert noted.status == 302, noted.status
        waits.append(noted.ms)
        after.append(_ok(visitor.get(noted.headers["location"])).ms)
    yield timed("Check-in, until it is acknowledged", waits, 100)
    yield timed("Today, right after a check-in", after, 50)
    taps = []
    for _ in range(NOTE_RUNS):
        answer = visitor.post(base + "tap/", {"form_id": str(uuid.uuid4()), "count": "spasms"})
        assert answer.status == 302, answer.status
        taps.append(answer.ms)
    yield timed("“+1 spasm”, until it is acknowledged", taps, 100)
    for name, path in PAGES.items():
        answers = [visitor.get(base + path) for _ in range(PAGE_RUNS + 1)]
        for answer in answers:
            _ok(answer)
        yield timed(f"{name}, the first time", [answers[0].ms])
        yield timed(name, [answer.ms for answer in answers[1:]])


def _ok(answer: Answer) -> Answer:
    if answer.status != 200:
        raise SystemExit(f"a page did not come up: {answer.status} {answer.headers.get('location', '')}")
    return answer
