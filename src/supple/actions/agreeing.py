"""What is agreed about goals, visits and aids, and how is it kept? One function for each page and command."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from supple import plan as plan_room
from supple.actions import folding
from supple.actions.access import require
from supple.actions.check_in import save_facts
from supple.actions.persons import card_of, settings_of
from supple.actions.together import sent_before
from supple.knowledge.agreeing import AIDS, AREAS, LEVELS, USES_STIFFNESS
from supple.knowledge.medicine_names import plain_name
from supple.model import Account, Day, Event, Member, Plan, PlanItem, PlanStatus, Scope, UserError
from supple.model.check import EARLIEST, LATEST_AGREED
from supple.plan import goals as goal_room
from supple.plan import visits as visit_room
from supple.plan.goals import GoalView
from supple.store import queries
from supple.words import _

MOST_LETTERS = 300


@dataclass(frozen=True, slots=True)
class Agreements:
    """Goals, visits, questions and aids as they stand on `day`. Coming visits soonest first, past ones newest first.

    A visit of today is among the coming ones and, as it may be over, among the past ones too.
    """

    day: date
    plan: Plan
    goals: tuple[GoalView, ...]
    ended_goals: tuple[GoalView, ...]
    coming: tuple[PlanItem, ...]
    past: tuple[PlanItem, ...]
    questions: tuple[PlanItem, ...]
    aids: tuple[PlanItem, ...]
    ended_aids: tuple[PlanItem, ...] = ()


def agreements(account: Account, person_id: UUID, *, now: datetime) -> Agreements:
    """Everything that the pages of goals, visits and aids show."""
    return _of(require(account, "agreements", person_id, now=now), now)


def add_goal(
    account: Account,
    person_id: UUID,
    name: str,
    *,
    now: datetime,
    area: str = "",
    by: date | None = None,
    agreed_with: str = "",
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Keep a goal in the person's own words.

    Raises:
        UserError: no words or too many, an unknown area, a day by which that lies before today, the goal is there.
    """
    member = require(account, "add_goal", person_id)
    held, goal_words = _of(member, now), _words(name, "goal")
    if area and area not in AREAS:
        raise UserError(_("choose an area."), field="area", hint=_("One of: {items}.").format(items=", ".join(AREAS)))
    if by is not None and not held.day <= by <= LATEST_AGREED:
        raise UserError(_("choose a day from today on, or leave it open."), field="by")
    detail = {
        "area": area,
        "by": by.isoformat() if by else "",
        "agreed_with": _words(agreed_with, "agreed_with", least=0),
    }
    item = PlanItem("goal", goal_words, PlanStatus.AGREED, held.day, detail=_filled(detail))
    there = goal_room.goal_named(held.plan, goal_words)
    if there is not None and (there.item.status is not PlanStatus.AGREED or there.item != item):
        raise UserError(_("this goal is written down already."), field="goal")
    return _save(account, member, item, held.day, now=now, group=group, source=source)


