"""What happens when somebody writes a quick note? It is read, shown, put right, and kept whole with its facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from supple import diary, store
from supple.actions.access import require
from supple.actions.noting import author_of, events_of
from supple.actions.persons import settings_of
from supple.actions.together import tie_of
from supple.model import Account, Event, Fact, Instant, Note, NoteReading, When


def read_note(account: Account, person_id: UUID, text: str, *, now: datetime) -> NoteReading:
    """How the note would be understood. Nothing is saved."""
    member = require(account, "read_note", person_id)
    chosen = settings_of(person_id)
    own = {**chosen.own_words, **{chosen.symptom_label(code): code for code in chosen.own_symptoms}}
    return diary.read_note(text, now, author_of(member), zone=member.person.zone, own_words=own)


def save_reading(
    account: Account,
    person_id: UUID,
    reading: NoteReading,
    *,
    now: datetime,
    keep: Iterable[int] | None = None,
    source: str = "note",
    group: UUID | None = None,
) -> tuple[Event, ...]:
    """Keep the note's whole text and the facts read from it, tied together.

    Args:
        reading: from `read_note`, perhaps put right since.
        keep: indices of the facts the person agrees with: these are no longer guesses. None: all are kept, and
            guesses stay marked as guesses.
        now: the moment of saving.
        group: the form's own id, so that sending the form twice saves once.
    """
    member = require(account, "save_reading", person_id)
    wanted = range(len(reading.facts)) if keep is None else sorted(set(keep))
    parts: list[tuple[Fact, When, bool]] = [
        (Note(reading.text), Instant(reading.noted_at, member.person.zone), False)
    ]
    for index in wanted:
        read = reading.facts[index]
        parts.append((read.fact, read.when, read.guess and keep is None))
    events = events_of(member, parts, now=now, source=source, group=tie_of(person_id, group))
    store.append(events, now=now, resent=group is not None)
    return events
