"""What does a finding look like on a page? A card with its days, its mark and what would make it clearer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe

from supple import actions, charts, knowledge
from supple.model import Chart, Event, Finding, FindingMark, Look, Mark, Role, Verdict
from supple.web import fact_words
from supple.web.fields import sentence_case
from supple.web.finding_words import (
    TOLD,
    WHY_NOT,
    Scale,
    day_or_night,
    how_long_before,
    how_much,
    which_way,
    why_not,
    without_opening,
)
from supple.words import N_, _, later

MARKS = later(
    (
        (Mark.FITS, "tick", N_("Fits")),
        (Mark.DOES_NOT_FIT, "cross", N_("Doesn’t fit")),
        (Mark.WATCHING, "eye", N_("I’ll watch it")),
    )
)
_SECTIONS = later(
    {
        "worse": N_("Goes with worse {}"),
        "better": N_("Goes with better {}"),
        "higher": N_("Goes with higher numbers"),
        "lower": N_("Goes with lower numbers"),
    }
)
_NAMELESS = later(
    {"self": N_("the person"), "carer": N_("a carer"), "clinician": N_("a clinician"), "device": N_("a device")}
)
_ORDER = (Verdict.CLEAR, Verdict.LEANING, Verdict.CANNOT_TELL, Verdict.UNRELATED)


@dataclass(frozen=True)
class Said:
    """What was said to a finding, by whom and when; `id` names the entry, to take it back."""

    mark: Mark
    word: str
    id: UUID
    by: str


@dataclass(frozen=True)
class Member:
    """One factor of a card, with everything that is shown of it."""

    finding: Finding
    label: str
    how_long: str
    how_much: str
    likely: str
    glance: SafeString
    bar: SafeString
    days: SafeString
    said: Said | None

    @property
    def mark_anchor(self) -> str:
        return anchor(self.finding.factor, "said")


@dataclass(frozen=True)
class Card:
    """A finding, or several that go together in the notes and so stand on one card. The first weighs most."""

    anchor: str
    title: str
    verdict: str
    way: str
    members: tuple[Member, ...]

    @property
    def lead(self) -> Member:
        return self.members[0]

    @property
    def clearer(self) -> tuple[str, ...]:
        return _each_once(member.finding.clearer for member in self.members)

    @property
    def alone(self) -> tuple[str, ...]:
        """How each stands without what was learnt from others, where that helped."""
        return _each_once(member.finding.alone for member in self.members)

    @property
    def next_steps(self) -> tuple[str, ...]:
        return _each_once(member.finding.next_step for member in self.members)


@dataclass(frozen=True)
class Section:
    """The cards that go with worse days, or with better ones."""

    title: str
    way: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Line:
    """A finding of which nothing is told yet."""

    finding: Finding
    label: str
    words: str
    said: Said | None


@dataclass(frozen=True)
class Lines:
    """Findings that cannot be told yet for one and the same reason."""

    title: str
    lines: tuple[Line, ...]


def sections(look: Look, person: actions.PersonCard) -> tuple[Section, ...]:
    """The told findings as cards: what goes with worse days first, the clear before the leaning."""
    words = f"{day_or_night(look.outcome or '')}s"
    cards = [_card(together, look, person) for together in _together(look)]
    return tuple(
        Section(title.format(words), way, found)
        for way, title in _SECTIONS.items()
        if (found := tuple(card for card in cards if card.way == way))
    )


def open_lines(look: Look, person: actions.PersonCard) -> tuple[Lines, ...]:
    """What cannot be told yet, by the reason why."""
    on_cards = {finding.factor for together in _together(look) for finding in together}
    still_open = [f for f in _findings(look) if f.verdict is Verdict.CANNOT_TELL and f.factor not in on_cards]
    reasons = {finding.factor: why_not(finding) for finding in still_open}
    return tuple(
        Lines(title, lines)
        for title in WHY_NOT
        if (lines := tuple(_line(f, look, person) for f in still_open if reasons[f.factor] == title))
    )


def unrelated_lines(look: Look, person: actions.PersonCard) -> tuple[Line, ...]:
    """What looks unrelated so far."""
    on_cards = {finding.factor for together in _together(look) for finding in together}
    unrelated = (f for f in _findings(look) if f.verdict is Verdict.UNRELATED and f.factor not in on_cards)
    return tuple(_line(finding, look, person) for finding in unrelated)


def figure(chart: Chart | None, *, sentence: str = "") -> SafeString:
    """The picture with its sentence (or another) and table. The charts room escapes every word it draws."""
    return mark_safe(charts.figure_html(chart, sentence=sentence)) if chart else SafeString("")  # noqa: S308


def picture(chart: Chart | None) -> SafeString:
    """The picture alone, where the words and numbers already stand beside it."""
    return mark_safe(f'<div class="chart-only">{chart.svg}</div>') if chart else SafeString("")  # noqa: S308


def anchor(factor: str, what: str = "finding") -> str:
    """Where a factor's card (or "said", its mark) stands on the page: a person's own words are no address."""
    return f"{what}-{hashlib.sha256(factor.encode()).hexdigest()[:10]}"


def _findings(look: Look) -> Sequence[Finding]:
    return look.triggers.findings if look.triggers else ()


def _together(look: Look) -> Iterator[tuple[Finding, ...]]:
    """The told findings; those that the notes cannot separate in one, with those untold that belong to them."""
    by_factor = {finding.factor: finding for finding in _findings(look)}
    seen: set[str] = set()
    for finding in _findings(look):
        if finding.verdict not in TOLD or finding.factor in seen:
            continue
        group: dict[str, Finding] = {}
        waiting = [finding.factor]
        while waiting:
            factor = waiting.pop()
            if factor in group or factor not in by_factor:
                continue
            group[factor] = by_factor[factor]
            waiting += by_factor[factor].together_with
            waiting += (other.factor for other in by_factor.values() if factor in other.together_with)
        seen |= group.keys()
        yield tuple(
            sorted(group.values(), key=lambda f: (_ORDER.index(f.verdict), -(f.probability or 0.0), f.factor))
        )


def _card(together: tuple[Finding, ...], look: Look, person: actions.PersonCard) -> Card:
    lead = together[0]
    members = tuple(_member(finding, look, person) for finding in together)
    return Card(
        anchor=anchor(lead.factor),
        title=sentence_case(_either([_name(finding) for finding in together])),
        verdict=lead.verdict.value,
        way=which_way(lead),
        members=members,
    )


def _member(finding: Finding, look: Look, person: actions.PersonCard) -> Member:
    label = knowledge.label(finding.factor)
    much, likely = how_much(finding, Scale.of(look))
    glance = charts.glance(look.table, finding, label, outcome_label=look.outcome_label)
    return Member(
        finding=finding,
        label=sentence_case(_name(finding)),
        how_long=how_long_before(finding),
        how_much=much,
        likely=likely,
        # The charts room escapes every word it draws.
        glance=mark_safe(charts.glance_html(glance)) if glance else SafeString(""),  # noqa: S308
        bar=picture(charts.effect_bar(finding, label=label, outcome_label=look.outcome_label)),
        days=figure(charts.finding_days(look.table, finding, label, outcome_label=look.outcome_label)),
        said=_said(look.marked.get(finding.factor), person),
    )


def _line(finding: Finding, look: Look, person: actions.PersonCard) -> Line:
    label = knowledge.label(finding.factor)
    words = without_opening(finding.sentence, label, look.outcome_label)
    return Line(finding, sentence_case(label), words, _said(look.marked.get(finding.factor), person))


def _said(event: Event | None, person: actions.PersonCard) -> Said | None:
    if event is None or not isinstance(event.fact, FindingMark):
        return None
    by = event.noted_by
    who = (
        _("You") if by.role == person.role.value == Role.SELF.value else sentence_case(by.name or _NAMELESS[by.role])
    )
    word = next(words for mark, _ignored, words in MARKS if mark is event.fact.mark)
    return Said(event.fact.mark, word, event.id, f"{who}, {fact_words.moment_words(event.recorded_at, person.zone)}")


def _name(finding: Finding) -> str:
    label = knowledge.label(finding.factor)
    return _("{label} above your usual").format(label=label) if finding.is_continuous else label


def _either(names: Sequence[str]) -> str:
    return (
        names[0] if len(names) == 1 else _("{items} or {names}").format(items=", ".join(names[:-1]), names=names[-1])
    )


def _each_once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in words if each))
