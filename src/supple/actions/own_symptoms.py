"""Which symptoms does this person rate in their own words? New ones, other words for old ones, and what is not asked.

The code is made once, from the first words, and stays: other words later lose no entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from supple import knowledge
from supple.actions import forgetting
from supple.actions.access import require
from supple.actions.persons import keep, settings_of
from supple.actions.views import PersonSettings
from supple.knowledge.wording import SYMPTOM
from supple.model import Account, UserError
from supple.words import _

MOST = 12
MOST_LETTERS = 60


def save_own_symptoms(
    account: Account, person_id: UUID, labels: Mapping[str, str], *, new: str = ""
) -> PersonSettings:
    """Keep the words of own symptoms.

    Args:
        labels: words by code, of the symptoms asked now; no words: it is asked no longer, its entries stay.
        new: the words of one more; words that were there before bring that symptom back, with its entries.

    Raises:
        UserError: two would be called the same, or it is the name of something that Supple asks anyhow.
    """
    require(account, "save_own_symptoms", person_id)
    before = settings_of(person_id)
    words = {code: plain(labels.get(code, before.symptom_label(code)), code) for code in before.own_symptoms}
    asked = {code: said for code, said in words.items() if said}
    if added := plain(new, "new"):
        code = _code_of(added, before)
        if code in asked or added in asked.values():
            raise UserError(_("“{added}” is there already.").format(added=added), field="new")
        asked[code] = added
    _refuse_twins(asked)
    if len(asked) > MOST:
        raise UserError(_("That is more than {most}. Empty one that you do not use.").format(most=MOST), field="new")
    others = {code: said for code, said in before.own_labels.items() if code not in asked}
    after = replace(before, own_symptoms=tuple(asked), own_labels=others | asked)
    keep(person_id, after)
    if after.own_labels != before.own_labels:
        forgetting.forget(person_id)
    return after


def plain(words: str, field: str) -> str:
    """One line, in small letters. Raises UserError where it is too long or no word."""
    line = " ".join(words.replace("\x00", "").split()).casefold()
    if len(line) > MOST_LETTERS:
        raise UserError(_("Keep it to {most_letters} letters.").format(most_letters=MOST_LETTERS), field=field)
    if line and not _slug(line):
        raise UserError(_("Write it in letters, such as “burning feet”."), field=field)
    return line


def symptom_named(chosen: PersonSettings, name: str) -> str | None:
    """The code of an own symptom that is called so (or has that code)."""
    wanted = " ".join(name.split()).casefold()
    called = {chosen.symptom_label(code): code for code in chosen.own_symptoms}
    return called.get(wanted) or (wanted if wanted in chosen.own_symptoms else None)


def _code_of(words: str, before: PersonSettings) -> str:
    """Its old code where these words had one; else a new one, that no other symptom has."""
    for code, label in before.own_labels.items():
        if label == words and code.startswith(SYMPTOM):
            return code
    code, number = f"{SYMPTOM}{_slug(words)}", 2
    while code in before.own_labels:
        code, number = f"{SYMPTOM}{_slug(words)}_{number}", number + 1
    return code


def _slug(words: str) -> str:
    """Without what means something in the names of the daily table's columns."""
    return "_".join(re.sub(r"[^\w\s-]|_", " ", words).split())


def _refuse_twins(asked: Mapping[str, str]) -> None:
    known = knowledge.load()
    asked_anyhow = (known.measures, known.counts, known.hindrances)
    ours = {entry.label.casefold() for table in asked_anyhow for entry in table.values()}
    seen: set[str] = set()
    for code, said in asked.items():
        if said in seen:
            raise UserError(
                _("Two would be called “{said}”. Choose other words for one of them.").format(said=said), field=code
            )
        if said in ours:
            raise UserError(_("Supple asks “{said}” already. Choose other words.").format(said=said), field=code)
        seen.add(said)
