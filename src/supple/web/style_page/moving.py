"""Specimens of what moves and rings: what is due, routines, stretches, a guided session, reminders."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from types import SimpleNamespace as Made
from typing import Any

from supple.knowledge.breaks import load_breaks
from supple.knowledge.home import load_home
from supple.knowledge.stretches import load_stretches
from supple.web.fields import Field
from supple.web.pages import activity, at_home
from supple.web.pages.routines import AGREED, BODIES, GROUPS, LEGS, WEEKDAYS
from supple.web.pages.stretches import card
from supple.web.style_page.made_up import fields
from supple.web.style_page.specimen import Group, Specimen
from supple.web.when_form import empty

_DAYS = [(code, short, name, code != "sun") for code, short, name in WEEKDAYS]


@cache
def groups() -> tuple[Group, ...]:
    return (
        Group("due", "What is due", tuple(_due())),
        Group("moving", "Routines and stretches", tuple(_moving())),
    )


def _row(words: str, **more: Any) -> dict[str, Any]:
    usual = {
        "key": "x",
        "words": words,
        "when": "21:30",
        "done": "Done",
        "skip": "Skip this one",
        "can_wait": True,
        "url": "#",
        "kind": "routine",
    }
    return {**usual, **more}


def _due() -> Iterator[Specimen]:
    usual = _row("Bedtime stretch, after brushing teeth")
    pause = _row("Time to move a little", kind="break", idea="Open your arms wide and breathe in.", another_url="#")
    firm = _row("Baclofen: 1 tablet", is_firm=True, kind="dose", done="Taken", skip="Not taking it")
    seen = _row("Nurse: tomorrow", kind="visit", done="Seen", is_seen_only=True, can_wait=False)
    reasons = _row("Calves", reasons=(("tired", "Tired"), ("pain", "Pain")), guide="#", can_wait=False)
    told = _row("Pump", kind="pump", done="Seen", is_seen_only=True, was_seen=True, can_wait=False, is_firm=True)
    view = {
        "due_now": (usual, reasons, firm, seen, told, pause),
        "unclear": (firm,),
        "coming": (seen,),
        "answered": ({**firm, "said": "done"},),
        "later": (10, 30, 60),
    }
    yield Specimen("What is due", "due/due.html", view, block="main")
    line = {
        "what": "Baclofen: 1 tablet",
        "when": "08:00",
        "calls": ("on phones: sent, 08:00",),
        "steps": ("seen, 08:01",),
        "answered": "done",
    }
    yield Specimen("What rang", "due/ledger.html", {"lines": (line,)}, block="main")
    feed = Made(name="abcdef123456", is_private=True, read_at=None)
    push = Made(id=1, device="Firefox on Android", failed_at=None, rang_at=None)
    asked = {
        "check_ins": (Field("check_in_0", "Check-in 1", "08:30", type="time"),),
        "fields": fields("quiet_from", "quiet_to", "day_at", "second", "mail_to"),
        "kinds": (("dose", "A dose", "page,push"),),
        "ways": (("page,push", "Phones"),),
        "pushes": (push,),
        "feeds": (feed,),
    }
    yield Specimen("Reminders", "reminders/reminders.html", asked, block="main")


def _moving() -> Iterator[Specimen]:
    one = {
        "name": "bedtime stretch",
        "words": "Calves and hamstrings",
        "lines": ("Every day, 21:30", "After brushing teeth"),
        "can_do": True,
        "may_try": "Thursday 3 December",
    }
    yield Specimen(
        "Routines and breaks",
        "routines/routines.html",
        {
            "routines": (one, {**one, "name": "morning stretch", "look_back_now": True, "change": "x"}),
            "breaks": ({"name": "breaks", "lines": ("Every 50 minutes",), "look_back_on": "Friday 4 December"},),
        },
        block="main",
    )
    names = ("name", "words", "times", "tied_to", "minutes", "sets", "hold_seconds", "every_days", "last_day")
    writing = {
        "fields": fields(*names, "prompt", "extra_sets", "extra_until"),
        "groups": GROUPS,
        "agreed": AGREED,
        "weekdays": _DAYS,
        "is_new": True,
        "typed": {"group": "stretch"},
        "stretches": (("Calves", (("x", "Calf stretch on the bed", True),)),),
    }
    yield Specimen("A routine is written down", "routines/write.html", writing, block="main")
    told = {"day": "today", "done": 3, "not_now": 1, "unanswered": 2, "told": "3 h 20 min"}
    sitting = {
        "fields": fields("every_minutes", "from_time", "to_time"),
        "weekdays": _DAYS,
        "bodies": BODIES,
        "legs": LEGS,
        "idea": load_breaks()["sit_tall"],
        "another_url": "#",
        "break_due": {"key": "x"},
        "can_wait": True,
        "sitting_words": "Today, by your answers: 3 done, 1 not now.",
        "sitting": (told, {"day": "yesterday", "is_rest": True}),
    }
    yield Specimen("Breaks", "routines/breaks.html", sitting, block="main")
    walked = {"words": "a walk: 20 minutes, it felt good", "when": "today, 10:30", "url": "#"}
    weeks = (
        {"days": "This week, so far", "times": 3, "minutes": "50", "without_minutes": 1},
        {"days": "9 Nov to 15 Nov", "times": 0},
    )
    yield Specimen("Activity", "activity/activity.html", {"sessions": (walked,), "weeks": weeks}, block="main")
    noting = {**activity.choices(), "typed": {"what": "walk"}, "exactly": Field("exactly", "Or another number")}
    noting["when"] = empty(date(2026, 11, 20))
    yield Specimen("An activity is noted", "activity/note.html", noting, block="main")
    home = load_home()
    yield Specimen(
        "At home",
        "at_home/at_home.html",
        {
            "ideas": (
                at_home.card(home["fluids"], frozenset()),
                at_home.card(home["night_splint"], {"a night splint"}),
            )
        },
        block="main",
    )
    known = load_stretches()
    advice = {"first": (known.advice["before"],), "then": (known.advice["evidence"],)}
    found = [card(known.stretches[name]) for name in ("calf_lying", "calf_helper")]
    yield Specimen("Stretches", "stretches/stretches.html", {**advice, "found": found}, block="main")
    guided = {
        **advice,
        "ask_first": known.advice["ask_first"],
        "stop": known.advice["stop"],
        "steps": found,
        "scales": (Field("before", "How stiff before?"), Field("after", "How stiff now?", "3")),
        "felt": (("eased", "it eased"),),
    }
    yield Specimen("A session, before its script", "stretches/session.html", guided, block="main")
    yield Specimen("A session that runs", "style/session.html")
