"""In which language is something said? English stands in the code; a catalogue may say it another way.

Every room may use this module and Django's templates read the same catalogues, so that a page has one language. It
needs the standard library only, and knows no room. Messages are written as `_("{n} days since {day}").format(…)`:
whole sentences with named gaps, which another language may put in another order.

Safety text (when to call, what to do) is apart: `safety()` says it in another language only where the catalogue
holds a translation that a named reviewer signed; see `messages/gate.py`.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

ENGLISH = "en-GB"
DOMAIN = "django"  # the name Django's own tags look for, so that both read one file
SAFETY = "safety"  # the context under which a catalogue keeps safety text
FOLDER = Path(__file__).parent / "locale"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Spoken:
    tag: str
    catalogue: gettext.NullTranslations


_NOW: ContextVar[_Spoken | None] = ContextVar("spoken", default=None)


def _(message: str) -> str:
    """The message in the language of now. Its gaps are filled afterwards: `_("since {day}").format(day=day)`."""
    spoken = _NOW.get()
    return message if spoken is None or not message else spoken.catalogue.gettext(message)


def n_(one: str, many: str, number: float) -> str:
    """The message for this number of things: languages have from one to six forms."""
    spoken = _NOW.get()
    if spoken is None:
        return one if number == 1 else many
    whole = int(number) if number == int(number) else 2  # a part of something counts as several
    return spoken.catalogue.ngettext(one, many, whole)


def safety(message: str) -> tuple[str, bool]:
    """Safety text, and whether it is said in the language of now. Untranslated unless a reviewer signed it."""
    spoken = _NOW.get()
    if spoken is None or not message:
        return message, True
    said = spoken.catalogue.pgettext(SAFETY, message)
    return said, said != message


class Marked(str):
    """A message of a constant: it stands in the catalogue, and is translated where it is used."""

    __slots__ = ()


def N_(message: str) -> str:  # noqa: N802 -- what translators' tools look for
    """Mark the message of a constant, which is made before any language is known. Said by `_()` or `later()`."""
    return Marked(message)


def later(constant: T) -> T:
    """A table or a row of constants whose `N_()` messages are said each time somebody reads them."""
    return _wrapped(constant)  # type: ignore[no-any-return]


def _wrapped(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _Table({key: _wrapped(inner) for key, inner in value.items()})
    if isinstance(value, tuple):
        return _Row(_wrapped(inner) for inner in value)
    return value


def _said(value: Any) -> Any:
    return _(str(value)) if isinstance(value, Marked) else value


class _Row(tuple[Any, ...]):
    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return map(_said, tuple.__iter__(self))

    def __getitem__(self, index: Any) -> Any:
        got = tuple.__getitem__(self, index)
        return _Row(got) if isinstance(index, slice) else _said(got)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple) and (*self,) == (*other,)

    def __hash__(self) -> int:
        return hash((*self,))

    def __contains__(self, value: object) -> bool:
        return any(value == each for each in self)

    def __add__(self, other: Iterable[Any]) -> Any:
        return _Row((*tuple.__iter__(self), *(tuple.__iter__(other) if isinstance(other, _Row) else other)))

    def index(self, value: Any, *bounds: Any) -> int:
        return tuple(self).index(value, *bounds)


class _Table(Mapping[Any, Any]):
    __slots__ = ("_kept",)

    def __init__(self, kept: Mapping[Any, Any]) -> None:
        self._kept = kept

    def __getitem__(self, key: Any) -> Any:
        return _said(self._kept[key])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __or__(self, other: Mapping[Any, Any]) -> _Table:
        return _Table({**self._kept, **(other._kept if isinstance(other, _Table) else other)})


def language() -> str:
    """The language of now as pages name it: "en-GB"."""
    spoken = _NOW.get()
    return ENGLISH if spoken is None else spoken.tag


@contextmanager
def speaking(tag: str, folders: Iterable[str | Path] = (FOLDER,)) -> Iterator[None]:
    """Within it, messages are said in this language; what its catalogue lacks is said in English.

    Raises:
        LookupError: no folder has a catalogue of it.
    """
    is_english = tag.lower() == ENGLISH.lower()
    token = _NOW.set(None if is_english else _Spoken(tag, _catalogue(tag, tuple(map(str, folders)))))
    try:
        yield
    finally:
        _NOW.reset(token)


@cache
def _catalogue(tag: str, folders: tuple[str, ...]) -> gettext.NullTranslations:
    language, _dash, place = tag.partition("-")
    name = f"{language.lower()}_{place.upper()}" if place else language.lower()
    for folder in folders:
        if gettext.find(DOMAIN, folder, [name]) is not None:
            return gettext.translation(DOMAIN, folder, [name])
    raise LookupError(f"there is no catalogue of {tag} in {', '.join(folders)}")


forget: Callable[[], None] = _catalogue.cache_clear
"""For tests that write a catalogue anew."""
