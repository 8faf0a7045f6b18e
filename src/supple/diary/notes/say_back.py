"""How does Supple say a fact back? Plain words, so that the person can see what was understood."""

from __future__ import annotations

from collections.abc import Mapping

from supple.knowledge.saying import measured
from supple.knowledge.wording import own_label
from supple.model import (
    Answer,
    Comparison,
    Count,
    Dose,
    DoseStatus,
    Fact,
    Factor,
    Measurement,
    Period,
    Rating,
    Session,
    Side,
    SideEffect,
    Sign,
)

_PLURAL_NAMES = {"spasms": ("spasm", "spasms"), "cramps": ("cramp", "cramps"), "falls": ("fall", "falls"),
                 "clonus": ("time of clonus", "times of clonus"), "wakings": ("waking", "wakings")}  # fmt: skip
_CHANGE = {
    "much_better": "much better",
    "better": "better",
    "same": "the same",
    "worse": "worse",
    "much_worse": "much worse",
}
_THAN = {
    "usual": "usual",
    "yesterday": "yesterday",
    "last_night": "last night",
    "before": "before",
    "last_week": "last week",
}
_SEVERITY = {1: "mild", 2: "moderate", 3: "severe"}
_STATUS = {DoseStatus.TAKEN: "taken", DoseStatus.LATE: "taken late", DoseStatus.EXTRA: "extra dose taken",
           DoseStatus.MISSED: "missed", DoseStatus.SKIPPED: "skipped"}  # fmt: skip


def _number(value: float) -> str:
    return f"{value:g}"


def _name(code: str, labels: Mapping[str, str]) -> str:
    if code.startswith("own:"):
        return own_label(code)
    return labels.get(code) or code.removeprefix("hindered.").replace("_", " ")


def _without_article(words: str) -> str:
    """ "A missed dose" → "missed dose", to stand after "no"."""
    return words.removeprefix("a ").removeprefix("an ")


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _place(part: str | None, side: Side | None, labels: Mapping[str, str]) -> str:
    if part is None and side is None:
        return ""
    side_words = {Side.LEFT: "left ", Side.RIGHT: "right ", Side.BOTH: "both sides, "}.get(side, "") if side else ""
    return f", {side_words}{_name(part, labels) if part else ''}".rstrip(", ")


def say(fact: Fact, labels: Mapping[str, str]) -> str:
    """One line for one fact."""
    return _first_upper(_say(fact, labels))


def _say(fact: Fact, labels: Mapping[str, str]) -> str:
    match fact:
        case Rating():
            return f"{_name(fact.code, labels)} {_rated(fact)}{_place(fact.part, fact.side, labels)}"
        case Count():
            return _count(fact, labels)
        case Comparison():
            than = f"{'as' if fact.change == 'same' else 'than'} {_THAN[fact.than]}"
            return f"{_name(fact.code, labels)} {_CHANGE[fact.change]} {than}{_place(fact.part, fact.side, labels)}"
        case Answer():
            return f"{_name(fact.code, labels)}: {'yes' if fact.answer else 'no'}"
        case Factor():
            level = f", {_number(fact.level)} of 10" if fact.level is not None else ""
            return (
                f"{_name(fact.code, labels)}{level}"
                if fact.present
                else f"no {_without_article(_name(fact.code, labels))}"
            )
        case Sign():
            new = " (new)" if fact.new else ""
            return (
                f"{_name(fact.code, labels)}{new}"
                if fact.present
                else f"no {_without_article(_name(fact.code, labels))}"
            )
        case Dose():
            return f"{_name(fact.medicine, labels)}{_amount(fact)}, {_STATUS[fact.status]}"
        case SideEffect():
            after = f", with {_name(fact.medicine, labels)}" if fact.medicine else ""
            return (
                f"{_name(fact.code, labels)}{after}"
                if fact.present
                else f"no {_without_article(_name(fact.code, labels))}"
            )
        case Session():
            minutes = f", {_number(fact.minutes)} minutes" if fact.minutes is not None else ""
            return f"{_name(fact.code, labels)}{minutes}" if fact.done else f"{_name(fact.code, labels)}: not done"
        case Measurement():
            value, unit = measured(fact)
            return f"{_name(fact.code, labels)} {_number(value)} {unit}".rstrip()
        case _:
            return fact.KIND


def _rated(fact: Rating) -> str:
    said = _number(fact.value)
    if fact.low is not None and fact.high is not None:
        said = f"{_number(fact.low)} to {_number(fact.high)}"
    return f"{said} of {_number(fact.scale_max)}"


def _amount(fact: Dose) -> str:
    if fact.amount_mg is not None:
        return f" {_number(fact.amount_mg)} mg"
    return f" ({fact.amount_words})" if fact.amount_words else ""


def _count(fact: Count, labels: Mapping[str, str]) -> str:
    one, many = _PLURAL_NAMES.get(fact.code, (_name(fact.code, labels),) * 2)
    if fact.count == 0:
        words = f"no {many}"
    elif fact.low is not None and fact.high is not None:
        words = f"{fact.low} to {fact.high} {many}"
    elif fact.count is None:
        words = f"{many}, how many not noted"
    else:
        words = f"{fact.count} {one if fact.count == 1 else many}"
    period = {Period.NIGHT: " in the night", Period.DAY: " in the day"}.get(fact.period, "") if fact.period else ""
    severity = f", {_SEVERITY[fact.severity]}" if fact.severity else ""
    return f"{words}{period}{_place(fact.part, fact.side, labels)}{severity}"
