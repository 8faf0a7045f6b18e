"""Did this change help, and what stood beside each step? The dated changes, one of them, and a medicine's balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from supple import actions, charts
from supple.knowledge.changes import medicine_label, say_change
from supple.model import BalanceCell, BalanceGroup, BalanceRow, Chart, DoseStretch, UserError
from supple.web import frame, outcome_choices
from supple.web.change_words import how_much, verdict_words
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.words import N_, _, later

GROUPS = later(
    {
        BalanceGroup.STIFFNESS: N_("Stiffness and spasms"),
        BalanceGroup.FUNCTION: N_("What stiffness got in the way of"),
        BalanceGroup.USEFUL: N_("Stiffness that helps you: is it still there?"),
        BalanceGroup.EFFECTS: N_("Side effects and falls"),
    }
)

BEGAN = later((("yes", N_("Yes, things were bad")), ("no", N_("No")), ("unknown", N_("I don’t know"))))


@dataclass(frozen=True, slots=True)
class Medicine:
    """A link to a medicine's balance: its name in the plan, and how it is said."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with every step: (step, what was noted)."""

    label: str
    cells: tuple[tuple[DoseStretch, BalanceCell], ...]


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    rows: tuple[Row, ...]


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Every dated change, newest first."""
    view = actions.changes(account_of(request), person.id, now=frame.clock())
    medicines = [Medicine(name, sentence_case(medicine_label(name))) for name in view.medicines]
    return frame.show(
        request, "changes/changes.html", {"view": view, "medicines": medicines}, person=person, here="more"
    )


def one(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """One change with its answer. `?change=` names it, `?outcome=` looks at something else than usual."""
    wanted = request.GET.get("change", "")
    if not wanted:
        raise UserError(_("no change was named."), field="change", hint=_("Go back to the list and choose one."))
    account, now = account_of(request), frame.clock()
    if wanted not in {told.id for told in actions.changes(account, person.id, now=now).changes}:
        raise Http404
    outcome = request.GET.get("outcome") or None
    view = actions.change_report(account, person.id, wanted, now=now, outcome=outcome)
    context = {
        "view": view,
        "report": view.report,
        "verdict": verdict_words(view.report.verdict),
        "outcome_label": sentence_case(view.outcome_label),
        "how_much": how_much(view),
        "course": _around(view),
        "began": BEGAN,
        "asked_outcome": outcome or "",
        "choices": outcome_choices.choices(view.table, shown=view.report.outcome),
    }
    return frame.show(request, "changes/change.html", context, person=person, here="more")


def began(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """One tap: was it begun because things were bad? The answer then stands in the words."""
    account, now = account_of(request), frame.clock()
    wanted = request.POST.get("change", "")
    if not wanted:
        raise UserError(_("no change was named."), field="change", hint=_("Go back to the list and choose one."))
    said, group = request.POST.get("began", ""), frame.form_id(request)
    change = actions.say_how_it_began(account, person.id, wanted, said, now=now, source="changes", group=group)
    outcome = request.POST.get("outcome", "")
    asked = {"change": change, **({"outcome": outcome} if outcome else {})}
    return redirect(f"{reverse('change', args=[person.id])}?{urlencode(asked)}#began")


def balance(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What was noted on each step of the medicine that `?medicine=` names."""
    wanted = request.GET.get("medicine", "")
    if not wanted:
        raise UserError(_("no medicine was named."), field="medicine", hint=_("Go back to the list and choose one."))
    view = actions.balance(account_of(request), person.id, wanted, now=frame.clock())
    made = view.balance
    steps = [
        (step, [say_change(other).short for other in also])
        for step, also in zip(made.stretches, made.also, strict=True)
    ]
    groups = [
        Group(title, tuple(_row(row, made.stretches) for row in made.rows_of(group)))
        for group, title in GROUPS.items()
        if made.rows_of(group)
    ]
    context = {"view": view, "label": sentence_case(made.label), "balance": made, "steps": steps, "groups": groups}
    return frame.show(request, "changes/balance.html", context, person=person, here="more")


def _row(row: BalanceRow, stretches: tuple[DoseStretch, ...]) -> Row:
    return Row(sentence_case(row.label), tuple(zip(stretches, row.cells, strict=True)))


def _around(view: actions.ChangeView) -> SafeString:
    """The days looked at, with the plain means on either side."""
    report = view.report
    first, last = report.first_day, report.last_day
    if first is None or last is None:
        return SafeString("")
    day = report.change.day
    levels = []
    if view.mean_before is not None:
        levels.append(charts.Level(first, max(first, day - timedelta(days=1)), view.mean_before, "before"))
    if view.mean_after is not None:
        levels.append(charts.Level(max(first, day), last, view.mean_after, "since"))
    chart: Chart = charts.course(
        view.table,
        report.outcome,
        label=view.outcome_label,
        changes=view.others,
        first=min(first, day),
        last=max(last, day),
        scale_max=charts.scale_max_of(view.table, report.outcome),
        levels=levels,
    )
    means = ", ".join(f"{level.mean:.1f} {level.words}" for level in levels)
    sentence = _("Mean of the days counted: {means}.").format(means=means) if means else ""
    return mark_safe(charts.figure_html(chart, sentence=sentence))  # noqa: S308 -- charts escape every word
