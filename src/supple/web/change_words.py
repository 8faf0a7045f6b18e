"""How is the answer about one change shown? Its verdict as a shape and a word, its size with its range."""

from __future__ import annotations

from dataclasses import dataclass

from supple import actions
from supple.knowledge import load
from supple.knowledge.saying import unit_words
from supple.model import ChangeVerdict
from supple.words import N_, _, later

_VERDICTS = later(
    {
        ChangeVerdict.HELPED: ("clear", N_("Helped")),
        ChangeVerdict.MADE_WORSE: ("worse", N_("Made worse")),
        ChangeVerdict.NO_CLEAR_CHANGE: ("unrelated", N_("No clear change")),
        ChangeVerdict.CANNOT_TELL: ("open", N_("Can’t tell yet")),
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`shape` is the icon beside the word: never colour alone."""

    shape: str
    word: str


def verdict_words(verdict: ChangeVerdict) -> Verdict:
    """The verdict in a shape and a word."""
    return Verdict(*_VERDICTS[verdict])


def how_much(view: actions.ChangeView) -> tuple[str, str]:
    """("1.2 points lower", "likely 0.5 to 1.9"), or the range alone where it holds "no difference"; two blanks where
    there is no size. A middle that may be nothing is not set large: it would be read as the answer."""
    report = view.report
    if report.effect is None or report.low is None or report.high is None:
        return "", ""
    kind = str(report.diagnostics.get("outcome_kind", ""))
    scale, digits, unit, down, up = 1.0, 1, "", "lower", "higher"
    if kind == "rating":
        unit = _(" points")
    elif kind == "count":
        down, up = "fewer", "more"
    elif kind == "yes/no":
        scale, digits, unit, down, up = 100.0, 0, _(" days in 100"), _("less often"), _("more often")
    elif called := unit_words(getattr(load().observable(load().column(report.outcome).code), "unit", "")):
        unit = f" {called}"

    def size(value: float) -> str:
        return f"{abs(scale * value):.{digits}f}".removesuffix(".0")

    if report.low < 0 < report.high:
        ends = [
            f"{size(end)} {way}" if size(end) != "0" else _("no difference")
            for end, way in ((report.low, down), (report.high, up))
        ]
        if ends[0] == ends[1]:  # so small on this scale that it would read as "it does nothing"
            return "", ""
        told = _("between {ends} and {ends_2}").format(ends=ends[0], ends_2=ends[1])
        return told, _("likely, with nine chances in ten")
    near, far = sorted((size(report.low), size(report.high)), key=float)
    way = up if report.effect > 0 else down
    return f"{size(report.effect)}{unit} {way}", _("likely {near} to {far}, with nine chances in ten").format(
        near=near, far=far
    )
