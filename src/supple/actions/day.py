"""How am I today, what is next, is anything up? Everything the first page shows, from a recent window only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import knowledge, plan
from supple.actions import folding, showing
from supple.actions.access import require
from supple.actions.memory import Memory
from supple.actions.persons import card_of, settings_of
from supple.actions.views import DayGlance, LastRating, NextUp, PersonSettings, TodayView, UsualFactor
from supple.diary.days import diary_day
from supple.model import (
    Account,
    DailyTable,
    Event,
    Factor,
    PlanItem,
    Rating,
    Session,
)
from supple.store import queries

_Noted = Sequence[tuple[Event, date]]
_USUAL = 12
_AHEAD_DAYS = 400


@dataclass(frozen=True)
class _Recent:
    """The latest weeks: what they hold, and every entry's day."""

    events: tuple[Event, ...]
    folded: folding.Folded
    noted: tuple[tuple[Event, date], ...]


_recents: Memory[_Recent] = Memory(16)


def today(account: Account, person_id: UUID, *, now: datetime) -> TodayView:
    """The first page, with what holds at `now`. Reads the latest weeks only, however long the diary is."""
    card = card_of(require(account, "today", person_id, now=now))
    chosen = settings_of(person_id)
    day = folding.today_of(now, card.zone, chosen.day_starts_at_hour)
    recent = recent_of(person_id, day, chosen.day_starts_at_hour)
    noted = recent.noted
    return TodayView(
        person=card,
        now=now,
        day=day,
        last_ratings=_last_ratings(noted, day),
        alerts=folding.alerts(recent.folded, now=now, zone=card.zone),
        usual_factors=_usual(noted, day, chosen),
        kept_hindrances=chosen.kept_hindrances,
        entries_today=showing.on_day(
            recent.folded.diary, queries.conflicts(person_id), day, day_starts_at_hour=chosen.day_starts_at_hour
        ),
        plan_today=recent.folded.plan.items,
        days_noted_this_week=len({each for _, each in noted if each > day - timedelta(days=7)}),
        last_entry_at=max((event.recorded_at for event, _ in noted), default=None),
        week=_week(recent.folded.table, {each for _, each in noted}, day),
        next_up=_next_up(recent.events, recent.folded.plan.items, day),
        profile=recent.folded.plan.profile,
        dose_gaps=folding.dose_gaps(recent.folded, now=now, zone=card.zone),
    )


def recent_of(person_id: UUID, day: date, starts: int) -> _Recent:
    """The weeks before `day`, folded once for each state of the diary."""
    first = day - timedelta(days=folding.ALERT_DAYS)

    def make() -> _Recent:
        events = queries.recent_events(
            person_id,
            first - timedelta(days=1),  # the index's day and the person's differ when their day starts late
            first_measured_day=day - timedelta(days=folding.ALERT_MEASURED_DAYS + 1),
        )
        folded = folding.fold(events, today=day, first=first, day_starts_at_hour=starts)
        dated = ((event, diary_day(event, starts)) for event in folded.diary.events)
        noted = tuple((event, on) for event, on in dated if on is not None and first <= on <= day)
        return _Recent(tuple(events), folded, noted)

    return _recents.get((person_id, queries.head(person_id), day, starts), make)


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    _recents.forget(lambda key: isinstance(key, tuple) and key[0] == person_id)


def _week(table: DailyTable, noted_days: set[date], day: date) -> tuple[DayGlance, ...]:
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


def _next_up(events: Sequence[Event], items: Sequence[PlanItem], day: date) -> tuple[NextUp, ...]:
    """Visits and pump dates to come, soonest first, then the routines agreed for every day."""
    coming: list[tuple[date, str]] = []
    for item in plan.plan_at(events, day + timedelta(days=_AHEAD_DAYS)).items:
        if item.item in {"visit", "injection"} and item.valid_from >= day:
            coming.append((item.valid_from, item.words or item.name))
        if item.item == "pump" and (alarm := _as_date(item.detail.get("clinic_alarm_date", ""))) and alarm >= day:
            coming.append((alarm, "pump alarm date from the clinic"))
    routines = [NextUp(item.name) for item in items if item.item == "routine"]
    return (*(NextUp(words, when) for when, words in sorted(coming)), *routines)


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


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
        )
        for on, recorded_at, event in ordered
        if isinstance(fact := event.fact, Rating)
    )


def _usual(noted: _Noted, day: date, chosen: PersonSettings) -> tuple[UsualFactor, ...]:
    """The person's own and most noted ones first, then those offered to everybody."""
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
    codes = dict.fromkeys([code for code, count in times.most_common(_USUAL) if count] + own + default)
    return tuple(
        UsualFactor(code, knowledge.label(code), times[code], code in helpers, now_noted.get(code))
        for code in codes
        if code not in chosen.hidden_factors
    )
