"""Which stretches are there, and how is a session of them done? Stop rules first, one at a time, pause at a spasm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.charts.figures import draw_stretch
from supple.knowledge.activity import FELT, WHY
from supple.knowledge.stretches import Stretch, load_stretches
from supple.model import Day, Fact, Instant, Rating, Recall, Session, When
from supple.plan import Routine
from supple.web import frame
from supple.web.fields import STEPS, Field, sentence_case
from supple.web.guard import account_of
from supple.words import _

MOST_MINUTES = 240
_FIRST = ("before", "ask_first")
_THEN = ("ready", "during", "stop", "amount", "helper", "evidence", "left_out")


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The stretches. `?area=`, `?position=`; `?wheelchair=yes` only what can be done sitting in one."""
    known = load_stretches()
    area, position = request.GET.get("area", ""), request.GET.get("position", "")
    in_wheelchair = request.GET.get("wheelchair") == "yes"
    area = area if area in known.areas else ""
    position = position if position in known.positions else ""
    found = known.of(area, position, in_wheelchair=in_wheelchair) if area or position or in_wheelchair else ()
    context = {
        "first": [known.advice[name] for name in _FIRST],
        "then": [known.advice[name] for name in _THEN],
        "areas": [(each.id, sentence_case(each.label)) for each in known.areas.values()],
        "positions": [(code, sentence_case(words)) for code, words in known.positions.items()],
        "area": area,
        "position": position,
        "in_wheelchair": in_wheelchair,
        "is_asked": bool(area or position or in_wheelchair),
        "found": [card(each) for each in found],
        "reviewed_by": known.reviewed_by,
    }
    return frame.show(request, "stretches/stretches.html", context, person=person, here="more")


def session(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """One after the other, with a timer. `?routine=` the plan's, `?at=` which of its times, `?on=` of which day;
    `?do=` single ones."""
    routine = _routine(request, person)
    chosen = _chosen(request, routine)
    if not chosen:
        return redirect("stretches", person.id)
    return _page(request, person, chosen, routine, {})


def save(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep what was done: which were held, how stiff before and after, how it felt. Nothing held keeps nothing."""
    account, now = account_of(request), frame.clock()
    known = load_stretches().stretches
    held = tuple(each for each in request.POST.getlist("held") if each in known)
    felt = request.POST.get("felt", "")
    begun = _begun(request.POST.get("begun", ""), now)
    facts: list[tuple[Fact, When]] = []
    zone = person.zone
    for name, at in (("before", begun), ("after", now)):
        said = request.POST.get(name, "")
        if said in STEPS and at is not None:
            facts.append((Rating("stiffness", float(said), recall=Recall.NOW), Instant(at, zone)))
    name = " ".join(request.POST.get("routine", "").split())[:120]
    routine = _routine_named(request, person, name)
    if held:
        minutes = None if begun is None else round((now - begun).total_seconds() / 60)
        facts.append(
            (
                Session(
                    (routine.what if routine is not None else "") or "stretching",
                    minutes=None if not minutes else float(min(minutes, MOST_MINUTES)),
                    routine=None if routine is None else routine.name,
                    due_time=_time_of(routine, request.POST.get("at", "")) or None,
                    did=held,
                    felt=felt if felt in FELT else None,
                ),
                _when(request, person, routine, now),
            )
        )
    if not facts:
        errors = {"held": _("Nothing was held and nothing was answered, so there is nothing to save.")}
        return _page(request, person, _chosen(request, routine), routine, errors, status=400)
    kept = actions.save_facts(account, person.id, facts, now=now, source="session", group=frame.form_id(request))
    return redirect(f"{reverse('today', args=[person.id])}?saved={kept[0].group}")


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    chosen: Sequence[Stretch],
    routine: Routine | None,
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    known = load_stretches()
    seconds = routine.hold_seconds if routine is not None else None
    context = {
        "first": [known.advice["before"]],
        "ask_first": known.advice["ask_first"],
        "stop": known.advice["stop"],
        "steps": [card(each, seconds=seconds) for each in chosen],
        "routine": routine,
        "at": _time_of(routine, request.POST.get("at", "") or request.GET.get("at", "")),
        "on": _day_of(request.POST.get("on", "") or request.GET.get("on", "")),
        "agreed": routine is not None and routine.agreed == "yes",
        "scales": [
            Field("before", _("How stiff before?"), request.POST.get("before", "")),
            Field("after", _("How stiff now?"), request.POST.get("after", "")),
        ],
        "felt": list(FELT.items()),
        "why": list(WHY.items()),
        "begun": frame.clock().isoformat(timespec="seconds"),
        "errors": errors,
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "stretches/session.html", context, person=person, here="more", status=status)


def card(one: Stretch, *, seconds: int | None = None) -> dict[str, object]:
    """A stretch as pages show it, with its drawing."""
    known = load_stretches()
    return {
        "id": one.id,
        "label": sentence_case(one.label),
        "area": sentence_case(known.areas[one.area].label),
        "position": sentence_case(known.positions[one.position]),
        "steps": one.steps,
        "feel": one.feel,
        "needs": [known.needs[code] for code in one.needs],
        "mind": one.mind,
        "seconds": seconds or one.hold_seconds,
        "repeats": one.repeats,
        "sides": {"each": _("each side"), "both": _("both together"), "none": ""}[one.side],
        "picture": draw_stretch(one.drawing, title=one.label, desc=one.alt),
        "source": one.source,
    }


def _routine(request: HttpRequest, person: actions.PersonCard) -> Routine | None:
    return _routine_named(request, person, request.GET.get("routine", ""))


def _routine_named(request: HttpRequest, person: actions.PersonCard, name: str) -> Routine | None:
    """The routine of that name; None where there is none, or where this helper may not look at the plan."""
    if not name or not actions.can(account_of(request), "held_routines", person.id):
        return None
    held = actions.held_routines(account_of(request), person.id, now=frame.clock()).routines
    wanted = " ".join(name.split()).casefold()
    return next((each for each in held if " ".join(each.name.split()).casefold() == wanted), None)


def _time_of(routine: Routine | None, text: str) -> str:
    """The routine's own time that was named, as keys name it; "" for anything else."""
    return text if routine is not None and text in {f"{at:%H:%M}" for at in routine.times} else ""


def _when(request: HttpRequest, person: actions.PersonCard, routine: Routine | None, now: datetime) -> When:
    """Now. Was it due on the day before, and the new day of the diary has begun since, then it is that day's: else it
    would stand as not done on that one and as done on this one."""
    on, at = _day_of(request.POST.get("on", "")), _time_of(routine, request.POST.get("at", ""))
    if on is not None and at:
        today = actions.held_routines(account_of(request), person.id, now=now).day
        if on == today - timedelta(days=1):
            return Day(on, person.zone)
    return Instant(now, person.zone)


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _chosen(request: HttpRequest, routine: Routine | None) -> tuple[Stretch, ...]:
    known = load_stretches().stretches
    asked = request.GET.getlist("do") or request.POST.getlist("shown")
    ids = routine.stretches if routine is not None and not asked else asked
    return tuple(known[each] for each in dict.fromkeys(ids) if each in known)


def _begun(text: str, now: datetime) -> datetime | None:
    """When the session was opened; None where that cannot be, such as a page left open since yesterday."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    is_recent = at.tzinfo is not None and timedelta() <= now - at <= timedelta(minutes=MOST_MINUTES)
    return at if is_recent else None
