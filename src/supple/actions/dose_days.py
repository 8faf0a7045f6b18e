"""Which doses are due on a day, what was noted of them, and what is in the boxes? Everything one page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from supple import diary
from supple import plan as plan_room
from supple.actions import folding
from supple.actions.access import require
from supple.actions.memory import Memory
from supple.actions.persons import settings_of
from supple.model import (
    Account,
    AsNeeded,
    Box,
    Diary,
    DoseAnswer,
    DosesOfDay,
    Event,
    ExtraDose,
    Member,
    Plan,
    Prescription,
    UserError,
)
from supple.store import queries
from supple.words import _

EARLIEST = date(1950, 1, 1)
_doses: Memory[tuple[queries.Rows, Diary]] = Memory(8)  # by person and head
# Rules whose signs are those of too much of a medicine: too sleepy, and baclofen's own.


@dataclass(frozen=True)
class DosesView:
    """A diary day's doses. `open_now`: due by now and not noted. `boxes` and what comes are told for today only.

    `only_named`: medicines that have no dose here, for nothing but their name is written down. `extra`: the day's
    doses besides the prescription.
    """

    day: date
    today: date
    zone: str
    day_starts_at_hour: int
    prescriptions: tuple[Prescription, ...]
    of_day: DosesOfDay
    open_now: tuple[DoseAnswer, ...]
    as_needed: tuple[AsNeeded, ...]
    boxes: tuple[Box, ...]
    only_named: tuple[str, ...] = ()
    extra: tuple[ExtraDose, ...] = ()


@dataclass(frozen=True)
class DoseDiary:
    """What the notes of doses are read from: every dose and everything agreed, corrections applied."""

    plan: Plan
    events: Sequence[Event]
    day: date
    today: date
    zone: str
    starts: int
    history: Mapping[UUID, Sequence[Event]]


def doses(account: Account, person_id: UUID, day: date | None = None, *, now: datetime) -> DosesView:
    """The due doses of a day (None: today) with their answers, as-needed medicines and boxes.

    Raises:
        UserError: a day to come, or one too long ago.
    """
    held = dose_diary(require(account, "doses", person_id, now=now), day, now=now)
    of_day = plan_room.answers(held.plan, held.events, day_starts_at_hour=held.starts)
    return DosesView(
        day=held.day,
        today=held.today,
        zone=held.zone,
        day_starts_at_hour=held.starts,
        prescriptions=plan_room.prescriptions(held.plan),
        of_day=of_day,
        open_now=plan_room.not_noted_by(of_day, now, held.zone, day_starts_at_hour=held.starts),
        as_needed=plan_room.as_needed(held.plan, held.events, day_starts_at_hour=held.starts),
        boxes=plan_room.boxes(held.plan, held.events, history=held.history, day_starts_at_hour=held.starts)
        if held.day == held.today
        else (),
        only_named=plan_room.only_named(held.plan),
        extra=plan_room.extra_doses_on(held.events, held.day, held.day, day_starts_at_hour=held.starts),
    )


def dose_diary(member: Member, day: date | None, *, now: datetime) -> DoseDiary:
    """Every dose ever noted and the plan of the day, for a member who was let in."""
    person_id, zone = member.person.id, member.person.zone
    starts = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, zone, starts)
    wanted = day or today
    if wanted > today:
        raise UserError(_("That day has not come yet."), field="day")
    if wanted < EARLIEST:
        raise UserError(_("That is too long ago. Look at the year again."), field="day")
    folded = _folded(person_id)
    return DoseDiary(
        plan_room.plan_at(folded.events, wanted), folded.events, wanted, today, zone, starts, folded.history
    )


def _folded(person_id: UUID) -> Diary:
    """Of all years: an as-needed dose or a count of the box may be old. With what was agreed come all corrections."""
    before = _doses.latest_of(person_id)

    def make() -> tuple[queries.Rows, Diary]:
        rows = queries.agreed_and_dose_rows(person_id, known=None if before is None else before[0])
        return rows, diary.fold(rows.values(), person_id=person_id)

    return _doses.get((person_id, queries.head(person_id)), make)[1]


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    _doses.forget(person_id)
