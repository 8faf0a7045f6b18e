"""Specimens of what notes: Today's buttons and cards, one question, earlier days, a fall, the body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from types import SimpleNamespace as Made
from typing import Any

from django.http import QueryDict

from supple.knowledge.checks import load_checks
from supple.model import Tier
from supple.web import up
from supple.web.body_figure import figure
from supple.web.check_in_form import Asked, CheckInForm, moment_now, read_check_in
from supple.web.fields import Field
from supple.web.quick_buttons import Quick
from supple.web.style_page.made_up import NOBODY, NOW, RING, SCRIPT, TODAY, alert, card, days
from supple.web.style_page.specimen import Group, Specimen

_SAVED = Made(words="Saved: 1 spasm.", undo_url="#", edit_url="#", emergency=None, lines=())
_TAP = {
    "url": "#",
    "where_url": "#",
    "severities": (("1", "mild"), ("2", "medium"), ("3", "strong")),
    "severity": "2",
    "other": Made(value="night", words="It was in the night"),
}


@cache
def groups() -> tuple[Group, ...]:
    return (
        Group("messages", "Messages and what waits", tuple(_messages())),
        Group("today", "Today", tuple(_today())),
        Group("one-tap", "One tap, and earlier days", tuple(_one_tap())),
        Group("body", "The body", tuple(_body())),
        Group("alerts", "Alerts", tuple(_alerts())),
        Group("up", "Something is up", tuple(_up())),
    )


def _messages() -> Iterator[Specimen]:
    yield Specimen("Saved, with undo", "parts/saved.html", {"saved": _SAVED})
    lines = Made(**{**vars(_SAVED), "words": "Saved: 2 answers.", "lines": ("Stiffness 4", "Pain 2"), "edit_url": ""})
    yield Specimen("Saved, several lines", "parts/saved.html", {"saved": lines})
    strong = Made(**vars(_SAVED), more=Made(**_TAP))
    yield Specimen(
        "Saved by one tap: how strong is chosen", "parts/saved.html", {"saved": strong}, frame="today__saved"
    )
    errors = {"spasms": "Spasms: write a number from 0 to 500, or leave it empty."}
    yield Specimen("Errors above a form", "parts/errors.html", {"errors": errors})
    yield Specimen("What waits on the phone: drawn by the outbox itself", "style/outbox.html")
    yield Specimen("Nothing there yet", "timeline/timeline.html", {"days": ()}, block="main")


def _today() -> Iterator[Specimen]:
    yield Specimen("As on most days", "today/today.html", today_page(), block="main")
    more = {
        "pause": "Paused since yesterday",
        "alert": alert(Tier.T1),
        "alert_card": card(Tier.T1),
        "ring_first": RING.lines[1],
        "alert_first": True,
        "alert_label": "Call today",
        "other_alerts": ({"tier": "T2", "how_soon": "", "title": "A sore place", "words": "", "said": ""},),
        "doses": ({"words": "Doses: 2 due, not noted", "url": "#"},),
        "last_saved": None,
        "saved": _SAVED,
        "note_error": "Write at least one word.",
        "gaps": (Made(medicine="Baclofen", words="", reviewed_by=""),),
    }
    yield Specimen("Paused, an alert, doses, just saved", "today/today.html", {**today_page(), **more}, block="main")
    only_look = {**today_page(), "scopes": {"look"}, "alert": None}
    yield Specimen("For somebody who only looks", "today/today.html", only_look, block="main")
    yield Specimen("An answered alert: one line at the top", "today/strip.html", {"alert": alert(Tier.T1)})


def today_page() -> dict[str, Any]:
    """What Today's template needs, with nothing up."""
    quick = [
        Quick("spasms", "Spasm +1", "2 today", "#", (("count", "spasms"),)),
        Quick("cramps", "Cramp +1", "", "#", (("count", "cramps"),)),
        Quick("falls", "A fall", "", "#"),
        Quick("as-yesterday", "As yesterday", "stiff 4, +2", "#"),
        Quick("catch_up", "Earlier days", "Tue open", "#"),
        Quick("pause", "Sick day", "pause", "#"),
    ]
    week = [
        {"day": day, "shown": "–" if i == 2 else str(i), "words": "", "classes": ""} for i, day in enumerate(days(7))
    ]
    week[2]["classes"], week[6]["classes"] = "is-empty", "is-today"
    return {
        "form": _check_in(),
        "tap_id": NOBODY,
        "note_id": NOBODY,
        "last_words": "Last noted: 4, yesterday.",
        "quick": quick,
        "last_saved": Made(words="Stiffness 4", when="9 minutes ago", undo_url="#"),
        "next": {"words": "MS nurse, on Friday", "url": "#"},
        "week": week,
        "in_time": "About 6 more noted days for the first pattern",
        "unanswered": (),
    }


def _check_in(typed: Mapping[str, str] | None = None) -> CheckInForm:
    posted = QueryDict(mutable=True)
    posted.update(typed or {})
    moment = moment_now(NOW, zone="Europe/London", day=TODAY, local_hour=9)
    form = read_check_in(posted, asked=Asked(hindrances=("hinders_walking",)), moment=moment)
    return form if typed else replace(form, factor_groups=form.factor_groups[:1], more_factors=form.more_factors[:2])


