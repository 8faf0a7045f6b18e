"""What became of alerts, in the terminal: say what was done, and read what was ever raised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from supple.model import Again, AlertEpisode, AlertLife, AlertStep, Event, LifeState, Step, UserError

if TYPE_CHECKING:
    from rich.console import Console

    from supple.actions import CallBook
    from supple.cli.diary import Opened

AGAIN = {
    Again.MORE_URGENT: "New again: it is more urgent than when it was answered.",
    Again.NEW_EVIDENCE: "New again, since this came: {}.",
    Again.REST_OVER: "It is back: its rest is over, and the notes still set it off.",
}


def chosen_step(given: Mapping[Step, str | None], note: str | None) -> tuple[Step, str] | None:
    """The one step that was asked for and its rule; None where none was.

    Raises:
        UserError: two steps at once, or a note without one.
    """
    asked = [(step, rule) for step, rule in given.items() if rule is not None]
    if len(asked) > 1:
        raise UserError("one step at a time, please.", hint="Give only one of --seen, --called, --waited …")
    if note is not None and not asked:
        raise UserError(
            "a note about an alert goes with what was done.", field="--note", hint="Such as --called R17 --note …"
        )
    return asked[0] if asked else None


def keep(opened: Opened, step: Step, rule: str, note: str | None, now: datetime) -> str:
    """Write the step down; the words that say so."""
    from supple import actions
    from supple.knowledge.saying import say

    event = actions.note_alert(opened.account, opened.person_id, rule, step, now=now, source="cli", words=note or "")
    return f"Kept: {say(event.fact)}."


def show_lives(lived: Sequence[AlertLife], zone: str, to: Console, book: CallBook) -> None:
    """Alerts, most urgent first, each with whom to ring and what was noted; those that rest stand last."""
    from rich.padding import Padding

    from supple.cli.show import show_alerts

    resting = False
    for life in lived:
        if life.is_resting and not resting:
            resting = True
            to.print("\n[bold]Noted before[/bold] (these still hold)")
        show_alerts((life.alert,), to, book)
        for line in _said(life, zone):
            to.print(Padding(line, (0, 0, 0, 2)), markup=False)


def show_history(episodes: Sequence[AlertEpisode], zone: str, to: Console) -> None:
    """Everything that was raised, the latest first, with what was done and to whom it was shown."""
    from supple.cli.show import TIER_WORDS

    if not episodes:
        to.print("Nothing was raised yet. That says nothing about how you are.")
    for one in episodes:
        state = "set off now" if one.is_firing else "no longer set off, which says nothing about how you are"
        to.print(
            f"\n{_local(one.first_at, zone)}  {one.title} ({one.rule}), {TIER_WORDS[one.tier].capitalize()}",
            markup=False,
        )
        to.print(f"  {state}", markup=False)
        for event in one.steps:
            to.print(f"  {_step(event, zone)}", markup=False)
        if not one.steps:
            to.print("  what was done: not noted", markup=False)
        for event in one.shown:
            if isinstance(event.fact, AlertStep):
                to.print(f"  shown to {event.fact.shown_to}, {_local(event.recorded_at, zone)}", markup=False)


def _said(life: AlertLife, zone: str) -> list[str]:
    from supple import watch

    lines = [_step(event, zone) for event in life.steps]
    if life.again is not None:
        lines.append(AGAIN[life.again].format(", ".join(watch.input_label(name) for name in life.new_inputs)))
    if life.back_at is not None:
        lines.append(f"It comes back on {_local(life.back_at, zone)}, or at once when it gets worse.")
    elif life.state in {LifeState.ACTED, LifeState.CLOSED}:
        lines.append("It stays here as long as the notes set it off.")
    return lines


def _step(event: Event, zone: str) -> str:
    from supple.knowledge.saying import step_words

    assert isinstance(event.fact, AlertStep)
    by = event.noted_by.name or event.noted_by.role
    return f"noted: {step_words(event.fact)}, {_local(event.recorded_at, zone)}, by {by}"


def _local(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
