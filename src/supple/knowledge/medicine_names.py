"""Which medicine does somebody mean? Names as people write them: a label, a brand, or a few words with one in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from supple.knowledge.loader import load


def plain_name(name: str) -> str:
    """A name as it is compared: case, spaces and signs that nobody sees aside."""
    return " ".join(_seen(name).split()).casefold()


def is_one_of(name: str, medicines: Iterable[str]) -> bool:
    """Whether a medicine's name, a brand or a few words with it in ("Baclofen 10 mg tablets") means one of these."""
    return not _meant_by(name).isdisjoint(medicines)


def known_medicines(name: str) -> frozenset[str]:
    """The ids of the medicines that a name means; none for a name that nobody knows."""
    return _meant_by(name) & frozenset(load().medicines)


def may_be_toxin(name: str, other_than: Iterable[str] = ()) -> bool:
    """Any injection but another medicine we know; a name nobody knows may be toxin.

    Args:
        name: as written.
        other_than: words that mean something else (a nerve block).
    """
    known = known_medicines(name)
    is_other = bool(known) and not any("botulinum" in medicine for medicine in known)
    return not is_other and _words(name).isdisjoint(other_than)


@lru_cache(maxsize=1024)
def _meant_by(name: str) -> frozenset[str]:
    ids = _ids()
    name = _seen(name.replace("’", "'"))
    plain = plain_name(name)
    phrases = (ids[found] for found in _phrases().findall(plain))
    return frozenset({ids.get(plain, ""), *phrases, *(ids.get(word, word) for word in _words(name))})


@cache
def _ids() -> dict[str, str]:
    """Names and brands, casefolded, to the medicine's id."""
    out: dict[str, str] = {}
    for medicine in load().medicines.values():
        for name in (medicine.id, medicine.label, *medicine.aliases, *medicine.brands):
            out.setdefault(plain_name(name.replace("’", "'")), medicine.id)
    return out


@cache
def _phrases() -> re.Pattern[str]:
    """Names that are more than one word of letters, found inside others: "MST Continus 10 mg", "DF118"."""
    names = sorted((name for name in _ids() if not re.fullmatch(r"[^\W\d_]+", name)), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", _seen(name).casefold()))


def _seen(text: str) -> str:
    """As it looks: a name pasted from a leaflet may hold soft hyphens, joined letters and spaces of no width."""
    if text.isascii():
        return text
    # Twice: a sign left out may have kept a letter and its accent apart.
    shown = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFKC", shown)
