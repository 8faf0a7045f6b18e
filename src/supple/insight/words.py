"""How does Supple say a finding? Plain words, with the size, the interval, the days and the doubt in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple.insight.outcome import OutcomeKind
from supple.knowledge.saying import unit_words
from supple.model import Verdict

_DAYS_LATER = {1: "the day after", 2: "two days after", 3: "three days after"}
_NUMBER_WORDS = {2: "two", 3: "three"}
_UNITS = {OutcomeKind.YES_NO: " days in 100", OutcomeKind.RATING: " points"}
_UP = {OutcomeKind.COUNT: "more", OutcomeKind.YES_NO: "more often"}
_DOWN = {OutcomeKind.COUNT: "fewer", OutcomeKind.YES_NO: "less often"}
NOT_PROOF = "It often came before; that is not proof."
SAME_DAY_NOT_PROOF = "They often went together; that is not proof."
# For what is read from the next day on: else "looks unrelated" would seem to speak of the same day as well.
ONLY_LATER = "Only the days after are read, not the same day."
MORE_DAYS = "This leans that way; more days will tell."
# What people do because of the day: the same day's likeness is no sign of what it brings.
MORE_ON_GOOD_DAYS = "You note this more on good days; that alone says nothing about what it does."
MORE_ON_BAD_DAYS = "You note this more on bad days; that alone says nothing about what it does."


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence is made of. `effect`, `low` and `high` are in the outcome's own units."""

    label: str
    outcome_label: str
    kind: OutcomeKind
    lags: tuple[int, ...] = ()
    is_number: bool = False
    is_night_before: bool = False
    usual_step: float = 1.0
    effect: float = 0.0
    low: float = 0.0
    high: float = 0.0
    days_with: int = 0
    days_without: int = 0
    is_presence_only: bool = False
    decimals: int = 1
    is_own: bool = False
    min_lag_days: int = 0
    unit: str = ""
    more_on: str = ""  # "good" or "bad": days on which it is noted more, where that may be all that is seen


def sentence(verdict: Verdict, said: Said, *, reason: str = "", together: Sequence[str] = ()) -> str:
    """A few sentences to read aloud.

    Args:
        verdict: how sure.
        said: the numbers.
        reason: what limits the verdict, where something does.
        together: labels of factors that it cannot be told apart from.
    """
    if verdict is Verdict.UNRELATED:
        return _unrelated(said)
    if verdict is Verdict.CANNOT_TELL:
        is_only_later = said.is_own and said.min_lag_days > 0
        told = cannot_tell(said.label, said.outcome_label, reason or anything(said), is_only_later=is_only_later)
        return told if reason else _joined(told, _more_on(said))
    if verdict is Verdict.CLEAR:
        was = "were" if said.kind is OutcomeKind.COUNT else "was"
        is_same_day = max(said.lags, default=0) == 0 and not said.is_night_before
        ending = SAME_DAY_NOT_PROOF if is_same_day else NOT_PROOF
    else:
        was = "may have been"
        ending = f"Not sure yet: {reason}." if reason else "" if together else MORE_DAYS
    main = f"{when(said)}, {said.outcome_label} {was} {size(said)} – seen {counts(said)}."
    return _joined(_together(said.label, together), main, _more_on(said), ending)


def cannot_tell(label: str, outcome_label: str, reason: str, *, is_only_later: bool = False) -> str:
    """The sentence of a factor of which nothing can be said yet, with the reason.

    `is_only_later`: a person's own factor, whose same day is not read; nothing else tells them so.
    """
    main = f"Can't tell yet about {label} and {outcome_label}: {reason}."
    return f"{main} {ONLY_LATER}" if is_only_later else main


def when(said: Said) -> str:
    """ "After poor sleep", "The day after heat", "On days with stress and the day after"."""
    first, last = min(said.lags, default=0), max(said.lags, default=0)
    thing = f"{said.label} above your usual" if said.is_number else said.label
    if first == 0:
        start = f"After {thing}" if said.is_night_before else f"On days with {thing}"
    else:
        start = f"{_DAYS_LATER.get(first, f'{first} days after').capitalize()} {thing}"
    if last == first:
        return start
    if last == 1:
        return f"{start} and the day after"
    return f"{start} and up to {_NUMBER_WORDS.get(last, str(last))} days after"


