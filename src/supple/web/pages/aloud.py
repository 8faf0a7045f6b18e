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
from supple.words import N_, _, later

_MOST_NAMES = 6
SURE = later(
    {
        "clear": N_("This is clear: it was seen on enough days, and luck hardly explains it."),
        "leaning": N_("This leans one way, but luck could still explain it."),
        "can't tell yet": N_("This cannot be told yet."),
        "looks unrelated": N_("Any difference is likely small."),
    }
)


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
        (Verdict.CANNOT_TELL, _("Not told yet"), _("About these the notes cannot tell yet: {}.")),
        (Verdict.UNRELATED, _("Looks unrelated so far"), _("These hardly made a difference so far: {}.")),
    ):
        names = _names([one for one in findings if one.verdict is verdict])
        if names:
            cards.append(Spoken(title, (sentence.format(names),)))
    return tuple(cards)


def _sentences(card: Card, look: Look) -> tuple[str, ...]:
    """What it went with; how long before; on how many days; how sure; the numbers last."""
    lead, days = card.lead, f"{day_or_night(look.outcome or '')}s"
    went = _("went with") if card.verdict == Verdict.CLEAR.value else _("may go with")
    said = [
        "{title} {went} {way} {more}.".format(
            title=card.title, went=went, way=card.way, more=days if card.way in {"worse", "better"} else _("numbers")
        )
    ]
    if lead.how_long:
        said.append(_("It was there {how_long}.").format(how_long=lead.how_long))
    said.append(
        _("Seen on {days_with} days with it and {days_without} without it.").format(
            days_with=lead.finding.days_with, days_without=lead.finding.days_without
        )
    )
    return (
        *said,
        SURE[card.verdict],
        *card.clearer[:1],
        _("In numbers: {sentence}").format(sentence=lead.finding.sentence),
    )


def _names(findings: list[Finding]) -> str:
    names = [knowledge.label(one.factor) for one in findings]
    shown = ", ".join(names[:_MOST_NAMES])
    return (
        _("{shown}, and {count} more").format(shown=shown, count=len(names) - _MOST_NAMES)
        if len(names) > _MOST_NAMES
        else shown
    )
