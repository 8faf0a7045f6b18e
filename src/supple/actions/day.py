"""How am I today, what is next, is anything up? Everything the first page shows, from a recent window only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary, knowledge, plan
from supple.actions import folding, living, look_back_day, one_tap, showing, telling
from supple.actions.access import require
from supple.actions.memory import Memory
from supple.actions.noting import author_of
from supple.actions.persons import card_of, settings_of
from supple.actions.pump_dates import pump_dates
from supple.actions.questions import most_answered
from supple.actions.reminding.choosing import rings
from supple.actions.views import DayGlance, DosesGlance, LastRating, NextUp, PersonSettings, TodayView, UsualFactor
from supple.model import (
    Account,
    DailyTable,
    Dose,
    DosesOfDay,
    Due,
    DueChoices,
    DueKind,
    DueState,
    Event,
    Factor,
    Plan,
    PlanStatus,
    Rating,
    Session,
)
from supple.store import codec, queries
from supple.words import _

_Noted = Sequence[tuple[Event, date]]
_USUAL = 12
_AHEAD_DAYS = 400


@dataclass(frozen=True)
class Recent:
    """The latest weeks: what they hold, and every entry's day. `doses`: those of the day and of the day before.

    `steps`: what the ledger says about alerts, from the beginning. `of_today`: what stands under the day itself.
    """

    rows: queries.Rows
    events: tuple[Event, ...]
    folded: folding.Folded
    noted: tuple[tuple[Event, date], ...]
    doses: tuple[DosesOfDay, DosesOfDay]
    steps: tuple[Event, ...]
    habits: one_tap.Habits
    of_today: tuple[Event, ...]
    noted_days: frozenset[date]


_recents: Memory[Recent] = Memory(16)


def today(account: Account, person_id: UUID, *, now: datetime, with_questions: bool = False) -> TodayView:
    """The first page, with what holds at `now`. Reads the latest weeks only, however long the diary is.

    Args:
        with_questions: also what is answered most, for who wants one question at a time.
    """
    member = require(account, "today", person_id, now=now)
    card = card_of(member)
    chosen = settings_of(person_id)
    day = folding.today_of(now, card.zone, chosen.day_starts_at_hour)
    recent = recent_of(person_id, day, chosen.day_starts_at_hour)
    noted = recent.noted
    standing = living.stand(person_id, card.zone, recent.folded, recent.steps, now=now)
    due_now = _due_now(recent, now, card.zone, chosen, day)
    return TodayView(
        person=card,
        now=now,
        day=day,
        last_ratings=_last_ratings(noted, day),
        alerts=standing.alerts,
        usual_factors=_usual(noted, recent.habits, day, chosen),
        kept_hindrances=chosen.kept_hindrances,
        own_symptoms=chosen.own_symptoms,
        most_answered=most_answered(noted, day, chosen) if with_questions else (),
        days_noted_lately=len(recent.noted_days),
        country=chosen.country or recent.folded.plan.answer("country"),
        emergency_number=chosen.emergency_number,
        entries_today=showing.of_a_day(
            recent.folded.diary, recent.of_today, queries.conflicts(person_id), chosen.day_starts_at_hour
        ),
        plan_today=recent.folded.plan.items,
        days_noted_this_week=sum(each > day - timedelta(days=7) for each in recent.noted_days),
        last_entry_at=max((event.recorded_at for event, _ignored in noted), default=None),
        week=_week(recent.folded.table, recent.noted_days, day),
        next_up=_next_up(recent.folded, day),
        doses=_doses(recent, now, card.zone, chosen.day_starts_at_hour),
        profile=recent.folded.plan.profile,
        traits=folding.traits(recent.folded, now=now, zone=card.zone),
        dose_gaps=folding.dose_gaps(recent.folded, now=now, zone=card.zone),
        extra_doses=folding.extra_doses(recent.folded, now=now),
        lives=standing.lives,
        unanswered=standing.unanswered,
        due_now=due_now,
        page_only=frozenset(each.key for each in due_now if not rings(each, chosen)),
        is_look_back_day=look_back_day.is_due(chosen, day, noted),
        told=telling.tell(member, chosen, (*standing.lives, *standing.unanswered), standing.steps, now=now),
        one_tap=one_tap.one_tap(
            recent.habits,
            recent.folded.diary.events,
            noted,
            author=author_of(member),
            day=day,
            zone=card.zone,
            now=now,
        ),
    )


def recent_of(person_id: UUID, day: date, starts: int) -> Recent:
    """The months before `day`, folded once for each state of the diary; `noted` are the latest weeks of it."""
    first = day - timedelta(days=folding.TABLE_DAYS)
    weeks = day - timedelta(days=folding.ALERT_DAYS)
    before = _recents.latest_of(person_id)

    def make() -> Recent:
        rows = queries.recent_rows(
            person_id,
            first - timedelta(days=1),  # the index's day and the person's differ when their day starts late
            first_measured_day=day - timedelta(days=folding.ALERT_MEASURED_DAYS + 1),
            known=None if before is None else before.rows,
        )
        events = tuple(rows.values())
        folded = folding.fold(events, today=day, first=first, day_starts_at_hour=starts)
        if before is not None:
            folded.remember_plans(before.folded)
        dated = tuple(zip(folded.diary.events, folded.on_days, strict=True))
        of_today = tuple(event for event, on in dated if (on or codec.day_of(event, starts)) == day)
        noted = tuple((event, on) for event, on in dated if on is not None and weeks <= on <= day)
        return Recent(
            rows=rows,
            events=events,
            folded=folded,
            noted=noted,
            doses=_doses_of(folded, day, starts),
            steps=living.steps_in(folded.diary),
            habits=one_tap.habits_of(events, folded.diary.events, noted, starts),
            of_today=of_today,
            noted_days=frozenset(on for _, on in noted),
        )

    return _recents.get((person_id, queries.head(person_id), day, starts), make)


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    _recents.forget(person_id)


def _week(table: DailyTable, noted_days: Set[date], day: date) -> tuple[DayGlance, ...]:
    """The last seven days, oldest first. The moment's and the whole day's rating are two series: one is shown."""
    at = {each: index for index, each in enumerate(table.days)}
    columns = [table.column("stiffness_now"), table.column("stiffness")]
    week = [day - timedelta(days=ago) for ago in range(6, -1, -1)]
    return tuple(
        DayGlance(
            each,
            next((float(c[at[each]]) for c in columns if each in at and c[at[each]] is not None), None),  # type: ignore[arg-type]
            each in noted_days,
        )
        for each in week
    )


def _next_up(folded: folding.Folded, day: date) -> tuple[NextUp, ...]:
    """Visits, medicines and pump dates to come, soonest first, then the routines agreed for every day."""
    held, ahead = folded.plan, folded.plan_on(day + timedelta(days=_AHEAD_DAYS))
    # Two visits with the same nurse are two; of plan items, which go by name, only the later one is in force.
    coming = [NextUp(visit.words or visit.name, visit.valid_from) for visit in plan.visits_of(ahead.events)]
    coming += [
        NextUp(each.words or _("{name} injection").format(name=each.name), each.valid_from)
        for each in ahead.in_force("injection")
    ]
    coming += [NextUp(words, when) for when, words in plan.dates_to_come(plan.injections_of(ahead, day), day)]
    coming += _medicines_to_come(held, day)
    coming += pump_dates(held if held.in_force("pump") else ahead, day)
    coming = [each for each in coming if each.is_month or each.day is None or each.day >= day]
    routines = [NextUp(item.name) for item in held.items if item.item == "routine"]
    return (*sorted(coming, key=lambda each: (each.day or day, each.words)), *routines)


def _medicines_to_come(held: Plan, day: date) -> list[NextUp]:
    """Medicines that begin, change or end on a day that is written down already."""
    last = day + timedelta(days=_AHEAD_DAYS)
    begins = {id(item) for item in plan.to_begin(held)}
    told = []
    for item in plan.medicines_to_come(held):
        name = knowledge.label(item.name)
        if item.status is PlanStatus.ENDED:
            words = _("{name} ends, as written down").format(name=name)
        else:
            said = _("{name} begins: {how}") if id(item) in begins else _("{name} changes: {how}")
            words = said.format(name=name, how=plan.written(item) or _("as agreed"))
        if item.valid_from <= last:
            told.append(NextUp(words, item.valid_from))
    return told


def _doses_of(folded: folding.Folded, day: date, starts: int) -> tuple[DosesOfDay, DosesOfDay]:
    doses = [event for event in folded.diary.events if isinstance(event.fact, Dose)]
    of_days = (folded.plan, folded.plan_on(day - timedelta(days=1)))
    today, yesterday = (plan.answers(each, doses, day_starts_at_hour=starts) for each in of_days)
    return today, yesterday


def _doses(recent: Recent, now: datetime, zone: str, starts: int) -> DosesGlance | None:
    """What is due and not noted; None where no regular medicine is in the plan of either day."""
    if not any(one.answers for one in recent.doses):
        return None
    due, before = (plan.not_noted_by(one, now, zone, day_starts_at_hour=starts) for one in recent.doses)
    return DosesGlance(len(due), len(before), len(recent.doses[1].answers))


def _due_now(recent: Recent, now: datetime, zone: str, chosen: PersonSettings, day: date) -> tuple[Due, ...]:
    """Routines and breaks whose time has come and that nothing answers yet."""
    if not any(item.item in {"routine", "break"} for item in recent.folded.plan.items):
        return ()
    found = plan.due(
        recent.folded.agreed,
        recent.of_today,
        day,
        day,
        zone=zone,
        choices=DueChoices(),
        paused=lambda on: diary.pause_on(recent.habits.pauses, on) is not None,
        day_starts_at_hour=chosen.day_starts_at_hour,
        kinds=(DueKind.ROUTINE, DueKind.BREAK),
    )
    return tuple(each for each in found if each.state is DueState.OPEN and each.is_due_at(now))


def _last_ratings(noted: _Noted, day: date) -> tuple[LastRating, ...]:
    """The latest of each whole-body rating in two weeks; the most recent first."""
    latest: dict[str, tuple[date, datetime, Event]] = {}
    for event, on in noted:
        fact = event.fact
        if not isinstance(fact, Rating) or fact.part is not None or on < day - timedelta(days=13):
            continue
        there = latest.get(fact.code)
        if there is None or (on, event.recorded_at) >= there[:2]:
            latest[fact.code] = (on, event.recorded_at, event)
    ordered = sorted(latest.values(), key=lambda found: found[:2], reverse=True)
    return tuple(
        LastRating(
            code=fact.code,
            label=knowledge.label(fact.code),
            rating=fact,
            noted_at=recorded_at,
            day=on,
            is_today=on == day,
            noted_by="" if event.noted_by.role in {"self", "device"} else event.noted_by.name or _("a helper"),
        )
        for on, recorded_at, event in ordered
        if isinstance(fact := event.fact, Rating)
    )


def _usual(noted: _Noted, habits: one_tap.Habits, day: date, chosen: PersonSettings) -> tuple[UsualFactor, ...]:
    """What is used most first, then the person's own, then those offered to everybody; nothing moves within a day."""
    times: Counter[str] = Counter()
    now_noted: dict[str, bool] = {}
    helpers: set[str] = set()
    for event, on in noted:
        fact = event.fact
        if isinstance(fact, Factor):
            there = fact.present
        elif isinstance(fact, Session):
            there = fact.done
            helpers.add(fact.code)
        else:
            continue
        times[fact.code] += there
        if on == day:
            now_noted[fact.code] = there
    known = knowledge.load()
    own = [f"own:{words.casefold()}" for words in (*chosen.own_factors, *chosen.own_helpers)]
    helpers |= {f"own:{words.casefold()}" for words in chosen.own_helpers}
    helpers |= {code for code, entry in known.factors.items() if entry.is_helper} | set(known.sessions)
    default = [c for table in (known.factors, known.sessions) for c, entry in table.items() if entry.is_default]
    noted_most = [code for code, count in times.most_common(_USUAL) if count]
    codes = diary.by_use([*own, *default, *sorted(noted_most)], habits.used_on, day)
    return tuple(
        UsualFactor(code, knowledge.label(code), times[code], code in helpers, now_noted.get(code))
        for code in codes
        if code not in chosen.hidden_factors
    )
