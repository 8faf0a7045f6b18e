"""Which routines and breaks are there, and how are they written down? As agreed, or as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.actions import routines as room
from supple.knowledge import load
from supple.knowledge.home import load_home
from supple.knowledge.stretches import load_stretches
from supple.model import UserError
from supple.plan import Breaks, Routine
from supple.plan.breaks import BREAKS_NAME, USUAL_MINUTES
from supple.plan.recurrence import EVERY_DAY
from supple.web import break_ideas, clock_words, frame
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages import saved, tries
from supple.words import N_, _, later

WEEKDAYS = later(
    (
        ("mon", N_("Mon"), N_("Monday")),
        ("tue", N_("Tue"), N_("Tuesday")),
        ("wed", N_("Wed"), N_("Wednesday")),
        ("thu", N_("Thu"), N_("Thursday")),
        ("fri", N_("Fri"), N_("Friday")),
        ("sat", N_("Sat"), N_("Saturday")),
        ("sun", N_("Sun"), N_("Sunday")),
    )
)
GROUPS = later(
    (
        ("stretch", N_("Stretches, moving joints")),
        ("activity", N_("Activity or therapy")),
        ("home", N_("At home: drinks, splints, sleep …")),
        ("other", N_("Something else")),
    )
)
AGREED = later((("yes", N_("Yes")), ("no", N_("No")), ("unknown", N_("Don’t know"))))
BODIES = later(
    (
        ("seated", N_("I stay seated")),
        ("arms", N_("Arms and hands only")),
        ("relief", N_("Shifting weight, taking pressure off")),
        ("standing", N_("I can stand, with support")),
    )
)
HABITS = later((N_("after brushing teeth"), N_("after waking up"), N_("after lunch"), N_("before bed")))
LEGS = later((("yes", N_("Yes")), ("no", N_("No"))))
BREAKS_TYPED = ("every_minutes", "from_time", "to_time", "body", "moves_legs")
TYPED = (
    "group",
    "times",
    "every_days",
    "tied_to",
    "what",
    "minutes",
    "sets",
    "hold_seconds",
    "agreed",
    "rings",
    "prompt",
    "last_day",
    "extra_sets",
    "extra_until",
)


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What is in force."""
    account, now = account_of(request), frame.clock()
    view = room.held_routines(account, person.id, now=now)
    tried = tries.beside(request, person, now)
    context = {
        "routines": [
            {**_card(each, now.astimezone(ZoneInfo(person.zone))), **tried(each.name)} for each in view.routines
        ],
        "breaks": [{**_breaks_card(each), **tried(each.name)} for each in view.breaks],
        "saved": saved.just_saved(request, account, person),
        "errors": tries.refused(request),
    }
    return frame.show(request, "routines/routines.html", context, person=person, here="more")


