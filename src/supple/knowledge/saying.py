"""How is a stored fact said back? One plain line for each kind, the same on pages and in the terminal.

A reading of a note is said back by `diary.notes.say_back` in the note's own turn ("no spasms").
"""

from __future__ import annotations

from supple.knowledge.activity import FELT, WHY
from supple.knowledge.agreeing import LEVELS, decided_words, level_of
from supple.knowledge.checks import load_checks
from supple.knowledge.loader import load
from supple.knowledge.wording import temperature, to_celsius
from supple.model import (
    AlertLife,
    AlertStep,
    Answer,
    Checked,
    Comparison,
    Count,
    Dose,
    Fact,
    Factor,
    FindingMark,
    Mark,
    Measurement,
    Note,
    Pause,
    Period,
    PlanItem,
    Profile,
    Rating,
    Recall,
    Session,
    Side,
    SideEffect,
    Sign,
    Step,
)


def label(code: str) -> str:
    """Plain words for a code."""
    return load().label(code)


_UNITS = {"Cel": "°C", "1": "", "h": "hours", "min": "minutes", "/min": "a minute", "mm[Hg]": "mmHg"}
_CHANGES = {
    "much_better": "much better than",
    "better": "better than",
    "same": "the same as",
    "worse": "worse than",
    "much_worse": "much worse than",
}
_THAN = {
    "usual": "usual",
    "yesterday": "the day before",
    "last_night": "the night before",
    "before": "before",
    "last_week": "last week",
}
_RECALL = {Recall.NOW: "", Recall.LAST_24_H: "over the day", Recall.LAST_NIGHT: "last night"}
_PLAN = {
    "medicine": "Medicine",
    "injection": "Injection",
    "pump": "Pump",
    "pump_trial": "Before the pump",
    "routine": "Routine",
    "break": "Breaks",
    "try": "Tried for two weeks",
    "aid": "Aid",
    "goal": "Goal",
    "question": "Question to ask",
    "visit": "Visit",
    "team": "Team",
    "allergy": "Allergy",
    "stock": "In the box",
}
_BOX = {"counted": "counted", "picked_up": "picked up"}
_MARKS = {Mark.FITS: "fits", Mark.DOES_NOT_FIT: "doesn’t fit", Mark.WATCHING: "I’ll watch it"}
STEPS = {
    Step.SEEN: "seen",
    Step.CALLED: "called",
    Step.WAITED: "waited",
    Step.NOT_NEEDED: "a call was not needed",
    Step.CLOSED: "closed",
}
_SEVERITY = {1: "mild", 2: "moderate", 3: "severe"}


def unit_words(unit: str) -> str:
    """A UCUM unit as it is said; "" for a plain number."""
    return _UNITS.get(unit, unit)


def measured(fact: Measurement) -> tuple[float, str]:
    """(number, unit in words), a temperature by the person's own scale."""
    if fact.unit == "Cel":
        return temperature(fact.value)
    if fact.unit == "[degF]":
        return temperature(to_celsius(fact.value))
    return fact.value, unit_words(fact.unit)


def plain_number(value: float) -> str:
    """7 or 6.5."""
    return f"{value:.10g}"


def say(fact: Fact) -> str:
    """One plain line: "Stiffness 7 of 10, left calf". A note comes back letter for letter."""
    if isinstance(fact, Note):
        return fact.text  # a person's own words are never touched
    line = _words(fact).replace("  ", " ").strip()
    return line[:1].upper() + line[1:]


def _words(fact: Fact) -> str:
    match fact:
        case Rating():
            return _rating(fact)
        case Count():
            return _count(fact)
        case Comparison():
            return f"{label(fact.code)} {_CHANGES[fact.change]} {_THAN[fact.than]}{_place(fact.part, fact.side)}"
        case Answer():
            return f"{label(fact.code)}: {'yes' if fact.answer else 'no'}"
        case Factor():
            return _factor(fact)
        case Sign():
            return f"{label(fact.code)}: {_sign(fact)}"
        case Dose():
            return _dose(fact)
        case SideEffect():
            said = "yes" if fact.present else "no"
            strength = "" if fact.severity is None else f", {plain_number(fact.severity)} of 10"
            return f"{label(fact.code)} (side effect): {said}{strength}"
        case Session():
            return _session(fact)
        case Measurement():
            value, unit = measured(fact)
            return f"{label(fact.code)} {plain_number(value)} {unit}"
        case Note():
            return fact.text
        case PlanItem():
            return _plan(fact)
        case Checked():
            return _checked(fact)
        case FindingMark():
            return f"finding about {label(fact.factor)} and {label(fact.outcome)}: {_MARKS[fact.mark]}"
        case Profile(key=key) if key.startswith("began_badly:"):
            change, said = key.removeprefix("began_badly:"), {"unknown": "not known"}.get(fact.answer, fact.answer)
            return f"the change of {change[:10]} was begun because things were bad: {said}"
        case AlertStep():
            return _alert_step(fact)
        case Pause():
            return _pause(fact)
        case Profile():
            return f"about me, {fact.key.replace('_', ' ')}: {fact.answer}"


def _pause(fact: Pause) -> str:
    if not fact.on:
        return "pause ended"
    return "pause from being asked" + (f", until {fact.until.day} {fact.until:%B %Y}" if fact.until else "")


