"""What did the person choose, and who may look?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge import load
from supple.knowledge.traits import load_traits
from supple.model import Day, Fact, Profile, Role, Scope, UserError, When
from supple.web import fact_words, frame, numbers, settings_fields
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages.people import zone_options
from supple.web.pages.today import kept_hindrances
from supple.words import N_, _, later

PROFILE = later(
    (
        *((trait.profile, trait.question) for trait in load_traits().values() if trait.question),
        ("blood_thinner", N_("Do you take a blood thinner?")),
        ("immune_modifying", N_("Do you take a medicine that changes your immune system?")),
    )
)
ANSWERS = later((("", N_("Not answered")), ("yes", N_("Yes")), ("no", N_("No")), ("unknown", N_("I don’t know"))))
ROLE_WORDS = later({Role.SELF: N_("whose diary it is"), Role.CARER: N_("carer"), Role.CLINICIAN: N_("clinician")})
SCOPES = later(
    (
        (Scope.LOOK.value, N_("See the diary")),
        (Scope.NOTE.value, N_("Write entries (marked as theirs)")),
        (Scope.REPORT.value, N_("See the report")),
    )
)
LOOKED = later(
    {
        "today": N_("Today"),
        "catch_up": N_("the last days"),
        "timeline": N_("the timeline"),
        "look": N_("what goes with it"),
        "look_back": N_("the week, looking back"),
        "injections": N_("the injections"),
        "held_routines": N_("the routines and breaks"),
        "sitting": N_("the breaks while sitting"),
        "activity": N_("activity and therapy"),
        "tries": N_("what is tried for two weeks"),
        "report": N_("the report"),
        "history": N_("an entry"),
        "doses": N_("the doses"),
        "call_book": N_("the team’s numbers"),
        **dict.fromkeys(("emergency_card", "keep_card"), N_("the emergency card")),
        **dict.fromkeys(("alerts", "raised_alerts", "unanswered_alerts", "explain_rule"), N_("the alerts")),
        "told_about": N_("the alerts you chose to tell about"),
        "question_sheet": N_("a question sheet"),
        "check_card": N_("the card of a question sheet"),
        **dict.fromkeys(("medicines", "read_prescription", "read_move", "read_ending"), N_("the medicines")),
    }
)
TELL = later(
    (
        ("nothing", N_("Nothing")),
        ("emergencies", N_("Emergencies")),
        ("same_day", N_("Emergencies, and what needs a call today")),
    )
)
ABOUT_ME = ("name", "zone", "country", "emergency_number", "day_starts_at_hour")
MOST_OWN = 30
MOST_LETTERS = 60
SHOWN_LOOKS = 30


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """All settings on one page; each part is its own form."""
    return page(request, person)


def about_me(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Name, clock, country, and when a day starts."""
    account = account_of(request)
    typed = {name: request.POST.get(name, "").strip() for name in ABOUT_ME}
    chosen = actions.settings(account, person.id)
    errors = _about_errors(typed)
    if not errors:
        try:
            actions.change_person(account, person.id, name=typed["name"], zone=typed["zone"])
        except UserError as error:
            errors[error.field or "name"] = error.message
    if errors:
        return page(request, person, errors=errors, typed=typed, status=400)
    country, own_number = typed["country"] or None, numbers.dialled(typed["emergency_number"])
    hour = int(typed["day_starts_at_hour"])
    changed = replace(chosen, country=country, emergency_number=own_number, day_starts_at_hour=hour)
    actions.save_settings(account, person.id, changed)
    if country and country != chosen.country:
        _answer(request, person, "country", country)
    response = done(person, "about")
    frame.keep_on_device(request, response, frame.COUNTRY_COOKIE, numbers.kept(country, own_number))
    return response


