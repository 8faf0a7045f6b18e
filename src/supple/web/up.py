"""What can be ticked when something is up? Every sign with its answer in the page, one's own matters first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest

from supple import watch, words
from supple.knowledge import load
from supple.knowledge.traits import Trait, load_traits
from supple.model import Tier
from supple.web import frame
from supple.web.fields import sentence_case
from supple.web.templatetags.supple import TIERS
from supple.words import N_

NOTHING_TICKED = N_("Nothing was ticked, so there is nothing to save.")


@dataclass(frozen=True)
class Row:
    """A sign to tick. `id` names its box on the page; it gives way to `hidden_by` while one of those traits holds."""

    id: str
    sign: watch.PageSign
    hidden_by: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return sentence_case(self.sign.question)


@dataclass(frozen=True)
class First:
    """What stands first while a trait holds."""

    trait: Trait
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Place:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Urgency:
    """All signs of one tier, by place in the body."""

    tier: Tier
    title: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class UpPage:
    first: tuple[First, ...]
    urgencies: tuple[Urgency, ...]
    reviewed_by: str


def up_page() -> UpPage:
    """The same for everybody: which traits hold is a matter of the boxes at its head."""
    return _up_page(words.language())


@cache
def _up_page(language: str) -> UpPage:
    del language  # its titles are said in it
    first = watch.what_matters_first()
    ranked = {
        (each.trait.id, sign.code): (sign.tier.rank, at) for at, each in enumerate(first) for sign in each.signs
    }
    page = watch.emergency_page()
    return UpPage(
        first=tuple(
            First(each.trait, tuple(_first_row(each.trait.id, sign, ranked) for sign in each.signs)) for each in first
        ),
        urgencies=tuple(_urgencies(page, ranked)),
        reviewed_by=page.reviewed_by,
    )


_Ranked = dict[tuple[str, str], tuple[int, int]]


def _first_row(trait: str, sign: watch.PageSign, ranked: _Ranked) -> Row:
    """With two traits a sign stands once: where it is most urgent."""
    own = ranked[trait, sign.code]
    better = tuple(other for (other, code), rank in ranked.items() if code == sign.code and rank < own)
    return Row(f"{trait}-{sign.code}", sign, better)


def _urgencies(page: watch.HelpPage, ranked: _Ranked) -> Iterator[Urgency]:
    for tier in Tier:
        places = []
        for group in page.groups:
            rows = tuple(
                Row(f"up-{sign.code}", sign, tuple(trait for trait, code in ranked if code == sign.code))
                for sign in group.signs
                if sign.tier is tier
            )
            if rows:
                places.append(Place(sentence_case(group.place), rows))
        if places:
            yield Urgency(tier, TIERS[tier], tuple(places))


def rows_of(codes: Collection[str], traits: Collection[str], *, prefix: str) -> tuple[Row, ...]:
    """Signs to tick on another page, each with the answer that holds with these traits."""
    signs = _signs_with(frozenset(traits))
    return tuple(Row(f"{prefix}-{code}", signs[code]) for code in codes)


@cache
def _signs_with(traits: frozenset[str]) -> dict[str, watch.PageSign]:
    page = watch.emergency_page(watch.plan_with(traits) if traits else None)
    return {sign.code: sign for group in page.groups for sign in group.signs}


def known_signs(codes: Collection[str]) -> tuple[str, ...]:
    """Those that are signs, each once, in the order in which they were ticked."""
    return tuple(code for code in dict.fromkeys(codes) if code in load().signs)


def known_traits(codes: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in load_traits() if code in codes)


def context(have: Collection[str], chosen: Collection[str] = ()) -> dict[str, object]:
    """What `up/list.html` needs, with the boxes of the traits in `have` and of the signs in `chosen` ticked."""
    return {
        "up": up_page(),
        "have": frozenset(have),
        "chosen": frozenset(chosen),
        "switches": tuple(load_traits().values()),
    }


def kept_traits(request: HttpRequest) -> tuple[str, ...]:
    """What this device knows of the person whose diary it last showed; nothing once somebody signed out."""
    return known_traits(request.COOKIES.get(frame.HAVE_COOKIE, "").split("."))


def keep_traits(request: HttpRequest, traits: Collection[str]) -> None:
    """So that the page that works with no network shows what matters to this person first (decision 10)."""
    frame.keep_with_page(request, frame.HAVE_COOKIE, ".".join(known_traits(traits)))
