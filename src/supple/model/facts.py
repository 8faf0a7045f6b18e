"""What was noted? One small frozen class per kind of fact. Codes come from `knowledge`; `own:` marks a person's own.

Every field that may be unanswered is Optional and None means "not noted": never no, never 0.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from supple.model.alert import Step, Tier
from supple.model.finding import Mark


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Recall(StrEnum):
    """What time a rating looks back on. The two series are never merged."""

    NOW = "now"
    LAST_24_H = "last_24_h"
    LAST_NIGHT = "last_night"


class Period(StrEnum):
    DAY = "day"
    NIGHT = "night"


class DoseStatus(StrEnum):
    TAKEN = "taken"
    LATE = "late"
    EXTRA = "extra"
    MISSED = "missed"
    SKIPPED = "skipped"


class PlanStatus(StrEnum):
    AGREED = "agreed"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Rating:
    """A severity on a numeric scale: stiffness, pain, fatigue, mood, `hindered.walking` … (0 = none).

    `low`/`high` keep a range as it was said ("6-7"); `value` is then its middle. `scale_max` is 10 unless
    an import brought another scale (Visible: 3): such ratings are never rescaled silently.
    """

    KIND: ClassVar[str] = "rating"
    code: str
    value: float
    recall: Recall = Recall.NOW
    part: str | None = None
    side: Side | None = None
    low: float | None = None
    high: float | None = None
    scale_max: float = 10.0


@dataclass(frozen=True, slots=True)
class Count:
    """Something counted: spasms, cramps, clonus, falls. `count` None: it happened, how often is not noted."""

    KIND: ClassVar[str] = "count"
    code: str
    count: int | None = None
    period: Period | None = None
    severity: int | None = None  # Penn part 2: 1 mild, 2 moderate, 3 severe
    part: str | None = None
    side: Side | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """ "Better", "same" or "worse" than another time, with no number invented."""

    KIND: ClassVar[str] = "comparison"
    code: str
    change: str  # much_better | better | same | worse | much_worse
    than: str = "usual"  # usual | yesterday | last_night | before | last_week
    part: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A yes or a no: `stiffness_helped_standing`, `…_walking`, `…_transfer`, Visible's `crash` …"""

    KIND: ClassVar[str] = "answer"
    code: str
    answer: bool


@dataclass(frozen=True, slots=True)
class Factor:
    """A trigger or a helper that was (or explicitly was not) there. `level` 0–10 if rated, `amount` in `unit`."""

    KIND: ClassVar[str] = "factor"
    code: str
    present: bool
    level: float | None = None
    amount: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """A red-flag sign. `present` False is an explicit no; `new` None means newness was not asked."""

    KIND: ClassVar[str] = "sign"
    code: str
    present: bool = True
    new: bool | None = None


SOME_OF_THE_DAY = "some of the day’s doses"  # the words of a missed dose, where the day has one answer for many


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose taken or missed. Tablets only: milligrams. Pump micrograms live in plan items, never here."""

    KIND: ClassVar[str] = "dose"
    medicine: str
    status: DoseStatus
    amount_mg: float | None = None
    amount_words: str | None = None  # as said: "half a tablet", "2 sprays"
    due_time: str | None = None  # which of the day's prescribed times it answers, on the wall clock: "08:00"

    @property
    def is_partly_missed(self) -> bool:
        """One answer stands for all doses of the day, and only some were missed: no day without the medicine."""
        return self.status is DoseStatus.MISSED and self.amount_words == SOME_OF_THE_DAY


@dataclass(frozen=True, slots=True)
class SideEffect:
    KIND: ClassVar[str] = "side_effect"
    code: str
    present: bool = True
    severity: float | None = None
    medicine: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """Something done for oneself: stretch, walk, break, bike, physio … `done` False: explicitly not done.

    `routine` and `due_time` ("21:30") say which of the plan's routines it answers, and which of its times that day.
    `did`: the stretches held, by their ids. `felt` and `why` (skipped, or stopped early) are codes of
    `knowledge/activity.py`.
    """

    KIND: ClassVar[str] = "session"
    code: str
    done: bool = True
    minutes: float | None = None
    count: int | None = None
    routine: str | None = None
    due_time: str | None = None
    did: tuple[str, ...] = ()
    felt: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measured quantity in a UCUM unit: temperature `Cel`, sleep `h`, weight `kg`, steps `1`, HRV `ms`."""

    KIND: ClassVar[str] = "measurement"
    code: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Note:
    """The person's own words. Always kept whole."""

    KIND: ClassVar[str] = "note"
    text: str


