"""Where is a page that may not have been built yet? Found by its name, so that no page breaks without it."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import NoReverseMatch, reverse

from supple import actions


def first_of(names: Sequence[str], person: actions.PersonCard) -> str | None:
    """The address of the first of these pages that there is, for this person."""
    for name in names:
        try:
            return reverse(name, args=[person.id])
        except NoReverseMatch:
            continue
    return None
