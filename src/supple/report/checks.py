"""What was looked at when stiffness jumped, and what was answered for the team? One line a sheet."""

from __future__ import annotations

from supple.charts.words import day_words
from supple.knowledge.checks import load_checks
from supple.model import CardLine, CheckCard, Diary, Instant, Plan, ReportLine, local_day_of
from supple.report.period import Stretch
from supple.watch import checks

MARK = "sheet"


def lines(diary: Diary, plan: Plan, span: Stretch | None) -> list[ReportLine]:
    """One line for each sheet filled in within the period: what was found, not found and not looked at."""
    if span is None:
        return []
    inside = [event for event in diary.events if span.holds(local_day_of(event.when))]
    found = [checks.card(inside, sheet_id, plan=plan) for sheet_id in load_checks()]
    return [_line(card) for card in found if card is not None]


def _line(card: CheckCard) -> ReportLine:
    sheet = load_checks()[card.sheet]
    told = [
        f"{words.lower()}: {', '.join(_item(line) for line in card.with_answer(answer))}"
        for answer, words in (*sheet.answers.items(), ("", sheet.open))
        if card.with_answer(answer)
    ]
    day = day_words(local_day_of(Instant(card.at, card.zone)))
    return ReportLine(f"{card.title}, {day}. {'. '.join(each[:1].upper() + each[1:] for each in told)}.", mark=MARK)


def _item(line: CardLine) -> str:
    return f"{line.label} ({', '.join(line.detail)})" if line.detail else line.label
