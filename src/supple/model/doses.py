"""Which doses were due, which were answered, and what is noted of an as-needed medicine? Facts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from supple.model.event import Event
from supple.model.facts import Dose, DoseStatus
from supple.model.prescription import DueDose, Prescription
from supple.model.stock import StockCount, StockView

# A dose may be taken somewhat before its time. What is noted of one further ahead is no fact yet.
DOSE_MAY_BE_EARLY = timedelta(hours=1)
TAKEN_STATUSES = frozenset({DoseStatus.TAKEN, DoseStatus.LATE, DoseStatus.EXTRA})


@dataclass(frozen=True, slots=True)
class DoseAnswer:
    """A due dose and the entry that answers it; `event` None: nothing is noted, which is neither taken nor missed.

    `others`: doses of the medicine that are noted of which it cannot be told which due dose they answer.
    """

    due: DueDose
    event: Event | None = None
    others: tuple[Event, ...] = ()

    @property
    def has_others(self) -> bool:
        """Is something noted of which nobody can tell which dose it was?"""
        return bool(self.others)

    @property
    def status(self) -> DoseStatus | None:
        """What was noted; None: not noted."""
        return self.event.fact.status if self.event is not None and isinstance(self.event.fact, Dose) else None


@dataclass(frozen=True, slots=True)
class DosesOfDay:
    """A local day's due doses in the order of the diary's day, and the noted doses that answer none of them.

    `also_noted` holds extra doses, doses of medicines that the plan does not have, and entries of which it cannot be
    told which due time they answer. As-needed medicines are in neither.
    """

    day: date
    answers: tuple[DoseAnswer, ...]
    also_noted: tuple[Event, ...] = ()

    @property
    def all_taken(self) -> bool:
        """Every due dose was answered, and each as taken or late. False where nothing was due."""
        return bool(self.answers) and all(one.status in {DoseStatus.TAKEN, DoseStatus.LATE} for one in self.answers)


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """An as-needed medicine on a local day.

    `noted` are the day's doses. `last` is the last dose noted up to that day's end. `not_before_utc` is its moment
    and the prescribed hours: None where no hours are prescribed, nothing was noted, or the last one's time is not
    known.
    `pieces` is the day's total of the doses whose pieces are known; `unknown` counts the others. `after_extra`: in
    the 24 hours up to the last dose one was noted besides the prescription, so no moment is shown as the next one.
    `moments` are those of every dose with a known time, in UTC and ascending, also of the days around.
    """

    prescription: Prescription
    noted: tuple[Event, ...] = ()
    last: Event | None = None
    not_before_utc: datetime | None = None
    pieces: Fraction = Fraction(0)
    unknown: int = 0
    after_extra: bool = False
    moments: tuple[datetime, ...] = ()


class ExtraKind(StrEnum):
    """What sets a dose apart from the prescription, by the numbers alone.

    `more`: the day's noted total, or the amount at one time, is above what the plan gives. `unknown`: amounts are not
    known, so that cannot be told. `early`: before the prescription's own "not before". `besides`: none of these.
    """

    MORE = "more"
    UNKNOWN = "unknown"
    EARLY = "early"
    BESIDES = "besides"

    @property
    def may_be_more(self) -> bool:
        """Whether the signs of too much belong beside it: it is more, or nobody can tell."""
        return self in {ExtraKind.MORE, ExtraKind.UNKNOWN}


@dataclass(frozen=True, slots=True)
class ExtraDose:
    """A dose noted besides the prescription, with the facts that set it apart.

    `noted` and `planned` are of its diary day and in `word` ("tablet", "mg"): what is noted in all, None where an
    amount is not known, and what the plan gives, None where it does not say. `not_before_utc` lies after the dose;
    None where it is not too early by the prescription, or that cannot be told.
    """

    event: Event
    kind: ExtraKind
    noted: Fraction | None = None
    planned: Fraction | None = None
    word: str = "piece"
    not_before_utc: datetime | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """What is known of a medicine's box; `count` and `view` None: it was never counted.

    `unread` names a field of the plan that could not be read: then no day is told. `ends_on`: the first day without
    it, where that is written down and the pieces of every day before it are.
    """

    medicine: str
    unit: str
    count: StockCount | None = None
    view: StockView | None = None
    unread: str = ""
    ends_on: date | None = None
