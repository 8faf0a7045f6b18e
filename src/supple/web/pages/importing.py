"""How does a diary from elsewhere come in? Look first, then keep; twice changes nothing."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse

from supple import actions, imports
from supple.knowledge import label
from supple.model import UserError
from supple.web import frame, uploads
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.words import N_, _, later

GONE = N_("The file is no longer here. Choose it again.")
MOST_LINES = 20
KINDS = later(
    {
        "rating": N_("ratings, like stiffness or pain"),
        "count": N_("counts, like spasms"),
        "factor": N_("triggers and helpers"),
        "session": N_("things done for oneself"),
        "note": N_("notes"),
        "dose": N_("doses"),
        "measurement": N_("measurements"),
        "answer": N_("answers, yes or no"),
        "sign": N_("signs"),
        "side_effect": N_("side effects"),
        "comparison": N_("comparisons"),
        "plan": N_("what was agreed"),
        "profile": N_("answers about the person"),
        "finding_mark": N_("marks beside findings"),
        "alert_step": N_("what became of alerts"),
    }
)


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Choose a file."""
    return _page(request, person, {})


def preview(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Say what the file holds. Nothing is kept in the diary yet."""
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, person, {"file": _("Choose a file first.")}, status=400)
    key = frame.form_id(request)
    path = None
    try:
        path = uploads.keep(upload, person.id, key)
        outcome = actions.import_file(account_of(request), person.id, path, now=frame.clock(), dry_run=True)
    except UserError as error:
        if path is not None:
            uploads.forget(path)
        return _page(request, person, {"file": str(error)}, status=400)
    return frame.show(request, "import/preview.html", {**_words(outcome), "key": key}, person=person, here="more")


def keep(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep what the preview showed."""
    path = uploads.find(person.id, request.POST.get("key", ""))
    if path is None:
        return _page(request, person, {"file": _(GONE)}, status=400)
    try:
        outcome = actions.import_file(account_of(request), person.id, path, now=frame.clock())
    except UserError as error:
        return _page(request, person, {"file": str(error)}, status=400)
    uploads.forget(path)
    return frame.show(request, "import/done.html", _words(outcome), person=person, here="more")


def template(_request: HttpRequest, **_person: object) -> HttpResponse:
    """An empty table to fill in, with the columns Supple knows."""
    response = HttpResponse(imports.template_csv().encode("utf-8"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="supple-table.csv"'
    return response


def _words(outcome: actions.ImportOutcome) -> dict[str, object]:
    kinds = [(KINDS.get(kind, label(kind)), count) for kind, count in outcome.counts_by_kind.items()]
    reasons = sorted(left.reason or left.why for left in outcome.left_out)
    return {
        "outcome": outcome,
        "kinds": sorted(((sentence_case(kind), count) for kind, count in kinds), key=lambda each: -each[1]),
        "left_out": outcome.left_out[:MOST_LINES],
        "left_out_more": max(0, len(outcome.left_out) - MOST_LINES),
        "reasons": [(reason, len(list(group))) for reason, group in groupby(reasons)],
        "first_day": outcome.days[0] if outcome.days else None,
        "last_day": outcome.days[-1] if outcome.days else None,
        "columns": [sentence_case(label(name)) for name in _columns(outcome)][:40],
    }


def _columns(outcome: actions.ImportOutcome) -> list[str]:
    return sorted({name for row in outcome.daily for name in row if name != "day"})


def _page(
    request: HttpRequest, person: actions.PersonCard, errors: dict[str, str], status: int = 200
) -> HttpResponse:
    return frame.show(request, "import/import.html", {"errors": errors}, person=person, here="more", status=status)
