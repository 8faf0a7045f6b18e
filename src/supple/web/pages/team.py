"""Who is in the person's own team, with which number, and when do they answer? And which allergies are known?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge.calling import OTHER, load_calling
from supple.model import Contact, UserError
from supple.plan import hours_text
from supple.web import frame
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages.saved import just_saved
from supple.words import N_, _, later

_TYPED = ("role", "name", "phone", "when", "from", "to", "hours", "role_words", "note")
_WHEN = later(
    (
        ("", N_("I don’t know")),
        ("any", N_("At any time, day and night")),
        ("weekdays", N_("Monday to Friday, from … to …")),
        ("every day", N_("Every day, from … to …")),
        ("other", N_("At other times, written below")),
    )
)


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Everybody, and a form for one more, or to change one (`?change=NAME`)."""
    book = actions.call_book(account_of(request), person.id, now=frame.clock())
    wanted = request.GET.get("change", "")
    change = next((each for each in book.team if wanted and each.name == wanted), None)
    return _page(
        request, person, book, {} if change is None else _typed_of(change), was=change.name if change else ""
    )


def keep(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write somebody down, or change the one that `was` names."""
    typed = {name: request.POST.get(name, "").strip() for name in _TYPED}
    was = request.POST.get("was", "")
    account, now, group = account_of(request), frame.clock(), frame.form_id(request)
    roles = load_calling().roles
    role = roles.get(typed["role"])
    said: dict[str, Any] = {
        "role": typed["role"],
        "role_words": typed["role_words"],
        "phone": typed["phone"],
        "note": typed["note"],
    }
    name = typed["name"] or (sentence_case(role.label) if role and role.id != OTHER else "")
    try:
        said["hours"] = _hours(typed)
        if was:
            events = actions.change_contact(account, person.id, was, name, now=now, group=group, **said)
        else:
            events = actions.add_contact(account, person.id, name, now=now, group=group, **said)
    except UserError as refused:
        words = sentence_case(" ".join(filter(None, (refused.message, refused.hint))))
        book = actions.call_book(account, person.id, now=now)
        return _page(request, person, book, typed, was=was, errors={refused.field or "name": words}, status=400)
    return redirect(f"{reverse('team', args=[person.id])}?saved={events[0].group}")


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Cross somebody off."""
    name = request.POST.get("name", "")
    account, now = account_of(request), frame.clock()
    try:
        events = actions.end_contact(account, person.id, name, now=now, group=frame.form_id(request))
    except UserError as refused:
        book = actions.call_book(account, person.id, now=now)
        return _page(request, person, book, {}, errors={"name": sentence_case(refused.message)}, status=400)
    return redirect(f"{reverse('team', args=[person.id])}?saved={events[0].group}")


def _hours(typed: Mapping[str, str]) -> str:
    """The hours that the form means, as a text; what else was written is never dropped in silence."""
    when, rest = typed["when"], typed["hours"]
    if when == "any":
        return _("any time")
    if when in {"weekdays", "every day"}:
        if not (typed["from"] and typed["to"]):
            raise UserError(_("choose from when to when they answer."), field="from")
        return "; ".join(filter(None, (f"{when} {typed['from']}-{typed['to']}", rest)))
    return rest


def _typed_of(contact: Contact) -> dict[str, str]:
    """What the form would have held for this contact."""
    hours = contact.hours_words or hours_text(contact.hours)
    role = load_calling().roles[contact.role]
    return {
        "role": contact.role,
        "name": contact.name,
        "phone": contact.phone,
        "when": "any" if contact.hours.any_time else "other" if hours else "",
        "hours": "" if contact.hours.any_time else hours,
        "role_words": "" if contact.role_words == role.label else contact.role_words,
        "note": contact.note,
    }


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    book: actions.CallBook,
    typed: Mapping[str, str],
    *,
    was: str = "",
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    bad = errors or {}
    roles = [("", _("choose")), *((role.id, sentence_case(role.label)) for role in load_calling().roles.values())]
    fields = (
        Field("role", _("What they do"), options=roles),
        Field("name", _("Name"), hint=_("Such as: Nurse Ellis. Leave it open to use the words above.")),
        Field("phone", _("Phone"), type="tel", hint=_("As you would write it: 020 7946 0000.")),
        Field("when", _("When do they answer?"), options=_WHEN),
        Field("from", _("From"), type="time"),
        Field("to", _("To"), type="time"),
        Field("hours", _("Other times"), hint=_("Such as: Sat 9:00–12:00; Sun 10:00–11:00.")),
        Field("role_words", _("What they do, in your own words")),
        Field("note", _("A note"), hint=_("Such as: press 2 for the nurse.")),
    )
    context = {
        "contacts": [
            {"line": line, "hours": "" if contact.hours.any_time else hours_text(contact.hours)}
            for contact, line in zip(book.team, book.team_lines(), strict=True)
        ],
        "fields": {
            each.name: Field(
                each.name,
                each.label,
                typed.get(each.name, ""),
                hint=each.hint,
                error=bad.get(each.name, ""),
                type=each.type,
                options=each.options,
            )
            for each in fields
        },
        "was": was,
        "numbers": book.numbers,
        "errors": bad,
        "saved": None if bad else just_saved(request, account_of(request), person),
    }
    return frame.show(request, "team/team.html", context, person=person, here="more", status=status)


def allergies(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What is written down, and a form for more."""
    return _allergy_page(request, person, {}, {})


def add_allergy(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write an allergy down."""
    typed = {name: request.POST.get(name, "").strip() for name in ("allergy", "words")}
    try:
        events = actions.add_allergy(
            account_of(request),
            person.id,
            typed["allergy"],
            words=typed["words"],
            now=frame.clock(),
            group=frame.form_id(request),
        )
    except UserError as refused:
        return _allergy_page(request, person, typed, {refused.field or "allergy": sentence_case(refused.message)})
    return redirect(f"{reverse('allergies', args=[person.id])}?saved={events[0].group}")


def end_allergy(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Cross an allergy off."""
    name = request.POST.get("name", "")
    try:
        events = actions.end_allergy(
            account_of(request), person.id, name, now=frame.clock(), group=frame.form_id(request)
        )
    except UserError as refused:
        return _allergy_page(request, person, {}, {"allergy": sentence_case(refused.message)})
    return redirect(f"{reverse('allergies', args=[person.id])}?saved={events[0].group}")


def none_known(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The person says that no allergy is known, or takes that back."""
    answer = request.POST.get("none_known", "")
    try:
        events = actions.say_no_allergies(
            account_of(request), person.id, answer, now=frame.clock(), group=frame.form_id(request)
        )
    except UserError as refused:
        return _allergy_page(request, person, {}, {"allergy": sentence_case(refused.message)})
    return redirect(f"{reverse('allergies', args=[person.id])}?saved={events[0].group}")


def _allergy_page(
    request: HttpRequest, person: actions.PersonCard, typed: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    account = account_of(request)
    context = {
        "allergies": actions.call_book(account, person.id, now=frame.clock()).allergies,
        "fields": {
            "allergy": Field("allergy", _("To what?"), typed.get("allergy", ""), error=errors.get("allergy", "")),
            "words": Field(
                "words",
                _("What happened?"),
                typed.get("words", ""),
                hint=_("Such as: rash. You may leave it open."),
                error=errors.get("words", ""),
            ),
        },
        "errors": errors,
        "saved": None if errors else just_saved(request, account, person),
    }
    return frame.show(
        request, "team/allergies.html", context, person=person, here="more", status=400 if errors else 200
    )