def _checked(fact: Checked) -> str:
    sheet = load_checks().get(fact.sheet)
    item = sheet.item(fact.item) if sheet else None
    what = item.label if item else fact.item.replace("_", " ")
    said = sheet.answers.get(fact.answer, fact.answer) if sheet else fact.answer
    title = sheet.title if sheet else fact.sheet.replace("_", " ")
    return f"{title}, {what}: {said[:1].lower() + said[1:] if not said.startswith('I ') else said}"


def _rating(fact: Rating) -> str:
    said = plain_number(fact.value)
    if fact.low is not None and fact.high is not None:
        said = f"{plain_number(fact.low)} to {plain_number(fact.high)}"
    recall = _RECALL[fact.recall]
    return f"{label(fact.code)} {said} of {plain_number(fact.scale_max)}{_place(fact.part, fact.side)}" + (
        f", {recall}" if recall else ""
    )


def _count(fact: Count) -> str:
    period = {Period.NIGHT: " in the night", Period.DAY: " in the day", None: ""}[fact.period]
    if fact.low is not None and fact.high is not None:
        said = f"{fact.low} to {fact.high}"
    else:
        said = "some, not counted" if fact.count is None else str(fact.count)
    severity = f", {_SEVERITY[fact.severity]}" if fact.severity in _SEVERITY else ""
    return f"{label(fact.code)}{period}: {said}{severity}{_place(fact.part, fact.side)}"


def _factor(fact: Factor) -> str:
    if not fact.present:
        return f"{label(fact.code)}: no"
    extra = []
    if fact.level is not None:
        extra.append(f"level {plain_number(fact.level)}")
    if fact.amount is not None:
        extra.append(f"{plain_number(fact.amount)} {unit_words(fact.unit or '')}".strip())
    return f"{label(fact.code)}: " + (", ".join(["yes", *extra]))


def _sign(fact: Sign) -> str:
    if not fact.present:
        return "no"
    return {True: "yes, new for me", False: "yes, as before", None: "yes"}[fact.new]


def _dose(fact: Dose) -> str:
    amount = fact.amount_words or ("" if fact.amount_mg is None else f"{plain_number(fact.amount_mg)} mg")
    due = "" if fact.due_time is None else f", the {fact.due_time} one"
    return f"{label(fact.medicine)} {amount} {fact.status.value}{due}"


def _session(fact: Session) -> str:
    called = f"{label(fact.code)} ({fact.routine})" if fact.routine else label(fact.code)
    if not fact.done:
        why = f", {WHY[fact.why]}" if fact.why is not None and fact.why in WHY else ""
        return f"{called}: not done{why}"
    extra = [] if fact.count is None else [f"{fact.count} times"]
    if fact.minutes is not None:
        extra.append(f"{plain_number(fact.minutes)} minutes")
    if fact.did:
        extra.append(f"{len(fact.did)} {'stretch' if len(fact.did) == 1 else 'stretches'} held")
    if fact.felt is not None and fact.felt in FELT:
        extra.append(FELT[fact.felt])
    return f"{called}: " + ", ".join(extra or ["done"])


def _plan(fact: PlanItem) -> str:
    kind = _PLAN.get(fact.item, fact.item)
    name = label(fact.name) if fact.item in {"medicine", "injection", "stock"} else fact.name
    if fact.item == "stock":
        said = [f"{words} {fact.detail[key]}" for key, words in _BOX.items() if key in fact.detail]
        return f"{kind}: {name}, {', '.join(said)}"
    if (level := level_of(fact)) is not None and fact.status.value != "ended":
        return f"{kind}: {fact.words or name}: {LEVELS[level]}"
    if fact.item == "visit" and fact.status.value == "changed" and (decided := decided_words(fact)):
        return f"{kind}: {name}: {decided}"
    state = {"agreed": "", "changed": " (changed)", "ended": " (ended)"}[fact.status.value]
    if fact.item == "team":
        reached = ", ".join(filter(None, (fact.detail.get(key, "") for key in ("role", "phone", "hours"))))
        return f"{kind}: {name}{state}" + (f" – {reached or fact.words}" if reached or fact.words else "")
    return f"{kind}: {name}{state}" + (f" – {fact.words}" if fact.words else "")


def _alert_step(fact: AlertStep) -> str:
    about = fact.title or fact.rule
    if fact.step is Step.RAISED:
        return f"alert raised: {about}"
    if fact.step is Step.SHOWN:
        return f"alert shown to {fact.shown_to or 'a helper'}: {about}"
    return f"alert “{about}”: {step_words(fact)}"


def step_words(fact: AlertStep) -> str:
    """What somebody did about an alert, with their own words: "called – nurse will ring back"."""
    return STEPS.get(fact.step, fact.step.value) + (f" – {fact.words}" if fact.words else "")


STILL_THERE = "Is it still there? What was done?"


def unanswered_words(life: AlertLife) -> str:
    """Of an alert that passed: "Was raised on 20 November, and nothing is noted about it." """
    day = f"Was raised on {life.raised_at.day} {life.raised_at:%B}"
    if life.steps:
        return f"{day}. It was seen, and what was done is not noted."
    return f"{day}, and nothing is noted about it."


def _place(part: str | None, side: Side | None) -> str:
    if part is None:
        return ""
    sides = {Side.LEFT: "left ", Side.RIGHT: "right ", Side.BOTH: "both sides, ", None: ""}
    return f", {sides[side]}{label(part)}"
