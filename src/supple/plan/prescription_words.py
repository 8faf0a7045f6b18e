"""How is a prescription said in one line? In the words it was written down in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from supple.model import LadderEntry, LadderMove, LadderState, PlanItem
from supple.plan.prescription_fields import FOOD, read_times

_MOVED = {
    LadderMove.HOLD: "Held",
    LadderMove.STAY: "Staying at this step",
    LadderMove.BACK: "Back to this step",
    LadderMove.GO_ON: "Going on",
}


def prescribed_words(item: PlanItem, step: str = "") -> list[str]:
    """Its parts, such as "10 mg", "one tablet at 08:00 and 22:00", "with food", "prescribed by Dr Ahmed".

    Args:
        item: a medicine.
        step: how its ladder is said; "" names the number of steps and the first, whatever the day.
    """
    detail, steps = item.detail, _steps(item)
    first = f"{steps} step{'' if steps == 1 else 's'}, the first: {detail['step_1']}" if steps else ""
    parts = [
        f"{detail.get('strength', '')} {detail.get('strength_unit', '')}".strip(),
        " ".join(part for part in (detail.get("each_time", ""), _times(detail)) if part),
        FOOD.get(detail.get("food", ""), ""),
        _as_needed(detail),
        f"{detail['pieces_per_day']} in a day" if detail.get("pieces_per_day") else "",
        step or first,
        f"for {detail['reason']}" if detail.get("reason") else "",
        f"prescribed by {detail['prescriber']}" if detail.get("prescriber") else "",
    ]
    return [part for part in parts if part]


def own_words(item: PlanItem) -> str:
    """What somebody wrote of it; nothing where the words were only made of its answers, which are told one by one."""
    return "" if item.words == "; ".join(prescribed_words(item)) else item.words


def words_today(item: PlanItem, step: LadderState | None) -> str:
    """A medicine in one line, with the step in force: "10 mg; step 3 of 6: 5 mg three times a day"."""
    steps = _steps(item)
    if step is None or not steps:
        return item.words
    said = f"step {step.number} of {steps}: {step.words}" if step.number else f"{steps} steps, not begun yet"
    if step.is_over:
        said = f"the last of {steps} steps is over" if steps > 1 else "its one step is over"
    own = own_words(item)
    return f"{own}; {said}" if own else "; ".join(prescribed_words(item, said))


def said_words(detail: Mapping[str, str]) -> str:
    """What was said on the way of a ladder: "hold for 7 days, said by MS nurse on 9 May 2026"."""
    days = detail.get("ladder_days", "")
    move = {
        LadderMove.HOLD.value: f"hold for {days} day{'' if days == '1' else 's'}",
        LadderMove.STAY.value: "stay at this step",
        LadderMove.BACK.value: "back one step",
        LadderMove.GO_ON.value: "go on",
    }.get(detail.get("ladder", ""), "")
    on = f" on {_day(detail['said_on'])}" if detail.get("said_on") else ""
    return f"{move}, said by {detail.get('said_by', '')}{on}"


def state_words(state: LadderState, steps: int) -> list[str]:
    """Which step holds and what is written to come, a sentence each."""
    if state.is_over:
        return [f"The last of the {steps} steps is over. What comes after is not written down."]
    out = []
    if state.number is not None and state.since is not None:
        out.append(f"Step {state.number} of {steps}, since {_say(state.since)}: {state.words}")
    if state.waits_by is not None:
        out.append(_waits(state))
    if state.next_on is not None:
        out.append(f"{'Next' if state.number else 'Begins'} on {_say(state.next_on)}: {state.next_words}")
    elif state.gives_way_on is not None:
        out.append(f"From {_say(state.gives_way_on)} something else is written down.")
    elif state.waits_by is None:
        out.append("No step is written after this one.")
    return out


def _waits(state: LadderState) -> str:
    by = state.waits_by
    assert by is not None
    who = f"{by.said_by} said so on {_say(by.said_on)}."
    written = None if by.days is None else by.on + timedelta(days=by.days)
    if state.waits_until is not None and state.waits_until != written:
        # What was said for a later day ends it then: "held for 7 days" would no longer be so.
        last = _say(state.waits_until - timedelta(days=1))
        return f"{_MOVED[by.move]} from {_say(by.on)} to {last}. {who}"
    if by.move is LadderMove.HOLD:
        return f"H{hold_words(by)[1:]}. {who}"
    return f"{_MOVED[by.move]} from {_say(by.on)}. {who} The next step waits until “go on” is written down."


def _steps(item: PlanItem) -> int:
    return sum(1 for key in item.detail if key.startswith("step_") and key.removeprefix("step_").isdigit())


def hold_words(entry: LadderEntry) -> str:
    """ "held for 7 days from 9 May 2026"."""
    return f"held for {entry.days} day{'' if entry.days == 1 else 's'} from {_say(entry.on)}"


def _times(detail: Mapping[str, str]) -> str:
    times = [f"{each:%H:%M}" for each in read_times(detail, [])]
    if not times:
        return ""
    return "at " + " and ".join([*([", ".join(times[:-1])] if len(times) > 1 else []), times[-1]])


def _as_needed(detail: Mapping[str, str]) -> str:
    if detail.get("as_needed") != "yes":
        return ""
    hours, most = detail.get("not_before_hours", ""), detail.get("max_pieces_per_day", "")
    parts: Iterable[str] = (
        "as needed",
        f"not before {hours} hours have passed" if hours else "",
        f"at most {most} in a day" if most else "",
    )
    return ", ".join(part for part in parts if part)


def _day(text: str) -> str:
    try:
        return _say(date.fromisoformat(text))
    except ValueError:
        return text


def _say(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
