"""Which questions does a sheet ask this person, what do answers become, and how does a filled-in sheet read?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from supple.knowledge import load
from supple.knowledge.checks import Item, Sheet, load_checks
from supple.knowledge.traits import load_traits
from supple.model import (
    CHECK_SOURCE,
    Alert,
    CardLine,
    CheckCard,
    Checked,
    Count,
    Event,
    Fact,
    Factor,
    Instant,
    Interval,
    Note,
    Plan,
    Sign,
    UserError,
    When,
)


def sheet_for(sheet_id: str, plan: Plan | None) -> tuple[Sheet, tuple[Item, ...]]:
    """A sheet and the questions for this person: what an answer "no" rules out is not asked.

    Raises:
        UserError: there is no such sheet.
    """
    sheet = load_checks().get(sheet_id)
    if sheet is None:
        raise UserError(f"{sheet_id!r} is no sheet of questions.", hint=f"There are: {', '.join(load_checks())}.")
    return sheet, tuple(item for item in sheet.items if not (item.only_with and _is_ruled_out(item.only_with, plan)))


def offered(sheet_id: str, alerts: Iterable[Alert]) -> bool:
    """Whether one of these alerts is a reason to offer the sheet."""
    return any(alert.rule in load_checks()[sheet_id].offered_with for alert in alerts)


def facts_of(
    sheet: Sheet,
    items: Sequence[Item],
    answers: Mapping[str, str],
    *,
    which: Sequence[str] = (),
    signs: Sequence[str] = (),
    words: str = "",
) -> list[Fact]:
    """What the answers become; what was left open becomes nothing.

    Args:
        sheet: the sheet.
        items: the questions asked.
        answers: item → "yes", "no" or, where the sheet has it, "unknown".
        which: triggers named under a yes where the question names several.
        signs: signs ticked. They are new, unless the sheet's `new_symptom` was not answered with yes.
        words: the person's own words beside it.

    Raises:
        UserError: an item, an answer, a trigger or a sign that is none of this sheet's.
    """
    known = {item.id: item for item in items}
    for item_id, answer in answers.items():
        if item_id not in known:
            raise UserError(f"{item_id!r} is no question of this sheet.", hint=f"There are: {', '.join(known)}.")
        if answer not in sheet.answers:
            raise UserError(f"{answer!r} is no answer to {item_id}.", hint=f"There are: {', '.join(sheet.answers)}.")
    offered_signs = {*sheet.ticks, *(code for item in items for code in item.ticks)}
    if strange := set(signs) - offered_signs:
        raise UserError(f"{', '.join(sorted(strange))}: not offered here.", hint="Use: supple watch --sign")
    facts: list[Fact] = []
    for item in items:
        if item.id in answers:
            facts.extend(_facts(sheet, item, answers[item.id], which))
    is_new = True if "new_symptom" not in {item.id for item in items} or answers.get("new_symptom") == "yes" else None
    facts.extend(Sign(code, present=True, new=is_new) for code in dict.fromkeys(signs))
    if words.strip():
        facts.append(Note(words))
    return facts


def card(
    events: Iterable[Event], sheet_id: str, group: UUID | None = None, *, plan: Plan | None = None
) -> CheckCard | None:
    """A filled-in sheet put together again: the one of `group`, or the latest; None where there is none.

    Args:
        events: folded by the diary, so that what was corrected or taken back reads as it stands now.
        sheet_id: which sheet.
        group: what tied its entries together.
        plan: to tell a question that was left open from one that is not for this person.
    """
    sheet = load_checks()[sheet_id]
    by_group: dict[UUID, list[Event]] = defaultdict(list)
    for event in events:
        if event.group is not None and not event.withdrawn and group in {None, event.group}:
            by_group[event.group].append(event)
    # A correction keeps its entry's group but not its source: one entry of the sheet is enough to know the group.
    by_group = {tie: own for tie, own in by_group.items() if any(_is_of(event, sheet_id) for event in own)}
    if not by_group:
        return None
    newest = max(by_group, key=lambda tie: (max(_moment(event.when) for event in by_group[tie]), str(tie)))
    return _card(sheet, by_group[newest], newest, plan)


def to_read_out(found: CheckCard, traits: Iterable[str] = (), *, name: str = "") -> tuple[str, ...]:
    """The sheet as short sentences for the phone: what is known, in the team's order, and what was left open.

    Args:
        found: the card.
        traits: what holds for the person, said first.
        name: of the person, when somebody else rings for them; "" for oneself.
    """
    lines = [f"I ring about {name}, who has MS." if name else "I have MS."]
    known = [load_traits()[code].label for code in load_traits() if code in traits]
    if known:
        lines.append(f"{'There is' if name else 'I have or take'}: {', '.join(known)}.")
    if found.signs:
        lines.append(f"Signs: {'; '.join(found.signs)}.")
    if found.words:
        lines.append(f"In {'our' if name else 'my'} own words: {found.words}")
    for line in found.lines:
        if line.answer:
            detail = f" ({', '.join(line.detail)})" if line.detail else ""
            lines.append(f"{_upper(line.label)}: {_lower(line.said)}{detail}.")
    if left := found.with_answer(""):
        opened = load_checks()[found.sheet].open
        lines.append(f"{opened}: {', '.join(line.label for line in left)}.")
    return tuple(lines)


def is_recent(found: CheckCard, now: datetime, *, hours: float = 72) -> bool:
    return found.at >= now - timedelta(hours=hours)


def _facts(sheet: Sheet, item: Item, answer: str, which: Sequence[str]) -> list[Fact]:
    if answer == "no" and item.factors:
        return [Factor(code, present=False) for code in item.factors]
    if answer == "yes" and item.factors:
        named = item.factors if len(item.factors) == 1 else tuple(code for code in item.factors if code in which)
        if named:
            return [Factor(code, present=True) for code in named]
    if item.sign and answer != "unknown":
        return [Sign(item.sign, present=answer == "yes")]
    if item.count and answer == "yes":
        return [Count(item.count)]
    return [Checked(sheet.id, item.id, answer)]


def _is_of(event: Event, sheet_id: str) -> bool:
    return event.source == f"{CHECK_SOURCE}{sheet_id}" or (
        isinstance(event.fact, Checked) and event.fact.sheet == sheet_id
    )


def _card(sheet: Sheet, events: Sequence[Event], group: UUID, plan: Plan | None) -> CheckCard:
    facts = [event.fact for event in events]
    asked_signs = {item.sign for item in sheet.items if item.sign}
    first = min(events, key=lambda event: _moment(event.when))
    return CheckCard(
        sheet=sheet.id,
        title=sheet.title,
        at=_moment(first.when),
        zone=first.when.zone,
        lines=tuple(_line(sheet, item, facts) for item in sheet.items if not _left_out(sheet, item, facts, plan)),
        signs=tuple(
            f"{load().label(fact.code)}{', new for me' if fact.new else ''}"
            for fact in facts
            if isinstance(fact, Sign) and fact.present and fact.code not in asked_signs
        ),
        words="\n".join(fact.text for fact in facts if isinstance(fact, Note)),
        group=group,
    )


def _line(sheet: Sheet, item: Item, facts: Sequence[Fact]) -> CardLine:
    answer, detail = _answer(sheet, item, facts)
    return CardLine(item.id, item.label, answer, sheet.answers.get(answer, sheet.open), detail)


def _answer(sheet: Sheet, item: Item, facts: Sequence[Fact]) -> tuple[str, tuple[str, ...]]:
    named = [fact for fact in facts if isinstance(fact, Factor) and fact.code in item.factors]
    there = [fact for fact in named if fact.present]
    if there:
        several = len(item.factors) > 1
        return "yes", tuple(load().label(fact.code) for fact in there) if several else ()
    if named:
        return "no", ()
    for fact in facts:
        match fact:
            case Sign(code=code, present=present) if item.sign and code == item.sign:
                return ("yes" if present else "no"), ()
            case Count(code=code) if item.count and code == item.count:
                return "yes", ()
            case Checked(sheet=own, item=asked, answer=answer) if (own, asked) == (sheet.id, item.id):
                return answer, ()
    return "", ()


def _left_out(sheet: Sheet, item: Item, facts: Sequence[Fact], plan: Plan | None) -> bool:
    """A question that was not for this person and has no answer is not "not looked at"."""
    return bool(item.only_with) and _is_ruled_out(item.only_with, plan) and not _answer(sheet, item, facts)[0]


def _is_ruled_out(key: str, plan: Plan | None) -> bool:
    return plan is not None and plan.answer(key) == "no" and not plan.in_force(key)


def _moment(when: When) -> datetime:
    match when:
        case Instant(at_utc, _):
            return at_utc
        case Interval(_, end_utc, _):
            return end_utc
    return datetime(when.local_day.year, when.local_day.month, when.local_day.day, 12, tzinfo=UTC)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    """Inside a sentence, but "I" stays "I"."""
    return words if words.startswith("I ") else words[:1].lower() + words[1:]