@dataclass(frozen=True, slots=True)
class PlanItem:
    """What was agreed, changed or ended: medicine, injection, pump, routine, break, aid, goal, question, visit, team.

    `detail` holds strings only (as the prescriber wrote them); `valid_from` is when it holds, the event's
    `recorded_at` when it was written down. Doses are words here: `plan` tells dates from
    them, never a dose.
    """

    KIND: ClassVar[str] = "plan"
    item: str
    name: str
    status: PlanStatus
    valid_from: date
    words: str = ""
    detail: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "detail", types.MappingProxyType(dict(self.detail)))

    def __hash__(self) -> int:
        return hash(
            (
                self.item,
                self.name,
                self.status,
                self.valid_from,
                self.words,
                tuple(sorted(self.detail.items())),
            )
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """An answer about the person that rules need: `pump`, `catheter`, `country` … "unknown" is an answer."""

    KIND: ClassVar[str] = "profile"
    key: str
    answer: str  # yes | no | unknown, or a code (country: "GB")


@dataclass(frozen=True, slots=True)
class FindingMark:
    """What the person says to a finding: `factor` and `outcome` are columns of the daily table. It is about the
    finding, not about a day, so it has no column there and never changes a number."""

    KIND: ClassVar[str] = "finding_mark"
    outcome: str
    factor: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class AlertStep:
    """What became of an alert: raised and shown (by Supple), seen, called, waited, not needed, closed (by people).

    `tier`, `title`, `since` and `inputs` are those of the alert as it stood at that step: `since` is the onset known
    then, `inputs` the names of what held. A step answers only what stood there: a new sign or a higher tier is new.
    `shown_to` names the helper to whom Supple showed it. It is about the alert, not about a day, so it has no column
    in the daily table and no rule reads it.
    """

    KIND: ClassVar[str] = "alert_step"
    rule: str
    version: int
    tier: Tier
    step: Step
    title: str = ""
    since: datetime | None = None
    inputs: tuple[str, ...] = ()
    words: str = ""
    shown_to: str | None = None

    def __post_init__(self) -> None:
        if self.since is not None:
            if self.since.tzinfo is None:
                raise ValueError("since must be aware")
            object.__setattr__(self, "since", self.since.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Checked:
    """An answer on a question sheet that no other kind can hold; `sheet` and `item` are of `knowledge/checks.toml`.

    What was not looked at, or left open, is no entry.
    """

    KIND: ClassVar[str] = "checked"
    sheet: str
    item: str
    answer: str  # yes | no | unknown


@dataclass(frozen=True, slots=True)
class Pause:
    """A rest from being asked: `on` True begins it on the event's own day, False ends it before that day.

    `until` is its last day, if that was said. It says nothing about how any day was: no column, and no rule reads it.
    """

    KIND: ClassVar[str] = "pause"
    on: bool = True
    until: date | None = None


Fact = (
    Rating
    | Count
    | Comparison
    | Answer
    | Factor
    | Sign
    | Dose
    | SideEffect
    | Session
    | Measurement
    | Note
    | PlanItem
    | Profile
    | FindingMark
    | AlertStep
    | Checked
    | Pause
)

FACT_TYPES: Mapping[str, type] = types.MappingProxyType(
    {
        cls.KIND: cls
        for cls in (
            Rating,
            Count,
            Comparison,
            Answer,
            Factor,
            Sign,
            Dose,
            SideEffect,
            Session,
            Measurement,
            Note,
            PlanItem,
            Profile,
            FindingMark,
            AlertStep,
            Checked,
            Pause,
        )
    }
)

_ENUMS: Mapping[str, type[StrEnum]] = {
    "side": Side,
    "recall": Recall,
    "period": Period,
    "mark": Mark,
    "tier": Tier,
    "step": Step,
}


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """A flat JSON object with `kind`; fields that were not noted are left out (missing is missing)."""
    out: dict[str, Any] = {"kind": fact.KIND}
    for item in fields(fact):
        value = getattr(fact, item.name)
        if value is None or (item.name in {"detail", "words", "inputs", "did"} and not value):
            continue
        if isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, Mapping):
            value = dict(value)
        elif isinstance(value, tuple):
            value = list(value)
        elif isinstance(value, StrEnum):
            value = value.value
        out[item.name] = value
    return out


def fact_from_json(data: Mapping[str, Any]) -> Fact:
    """The inverse of `fact_to_json`. Raises ValueError with the field's name on anything unexpected."""
    kind = data.get("kind")
    cls = FACT_TYPES.get(str(kind))
    if cls is None:
        raise ValueError(f"unknown kind {kind!r}")
    known = {item.name for item in fields(cls)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name == "kind":
            continue
        if name not in known:
            raise ValueError(f"{kind}: unknown field {name!r}")
        if name in _ENUMS and value is not None:
            value = _ENUMS[name](value)
        elif name == "status":
            value = (DoseStatus if cls is Dose else PlanStatus)(value)
        elif name == "valid_from" or (name == "until" and value is not None):
            value = date.fromisoformat(value)
        elif name == "since" and value is not None:
            value = datetime.fromisoformat(value)
        elif name in {"inputs", "did"}:
            value = tuple(value)
        values[name] = value
    try:
        return cls(**values)  # type: ignore[no-any-return]
    except TypeError as error:
        raise ValueError(f"{kind}: {error}") from error
