"""How does an explanation of the rules read in the terminal? Each question in words, with its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from supple.knowledge.condition_words import lines
from supple.watch import NOTHING_MATCHED, Explanation, Input, LevelExplained

if TYPE_CHECKING:
    from rich.console import Console

_MARK = {True: "yes", False: "no ", None: "?  "}


def show_explanations(found: Sequence[Explanation], to: Console) -> None:
    """One rule in full; of several, first which fired."""
    if len(found) > 1:
        _say(to, f"{len(found)} rules were asked. " + _fired_words(found))
        _say(to, "“?” means: not noted, or not enough to tell. A blank is never a no.")
    for one in found:
        _show(one, to)


def _fired_words(found: Sequence[Explanation]) -> str:
    fired = [f"{one.rule} at {one.tier.value}" for one in found if one.tier is not None]
    return f"Fired: {', '.join(fired)}." if fired else NOTHING_MATCHED


def _show(one: Explanation, to: Console) -> None:
    fired = f"fired at {one.tier.value}" if one.tier is not None else "did not fire"
    _say(to, f"\n{one.rule} {one.title}: {fired}", style="bold")
    _say(to, one.looks_for)
    for level in one.levels:
        _say(to, f"\n  {level.tier.value}: {_state(level)}")
        for depth, words in lines(level.asks):
            _say(to, f"    {'  ' * depth}asks for {words}" if depth == 0 else f"    {'  ' * depth}- {words}")
        for answer in level.inputs:
            _say(to, f"    {_MARK[answer.truth]} {_line(answer)}")
        if level.is_shown:
            _say(to, f"    Shown: {level.words}")
    if one.decided:
        _say(to, f"\n  Settled by us, not by evidence: {one.decided}")
    _say(to, f"  Version {one.version}. Source: {'; '.join(one.source)}.")
    _say(to, f"  Checked {one.date_checked}. Reviewed by: {one.reviewed_by}.")


def _state(level: LevelExplained) -> str:
    if level.is_shown:
        return "holds, and is what is shown"
    return {
        True: "holds too, but a more urgent one is shown",
        False: "does not hold",
        None: "cannot be told: something is not noted",
    }[level.holds]


def _line(answer: Input) -> str:
    return f"{answer.label}: {answer.value} [{answer.name}]"


def _say(to: Console, words: str, *, style: str = "") -> None:
    to.print(words, markup=False, style=style)
