"""What happens when somebody answers a reminder? What was done is noted in the diary; "later" rings once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from supple import store
from supple.actions import folding
from supple.actions.access import require
from supple.actions.check_in import save_facts
from supple.actions.noting_doses import Picked, answer_doses
from supple.actions.persons import settings_of
from supple.actions.reminding.choosing import NOTABLE, channels_for, rings
from supple.actions.reminding.planning import dues_of, plan_person
from supple.model import (
    TRY,
    Account,
    Channel,
    Day,
    DoseStatus,
    Due,
    DueKind,
    DueState,
    Event,
    Fact,
    Instant,
    Planned,
    ReminderStep,
    Session,
    UserError,
    When,
    local_day_of,
)
from supple.plan import routines_of
from supple.plan.dues.breaks import BREAK
from supple.plan.fold import plan_at
from supple.store import queries, reminders
from supple.words import _

SOURCE = "reminder"
NOTICE = "push"
# Why something was skipped, in one tap: codes of `knowledge/activity.py`.
SKIP_WHY = ("tired", "pain", "no_time", "unwell", "away", "other")
_SESSIONS = frozenset({DueKind.ROUTINE, DueKind.BREAK})
_ANSWERS = {ReminderStep.DONE: DueState.DONE, ReminderStep.SKIPPED: DueState.SKIPPED}
LATER_MINUTES = (10, 30, 60)
# A routine that names nothing of its own is kept under the widest word there is.
_ANY = {"stretch": "stretching", "activity": "exercise", "home": "positioning", "other": "stretching"}
TRY_AFTER = timedelta(seconds=2)
# A session is not noted as a moment where it is answered long after it was due.
_SAME_TIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of it: what was noted, and in words what could not be noted from here."""

    events: tuple[Event, ...]
    not_noted: tuple[Due, ...] = ()


def act_on_reminders(
    account: Account,
    person_id: UUID,
    keys: Sequence[str],
    step: ReminderStep,
    *,
    now: datetime,
    by_way: str,
    group: UUID | None = None,
    why: str | None = None,
) -> Acted:
    """Note that these were done, or skipped: all of them, or none. Sent twice, it is noted once.

    Args:
        by_way: from where: "page", "push", "cli".
        group: the form's own id; the same for what a notification sends again.
        why: one of `SKIP_WHY`, for routines and breaks that are skipped.

    Raises:
        UserError: nothing of that name is due now, one of them cannot be answered so, or somebody answered it
            otherwise. Then nothing was kept.
    """
    member = require(account, "act_on_reminders", person_id)
    chosen = settings_of(person_id)
    known = {each.key: each for each in dues_of(member.person, chosen, now=now)}
    found = [known[key] for key in dict.fromkeys(keys) if key in known]
    if not found:
        raise UserError(_("this is not due any more."), field="reminder", hint=_("Look at what is due today."))
    if step not in _ANSWERS:
        reminders.add_steps(person_id, [each.key for each in found], step, by_way=by_way, now=now)
        return Acted((), tuple(found))  # seen is not skipped: nothing is said of it
    today = folding.today_of(now, member.person.zone, chosen.day_starts_at_hour)
    _check_may_be_answered(found, step, today=today, by_way=by_way)
    _check_why(found, step, why)
    noted = [each for each in found if each.kind in NOTABLE]
    left = [each for each in found if each.kind not in NOTABLE]
    events: list[Event] = []
    with store.whole_or_nothing():
        for due in noted:
            if due.state is not _ANSWERS[step]:  # else it was said before, perhaps on another device
                own = None if group is None else uuid5(group, due.key)
                when = _when(due, now, chosen.day_starts_at_hour)
                events += _note(account, person_id, due, step, why, when=when, now=now, group=own)
        reminders.add_steps(person_id, [each.key for each in noted], step, by_way=by_way, now=now)
        # Of what the diary has no word for, only this is true.
        reminders.add_steps(person_id, [each.key for each in left], ReminderStep.SEEN, by_way=by_way, now=now)
    plan_person(person_id, now=now)
    return Acted(tuple(events), tuple(left))


