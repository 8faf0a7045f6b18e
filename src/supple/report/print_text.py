"""Which of a person's words can be printed, and how are the others shown?

The PDF uses only the fonts inside the Typst wheel, so that it is the same on every machine. They hold Latin, Greek,
Cyrillic, Hebrew and Arabic letters; an emoji is printed by its name, other letters as […]. The page on screen shows
everything.
"""

from __future__ import annotations

import re
import unicodedata

from supple.charts.svg import clean

UNPRINTABLE = "[…]"
UNPRINTABLE_NOTE = f"{UNPRINTABLE} stands for letters that this print lacks; the page on screen shows them."
_LONG_WORD = 18

# Characters known to be in the wheel's fonts; tests/unit/report prints every one of them. Marks that combine freely
# are left out on purpose: one that no font can join to its letter would stop the whole page.
_PRINTABLE_RANGES: tuple[tuple[int, int], ...] = (
    (0x20, 0x7E),
    (0xA0, 0xAC),
    (0xAE, 0x17F),
    (0x391, 0x3A1),
    (0x3A3, 0x3CE),
    (0x400, 0x45F),
    (0x5D0, 0x5EA),
    (0x621, 0x63A),
    (0x641, 0x64A),
    (0x660, 0x669),
    (0x1E00, 0x1E9F),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2190, 0x2193),
)
_PRINTABLE = frozenset(chr(code) for low, high in _PRINTABLE_RANGES for code in range(low, high + 1)) | frozenset(
    "ȘșȚțƒ†‡•…‰′″‹›€№™−≈≠≤≥∞½⅓⅔¼¾▲■●◆پچژکگیΆΈΉΊΌΎΏ"
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_START_ISOLATE, _END_ISOLATE, _BREAK_HERE = "\u2068", "\u2069", "\u200b"


def printable_characters() -> frozenset[str]:
    """Every character that is printed as it stands."""
    return _PRINTABLE


def printable(words: str, *, may_break: bool = True) -> str:
    """The words with what cannot be printed named, long words given places to break, their direction kept inside.

    Args:
        words: anything a person may have written.
        may_break: False for titles and descriptions, which are read, not set.
    """
    text = "".join(_shown(char) for char in unicodedata.normalize("NFC", clean(words)))
    text = re.sub(r"\[…\](?:\s*\[…\])+", UNPRINTABLE, text)
    if not may_break:
        return text
    text = re.sub(rf"\S{{{_LONG_WORD + 1},}}", lambda found: _BREAK_HERE.join(_pieces(found.group())), text)
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in text):
        return f"{_START_ISOLATE}{text}{_END_ISOLATE}"
    return text


def shorten(words: str, most: int) -> str:
    """At most `most` characters, cut at a space where there is one, with an ellipsis."""
    if len(words) <= most:
        return words
    cut = words[: most - 1]
    at_space = cut.rfind(" ")
    return f"{cut[:at_space] if at_space > most // 2 else cut}…"


def _shown(char: str) -> str:
    if char in _PRINTABLE:
        return char
    kind = unicodedata.category(char)
    if char in _INVISIBLE or kind in {"Mn", "Me", "Mc", "Cf", "Sk"}:
        return ""
    if kind.startswith("Z"):
        return " "
    if kind == "So":
        name = unicodedata.name(char, "").lower()
        return f"[{name}]" if name else UNPRINTABLE
    plain = unicodedata.normalize("NFKD", char)
    if plain != char and all(part in _PRINTABLE for part in plain):
        return plain
    return UNPRINTABLE


def _pieces(word: str) -> list[str]:
    return [word[i : i + _LONG_WORD // 2] for i in range(0, len(word), _LONG_WORD // 2)]
