"""What can these notes tell already, and what takes about how many more noted days? Never a promise of a finding."""

from __future__ import annotations

from supple import knowledge
from supple.insight.verdicts import MIN_DAYS
from supple.model import InTime, Offer, OpenQuestion, TriggerReport, Verdict

# (id, from how many noted days on, title, words, pages).
_OFFERS = (
    (
        "first-day",
        0,
        "The trigger checklist and the emergency card",
        "They need no notes: what to look for on a bad day, and what others should know about you.",
        ("check_triggers", "card"),
    ),
    (
        "week",
        7,
        "A week page for a visit",
        "Seven days in the squares of a paper diary, to show or to print.",
        ("week",),
    ),
    (
        "course",
        14,
        "The course and its rhythm",
        "How the days went, at which hours things come, and where in the body.",
        ("course", "course_hours"),
    ),
    (
        "patterns",
        MIN_DAYS,
        "What goes with better and worse days",
        f"It takes {MIN_DAYS} days with one thing noted, such as stiffness. Perhaps nothing will stand out.",
        ("goes_with",),
    ),
)
SETTLED_FROM_DAYS = 14
"""From so many noted days on Today says nothing of it any more."""


def in_time(days_noted: int, report: TriggerReport | None, *, outcome_label: str = "") -> InTime:
    """What is there, and what is missing.

    Args:
        days_noted: days with anything noted, so far.
        report: the findings of these days; None where nothing can be looked at yet.
        outcome_label: what the findings are about, in plain words.
    """
    findings = report.findings if report is not None else ()
    told = sum(one.verdict in {Verdict.CLEAR, Verdict.LEANING} for one in findings)
    offers = tuple(
        Offer(key, after, max(0, after - days_noted), title, words, pages)
        for key, after, title, words, pages in _OFFERS
    )
    return InTime(days_noted, sentence_of(days_noted), offers, told, outcome_label, _questions(report))


def sentence_of(days_noted: int) -> str:
    """One line: how many days are noted, and what comes next. It promises no finding."""
    noted = "1 day is noted" if days_noted == 1 else f"{days_noted} days are noted"
    if not days_noted:
        noted = "No day is noted yet"
    coming = next(((after - days_noted, title) for _, after, title, _, _ in _OFFERS if after > days_noted), None)
    if coming is None:
        return f"{noted}."
    left, title = coming
    if not days_noted:
        return f"{noted}. Two things need no notes at all: the trigger checklist and the emergency card."
    more = "one more noted day" if left == 1 else f"{left} more noted days"
    return f"{noted}. After {more}: {title[:1].lower()}{title[1:]}."


def _is_of_treatment(factor: str) -> bool:
    """A missed dose, a new medicine: nobody shall read that more of it would tell more."""
    entry = knowledge.load().observable(factor)
    return getattr(entry, "group", "") == "medicine" or bool(getattr(entry, "is_treatment", False))


def _questions(report: TriggerReport | None) -> tuple[OpenQuestion, ...]:
    """What is open, the soonest first; factors of which the same is to be said stand together."""
    together: dict[tuple[str, int | None], list[str]] = {}
    for finding in report.findings if report is not None else ():
        is_open = finding.verdict in {Verdict.CANNOT_TELL, Verdict.LEANING} and bool(finding.clearer)
        if is_open and not _is_of_treatment(finding.factor):
            together.setdefault((finding.clearer, finding.more_days), []).append(knowledge.label(finding.factor))
    questions = [OpenQuestion(tuple(labels), words, more) for (words, more), labels in together.items()]
    return tuple(sorted(questions, key=lambda each: (each.more_days is None, each.more_days or 0, each.labels)))
