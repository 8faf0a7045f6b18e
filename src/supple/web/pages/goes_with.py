"""What goes with worse and better days? Findings as cards, by how certain they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from supple import actions, charts
from supple.knowledge import Knowledge, load
from supple.model import Chart, Finding, Look, Verdict
from supple.web import frame
from supple.web.fields import sentence_case
from supple.web.guard import account_of

FEWEST_DAYS_TO_OFFER = 7
OUTCOME_TABLES = ("measures", "hindrances", "counts")
LAGS = {0: "the same day", 1: "the day before", 2: "two days before", 3: "three days before"}


@dataclass(frozen=True)
class Card:
    """A finding with its words and pictures."""

    finding: Finding
    label: str
    lag: str
    together: tuple[str, ...]
    bar: SafeString
    days: SafeString


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Findings, and the course they are about. `?outcome=` looks at something else than stiffness."""
    wanted = request.GET.get("outcome") or None
    look = actions.look(account_of(request), person.id, now=frame.clock(), outcome=wanted)
    known = load()
    findings = look.triggers.findings if look.triggers else ()
    groups = {verdict: [f for f in findings if f.verdict is verdict] for verdict in Verdict}
    context = {
        "look": look,
        "outcome_label": sentence_case(look.outcome_label) if look.outcome_label else "",
        "course": figure(_course(look)),
        "clear": _cards(groups[Verdict.CLEAR], look),
        "leaning": _cards(groups[Verdict.LEANING], look),
        "open": groups[Verdict.CANNOT_TELL],
        "unrelated": groups[Verdict.UNRELATED],
        "open_lines": [_line(f) for f in groups[Verdict.CANNOT_TELL]],
        "unrelated_lines": [_line(f) for f in groups[Verdict.UNRELATED]],
        "choices": _choices(look, known),
    }
    return frame.show(request, "goes_with/goes_with.html", context, person=person, here="goes_with")


def figure(chart: Chart | None) -> SafeString:
    """The picture with its sentence and table. The charts room escapes every word it draws."""
    return mark_safe(charts.figure_html(chart)) if chart else SafeString("")  # noqa: S308


def picture(chart: Chart | None) -> SafeString:
    """The picture alone, where the words and numbers already stand beside it."""
    return mark_safe(f'<div class="chart-only">{chart.svg}</div>') if chart else SafeString("")  # noqa: S308


def _course(look: Look) -> Chart | None:
    if look.outcome is None or not look.table.days:
        return None
    usual = 10.0 if load().column(look.outcome).code in {*load().measures, *load().hindrances} else None
    scale_max = look.table.scale_max.get(look.outcome, usual)
    return charts.course(
        look.table, look.outcome, label=look.outcome_label, changes=look.changes, scale_max=scale_max
    )


def _cards(findings: Iterable[Finding], look: Look) -> list[Card]:
    return [_card(finding, look) for finding in findings]


def _card(finding: Finding, look: Look) -> Card:
    name = load().label(finding.factor)
    days = charts.finding_days(look.table, finding, name, outcome_label=look.outcome_label)
    return Card(
        finding=finding,
        label=sentence_case(name),
        lag="" if finding.lag_days is None else LAGS.get(finding.lag_days, f"{finding.lag_days} days before"),
        together=tuple(load().label(code) for code in finding.together_with),
        bar=picture(charts.effect_bar(finding, label=name, outcome_label=look.outcome_label)),
        days=figure(days),
    )


def _line(finding: Finding) -> dict[str, object]:
    return {"label": sentence_case(load().label(finding.factor)), "finding": finding}


def _choices(look: Look, known: Knowledge) -> Sequence[tuple[str, str]]:
    """Columns noted often enough to be looked at, by their plain words."""
    offered = []
    codes = {code for name in OUTCOME_TABLES for code in getattr(known, name)}
    for name, column in look.table.columns.items():
        noted = sum(cell is not None and not isinstance(cell, bool) for cell in column)
        if known.column(name).code in codes and noted >= FEWEST_DAYS_TO_OFFER:
            offered.append((name, sentence_case(known.label(name))))
    return sorted(offered, key=lambda each: each[1])
