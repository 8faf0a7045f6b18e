"""How is a note laid out? Tokens with their sentence, clause and segment, and everything found among them.

A sentence ends at a full stop or a new line; a clause at a comma, a dash or a "but"; a segment also at an "and".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from supple.diary.notes.lexicon import Concept, Lexicon
from supple.diary.notes.patterns import Match
from supple.diary.notes.small import small
from supple.diary.notes.tokens import Token
from supple.model import DAY_STARTS_AT_HOUR, Author, Fact, Side, When

_SENTENCE = frozenset({".", "!", "?", ";", "\n"})
_CLAUSE = small("page", "clause")
_SEGMENT = small("page", "segment")


_FRAGMENT = small("page", "fragment")
# After these "so" draws a conclusion; before others it only says how much ("so stiff").
_AFTER_SO = small("page", "after_so")


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    part: str | None
    side: Side | None


def where(place: Place | None) -> dict[str, Any]:
    """The place as the fields of a fact."""
    return {"part": place.part, "side": place.side} if place else {}


@dataclass(frozen=True, slots=True)
class TimeRef:
    """A time said in tokens `start`–`end`, already put on the calendar. `is_night`: a night is meant."""

    start: int
    end: int
    when: When
    is_night: bool = False
    is_now: bool = False
    is_whole_day: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact before it is finished: where it stands (tokens) and how sure the reading is."""

    fact: Fact
    start: int
    end: int
    guess: bool = False
    when: When | None = None  # set only where the builder knows better than the nearest time
    at: int | None = None  # the token whose nearest time counts, when not `start`


