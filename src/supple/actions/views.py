"""What do the actions hand to the pages and the terminal? Nouns with everything worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from supple.knowledge.wording import Wording, words_of
from supple.model import Account, Alert, AlertLife, Due, Event, ExtraDose, PlanItem, Rating, Role, Scope

if TYPE_CHECKING:
    from supple.actions.one_tap import OneTap
    from supple.actions.questions import Question
    from supple.watch import DoseGap


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as one account sees it. `is_ended`: the member's time is over, nothing more can be seen."""

    id: UUID
    name: str
    zone: str
    role: Role
    scopes: frozenset[Scope]
    ends_on: date | None = None
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """A new member and the one-time token that signs its account in."""

    account: Account
    token: str
    expires_at: datetime


@dataclass(frozen=True)
class PersonSettings:
    """What one person chose. Everything has a meaning when it was never chosen.

    `emergency_number`: one's own, before the country's. `kept_hindrances`: ids of `hindered.…` ratings asked on
    check-in. `own_factors` and `own_helpers`: the person's own words (their codes are `own:` + the words).
    `own_symptoms`: codes (`own:symptom:…`) asked on check-in; `own_labels`: their words, also of those not asked now.
    `morning_at`, `evening_at`: when these are for this person ("07:30"), where it was said.
    `outcome`: the daily table's column looked at. `helped_by_others`: what was learnt from other people may help
    the findings. `part_of_sums`: this diary may be part of sums that others learn from. Both are consents.
    `card_holds`: what stands on the emergency card, ("none",) for MS alone; the rest of `card_…` tells of the one
    that was made last.
    `look_back`: the weekly look back is there.
    `remind`: by which channels each kind of thing due is told ("page,push"), the usual ones where it is not;
    `remind_items`: the same for single items of the plan, by their plain names. `check_ins_at`: wall-clock times at
    which a check-in is asked for. `quiet_from`, `quiet_to`: nothing rings in between; doses do, unless
    `quiet_doses`. `second_call_minutes`: after how long something critical is told again. `remind_day_at`: when
    things of a whole day are told. `mail_to`: where mail goes, confirmed.
    `tell`: about which alerts each helper is told (`telling.TELLING`), by the account's id; nothing where it is not.
    """

    country: str | None = None
    emergency_number: str = ""
    outcome: str | None = None
    theme: str = "system"  # system | light | dark
    day_starts_at_hour: int = 4
    kept_hindrances: tuple[str, ...] = ()
    own_factors: tuple[str, ...] = ()
    own_helpers: tuple[str, ...] = ()
    hidden_factors: tuple[str, ...] = ()
    own_words: Mapping[str, str] = field(default_factory=dict)
    own_symptoms: tuple[str, ...] = ()
    own_labels: Mapping[str, str] = field(default_factory=dict)
    morning_at: str = ""
    evening_at: str = ""
    temperature: str = "C"  # C | F
    helped_by_others: bool = False
    part_of_sums: bool = False
    card_holds: tuple[str, ...] = ()
    card_made_on: str = ""
    card_check_after: str = ""
    card_content: str = ""
    tell: Mapping[str, str] = field(default_factory=dict)
    look_back: bool = True
    remind: Mapping[str, str] = field(default_factory=dict)
    remind_items: Mapping[str, str] = field(default_factory=dict)
    check_ins_at: tuple[str, ...] = ()
    quiet_from: str = ""
    quiet_to: str = ""
    quiet_doses: bool = False
    second_call_minutes: int = 30
    remind_day_at: str = "09:00"
    mail_to: str = ""

    @property
    def wording(self) -> Wording:
        """How things are said to this person."""
        labels = {code: said for code, said in self.own_labels.items() if said}
        at = (_clock(self.morning_at), _clock(self.evening_at))
        return Wording(labels, is_fahrenheit=self.temperature == "F", morning_at=at[0], evening_at=at[1])

    def symptom_label(self, code: str) -> str:
        """What the person calls one of their own symptoms."""
        return self.own_labels.get(code) or words_of(code)

    def stored(self) -> dict[str, Any]:
        """As plain JSON for the store."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self)}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> PersonSettings:
        """The inverse of `stored`; what another Supple wrote differently keeps its default."""
        usual = cls()
        chosen: dict[str, Any] = {}
        for item in fields(cls):
            was = stored.get(item.name)
            said = tuple(was) if isinstance(was, list) else was
            if _fits(said, getattr(usual, item.name)):
                chosen[item.name] = said
        return cls(**chosen)


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing noted, as it holds now. `aside` are other versions that lost: concurrent corrections, conflicts."""

    event: Event
    day: date
    is_night: bool
    noted_by: str
    is_corrected: bool
    is_withdrawn: bool
    versions: int
    has_conflict: bool
    aside: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """A day's entries in the order they happened; the night one woke from comes first."""

    day: date
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Days with entries, newest first. `older_before`: pass it as `before` for the next page; None at the end."""

    days: tuple[TimelineDay, ...]
    older_before: date | None
    query: str = ""


@dataclass(frozen=True, slots=True)
class LastRating:
    """The latest rating of one code in the last two weeks."""

    code: str
    label: str
    rating: Rating
    noted_at: datetime
    day: date
    is_today: bool
    noted_by: str = ""  # a helper who noted it for the person


@dataclass(frozen=True, slots=True)
class UsualFactor:
    """A factor or helper to offer as one tap: the person's frequent ones first, then the default ones."""

    code: str
    label: str
    times_noted: int
    is_helper: bool
    noted_today: bool | None  # True or False as noted today, None: not noted


