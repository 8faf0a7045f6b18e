"""What stands under Today's question? The one-tap buttons, in the order in which this person uses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from supple import actions
from supple.model import Fact, Rating
from supple.web import fact_words
from supple.words import N_, _, later, n_

# What a button, one of them and several of them are called.
COUNTED = later(
    {
        "spasms": (N_("Spasm +1"), "spasm", "spasms"),
        "cramps": (N_("Cramp +1"), "cramp", "cramps"),
        "clonus": (N_("Shaking +1"), N_("bout of shaking (clonus)"), N_("bouts of shaking (clonus)")),
    }
)
COUNT_BUTTONS = 2


@dataclass(frozen=True, slots=True)
class Quick:
    """One large button. With `fields` it posts a form of its own, otherwise it leads to a page."""

    key: str
    words: str
    small: str
    url: str
    fields: Sequence[tuple[str, str]] = ()
    icon: str = ""


def quick_buttons(view: actions.TodayView) -> list[Quick]:
    """Six buttons, always. Their places change on a Monday at most, and only for what is clearly used more."""
    tap = view.one_tap
    made = {each.key: each for each in (*_counts(view.person.id, tap), *_others(view, tap))}
    return [made[key] for key in tap.buttons_in_order(list(made))]


def _counts(person_id: UUID, tap: actions.OneTap) -> list[Quick]:
    so_far = "tonight" if tap.is_night else "today"
    return [
        Quick(
            code,
            COUNTED[code][0],
            f"{tap.counted[code]} {so_far}" if tap.counted.get(code) else "",
            reverse("tap", args=[person_id]),
            (("count", code),),
        )
        for code in tap.counts[:COUNT_BUTTONS]
    ]


def _others(view: actions.TodayView, tap: actions.OneTap) -> list[Quick]:
    person_id = view.person.id
    # At night, and where nothing can be said again, the page asks or explains; otherwise one tap keeps it.
    fields = (("day", view.day.isoformat()),) if tap.carried and not tap.is_night else ()
    again = reverse("say_again" if fields else "as_yesterday", args=[person_id])
    open_days = [f"{day:%a}" for day in tap.open_days[:2]]
    last = (
        Quick(
            "doses",
            _("Doses"),
            _("{due_now} due").format(due_now=view.doses.due_now) if view.doses.due_now else "",
            reverse("doses", args=[person_id]),
        )
        if view.doses is not None
        else Quick(
            "pause", _("Sick day"), "pause" if tap.pause is None else "paused", reverse("pause", args=[person_id])
        )
    )
    return [
        Quick("falls", _("A fall"), "", reverse("fall", args=[person_id])),
        Quick(
            "as-yesterday", _("As yesterday"), carried_words([fact for fact, _ignored in tap.carried]), again, fields
        ),
        Quick(
            "catch_up",
            _("Earlier days"),
            "" if tap.pause or not open_days else _("{items} open").format(items=", ".join(open_days)),
            reverse("catch_up", args=[person_id]),
        ),
        last,
    ]


def carried_words(facts: Sequence[Fact]) -> str:
    """ "stiffness 4, and 2 more": what "as yesterday" would say, as short as a button needs."""
    if not facts:
        return ""
    stiff = next((fact for fact in facts if isinstance(fact, Rating) and fact.code == "stiffness"), None)
    if stiff is None:
        return n_("{count} answer", "{count} answers", len(facts)).format(count=len(facts))
    more = f", +{len(facts) - 1}" if len(facts) > 1 else ""
    return _("stiff {plain_number}{more}").format(plain_number=fact_words.plain_number(stiff.value), more=more)


def counted_words(code: str, count: int) -> str:
    """ "1 spasm", "2 spasms"."""
    _ignored, one, several = COUNTED.get(code, ("", code, code))
    return f"{count} {one if count == 1 else several}"
