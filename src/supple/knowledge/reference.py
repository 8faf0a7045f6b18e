"""What does Supple know, on one page? All knowledge as Markdown, for `docs/reference/knowledge.md`.

Made by `python -m supple.knowledge.reference > docs/reference/knowledge.md`; a test holds the two together.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

from supple.knowledge.calling import load_calling
from supple.knowledge.card import card_warnings
from supple.knowledge.checks import Sheet, load_checks
from supple.knowledge.entries import EVIDENCE_WORDS, Entry, FactorKind, Observable, PhoneLine
from supple.knowledge.library import Knowledge
from supple.knowledge.loader import load
from supple.knowledge.reference_movement import movement_parts
from supple.knowledge.traits import load_traits
from supple.model import Timing

_HEAD = """# What Supple knows

This page is generated from the data files in `src/supple/knowledge/`. Do not edit it by hand.

**No clinician has reviewed any of it.** Every entry says who reviewed it: so far, nobody. “Checked” means: compared
with our reference page on that day. It does not mean that a clinician checked it, or that each source was read again.
"""

_FACTOR_NOTE = """Lags are days: 0 is the same day, 1 the day after. What people change because they are stiff
(or well) is never read on the same day. Treatments are noted and never become findings.
"""


def as_markdown(knowledge: Knowledge) -> str:
    """The whole page. The same knowledge gives the same bytes."""
    parts = [
        _HEAD,
        "## Triggers\n",
        _FACTOR_NOTE,
        "Evidence: " + "; ".join(f"**{letter}** {words}" for letter, words in EVIDENCE_WORDS.items()) + ".\n",
        _factors(knowledge.factors),
        "## What people do for themselves\n",
        _factors(knowledge.sessions),
        *movement_parts(_table),
        "## Ratings and measurements\n",
        _observables({**knowledge.measures, **knowledge.hindrances}),
        "## What is counted or answered\n",
        _observables({**knowledge.counts, **knowledge.answers}),
        "## What may come before what\n",
        _rules(knowledge),
        "## Signs\n",
        _table(
            ("code", "words", "place", "source"),
            ((e.id, f"**{e.label}**: {e.words}", e.place, _sources(e)) for e in knowledge.signs.values()),
        ),
        "## What changes which signs matter first\n",
        _table(
            ("code", "asked", "named signs", "source", "reviewed by"),
            (
                (t.id, t.question or "told by the plan", ", ".join(t.signs), "; ".join(t.source), t.reviewed_by)
                for t in load_traits().values()
            ),
        ),
        *(part for sheet in load_checks().values() for part in _sheet(sheet)),
        "## Side effects\n",
        _table(
            ("code", "words", "source"),
            ((e.id, f"**{e.label}**: {e.words}", _sources(e)) for e in knowledge.side_effects.values()),
        ),
        "## Medicines: names and facts, no doses\n",
        _table(
            ("code", "words", "brands", "kind", "counted in", "source"),
            (
                (e.id, e.words, ", ".join(e.brands), e.medicine_class, e.unit, _sources(e))
                for e in knowledge.medicines.values()
            ),
        ),
        "## Blood tests that a label or a scheme names\n",
        _table(
            ("medicine", "whose text", "words", "source"),
            ((e.medicine, e.whose, e.words, _sources(e)) for e in knowledge.blood_tests.values()),
        ),
        "## Pumps: alarms, scans and journeys by make\n",
        _table(
            ("code", "words", "alarms", "MRI", "journeys", "source"),
            (
                (e.id, f"**{e.label}**: {e.words}", " ".join(e.alarms), e.mri, e.travel, _sources(e))
                for e in knowledge.pumps.values()
            ),
        ),
        "## Body parts and muscles\n",
        _table(
            ("code", "words", "part"),
            [(e.id, f"**{e.label}**: {e.words}", "") for e in knowledge.body_parts.values()]
            + [(e.id, f"**{e.label}**: {e.words}", e.part) for e in knowledge.muscles.values()],
        ),
        "## Telephone numbers\n",
        _table(
            ("country", "emergency", "health line", "crisis line", "source"),
            (
                (f"{e.id}: {e.label}", _lines(e.emergency), _lines(e.medical), _lines(e.crisis), _sources(e))
                for e in knowledge.emergency_numbers.values()
            ),
        ),
        "## Whom to ring about what, in which order\n",
        _calling(),
        "## Words on the emergency card\n",
        _table(
            ("about", "words", "source"), ((e.id, e.words, "; ".join(e.source)) for e in card_warnings().values())
        ),
        "## Articles\n",
        _articles(knowledge),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _calling() -> str:
    calling = load_calling()

    def said(steps: Iterable[str]) -> str:
        names = (calling.roles[s].label if s in calling.roles else f"the country’s {s[1:]} line" for s in steps)
        return "; then ".join(names)

    rows = [(call, said(order.steps) or "nobody before the next visit") for call, order in calling.orders.items()]
    rows += [(f"besides, rule {rule}", said(steps)) for rule, steps in calling.besides.items()]
    return _table(("call", "in this order"), rows)


def _factors(entries: Mapping[str, FactorKind]) -> str:
    return _table(
        ("code", "words", "evidence", "lags", "why", "source"),
        (
            (e.id, f"**{e.label}**: {e.words}", e.evidence, _lags(e.timing, e), e.timing_words, _sources(e))
            for e in entries.values()
        ),
    )


def _observables(entries: Mapping[str, Observable]) -> str:
    return _table(
        ("code", "words", "as a trigger", "source"),
        ((e.id, f"**{e.label}**: {e.words}", _lags(e.timing, e), _sources(e)) for e in entries.values()),
    )


def _rules(knowledge: Knowledge) -> str:
    return _table(
        ("outcome", "factor", "then", "why"),
        (
            (
                ", ".join(rule.outcomes),
                ", ".join(rule.factors) + (f", unless {', '.join(rule.unless)}" if rule.unless else ""),
                "never" if rule.is_consequence else f"from lag {rule.min_lag_days}",
                rule.why,
            )
            for rule in knowledge.timings.rules
        ),
    )


def _sheet(sheet: Sheet) -> tuple[str, str, str]:
    """A question sheet: what is asked, in its order, and what an answer is kept as."""
    answers = ", ".join((*sheet.answers.values(), sheet.open))
    source = "; ".join(sheet.source)
    about = f"{sheet.words} Answers: {answers}. Sources: {source}. Reviewed by {sheet.reviewed_by}.\n"
    rows = (
        (
            item.id,
            f"**{item.question}** {item.words}",
            ", ".join((*item.factors, *filter(None, (item.sign, item.count)))) or "the answer itself",
            ", ".join(item.ticks),
        )
        for item in sheet.items
    )
    return (
        f"## Question sheet: {sheet.title}\n",
        about,
        _table(("code", "question", "kept as", "signs offered"), rows),
    )


def _articles(knowledge: Knowledge) -> str:
    blocks = []
    for article in knowledge.symptoms.values():
        claims = "\n".join(f"- {claim.words} ({'; '.join(claim.source)})" for claim in article.claims)
        blocks.append(f"### {article.title}\n\n{article.words}\n\n{claims}\n")
    return "\n".join(blocks)


def _lags(timing: Timing, entry: Entry) -> str:
    if timing.is_consequence or (isinstance(entry, FactorKind) and entry.is_treatment):
        return "never"
    if timing.min_lag_days == timing.max_lag_days:
        return str(timing.min_lag_days)
    return f"{timing.min_lag_days}–{timing.max_lag_days}"


def _lines(lines: Sequence[PhoneLine]) -> str:
    return "; ".join(f"{line.label} {line.number}" + (f" ({line.note})" if line.note else "") for line in lines)


def _sources(entry: Entry) -> str:
    return "; ".join(entry.source)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in cells) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_markdown(load()))
