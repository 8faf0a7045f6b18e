"""What does one entry of a case's diary say? Things that were noted, and when; or plain words, read as a note is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from supple.diary import read_note
from supple.model import Author, Fact, Instant, Note, When
from supple.vignettes.besides import NAMES, Besides
from supple.vignettes.by_code import by_code
from supple.vignettes.fields import Fields, is_blank, text
from supple.vignettes.items import READERS
from supple.vignettes.names import field_names, kind_of, plain
from supple.vignettes.other_words import ROLES
from supple.vignettes.problems import CaseError
from supple.vignettes.repeats import Repeat, read_repeat, unroll
from supple.vignettes.times import TIME_FIELDS, Clock, whens
from supple.vignettes.told import Told

_NOTES = ("note", "said", "words_noted", "text", "quote", "free_text")


@dataclass(frozen=True, slots=True)
class Words:
    """A note in plain words as it was understood."""

    text: str
    read: tuple[str, ...]
    not_understood: tuple[str, ...]


@dataclass(slots=True)
class Notes:
    """What a whole diary says."""

    told: list[Told] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list)


def role_of(value: Any, path: str) -> str:
    """self, carer or clinician; a blank is the person."""
    if is_blank(value):
        return "self"
    # "his wife", "night nurse", "care worker": the last word that says who.
    said = [ROLES[word] for word in re.findall(r"\w+", plain(text(value, path))) if word in ROLES]
    role = said[-1] if said else None
    if role is None:
        raise CaseError(path, f"“{value}” is nobody who tells.", "Write self, carer or clinician.")
    return role


def read_diary(entries: list[Any], path: str, clock: Clock, role: str) -> Notes:
    """Every entry; rows of days are unrolled last, since they end before what else was noted."""
    notes = Notes()
    for number, entry in enumerate(entries):
        _entry(entry, f"{path}[{number}]", clock, role, notes)
    notes.told += unroll(notes.repeats, notes.told, clock)
    return notes


def _entry(entry: Any, path: str, clock: Clock, role: str, notes: Notes) -> None:
    if isinstance(entry, str):
        entry = {"note": entry}
    fields = Fields(entry, path, what="an entry of the diary")
    by_path, by = fields.take("told_by", "noted_by", "by")
    role = role if by is None else role_of(by, by_path)
    # {"rating": "pain", "value": 4} is a rating; {"side_effect": "sleepiness", "rating": 8} is a number beside it.
    named = isinstance(entry.get("rating"), str)
    besides = Besides(fields, without=frozenset({"rating"}) if named else frozenset())
    repeats = _repeats(entry, fields, besides, role)
    at = [] if repeats and not any(name in fields for name in TIME_FIELDS) else whens(fields, clock)
    facts: list[Fact] = []
    said: list[str] = []
    for name in fields.left():
        if name in _NOTES:
            said.append(text(*reversed(fields.take(name))))
        elif (reader := READERS.get(name)) is not None:
            where, value = fields.take(name)
            facts += [] if is_blank(value) else reader(where, value, besides)
        elif not name.startswith(("_", "x_")):
            written = next(each for each in entry if plain(each) == plain(name))
            found = by_code(fields.at(written), name, entry[written], besides)
            if found is not None:
                fields.take(name)
                facts += found
    fields.end(*READERS, *_NOTES, *TIME_FIELDS, *NAMES, *field_names())
    besides.end()
    for when in at:
        notes.told += [Told(fact, when, role) for fact in facts]
        for words in said:
            _note(words, when, clock, role, notes)
    notes.repeats += repeats
    if not facts and not said and not repeats and _is_empty(entry):
        raise CaseError(path, "This entry holds nothing noted.", 'Such as {"sign": "fever", "hours_ago": 3}.')


def _is_empty(entry: Mapping[str, Any]) -> bool:
    """Only a time and what stands beside; an answer that is blank ("don't know") is something."""
    idle = {*TIME_FIELDS, *NAMES, "told_by", "noted_by", "by"}
    return all(plain(name).replace(" ", "_") in idle for name in entry)


def _repeats(entry: Mapping[str, Any], fields: Fields, besides: Besides, role: str) -> list[Repeat]:
    out = []
    for written, value in entry.items():
        if isinstance(value, Mapping):
            found = kind_of(written)
            if found is None:
                raise CaseError(
                    fields.at(written),
                    f"“{written}” cannot be noted for many days at once.",
                    "Ratings, measurements and counts can. Others take a list of days_ago.",
                )
            name = "_".join(plain(written).split())
            path, _ = fields.take(name)
            out.append(read_repeat(*found, path, value, fields, besides, role))
    return out


def _note(words: str, when: When, clock: Clock, role: str, notes: Notes) -> None:
    """Read as the quick note is: the words are kept whole, and every fact as the reader understood it."""
    reading = read_note(words, clock.noted_at(when), Author(role), zone=clock.zone)
    notes.told.append(Told(Note(words), Instant(reading.noted_at, clock.zone), role))
    notes.told += [Told(read.fact, read.when, role, read.guess) for read in reading.facts]
    notes.words.append(Words(words, tuple(read.words for read in reading.facts), reading.not_understood))
