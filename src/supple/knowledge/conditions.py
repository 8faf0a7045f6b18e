"""What can a red-flag rule ask for? The small language of `red_flags.toml`, as frozen nodes.

A condition is a table. Joints: `all_of`, `any_of`, `at_least` n `of`, `ruled_out` (an explicit no), `not_ruled_out`
(yes or not noted) and `use` (a shared condition). Every other table is one question, told by its first key: see the
classes below. A question has three answers: yes, no, and nothing noted. Nothing noted is never a no.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AllOf:
    all_of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    any_of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    at_least: int
    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class RuledOut:
    """Only an explicit no counts; a blank does not."""

    ruled_out: Condition


@dataclass(frozen=True, slots=True)
class NotRuledOut:
    """Yes, don't know, or never asked: anything but an explicit no."""

    not_ruled_out: Condition


@dataclass(frozen=True, slots=True)
class SignNoted:
    """A sign was noted. `new`: "any", "required" (ticked as new) or "unless_no" (not said to be old)."""

    sign: str
    new: str = "any"
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Lasting:
    """A sign was noted again and again over `at_least_hours`, with no explicit "no" since the first of these notes.

    One note tells no length: only what was noted counts, from the first note to the last.
    """

    lasting: str
    at_least_hours: float
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class ProfileSays:
    """An answer about the person is yes; `or_plan` names a kind of plan item that says yes as well."""

    profile: str
    or_plan: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement reached `at_least`, or fell `below`, in `unit`."""

    measured: str
    unit: str
    at_least: float | None = None
    below: float | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class MeasuredAboveUsual:
    """A measurement stood `points` or more above the median of at least `min_earlier` earlier ones."""

    measured_above_usual: str
    unit: str
    points: float
    min_earlier: int
    usual_days: int
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class MeasuredTimes:
    """A blood result is `times` its laboratory's upper limit or more, both in `unit`.

    The limit is the one noted last, before the result or after it; where none is, `limit_if_not_noted` stands for it.
    """

    measured_times: str
    limit: str
    unit: str
    times: float
    limit_if_not_noted: float
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Overdue:
    """The day of a visit whose name holds these words passed `more_than_days` ago, and nothing is noted about it.

    A decision of that visit, a later visit of the kind, or a liver result noted on its day or since closes it. It is
    asked about `for_days`.
    """

    overdue: str
    more_than_days: int
    for_days: int


@dataclass(frozen=True, slots=True)
class SideEffectNoted:
    """A side effect was noted, and rated `at_least` where that is asked."""

    side_effect: str
    at_least: float | None = None
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """Something was counted `at_least` so often in `days`. "It happened" without a number counts as one."""

    counted: str
    at_least: int
    days: float


@dataclass(frozen=True, slots=True)
class FactorNoted:
    factor: str
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class SaidChange:
    """The person said how something compares, for example stiffness "much_worse"."""

    said: str
    change: tuple[str, ...]
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class DaysLike:
    """A column of the daily table reached `at_least`, or stayed `below`, on `on_days` of the last `days`."""

    days_like: str
    on_days: int
    days: int
    at_least: float | None = None
    below: float | None = None


@dataclass(frozen=True, slots=True)
class Rise:
    """Recent days stand above one's own usual.

    The mean of the noted days among the last `recent_days` (at least `min_recent`) is `points` and `percent` above
    the median of the `usual_days` before them, of which `min_usual` were noted, and reaches `level` where that is
    asked. Each column is looked at alone. The days end at the last one noted, which may be `max_age_days` old: a
    blank since then clears nothing, a later note may.
    """

    rise: tuple[str, ...]
    recent_days: int
    min_recent: int
    points: float
    usual_days: int
    min_usual: int
    max_age_days: int
    percent: float = 0.0
    level: float | None = None


@dataclass(frozen=True, slots=True)
class Worsened:
    """The detector of sudden worsening tells of one of these columns (`watch/worsening.py`; its bar is its own).

    Each column is looked at alone, once `min_days` of it were noted. The last note may be `max_age_days` old.
    `reason`: "any", or only with that known reason nearby ("infection", "heat", "dose_changed", "toxin_wearing_off",
    "missed_dose"): a reason changes words and never removes anything.
    """

    worsened: tuple[str, ...]
    min_days: int
    max_age_days: int
    reason: str = "any"


@dataclass(frozen=True, slots=True)
class StandsOut:
    """One of these columns stands above its own ordinary ups and downs: the same detector at a bar of `score`.

    Nothing is allowed for triggers, so that no known reason ever explains a rise away. Once `min_days` were noted.
    """

    stands_out: tuple[str, ...]
    min_days: int
    score: float


@dataclass(frozen=True, slots=True)
class Takes:
    """One of these medicines is in the plan, or a dose of it was noted in the last `days`."""

    takes: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Missed:
    """A dose was noted as missed or skipped. Doses nobody logged are not missed doses."""

    missed: tuple[str, ...]
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A dose was noted as besides the prescription (status "extra"). How much it was is not asked."""

    extra: tuple[str, ...]
    hours: float | None = None


