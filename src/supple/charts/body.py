"""What do the parts of the body say in one sentence? The table of them is its own picture."""

from __future__ import annotations

from datetime import date

from supple.charts.words import days_word, span_words
from supple.model import BodyStrip

_FEWEST_DAYS = 4


def body_sentence(strip: BodyStrip | None, first: date, last: date) -> str:
    """Which part was noted most often, where that can be said."""
    span = span_words(first, last)
    if strip is None or not strip.rows:
        return f"No part of the body was noted, {span}. Where it was is not known."
    most, *others = strip.rows
    label = strip.label[:1].upper() + strip.label[1:]
    said = f"{label}, {span}: {most.label[:1].lower()}{most.label[1:]} on {days_word(most.days)}"
    if others:
        said += f", {others[0].label[:1].lower()}{others[0].label[1:]} on {days_word(others[0].days)}"
    if most.days < _FEWEST_DAYS:
        return f"{said}. That is too few days to tell which part it is most."
    return f"{said}. What was noted without a place is not counted here."
