"""How is one thing due named in a table? As it is; where no table takes that, by a hash of it."""

from __future__ import annotations

import hashlib
import re

MOST_LETTERS = 300
# The end of a key names the occurrence: a day and a time or a mark. The name before it may hold anything.
_OCCURRENCE = re.compile(r"\|([0-9T:Z-]{0,40}(?:\|[a-z0-9]{1,12})?)$")
# PostgreSQL takes no NUL, and half of a pair of letters is no text to any database.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


def short_key(key: str) -> str:
    """The key itself where a table can hold it; else its kind, a hash of all of it, and the occurrence.

    The same key always gives the same, and what this gave gives itself.
    """
    if len(key) <= MOST_LETTERS and not _NO_TEXT.search(key):
        return key
    kind = re.match(r"[a-z_]{0,20}", key)
    occurrence = _OCCURRENCE.search(key)
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return "|".join((kind[0] if kind else "", f"#{digest}", occurrence[1] if occurrence else ""))