def _check_may_be_answered(found: Sequence[Due], step: ReminderStep, *, today: date, by_way: str) -> None:
    kinds = {each.kind for each in found}
    page = _("Open the page of what is due.")
    if by_way == NOTICE and len(found) > 1 and (len(kinds) > 1 or DueKind.DOSE in kinds):
        # A notification names nothing: nobody could know what all it would answer.
        raise UserError(_("several things are due: each is answered by itself."), field="reminder", hint=page)
    if by_way == NOTICE and not kinds <= NOTABLE:
        raise UserError(_("this is nothing that is noted as done."), field="reminder", hint=page)
    if any(each.on > today for each in found if each.kind in NOTABLE):
        raise UserError(_("its time has not come yet."), field="reminder", hint=page)
    for each in found:
        if each.state is DueState.UNCLEAR:
            raise UserError(
                _("a dose was noted that may be this one."),
                field="reminder",
                hint=_("Say at Doses which one it was."),
            )
        # An old notice never puts right what somebody said after it.
        if each.kind is DueKind.DOSE and each.state not in {DueState.OPEN, _ANSWERS[step]}:
            raise UserError(
                _("this dose was answered otherwise since."),
                field="reminder",
                hint=_("Look at Doses, and change it there if it is wrong."),
            )


def _check_why(found: Sequence[Due], step: ReminderStep, why: str | None) -> None:
    if why is None:
        return
    if why not in SKIP_WHY:
        items = ", ".join(SKIP_WHY)
        raise UserError(_("choose a reason."), field="why", hint=_("One of: {items}.").format(items=items))
    if step is not ReminderStep.SKIPPED or any(each.kind not in _SESSIONS for each in found):
        raise UserError(_("a reason goes with a routine or a break that is skipped."), field="why")


