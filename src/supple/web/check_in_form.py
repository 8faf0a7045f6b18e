"""What did the check-in say? The optional questions, and the facts that the answers make: open stays open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict

from supple.knowledge import Knowledge, load
from supple.knowledge.entries import Observable
from supple.knowledge.wording import evening_from_hour
from supple.model import (
    Answer,
    Count,
    Day,
    DaySlot,
    Fact,
    Factor,
    Instant,
    Period,
    Rating,
    Recall,
    Session,
    Side,
    Slot,
    When,
)
from supple.web.body_figure import NOT_IN_THE_LIST, Figure, figure, read_place
from supple.web.fields import Field, sentence_case
from supple.words import N_, _, later

OWN = "own:"
COUNTS = (("spasms", Period.NIGHT), ("spasms", Period.DAY), ("cramps", Period.NIGHT), ("falls", Period.DAY))
RATINGS = ("pain", "fatigue", "sleep_quality", "sleep_disruption", "mood")
HELPED = ("stiffness_helped_standing", "stiffness_helped_walking", "stiffness_helped_transfer")
HELPERS = ("stretching", "bedtime_stretch", "walk", "movement_break", "exercise", "physiotherapy", "massage", "rest")
# Rated, not ticked: they come with imports and have no yes or no.
LEVELS = ("exertion_physical", "exertion_mental", "exertion_emotional", "exertion_social")
GROUP_TITLES: Mapping[str, str] = later(
    {
        "last_night": N_("Last night"),
        "body": N_("My body"),
        "day": N_("My day"),
        "surroundings": N_("Around me"),
        "medicine": N_("Medicine"),
        "evening": N_("The evening"),
        "own": N_("My own"),
    }
)
MOST_COUNTED = 500
EVENING_IS_TODAY_FROM_HOUR = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """What this person keeps on the check-in, as codes; of `factors` and `helpers` what is used most first.

    `order` puts other names into the order of use.
    """

    hindrances: Sequence[str] = ()
    factors: Sequence[str] = ()
    helpers: Sequence[str] = ()
    order: Callable[[Sequence[str]], Sequence[str]] = tuple
    symptoms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """When the answers hold: now, or a day (and a part of it) that is written down later.

    `night_day`: the day on which one wakes from the night that is meant, where that is not `day`.
    """

    day: date
    zone: str
    at: datetime | None = None
    slot: Slot | None = None
    evening_day: date | None = None
    night_day: date | None = None

    @property
    def when(self) -> When:
        """As fine as it was said, never finer."""
        if self.at is not None:
            return Instant(self.at, self.zone)
        return DaySlot(self.day, self.slot, self.zone) if self.slot else Day(self.day, self.zone)

    @property
    def recall(self) -> Recall:
        """A moment's rating and a whole day's are two series."""
        return Recall.NOW if self.at is not None or self.slot else Recall.LAST_24_H

    @property
    def whole_day(self) -> When:
        return Day(self.day, self.zone)

    @property
    def night(self) -> When:
        return DaySlot(self.night_day or self.day, Slot.NIGHT, self.zone)

    @property
    def waking_day(self) -> When:
        """For what is asked about the night, yes or no: the day that follows it."""
        return Day(self.night_day or self.day, self.zone)

    @property
    def is_in_the_night(self) -> bool:
        """After midnight, before the day begins: the night that is meant is not over."""
        return self.night_day is not None and self.night_day > self.day

    @property
    def evening(self) -> When:
        return Day(self.evening_day or self.day, self.zone)


def moment_now(now: datetime, *, zone: str, day: date, local_hour: int) -> Moment:
    """A check-in made now. In the morning "the evening" is yesterday's.

    After midnight, while the diary's day is still the one before, the evening is that day's, and the night is the
    one that goes on: it belongs to the day one will wake on.
    """
    if now.astimezone(ZoneInfo(zone)).date() > day:
        return Moment(day, zone, at=now, evening_day=day, night_day=day + timedelta(days=1))
    evening = day if local_hour >= evening_from_hour(EVENING_IS_TODAY_FROM_HOUR) else day - timedelta(days=1)
    return Moment(day, zone, at=now, evening_day=evening, night_day=day)


@dataclass(frozen=True, slots=True)
class Noted:
    """One answer: the field it came from, the fact it makes and when that holds."""

    name: str
    fact: Fact
    when: When


@dataclass
class CheckInForm:
    """The questions with what was typed. `noted` holds the facts; nothing answered makes no facts."""

    fields: dict[str, Field]
    counts: list[Field]
    ratings: list[Field]
    symptoms: list[Field]
    hindered: list[Field]
    helped: list[Field]
    factor_groups: list[dict[str, object]]
    more_factors: list[Field]
    helpers: list[Field]
    figure: Figure
    evening_day: str
    night_day: str
    rest_no: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    noted: list[Noted] = field(default_factory=list)
    open_groups: dict[str, bool] = field(default_factory=dict)

    def every_field(self) -> list[Field]:
        """Every question, one after the other."""
        of_groups: list[Field] = [each for group in self.factor_groups for each in group["fields"]]  # type: ignore[attr-defined]
        alone = [self.fields["stiffness"], self.fields["spasm_severity"]]
        return [*alone, *self.counts, *self.ratings, *self.symptoms, *self.hindered, *of_groups, *self.helpers]


class _Reader:
    """Reads one posted form (or none) into facts and errors, question by question."""

    def __init__(self, posted: QueryDict | None, moment: Moment, knowledge: Knowledge) -> None:
        self.posted = posted
        self.moment = moment
        self.knowledge = knowledge
        self.errors: dict[str, str] = {}
        self.noted: list[Noted] = []

    def typed(self, name: str) -> str:
        return self.posted.get(name, "").strip() if self.posted is not None else ""

    def note(self, name: str, fact: Fact, when: When) -> None:
        self.noted.append(Noted(name, fact, when))

    def number(self, name: str, label: str) -> float | None:
        """A whole step from 0 to 10, or nothing."""
        typed = self.typed(name)
        if not typed:
            return None
        if not typed.isdecimal() or not 0 <= int(typed) <= 10:
            self.errors[name] = _("{label}: choose a number from 0 to 10, or leave it open.").format(label=label)
            return None
        return float(int(typed))

    def rating(self, code: str, entry: Observable, *, recall: Recall, when: When, hint: str = "") -> Field:
        label = sentence_case(entry.question or entry.label)
        value = self.number(code, sentence_case(entry.label))
        if value is not None:
            self.note(code, Rating(code, value, recall), when)
        return Field(code, label, self.typed(code), hint=hint, error=self.errors.get(code, ""))

    def count(self, code: str, period: Period) -> Field:
        name = f"{code}_{period.value}"
        kind = self.knowledge.counts[code]
        night = _("tonight so far") if self.moment.is_in_the_night else _("last night")
        place = night if period is Period.NIGHT else _("in the day")
        label = sentence_case(f"{kind.label} {place}" if code != "falls" else kind.label)
        typed = self.typed(name).casefold()
        when = self.moment.night if period is Period.NIGHT else self.moment.whole_day
        kept = None if code == "falls" else period
        if typed in {"some", "yes"}:
            self.note(name, Count(code, None, kept), when)
        elif typed:
            if typed.isdecimal() and int(typed) <= MOST_COUNTED:
                self.note(name, Count(code, int(typed), kept), when)
            else:
                self.errors[name] = _(
                    "{label}: write a number from 0 to {most_counted}, or “some”, or leave it empty."
                ).format(label=label, most_counted=MOST_COUNTED)
        return Field(name, label, self.typed(name), error=self.errors.get(name, ""))

    def yes_no(self, name: str, label: str, hint: str = "") -> tuple[Field, bool | None]:
        typed = self.typed(name)
        if typed not in {"", "yes", "no"}:
            self.errors[name] = _("{label}: choose yes, no, or leave it open.").format(label=label)
        shown = Field(name, label, typed, hint=hint, error=self.errors.get(name, ""))
        return shown, {"yes": True, "no": False}.get(typed)

    def factor(self, code: str, *, rest_no: bool = False) -> Field:
        name = f"factor.{code}"
        entry = self.knowledge.factors.get(code)
        when_noted = entry.when_noted if entry else "day"
        shown, answer = self.yes_no(name, sentence_case(self.knowledge.label(code)))
        if answer is None and rest_no and name not in self.errors:
            answer = False
        if answer is not None:
            when = {"evening": self.moment.evening, "last_night": self.moment.waking_day}.get(when_noted)
            self.note(name, Factor(code, answer), when or self.moment.whole_day)
        return shown

    def session(self, code: str) -> Field:
        name = f"session.{code}"
        shown, answer = self.yes_no(name, sentence_case(self.knowledge.label(code)))
        if answer is not None:
            entry = self.knowledge.sessions.get(code)
            evening = entry is not None and entry.when_noted == "evening"
            self.note(name, Session(code, answer), self.moment.evening if evening else self.moment.whole_day)
        return shown

    def answer(self, code: str) -> Field:
        entry = self.knowledge.answers[code]
        shown, answer = self.yes_no(code, sentence_case(entry.question or entry.label))
        if answer is not None:
            self.note(code, Answer(code, answer), self.moment.whole_day)
        return shown

    def parts(self, stiffness: float | None) -> set[str]:
        """The places ticked; the stiffness given holds for each of them."""
        ticked = list(dict.fromkeys(self.posted.getlist("parts"))) if self.posted is not None else []
        if ticked and stiffness is None and "stiffness" not in self.errors:
            self.errors["parts"] = _("You ticked a place. Say how stiff it is there too, from 0 to 10.")
        for value in ticked:
            place = read_place(value)
            if place is None:
                self.errors["parts"] = _(NOT_IN_THE_LIST)
            elif stiffness is not None:
                part, side = place
                fact = Rating(
                    "stiffness", stiffness, self.moment.recall, part=part, side=Side(side) if side else None
                )
                self.note(f"part.{value}", fact, self.moment.when)
        return set(ticked)


def read_check_in(posted: QueryDict | None, *, asked: Asked, moment: Moment) -> CheckInForm:
    """The check-in's questions with what was typed and the facts it makes; `posted` None: an empty form."""
    knowledge = load()
    reader = _Reader(posted, moment, knowledge)
    stiffness = reader.rating(
        "stiffness",
        knowledge.measures["stiffness"],
        recall=moment.recall,
        when=moment.when,
        hint=_("0 none, 10 the worst"),
    )
    value = float(stiffness.value) if stiffness.value and not stiffness.error else None
    ticked = reader.parts(value)
    counts = [reader.count(code, period) for code, period in COUNTS]
    severity = reader.rating(
        "spasm_severity", knowledge.measures["spasm_severity"], recall=Recall.LAST_24_H, when=moment.whole_day
    )
    ratings = [_rating(reader, code) for code in RATINGS]
    hindered = [_hindrance(reader, code) for code in asked.hindrances if code in knowledge.hindrances]
    helped = [reader.answer(code) for code in HELPED]
    rest_no = reader.typed("rest_no") == "yes"
    offered = tuple(asked.factors) or tuple(c for c, e in knowledge.factors.items() if e.is_default)
    form = CheckInForm(
        fields={"stiffness": stiffness, "spasm_severity": severity},
        counts=counts,
        ratings=ratings,
        symptoms=[_own_symptom(reader, code) for code in asked.symptoms],
        hindered=hindered,
        helped=helped,
        factor_groups=_factor_groups(reader, offered, rest_no=rest_no),
        more_factors=[
            reader.factor(code)
            for code, entry in knowledge.factors.items()
            if code not in (*offered, *LEVELS) and not entry.is_treatment
        ],
        helpers=[reader.session(code) for code in (asked.helpers or HELPERS)],
        figure=figure(ticked, order=asked.order),
        evening_day=(moment.evening_day or moment.day).isoformat(),
        night_day=(moment.night_day or moment.day).isoformat(),
        rest_no=rest_no,
        errors=reader.errors,
        noted=reader.noted,
    )
    form.open_groups = _groups_to_show_open(form)
    return form


