"""What did the person mean to type? Known slips first, then likeness to the words the diary knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from supple.diary.notes.lexicon import Lexicon
from supple.diary.notes.tokens import Token, rewrite

MIN_LENGTH = 4
_SHORTEST_FUZZY = 5
_LONG = 8
_VERY_LONG = 10
_LONGEST = 24


def _nearest(word: str, lex: Lexicon) -> str | None:
    """The one known word within one slip (two for long words), beginning alike; None when it could be several."""
    if word.endswith("z") and word[:-1] + "s" in lex.known:
        return word[:-1] + "s"  # "legz"
    allowed = 2 if len(word) >= _LONG else 1  # two slips in a medicine; in other words only when they are very long
    if len(word) < _SHORTEST_FUZZY:
        return None
    close = extract(word, lex.vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=3)
    close = [c for c in close if c[0][0] == word[0] or c[0][:2] == word[1::-1]]
    close = [c for c in close if c[1] <= 1 or c[0] in lex.medicines.words or len(word) >= _VERY_LONG]
    if not close:
        return None
    best = [name for name, distance, _ in close if distance == close[0][1]]
    # Two equally near words with one stem ("spasm", "spasms") are no riddle; two different words are.
    return best[0] if len({name[:3] for name in best}) == 1 else None


def put_right(tokens: Sequence[Token], lex: Lexicon) -> list[Token]:
    """Tokens with slips rewritten and near misses of diary words spelt as the patterns spell them."""
    out = []
    seen: dict[str, str | None] = {}
    for token in rewrite(tokens, lex.slips):
        word = token.norm
        if token.is_word and word not in lex.known and MIN_LENGTH <= len(word) <= _LONGEST:
            if word not in seen:
                seen[word] = _nearest(word, lex)
            right = seen[word]
            if right is not None:
                token = replace(token, norm=right)
        out.append(token)
    return out
