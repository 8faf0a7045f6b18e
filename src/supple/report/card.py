"""What stands on the emergency card? What the person chose of the plan, by name: no amount and no dose ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from supple.charts.words import day_words, sentence_case
from supple.knowledge.card import card_warnings
from supple.model import (
    CARD_CHECK_DAYS,
    CARD_PARTS,
    Allergies,
    CardKept,
    CardPart,
    Contact,
    EmergencyCard,
    Hours,
    Plan,
)
from supple.plan import allergies_of, contacts_of
from supple.report.by_name import has_pump, medicine_names, pump_words, takes
from supple.report.script import TOXIN_DAYS, recent_toxin
from supple.report.sheet import paper_of

MS = "I have MS (multiple sclerosis). My muscles are stiff (spasticity)."
# Whose numbers are of use to whoever finds the card, in this order.
_PEOPLE = ("pump_night", "pump_day", "carer", "ms_team", "neurologist", "family_doctor")


def emergency_card(
    plan: Plan, *, name: str, holds: Collection[str], day: date, now: datetime, zone: str
) -> EmergencyCard:
    """The card of `day`.

    Args:
        plan: what holds on the day.
        name: whose card; it stands there only if chosen.
        holds: which of `CARD_PARTS` stand on it. MS itself always does.
        day: the day it is made.
        now: when it is made; aware.
        zone: the person's IANA zone.
    """
    chosen = tuple(part for part in CARD_PARTS if part in holds)
    toxin = recent_toxin(plan, day) if "toxin" in chosen else None
    front = (CardPart("ms", "", (MS,)), *(_pump(plan) if "pump" in chosen else ()), *_warned(plan, chosen))
    back = (
        *(_allergies(allergies_of(plan)) if "allergies" in chosen else ()),
        *(_medicines(plan) if "medicines" in chosen else ()),
        *(_toxin(*toxin) if toxin else ()),
        *(_people(contacts_of(plan)) if "people" in chosen else ()),
    )
    shown = name if "name" in chosen else ""
    check_after = day + timedelta(days=CARD_CHECK_DAYS)
    return EmergencyCard(
        name=shown,
        front=front,
        back=back,
        holds=chosen,
        made_on=day,
        check_after=min(check_after, toxin[0] + timedelta(days=TOXIN_DAYS)) if toxin else check_after,
        now=now.astimezone(ZoneInfo(zone)),
        content=_content(shown, front, back),
        paper=paper_of(plan),
    )


def why_stale(kept: CardKept, card: EmergencyCard, day: date) -> tuple[str, ...]:
    """Why the card that was made last may be out of date; none made, or none known: nothing.

    Args:
        kept: the card made last.
        card: what a card with the same choice would say today.
        day: today.
    """
    if kept.made_on is None:
        return ()
    why = []
    if kept.content != card.content:
        why.append("What is written down has changed since.")
    if kept.check_after is not None and day > kept.check_after:
        why.append(f"It was to be checked after {day_words(kept.check_after, year=True)}.")
    return tuple(why)


def _pump(plan: Plan) -> Sequence[CardPart]:
    words = pump_words(plan)
    return (CardPart("pump", "", (f"I have {words}.",)),) if words else ()


def _warned(plan: Plan, chosen: Sequence[str]) -> Sequence[CardPart]:
    if "warnings" not in chosen:
        return ()
    known, ids = card_warnings(), []
    if has_pump(plan) and "pump" in chosen:
        ids.append("baclofen_pump")
    elif has_pump(plan) or takes(plan, "baclofen"):
        ids.append("baclofen")
    if takes(plan, "tizanidine"):
        ids.append("tizanidine")
    words = tuple(known[each].words for each in ids)
    return (CardPart("warnings", "Important", words, is_list=True),) if words else ()


def _allergies(allergies: Allergies) -> Sequence[CardPart]:
    if allergies.named:
        return (CardPart("allergies", "Allergies", tuple(each.said for each in allergies.named)),)
    words = "none known, as I said myself" if allergies.none_known else "not noted"
    return (CardPart("allergies", "Allergies", (words,)),)


def _medicines(plan: Plan) -> Sequence[CardPart]:
    names = tuple(sentence_case(name) for name in medicine_names(plan))
    return (CardPart("medicines", "Medicines, by name", names),) if names else ()


def _toxin(on: date, brands: Sequence[str]) -> Sequence[CardPart]:
    words = f"{', '.join(brands)} on {day_words(on, year=True)}. {card_warnings()['toxin'].words}"
    return (CardPart("toxin", "Last botulinum toxin", (words,)),)


def _people(team: Sequence[Contact]) -> Sequence[CardPart]:
    wanted = [one for role in _PEOPLE for one in team if one.role == role and one.dial]
    return (CardPart("people", "Please call", tuple(map(_person, wanted)), is_list=True),) if wanted else ()


def _person(one: Contact) -> str:
    role = one.role_words if one.role_words.casefold() != one.name.casefold() else ""
    at = ", day and night" if one.hours == Hours(any_time=True) and "day and night" not in role else ""
    return f"{one.name}{f' ({role}{at})' if role else at}: {one.phone}"


def _content(name: str, front: Sequence[CardPart], back: Sequence[CardPart]) -> str:
    told = [name, *([part.id, *part.entries] for part in (*front, *back))]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")).hexdigest()[:16]