@dataclass(frozen=True, slots=True)
class DayGlance:
    """One day of the last seven: the mean stiffness, None when it was not noted; whether anything was noted."""

    day: date
    stiffness: float | None
    is_noted: bool


@dataclass(frozen=True, slots=True)
class NextUp:
    """Something dated that was written down and comes next, or (day None) a routine of every day.

    `item` says which page knows more: "pump", or "" for the plan. `is_month`: only the month of `day` is known.
    """

    words: str
    day: date | None = None
    item: str = ""
    is_month: bool = False


@dataclass(frozen=True, slots=True)
class DosesGlance:
    """Counts of doses: today's whose time has come and yesterday's of which nothing is noted; all of yesterday's."""

    due_now: int
    yesterday: int
    due_yesterday: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """How am I, what is next, is anything up."""

    person: PersonCard
    now: datetime
    day: date
    last_ratings: tuple[LastRating, ...]
    alerts: tuple[Alert, ...]
    usual_factors: tuple[UsualFactor, ...]
    kept_hindrances: tuple[str, ...]
    entries_today: tuple[TimelineEntry, ...]
    plan_today: tuple[PlanItem, ...]
    days_noted_this_week: int
    last_entry_at: datetime | None
    week: tuple[DayGlance, ...] = ()
    next_up: tuple[NextUp, ...] = ()
    doses: DosesGlance | None = None  # None: no medicine with due doses is in the plan
    profile: tuple[tuple[str, str], ...] = ()
    dose_gaps: tuple[DoseGap, ...] = ()
    extra_doses: tuple[ExtraDose, ...] = ()  # of the last 24 hours: the signs to look for stay in sight
    lives: tuple[AlertLife, ...] = ()  # each of `alerts` with what became of it; those that rest come last
    unanswered: tuple[AlertLife, ...] = ()  # emergencies and same-day alerts that passed with nobody's answer
    told: tuple[AlertLife, ...] = ()  # the new ones about which this helper is told, as the person chose
    traits: frozenset[str] = frozenset()  # what changes which signs matter first
    one_tap: OneTap = field(kw_only=True)  # what can be noted with one tap
    is_look_back_day: bool = False  # once a week, where it is switched on and something was noted
    own_symptoms: tuple[str, ...] = ()
    due_now: tuple[Due, ...] = ()  # routines and breaks; doses have a tile of their own
    page_only: frozenset[str] = frozenset()  # the keys of those among them that ring nowhere
    most_answered: tuple[Question, ...] = ()  # for who wants one question at a time; only where they are asked for
    days_noted_lately: int = 0  # in the weeks that are looked at
    country: str | None = None  # as chosen, else as noted about the person
    emergency_number: str = ""


@dataclass(frozen=True)
class ImportOutcome:
    """What an import took, what it left and why. With `dry_run` nothing was kept and new/same are what would be."""

    format: str
    file_name: str
    dry_run: bool
    new: int
    same: int
    conflicts: int
    counts_by_kind: Mapping[str, int]
    left_out: tuple[Any, ...]
    days: tuple[date, ...]
    daily: tuple[Mapping[str, object], ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileToKeep:
    """A file for the person to keep."""

    name: str
    media_type: str
    content: bytes

    def write(self, folder: Path) -> Path:
        """Save it in `folder`; the path."""
        path = folder / self.name
        path.write_bytes(self.content)
        return path


def _fits(said: Any, usual: Any) -> bool:
    """Is it of the kind that this choice has? It may come from a file."""
    if isinstance(said, tuple):
        return isinstance(usual, tuple) and all(isinstance(each, str) for each in said)
    if isinstance(said, dict):
        return isinstance(usual, Mapping) and all(isinstance(each, str) for each in (*said, *said.values()))
    return type(said) is (str if usual is None else type(usual))


def _clock(said: str) -> str:
    """A time as "07:30"; what is none (it may come from a file) was not said."""
    try:
        return f"{time.fromisoformat(said):%H:%M}"
    except ValueError:
        return ""


def _plain(chosen: Any) -> Any:
    if isinstance(chosen, tuple):
        return list(chosen)
    return dict(chosen) if isinstance(chosen, Mapping) else chosen
