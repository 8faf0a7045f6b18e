"""What happens when somebody says that a finding fits? It is kept beside the finding; no number ever changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from supple import diary, knowledge, store
from supple.actions.access import require
from supple.actions.corrections import correction
from supple.actions.noting import events_of
from supple.model import Account, Event, FindingMark, Instant, Mark, UserError, check_fact
from supple.store import queries
from supple.words import _


def mark_finding(
    account: Account, person_id: UUID, *, outcome: str, factor: str, mark: Mark, now: datetime, source: str = "mark"
) -> Event:
    """Keep what the person says to a finding. Saying something else later corrects it; the same again adds nothing.

    Taking it back is `withdraw` of the event; `Look.mark_ids` names it.

    Args:
        outcome: the column that the finding is about.
        factor: the finding's factor.
        mark: what is said.

    Raises:
        UserError: no finding can be about these.
    """
    member = require(account, "mark_finding", person_id)
    fact = FindingMark(_column(outcome, "outcome"), _column(factor, "factor"), mark)
    try:
        check_fact(fact)
    except ValueError as error:
        raise UserError(_("this cannot be said to a finding: {error}.").format(error=error)) from None
    folded = diary.fold(queries.events_of_kind(person_id, FindingMark.KIND), person_id=person_id)
    old = diary.marks(folded, outcome).get(factor)
    when = Instant(now, member.person.zone)
    if old is None:
        [event] = events_of(member, [(fact, when, False)], now=now, source=source)
    elif old.fact == fact:
        return old
    else:
        event = correction(member, replace(old, fact=fact, when=when), old, now=now, source=source)
    store.append([event], now=now)
    return event


def _column(name: str, field: str) -> str:
    """The name, if it is of something that Supple or the person knows."""
    library = knowledge.load()
    code = library.column(name).code
    if library.observable(code) is None and not (code.startswith("own:") and code.removeprefix("own:").strip()):
        raise UserError(_("{name!r} is nothing a finding is about.").format(name=name[:60]), field=field)
    return name
