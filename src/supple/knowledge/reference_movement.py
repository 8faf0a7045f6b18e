"""What does Supple know about stretches, breaks and routines at home? Their part of the page of all knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from supple.knowledge.breaks import KINDS, load_breaks
from supple.knowledge.home import load_home
from supple.knowledge.stretches import load_stretches

Table = Callable[[Sequence[str], Iterable[Sequence[str]]], str]


def movement_parts(table: Table) -> Iterator[str]:
    """Headings and tables, as Markdown; `table` writes one."""
    known = load_stretches()
    yield "## Stretches: what holds for all of them\n"
    yield f"Checked {known.date_checked}; reviewed by {known.reviewed_by}.\n"
    yield table(
        ("about", "words", "source"),
        (
            (
                f"**{each.title}**" + (f" (rule {each.rule}: {each.rule_words})" if each.rule else ""),
                " ".join(each.words),
                "; ".join(each.source),
            )
            for each in known.advice.values()
        ),
    )
    yield "## Stretches\n"
    yield "Each has a line drawing of our own. Hold: the start, and the most, as the physiotherapist agrees.\n"
    yield table(
        ("code", "where and how", "steps", "felt", "mind", "needs", "hold", "in a wheelchair", "source"),
        (
            (
                each.id,
                f"**{each.label}** ({known.areas[each.area].label}, {known.positions[each.position]}; "
                f"{each.side}, {each.repeats} times)",
                " ".join(each.steps),
                each.feel,
                " ".join(each.mind),
                "; ".join(known.needs[need] for need in each.needs),
                f"{each.hold_seconds}–{each.most_seconds} s",
                "yes" if each.works_from_wheelchair else "no",
                "; ".join(each.source),
            )
            for each in known.stretches.values()
        ),
    )
    yield "## Ideas for a break from sitting still\n"
    yield table(
        ("code", "for whom", "words", "seconds", "source"),
        (
            (
                idea.id,
                KINDS[idea.kind] + ("; legs that move" if idea.moves_legs else ""),
                idea.prompt,
                str(idea.seconds),
                "; ".join(idea.source),
            )
            for idea in load_breaks().values()
        ),
    )
    yield "## Routines at home\n"
    yield table(
        ("code", "words", "prompt", "in a calendar", "mind", "source"),
        (
            (
                each.id,
                f"**{each.label}**: {each.words}",
                each.prompt,
                each.calendar,
                " ".join(each.cautions),
                "; ".join(each.source),
            )
            for each in load_home().values()
        ),
    )
