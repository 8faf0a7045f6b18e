"""How near did life come to each goal? The goals in the person's words, one tap for each of five levels."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge.agreeing import AREAS, LEVELS
from supple.model import UserError
from supple.plan.goals import GoalView
from supple.web import fact_words, frame
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages.saved import just_saved
from supple.words import _

_TYPED = ("goal", "area", "by", "agreed_with")


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Each goal with its levels so far, and a form for a new one."""
    return _page(request, person, {}, {})


def add(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write down a goal."""
    typed = {name: request.POST.get(name, "").strip() for name in _TYPED}
    try:
        by = date.fromisoformat(typed["by"]) if typed["by"] else None
    except ValueError:
        return _page(request, person, {"by": _("Choose a day, or leave it open.")}, typed, status=400)
    try:
        events = actions.add_goal(
            account_of(request),
            person.id,
            typed["goal"],
            area=typed["area"],
            by=by,
            agreed_with=typed["agreed_with"],
            now=frame.clock(),
            group=frame.form_id(request),
        )
    except UserError as refused:
        return _page(request, person, {refused.field or "goal": sentence_case(refused.message)}, typed, status=400)
    return redirect(f"{reverse('goals', args=[person.id])}?saved={events[0].group}")


def right(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Put a goal's words right. What was written before stays in its history."""
    account, now = account_of(request), frame.clock()
    name = request.POST.get("name") or request.GET.get("goal", "")
    held = actions.agreements(account, person.id, now=now)
    goal = next((each for each in held.goals if each.name == name), None)
    if goal is None:
        return redirect("goals", person.id)
    if request.method != "POST":
        typed = {"goal": goal.said, **{key: goal.item.detail.get(key, "") for key in _TYPED[1:]}}
        return _right_page(request, person, goal, {}, typed)
    typed = {key: request.POST.get(key, "").strip() for key in _TYPED}
    try:
        by = date.fromisoformat(typed["by"]) if typed["by"] else None
    except ValueError:
        return _right_page(request, person, goal, {"by": _("Choose a day, or leave it open.")}, typed)
    try:
        events = actions.put_goal_right(
            account,
            person.id,
            name,
            typed["goal"],
            area=typed["area"],
            by=by,
            agreed_with=typed["agreed_with"],
            now=now,
            group=frame.form_id(request),
        )
    except UserError as refused:
        return _right_page(request, person, goal, {refused.field or "goal": sentence_case(refused.message)}, typed)
    saved = f"?saved={events[0].group}" if events else ""
    return redirect(f"{reverse('goals', args=[person.id])}{saved}")


def _right_page(
    request: HttpRequest, person: actions.PersonCard, goal: GoalView, errors: dict[str, str], typed: dict[str, str]
) -> HttpResponse:
    context = {"goal": goal, "fields": _fields(typed, errors), "errors": errors}
    return frame.show(
        request, "plan/goal_right.html", context, person=person, here="more", status=400 if errors else 200
    )


def attained(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """One tap: where the goal stands today."""
    try:
        level = int(request.POST.get("level", ""))
        if level not in LEVELS:
            raise ValueError
    except ValueError:
        return _page(request, person, {"level": _("Choose one of the five levels.")}, {}, status=400)
    try:
        events = actions.note_attained(
            account_of(request),
            person.id,
            request.POST.get("goal", ""),
            level,
            on=_on(request.POST.get("on", "")),
            now=frame.clock(),
            group=frame.form_id(request),
        )
    except UserError as refused:
        return _page(request, person, {"level": sentence_case(refused.message)}, {}, status=400)
    return redirect(f"{reverse('goals', args=[person.id])}?saved={events[0].group}")


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Cross a goal off. It stays in the history."""
    try:
        events = actions.end_agreed(
            account_of(request),
            person.id,
            "goal",
            request.POST.get("goal", ""),
            now=frame.clock(),
            group=frame.form_id(request),
        )
    except UserError as refused:
        return _page(request, person, {"level": sentence_case(refused.message)}, {}, status=400)
    return redirect(f"{reverse('goals', args=[person.id])}?saved={events[0].group}")


def _page(
    request: HttpRequest, person: actions.PersonCard, errors: dict[str, str], typed: dict[str, str], status: int = 200
) -> HttpResponse:
    account = account_of(request)
    held = actions.agreements(account, person.id, now=frame.clock())
    context = {
        "goals": [_goal(goal, held.day) for goal in held.goals],
        "ended": [_goal(goal, held.day) for goal in held.ended_goals],
        "levels": [(str(level), sentence_case(words)) for level, words in LEVELS.items()],
        "fields": _fields(typed, errors),
        "errors": errors,
        "saved": just_saved(request, account, person),
    }
    return frame.show(request, "plan/goals.html", context, person=person, here="more", status=status)


def _fields(typed: dict[str, str], errors: dict[str, str]) -> dict[str, Field]:
    areas = [("", _("leave open")), *((code, sentence_case(words)) for code, words in AREAS.items())]
    return {
        "goal": Field(
            "goal",
            _("The goal, in your own words"),
            typed.get("goal", ""),
            hint=_("Something you can see: get from bed to chair with one helper."),
            error=errors.get("goal", ""),
        ),
        "area": Field(
            "area", _("What it is about"), typed.get("area", ""), options=areas, error=errors.get("area", "")
        ),
        "agreed_with": Field(
            "agreed_with", _("Agreed with"), typed.get("agreed_with", ""), error=errors.get("agreed_with", "")
        ),
        "by": Field("by", _("By when"), typed.get("by", ""), error=errors.get("by", ""), type="date"),
    }


def _on(text: str) -> date | None:
    """The day of a level that is put right; none: today."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UserError(_("this level has no day."), field="on") from None


def _goal(goal: GoalView, today: date) -> dict[str, Any]:
    detail = goal.item.detail
    said = [
        sentence_case(AREAS.get(detail.get("area", ""), "")) if detail.get("area") != "other" else "",
        _("agreed with {detail}").format(detail=detail["agreed_with"]) if detail.get("agreed_with") else "",
        _("by {day}").format(day=_day(detail["by"])) if detail.get("by") else "",
        _("since {short}").format(short=_short(goal.agreed_on)),
        _("crossed off {short}").format(short=_short(goal.ended_on)) if goal.ended_on else "",
    ]
    return {
        "name": goal.name,
        "title": sentence_case(goal.said),
        "said": [each for each in said if each],
        "said_before": [(_short(on), words) for on, words in reversed(goal.said_before)],
        "latest": goal.latest,
        "latest_words": LEVELS[goal.latest.level] if goal.latest else "",
        "latest_day": fact_words.day_words(goal.latest.on, today) if goal.latest else "",
        "history": [
            {
                "day": _short(each.on),
                "on": each.on.isoformat(),
                "words": LEVELS[each.level],
                "level": each.level,
                "steps": _steps(each.level),
            }
            for each in reversed(goal.attained)
        ],
    }


def _steps(level: int) -> list[bool]:
    """Five marks in a row, the one that was chosen filled."""
    return [each == level for each in LEVELS]


def _day(text: str) -> str:
    try:
        return _short(date.fromisoformat(text))
    except ValueError:
        return text


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
