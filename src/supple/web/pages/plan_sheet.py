"""What was agreed, on one sheet? To read, to print, and as PDF."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from supple import actions
from supple import report as report_room
from supple.web import frame
from supple.web.guard import account_of


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The sheet on screen; it prints without the frame around it."""
    sheet = actions.plan_sheet(account_of(request), person.id, now=frame.clock())
    return frame.show(request, "plan/sheet.html", {"sheet": sheet}, person=person, here="more")


def pdf(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The same sheet as PDF."""
    sheet = actions.plan_sheet(account_of(request), person.id, now=frame.clock())
    response = HttpResponse(report_room.sheet_to_pdf(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="supple-plan-{sheet.day:%Y-%m-%d}.pdf"'
    return response
