"""What took courage this week, and what went as hoped? Read off diary, plan and the ledger of alerts, as noted.

Each is a plain fact with the name of who did it. None is a reward, and nobody is told what they did not do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from supple import knowledge
from supple.knowledge.agreeing import LEVELS, level_of
from supple.knowledge.checks import load_checks
from supple.knowledge.medicine_names import plain_name
from supple.model import (
    AlertStep,
    Answer,
    Checked,
    Event,
    Factor,
    Instant,
    Interval,
    PlanItem,
    PlanStatus,
    Session,
    Sign,
    Step,
    Win,
    WinKind,
    local_day_of,
)
from supple.words import _, n_

Noted = Sequence[tuple[Event, date]]
EARLY = timedelta(days=1)
HELPED = "stiffness_helped_"
RELAPSE_SHEET = "relapse"
SICK_FACTORS = frozenset({"bladder_infection", "other_infection", "illness"})
SICK_SIGNS = frozenset({"fever", "rigors", "very_unwell"})


def wins(
    noted: Noted, week: Sequence[date], *, paused: Collection[date] = (), whose: str = "", day_starts_at_hour: int = 4
) -> tuple[Win, ...]:
    """Everything of the week, in the order of `WinKind`.

    Args:
        noted: every shown entry with its day, what was agreed and what was done about alerts among them.
        week: its days.
        paused: days of rest from being asked.
        whose: the person's name, for a helper who reads it; "" where the person reads it.
        day_starts_at_hour: as the person chose.
    """
    inside = [(event, day) for event, day in noted if week[0] <= day <= week[-1] and event.noted_by.role != "device"]
    who = _who(whose)
    found = [
        *_calls(noted, inside, who),
        *_new_signs(inside, who, day_starts_at_hour),
        *_questions(inside, who),
        *_sheets(inside, who),
        *_rests(noted, inside, frozenset(paused), whose or _("You")),
        *_pauses(week, frozenset(paused), whose or _("You")),
        *_helped(inside),
        *_goals(noted, week),
    ]
    order = list(WinKind)
    return tuple(sorted(found, key=lambda win: (order.index(win.kind), win.day, win.words)))


def _who(whose: str) -> Callable[[Event], str]:
    def who(event: Event) -> str:
        return whose or _("You") if event.noted_by.role == "self" else event.noted_by.name or _("A helper")

    return who


def _calls(noted: Noted, inside: Noted, who: Callable[[Event], str]) -> Iterator[Win]:
    """Each alert once: called within a day of being raised, or called at all."""
    raised = defaultdict(list)
    for event, _ignored in noted:
        if isinstance(event.fact, AlertStep) and event.fact.step is Step.RAISED:
            raised[event.fact.rule].append(_moment(event))
    told: dict[str, Win] = {}
    for event, day in sorted(inside, key=lambda pair: (_moment(pair[0]), pair[0].id)):
        fact = event.fact
        if not isinstance(fact, AlertStep) or fact.step is not Step.CALLED:
            continue
        about = _("about “{title}”").format(title=fact.title) if fact.title else _("about an alert")
        at = max(_moment(event), event.recorded_at)  # a call said afterwards is kept under the moment of the alert
        if any(timedelta() <= at - began <= EARLY for began in raised[fact.rule]):
            told[fact.rule] = Win(
                WinKind.CALLED_EARLY, day, _("{who} called early {about}.").format(who=who(event), about=about)
            )
        elif fact.rule not in told:
            told[fact.rule] = Win(
                WinKind.ASKED, day, _("{who} asked for help {about}.").format(who=who(event), about=about)
            )
    yield from told.values()


def _new_signs(inside: Noted, who: Callable[[Event], str], day_starts_at_hour: int) -> Iterator[Win]:
    by_author: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for event, day in inside:
        fact = event.fact
        if isinstance(fact, Sign) and fact.present and fact.new and _same_day(event, day, day_starts_at_hour):
            by_author[who(event)].append((day, knowledge.label(fact.code)))
    for author, signs in by_author.items():
        labels = sorted({label for _ignored, label in signs})
        what = (
            _("a new sign on the day it came: {labels}").format(labels=labels[0])
            if len(labels) == 1
            else _("new signs on the day they came")
        )
        yield Win(
            WinKind.NEW_SIGN,
            max(day for day, _ignored in signs),
            _("{author} noted {what}.").format(author=author, what=what),
        )


def _questions(inside: Noted, who: Callable[[Event], str]) -> Iterator[Win]:
    asked: dict[str, dict[str, date]] = defaultdict(dict)
    for event, day in inside:
        fact = event.fact
        if isinstance(fact, PlanItem) and fact.item == "question" and fact.status is not PlanStatus.ENDED:
            of_author, name = asked[who(event)], plain_name(fact.name)
            of_author[name] = max(day, of_author.get(name, day))
    for author, questions in asked.items():
        what = n_("a question", "{count} questions", len(questions)).format(count=len(questions))
        yield Win(
            WinKind.QUESTION,
            max(questions.values()),
            _("{author} wrote down {what} for a visit.").format(author=author, what=what),
        )


def _sheets(inside: Noted, who: Callable[[Event], str]) -> Iterator[Win]:
    title = load_checks()[RELAPSE_SHEET].title
    days: dict[str, date] = {}
    for event, day in inside:
        if event.source.endswith(f":{RELAPSE_SHEET}") or (
            isinstance(event.fact, Checked) and event.fact.sheet == RELAPSE_SHEET
        ):
            days[who(event)] = max(day, days.get(who(event), day))
    for author, day in days.items():
        yield Win(WinKind.ASKED, day, _("{author} went through “{title}”.").format(author=author, title=title))


def _rests(noted: Noted, inside: Noted, paused: frozenset[date], whose: str) -> Iterator[Win]:
    """Rest, noted on a day that was a sick day by the notes or in a pause."""
    sick = paused | {day for event, day in noted if _is_sick(event)}
    days = {
        day
        for event, day in inside
        if isinstance(event.fact, Session) and event.fact.code == "rest" and event.fact.done and day in sick
    }
    if days:
        what = n_("a sick day", "{count} sick days", len(days)).format(count=len(days))
        yield Win(WinKind.RESTED, max(days), _("{whose} rested on {what}.").format(whose=whose, what=what))


def _pauses(week: Sequence[date], paused: frozenset[date], whose: str) -> Iterator[Win]:
    days = [day for day in week if day in paused]
    if days:
        how_long = n_("{count} day", "{count} days", len(days)).format(count=len(days))
        yield Win(
            WinKind.PAUSED,
            days[-1],
            _("{whose} kept a pause: {how_long}. A pause takes nothing away.").format(whose=whose, how_long=how_long),
        )


def _helped(inside: Noted) -> Iterator[Win]:
    days: dict[str, set[date]] = defaultdict(set)
    for event, day in inside:
        if isinstance(event.fact, Answer) and event.fact.code.startswith(HELPED) and event.fact.answer:
            days[event.fact.code].add(day)
    for code, on in days.items():
        label = knowledge.label(code)
        words = n_("{upper}{label} on {count} day.", "{upper}{label} on {count} days.", len(on)).format(
            upper=label[:1].upper(), label=label[1:], count=len(on)
        )
        yield Win(
            WinKind.STIFFNESS_HELPED, max(on), _("{words} That is worth telling at a visit.").format(words=words)
        )


def _goals(noted: Noted, week: Sequence[date]) -> Iterator[Win]:
    """The week's last level of a goal, where it is as hoped or more, or above the level noted before it."""
    levels: dict[str, dict[date, tuple[datetime, int, str]]] = defaultdict(dict)
    for event, _ignored in noted:
        item = event.fact
        if not isinstance(item, PlanItem) or (level := level_of(item)) is None or item.valid_from > week[-1]:
            continue
        said = (event.recorded_at, level, item.words or item.name)
        of_goal = levels[plain_name(item.name)]
        of_goal[item.valid_from] = max(said, of_goal.get(item.valid_from, said))
    for by_day in levels.values():
        days = sorted(by_day)
        level = by_day[days[-1]][1]
        before = by_day[days[-2]][1] if len(days) > 1 else None
        if days[-1] >= week[0] and (level >= 0 if before is None else level > before or level == before >= 0):
            yield Win(WinKind.GOAL, days[-1], f"“{by_day[days[-1]][2]}”: {LEVELS[level]}.")


def _is_sick(event: Event) -> bool:
    fact = event.fact
    if isinstance(fact, Factor):
        return fact.present and fact.code in SICK_FACTORS
    return isinstance(fact, Sign) and fact.present and fact.code in SICK_SIGNS


def _same_day(event: Event, day: date, day_starts_at_hour: int) -> bool:
    return local_day_of(Instant(event.recorded_at, event.when.zone), day_starts_at_hour) == day


def _moment(event: Event) -> datetime:
    """When it was, as exactly as was said."""
    if isinstance(event.when, Instant):
        return event.when.at_utc
    return event.when.end_utc if isinstance(event.when, Interval) else event.recorded_at
