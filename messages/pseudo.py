"""What would another language do to the pages? English with accents, in brackets, a third longer; gaps and tags kept.

What stands on a page without accents is not in the catalogue. Safety text is left out, as it is until it is reviewed.
"""

from __future__ import annotations

import re

from babel.messages import Catalog

from supple import words

TAG = "en-XA"
FROM = "aceghiklnorstuwyzACDEGHIKLNORSTUWYZ"
TO = "áçéĝĥíķļñöŕšţúŵýžÁÇĎÉĜĤÍĶĻÑÖŔŠŢÚŴÝŽ"
_ACCENTS = str.maketrans(FROM, TO)
_KEPT = re.compile(r"(%\(\w+\)s|%%|{\w*[^{}]*}|{{|}}|<[^>]*>|&[a-z]+;)")
_FILL = "~"


def said(text: str) -> str:
    """The message in the made-up language. Blanks at its ends stay: they are glue."""
    body = text.strip()
    if not body:
        return text
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    parts = _KEPT.split(body)
    accented = "".join(part if number % 2 else part.translate(_ACCENTS) for number, part in enumerate(parts))
    letters = sum(len(part) for number, part in enumerate(parts) if number % 2 == 0)
    # Longer by words of its own, so that lines may break: a third, and more for short ones, as in other languages.
    extra = max(2, round(letters * (0.3 if letters > 10 else 0.5)))
    filler = " ".join(_FILL * min(6, extra - at) for at in range(0, extra, 6))
    return f"{start}⟦{accented} {filler}⟧{end}"


def catalogue(english: Catalog) -> Catalog:
    made = Catalog(locale="en", project="Supple", charset="utf-8", fuzzy=False)
    for message in english:
        if not message.id or message.context == words.SAFETY:
            continue
        string = tuple(map(said, message.id)) if isinstance(message.id, tuple) else said(message.id)
        made.add(message.id, string, context=message.context)
    return made
