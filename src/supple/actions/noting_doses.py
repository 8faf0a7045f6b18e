"""What happens when somebody notes a dose? An answer to a due dose, or a dose besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import diary, store
from supple import plan as plan_room
from supple.actions.access import allows, require
from supple.actions.corrections import correction
from supple.actions.dose_checks import ASK_FOR_THE_PLAN, MOST_PIECES, checked, meant, prescribed
from supple.actions.dose_days import DoseDiary, dose_diary
from supple.actions.noting import events_of
from supple.actions.together import tie_of
from supple.model import (
    SOME_OF_THE_DAY,
    TAKEN_STATUSES,
    Account,
    Day,
    Dose,
    DoseAnswer,
    DoseStatus,
    Event,
    Fact,
    Instant,
    Note,
    Prescription,
    Scope,
    UserError,
    When,
)
from supple.store import queries
from supple.words import N_, _

ANSWERS = (DoseStatus.TAKEN, DoseStatus.LATE, DoseStatus.MISSED, DoseStatus.SKIPPED)
# Said to those who may note and not look: what differs, and from what, is in the plan.
DIFFERS = N_("It differs from the prescription. A typing slip, or was it taken?")
MOST_MG = 100_000
MOST_LETTERS = 1000


@dataclass(frozen=True)
class Picked:
    """An answer to one due dose: `due_time` "08:00", None for a dose with no written time.

    `is_partly`: missed, but only some of what the day's one answer stands for.
    """

    medicine: str
    due_time: str | None
    status: DoseStatus
    is_partly: bool = False


@dataclass(frozen=True)
class TypedDose:
    """A dose besides the due ones, as typed. `at`: the wall clock; None: now on today, no time on another day."""

    medicine: str
    at: time | None = None
    pieces: Decimal | None = None
    mg: float | None = None


@dataclass(frozen=True)
class NotedDose:
    """What came of it. With `questions` nothing was kept: ask, and send it again with `is_sure`.

    `day`: the diary day it belongs to. After midnight that is the day before, though today's page was open.
    """

    events: tuple[Event, ...]
    questions: tuple[str, ...] = ()
    medicine: str = ""
    day: date | None = None


def answer_doses(
    account: Account,
    person_id: UUID,
    picks: Sequence[Picked],
    *,
    day: date | None,
    now: datetime,
    source: str,
    group: UUID | None = None,
    reason: str = "",
) -> tuple[Event, ...]:
    """Keep answers to due doses of a diary day. Another answer to the same dose corrects the first.

    Args:
        picks: which dose, and what is said of it.
        day: None: today.
        group: the form's own id, so that sending the form twice saves once.
        reason: the person's own words for why; kept as a note beside it.

    Returns:
        What was kept; nothing where the same was said before.

    Raises:
        UserError: no such dose is due on that day, or its time has not come; nothing was kept.
    """
    member = require(account, "answer_doses", person_id)
    held = dose_diary(member, day, now=now)
    of_day = plan_room.answers(held.plan, held.events, day_starts_at_hour=held.starts)
    held_by = {one.medicine: one for one in plan_room.prescriptions(held.plan)}
    fresh: list[tuple[Fact, When]] = []
    changed: list[Event] = []
    for pick in picks:
        answer = _answer_of(of_day.answers, pick, held, may_look=allows(member, Scope.LOOK))
        _check_has_come(answer, held, now)
        if pick.is_partly and not (pick.status is DoseStatus.MISSED and answer.due.at is None):
            raise UserError(_("some of it goes with a missed dose that has no written time."), field="status")
        fact = _fact(answer, pick.status, held_by[answer.due.medicine], is_partly=pick.is_partly)
        old = answer.event
        if old is None:
            fresh.append((fact, Day(held.day, held.zone)))
        elif answer.status is not pick.status or _is_partly(old) is not pick.is_partly:
            _check_is_newer(old, now)
            changed.append(correction(member, replace(old, fact=_put_right(old, fact)), old, now=now, source=source))
    if reason.strip() and (fresh or changed):
        if len(reason) > MOST_LETTERS:
            raise UserError(
                _("Keep the reason to {most_letters} letters.").format(most_letters=MOST_LETTERS), field="reason"
            )
        fresh.append((Note(reason.strip()), Day(held.day, held.zone)))
    tie = tie_of(person_id, group)
    events = events_of(member, [(fact, when, False) for fact, when in fresh], now=now, source=source, group=tie)
    store.append([*events, *changed], now=now, resent=group is not None)
    return (*events, *changed)


def _check_is_newer(old: Event, now: datetime) -> None:
    """What waited on a phone with no network never puts right what somebody said after it."""
    if old.recorded_at > now:
        raise UserError(
            _("this dose was answered by {name} after you noted this.").format(name=old.noted_by.name),
            field="dose",
            hint=_("Look at Doses, and change it there if it is wrong."),
        )


def note_dose(
    account: Account,
    person_id: UUID,
    typed: TypedDose,
    *,
    day: date | None,
    now: datetime,
    source: str,
    group: UUID | None = None,
    is_sure: bool = False,
) -> NotedDose:
    """Keep a dose besides the due ones: of an as-needed medicine, or an extra one. What is typed is kept as typed.

    Where it is unlike the prescription the first call keeps nothing and gives the questions to ask. What somebody
    then says was taken is kept with the status `extra`: besides the prescription (not where it is only far below).
    Of today a time before the day's start that lies past already was in the night before: the dose is kept under the
    day to which that night belongs.

    Raises:
        UserError: the plan of that day has no such medicine, or the amount or the time cannot be.
    """
    member = require(account, "note_dose", person_id)
    held = dose_diary(member, day, now=now)
    if _was_last_night(typed.at, held, now):
        held = dose_diary(member, held.day - timedelta(days=1), now=now)
    may_look = allows(member, Scope.LOOK)
    prescription = prescribed(held, typed.medicine, may_look=may_look)
    medicine = prescription.medicine if may_look else typed.medicine
    tie = tie_of(person_id, group)
    if tie is not None and (kept := diary.fold(queries.events_of_group(person_id, tie), person_id=person_id).events):
        # A second tap must not be asked about as a second dose.
        return NotedDose(kept, (), medicine, held.day)
    _check_amounts(typed)
    when = _when(typed.at, held, now)
    on_day = next(
        (
            one
            for one in plan_room.as_needed(held.plan, held.events, day_starts_at_hour=held.starts)
            if one.prescription.medicine == prescription.medicine
        ),
        None,
    )
    questions = plan_room.unlike_the_prescription(
        prescription,
        pieces=typed.pieces,
        mg=typed.mg,
        at=when.at_utc if isinstance(when, Instant) else None,
        zone=held.zone,
        on_day=on_day,
    )
    # Asked about for its thousandth of a dose alone, it is no extra one: the signs of too much are not for it.
    is_extra = bool(questions) and not (len(questions) == 1 and plan_room.is_far_below(prescription, typed.mg))
    if questions and not may_look:
        questions = (_(DIFFERS),)
    if questions and not is_sure:
        return NotedDose((), questions, medicine, held.day)
    mg = typed.mg
    if mg is None and typed.pieces is not None:
        mg = plan_room.mg_of(typed.pieces, prescription)
    words = None
    if typed.pieces is not None:
        words = plan_room.amount_words(typed.pieces, plan_room.piece_word(prescription))
    status = DoseStatus.EXTRA if is_extra else DoseStatus.TAKEN
    fact = checked(Dose(prescription.medicine, status, mg, words))
    events = events_of(member, [(fact, when, False)], now=now, source=source, group=tie)
    store.append(events, now=now, resent=group is not None)
    return NotedDose(events, questions, medicine, held.day)


def _answer_of(answers: Sequence[DoseAnswer], pick: Picked, held: DoseDiary, *, may_look: bool) -> DoseAnswer:
    if pick.status not in ANSWERS:
        raise UserError(_("Say taken, late, missed or skipped."), field="status")
    name = meant(pick.medicine, list(dict.fromkeys(one.due.medicine for one in answers)), may_look=may_look)
    of_it = [one for one in answers if one.due.medicine == name]
    for one in of_it:
        if one.due.due_time == pick.due_time:
            return one
    if not may_look:
        raise UserError(_("no such dose is due then."), field="medicine", hint=_(ASK_FOR_THE_PLAN))
    times = ", ".join(one.due.due_time or _("no written time") for one in of_it)
    raise UserError(
        _("no dose of that medicine is due then on {isoformat}.").format(isoformat=held.day.isoformat()),
        field="at" if of_it else "medicine",
        hint=_("Its times that day: {times}.").format(times=times)
        if times
        else _("The plan of that day has no due dose of it."),
    )


def _check_has_come(answer: DoseAnswer, held: DoseDiary, now: datetime) -> None:
    """Noted ahead, a dose would stand as the last one taken, and hide the doses missed before it."""
    since = plan_room.notable_from(answer.due, held.zone, held.starts)
    if answer.event is None and since is not None and now < since:
        raise UserError(
            _("{due_time} has not come yet.").format(due_time=answer.due.due_time),
            field="at",
            hint=_("The dose of that time can be noted from {astimezone:%H:%M} on.").format(
                astimezone=since.astimezone(ZoneInfo(held.zone))
            ),
        )


def _is_partly(event: Event) -> bool:
    return isinstance(event.fact, Dose) and event.fact.is_partly_missed


def _fact(answer: DoseAnswer, status: DoseStatus, prescription: Prescription, *, is_partly: bool) -> Dose:
    due = answer.due
    if status not in TAKEN_STATUSES:
        return checked(
            Dose(due.medicine, status, None, SOME_OF_THE_DAY if is_partly else None, due_time=due.due_time)
        )
    pieces = plan_room.each_time(prescription)
    mg = None if pieces is None else plan_room.mg_of(pieces, prescription)
    words = plan_room.each_time_words(prescription)
    return checked(Dose(due.medicine, status, mg, words and words[:500], due.due_time))


def _put_right(old: Event, fact: Dose) -> Dose:
    """The other answer; an amount that somebody noted in their own words stays with a dose that was taken."""
    assert isinstance(old.fact, Dose)
    was = old.fact
    if {fact.status, was.status} <= TAKEN_STATUSES and (was.amount_mg is not None or was.amount_words is not None):
        return replace(fact, amount_mg=was.amount_mg, amount_words=was.amount_words)
    return fact


def _check_amounts(typed: TypedDose) -> None:
    if typed.pieces is not None and not (typed.pieces.is_finite() and 0 < typed.pieces <= MOST_PIECES):
        raise UserError(
            _("Write a number of pieces above 0, up to {most_pieces}.").format(most_pieces=MOST_PIECES),
            field="pieces",
        )
    if typed.mg is not None and not 0 < typed.mg <= MOST_MG:
        raise UserError(_("Write milligrams above 0, up to {most_mg}.").format(most_mg=MOST_MG), field="mg")


def _was_last_night(at: time | None, held: DoseDiary, now: datetime) -> bool:
    """Is it a time of the night before, though the day's own 03:15 is still to come?"""
    if at is None or held.day != held.today or at.hour >= held.starts:
        return False
    return plan_room.clock_time(held.day, at, held.zone, held.starts) > now


def _when(at: time | None, held: DoseDiary, now: datetime) -> When:
    if at is None:
        return Instant(now, held.zone) if held.day == held.today else Day(held.day, held.zone)
    moment = plan_room.clock_time(held.day, at, held.zone, held.starts)
    if moment > now:
        raise UserError(_("That time has not come yet."), field="at")
    return Instant(moment, held.zone)
