"""What came of a silence in the notes of doses? The open questions, and an answer kept as a noted dose."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from supple import watch
from supple.actions import check_in, day, folding
from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.knowledge.medicine_names import plain_name
from supple.model import Account, Dose, DoseStatus, Event, Interval, UserError
from supple.words import _

ANSWERS = {"taken": DoseStatus.TAKEN, "missed": DoseStatus.MISSED}


def gap_questions(account: Account, person_id: UUID, *, now: datetime) -> tuple[watch.DoseGap, ...]:
    """The questions open at `now`; none for people who do not note doses."""
    card = card_of(require(account, "gap_questions", person_id, now=now))
    return _open(person_id, card.zone, now)


def answer_gap(
    account: Account,
    person_id: UUID,
    medicine: str,
    answer: str,
    *,
    now: datetime,
    source: str,
    group: UUID | None = None,
) -> tuple[Event, ...]:
    """Keep the answer as one dose over the whole silence; nothing is made up about single times.

    Args:
        medicine: as the question named it.
        answer: "taken" or "missed". "Not noted" is no answer: the question then stays as it is.
        source: where it came in by.
        group: the form's own id.

    Raises:
        UserError: another answer, or no such question is open; nothing was written.
    """
    member = require(account, "answer_gap", person_id)
    status = ANSWERS.get(answer.strip().casefold())
    if status is None:
        raise UserError(
            _("{answer!r} is no answer here.").format(answer=answer),
            field="answer",
            hint=_("Answer taken or missed."),
        )
    zone = card_of(member).zone
    asked = next((g for g in _open(person_id, zone, now) if plain_name(g.medicine) == plain_name(medicine)), None)
    if asked is None:
        raise UserError(
            _("no question about {medicine!r} is open.").format(medicine=medicine),
            field="medicine",
            hint=_("Note the dose in your own words."),
        )
    when = Interval(asked.since, now, zone)
    fact = Dose(asked.medicine, status)
    return check_in.save_facts(account, person_id, [(fact, when)], now=now, source=source, group=group)


def _open(person_id: UUID, zone: str, now: datetime) -> tuple[watch.DoseGap, ...]:
    hour = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, zone, hour)
    return folding.dose_gaps(day.recent_of(person_id, today, hour).folded, now=now, zone=zone)