def _about_errors(typed: dict[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if typed["country"] and typed["country"] not in {code for code, _ignored in numbers.countries()}:
        errors["country"] = _("Choose a country from the list.")
    number = typed["emergency_number"]
    if number and not 2 <= len(numbers.dialled(number)) <= numbers.MOST_DIGITS:
        errors["emergency_number"] = _("Write the number with digits, like 999.")
    hour = typed["day_starts_at_hour"]
    if not (hour.isascii() and hour.isdecimal()) or int(hour) > 12:
        errors["day_starts_at_hour"] = _("A day starts between 0 and 12 o’clock.")
    return errors


def check_in(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What is asked on Today, and one's own words for triggers and helpers."""
    account = account_of(request)
    known = load()
    kept = tuple(code for code in request.POST.getlist("hindrance") if code in known.hindrances)
    hidden = {code for code, entry in known.factors.items() if entry.is_default} - set(request.POST.getlist("factor"))
    own = {name: _own_words(request.POST.get(name, "")) for name in ("own_factors", "own_helpers")}
    errors = {name: words for name, found in own.items() if (words := _own_error(found))}
    if errors:
        typed = {name: request.POST.get(name, "") for name in own}
        return page(request, person, errors=errors, typed=typed, status=400)
    chosen = replace(
        actions.settings(account, person.id),
        kept_hindrances=kept or ("none",),
        hidden_factors=tuple(sorted(hidden)),
        own_factors=own["own_factors"],
        own_helpers=own["own_helpers"],
    )
    actions.save_settings(account, person.id, chosen)
    return done(person, "check-in")


def _own_words(text: str) -> tuple[str, ...]:
    """One a line, each once."""
    lines = (" ".join(line.split()).casefold() for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def _own_error(words: tuple[str, ...]) -> str:
    if len(words) > MOST_OWN:
        return _("That is more than {most_own}. Keep the ones you use.").format(most_own=MOST_OWN)
    if any(len(each) > MOST_LETTERS for each in words):
        return _("Keep each to {most_letters} letters.").format(most_letters=MOST_LETTERS)
    return ""


def others(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Two consents, off until ticked: to be helped by what other diaries taught, and to be part of such sums."""
    account = account_of(request)
    ticked = set(request.POST.getlist("others"))
    chosen = actions.settings(account, person.id)
    changed = replace(chosen, helped_by_others="helped" in ticked, part_of_sums="sums" in ticked)
    actions.save_settings(account, person.id, changed)
    return done(person, "others")


def profile(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Answers that the rules of "When to call" need. What was not answered stays so."""
    account = account_of(request)
    before = _profile_now(request, person)
    today = frame.today_of(person, frame.clock())
    when: When = Day(today, person.zone)
    facts: list[tuple[Fact, When]] = []
    for key, _ignored in PROFILE:
        answer = request.POST.get(key, "")
        if answer in {"yes", "no", "unknown"} and answer != before.get(key):
            facts.append((Profile(key, answer), when))
    if facts:
        actions.save_facts(account, person.id, facts, now=frame.clock(), source="plan", group=frame.form_id(request))
    return done(person, "profile")


def let_in(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Let somebody help: shows the one-time link to hand over, once."""
    typed = {name: request.POST.get(name, "").strip() for name in ("helper_name", "role", "ends_on")}
    scopes = [Scope(value) for value in request.POST.getlist("scope") if value in dict(SCOPES)]
    try:
        if Scope.NOTE in scopes and Scope.LOOK not in scopes:
            raise UserError(_("Who writes in the diary needs to see it too. Tick both."), field="scopes")
        invitation = actions.invite(
            account_of(request),
            person.id,
            name=typed["helper_name"],
            role=Role.CLINICIAN if typed["role"] == "clinician" else Role.CARER,
            scopes=scopes,
            now=frame.clock(),
            ends_on=_ends_on(typed["ends_on"], person),
        )
    except UserError as error:
        field = {"name": "helper_name", None: "helper_name"}.get(error.field, error.field or "helper_name")
        return page(request, person, errors={field: error.message}, typed=typed, status=400)
    link = request.build_absolute_uri(reverse("enter", args=[invitation.token]))
    context = {
        "link": link,
        "name": invitation.account.name,
        "until": fact_words.moment_words(invitation.expires_at, person.zone),
    }
    return frame.show(request, "settings/invited.html", context, person=person, here="more")


def _ends_on(typed: str, person: actions.PersonCard) -> date | None:
    if not typed:
        return None
    try:
        ends_on = date.fromisoformat(typed)
    except ValueError:
        raise UserError(_("Choose a day, like 2026-03-31."), field="ends_on") from None
    if ends_on < frame.today_of(person, frame.clock()):
        raise UserError(_("That day is over already."), field="ends_on")
    return ends_on


def tell_member(request: HttpRequest, person: actions.PersonCard, member_id: UUID) -> HttpResponse:
    """About which alerts a helper is told, from now on."""
    actions.save_telling(account_of(request), person.id, member_id, request.POST.get("tell", ""))
    return done(person, "people")


def end_member(request: HttpRequest, person: actions.PersonCard, member_id: UUID) -> HttpResponse:
    """End somebody's help, from now on."""
    actions.end_member(account_of(request), person.id, member_id, now=frame.clock())
    return done(person, "people")


def page(
    request: HttpRequest,
    person: actions.PersonCard,
    *,
    errors: dict[str, str] | None = None,
    typed: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The settings page, with what was typed and what was wrong with it."""
    bad, kept = errors or {}, typed or {}
    account = account_of(request)
    chosen = actions.settings(account, person.id)
    is_owner = Scope.OWN in person.scopes
    context: dict[str, Any] = {
        "errors": bad,
        "saved_part": request.GET.get("saved", ""),
        "is_owner": is_owner,
        "fields": _fields(person, chosen, kept, bad),
        "hindrances": _checks(load().hindrances, kept_hindrances(chosen.kept_hindrances)),
        "factors": _checks(
            {code: entry for code, entry in load().factors.items() if entry.is_default and not entry.is_treatment},
            [code for code in load().factors if code not in chosen.hidden_factors],
        ),
        "profile": _profile_fields(request, person),
        "scopes_offered": SCOPES,
        "chosen": chosen,
        "learnt": _learnt() if is_owner else (),
        "fewest_people": actions.FEWEST_IN_SUMS,
        "typed": kept,
        "device_parts": settings_fields.device_parts(request),
        "symptoms": settings_fields.symptom_fields(chosen, kept, bad),
    }
    if is_owner:
        told = actions.helpers_told(account, person.id)
        context["tell_choices"], context["may_tell"] = TELL, set(told) - {account.id}
        context["members"] = [
            {
                "member": member,
                "words": ROLE_WORDS[member.role],
                "ended": not member.scopes,
                "is_me": member.account.id == account.id,
                "tell": told.get(member.account.id, ""),
            }
            for member in actions.members(account, person.id)
        ]
        context["looked"] = [
            {
                "look": look,
                "what": LOOKED.get(look.action, look.action),
                "role": ROLE_WORDS[look.role],
                "when": fact_words.moment_words(look.at, person.zone),
            }
            for look in actions.who_looked(account, person.id)[:SHOWN_LOOKS]
        ]
    return frame.show(request, "settings/settings.html", context, person=person, here="more", status=status)


def _fields(
    person: actions.PersonCard, chosen: actions.PersonSettings, typed: dict[str, str], bad: dict[str, str]
) -> dict[str, Field]:
    countries = (("", _("Not chosen")), *numbers.countries())
    hours = tuple((str(hour), f"{hour:02d}:00") for hour in range(13))
    own = {name: "\n".join(getattr(chosen, name)) for name in ("own_factors", "own_helpers")}
    plain = (
        Field("name", _("Name"), person.name),
        Field("zone", _("Time zone"), person.zone, options=zone_options()),
        Field("country", _("Country"), chosen.country or "", hint=_("For the emergency number."), options=countries),
        Field(
            "emergency_number",
            _("My own emergency number"),
            chosen.emergency_number,
            hint=_("If it should be another than the country’s."),
            type="tel",
        ),
        Field(
            "day_starts_at_hour",
            _("A new day starts at"),
            str(chosen.day_starts_at_hour),
            hint=_("What you note before this hour belongs to the evening before."),
            options=hours,
        ),
        Field(
            "own_factors", _("Triggers in your own words"), own["own_factors"], hint=_("One a line."), type="words"
        ),
        Field(
            "own_helpers", _("What helps, in your own words"), own["own_helpers"], hint=_("One a line."), type="words"
        ),
        *settings_fields.usual_fields(chosen),
        Field("helper_name", _("Their name"), ""),
        Field("ends_on", _("Last day"), "", hint=_("A clinician needs one. Empty: until you end it."), type="date"),
    )
    return {
        each.name: replace(each, value=typed.get(each.name, each.value), error=bad.get(each.name, ""))
        for each in plain
    }


def _learnt() -> list[str]:
    """What has been installed here, a line each."""
    return [
        _("About {label}, from {people} people: {name}, {made_on:%d %B %Y}.").format(
            label=load().label(prior.outcome), people=prior.prior.people, name=prior.name, made_on=prior.made_on
        )
        for prior in actions.installed_priors()
    ]


def _checks(entries: Any, chosen: Any) -> list[dict[str, object]]:
    return [
        {"code": code, "label": sentence_case(entry.label), "checked": code in chosen}
        for code, entry in entries.items()
    ]


def _profile_now(request: HttpRequest, person: actions.PersonCard) -> dict[str, str]:
    return dict(actions.today(account_of(request), person.id, now=frame.clock()).profile)


def _profile_fields(request: HttpRequest, person: actions.PersonCard) -> list[Field]:
    now = _profile_now(request, person)
    return [Field(key, words, now.get(key, ""), options=ANSWERS) for key, words in PROFILE]


def _answer(request: HttpRequest, person: actions.PersonCard, key: str, answer: str) -> None:
    now = frame.clock()
    when: When = Day(frame.today_of(person, now), person.zone)
    actions.save_facts(account_of(request), person.id, [(Profile(key, answer), when)], now=now, source="plan")


def done(person: actions.PersonCard, part: str) -> HttpResponse:
    return redirect(f"{reverse('settings', args=[person.id])}?saved={part}#{part}")
