"""How is the answer about one change shown? Its verdict as a shape and a word, its size with its range."""

from __future__ import annotations

from dataclasses import dataclass

from supple import actions
from supple.knowledge import load
from supple.knowledge.saying import unit_words
from supple.model import ChangeVerdict

_VERDICTS = {
    ChangeVerdict.HELPED: ("clear", "Helped"),
    ChangeVerdict.MADE_WORSE: ("worse", "Made worse"),
    ChangeVerdict.NO_CLEAR_CHANGE: ("unrelated", "No clear change"),
    ChangeVerdict.CANNOT_TELL: ("open", "Can’t tell yet"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`shape` is the icon beside the word: never colour alone."""

    shape: str
    word: str


def verdict_words(verdict: ChangeVerdict) -> Verdict:
    """The verdict in a shape and a word."""
    return Verdict(*_VERDICTS[verdict])


def how_much(view: actions.ChangeView) -> tuple[str, str]:
    """("1.2 points lower", "likely between 0.5 and 1.9 lower"); two blanks where there is no size."""
    report = view.report
    if report.effect is None or report.low is None or report.high is None:
        return "", ""
    kind = report.diagnostics.get("outcome_kind")
    entry = load().observable(load().column(report.outcome).code)
    scale, unit = 1.0, ""
    if kind == "rating":
        unit = " points"
    elif kind == "yes/no":
        scale, unit = 100.0, " days in 100"
    elif kind == "number" and (called := unit_words(getattr(entry, "unit", ""))):
        unit = f" {called}"
    digits = 0 if kind == "yes/no" else 1
    middle, low, high = (scale * value for value in (report.effect, report.low, report.high))
    size = "no difference" if round(middle, digits) == 0 else f"{_size(middle, digits)}{unit} {_way(middle)}"
    if low >= 0 or high <= 0:
        near, far = sorted((abs(low), abs(high)))
        return size, f"likely between {_size(near, digits)} and {_size(far, digits)} {_way(middle)}"
    return size, f"likely between {_size(low, digits)} lower and {_size(high, digits)} higher"


def _size(value: float, digits: int) -> str:
    return f"{abs(value):.{digits}f}".removesuffix(".0")


def _way(value: float) -> str:
    return "higher" if value > 0 else "lower"
