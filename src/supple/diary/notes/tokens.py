"""What words and figures is a note made of? Text → tokens that remember where in the text they stood."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"(?P<clock>[ap]\.\s?m\b\.?)"
    r"|(?P<decimal>(?:3[4-9]|4[0-3]),\d(?!\d))"  # a comma as decimal point, only where it can be a temperature
    r"|(?P<thousands>\d{1,3}(?:,\d{3})+(?!\d))"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:['’`][^\W\d_]+)*)"
    r"|(?P<newline>\n)"
    r"|(?P<mark>[^\s\w])",
    re.IGNORECASE,
)

# One character for each typographic variant, so that patterns need one spelling only.
_MARKS = {"–": "-", "—": "-", "−": "-", "‑": "-", "’": "'", "×": "x", "…": ".", "½": "½", "\r": "\n"}
_ENDINGS = (("n't", "not"), ("'ve", "have"), ("'m", "am"), ("'re", "are"), ("'ll", "will"), ("'d", "had"))
_IRREGULAR = {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not"), "o'clock": ("o'clock",)}
_IS_AFTER = frozenset({"it", "that", "he", "she", "there", "what", "who", "here", "where", "how"})
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


@dataclass(frozen=True, slots=True)
class Token:
    """`norm` is what patterns see; `start`/`end` are offsets in the text; `number`: of figures and number words."""

    norm: str
    start: int
    end: int
    number: float | None = None
    figure: bool = False  # written with digits, not as a word

    @property
    def is_word(self) -> bool:
        return self.number is None and self.norm[:1].isalpha()


def _split_word(word: str) -> tuple[str, ...]:
    """Contractions become the words they stand for, so that "didn't" and "did not" are one pattern."""
    plain = word.lower().replace("’", "'").replace("`", "'")
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    for ending, full in _ENDINGS:
        if plain.endswith(ending) and len(plain) > len(ending):
            return (plain.removesuffix(ending), full)
    if plain.endswith("'s") and len(plain) > 2:
        stem = plain.removesuffix("'s")
        return (stem, "is" if stem in _IS_AFTER else "'s")
    return (plain.rstrip("'"),)


def split(text: str) -> list[Token]:
    """The tokens of a text in order. Parts of a contraction share the place of the whole word."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        piece = match.group()
        match match.lastgroup:
            case "number":
                out.append(Token(piece, start, end, float(piece), figure=True))
            case "decimal":
                out.append(Token(piece, start, end, float(piece.replace(",", ".")), figure=True))
            case "thousands":
                out.append(Token(piece, start, end, float(piece.replace(",", "")), figure=True))
            case "clock":
                out.append(Token(piece[0].lower() + "m", start, end))
            case "word":
                out.extend(Token(part, start, end) for part in _split_word(piece) if part)
            case _:
                mark = _MARKS.get(piece, piece)
                out.append(Token(mark, start, end, _FRACTIONS.get(mark), figure=mark in _FRACTIONS))
    return [replace(t, number=None) if t.number is not None and t.number > 1e12 else t for t in out]


def rewrite(
    tokens: Sequence[Token], slips: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]
) -> list[Token]:
    """Replace known slips ("back love and" → "baclofen"). `slips`: first word → (words, put right), longest first.

    The new tokens stand for the whole slip's place in the text.
    """
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        for wrong, right in slips.get(tokens[i].norm, ()):
            if tuple(t.norm for t in tokens[i : i + len(wrong)]) == wrong:
                start, end = tokens[i].start, tokens[i + len(wrong) - 1].end
                out.extend(Token(word, start, end) for word in right)
                i += len(wrong)
                break
        else:
            out.append(tokens[i])
            i += 1
    return out
