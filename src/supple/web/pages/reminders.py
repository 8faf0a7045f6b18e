"""How do reminders reach somebody? By the page, by phones that agreed, by mail, by the phone's own calendar."""

from __future__ import annotations

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.actions import reminding, ringing
from supple.model import Channel, DueKind, UserError
from supple.plan.clock import read_clock
from supple.plan.whole import read_whole
from supple.web import frame
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages.due import KINDS
from supple.words import N_, _, later

MOST_CHECK_INS = 4
WAYS = later(
    (
        ("page,push", N_("Phones")),
        ("page,push,mail", N_("Phones and mail")),
        ("page,mail", N_("Mail")),
        ("page", N_("Only on the page")),
    )
)
_USUAL_SECOND = 30
_MOST_LETTERS_OF_MAIL = 254
_TIMES = ("quiet_from", "quiet_to", "remind_day_at")


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What is asked, when it is quiet, and by which way each sort of thing is told."""
    account = account_of(request)
    chosen = actions.settings(account, person.id)
    if request.method != "POST":
        return _page(request, person, chosen, {})
    typed, errors = _read(request, chosen)
    if errors:
        return _page(request, person, typed, errors, status=400)
    actions.save_settings(account, person.id, typed)
    return redirect(reverse("reminders", args=[person.id]) + "?saved=yes")


def push(request: HttpRequest, person: actions.PersonCard) -> JsonResponse:
    """A browser agrees to be rung: its push service and its keys, as JSON."""
    try:
        sent = ringing.read_agreed(request.body)
        is_kept = ringing.agree_to_push(account_of(request), person.id, sent, now=frame.clock())
    except UserError as error:
        return JsonResponse({"error": f"{sentence_case(error.message)} {error.hint or ''}".strip()}, status=400)
    return JsonResponse({"kept": is_kept}, status=200 if is_kept else 410)


def end_push(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Ring this browser no more."""
    number = request.POST.get("push", "")
    if number.isascii() and number.isdigit():
        ringing.end_push(account_of(request), person.id, int(number[:15]))
    return redirect(reverse("reminders", args=[person.id]) + "#phones")


