"""Specimens of what was agreed and of what belongs to the device: doses, the pump, goals, cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from types import SimpleNamespace as Made
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from supple.model import Tier
from supple.sharing import codes
from supple.web.fields import Field
from supple.web.style_page.made_up import NOBODY, NOW, RING, TODAY, fields, line
from supple.web.style_page.specimen import Group, Specimen


@cache
def groups() -> tuple[Group, ...]:
    return (
        Group("plain", "Words, buttons, fields, tables", tuple(_plain())),
        Group("doses", "Doses and medicines", tuple(_doses())),
        Group("plan", "Pump, goals, team", tuple(_plan())),
        Group("cards", "The card, the phone, the device", tuple(_device())),
    )


def _plain() -> Iterator[Specimen]:
    yield Specimen("Headings, words, lists", "style/words.html")
    yield Specimen("Buttons", "style/buttons.html")
    yield Specimen("Badges of tiers", "style/badges.html", {"tiers": [tier.value for tier in Tier]})
    plain = (
        Field("plain", "A field", "typed"),
        Field("hinted", "A field with a hint", hint="As on the box"),
        Field("wrong", "A field with an error", "12 o’clock", error="Write a time, like 14:30.", type="time"),
        Field("list", "A list", "b", options=(("a", "The first"), ("b", "The second"))),
        Field("words", "Own words", "a line", error="That is too long.", type="words"),
    )
    yield Specimen(
        "Fields",
        "style/fields.html",
        {"fields": plain, "count": Field("count", "Spasms", "lots", error="Write a number.")},
    )
    for value, state in (("7", "chosen"), ("", "open"), ("12", "wrong")):
        error = "Choose a number from 0 to 10." if state == "wrong" else ""
        scale = Field(f"scale-{state}", "Pain", value, hint="0 none, 10 the worst", error=error)
        yield Specimen(f"A scale, {state}", "parts/scale.html", {"field": scale})
    for value in ("yes", "no", ""):
        tri = Field(f"tri-{value}", "Heat", value, hint="a hot day")
        yield Specimen(f"Yes, no, open: {value or 'open'}", "parts/tri.html", {"field": tri})
    yield Specimen("A table", "style/table.html", {})
    yield Specimen("Ways on", "more/more.html", block="main")


def _doses() -> Iterator[Specimen]:
    row = {
        "key": "a",
        "time": "08:00",
        "medicine": "Baclofen",
        "words": "10 mg",
        "is_open": True,
        "is_several": False,
        "has_others": False,
        "is_taken": False,
        "status": "Taken",
        "said_by": "",
        "notable_from": "",
    }
    field = Field("amount", "How many", "1")
    doses = {
        "day_before": TODAY - timedelta(days=1),
        "day_after": TODAY + timedelta(days=1),
        "day_words": "Wednesday 11 March",
        "view": Made(day=TODAY, today=TODAY),
        "is_today": False,
        "told": _told(),
        "open_keys": ("a", "b"),
        "all_words": "Both taken",
        "steps": (("Baclofen", "step 2 of 3"),),
        "rows": (
            row,
            {**row, "is_several": True, "has_others": True, "time": "13:00"},
            {**row, "is_open": False, "is_taken": True, "time": "18:00", "said_by": "Ana"},
            {**row, "is_open": False, "notable_from": "21:00", "time": "22:00"},
        ),
        "also": ("one tablet at 11:00",),
        "as_needed": (
            {
                "id": "need",
                "title": "Gabapentin",
                "name": "gabapentin",
                "words": "at night",
                "facts": (("Taken today", "not noted"),),
                "fields": ({"id": "need_at", "field": field},),
            },
        ),
        "extra": Made(
            medicine=Field("medicine", "Which", options=(("a", "Baclofen"),)), at=field, pieces=field, mg=field
        ),
        "boxes": (
            {"title": "Baclofen", "name": "baclofen", "lines": ("84 are left by the notes.",), "fields": ()},
            {"title": "Gabapentin", "name": "gabapentin", "lines": (), "fields": ({"id": "n", "field": field},)},
        ),
    }
    yield Specimen("Doses of a day", "doses/doses.html", doses, block="main")
    form = {
        "fields": {
            **fields("name", "strength", "strength_unit", "each_time", "not_before_hours", "max_pieces_per_day"),
            **fields("steps", "every_days", "from_day", "prescriber", "reason", "pieces_per_day"),
        },
        "typed": {"as_needed": "yes"},
        "kinds": (("", "Set times"), ("yes", "As needed")),
        "bad": {"max_pieces_per_day": "Write a number.", "name": "Write the name."},
        "times": Made(usual=(("08:00", True), ("13:00", False), ("22:00", True)), own=(("own_1", "06:15"),)),
        "food": (("with", "With food"), ("", "Not said")),
        "questions": ((Made(field="times", words="Is that three times a day?"), True),),
    }
    yield Specimen("A medicine is written down", "medicines/form.html", form, block="main")
    step = {"number": 1, "words": "10 mg at night", "since": TODAY, "until": None, "is_now": True}
    steps = (step, {**step, "number": 2, "is_now": False, "until": TODAY + timedelta(days=9)})
    yield Specimen("Steps, one in force", "medicines/steps.html", {"steps": [Made(**each) for each in steps]})
    kept = {
        "event_id": NOBODY,
        "item": Made(name="Baclofen", words=""),
        "state_words": ("Step 2 of 3, until 20 March", "Then 20 mg"),
        "prescribed": Made(starts_on=TODAY),
        "problem": "unread",
    }
    rows = (("How", "10 mg, 3 times a day"), ("By whom", "Dr Hill"))
    held = {"held": ({"card": Made(**kept), "rows": rows, "unread": "as told"},)}
    yield Specimen("Medicines, as prescribed", "medicines/medicines.html", held, block="main")


def _told() -> Made:
    said = (Made(words="2 tablets at once", facts=("Written in the plan: 1 tablet.",)),)
    with_signs = Made(
        heading="More than the plan",
        signs=True,
        signs_for=(),
        harm=None,
        rules=(Made(title="After a dose", words="Look for:", levels=(), id="R00", version=1, date_checked=TODAY),),
    )
    plain = Made(heading="Noted beside the plan", signs=False)
    return Made(
        groups=(Made(group=with_signs, doses=said), Made(group=plain, doses=said)),
        numbers=Made(emergency="999"),
        is_raised=False,
        ring=RING,
        prescriber="whoever wrote it down",
    )


def _plan() -> Iterator[Specimen]:
    count = Made(
        day=TODAY + timedelta(days=20),
        left="in 20 days",
        counted="Counted from the last fill.",
        why_ring=(),
        questions=(),
        estimate=TODAY,
        clinic=TODAY,
        missing=("the rate",),
    )
    pump = {"view": Made(alert=None, item=True, brand=_brand()), "count": count, "ring": (line(),)}
    yield Specimen("The pump, counted", "pump/pump.html", pump, block="main")
    lines = [
        {
            "number": number,
            "begins": Field(f"begins{number}", "From", "08:00", type="time"),
            "until": Field(f"until{number}", "Until", "", type="time"),
            "mcg": Field(f"mcg{number}", "Micrograms", "4"),
        }
        for number in (1, 2)
    ]
    rate = {"rate": "steps", "lines": lines, "errors": {"rate": "Choose one of the two."}}
    yield Specimen("Different through the day", "pump/rate.html", rate)
    yield Specimen("One rate all day", "pump/rate.html", {**rate, "rate": "same", "errors": {}})
    levels = tuple((str(i), words) for i, words in enumerate(("Much less", "As hoped", "Much more")))
    history = (Made(words="as hoped", day="9 March", on="2026-03-09", steps=(False, True, False)),)
    goal = {
        "title": "Walk to the shop",
        "name": "walk",
        "said": ("by June",),
        "latest": 1,
        "latest_words": "as hoped",
    }
    goals = {
        "goals": (Made(**goal, latest_day="9 March", history=history, said_before=()),),
        "levels": levels,
        "fields": fields("goal", "area", "agreed_with", "by"),
    }
    yield Specimen("A goal, with its levels", "plan/goals.html", goals, block="main")
    contact = {"line": line(), "hours": "Mon to Fri, 9 to 16"}
    team = {
        "contacts": (contact,),
        "fields": fields("role", "name", "phone", "when", "from", "to", "hours", "role_words", "note"),
        "was": "",
    }
    yield Specimen("The team", "team/team.html", team, block="main")
    visit = Made(name="nurse", day="2026-03-13", is_typed=True, typed="", decided=True)
    decide = {
        "visit": visit,
        "ask": "What was decided?",
        "decisions": (("other", ""), ("same", "All stays"), ("changed", "A medicine changed")),
        "errors": {"decided": "Write a word, or tap one."},
    }
    yield Specimen("What a visit decided", "plan/decide.html", decide)


def _brand() -> Made:
    return Made(
        alarms=("A single tone: ring the clinic.",),
        mri="Ask before.",
        travel="Take the card.",
        source=("An invented source",),
        date_checked=TODAY,
        reviewed_by="nobody yet",
    )


def _device() -> Iterator[Specimen]:
    picture = reverse("icon", args=[512])
    card = {
        "view": Made(
            why_stale=("The team changed.",),
            kept=Made(made_on=TODAY, check_after=TODAY),
            card=Made(name="Robin", made_on=TODAY, check_after=TODAY, holds=()),
        ),
        "parts": ({"code": "name", "label": "My name", "checked": True},),
        "wallet_png": picture,
        "phone_png": picture,
    }
    yield Specimen("The emergency card", "card/card.html", card, block="main")
    code = SafeString(codes.svg("https://supple.example/", title="An invented code"))
    shared = Made(
        ips=(),
        install_url="http://192.0.2.1:8711/",
        groups=tuple(f"{17 * i:02X}{11 * i:02X}" for i in range(1, 17)),
        url="https://robin.local:8710",
        host="robin.local",
        is_taken=True,
        other_ips=("192.0.2.1",),
        other_urls=("https://192.0.2.1:8710",),
        ends_at=NOW,
    )
    phone = {"shared": shared, "code": code, "minutes": 10}
    yield Specimen("A phone is set up", "phone/phone.html", phone, block="main", frame="alone")
    sign_in = {"code": code, "minutes": 10, "link": "https://robin.local:8710/enter/invented", "ips": ()}
    yield Specimen("A phone is signed in", "phone/code.html", sign_in, block="main")
    member = Made(person=Made(id=NOBODY, name="Ana"), words="You help", told="1 new alert for Ana", page="today")
    yield Specimen("Whose diary", "people/people.html", {"people": (member,)}, block="main")
    account = Made(id=NOBODY, name="Ana")
    settings = _settings(Made(account=account))
    yield Specimen("Settings, and whom to tell", "settings/settings.html", settings, block="main")
    wrong: dict[str, Any] = {
        "title": "You are signed out",
        "words": "Nothing was saved.",
        "typed": "stiffness 6",
        "can_sign_in": True,
    }
    yield Specimen("A page that says what went wrong", "error.html", wrong, block="main")


def _settings(member: Made) -> dict[str, Any]:
    ask = {"name": "hand", "legend": "Which hand", "hint": "", "choices": (("left", "Left"), ("right", "Right"))}
    return {
        "device_parts": (
            {"id": "ways", "title": "How it works on this device", "asked": ({**ask, "chosen": "left"},)},
        ),
        "is_owner": True,
        "fields": {
            **fields("name", "country", "emergency_number", "zone", "day_starts_at_hour"),
            **fields(
                "own_factors",
                "own_helpers",
                "helper_name",
                "ends_on",
                "new",
                "morning_at",
                "evening_at",
                "temperature",
            ),
        },
        "hindrances": ({"code": "a", "label": "Walking", "checked": True},),
        "members": ({"member": member, "words": "a carer", "tell": "urgent"},),
        "tell_choices": (("", "Nothing"), ("urgent", "What is urgent")),
        "fewest_people": 10,
    }