def size(said: Said) -> str:
    """ "about 0.8 points higher (0.4 to 1.2)"; "… in all" where it is added up over several days."""
    is_up = said.effect >= 0
    direction = _UP.get(said.kind, "higher") if is_up else _DOWN.get(said.kind, "lower")
    # In the direction found: "0.8 lower (0.4 to 1.2)", and "(−0.1 to 1.2)" where no effect still fits.
    bounds = (said.low, said.high) if is_up else (-said.high, -said.low)
    low, high = (amount(said, bound, bare=True) for bound in bounds)
    step = f" for each {_plain(said.usual_step)} more" if said.is_number else ""
    in_all = " in all" if len(said.lags) > 1 else ""
    return f"about {amount(said, abs(said.effect))} {direction}{in_all} ({low} to {high}){step}"


def counts(said: Said) -> str:
    """ "over 41 days with and 97 without"."""
    if said.is_number:
        return f"over {said.days_with} days above your usual and {said.days_without} at or below it"
    if said.is_presence_only:
        return f"over {said.days_with} days with and {said.days_without} on which it was not noted"
    return f"over {said.days_with} days with and {said.days_without} without"


def amount(said: Said, value: float, *, bare: bool = False) -> str:
    """ "0.8 points", "1.3", "12 days in 100"; `bare` leaves the unit out. Never "-0.0"."""
    scaled, decimals = (value * 100, 0) if said.kind is OutcomeKind.YES_NO else (value, said.decimals)
    rounded = round(scaled, decimals)
    text = "0" if rounded == 0 else f"{rounded:.{decimals}f}".replace("-", "−")
    unit = " day in 100" if text == "1" and said.kind is OutcomeKind.YES_NO else _UNITS.get(said.kind, "")
    if said.kind is OutcomeKind.NUMBER and (called := unit_words(said.unit)):
        unit = f" {called}"
    return text if bare else f"{text}{unit}"


def _unrelated(said: Said) -> str:
    low, high = amount(said, said.low, bare=True), amount(said, said.high)
    main = (
        f"Looks unrelated so far: {said.label} and {said.outcome_label}. Any difference is likely small "
        f"({low} to {high}), {counts(said)}."
    )
    return f"{main} {ONLY_LATER}" if said.min_lag_days > 0 else main


def anything(said: Said) -> str:
    """ "your days fit with anything from 0.4 points lower to 0.9 points higher"."""
    low, high = amount(said, abs(said.low)), amount(said, abs(said.high))
    nothing = "no difference"
    below = nothing if low.startswith("0") and not low.startswith("0.") else f"{low} {_DOWN.get(said.kind, 'lower')}"
    above = (
        nothing if high.startswith("0") and not high.startswith("0.") else f"{high} {_UP.get(said.kind, 'higher')}"
    )
    if below == nothing:
        return f"your days fit with anything from {nothing} to {above}"
    if above == nothing:
        return f"your days fit with anything from {nothing} to {below}"
    return f"your days fit with anything from {below} to {above}"


def listed(labels: Sequence[str], last: str) -> str:
    """ "heat", "heat or poor sleep", "heat, poor sleep or stress"."""
    if len(labels) < 2:
        return "".join(labels)
    return f"{', '.join(labels[:-1])} {last} {labels[-1]}"


def reasons(*parts: str) -> str:
    """Several reasons as one."""
    return "; ".join(part for part in parts if part)


def _together(label: str, together: Sequence[str]) -> str:
    """ "Heat or poor sleep: your notes can't separate them yet."."""
    if not together:
        return ""
    either = listed([label, *together], "or")
    return f"{either[:1].upper()}{either[1:]}: your notes can't separate them yet."


def _more_on(said: Said) -> str:
    return {"good": MORE_ON_GOOD_DAYS, "bad": MORE_ON_BAD_DAYS}.get(said.more_on, "")


def _joined(*sentences: str) -> str:
    return " ".join(part for part in sentences if part)


def _plain(value: float) -> str:
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"
