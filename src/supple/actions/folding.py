"""What holds at this moment? A diary folded, its days, its plan, and when to call; no statistics, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from supple import diary as diary_room
from supple import plan as plan_room
from supple import watch
from supple.diary.days import diary_day
from supple.model import (
    DAY_STARTS_AT_HOUR,
    Alert,
    AlertLife,
    Cell,
    DailyTable,
    Diary,
    Dose,
    DoseStatus,
    Event,
    ExtraDose,
    Instant,
    Measurement,
    Plan,
    local_day_of,
)

# How far back the rules look: nothing in knowledge/red_flags.toml asks for more (a test holds the two together).
# One window for the first page, the look and the file, so that they always show the same alerts.
ALERT_DAYS = 42
# How far back the detector of worsening knows the days: with 42, who leaves a third blank would never have it.
TABLE_DAYS = 100
_EXTRA_DAYS = 17  # no rule on extra doses, and no question about one nobody answered, looks further back
ALERT_MEASURED_DAYS = 100
MISSED = "missed_dose"


@dataclass(frozen=True)
class Folded:
    """A diary, its daily table and its plan, all of one moment. `recent` is the part that the rules look at.

    `on_days`: the diary's day of each event; None for what is about no day.

    What the rules are given is worked out once, however many questions a page asks of them.
    """

    diary: Diary
    on_days: tuple[date | None, ...]
    recent: Diary
    table: DailyTable
    plan: Plan
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR

    @cached_property
    def recent_for_rules(self) -> Diary:
        """`recent`, as the rules are asked about it."""
        return for_the_rules(self.recent, self)

    @cached_property
    def table_for_rules(self) -> DailyTable:
        """The latest months of the table: a rule that weighs all its days must be given the same ones everywhere."""
        return table_from(self.table, self.plan.day - timedelta(days=TABLE_DAYS))

    @cached_property
    def notes_for_rules(self) -> watch.Notes:
        """Both, read once for every question of every moment."""
        return watch.read(
            self.recent_for_rules.events, table=self.table_for_rules, day_starts_at_hour=self.day_starts_at_hour
        )

    def with_recent(self, recent: Diary) -> Folded:
        """The same, with other notes for the rules to look at; nothing is remembered of what was worked out."""
        return replace(self, recent=recent)

    def plan_on(self, day: date) -> Plan:
        """What was agreed on a day."""
        if day not in self._plans:
            self._plans[day] = plan_room.plan_at(self.agreed, day)
        return self._plans[day]

    def plan_at(self, now: datetime, zone: str) -> Plan:
        """What is agreed by the date on the wall, as the rules go by it: at 3 a.m. a day ahead of the diary."""
        return self.plan_on(max(self.plan.day, now.astimezone(ZoneInfo(zone)).date()))

    def remember_plans(self, before: Folded) -> None:
        """Plans worked out before something else was noted; where what was agreed is still the same, so are they."""
        if before.agreed == self.agreed:
            self._plans.update({day: plan for day, plan in before._plans.items() if day not in self._plans})

    @cached_property
    def _plans(self) -> dict[date, Plan]:
        return {self.plan.day: self.plan}

    @cached_property
    def agreed(self) -> tuple[Event, ...]:
        """All that plans of any day are folded from."""
        return tuple(event for event in self.diary.events if isinstance(event.fact, plan_room.AGREED))


def today_of(now: datetime, zone: str, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> date:
    """The diary day at `now` on the person's own clock."""
    return local_day_of(Instant(now, zone), day_starts_at_hour)


