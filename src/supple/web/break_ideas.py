"""Which idea stands beside a break, and how is the next one asked for? By an address, so that it needs no script."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from supple import actions
from supple.actions.reminding import LATER_MINUTES
from supple.model import Due, DueKind, Scope
from supple.plan.break_ideas import fitting, idea_at
from supple.plan.sitting import SittingDay
from supple.plan.whole import read_whole
from supple.web import fact_words
from supple.web.guard import account_of
from supple.words import _, n_

MOST_SKIPPED = 99


def skipped(request: HttpRequest) -> int:
    """How many ideas the reader went on: `?idea=`."""
    return read_whole(request.GET.get("idea", ""), 0, MOST_SKIPPED) or 0


def beside(
    request: HttpRequest, person: actions.PersonCard, dues: Iterable[Due], now: datetime
) -> dict[str, dict[str, str]]:
    """An idea for each break among these, by its key. The diary is asked only where there is one."""
    breaks = [each for each in dues if each.kind is DueKind.BREAK]
    if not breaks:
        return {}
    held = {each.name: each for each in actions.held_routines(account_of(request), person.id, now=now).breaks}
    skip = skipped(request)
    return {
        each.key: {
            "idea": idea_at(held[each.name], each.on, each.at, each.zone, skip=skip).prompt,
            "another_url": f"?idea={(skip + 1) % (MOST_SKIPPED + 1)}",
        }
        for each in breaks
        if each.name in held
    }


def of_page(request: HttpRequest, person: actions.PersonCard, now: datetime) -> dict[str, Any]:
    """What the page of breaks shows besides its form: an idea, the break that is due, and what the answers tell."""
    if Scope.LOOK not in person.scopes:
        return {}
    view = actions.sitting(account_of(request), person.id, now=now)
    skip = skipped(request)
    shown: dict[str, Any] = {"sitting": [_row(day, view) for day in view.days], "sitting_words": ""}
    if view.days and view.days[0].day == view.today:
        shown["sitting_words"] = words(view.days[0])
    if view.breaks is not None:
        on, at = (view.due_now.on, view.due_now.at) if view.due_now else (view.today, now)
        idea = idea_at(view.breaks, on, at, view.zone, skip=skip)
        shown["idea"] = idea
        shown["ideas"] = len(fitting(view.breaks))
        shown["another_url"] = f"?idea={(skip + 1) % (MOST_SKIPPED + 1)}"
        shown["break_due"] = view.due_now
        later = now + timedelta(minutes=LATER_MINUTES[0])
        shown["can_wait"] = view.due_now is not None and view.due_now.until > later
    return shown


def words(day: SittingDay) -> str:
    """Today in one sentence. Nothing noted is said as that, never as none."""
    if day.is_rest:
        return _("Today is a rest day: no break is asked for.")
    if day.told_minutes is None:
        return n_(
            "{due} break has come today, with nothing noted: what you did then, Supple does not know.",
            "{due} breaks have come today, with nothing noted: what you did then, Supple does not know.",
            day.due,
        ).format(due=day.due)
    said = _("Today, by your answers: {done} done, {not_now} not now.").format(done=day.done, not_now=day.not_now)
    if day.unanswered:
        said += " " + n_(
            "For {open} nothing is noted, so nothing is known of it.",
            "For {open} nothing is noted, so nothing is known of them.",
            day.unanswered,
        ).format(open=day.unanswered)
    return said


def _row(day: SittingDay, view: actions.SittingView) -> dict[str, Any]:
    return {
        "day": fact_words.day_words(day.day, view.today),
        "done": day.done,
        "not_now": day.not_now,
        "unanswered": day.unanswered,
        "is_rest": day.is_rest,
        "told": "" if day.told_minutes is None else hours(day.told_minutes),
    }


def hours(minutes: int) -> str:
    """ "3 h 20 min"."""
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    if minutes % 60 == 0:
        return _("{hours} h").format(hours=minutes // 60)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)