def test(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """ "Did it ring?": everything rings once, a few seconds from now, by the same way as a real one."""
    reminding.ring_for_trying(account_of(request), person.id, now=frame.clock())
    return redirect(reverse("reminders", args=[person.id]) + "?tried=yes#phones")


def new_feed(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """A private link for a calendar. It is shown once."""
    account, now = account_of(request), frame.clock()
    is_private = request.POST.get("words") != "plain"
    token = ringing.new_feed(account, person.id, is_private=is_private, now=now)
    link = request.build_absolute_uri(reverse("feed", args=[token]))
    context = {"link": link, "is_private": is_private}
    return frame.show(request, "reminders/feed.html", context, person=person, here="more")


def end_feed(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """From now on the link opens nothing."""
    ringing.end_feed(account_of(request), person.id, request.POST.get("feed", ""), now=frame.clock())
    return redirect(reverse("reminders", args=[person.id]) + "#calendar")


def feed(_request: HttpRequest, token: str) -> HttpResponse:
    """The calendar, for whoever has the link. A wrong link and a revoked one say the same."""
    try:
        made = reminding.calendar(token, now=frame.clock())
    except actions.NotAllowedError:
        made = None
    if made is None:
        raise Http404
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="supple.ics"'
    response["Cache-Control"] = "private, no-store"
    return response


def _read(request: HttpRequest, chosen: actions.PersonSettings) -> tuple[actions.PersonSettings, dict[str, str]]:
    """The settings as typed, and what is wrong with them by field."""
    said = {name: request.POST.get(name, "").strip() for name in (*_TIMES, "second_call_minutes", "mail_to")}
    asked = [request.POST.get(f"check_in_{n}", "").strip() for n in range(MOST_CHECK_INS)]
    errors: dict[str, str] = {}
    for name in _TIMES:
        if said[name] and read_clock(said[name]) is None:
            errors[name] = _("Write a time like 22:00.")
    if bool(said["quiet_from"]) is not bool(said["quiet_to"]):
        errors["quiet_to"] = _("Write both times, or none.")
    for n, text in enumerate(asked):
        if text and read_clock(text) is None:
            errors[f"check_in_{n}"] = _("Write a time like 08:30.")
        elif text and read_clock(text) in map(read_clock, asked[:n]):
            errors[f"check_in_{n}"] = _("This time stands there twice. Choose another one, or leave it empty.")
    minutes = read_whole(said["second_call_minutes"] or str(_USUAL_SECOND), 10, 120)
    if minutes is None:
        errors["second_call_minutes"] = _("Choose 10 to 120 minutes.")
    if said["mail_to"] and not _is_address(said["mail_to"]):
        errors["mail_to"] = _("This is no address that mail can go to.")
    ways = {value for value, _ignored in WAYS}
    remind = {
        kind.value: way
        for kind in DueKind
        if (way := request.POST.get(f"way_{kind.value}", "")) in ways and way != WAYS[0][0]
    }
    typed = replace(
        chosen,
        check_ins_at=tuple(text for text in asked if text),
        quiet_from=said["quiet_from"],
        quiet_to=said["quiet_to"],
        quiet_doses=request.POST.get("quiet_doses") == "yes",
        remind_day_at=said["remind_day_at"] or "09:00",
        second_call_minutes=minutes or _USUAL_SECOND,
        mail_to=said["mail_to"],
        remind=remind,
    )
    return typed, errors


def _is_address(text: str) -> bool:
    """One plain address that mail can go to: no name beside it, no second one, no line of its own."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= _MOST_LETTERS_OF_MAIL


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    chosen: actions.PersonSettings,
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    account = account_of(request)

    def field(name: str, label: str, value: str, hint: str = "", kind: str = "time") -> Field:
        typed = request.POST.get(name, value) if errors else value
        return Field(name, label, typed, hint=hint, error=errors.get(name, ""), type=kind)

    asked = (*chosen.check_ins_at, *[""] * MOST_CHECK_INS)[:MOST_CHECK_INS]
    context = {
        "check_ins": [field(f"check_in_{n}", _("Check-in {n}").format(n=n + 1), at) for n, at in enumerate(asked)],
        "fields": {
            "quiet_from": field("quiet_from", _("Quiet from"), chosen.quiet_from),
            "quiet_to": field("quiet_to", _("Quiet to"), chosen.quiet_to),
            "day_at": field(
                "remind_day_at",
                _("Things of a whole day ring at"),
                chosen.remind_day_at,
                _("Visits, steps of a medicine, a box that runs low."),
            ),
            "second": field(
                "second_call_minutes",
                _("After how many minutes once more"),
                str(chosen.second_call_minutes),
                _("For doses that must not stop suddenly, and for a pump."),
                "number",
            ),
            "mail_to": field(
                "mail_to",
                _("Where mail goes"),
                chosen.mail_to,
                _("Mail says how many things are due, never what."),
                "email",
            ),
        },
        "quiet_doses": chosen.quiet_doses,
        "kinds": [(kind.value, KINDS[kind.value], chosen.remind.get(kind.value, WAYS[0][0])) for kind in DueKind],
        "ways": WAYS if ringing.can_mail() else [way for way in WAYS if Channel.MAIL.value not in way[0]],
        "can_mail": ringing.can_mail(),
        "pushes": ringing.targets_of(person.id),
        "push_key": ringing.push_public_key(),
        "feeds": ringing.feeds_of(account, person.id),
        "is_tried": "tried" in request.GET,
        "saved_part": "saved" in request.GET,
        "errors": errors,
    }
    return frame.show(request, "reminders/reminders.html", context, person=person, here="more", status=status)