def write(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write a routine down, or change it: `?name=` opens one as it stands."""
    account, now = account_of(request), frame.clock()
    if request.method != "POST":
        return _form(request, person, _held(request, person), {})
    typed = {name: request.POST.get(name, "") for name in TYPED}
    typed["weekdays"] = _weekdays(request)
    typed["stretches"] = "; ".join(
        each for each in request.POST.getlist("stretch") if each in load_stretches().stretches
    )
    typed["rings"] = "" if request.POST.get("rings") == "yes" else "no"
    both = {**typed, "name": request.POST.get("name", ""), "words": request.POST.get("words", "")}
    try:
        if not typed["every_days"].strip():
            _ask_for_days(request)
        kept = room.keep_routine(
            account, person.id, both["name"], typed, now=now, words=both["words"], group=frame.form_id(request)
        )
    except UserError as error:
        return _form(request, person, both, {error.field or "name": sentence_case(error.message)}, status=400)
    return redirect(reverse("routines", args=[person.id]) + (f"?saved={kept[0].group}" if kept else ""))


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """No longer, from today on. It stays in the history."""
    name = request.POST.get("name", "")
    try:
        kept = room.end_routine(account_of(request), person.id, name, now=frame.clock(), group=frame.form_id(request))
    except UserError:
        return redirect("routines", person.id)
    return redirect(f"{reverse('routines', args=[person.id])}?saved={kept[0].group}")


def breaks(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Breaks while sitting: how often, between which hours, for which body."""
    account, now = account_of(request), frame.clock()
    if request.method != "POST":
        held = room.held_routines(account, person.id, now=now).breaks
        return _breaks_form(request, person, _as_typed(held[0]) if held else {}, {})
    typed = {name: request.POST.get(name, "") for name in BREAKS_TYPED}
    typed["weekdays"] = _weekdays(request)
    try:
        _ask_for_days(request)
        kept = room.keep_breaks(account, person.id, typed, now=now, group=frame.form_id(request))
    except UserError as error:
        return _breaks_form(
            request, person, typed, {error.field or "every_minutes": sentence_case(error.message)}, status=400
        )
    return redirect(reverse("routines", args=[person.id]) + (f"?saved={kept[0].group}" if kept else ""))


def _ask_for_days(request: HttpRequest) -> None:
    """With no day ticked somebody may mean none: that is asked, not taken for every day."""
    if not request.POST.getlist("weekday"):
        raise UserError(_("choose at least one day."), field="weekdays")


def _weekdays(request: HttpRequest) -> str:
    chosen = [
        day for day in request.POST.getlist("weekday") if any(day == name for name, _ignored, _ignored in WEEKDAYS)
    ]
    return "" if len(chosen) == len(WEEKDAYS) else ",".join(chosen)


def _held(request: HttpRequest, person: actions.PersonCard) -> dict[str, str]:
    """The routine that `?name=` names, as it was typed; an empty form where there is none."""
    view = room.held_routines(account_of(request), person.id, now=frame.clock())
    wanted = " ".join(request.GET.get("name", "").split()).casefold()
    item = view.items.get(wanted)
    if item is None or item.item != "routine":
        at_home = load_home().get(request.GET.get("home", ""))
        return dict(at_home.as_routine()) if at_home is not None else {"rings": "", "group": "stretch"}
    return {**item.detail, "name": item.name, "words": item.words}


def _form(
    request: HttpRequest,
    person: actions.PersonCard,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> HttpResponse:
    def field(name: str, label: str, hint: str = "", kind: str = "text") -> Field:
        return Field(name, label, typed.get(name, ""), hint=hint, error=errors.get(name, ""), type=kind)

    sessions = load().sessions
    context = {
        "fields": {
            "name": field("name", _("What is it called"), _("Such as: bedtime stretch.")),
            "words": field("words", _("What to do, in your own or your therapist’s words")),
            "times": field(
                "times", _("At what times"), _("Like 07:30; 21:30. Empty: no set time, and nothing rings.")
            ),
            "tied_to": field(
                "tied_to", _("After or before which habit"), _("Such as: {items}.").format(items=", ".join(HABITS))
            ),
            "prompt": field("prompt", _("What it says when it rings"), _("Empty: its name.")),
            "minutes": field("minutes", _("For how many minutes"), kind="number"),
            "sets": field("sets", _("How many times each"), kind="number"),
            "hold_seconds": field("hold_seconds", _("Hold for how many seconds"), kind="number"),
            "every_days": field(
                "every_days", _("Or every how many days"), _("Only if not by days of the week."), "number"
            ),
            "last_day": field("last_day", _("Until which day"), _("Empty: until you end it."), "date"),
            "extra_sets": field(
                "extra_sets",
                _("More of each for a while"),
                _("Such as in the weeks after an injection, as agreed."),
                "number",
            ),
            "extra_until": field("extra_until", _("Until which day more"), kind="date"),
        },
        "groups": GROUPS,
        "agreed": AGREED,
        "weekdays": _chosen_days(typed.get("weekdays", ""), is_none="weekdays" in errors),
        "sessions": [(code, sentence_case(entry.label)) for code, entry in sessions.items()],
        "stretches": _stretches(typed.get("stretches", "")),
        "typed": typed,
        "errors": errors,
        "rings": typed.get("rings", "") != "no",
        "is_new": "name" not in typed or bool(errors) or "home" in request.GET,
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "routines/write.html", context, person=person, here="more", status=status)


def _breaks_form(
    request: HttpRequest,
    person: actions.PersonCard,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    status: int = 200,
) -> HttpResponse:
    usual = {"every_minutes": str(USUAL_MINUTES), "from_time": "09:00", "to_time": "17:00", "body": "seated"}
    said = {**usual, **typed}

    def field(name: str, label: str, hint: str = "", kind: str = "text") -> Field:
        return Field(name, label, said.get(name, ""), hint=hint, error=errors.get(name, ""), type=kind)

    context = {
        "fields": {
            "every_minutes": field(
                "every_minutes", _("Every how many minutes"), _("20 to 180; many take 45 to 60."), "number"
            ),
            "from_time": field("from_time", _("From"), kind="time"),
            "to_time": field("to_time", _("To"), kind="time"),
        },
        "weekdays": _chosen_days(
            said.get("weekdays", "") if typed else "mon,tue,wed,thu,fri", is_none="weekdays" in errors
        ),
        "bodies": BODIES,
        "body": said["body"],
        "legs": LEGS,
        "moves_legs": said.get("moves_legs", ""),
        **break_ideas.of_page(request, person, frame.clock()),
        "is_there": bool(typed) and not errors,
        "name": BREAKS_NAME,
        "errors": errors,
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "routines/breaks.html", context, person=person, here="more", status=status)


def _stretches(text: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Every stretch by its area, with whether it is in the routine."""
    known, chosen = load_stretches(), {part.strip() for part in text.split(";")}
    return [
        (sentence_case(area.label), [(s.id, sentence_case(s.label), s.id in chosen) for s in known.of(area.id)])
        for area in known.areas.values()
    ]


def _chosen_days(text: str, *, is_none: bool = False) -> list[tuple[str, str, str, bool]]:
    """Each day with whether it is ticked; no day named is every day, unless nobody ticked one (`is_none`)."""
    chosen = [part.strip() for part in text.split(",") if part.strip()]
    is_all = not chosen and not is_none
    return [(code, short, name, is_all or code in chosen) for code, short, name in WEEKDAYS]


def _as_typed(held: Breaks) -> dict[str, str]:
    return {
        "every_minutes": str(held.every_minutes),
        "from_time": f"{held.start:%H:%M}",
        "to_time": f"{held.end:%H:%M}",
        "weekdays": ",".join(code for n, (code, _ignored, _ignored) in enumerate(WEEKDAYS) if n in held.weekdays),
        "body": held.body,
        "moves_legs": "yes" if held.moves_legs else "",
    }


def _nearest(times: tuple[time, ...], local: datetime) -> str:
    """Which of its times a session begun now is for: the one nearest on the clock, over midnight too."""
    minute = local.hour * 60 + local.minute

    def away(at: time) -> int:
        apart = abs(at.hour * 60 + at.minute - minute)
        return min(apart, 24 * 60 - apart)

    return f"{min(times, key=away):%H:%M}" if times else ""


def _card(one: Routine, local: datetime) -> dict[str, object]:
    lines = [_comes(one)]
    if one.tied_to:
        lines.append(sentence_case(one.tied_to))
    amount = [_("{minutes} minutes").format(minutes=one.minutes)] if one.minutes else []
    amount += [_("{sets} times each").format(sets=one.sets)] if one.sets else []
    amount += [_("held for {hold_seconds} seconds").format(hold_seconds=one.hold_seconds)] if one.hold_seconds else []
    if amount:
        lines.append(sentence_case(", ".join(amount)))
    if one.extra_sets and one.extra_until:
        lines.append(
            _("{extra_sets} more of each until {day} {extra_until:%B}").format(
                extra_sets=one.extra_sets, day=one.extra_until.day, extra_until=one.extra_until
            )
        )
    if one.agreed:
        lines.append(_("Agreed with the physiotherapist: {dict}").format(dict=dict(AGREED)[one.agreed].lower()))
    if not one.rings or not one.times:
        lines.append(_("It rings at no time."))
    return {
        "name": one.name,
        "words": one.words,
        "lines": lines,
        "group": dict(GROUPS)[one.group],
        "can_do": bool(one.stretches),
        "at": _nearest(one.times, local),
        "unread": one.unread,
    }


def _comes(one: Routine) -> str:
    every = one.comes.every_days
    days = _("Every {every} days").format(every=every) if every > 1 else _days_words(one.comes.weekdays)
    return f"{days}, {_times_words(one.times)}" if one.times else days


def _breaks_card(one: Breaks) -> dict[str, object]:
    return {
        "name": one.name,
        "lines": [
            _("Every {every_minutes} minutes from {said} to {said_2}").format(
                every_minutes=one.every_minutes, said=clock_words.said(one.start), said_2=clock_words.said(one.end)
            ),
            _days_words(one.weekdays),
            dict(BODIES)[one.body],
        ],
    }


def _days_words(days: frozenset[int]) -> str:
    return _("Every day") if days == EVERY_DAY else ", ".join(WEEKDAYS[day][2] for day in sorted(days))


def _times_words(times: tuple[time, ...]) -> str:
    return _(" and ").join(clock_words.said(at) for at in times)
