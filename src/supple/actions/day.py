"""How am I today, what is next, is anything up? Everything the first page shows, from a recent window only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import diary, knowledge, plan, watch
from supple.actions import showing
from supple.actions.access import require
from supple.actions.persons import person as person_card
from supple.actions.persons import settings_of
from supple.actions.views import DayGlance, LastRating, NextUp, PersonSettings, TimelineEntry, TodayView, UsualFactor
from supple.model import (
    Account,
    DailyTable,
    Event,
    Factor,
    Instant,
    PlanItem,
    Profile,
    Rating,
    Session,
    local_day_of,
)
from supple.store import queries

# What the alert rules and the usual factors need to look back on. The store reads only this many days.
WINDOW_DAYS = 63
_USUAL = 12
_AHEAD_DAYS = 400


def today(account: Account, person_id: UUID, *, now: datetime) -> TodayView:
    """The first page, with what holds at `now`."""
    require(account, "today", person_id, now=now)
    card = person_card(account, person_id)
    chosen = settings_of(person_id)
    day = local_day_of(Instant(now, card.zone), chosen.day_starts_at_hour)
    first = day - timedelta(days=WINDOW_DAYS)
    events = queries.recent_events(person_id, first - timedelta(days=1))
    recent = diary.fold(events, person_id=person_id)
    agreed = plan.plan_at(events, day)
    local_now = now.astimezone(ZoneInfo(card.zone))
    table = diary.daily_table(recent, first=first, last=day, day_starts_at_hour=chosen.day_starts_at_hour)
    shown = showing.entries(recent, queries.conflicts(person_id), day_starts_at_hour=chosen.day_starts_at_hour)
    noted = [e for e in shown if first <= e.day <= day and not isinstance(e.event.fact, PlanItem | Profile)]
    return TodayView(
        person=card,
        now=now,
        day=day,
        last_ratings=_last_ratings(noted, day),
        alerts=watch.check(recent, agreed, local_now, table=table),
        usual_factors=_usual(noted, day, chosen),
        kept_hindrances=chosen.kept_hindrances,
        entries_today=showing.in_order([entry for entry in shown if entry.day == day]),
        plan_today=agreed.items,
        days_noted_this_week=len({e.day for e in noted if e.day > day - timedelta(days=7)}),
        last_entry_at=max((e.event.recorded_at for e in noted), default=None),
        week=_week(table, {e.day for e in noted}, day),
        next_up=_next_up(events, agreed.items, day),
    )


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


def _last_ratings(noted: list[TimelineEntry], day: date) -> tuple[LastRating, ...]:
    """The latest of each whole-body rating in two weeks; the most recent first."""
    latest: dict[str, TimelineEntry] = {}
    for entry in noted:
        fact = entry.event.fact
        if not isinstance(fact, Rating) or fact.part is not None or entry.day < day - timedelta(days=13):
            continue
        there = latest.get(fact.code)
        if there is None or (entry.day, entry.event.recorded_at) >= (there.day, there.event.recorded_at):
            latest[fact.code] = entry
    ordered = sorted(latest.values(), key=lambda e: (e.day, e.event.recorded_at), reverse=True)
    return tuple(
        LastRating(
            code=fact.code,
            label=knowledge.label(fact.code),
            rating=fact,
            noted_at=entry.event.recorded_at,
            day=entry.day,
            is_today=entry.day == day,
        )
        for entry in ordered
        if isinstance(fact := entry.event.fact, Rating)
    )


def _usual(noted: list[TimelineEntry], day: date, chosen: PersonSettings) -> tuple[UsualFactor, ...]:
    """The person's own and most noted ones first, then those offered to everybody."""
    times: Counter[str] = Counter()
    now_noted: dict[str, bool] = {}
    helpers: set[str] = set()
    for entry in noted:
        fact = entry.event.fact
        if isinstance(fact, Factor):
            there = fact.present
        elif isinstance(fact, Session):
            there = fact.done
            helpers.add(fact.code)
        else:
            continue
        times[fact.code] += there
        if entry.day == day:
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
