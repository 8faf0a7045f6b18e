"""Which visits were, and which are to come? Each by its day and with whom, with what was decided there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from supple.knowledge.agreeing import DECISIONS, NOTHING_CHANGED, OTHER, decided_of
from supple.knowledge.medicine_names import plain_name
from supple.model import Event, PlanItem, PlanStatus, UserError


def visits_of(events: Iterable[Event]) -> tuple[PlanItem, ...]:
    """The newest entry of every visit, oldest visit first.

    Two visits with one person on two days are two. One that was called off (ended on its own day) is none.

    Args:
        events: shown ones in the order in which they hold, such as `Plan.events`.
    """
    found: dict[tuple[date, str], PlanItem] = {}
    for event in events:
        item = event.fact
        if not isinstance(item, PlanItem) or item.item != "visit":
            continue
        key = (item.valid_from, plain_name(item.name))
        if item.status is PlanStatus.ENDED:
            found.pop(key, None)
        else:
            before = found.get(key)
            if before is not None and item.status is PlanStatus.AGREED:
                # Written down once more, perhaps by another door: what was decided there still was.
                item = replace(item, detail={**before.detail, **item.detail})
            found[key] = item
    return tuple(found[key] for key in sorted(found))


def visit_on(visits: Iterable[PlanItem], name: str, day: date) -> PlanItem | None:
    """The visit with `name` on `day`."""
    key = plain_name(name)
    return next((each for each in visits if each.valid_from == day and plain_name(each.name) == key), None)


def decided_item(visit: PlanItem, code: str, words: str = "") -> PlanItem:
    """The entry that adds one decision to a visit. "Nothing changed" gives way to anything decided.

    Raises:
        UserError: the code is unknown, "something else" has no words, or "nothing changed" stands beside a change.
    """
    if code not in DECISIONS:
        raise UserError("choose what was decided.", field="decided", hint=f"One of: {', '.join(DECISIONS)}.")
    written = visit.detail.get("decided_words", "")
    words = " ".join(words.split())
    if code == OTHER and not words:
        raise UserError("write in a few words what was decided.", field="words")
    codes = [each for each in decided_of(visit) if each != NOTHING_CHANGED]
    if code == NOTHING_CHANGED and codes:
        raise UserError(
            "something is written down as decided at this visit.", field="decided", hint="Take that back first."
        )
    if words and words not in written.split("; "):
        written = "; ".join(filter(None, (written, words)))
    detail = {**visit.detail, "decided": "; ".join(dict.fromkeys([*codes, code]))}
    if written:
        detail["decided_words"] = written
    return replace(visit, status=PlanStatus.CHANGED, detail=detail)


def undecided_item(visit: PlanItem) -> PlanItem:
    """The entry that takes back what was written down as decided; the history keeps it."""
    kept = {key: words for key, words in visit.detail.items() if key not in {"decided", "decided_words"}}
    return replace(visit, status=PlanStatus.CHANGED, detail=kept)
