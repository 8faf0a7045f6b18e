"""What does a baclofen pump hold, give and count down to? Micrograms here, in a type that milligrams cannot enter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True, order=True)
class Micrograms:
    """An amount of pump baclofen, in micrograms. It adds to itself only: there is no way from or to milligrams."""

    mcg: Decimal

    def __post_init__(self) -> None:
        if not isinstance(self.mcg, Decimal) or not self.mcg.is_finite() or self.mcg < 0:
            raise ValueError("“mcg” is no amount in micrograms: give a finite Decimal, 0 or more")

    def __add__(self, other: Micrograms) -> Micrograms:
        if not isinstance(other, Micrograms):
            return NotImplemented
        return Micrograms(self.mcg + other.mcg)


@dataclass(frozen=True, slots=True)
class PumpStep:
    """One programmed step of the pump's day: `dose` given evenly over `minutes` from `start_minute` on.

    `start_minute` counts from midnight on the pump's clock (0–1439); a step may run past midnight. Steps add up,
    so a bolus is a short step over a longer one.
    """

    start_minute: int
    minutes: int
    dose: Micrograms

    def __post_init__(self) -> None:
        if not 0 <= self.start_minute < DAY_MINUTES:
            raise ValueError("“start_minute” is not within a day (0 to 1439)")
        if not 1 <= self.minutes <= DAY_MINUTES:
            raise ValueError("“minutes” is not 1 to 1440")


@dataclass(frozen=True, slots=True)
class PumpProgramme:
    """What the clinic programmed from `starts_at` (aware, on the person's wall clock) until the next programme.

    `written_daily_dose` is the daily dose as the print-out says it, None where it says none; beside steps it is
    a check on them, never a second dose. `confirmed` names its fields that somebody has answered for.
    """

    starts_at: datetime
    steps: tuple[PumpStep, ...]
    written_daily_dose: Micrograms | None = None
    confirmed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None:
            raise ValueError("“starts_at” must be aware")
        if not self.steps:
            raise ValueError("“steps” is empty: a programme has at least one")

    @property
    def daily_dose(self) -> Micrograms:
        """Micrograms a day: all programmed steps together, boluses among them (clinical reference §2.4)."""
        return sum((step.dose for step in self.steps), Micrograms(Decimal(0)))


@dataclass(frozen=True, slots=True)
class PumpBolus:
    """One amount given besides the programme (a flex dose), at `at` (aware): it is gone from the reservoir too.

    `is_confirmed`: somebody has said that it is what the print-out says.
    """

    at: datetime
    dose: Micrograms
    is_confirmed: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("“at” must be aware")


@dataclass(frozen=True, slots=True)
class PumpFill:
    """One fill. Volumes in mL, concentration in micrograms per mL; what the print-out does not say is None.

    `alarm_volume_ml` is the volume at which the low-reservoir alarm sounds. The residuals are what was expected
    in the reservoir and what was found there before this fill: the clinic decides what a gap means.
    """

    filled_at: datetime | None = None
    concentration_mcg_per_ml: Decimal | None = None
    fill_volume_ml: Decimal | None = None
    reservoir_ml: Decimal | None = None
    alarm_volume_ml: Decimal | None = None
    expected_residual_ml: Decimal | None = None
    found_residual_ml: Decimal | None = None
    clinic_alarm_date: date | None = None

    def __post_init__(self) -> None:
        if self.filled_at is not None and self.filled_at.tzinfo is None:
            raise ValueError("“filled_at” must be aware")
        for name in ("concentration_mcg_per_ml", "fill_volume_ml", "reservoir_ml"):
            amount = getattr(self, name)
            if amount is not None and not (amount.is_finite() and amount > 0):
                raise ValueError(f"“{name}” is not above 0")
        for name in ("alarm_volume_ml", "expected_residual_ml", "found_residual_ml"):
            amount = getattr(self, name)
            if amount is not None and not (amount.is_finite() and amount >= 0):
                raise ValueError(f"“{name}” is below 0")


@dataclass(frozen=True, slots=True)
class EntryQuestion:
    """An entry that looks unlike a print-out: asked about, kept as typed. `may_be_thousandfold`: mg for mcg?"""

    field: str
    words: str
    may_be_thousandfold: bool = False


@dataclass(frozen=True, slots=True)
class PumpRecord:
    """The present fill, every programme and bolus that gives from it (oldest first), and what is unclear about them.

    `unread` names the fields whose words are no number, date or step list; `confirmed` those of the fill that
    somebody has already answered for ("it is what the print-out says").
    """

    name: str
    fill: PumpFill
    programmes: tuple[PumpProgramme, ...]
    zone: str
    confirmed: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    boluses: tuple[PumpBolus, ...] = ()


@dataclass(frozen=True, slots=True)
class PumpCountdown:
    """Both low-reservoir days, the one counted to, and what to ask. Days are local ones.

    `counted_day` is the earlier of the two. It is None when neither can be told: then `ring_clinic` says why.
    `mark_days` is the mark reached (30, 14, 7, 3 or 1 days), None while more than 30 days are left.
    `alarm_volume_is_assumed`: the print-out's alarm volume is not noted, so the usual 2 mL was taken.
    `residual_question` asks to tell the clinic what was found beside what was expected; "" where nothing is.
    """

    today: date
    estimated_day: date | None
    clinic_day: date | None
    counted_day: date | None
    days_left: int | None
    mark_days: int | None
    difference_days: int | None
    ring_clinic: tuple[str, ...]
    questions: tuple[EntryQuestion, ...]
    missing: tuple[str, ...]
    alarm_volume_is_assumed: bool
    residual_question: str = ""

    @property
    def is_clinics_day(self) -> bool:
        """Is the day counted to the clinic's own date (also where both fall on one day)?"""
        return self.counted_day is not None and self.counted_day == self.clinic_day