def _note(
    account: Account,
    person_id: UUID,
    due: Due,
    step: ReminderStep,
    why: str | None,
    *,
    when: When,
    now: datetime,
    group: UUID | None,
) -> tuple[Event, ...]:
    is_done = step is ReminderStep.DONE
    if due.kind is DueKind.DOSE:
        status = DoseStatus.TAKEN if is_done else DoseStatus.SKIPPED
        pick = Picked(due.name, due.key.rsplit("T", 1)[1], status)
        return answer_doses(account, person_id, [pick], day=due.on, now=now, source="doses", group=group)
    fact = _session(person_id, due, is_done=is_done, why=why)
    return save_facts(account, person_id, [(fact, when)], now=now, source=SOURCE, group=group)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of several that are given together: `LATER` puts it off by `LATER_MINUTES[0]`."""

    key: str
    step: ReminderStep
    why: str | None = None


def answer_reminders(
    account: Account, person_id: UUID, answers: Sequence[Answer], *, now: datetime, by_way: str
) -> tuple[Acted, ...]:
    """Several answers as one step, each as asked: all are kept, or none.

    Raises:
        UserError: one of them cannot be kept, or the same thing is answered twice.
    """
    require(account, "answer_reminders", person_id)
    if len({each.key for each in answers}) < len(answers):
        raise UserError(
            _("the same thing is answered twice."), field="reminder", hint=_("Answer each once. Nothing was saved.")
        )
    kept = []
    with store.whole_or_nothing():
        for each in answers:
            if each.step is ReminderStep.LATER:
                put_reminders_off(account, person_id, [each.key], now=now, by_way=by_way)
                kept.append(Acted(()))
            else:
                acted = act_on_reminders(
                    account, person_id, [each.key], each.step, now=now, by_way=by_way, why=each.why
                )
                kept.append(acted)
    return tuple(kept)


def put_reminders_off(
    account: Account,
    person_id: UUID,
    keys: Sequence[str],
    *,
    now: datetime,
    by_way: str,
    minutes: int = LATER_MINUTES[0],
) -> tuple[Due, ...]:
    """Have these ring once more after some minutes, on the channels they ring on; what rings too late is left out.

    Raises:
        UserError: the minutes are none of those offered, nothing of that name is open, or a dose would ring nearer to
            the next one of its medicine than to its own time.
    """
    member = require(account, "put_reminders_off", person_id)
    if minutes not in LATER_MINUTES:
        raise UserError(
            _("later is in {items} minutes.").format(items=", ".join(map(str, LATER_MINUTES))), field="minutes"
        )
    chosen = settings_of(person_id)
    later = now + timedelta(minutes=minutes)
    asked = [each for each in dues_of(member.person, chosen, now=now) if each.key in keys]
    if any(each.at > now for each in asked):
        # A tap that waited on a phone is as old as it was: before the time of what it names, it can mean nothing.
        raise UserError(_("its time has not come yet."), field="reminder", hint=_("It rings when its time has come."))
    is_open = [each for each in asked if each.state is DueState.OPEN]
    if any(each.kind is DueKind.DOSE and each.until <= later for each in is_open):
        raise UserError(
            _("that is past half-way to the next time that is written down, and Supple rings no more for this one."),
            field="reminder",
            hint=_("It stays on the page of what is due until then."),
        )
    found = [each for each in is_open if each.until > later]
    if found and not any(rings(each, chosen) for each in found):
        raise UserError(
            _("this is told on the page only, so nothing can ring later."),
            field="reminder",
            hint=_("It stays on the page. How it is told stands under Reminders."),
        )
    if not found:
        raise UserError(_("by then this is over."), field="reminder", hint=_("Answer it now, or leave it."))
    calls = reminders.calls_of(person_id, [each.key for each in found])
    again = [
        Planned(
            each.key,
            channel,
            max(calls.get(each.key, 0), 2) + 1,  # 1 and 2 are the first and the firmer call
            each.kind,
            each.is_critical,
            each.at,
            later,
            each.until,
        )
        for each in found
        for channel in channels_for(each, chosen)
        if channel is not Channel.PAGE
    ]
    reminders.add_steps(person_id, [each.key for each in found], ReminderStep.LATER, by_way=by_way, now=now)
    reminders.ask_again(person_id, again, now=now)
    plan_person(person_id, now=now)
    return tuple(found)


def saw_reminders(account: Account, person_id: UUID, keys: Sequence[str], *, now: datetime, by_way: str) -> None:
    """A page that somebody opened showed these reminders. That answers none of them."""
    require(account, "saw_reminders", person_id)
    reminders.add_steps(person_id, keys, ReminderStep.SHOWN, by_way=by_way, now=now)


def ring_for_trying(account: Account, person_id: UUID, *, now: datetime) -> None:
    """ "Did it ring?": a ring a few seconds from now, on each channel that reaches somebody, by the worker itself."""
    require(account, "ring_for_trying", person_id)
    channels = [Channel.PUSH, *([Channel.MAIL] if settings_of(person_id).mail_to else [])]
    soon, until = now + TRY_AFTER, now + timedelta(minutes=10)
    key = f"{TRY}{now.isoformat(timespec='seconds')}"
    tries = [Planned(key, channel, 3, DueKind.CHECK_IN, False, soon, soon, until) for channel in channels]
    reminders.ask_again(person_id, tries, now=now)


def _session(person_id: UUID, due: Due, *, is_done: bool, why: str | None) -> Fact:
    if due.kind is DueKind.BREAK:
        return Session(BREAK, is_done, routine=due.name, why=why)
    held = plan_at(queries.agreed_events(person_id), due.on)
    routine = next((each for each in routines_of(held) if each.name == due.name), None)
    code = _ANY["other"] if routine is None else routine.what or _ANY[routine.group]
    return Session(
        code,
        is_done,
        routine=due.name,
        due_time=due.key.rsplit("T", 1)[1],
        did=routine.stretches if routine is not None and is_done else (),
        why=why,
    )


def _when(due: Due, now: datetime, day_starts_at_hour: int) -> When:
    """Now, where that is about when it was due; else the day alone: precision is not invented.

    Where a new day of the diary has begun since, it is the day that it was due on: else it would stand as not done
    on that one and as done on this one.
    """
    here = Instant(now, due.zone)
    if due.kind is DueKind.BREAK:
        return here  # a break is told by its moment alone
    if abs(now - due.at) <= _SAME_TIME and local_day_of(here, day_starts_at_hour) == due.on:
        return here
    return Day(due.on, due.zone)
