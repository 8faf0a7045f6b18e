"""How does Supple say a finding? Plain words, with the size, the interval, the days and the doubt in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple.insight.outcome import OutcomeKind
from supple.model import Verdict

_DAYS_LATER = {1: "the day after", 2: "two days after", 3: "three days after"}
NOT_PROOF = "It often came before; that is not proof."
SAME_DAY_NOT_PROOF = "They often went together; that is not proof."


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


def sentence(verdict: Verdict, said: Said, *, reason: str = "", together: Sequence[str] = ()) -> str:
    """One or two sentences to read aloud."""
    if verdict is Verdict.CLEAR:
        return _found(said, together)
    if verdict is Verdict.LEANING:
        return _leaning(said, reason, together)
    if verdict is Verdict.UNRELATED:
        return _unrelated(said)
    return cannot_tell(said.label, said.outcome_label, reason or _wide(said))


def _wide(said: Said) -> str:
    """ "your days fit with anything from 0.4 points lower to 0.9 higher"."""
    low = _amount(abs(said.low), said.kind)
    down = "fewer" if said.kind is OutcomeKind.COUNT else "less often" if said.kind is OutcomeKind.YES_NO else "lower"
    up = {"fewer": "more", "less often": "more often"}.get(down, "higher")
    if said.low >= 0:
        return (
            f"your days fit with anything from {_amount(said.low, said.kind)} to {_amount(said.high, said.kind)} {up}"
        )
    if said.high <= 0:
        return f"your days fit with anything from {_amount(-said.high, said.kind)} to {low} {down}"
    return f"your days fit with anything from {low} {down} to {_amount(said.high, said.kind)} {up}"


def cannot_tell(label: str, outcome_label: str, reason: str) -> str:
    """The sentence of a factor of which nothing can be said yet, with the reason."""
    ending = f": {reason}" if reason else ""
    return f"Can't tell yet about {label} and {outcome_label}{ending}."


def when(said: Said) -> str:
    """ "After poor sleep", "The day after heat", "On days with stress and the day after"."""
    first = min(said.lags, default=0)
    thing = f"{said.label} above your usual" if said.is_number else said.label
    if first == 0 and said.is_night_before:
        start = f"After {thing}"
    elif first == 0:
        start = f"On days with {thing}"
    else:
        start = f"{_days_later(first).capitalize()} {thing}"
    rest = [lag for lag in said.lags if lag != first]
    if not rest:
        return start
    if first == 0 and len(rest) == 1 and rest[0] == 1:
        return f"{start} and the day after"
    return f"{start} and up to {_number_word(max(rest))} days after"


def size(said: Said) -> str:
    """ "about 0.8 points higher (0.4 to 1.2)"."""
    direction = _direction(said)
    low, high = sorted((abs(said.low), abs(said.high)))
    if said.low <= 0 <= said.high:
        low, high = (said.low, said.high) if said.effect >= 0 else (-said.high, -said.low)
    about = _amount(abs(said.effect), said.kind)
    return (
        f"about {about} {direction} ({_amount(low, said.kind, bare=True)} to {_amount(high, said.kind, bare=True)})"
    )


def counts(said: Said) -> str:
    """ "over 41 days with and 97 without"."""
    if said.is_number:
        return f"over {said.days_with} days above the usual and {said.days_without} at or below"
    without = (
        f"{said.days_without} on which it was not noted" if said.is_presence_only else f"{said.days_without} without"
    )
    return f"over {said.days_with} days with and {without}"


def _found(said: Said, together: Sequence[str]) -> str:
    main = f"{when(said)}, {said.outcome_label} {_was(said)} {size(said)} – seen {counts(said)}."
    proof = SAME_DAY_NOT_PROOF if max(said.lags, default=0) == 0 and not said.is_night_before else NOT_PROOF
    return " ".join(part for part in (main, _together(said, together), proof) if part)


def _leaning(said: Said, reason: str, together: Sequence[str]) -> str:
    main = f"{when(said)}, {said.outcome_label} may have been {size(said)} – seen {counts(said)}."
    why = f"Not sure yet: {reason}." if reason else "This leans that way; more days will tell."
    return " ".join(part for part in (main, _together(said, together), why) if part)


def _unrelated(said: Said) -> str:
    unit = {OutcomeKind.YES_NO: " days in 100", OutcomeKind.RATING: " points"}.get(said.kind, "")
    low, high = (_amount(value, said.kind, bare=True) for value in (said.low, said.high))
    return (
        f"Looks unrelated so far: {said.label} and {said.outcome_label}. Any difference is likely small "
        f"({low} to {high}{unit}), {counts(said)}."
    )


def _together(said: Said, together: Sequence[str]) -> str:
    if not together:
        return ""
    others = " and ".join(together)
    return f"In your notes {said.label} and {others} go together, so it could be either."


def _was(said: Said) -> str:
    return "were" if said.kind is OutcomeKind.COUNT else "was"


def _direction(said: Said) -> str:
    if said.kind is OutcomeKind.COUNT:
        return "more" if said.effect >= 0 else "fewer"
    if said.kind is OutcomeKind.YES_NO:
        return "more often" if said.effect >= 0 else "less often"
    return "higher" if said.effect >= 0 else "lower"


def _amount(value: float, kind: OutcomeKind, *, bare: bool = False) -> str:
    if kind is OutcomeKind.YES_NO:
        text = f"{value * 100:.0f}"
        return text if bare else f"{text} days in 100"
    text = f"{value:.1f}".replace("-", "−")
    text = "0" if text in {"0.0", "−0.0"} else text
    if bare or kind is not OutcomeKind.RATING:
        return text
    return f"{text} points"


def _trim(value: float) -> str:
    return f"{value:.2g}" if value < 10 else f"{value:.0f}"


def _days_later(lag: int) -> str:
    return _DAYS_LATER.get(lag, f"{lag} days after")


def _number_word(number: int) -> str:
    return {2: "two", 3: "three"}.get(number, str(number))
