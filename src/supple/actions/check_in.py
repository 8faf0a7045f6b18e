"""What happens when somebody answers the check-in? The facts are kept, tied together; blanks stay blank."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from supple import store
from supple.actions.access import require
from supple.actions.noting import events_of
from supple.actions.together import tie_of
from supple.model import Account, Event, Fact, UserError, When
from supple.words import _


def save_facts(
    account: Account,
    person_id: UUID,
    facts: Sequence[tuple[Fact, When]],
    *,
    now: datetime,
    source: str,
    guess: bool = False,
    group: UUID | None = None,
) -> tuple[Event, ...]:
    """Keep facts as one group: a check-in, plan items, profile answers, red-flag signs.

    Args:
        facts: only what was answered.
        source: where it came in by: `check-in`, `cli`, `help` …
        guess: they were read from plain words and not confirmed.
        group: the form's own id, so that sending the form twice saves once.
    """
    member = require(account, "save_facts", person_id)
    if not facts:
        raise UserError(
            _("nothing was filled in, so there is nothing to save."), hint=_("Answer at least one question.")
        )
    tie = tie_of(person_id, group)
    events = events_of(member, [(fact, when, guess) for fact, when in facts], now=now, source=source, group=tie)
    store.append(events, now=now, resent=group is not None)
    return events
