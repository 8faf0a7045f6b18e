"""What are the findings, in sentences to read aloud? One card each, in large letters, for two people and a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from supple import actions, knowledge
from supple.model import Finding, Look, Verdict
from supple.web import frame
from supple.web.finding_cards import Card, sections
from supple.web.finding_words import day_or_night
from supple.web.guard import account_of

_MOST_NAMES = 6
SURE = {
    "clear": "This is clear: it was seen on enough days, and luck hardly explains it.",
    "leaning": "This leans one way, but luck could still explain it.",
    "can't tell yet": "This cannot be told yet.",
    "looks unrelated": "Any difference is likely small.",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One card: a heading and its sentences, the simplest first."""

    title: str
    sentences: tuple[str, ...]


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The cards, what goes with worse days first."""
    look = actions.look(account_of(request), person.id, now=frame.clock(), outcome=request.GET.get("outcome") or None)
    context = {"look": look, "cards": spoken(look, person)}
    return frame.show(request, "goes_with/aloud.html", context, person=person, here="goes_with")


def spoken(look: Look, person: actions.PersonCard) -> tuple[Spoken, ...]:
    """Each told finding, then what is open and what looks unrelated in one card each."""
    cards = [
        Spoken(
            card.title,
            _sentences(card, look),
        )
        for section in sections(look, person)
        for card in section.cards
    ]
    findings = look.triggers.findings if look.triggers else ()
    for verdict, title, sentence in (
        (Verdict.CANNOT_TELL, "Not told yet", "About these the notes cannot tell yet: {}."),
        (Verdict.UNRELATED, "Looks unrelated so far", "These hardly made a difference so far: {}."),
    ):
        names = _names([one for one in findings if one.verdict is verdict])
        if names:
            cards.append(Spoken(title, (sentence.format(names),)))
    return tuple(cards)


def _sentences(card: Card, look: Look) -> tuple[str, ...]:
    """What it went with; how long before; on how many days; how sure; the numbers last."""
    lead, days = card.lead, f"{day_or_night(look.outcome or '')}s"
    went = "went with" if card.verdict == Verdict.CLEAR.value else "may go with"
    said = [f"{card.title} {went} {card.way} {days if card.way in {'worse', 'better'} else 'numbers'}."]
    if lead.how_long:
        said.append(f"It was there {lead.how_long}.")
    said.append(f"Seen on {lead.finding.days_with} days with it and {lead.finding.days_without} without it.")
    return (*said, SURE[card.verdict], *card.clearer[:1], f"In numbers: {lead.finding.sentence}")


def _names(findings: list[Finding]) -> str:
    names = [knowledge.label(one.factor) for one in findings]
    shown = ", ".join(names[:_MOST_NAMES])
    return f"{shown}, and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else shown