def _rating(reader: _Reader, code: str) -> Field:
    entry = reader.knowledge.measures[code]
    ends = f"0 {entry.low_words}, 10 {entry.high_words}" if entry.low_words and entry.high_words else ""
    if entry.when_noted == "last_night":
        return reader.rating(code, entry, recall=Recall.LAST_NIGHT, when=reader.moment.night, hint=ends)
    return reader.rating(code, entry, recall=reader.moment.recall, when=reader.moment.when, hint=ends)


def _own_symptom(reader: _Reader, code: str) -> Field:
    """In the person's own words, over the day: one series, whenever in the day it is noted."""
    label = sentence_case(reader.knowledge.label(code))
    value = reader.number(code, label)
    if value is not None:
        reader.note(code, Rating(code, value, Recall.LAST_24_H), reader.moment.whole_day)
    hint = _("today; 0 none, 10 the worst") if reader.moment.at is not None else _("0 none, 10 the worst")
    return Field(code, label, reader.typed(code), hint=hint, error=reader.errors.get(code, ""))


def _hindrance(reader: _Reader, code: str) -> Field:
    entry = reader.knowledge.hindrances[code]
    hint = f"0 {entry.low_words}, 10 {entry.high_words}"
    if entry.when_noted == "last_night":
        field = reader.rating(code, entry, recall=Recall.LAST_NIGHT, when=reader.moment.night, hint=hint)
    else:
        field = reader.rating(code, entry, recall=Recall.LAST_24_H, when=reader.moment.whole_day, hint=hint)
    return replace(field, label=sentence_case(entry.label))