@dataclass(slots=True)
class Page:
    text: str
    tokens: list[Token]
    noted_at: datetime  # on the wall clock of `zone`
    zone: str
    author: Author
    lex: Lexicon
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    segment: list[int] = field(default_factory=list)
    concepts: list[Match[Concept]] = field(default_factory=list)
    medicines: list[Match[str]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    times: list[TimeRef] = field(default_factory=list)
    told: set[int] = field(default_factory=set)  # tokens that a dose without its medicine's name stands on
    claimed: set[int] = field(default_factory=set)  # numbers that already belong to a fact
    negated: set[int] = field(default_factory=set)
    softened: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)  # plans, questions, other people
    uncertain: set[int] = field(default_factory=set)
    compared: list[Any] | None = None  # comparisons, once looked for
    _clause_spans: list[tuple[int, int]] = field(default_factory=list)
    _sentence_spans: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        sentence = clause = segment = 0
        for i, token in enumerate(self.tokens):
            if token.norm in _SENTENCE:
                sentence, clause, segment = sentence + 1, clause + 1, segment + 1
            elif self._breaks_clause(i):
                clause, segment = clause + 1, segment + 1
            elif token.norm in _SEGMENT:
                segment += 1
            self.sentence.append(sentence)
            self.clause.append(clause)
            self.segment.append(segment)
        self._measure()

    def _measure(self) -> None:
        """Where each token's clause and sentence begin and end."""
        self._clause_spans = _runs(self.clause)
        self._sentence_spans = _runs(self.sentence)

    def _breaks_clause(self, i: int) -> bool:
        token = self.tokens[i]
        if token.norm == "/":
            return not self._between_numbers(i)
        if token.norm == "so":  # "so stiff" is a level, ", so I rested" a new clause
            return i + 1 < len(self.tokens) and self.tokens[i + 1].norm in _AFTER_SO
        if token.norm == "since":
            return i + 1 < len(self.tokens) and self.tokens[i + 1].norm in {"i", "he", "she", "they", "my", "we"}
        if token.norm == "-":
            return not self._between_numbers(i) and not self._inside_word(i)
        if token.norm in {"(", ")"}:
            return not self._short_bracket(i)
        return token.norm in _CLAUSE

    def _short_bracket(self, i: int) -> bool:
        """ "3 (night)", "calf (left)": a bracket of a word or two stays in its clause."""
        if self.tokens[i].norm == "(":
            return any(self.word(j) == ")" for j in range(i + 2, i + 5))
        return any(self.word(j) == "(" for j in range(max(0, i - 4), i - 1))

    def _between_numbers(self, i: int) -> bool:
        return (
            0 < i < len(self.tokens) - 1
            and self.tokens[i - 1].number is not None
            and self.tokens[i + 1].number is not None
        )

    def _inside_word(self, i: int) -> bool:
        """A hyphen with nothing around it: "pain-free"."""
        if not 0 < i < len(self.tokens) - 1:
            return False
        return self.tokens[i - 1].end == self.tokens[i].start and self.tokens[i + 1].start == self.tokens[i].end

    def join_fragments(self) -> None:
        """ "Cramp. Both calves. 2am.": a sentence of only places and times belongs to the one before."""
        light = self.light
        busy = {i for m in self.wordings for i in range(m.start, m.end)}
        i = 0
        while i < len(self.tokens):
            end = self.sentence_end(i)
            words = [j for j in range(i, end) if self.tokens[j].norm[:1].isalnum()]
            if (
                i > 0
                and words
                and all(j in light or self.word(j) in _FRAGMENT for j in words)
                and not busy & set(words)
            ):
                for j in range(i, end):
                    self.sentence[j], self.clause[j], self.segment[j] = (
                        self.sentence[i - 1],
                        self.clause[i - 1],
                        self.segment[i - 1],
                    )
            i = end
        self._measure()

    # -- days ----------------------------------------------------------------

    @property
    def diary_day(self) -> date:
        """The day the note belongs to: before four in the morning it is still the evening before."""
        try:
            return (self.noted_at.replace(tzinfo=None) - timedelta(hours=DAY_STARTS_AT_HOUR)).date()
        except OverflowError:
            return self.noted_at.date()

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    # -- what was found ------------------------------------------------------

    @property
    def wordings(self) -> list[Match[Any]]:
        """Wordings and names of medicines alike."""
        return [*self.concepts, *self.medicines]

    @property
    def light(self) -> set[int]:
        """Tokens of places and times: they may stand between a wording and its number."""
        spans = [(p.start, p.end) for p in self.places] + [(t.start, t.end) for t in self.times]
        return {i for start, end in spans for i in range(start, end)}

    # -- neighbours ----------------------------------------------------------

    def word(self, i: int) -> str:
        return self.tokens[i].norm if 0 <= i < len(self.tokens) else ""

    def same_clause(self, i: int, j: int) -> bool:
        return self.clause[i] == self.clause[j]

    def clause_end(self, i: int) -> int:
        """The first token after the clause of token `i`."""
        return self._clause_spans[i][1] if i < len(self.tokens) else len(self.tokens)

    def sentence_end(self, i: int) -> int:
        return self._sentence_spans[i][1] if i < len(self.tokens) else len(self.tokens)

    def clause_start(self, i: int) -> int:
        return self._clause_spans[i][0]

    def sentence_start(self, i: int) -> int:
        return self._sentence_spans[i][0]

    def claim(self, start: int, end: int) -> None:
        self.claimed.update(range(start, end))

    def any_in(self, marked: set[int], start: int, end: int) -> bool:
        return any(i in marked for i in range(start, end))


def _runs(ids: Sequence[int]) -> list[tuple[int, int]]:
    """For each place of a list of ids the run of equal ids around it: (first, one after the last)."""
    out: list[tuple[int, int]] = []
    start = 0
    for i in range(len(ids) + 1):
        if i == len(ids) or ids[i] != ids[start]:
            out.extend([(start, i)] * (i - start))
            start = i
    return out


def covered(matches: Iterable[Match[Concept]] | Sequence[Place]) -> set[int]:
    return {i for m in matches for i in range(m.start, m.end)}
