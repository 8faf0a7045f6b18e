"""What does one say on the phone about an alert? A few plain sentences, from what was noted and what was agreed.

It tells what was noted, never what it is: no verdict, no dose, no number that was not written down. What would make
it too long is left out from the end; who listens can ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from supple.charts.words import day_words
from supple.model import MOST_SCRIPT_WORDS, Alert, Allergies, CallScript, Plan
from supple.plan import injections_of, last_toxin
from supple.report.by_name import joined, medicine_names, pump_words
from supple.report.print_text import shorten
from supple.watch import input_label

ASK = "What should we do now?"
TOXIN_DAYS = 84  # clinical reference §2.2: the course of an injection is about 12 weeks
_MOST_MEDICINES, _MOST_NOTED = 6, 4
# What an input says where it says nothing to tell on the phone.
_NOTHING = re.compile(r"(?:no|not noted|don't know|yes, not new|yes, whether new)\b|.*: taken last$|$")
# The plan tells these better, in sentences of their own.
_TOLD = re.compile(r"(?:takes|taken_for|interacts)\b|(?:pump|toxin)$")


def call_script(
    alert: Alert, plan: Plan, allergies: Allergies, *, name: str, now: datetime, zone: str, is_self: bool = True
) -> CallScript:
    """The script for one alert, at most `MOST_SCRIPT_WORDS` words.

    Args:
        alert: with the inputs that made it, and since when.
        plan: what holds now; medicines are told by name, as the plan has them.
        allergies: as written down; a blank is told as one.
        name: whose diary it is.
        now: aware.
        zone: the person's own clock.
        is_self: the person speaks; otherwise somebody speaks for the person.
    """
    more = [_noted(alert), _medicines(plan, is_self), _allergies(allergies, is_self), _toxin(plan, is_self)]
    kept = [_who(plan, _few(name, 6), is_self), _about(alert, now, zone)]
    room = MOST_SCRIPT_WORDS - _count([*kept, ASK])
    for sentence in filter(None, more):
        if (words := _count([sentence])) <= room:
            kept.append(sentence)
            room -= words
    return CallScript(alert.rule, (*kept, ASK))


def _count(sentences: Sequence[str]) -> int:
    return sum(len(sentence.split()) for sentence in sentences)


def _who(plan: Plan, name: str, is_self: bool) -> str:
    pump = _few(pump_words(plan), 12)
    has = f"MS and {pump}" if pump else "MS with spasticity"
    return f"My name is {name}. I have {has}." if is_self else f"I am calling for {name}, who has {has}."


def _few(words: str, most: int) -> str:
    """At most so many words of eight letters or so."""
    each = words.split()
    return shorten(" ".join(each[:most]) + ("…" if len(each) > most else ""), most * 8)


def _about(alert: Alert, now: datetime, zone: str) -> str:
    since = f", since {_since(alert.since, now, zone)}" if alert.since else ""
    return f"My diary has an alert{since}: {_few(alert.title, 14)}."


def _since(moment: datetime, now: datetime, zone: str) -> str:
    """Since when, no finer than a part of the day: what fired may have been noted for a whole one."""
    local = moment.astimezone(ZoneInfo(zone))
    ago = (now.astimezone(ZoneInfo(zone)).date() - local.date()).days
    return {0: "today", 1: "yesterday"}.get(ago) or day_words(local.date())


def _noted(alert: Alert) -> str:
    found = []
    for key, value in alert.inputs.items():
        said = "yes" if value is True else "" if value in {None, False} else str(value)
        if _TOLD.match(key) or _NOTHING.match(said):
            continue
        said = said.removeprefix("yes").removeprefix(", ")
        found.append(_few(": ".join(filter(None, (input_label(key), "" if said == "new" else said))), 12))
    more = len(found) - _MOST_NOTED
    told = found[:_MOST_NOTED] + ([f"{more} more"] if more > 0 else [])
    return f"Noted: {joined(told)}." if told else ""


def _medicines(plan: Plan, is_self: bool) -> str:
    names = [_few(each, 5) for each in medicine_names(plan)]
    if not names:
        return ""
    more = len(names) - _MOST_MEDICINES
    told = names[:_MOST_MEDICINES] + ([f"{more} more on the list"] if more > 0 else [])
    return f"{'My' if is_self else 'The'} medicines are {joined(told)}."


def _allergies(allergies: Allergies, is_self: bool) -> str:
    if allergies.named:
        named = joined([_few(each.said, 8) for each in allergies.named])
        return f"{'I am allergic to' if is_self else 'Allergic to'} {named}."
    if allergies.none_known:
        return "I know of no allergies." if is_self else "No allergies are known."
    return "Allergies are not written down."


def _toxin(plan: Plan, is_self: bool) -> str:
    newest = recent_toxin(plan, plan.day)
    if not newest:
        return ""
    on, brands = newest
    what = _few(joined(brands), 5)
    return f"{'My' if is_self else 'The'} last {what} injection was on {day_words(on)}."


def recent_toxin(plan: Plan, day: date) -> tuple[date, tuple[str, ...]] | None:
    """The day and the products, as written, of the last toxin injection, if it is less than 12 weeks ago."""
    newest = last_toxin(injections_of(plan, day), day)
    if not newest or (day - newest[0].on).days >= TOXIN_DAYS:
        return None
    return newest[0].on, tuple(dict.fromkeys(one.item.name for one in newest))
