"""A reading as JSON, schema "supple.reading/1": flat facts that a program can score or a form can show.

Each fact states `kind`, its `code` (a dose: the medicine's id, also as `medicine`), its value (`value`, `count`,
`change`, `answer`, `present`, `done`, `status`) and `negated`: True when the note says that it was not there or did
not happen ("no spasms": count 0; "not stiff": value 0; "slept well": poor_sleep present False; "no stretching": done
False). A missed dose is said by its `status` and is not negated. `guess` True: read from a level word, with doubt, or
without the symptom's name. `when` is as precise as was said; `day` is where the diary files it (`diary.days`): for a
night's thing the day one wakes on, for other things before four in the morning the evening before. `start`/`end` are
offsets in `text`; `words` says the fact back. What was not noted is left out of a fact.
"""

from __future__ import annotations

from typing import Any

from supple.diary.days import day_of
from supple.model import (
    DAY_STARTS_AT_HOUR,
    Answer,
    Count,
    Dose,
    Fact,
    Factor,
    NoteReading,
    Rating,
    ReadFact,
    Session,
    SideEffect,
    Sign,
    fact_to_json,
    when_to_json,
)

READING_SCHEMA = "supple.reading/1"


def is_negated(fact: Fact) -> bool:
    """Does the note say that this was not there?"""
    match fact:
        case Rating():
            return fact.value == 0 and fact.code not in {"mood", "sleep_quality"}
        case Count():
            return fact.count == 0
        case Answer():
            return not fact.answer
        case Factor() | Sign() | SideEffect():
            return not fact.present
        case Session():
            return not fact.done
        case _:
            return False


def _fact(read: ReadFact) -> dict[str, Any]:
    out = fact_to_json(read.fact)
    if isinstance(read.fact, Dose):
        out["code"] = read.fact.medicine  # every fact can be told by its kind and code
    out["negated"] = is_negated(read.fact)
    out["when"] = when_to_json(read.when)
    out["day"] = day_of(read.fact, read.when, DAY_STARTS_AT_HOUR).isoformat()
    out["guess"] = read.guess
    out["words"] = read.words
    out["start"], out["end"] = read.start, read.end
    return out


def reading_to_json(reading: NoteReading) -> dict[str, Any]:
    """The whole reading; what was not noted is left out of each fact."""
    return {
        "schema": READING_SCHEMA,
        "text": reading.text,
        "noted_at": reading.noted_at.isoformat(),
        "told_by": {"role": reading.told_by.role, "name": reading.told_by.name},
        "facts": [_fact(read) for read in reading.facts],
        "not_understood": list(reading.not_understood),
    }
