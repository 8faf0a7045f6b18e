"""How do facts become events? Ids, author and group, the same for notes and check-ins."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from supple.model import Author, Event, Fact, Member, When, fact_to_json, noted_id


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

    With a `group` given, the ids follow from it and from the facts: the same form sent twice makes the same ids.
    """
    tie = group or noted_id(now)
    return tuple(
        Event(
            id=noted_id(now) if group is None else _id_in(group, index, fact),
            person_id=member.person.id,
            fact=fact,
            when=when,
            recorded_at=now,
            noted_by=author_of(member),
            source=source,
            group=tie,
            guess=guess,
        )
        for index, (fact, when, guess) in enumerate(parts)
    )


def _id_in(group: UUID, index: int, fact: Fact) -> UUID:
    return uuid5(group, f"{index}\x1f{json.dumps(fact_to_json(fact), sort_keys=True)}")
