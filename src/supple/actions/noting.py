"""How do facts become events? Ids, author and group, the same for notes and check-ins."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from supple.model import Author, Event, Fact, Instant, Member, When, fact_to_json, noted_id, when_to_json


def author_of(member: Member) -> Author:
    """The member as the author shown beside an entry."""
    return Author(member.role.value, member.account.name)


def events_of(
    member: Member,
    parts: Sequence[tuple[Fact, When, bool]],
    *,
    now: datetime,
    source: str,
    group: UUID | None = None,
) -> tuple[Event, ...]:
    """One event for each (fact, when, is a guess), tied together by `group`.

    With a `group` given, the ids follow from it and from what is said: the same form sent twice makes the same ids,
    and one more answer, or one less, moves no other answer's id.
    """
    tie = group or noted_id(now)
    said_before: Counter[str] = Counter()
    return tuple(
        Event(
            id=noted_id(now) if group is None else _id_in(group, _said(fact, when, now), said_before),
            person_id=member.person.id,
            fact=fact,
            when=when,
            recorded_at=now,
            noted_by=author_of(member),
            source=source,
            group=tie,
            guess=guess,
        )
        for fact, when, guess in parts
    )


def _id_in(group: UUID, said: str, said_before: Counter[str]) -> UUID:
    """Two answers that say the same are two."""
    said_before[said] += 1
    return uuid5(group, f"{said_before[said]}\x1f{said}")


def _said(fact: Fact, when: When, now: datetime) -> str:
    """The fact and the time somebody chose for it. "Now" is no choice: it moves between two taps."""
    is_now = isinstance(when, Instant) and when.at_utc == now
    chosen = None if is_now else when_to_json(when)
    return json.dumps([fact_to_json(fact), chosen], sort_keys=True)
