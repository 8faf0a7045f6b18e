"""What can be done at home, in plain words? One tap opens the routine's form, filled in and open to change."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse

from supple import actions
from supple.actions import routines as room
from supple.knowledge.home import HomeRoutine, load_home
from supple.knowledge.medicine_names import plain_name
from supple.web import frame
from supple.web.fields import sentence_case
from supple.web.guard import account_of


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Every idea with its source; those that are routines already say so."""
    view = room.held_routines(account_of(request), person.id, now=frame.clock())
    held = {plain_name(each.name) for each in view.routines}
    context = {"ideas": [card(each, held) for each in load_home().values()]}
    return frame.show(request, "at_home/at_home.html", context, person=person, here="more")


def card(idea: HomeRoutine, held: Collection[str]) -> dict[str, Any]:
    """One idea as pages show it. `held`: the names of the person's routines, as `plain_name` gives them."""
    name = idea.as_routine()["name"]
    return {
        "id": idea.id,
        "label": sentence_case(idea.label),
        "words": idea.words,
        "cautions": idea.cautions,
        "prompt": idea.prompt,
        "source": idea.source,
        "reviewed_by": idea.reviewed_by,
        "held_name": name if plain_name(name) in held else "",
    }
