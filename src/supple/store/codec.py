"""How does an event become text and come back, and when do two events say the same?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from supple.diary.days import diary_day
from supple.model import (
    DAY_STARTS_AT_HOUR,
    AlertStep,
    Checked,
    Day,
    DaySlot,
    Event,
    FindingMark,
    Note,
    PlanItem,
    Profile,
    event_to_json,
    local_day_of,
)

# What an event says. Who typed it in, when it was recorded and by which way it came are about the saying, not
# the said: importing a file again tomorrow, or by a carer, says nothing new.
_SAID = ("id", "person_id", "fact", "when", "replaces", "withdrawn", "guess")


def encode(event: Event) -> str:
    """Canonical JSON, ASCII only, so that both databases keep every character (even a stray NUL) unchanged."""
    return _canonical(event_to_json(event))


def content_hash(event: Event) -> str:
    """The same for two events that say the same; 7 and 7.0 are one number.

    The zone of a day or of a part of a day is only the diary's at the time of noting. So a person who moved to
    another zone can import the same file again and nothing changes.
    """
    whole = event_to_json(event)
    said = {name: whole[name] for name in _SAID if name in whole}
    if isinstance(event.when, Day | DaySlot):
        said["when"] = {name: part for name, part in whole["when"].items() if name != "zone"}
    return hashlib.sha256(_canonical(_numbers_as_one(said)).encode("ascii")).hexdigest()


def code_of(event: Event) -> str:
    """The code under which it is found: a knowledge code, a medicine, a plan item or a profile key."""
    fact = event.fact
    match fact:
        case PlanItem(item=item):
            return item
        case Profile(key=key):
            return key
        case FindingMark(factor=factor):
            return factor[:120]
        case AlertStep(rule=rule):
            return rule[:120]
        case Checked(item=item):
            return item[:120]
        case Note():
            return ""
    return str(getattr(fact, "code", None) or getattr(fact, "medicine", ""))[:120]


def words_of(event: Event) -> str:
    """The person's own words in it, made the same for upper and lower case, for the timeline's search."""
    fact = event.fact
    parts: list[str] = []
    for name in ("text", "code", "medicine", "name", "title", "words", "amount_words", "part", "factor", "item"):
        said = getattr(fact, name, None)
        if isinstance(said, str):
            parts.append(said)
    if isinstance(fact, PlanItem):
        parts.extend(fact.detail.values())
    return searchable(" ".join(parts))


def searchable(words: str) -> str:
    """Case folded, and without the characters PostgreSQL cannot hold in a text column."""
    return words.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8").casefold()


def day_of(event: Event, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> date:
    """The day under which the timeline shows it; plan items and answers about the person by the day they name."""
    return diary_day(event, day_starts_at_hour) or local_day_of(event.when, day_starts_at_hour)


def _canonical(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _numbers_as_one(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {name: _numbers_as_one(item) for name, item in plain.items()}
    if isinstance(plain, float) and plain.is_integer():
        return int(plain)
    return plain
