"""What of the note was not understood? Clauses with words of weight from which no fact was read, as they stand."""

from __future__ import annotations

from supple.diary.notes.page import Draft, Page
from supple.diary.notes.small import small

_LIGHT = small("leftovers", "light")


def not_understood(page: Page, drafts: list[Draft]) -> tuple[str, ...]:
    used = {i for d in drafts for i in range(d.start, d.end)}
    clauses_read = {page.clause[i] for i in used if i < len(page.tokens)}
    out: list[str] = []
    i = 0
    while i < len(page.tokens):
        end = page.clause_end(i)
        if page.clause[i] not in clauses_read and any(t.is_word and t.norm not in _LIGHT for t in page.tokens[i:end]):
            words = [t for t in page.tokens[i:end] if t.norm[:1].isalnum()]
            piece = page.text[words[0].start : max(w.end for w in words)].strip()
            if piece and (not out or out[-1] != piece):
                out.append(piece)
        i = end
    return tuple(out)