def fold(
    events: Sequence[Event],
    *,
    today: date,
    first: date | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> Folded:
    """Everything up to today; what is dated later is not part of the past.

    Args:
        events: one person's.
        today: the diary day.
        first: the table's first day; the first day with an entry when left out.
        day_starts_at_hour: as the person chose.
    """
    folded = diary_room.fold(events)
    days = tuple(diary_day(event, day_starts_at_hour) for event in folded.events)
    begun = first or min((day for day in days if day is not None), default=None)
    table = DailyTable((), {})
    if begun is not None and begun <= today:
        table = diary_room.daily_table(
            folded, first=begun, last=today, day_starts_at_hour=day_starts_at_hour, each_day=days
        )
        table = with_days_all_taken(table, folded.events, day_starts_at_hour)
    recent = tuple(
        event for event, day in zip(folded.events, days, strict=True) if _counts_for_alerts(event, day, today)
    )
    plan = plan_room.plan_at(folded.events, today)
    return Folded(folded, days, replace(folded, events=recent), table, plan, day_starts_at_hour)


def with_days_all_taken(table: DailyTable, events: Sequence[Event], day_starts_at_hour: int) -> DailyTable:
    """The table with an explicit no to `missed_dose` on days on which every dose of the plan was noted as taken.

    Here and not in the diary's own room, since only the plan knows how many doses there were.
    """
    every = plan_room.days_all_taken(events, table.days, day_starts_at_hour=day_starts_at_hour)
    if not every:
        return table
    blank: tuple[Cell, ...] = (None,) * len(table.days)
    cells = zip(table.days, table.columns.get(MISSED, blank), strict=True)
    column = tuple(False if cell is None and day in every else cell for day, cell in cells)
    return replace(table, columns=dict(sorted({**table.columns, MISSED: column}.items())))


def for_the_rules(noted: Diary, folded: Folded) -> Diary:
    """The diary as the rules are asked about it: an extra dose that is no more than prescribed is a dose taken.

    Half a tablet after a missed one is noted as besides the plan's times. Only the plan knows that, and the rules'
    room does not know the plan's arithmetic; where no total can be told the dose stays an extra one.
    """
    since = folded.plan.day - timedelta(days=_EXTRA_DAYS)
    extra = [
        event
        for event in noted.events
        if isinstance(event.fact, Dose)
        and event.fact.status is DoseStatus.EXTRA
        and local_day_of(event.when, folded.day_starts_at_hour) >= since
    ]
    if not extra:
        return noted
    apart = plan_room.set_apart(extra, folded.diary.events, day_starts_at_hour=folded.day_starts_at_hour)
    no_more = {one.event.id for one in apart if not one.kind.may_be_more}
    return replace(noted, events=tuple(_as_taken(event) if event.id in no_more else event for event in noted.events))


def table_from(table: DailyTable, first: date) -> DailyTable:
    """The table from a day on."""
    gone = sum(day < first for day in table.days)
    if not gone:
        return table
    return replace(
        table,
        days=table.days[gone:],
        columns={name: cells[gone:] for name, cells in table.columns.items()},
        also_noted=frozenset(day for day in table.also_noted if day >= first),
    )


def _as_taken(event: Event) -> Event:
    assert isinstance(event.fact, Dose)
    return replace(event, fact=replace(event.fact, status=DoseStatus.TAKEN))


def alerts(folded: Folded, *, now: datetime, zone: str) -> tuple[Alert, ...]:
    """When to call, for the latest weeks of the diary."""
    local = now.astimezone(ZoneInfo(zone))
    return watch.check(folded.recent_for_rules, folded.plan_at(now, zone), local, notes=folded.notes_for_rules)


def unanswered(folded: Folded, lived: Sequence[AlertLife], *, now: datetime, zone: str) -> tuple[AlertLife, ...]:
    """Emergencies and same-day alerts that passed with nobody saying what was done."""
    local = now.astimezone(ZoneInfo(zone))
    return watch.unanswered(folded.recent_for_rules, folded.plan_on, local, lived=lived, notes=folded.notes_for_rules)


def traits(folded: Folded, *, now: datetime, zone: str) -> frozenset[str]:
    """What holds for the person and changes which signs matter first: a pump, tizanidine, a catheter …"""
    local = now.astimezone(ZoneInfo(zone))
    return watch.traits_of(folded.plan_at(now, zone), local, notes=folded.notes_for_rules)


def dose_gaps(folded: Folded, *, now: datetime, zone: str) -> tuple[watch.DoseGap, ...]:
    """Questions about a silence in the notes of doses."""
    local = now.astimezone(ZoneInfo(zone))
    return watch.dose_gaps(folded.recent_for_rules, folded.plan, local, notes=folded.notes_for_rules)


def extra_doses(folded: Folded, *, now: datetime) -> tuple[ExtraDose, ...]:
    """Doses of the last 24 hours that were noted besides the prescription, and what sets each apart."""
    return plan_room.extra_doses(folded.recent.events, now, day_starts_at_hour=folded.day_starts_at_hour)


def _counts_for_alerts(event: Event, day: date | None, today: date) -> bool:
    """Plan items and answers about the person have no day and always count."""
    days = ALERT_MEASURED_DAYS if isinstance(event.fact, Measurement) else ALERT_DAYS
    return day is None or day >= today - timedelta(days=days)
