"""How does it look? Nouns in; an accessible picture, its sentence and its table out."""

from supple.charts.axes import scale_max_of
from supple.charts.body import body, body_sentence
from supple.charts.course import Level, course, letters
from supple.charts.cycles import cycles
from supple.charts.day_hours import day_hours
from supple.charts.dial import dial
from supple.charts.effect import effect_bar
from supple.charts.figure import figure_html
from supple.charts.finding_days import DAYS_NOTE, finding_days
from supple.charts.glance import glance, glance_html
from supple.charts.habits import NOTE as HABITS_NOTE
from supple.charts.habits import habits
from supple.charts.nights import nights
from supple.charts.one_thing import one_thing
from supple.charts.rows import Row, rows
from supple.charts.side_by_side import side_by_side
from supple.model import Chart

__all__ = [
    "DAYS_NOTE",
    "HABITS_NOTE",
    "Chart",
    "Level",
    "Row",
    "body",
    "body_sentence",
    "course",
    "cycles",
    "day_hours",
    "dial",
    "effect_bar",
    "figure_html",
    "finding_days",
    "glance",
    "glance_html",
    "habits",
    "letters",
    "nights",
    "one_thing",
    "rows",
    "scale_max_of",
    "side_by_side",
]
