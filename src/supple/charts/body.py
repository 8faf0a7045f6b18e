"""What do the parts of the body say? A sentence and a table, which is its own picture."""

from __future__ import annotations

from datetime import date

from supple.charts.words import NOT_NOTED, day_words, days_word, span_words
from supple.model import BodyCell, BodyStrip, Chart
from supple.words import _

_FEWEST_DAYS = 4


def body_sentence(strip: BodyStrip | None, first: date, last: date) -> str:
    """Which part was noted most often, where that can be said."""
    span = span_words(first, last)
    if strip is None or not strip.rows:
        return _("No part of the body was noted, {span}. Where it was is not known.").format(span=span)
    most, *others = strip.rows
    label = strip.label[:1].upper() + strip.label[1:]
    said = _("{label}, {span}: {label_2}{label_3} on {days_word}").format(
        label=label, span=span, label_2=most.label[:1].lower(), label_3=most.label[1:], days_word=days_word(most.days)
    )
    if others:
        said += _(", {label}{label_2} on {days_word}").format(
            label=others[0].label[:1].lower(), label_2=others[0].label[1:], days_word=days_word(others[0].days)
        )
    if most.days < _FEWEST_DAYS:
        return _("{said}. That is too few days to tell which part it is most.").format(said=said)
    return _("{said}. What was noted without a place is not counted here.").format(said=said)


def body(strip: BodyStrip | None, first: date, last: date) -> Chart:
    """The table in words, for the terminal and for JSON; a page draws it with its own squares."""
    title = _("By part of the body, {span}").format(span=span_words(first, last))
    sentence = body_sentence(strip, first, last)
    if strip is None:
        return Chart("", title, sentence, (_("Where"),), (), sentence)
    head = (_("Where"), *(_span(start, end) for start, end in strip.stretches))
    rows = tuple((row.label, *(_words(cell) for cell in row.cells)) for row in strip.rows)
    return Chart("", f"{strip.label[:1].upper()}{strip.label[1:]}: {title}", sentence, head, rows, sentence)


def _span(first: date, last: date) -> str:
    return (
        day_words(first)
        if first == last
        else _("{day} to {day_2}").format(day=day_words(first), day_2=day_words(last))
    )


def _words(cell: BodyCell | None) -> str:
    return _(NOT_NOTED) if cell is None else f"{cell.amount:g} ({days_word(cell.days)})"