@dataclass(frozen=True, slots=True)
class MissedFor:
    """Noted misses of one medicine, with no dose taken since, span `at_least_hours`.

    Only what was noted counts. Misses belong together when they are at most `chain_hours` apart; a dose noted as
    taken at most that long before the first of them is where the time without begins. An end in the plan changes
    nothing about that; `reason` "known" asks only for medicines whose end somebody agreed to (see `Stopped`).
    """

    missed_for: tuple[str, ...]
    at_least_hours: float
    chain_hours: float
    hours: float | None = None
    reason: str = "any"


@dataclass(frozen=True, slots=True)
class Stopped:
    """The plan ended one of these medicines in the last `days`, and nothing in it began that medicine again.

    A ladder whose last step is over is an end too. `reason`: "known" where the end says who said so (`said_by`) or
    was the last step of a written ladder, "unknown" where it does not, "any" for both. A known reason changes words
    and never removes anything.
    """

    stopped: tuple[str, ...]
    days: int
    reason: str = "any"


@dataclass(frozen=True, slots=True)
class ItemStopped:
    """The plan ended its last item of this kind (a pump) in the last `days`; `reason` as for `Stopped`."""

    item_stopped: str
    days: int
    reason: str = "any"


@dataclass(frozen=True, slots=True)
class TakenFor:
    """One of these medicines has been taken for `at_least_days`, or was until the plan ended it."""

    taken_for: tuple[str, ...]
    at_least_days: int


@dataclass(frozen=True, slots=True)
class ToxinWithin:
    """Botulinum toxin was injected in the last `toxin_within_days`. `other_than`: nerve blocks, not toxin."""

    toxin_within_days: int
    other_than: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoseChangedWithin:
    """A medicine or the pump was begun, changed or ended in the last `dose_changed_within_days`."""

    dose_changed_within_days: int


@dataclass(frozen=True, slots=True)
class PumpChangedWithin:
    """The pump in the plan was put in, filled or set anew in the last `pump_changed_within_days`."""

    pump_changed_within_days: int


@dataclass(frozen=True, slots=True)
class PumpDateWithin:
    """The day on which the pump may be low (`low_reservoir`) is at most `days_left` away (negative: passed).

    It is the earlier of the clinic's date and the estimate.
    """

    pump_date: str
    days_left: int


@dataclass(frozen=True, slots=True)
class Unbooked:
    """No visit whose name or words hold one of `unbooked` lies between today and the day the pump may be low.

    A visit on or after that day is no booking, nor one whose name holds a word of `but_not`. A plan without such a
    visit answers nothing, since a booking may not be written down: ask with `ruled_out` or `not_ruled_out`.
    """

    unbooked: tuple[str, ...]
    but_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interacts:
    """Two medicines of a row are in the plan, or a dose of them was noted in the last `noted_days`.

    Only `interactions.toml` asks it, and its loader makes it. `interacts` is the row's id; the other side may be
    alcohol, noted in the last `alcohol_hours`. `in_notes`: a note that names one counts. `new_days`: only while
    Supple has known of both for at most so long. `twice`: two entries of the plan that mean one medicine, instead.
    """

    interacts: str
    noted_days: int
    alcohol_hours: int
    in_notes: bool = False
    new_days: int | None = None
    twice: bool = False


Joint = AllOf | AnyOf | AtLeast | RuledOut | NotRuledOut
Leaf = (
    SignNoted
    | Lasting
    | ProfileSays
    | Measured
    | MeasuredAboveUsual
    | MeasuredTimes
    | Overdue
    | SideEffectNoted
    | Counted
    | FactorNoted
    | SaidChange
    | DaysLike
    | Rise
    | Worsened
    | StandsOut
    | Takes
    | Missed
    | Extra
    | MissedFor
    | Stopped
    | ItemStopped
    | TakenFor
    | ToxinWithin
    | DoseChangedWithin
    | PumpChangedWithin
    | PumpDateWithin
    | Unbooked
    | Interacts
)
Condition = Joint | Leaf


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every question a condition asks, in order, each once."""
    seen: set[Leaf] = set()
    for leaf in _walk(condition):
        if leaf not in seen:
            seen.add(leaf)
            yield leaf


def _walk(condition: Condition) -> Iterator[Leaf]:
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _walk(part)
        case RuledOut(part) | NotRuledOut(part):
            yield from _walk(part)
        case leaf:
            yield leaf