def _factor_groups(reader: _Reader, offered: Iterable[str], *, rest_no: bool) -> list[dict[str, object]]:
    titles = {**GROUP_TITLES, **_titles_of_time(reader.moment)}
    groups: dict[str, list[Field]] = {key: [] for key in titles}
    for code in offered:
        entry = reader.knowledge.factors.get(code)
        if entry is not None and (entry.is_treatment or code in LEVELS):
            continue
        key = "own" if entry is None else entry.group if entry.when_noted == "day" else entry.when_noted
        groups[key if key in groups else "day"].append(reader.factor(code, rest_no=rest_no))
    return [{"label": titles[key], "fields": fields} for key, fields in groups.items() if fields]


def _titles_of_time(moment: Moment) -> Mapping[str, str]:
    if moment.at is None:
        return {"last_night": _("The night before"), "evening": _("That evening")}
    is_today = (moment.evening_day or moment.day) == moment.day
    night = _("Tonight so far") if moment.is_in_the_night else _("Last night")
    return {"last_night": night, "evening": _("This evening") if is_today else _("Yesterday evening")}


def _groups_to_show_open(form: CheckInForm) -> dict[str, bool]:
    """After an error every group with something typed in it stands open, so that nothing hides."""
    if not form.errors:
        return {}
    answered = {name.name for name in form.noted} | set(form.errors)

    def has(fields: Iterable[Field]) -> bool:
        return any(item.name in answered for item in fields)

    factors: list[Field] = [item for group in form.factor_groups for item in group["fields"]]  # type: ignore[attr-defined]
    return {
        "stiffness": "stiffness" in answered or "parts" in answered,
        "spasms": has([*form.counts, form.fields["spasm_severity"]]),
        "body": has([*form.ratings, *form.symptoms]),
        "hindered": has([*form.hindered, *form.helped]),
        "factors": has([*factors, *form.more_factors]),
        "helpers": has(form.helpers),
    }
