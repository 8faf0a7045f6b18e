"""What does the care team read? The report on screen and as PDF, and the questions to ask."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

from supple import actions
from supple import report as report_room
from supple.model import Scope, UserError, VisitReport
from supple.web import frame
from supple.web.fields import Field
from supple.web.guard import account_of
from supple.web.when_form import EARLIEST
from supple.words import _


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The page, since the last visit or since a day of one's choice."""
    account, now = account_of(request), frame.clock()
    typed = request.GET.get("since", "")
    error = ""
    try:
        since = _since(request, person)
    except UserError as refused:
        since, error = None, refused.message
    left_out = tuple(request.GET.getlist("leave_out"))
    made = actions.report(account, person.id, now=now, since=since, leave_out=left_out)
    # Who may only see the report does not see the plan's page, where the questions are kept.
    may_look = Scope.LOOK in person.scopes
    plan_today = actions.today(account, person.id, now=now).plan_today if may_look else ()
    query = urlencode([("since", since.isoformat())] if since else []) + "".join(
        f"&{urlencode({'leave_out': each})}" for each in left_out
    )
    context = {
        # The report room escapes every word that came from a person.
        "report_html": mark_safe(report_room.to_html(made)),  # noqa: S308
        "since": Field("since", _("Since"), typed or (since.isoformat() if since else ""), error=error, type="date"),
        "pdf_query": f"?{query.lstrip('&')}" if query else "",
        "questions": [item for item in plan_today if item.item == "question"],
        "choices": _choices(made, left_out),
        "errors": {"since": error} if error else {},
    }
    return frame.show(
        request, "report/report.html", context, person=person, here="more", status=400 if error else 200
    )


def pdf(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The same report as PDF, to print or hand over."""
    made = actions.report(
        account_of(request),
        person.id,
        now=frame.clock(),
        since=_since(request, person),
        leave_out=tuple(request.GET.getlist("leave_out")),
    )
    response = HttpResponse(report_room.to_pdf(made), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="supple-report-{made.now:%Y-%m-%d}.pdf"'
    return response


def _since(request: HttpRequest, person: actions.PersonCard) -> date | None:
    typed = request.GET.get("since", "").strip()
    if not typed:
        return None
    try:
        since = date.fromisoformat(typed)
    except ValueError:
        raise UserError(_("Choose a day, like 2026-03-31."), field="since") from None
    if since > frame.today_of(person, frame.clock()):
        raise UserError(_("That day has not come yet."), field="since")
    if since < EARLIEST:
        raise UserError(_("That is too long ago. Look at the year again."), field="since")
    return since


def _choices(made: VisitReport, left_out: tuple[str, ...]) -> list[dict[str, object]]:
    """What may be left out of a report that goes to others."""
    shown = [(section.id, section.title) for section in made.sections]
    gone = [(each, each.replace("_", " ")) for each in left_out if each not in dict(shown)]
    return [{"id": key, "title": title, "left_out": key in left_out} for key, title in [*shown, *gone]]