def _one_tap() -> Iterator[Specimen]:
    typed = {"stiffness": "4", "spasms_night": "lots", "factor.heat": "yes", "factor.cold": "no", "pain": "12"}
    answered = {"form": _check_in(typed), "no_figure": "yes"}
    yield Specimen("The answers, some given, some wrong", "parts/check_in.html", answered)
    past = {"words": "Yesterday", "before": "Monday", "is_paused": False, "said": (), "others": 0}
    catch_up = {
        "any_open": True,
        "compared": (("better", "Better"), ("same", "The same"), ("worse", "Worse")),
        "days": (
            {**past, "iso": "2026-03-10", "is_open": True},
            {
                **past,
                "iso": "2026-03-09",
                "words": "Monday",
                "is_open": False,
                "said": ("Stiffness 4, over the day",),
            },
        ),
    }
    yield Specimen("Earlier days: one open, one said", "catch_up/catch_up.html", catch_up, block="main")
    held = {
        "day": TODAY - timedelta(days=1),
        "day_words": "Yesterday",
        "before_words": "Monday 9 March",
        "compared": catch_up["compared"],
        "counts": (("spasms", "Spasm +1"), ("cramps", "Cramp +1")),
        "noted": ("Stiffness 4",),
        "form": _check_in(),
    }
    yield Specimen("One earlier day, held fast", "catch_up/held.html", held, block="main")
    asked = Made(field=Field("stiffness", "Stiffness", hint="0 none, 10 the worst"), kind="rating")
    question = {"question": asked, "is_first": True, "form": _check_in(), "skip_url": "#", "enough_url": "#"}
    yield Specimen("One question: a number", "one_question/one.html", question, block="main")
    counted = Made(field=Field("spasms_day", "Spasms today", error="Write a number."), kind="count")
    yield Specimen("One question: how many", "one_question/one.html", {**question, "question": counted}, block="main")
    yes_no = Made(field=Field("factor.heat", "Was it hot?"), kind="yes_no")
    yield Specimen("One question: yes or no", "one_question/one.html", {**question, "question": yes_no}, block="main")
    yield Specimen("The bar of pages with one question", "one_question/one.html", question, block="nav")


def _body() -> Iterator[Specimen]:
    where = {"figure": figure(), "what": "1 spasm", "group": NOBODY}
    yield Specimen("One tap saves the place", "today/where.html", where, block="main")
    there = {"figure": figure({"calf:left"}), "errors": {"parts": "Tick a place."}}
    yield Specimen("Several places, one ticked, one error", "today/stiff_where.html", there, block="main")


def _alerts() -> Iterator[Specimen]:
    for tier in Tier:
        item = {
            "alert": alert(tier),
            "after": "",
            "ring": RING,
            "script": SCRIPT,
            "card": card(tier, new_words="New again." if tier is Tier.T1 else "", rest_words="It rests."),
            "inputs": (("Temperature", "38.6 °C"),),
        }
        yield Specimen(f"When to call: {tier.value}", "when_to_call/alert.html", {"item": item})
    passed = {
        "alert": alert(Tier.T0, "A fit"),
        "said": "It passed, and nobody noted what was done.",
        "asked": "Is it still there?",
        "signs": "a fit or seizure",
        "ring": RING,
        "script": None,
        "card": card(Tier.T0, passed=NOW.isoformat()),
    }
    yield Specimen("An emergency that nobody answered", "parts/unanswered.html", {"unanswered": (passed,)})


def _up() -> Iterator[Specimen]:
    page = up.up_page()
    few = tuple(
        replace(each, places=tuple(replace(place, rows=place.rows[:2]) for place in each.places[:2]))
        for each in page.urgencies
    )
    emergency, at_night = few[0].places[0].rows[0], few[1].places[0].rows[0]
    signs = {
        **up.context({"pump"}, {emergency.sign.code, at_night.sign.code}),
        "up": replace(page, first=page.first[:1], urgencies=few),
        "have": frozenset({page.first[0].trait.id}),
    }
    yield Specimen("Signs, one of them an emergency that is ticked", "signs/signs.html", signs, block="main")
    together = [row for row in up.rows_of(list(_all_codes()), (), prefix="both") if row.sign.also][:1]
    codes = {together[0].sign.code, *together[0].sign.also[0].signs[:1]}
    pair = {
        "rows": (*together, *up.rows_of(sorted(codes - {together[0].sign.code}), (), prefix="both")),
        "chosen": codes,
    }
    at_hand = {**signs, "own": (), "countries": (), "signed_in": True}
    help_page = {
        **at_hand,
        "have": frozenset(),
        "chosen": frozenset(),
        "up": replace(page, first=(), urgencies=few[:1]),
    }
    yield Specimen("The page that needs no network", "help/help.html", help_page, block="main")
    yield Specimen("Two signs that are one together", "style/together.html", pair)
    rows = up.rows_of([emergency.sign.code], (), prefix="fall")
    fall = {"rows": rows, "now_words": "11 March, 09:30", "is_earlier": True, "when": _when()}
    yield Specimen("A fall, earlier than now", "today/fall.html", fall, block="main")
    for sheet in load_checks().values():
        answers = [*sheet.answers.items(), ("", sheet.open)]
        items = [
            {
                "item": item,
                "answer": answer,
                "which": ({"code": "a", "label": "This one", "on": True},),
                "rows": up.rows_of(item.ticks[:1], (), prefix=f"{sheet.id}-{item.id}"),
                "page": "#",
            }
            for item, (answer, _) in zip(sheet.items[:3], answers, strict=False)
        ]
        asked = {"sheet": sheet, "items": items, "answers": answers, "reason": None, "is_team": False}
        yield Specimen(f"Question sheet: {sheet.title}", "check/sheet.html", asked, block="main")


def _all_codes() -> Iterator[str]:
    for urgency in up.up_page().urgencies:
        for place in urgency.places:
            for row in place.rows:
                yield row.sign.code


def _when() -> Made:
    return Made(
        day=Field("day", "Day", "2026-03-10", type="date"),
        time=Field("time", "Time", "25:00", type="time", error="There is no such time."),
        slot=Field("slot", "Or part of the day", "evening", options=(("", "Not said"), ("evening", "Evening"))),
    )