def put_goal_right(
    account: Account,
    person_id: UUID,
    name: str,
    words: str,
    *,
    now: datetime,
    area: str = "",
    by: date | None = None,
    agreed_with: str = "",
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Put a goal's words right, or what it is about, with whom and by when. Nothing different adds nothing.

    It is a new entry: the words before, and every level noted so far, stay.

    Raises:
        UserError: no such goal holds, another has these words, or as in `add_goal`.
    """
    member = require(account, "put_goal_right", person_id)
    held = _of(member, now)
    goal = goal_room.goal_named(held.plan, name)
    if goal is None:
        hint = _known(held.goals) if Scope.LOOK in member.scopes else None
        raise UserError(_("no goal of these words is written down."), field="name", hint=hint)
    new = _words(words, "goal")
    there = goal_room.goal_named(held.plan, new)
    if there is not None and there.name != goal.name:
        raise UserError(_("another goal has these words."), field="goal")
    if area and area not in AREAS:
        raise UserError(_("choose an area."), field="area", hint=_("One of: {items}.").format(items=", ".join(AREAS)))
    by_text = by.isoformat() if by else ""
    if by is not None and by_text != goal.item.detail.get("by") and not held.day <= by <= LATEST_AGREED:
        raise UserError(_("choose a day from today on, or leave it open."), field="by")
    detail = {"area": area, "by": by_text, "agreed_with": _words(agreed_with, "agreed_with", least=0)}
    if new == goal.said and all(goal.item.detail.get(key, "") == said for key, said in detail.items()):
        return ()
    item = goal_room.reworded_item(goal, new, detail, held.day)
    return _save(account, member, item, held.day, now=now, group=group, source=source)


def note_attained(
    account: Account,
    person_id: UUID,
    name: str,
    level: int,
    *,
    now: datetime,
    on: date | None = None,
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Place a goal at −2 … +2 on a day, today's if none is given.

    Raises:
        UserError: no such goal holds, the level is none of the five, or the day is still to come.
    """
    member = require(account, "note_attained", person_id)
    held = _of(member, now)
    goal = goal_room.goal_named(held.plan, name)
    if goal is None:
        # Who may write and not look is not told which goals there are.
        hint = _known(held.goals) if Scope.LOOK in member.scopes else None
        raise UserError(_("no goal of these words is written down."), field="goal", hint=hint)
    if level not in LEVELS:
        raise UserError(_("choose one of the five levels."), field="level", hint=_("From -2 to 2; 0 is as hoped."))
    day = on or held.day
    if not EARLIEST <= day <= held.day:
        raise UserError(_("this day is still to come, or too long ago."), field="on")
    return _save(account, member, goal_room.attained_item(goal, level, day), day, now=now, group=group, source=source)


def add_visit(
    account: Account,
    person_id: UUID,
    name: str,
    day: date,
    *,
    now: datetime,
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Keep a visit, to come or past.

    Raises:
        UserError: no words or too many, or a day that can be none.
    """
    member = require(account, "add_visit", person_id)
    if not EARLIEST <= day <= LATEST_AGREED:
        raise UserError(_("look at the year again."), field="day")
    item = PlanItem("visit", _words(name, "visit"), PlanStatus.AGREED, day)
    return _save(account, member, item, day, now=now, group=group, source=source)


def add_question(
    account: Account, person_id: UUID, words: str, *, now: datetime, group: UUID | None = None, source: str = "plan"
) -> tuple[Event, ...]:
    """Keep a question for the next visit."""
    member = require(account, "add_question", person_id)
    day = _of(member, now).day
    item = PlanItem("question", _words(words, "question"), PlanStatus.AGREED, day)
    return _save(account, member, item, day, now=now, group=group, source=source)


def decide(
    account: Account,
    person_id: UUID,
    name: str,
    day: date,
    code: str,
    *,
    now: datetime,
    words: str = "",
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Keep what a visit decided, beside what is written down for it already.

    Raises:
        UserError: no such visit up to today, or the decision cannot stand (`plan.visits.decided_item`).
    """
    member = require(account, "decide", person_id)
    visit = _past_visit(_of(member, now), name, day)
    item = visit_room.decided_item(visit, code, _words(words, "words", least=0))
    return _save(account, member, item, day, now=now, group=group, source=source)


def take_back_decision(
    account: Account, person_id: UUID, name: str, day: date, *, now: datetime, group: UUID | None = None
) -> tuple[Event, ...]:
    """Clear what was written down as decided at a visit. The history keeps it."""
    member = require(account, "take_back_decision", person_id)
    item = visit_room.undecided_item(_past_visit(_of(member, now), name, day))
    return _save(account, member, item, day, now=now, group=group, source="plan")


def add_aid(
    account: Account,
    person_id: UUID,
    name: str,
    kind: str,
    *,
    now: datetime,
    since: date | None = None,
    advised_by: str = "",
    uses_stiffness: Collection[str] = (),
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Keep an aid or a thing at home, from a day on. Without words of its own it is called by its kind.

    Raises:
        UserError: an unknown kind, "something else" without words, or a day that can be none.
    """
    member = require(account, "add_aid", person_id)
    held = _of(member, now)
    if kind not in AIDS:
        raise UserError(
            _("choose what it is."), field="kind", hint=_("One of: {items}.").format(items=", ".join(AIDS))
        )
    if not set(uses_stiffness) <= set(USES_STIFFNESS):
        raise UserError(
            _("choose from the list."),
            field="uses",
            hint=_("Known: {items}.").format(items=", ".join(USES_STIFFNESS)),
        )
    called = _words(name, "aid", least=0) or ("" if kind == "other" else AIDS[kind])
    day = since or held.day
    if not EARLIEST <= day <= held.day:
        raise UserError(_("choose today or an earlier day."), field="since")
    detail = {
        "kind": kind,
        "advised_by": _words(advised_by, "advised_by", least=0),
        "uses_stiffness": "; ".join(each for each in USES_STIFFNESS if each in uses_stiffness),
    }
    item = PlanItem("aid", _words(called, "aid"), PlanStatus.AGREED, day, detail=_filled(detail))
    if any(plain_name(each.name) == plain_name(item.name) and each != item for each in held.aids):
        raise UserError(_("an aid of this name is written down."), field="name", hint=_("Give it a name of its own."))
    return _save(account, member, item, day, now=now, group=group, source=source)


def put_aid_back(
    account: Account,
    person_id: UUID,
    name: str,
    *,
    now: datetime,
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """An aid that was crossed off is in use again, from today on. Its earlier days stay as they were.

    Raises:
        UserError: no aid of that name was used before.
    """
    member = require(account, "put_aid_back", person_id)
    held = _of(member, now)
    item = next((each for each in held.ended_aids if plain_name(each.name) == plain_name(name)), None)
    if item is None:
        if kept := sent_before(person_id, group):
            return kept
        raise UserError(_("no aid of these words was used before."), field="aid")
    back = replace(item, status=PlanStatus.AGREED, valid_from=held.day)
    return _save(account, member, back, held.day, now=now, group=group, source=source)


def end_agreed(
    account: Account,
    person_id: UUID,
    kind: str,
    name: str,
    *,
    now: datetime,
    on: date | None = None,
    group: UUID | None = None,
    source: str = "plan",
) -> tuple[Event, ...]:
    """Cross off a goal, a question (asked), an aid, or a visit that does not take place. It stays in the history.

    Args:
        on: from which day on; of a visit: its own day. Today if not given.

    Raises:
        UserError: nothing of that name holds.
    """
    member = require(account, "end_agreed", person_id)
    held = _of(member, now)
    day = on or held.day
    item: PlanItem | None
    if kind == "visit":
        item = visit_room.visit_on((*held.coming, *held.past), name, day)
    else:
        goal = goal_room.goal_named(held.plan, name) if kind == "goal" else None
        name = name if goal is None else goal.name
        items = {"goal": [g.item for g in held.goals], "question": held.questions, "aid": held.aids}.get(kind, ())
        key = " ".join(name.split()).casefold()
        item = next((each for each in items if " ".join(each.name.split()).casefold() == key), None)
    if item is None:
        if kept := sent_before(person_id, group):
            return kept
        raise UserError(_("nothing of these words is written down."), field=kind if kind else "item")
    if not EARLIEST <= day <= LATEST_AGREED or (kind == "aid" and day < item.valid_from):
        raise UserError(_("this day lies before the day it began."), field="on")
    detail = {**item.detail, "asked_on": day.isoformat()} if kind == "question" else item.detail
    ended = replace(item, status=PlanStatus.ENDED, valid_from=day, detail=detail)
    return _save(account, member, ended, day, now=now, group=group, source=source)


def _of(member: Member, now: datetime) -> Agreements:
    card = card_of(member)
    day = folding.today_of(now, card.zone, settings_of(card.id).day_starts_at_hour)
    events = queries.agreed_events(card.id)
    held = plan_room.plan_at(events, day)
    visits = plan_room.visits_of(plan_room.plan_at(events, LATEST_AGREED).events)
    goals = plan_room.goals_of(held)
    return Agreements(
        day=day,
        plan=held,
        goals=tuple(goal for goal in goals if goal.ended_on is None),
        ended_goals=tuple(goal for goal in goals if goal.ended_on is not None),
        coming=tuple(visit for visit in visits if visit.valid_from >= day),
        past=tuple(visit for visit in reversed(visits) if visit.valid_from <= day),
        questions=held.in_force("question"),
        aids=held.in_force("aid"),
        ended_aids=plan_room.ended_aids(held),
    )


def _past_visit(held: Agreements, name: str, day: date) -> PlanItem:
    visit = visit_room.visit_on(held.past, name, day)
    if visit is None:
        raise UserError(_("no visit of this day is written down, or it is still to come."), field="visit")
    return visit


def _save(
    account: Account, member: Member, item: PlanItem, day: date, *, now: datetime, group: UUID | None, source: str
) -> tuple[Event, ...]:
    """What lies ahead is written down today."""
    card = card_of(member)
    today = folding.today_of(now, card.zone, settings_of(card.id).day_starts_at_hour)
    when = Day(min(day, today), card.zone)
    return save_facts(account, card.id, [(item, when)], now=now, source=source, group=group)


def _words(text: str, field: str, *, least: int = 1) -> str:
    words = " ".join(text.split())
    if not least <= len(words) <= MOST_LETTERS:
        raise UserError(
            _("write a few words, up to {most_letters} letters.").format(most_letters=MOST_LETTERS), field=field
        )
    return words


def _filled(detail: dict[str, str]) -> dict[str, str]:
    return {key: words for key, words in detail.items() if words}


def _known(goals: tuple[GoalView, ...]) -> str:
    return (
        _("Written down: ") + "; ".join(goal.said for goal in goals) + "."
        if goals
        else _("Write the goal down first.")
    )
