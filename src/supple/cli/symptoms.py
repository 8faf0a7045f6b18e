"""`supple symptom`: symptoms in the person's own words. Other words later lose no entry."""

from __future__ import annotations

from typing import Annotated

import typer

from supple.cli.options import Person


def symptom(
    add: Annotated[str | None, typer.Option("--add", help="One more, such as “burning feet”.")] = None,
    rename: Annotated[str | None, typer.Option("--rename", help="Which one gets other words (with --to).")] = None,
    to: Annotated[str | None, typer.Option("--to", help="The other words.")] = None,
    drop: Annotated[str | None, typer.Option("--drop", help="Ask this one no longer; its entries stay.")] = None,
    person: Person = None,
) -> None:
    """List, add or rename the symptoms that are rated from 0 to 10 in your own words."""
    from supple import actions
    from supple.cli.diary import open_diary
    from supple.model import UserError

    opened = open_diary(person)
    chosen = actions.settings(opened.account, opened.person_id)
    if (rename is None) != (to is None):
        raise UserError("give both --rename and --to.", field="--to", hint="Such as --rename tingling --to “pins”.")
    labels: dict[str, str] = {}
    for option, name, words in (("--rename", rename, to or ""), ("--drop", drop, "")):
        if name is None:
            continue
        code = actions.symptom_named(chosen, name)
        if code is None:
            known = ", ".join(chosen.symptom_label(each) for each in chosen.own_symptoms) or "none yet"
            raise UserError(f"{name!r} is no symptom of your own.", field=option, hint=f"There are: {known}.")
        labels[code] = words
    if to is not None and not to.strip():
        raise UserError("the other words are empty.", field="--to", hint="To ask it no longer, use --drop.")
    if add is not None or labels:
        chosen = actions.save_own_symptoms(opened.account, opened.person_id, labels, new=add or "")
    for code in chosen.own_symptoms:
        print(chosen.symptom_label(code))
    if not chosen.own_symptoms:
        print("No symptoms of your own yet. Add one: supple symptom --add “burning feet”")
