"""How big, and how sure? An effect with its interval against zero."""

from __future__ import annotations

from supple.charts import svg
from supple.charts.axes import top_of_scale
from supple.charts.words import point, sentence_case
from supple.model import Chart, Finding
from supple.words import _

_WIDTH = 360.0


def effect_bar(finding: Finding, *, label: str = "", outcome_label: str = "") -> Chart | None:
    """The effect and its 90 % interval beside zero; None when nothing could be estimated.

    A solid bar keeps clear of zero, a broken one reaches across it.
    """
    effect, low, high = finding.effect, finding.low, finding.high
    if effect is None or low is None or high is None:
        return None
    label = label or finding.factor.removeprefix("own:").replace("_", " ")
    outcome_label = outcome_label or finding.outcome.removeprefix("own:").replace("_", " ")
    title = _("{sentence_case} and {outcome_label}: size and doubt").format(
        sentence_case=sentence_case(label), outcome_label=outcome_label
    )
    crosses = low <= 0 <= high
    sentence = _(
        "Effect {signed} points of {outcome_label}; the 90 % interval goes from {signed_2} to {signed_3}{more}."
    ).format(
        signed=signed(effect),
        outcome_label=outcome_label,
        signed_2=signed(low),
        signed_3=signed(high),
        more=_(", so zero is inside it") if crosses else "",
    )
    head = (_("What"), _("Points"))
    rows = (
        (_("Effect"), signed(effect)),
        (_("90 % interval, from"), signed(low)),
        (_("90 % interval, to"), signed(high)),
    )
    reach = top_of_scale([abs(low), abs(high), abs(effect)], None, steps=(1, 1.5, 2, 3, 4, 5, 6, 8, 10))

    def x(value: float) -> float:
        return _WIDTH / 2 + value / reach * (_WIDTH / 2 - 24)

    cls = "chart-range-open" if crosses else "chart-range"
    parts = [
        svg.line("chart-grid", 24, 34, _WIDTH - 24, 34),
        svg.line("chart-axis", x(0), 20, x(0), 48),
        svg.line(cls, x(low), 34, x(high), 34),
        svg.line("chart-mean", x(low), 27, x(low), 41),
        svg.line("chart-mean", x(high), 27, x(high), 41),
        svg.diamond("chart-point", x(effect), 34, 8),
        svg.text(2, 14, "← lower"),
        svg.text(_WIDTH - 2, 14, "higher →", anchor="end"),
        svg.text(x(0), 14, _("no difference"), anchor="middle"),
        svg.text(24, 64, point(-reach), anchor="middle"),
        svg.text(x(0), 64, "0", anchor="middle"),
        svg.text(_WIDTH - 24, 64, f"+{point(reach)}", anchor="middle"),
    ]
    drawn = svg.picture(parts, width=_WIDTH, height=70, title=title, desc=sentence, cls="chart-effect")
    return Chart(drawn, title, sentence, head, rows, sentence, table_title=title)


def signed(value: float) -> str:
    """ "+1.4", "−0.8", "0.0"."""
    words = point(value)
    return words if words.startswith("−") or float(words) == 0 else f"+{words}"
