"""Which numbers stand in a note? Number words become numbers; ranges and scores are put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from supple.diary.notes.small import small
from supple.diary.notes.tokens import Token

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_WORDS = {word: float(n) for n, word in enumerate(_ONES)} | {w: float(n) for w, n in _TENS.items()}
_TIMES = {"twice": 2.0, "thrice": 3.0}
# "Once" counts only where it cannot mean "as soon as" or "at once".
_NOT_ONCE_BEFORE = frozenset({"at", "all", "for"})
_NOT_ONCE_AFTER = small("numbers", "not_once_after")
SCALE_TOP = 10
NUMBER_WORDS = frozenset({*_WORDS, *_TIMES, "once", "couple", "dozen", "hundred", "half", "quarter"})


def words_to_numbers(tokens: Sequence[Token]) -> list[Token]:
    """Number words carry their number; "twice" becomes "2 times"; "a couple of" becomes 2, "a dozen" 12."""
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        word = token.norm
        following = tokens[i + 1].norm if i + 1 < len(tokens) else ""
        if word in _TENS and following in _ONES[1:10]:
            out.append(replace(token, norm=word, number=_TENS[word] + _WORDS[following], end=tokens[i + 1].end))
            i += 2
            continue
        if word in _TIMES or (
            word == "once" and following not in _NOT_ONCE_AFTER and not (out and out[-1].norm in _NOT_ONCE_BEFORE)
        ):
            out.append(replace(token, number=_TIMES.get(word, 1.0)))
            out.append(replace(token, norm="times"))
        elif word == "couple" or word == "dozen":
            count = 2.0 if word == "couple" else 12.0
            if out and out[-1].norm == "a":
                out.pop()
            if word == "dozen" and out and out[-1].norm == "half":
                out.pop()
                count = 6.0
            out.append(replace(token, number=count))
            if following == "of":
                i += 1
        elif word in _WORDS and token.number is None:
            out.append(replace(token, number=_WORDS[word]))
        else:
            out.append(token)
        i += 1
    return out


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range in tokens `start`–`end`. `of_ten`: said with "/10" or "out of 10"."""

    start: int
    end: int
    low: float
    high: float
    of_ten: bool = False
    of_other: bool = False  # "out of 5": another scale, never turned into one of ten
    figure: bool = False

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def is_range(self) -> bool:
        return self.low != self.high


def _number(tokens: Sequence[Token], i: int) -> float | None:
    return tokens[i].number if 0 <= i < len(tokens) else None


def _word(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].norm if 0 <= i < len(tokens) else ""


def _out_of(tokens: Sequence[Token], i: int) -> tuple[int, float] | None:
    """After a number: "/10", "out of 10", "of 10" → (tokens used, top of the scale)."""
    for words in (("/",), ("out", "of"), ("of",), ("over",), ("on",)):
        n = len(words)
        if tuple(_word(tokens, i + k) for k in range(n)) == words:
            top = _number(tokens, i + n)
            if top is not None and (words != ("on",) or top == SCALE_TOP):
                return n + 1, top
    return None


def amounts(tokens: Sequence[Token], claimed: set[int]) -> list[Amount]:
    """Numbers and ranges outside `claimed`, in order: "7", "6-7", "6 or 7", "7 to 8/10", "between 5 and 6"."""
    out = []
    i = 0
    while i < len(tokens):
        low = _number(tokens, i)
        if low is None or i in claimed:
            i += 1
            continue
        end, high = i + 1, low
        joiner, following = _word(tokens, i + 1), _number(tokens, i + 2)
        between = _word(tokens, i - 1) == "between" and joiner == "and"
        moving = joiner == "to" and _word(tokens, i - 1) == "from"
        if following is not None and (joiner in {"-", "to", "or", "~"} or between) and i + 2 not in claimed:
            if low < following and not moving:
                end, high = i + 3, following
        elif joiner == "/" and _number(tokens, i + 2) is not None:
            pass
        if high == low and joiner == "." and tokens[i].end == tokens[i + 1].start and following == 5:
            end = i + 1
        if (
            high == low
            and _word(tokens, i + 1) == "and"
            and tuple(_word(tokens, i + k) for k in (2, 3)) == ("a", "half")
        ):
            low, high, end = low + 0.5, high + 0.5, i + 4
        top = _out_of(tokens, end)
        # "7/8" is a range only when its second number is no plausible top of a scale.
        if (
            top is not None
            and top[1] != SCALE_TOP
            and tokens[end].norm == "/"
            and top[1] == low + 1
            and top[1] <= SCALE_TOP
            and top[1] != 5
        ):
            out.append(Amount(i, end + 2, low, top[1], of_ten=False, figure=True))
            i = end + 2
            continue
        used = top[0] if top else 0
        of_ten, of_other = (
            bool(top and top[1] == SCALE_TOP),
            bool(top and top[1] != SCALE_TOP and _word(tokens, end) in {"/", "out"}),
        )
        if not of_ten and not of_other:
            used = 0
        out.append(Amount(i, end + used, low, high, of_ten, of_other, figure=tokens[i].figure))
        i = end + used
    return out
