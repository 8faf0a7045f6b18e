"""How is a wording found in a note? A tiny pattern language over tokens, kept in the TOML files under `words/`.

A pattern is a row of elements separated by spaces:

- `word`            that word; `slept|sleep` either; `very?` may be missing;
- `@class`          any word of a class from `classes.toml`; `@class?` may be missing;
- `#`               a number;
- `..`              up to three words of any kind, never across a comma, a full stop, "but", "and" or a negation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from supple.diary.notes.small import small
from supple.diary.notes.tokens import Token

T = TypeVar("T")

MAX_GAP = 4
_GAP_STOPS = small("patterns", "gap_stops")
_NUMBER = "#"
_RANGE = frozenset({"or", "to", "-"})


@dataclass(frozen=True, slots=True)
class Element:
    words: frozenset[str]
    optional: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Tokens `start` (inclusive) to `end` (exclusive) read as `meaning`."""

    start: int
    end: int
    meaning: T
    weight: int = 0
    gaps: frozenset[int] = frozenset()

    @property
    def own(self) -> set[int]:
        """The tokens it takes: not those it only passes over ("hot [and very] sticky")."""
        return set(range(self.start, self.end)) - self.gaps


def parse(pattern: str, classes: Mapping[str, frozenset[str]]) -> tuple[Element, ...]:
    """A pattern in the language above. Raises ValueError naming an unknown class."""
    elements = []
    for piece in pattern.split():
        if piece == "..":
            elements.append(Element(frozenset(), gap=True))
            continue
        optional = len(piece) > 1 and piece.endswith("?")
        words: set[str] = set()
        for option in piece.removesuffix("?").split("|") if optional else piece.split("|"):
            if option.startswith("@"):
                if option[1:] not in classes:
                    raise ValueError(f"pattern {pattern!r}: unknown class {option!r}")
                words |= classes[option[1:]]
            else:
                words.add(option)
        elements.append(Element(frozenset(words), optional=optional))
    if not elements or all(e.optional or e.gap for e in elements) or elements[0].gap:
        raise ValueError(f"pattern {pattern!r} has no firm first word")
    return tuple(elements)


_Found = tuple[int, int, tuple[int, ...]]  # own words, end, tokens passed over in gaps


def _ends(elements: Sequence[Element], tokens: Sequence[Token], at: int, pos: int) -> _Found | None:
    """Of the matches of elements[at:] from token `pos` on, the one with most words of its own."""
    if at == len(elements):
        return 0, pos, ()
    element = elements[at]
    if element.gap:
        return _over_a_gap(elements, tokens, at, pos)
    best: _Found | None = None
    token = tokens[pos] if pos < len(tokens) else None
    numbered = token is not None and token.number is not None and _NUMBER in element.words
    if token is not None and (token.norm in element.words or numbered):
        rest = _ends(elements, tokens, at + 1, pos + 1)
        best = (rest[0] + 1, *rest[1:]) if rest is not None else None
        if best is None and numbered and _is_range(tokens, pos):  # "woke 3 or 4 times"
            rest = _ends(elements, tokens, at + 1, pos + 3)
            best = (rest[0] + 3, *rest[1:]) if rest is not None else None
    if element.optional:
        other = _ends(elements, tokens, at + 1, pos)
        if other is not None and (best is None or other[0] > best[0]):
            best = other
    return best


def _over_a_gap(elements: Sequence[Element], tokens: Sequence[Token], at: int, pos: int) -> _Found | None:
    for skip in range(MAX_GAP + 1):
        rest = _ends(elements, tokens, at + 1, pos + skip)
        if rest is not None:
            return rest[0], rest[1], (*range(pos, pos + skip), *rest[2])
        if pos + skip >= len(tokens):
            return None
        token = tokens[pos + skip]
        if not (token.is_word or token.number is not None) or token.norm in _GAP_STOPS:
            return None
    return None


def _is_range(tokens: Sequence[Token], pos: int) -> bool:
    return pos + 2 < len(tokens) and tokens[pos + 1].norm in _RANGE and tokens[pos + 2].number is not None


class PatternSet(Generic[T]):
    """Many patterns, found together: each token looks only at the patterns that can begin with it."""

    def __init__(self, classes: Mapping[str, frozenset[str]]) -> None:
        self._classes = classes
        self._by_first: dict[str, list[tuple[tuple[Element, ...], T, int]]] = {}
        self.words: set[str] = set()

    def add(self, pattern: str, meaning: T) -> None:
        elements = parse(pattern, self._classes)
        weight = sum(1 for e in elements if not e.gap and not e.optional)
        for element in elements:
            self.words |= element.words
            if not element.optional:
                break
        for element in elements:
            self.words |= element.words
        firsts: set[str] = set()
        for element in elements:
            firsts |= element.words
            if not element.optional:
                break
        for first in firsts:
            self._by_first.setdefault(first, []).append((elements, meaning, weight))

    def add_words(self, words: Sequence[str], meaning: T) -> None:
        """A phrase word for word, without the pattern language: for a person's own words."""
        elements = tuple(Element(frozenset({word})) for word in words)
        self._by_first.setdefault(words[0], []).append((elements, meaning, len(words)))

    def meanings(self) -> Iterable[T]:
        return (meaning for found in self._by_first.values() for _, meaning, _ in found)

    def matches_at(self, tokens: Sequence[Token], pos: int) -> Iterable[Match[T]]:
        token = tokens[pos]
        keys = (token.norm,) if token.number is None else (token.norm, _NUMBER)
        for key in keys:
            for elements, meaning, weight in self._by_first.get(key, ()):
                found = _ends(elements, tokens, 0, pos)
                if found is not None and found[0] > 0:
                    yield Match(pos, found[1], meaning, found[0] * 100 + weight, frozenset(found[2]))

    def find(self, tokens: Sequence[Token]) -> list[Match[T]]:
        """Matches that do not overlap: those with most words of their own first, then the earliest."""
        found = [m for pos in range(len(tokens)) for m in self.matches_at(tokens, pos)]
        return best_apart(found)


def best_apart(found: Iterable[Match[T]]) -> list[Match[T]]:
    """Of overlapping matches keep the one with most words of its own, then the earliest; in text order."""
    taken: set[int] = set()
    kept = []
    for match in sorted(found, key=lambda m: (-m.weight, m.start, m.end)):
        if taken.isdisjoint(match.own):
            taken |= match.own
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)
