"""What does a rule ask for, in plain words? A condition of `red_flags.toml` as an outline, for a reviewer to read.

Every number of the rule stands in its words, so that nothing has to be looked up in the data file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from supple.knowledge import conditions as asks
from supple.knowledge.loader import load
from supple.knowledge.saying import plain_number, unit_words

_NEWNESS = {
    "any": "new or old",
    "required": "ticked as new",
    "unless_no": "unless said to be old",
}
_REASON = {
    "any": "",
    "known": ", where the plan says who said so or a written ladder is over",
    "unknown": ", where the plan does not say who said so",
}
_PROFILE = {
    "pump": "has a baclofen pump",
    "catheter": "has a catheter",
    "lesion_t6_or_above": "has MS in the spinal cord at T6 or above",
    "blood_thinner": "takes a blood thinner",
    "immune_modifying": "takes a medicine that changes the immune system",
}


@dataclass(frozen=True, slots=True)
class Outline:
    """One line, and what stands under it."""

    words: str
    parts: tuple[Outline, ...] = ()


def outline(condition: asks.Condition) -> Outline:
    """The whole condition as an outline; joints of one part and joints inside like ones are drawn together."""
    match condition:
        case asks.AllOf(parts):
            return _joined("all of these", _flat(parts, asks.AllOf))
        case asks.AnyOf(parts):
            return _joined("any of these", _flat(parts, asks.AnyOf), may_gather=True)
        case asks.AtLeast(wanted, parts):
            return _joined(f"at least {wanted} of these", list(parts))
        case asks.RuledOut(part):
            return Outline("an explicit no to this", (outline(part),))
        case asks.NotRuledOut(part):
            return Outline("this, or no answer to it (only an explicit no does not count)", (outline(part),))
        case leaf:
            return Outline(question_words(leaf))


def lines(top: Outline, depth: int = 0) -> Iterable[tuple[int, str]]:
    """(depth, words) of every line from the top down; a line with parts ends in a colon."""
    yield depth, f"{top.words}:" if top.parts else top.words
    for part in top.parts:
        yield from lines(part, depth + 1)


def question_words(leaf: asks.Leaf) -> str:
    """One question with all its numbers."""
    say = _SAID.get(type(leaf))
    return say(leaf) if say is not None else str(leaf)  # a test holds that every kind of question has words


def _flat(parts: Sequence[asks.Condition], joint: type[asks.AllOf | asks.AnyOf]) -> list[asks.Condition]:
    out: list[asks.Condition] = []
    for part in parts:
        inner = getattr(part, "all_of", None) or getattr(part, "any_of", None) or ()
        out.extend(_flat(inner, joint) if isinstance(part, joint) else [part])
    return list(dict.fromkeys(out))


def _joined(words: str, parts: Sequence[asks.Condition], *, may_gather: bool = False) -> Outline:
    made = list(_gathered(parts)) if may_gather else [outline(part) for part in parts]
    return made[0] if len(made) == 1 else Outline(words, tuple(made))


def _gathered(parts: Sequence[asks.Condition]) -> Iterable[Outline]:
    """Signs of which any one will do, and that are asked for alike, share a line."""
    alike: dict[tuple[str, float | None], list[str]] = {}
    for part in parts:
        if isinstance(part, asks.SignNoted):
            alike.setdefault((part.new, part.hours), []).append(load().label(part.sign))
    told: set[tuple[str, float | None]] = set()
    for part in parts:
        if not isinstance(part, asks.SignNoted):
            yield outline(part)
        elif (key := (part.new, part.hours)) not in told:
            told.add(key)
            yield Outline(f"{_or(alike[key])}{_how(*key)}")


def _or(names: Sequence[str]) -> str:
    """ "A or B", "A; B; or C"."""
    is_plain = len(names) <= 2 and not any("," in name for name in names)
    return " or ".join(names) if is_plain else f"{'; '.join(names[:-1])}; or {names[-1]}"


def _how(new: str, hours: float | None) -> str:
    return f" ({_NEWNESS[new]}{_within(hours)})"


def _within(hours: float | None) -> str:
    return "" if hours is None else f", in the last {plain_number(hours)} hours"


def _names(ids: Iterable[str]) -> str:
    return _or([load().label(name) for name in ids])


def _bound(leaf: Any, unit: str = "") -> str:
    unit = f" {unit}" if unit else ""
    if leaf.at_least is not None:
        return f"{plain_number(leaf.at_least)}{unit} or more"
    return f"below {plain_number(leaf.below)}{unit}"


def _profile(leaf: asks.ProfileSays) -> str:
    said = f"the person said that they {_PROFILE.get(leaf.profile, leaf.profile.replace('_', ' '))}"
    said = said.replace("they has ", "they have ").replace("they takes ", "they take ")
    return f"{said}, or the plan holds one" if leaf.or_plan else said


def _above_usual(leaf: asks.MeasuredAboveUsual) -> str:
    return (
        f"{load().label(leaf.measured_above_usual)} {plain_number(leaf.points)} {unit_words(leaf.unit)} or more "
        f"above the median of at least {leaf.min_earlier} earlier readings in {leaf.usual_days} days"
        f"{_within(leaf.hours)}"
    )


def _times(leaf: asks.MeasuredTimes) -> str:
    times = f"{plain_number(leaf.times)} times the {load().label(leaf.limit)} or more"
    return (
        f"{load().label(leaf.measured_times)} {times} "
        f"({plain_number(leaf.limit_if_not_noted)} {leaf.unit} where that limit was not noted)"
    )


def _overdue(leaf: asks.Overdue) -> str:
    return (
        f"a visit called “{leaf.overdue}” more than {leaf.more_than_days} and up to {leaf.for_days} days ago, "
        "with no decision, no later one and no liver result noted since"
    )


def _side_effect(leaf: asks.SideEffectNoted) -> str:
    strength = "" if leaf.at_least is None else f", {plain_number(leaf.at_least)} of 10 or more"
    return f"side effect: {load().label(leaf.side_effect)}{strength}{_within(leaf.hours)}"


def _days_like(leaf: asks.DaysLike) -> str:
    return f"{load().label(leaf.days_like)} {_bound(leaf)} on {leaf.on_days} of the last {leaf.days} days"


def _rise(leaf: asks.Rise) -> str:
    percent = f" and {plain_number(leaf.percent)} %" if leaf.percent else ""
    level = "" if leaf.level is None else f", the last of them {plain_number(leaf.level)} or more"
    recent = f"the mean of the last {leaf.recent_days} days (at least {leaf.min_recent} noted)"
    if leaf.recent_days == 1:
        recent = "the last day noted"
    old = "1 day" if leaf.max_age_days == 1 else f"{leaf.max_age_days} days"
    columns = _or([load().label(column) for column in leaf.rise])
    return (
        f"{columns}: {recent} is {plain_number(leaf.points)} points{percent} or more above the median of the "
        f"{leaf.usual_days} days before (at least {leaf.min_usual} noted){level}; the last note is at most {old} old"
    )


_NEARBY = {
    "any": "",
    "infection": ", with an infection or illness noted around then",
    "heat": ", with heat noted around then",
    "missed_dose": ", with a missed dose noted around then",
    "dose_changed": ", with a dose changed in the three weeks before",
    "toxin_wearing_off": ", with toxin wearing off (the last injection 9 to 20 weeks before)",
}


def _worsened(leaf: asks.Worsened) -> str:
    columns = _or([load().label(column) for column in leaf.worsened])
    return (
        f"{columns}: all notes of the last 14 days together stand above one's own usual, by the detector of sudden "
        f"worsening{_NEARBY[leaf.reason]} (at least {leaf.min_days} days noted); the last note is at most "
        f"{leaf.max_age_days} days old"
    )


def _stands_out(leaf: asks.StandsOut) -> str:
    columns = _or([load().label(column) for column in leaf.stands_out])
    return (
        f"{columns}: the notes of the last 14 days speak for a shift rather than for one's own ups and downs "
        f"(the detector's score is {plain_number(leaf.score)} or more, nothing allowed for triggers; at least "
        f"{leaf.min_days} days noted)"
    )


def _takes(leaf: asks.Takes) -> str:
    return f"takes {_names(leaf.takes)} (in the plan, or a dose noted in {leaf.days} days)"


def _missed_for(leaf: asks.MissedFor) -> str:
    return (
        f"doses of one of these noted as missed for {plain_number(leaf.at_least_hours)} hours or more, misses at "
        f"most {plain_number(leaf.chain_hours)} hours apart{_within(leaf.hours)}{_REASON[leaf.reason]}: "
        f"{_names(leaf.missed_for)}"
    )


def _stopped(leaf: asks.Stopped) -> str:
    return f"the plan ended one of these in the last {leaf.days} days{_REASON[leaf.reason]}: {_names(leaf.stopped)}"


def _toxin(leaf: asks.ToxinWithin) -> str:
    not_toxin = f" (not a nerve block with {_or(leaf.other_than)})" if leaf.other_than else ""
    return f"an injection of botulinum toxin in the last {leaf.toxin_within_days} days{not_toxin}"


def _pump_date(leaf: asks.PumpDateWithin) -> str:
    return f"the day the pump may be low is at most {leaf.days_left} days away, or has passed"


def _unbooked(leaf: asks.Unbooked) -> str:
    but_not = f" (not one with {_or(leaf.but_not)} in its name)" if leaf.but_not else ""
    names = "” or “".join(leaf.unbooked)
    return f"no visit called “{names}”{but_not} is written down before the day the pump may be low"


def _interacts(leaf: asks.Interacts) -> str:
    if leaf.twice:
        new = "" if leaf.new_days is None else f", for {leaf.new_days} days from when Supple knew of both"
        noted = f"a dose noted in {leaf.noted_days} days is not enough"
        return f"two that this row names are both in the plan, two names for one medicine ({noted}){new}"
    noted = "in the plan, noted as taken or missed" + (", or named in a note" if leaf.in_notes else "")
    new = "" if leaf.new_days is None else f", for {leaf.new_days} days from when Supple knew of both"
    return f"two that this row names are both known ({noted} in {leaf.noted_days} days){new}"


_SAID: Mapping[type[Any], Callable[[Any], str]] = {
    asks.SignNoted: lambda leaf: f"{load().label(leaf.sign)}{_how(leaf.new, leaf.hours)}",
    asks.Lasting: lambda leaf: (
        f"{load().label(leaf.lasting)}, noted again over {plain_number(leaf.at_least_hours)} hours or more, with no "
        f"explicit no in between{_within(leaf.hours)}"
    ),
    asks.ProfileSays: _profile,
    asks.Measured: lambda leaf: (
        f"{load().label(leaf.measured)} {_bound(leaf, unit_words(leaf.unit))}{_within(leaf.hours)}"
    ),
    asks.MeasuredAboveUsual: _above_usual,
    asks.MeasuredTimes: _times,
    asks.Overdue: _overdue,
    asks.SideEffectNoted: _side_effect,
    asks.Counted: lambda leaf: (
        f"{load().label(leaf.counted)}: {leaf.at_least} or more in {plain_number(leaf.days)} "
        f"{'day' if leaf.days == 1 else 'days'}"
    ),
    asks.FactorNoted: lambda leaf: f"noted: {load().label(leaf.factor)}{_within(leaf.hours)}",
    asks.SaidChange: lambda leaf: (
        f"{load().label(leaf.said)} said to be {_or([change.replace('_', ' ') for change in leaf.change])}"
        f"{_within(leaf.hours)}"
    ),
    asks.DaysLike: _days_like,
    asks.Rise: _rise,
    asks.Worsened: _worsened,
    asks.StandsOut: _stands_out,
    asks.Takes: _takes,
    asks.Missed: lambda leaf: f"a dose of {_names(leaf.missed)} noted as missed{_within(leaf.hours)}",
    asks.Extra: lambda leaf: f"{_names(leaf.extra)} noted as taken besides the prescription{_within(leaf.hours)}",
    asks.MissedFor: _missed_for,
    asks.Stopped: _stopped,
    asks.ItemStopped: lambda leaf: (
        f"the plan ended the {leaf.item_stopped} in the last {leaf.days} days{_REASON[leaf.reason]}"
    ),
    asks.TakenFor: lambda leaf: f"{_names(leaf.taken_for)} taken for {leaf.at_least_days} days or more",
    asks.ToxinWithin: _toxin,
    asks.DoseChangedWithin: lambda leaf: (
        f"a medicine or the pump was begun, changed or ended in the last {leaf.dose_changed_within_days} days"
    ),
    asks.PumpChangedWithin: lambda leaf: (
        f"the pump was put in, filled or set anew in the last {leaf.pump_changed_within_days} days"
    ),
    asks.PumpDateWithin: _pump_date,
    asks.Unbooked: _unbooked,
    asks.Interacts: _interacts,
}
