"""`supple card`: the emergency card for the wallet and the phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import Now, Person

if TYPE_CHECKING:
    from supple.actions import CardView


def card(
    wallet: Annotated[
        Path | None, typer.Option("--wallet", help="Write the wallet card here: a .pdf to print, or a .png.")
    ] = None,
    phone: Annotated[
        Path | None, typer.Option("--phone", help="Write the picture for the locked screen here (.png).")
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            help="What stands on it besides MS: name, pump, warnings, allergies, medicines, toxin, people. May be "
            "given several times. Default: as last time; the first time pump, warnings and allergies.",
        ),
    ] = None,
    person: Person = None,
    now: Now = None,
) -> None:
    """Make the emergency card from the plan, or see whether the last one may be out of date."""
    from supple import actions
    from supple import report as room
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.cli.reporting import write
    from supple.model import UserError

    if wallet is not None and wallet.suffix.casefold() not in {".pdf", ".png"}:
        raise UserError("the wallet card is a .pdf or a .png.", field="--wallet")
    if phone is not None and phone.suffix.casefold() != ".png":
        raise UserError("the picture for the phone is a .png.", field="--phone")
    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    view = actions.emergency_card(opened.account, opened.person_id, now=moment, holds=with_ or None)
    for why in view.why_stale:
        print(f"The card made on {view.kept.made_on} may be out of date. {why}")
    if wallet is None and phone is None:
        _show(view)
        return
    if wallet is not None:
        is_pdf = wallet.suffix.casefold() == ".pdf"
        write(wallet, room.card_to_pdf(view.card) if is_pdf else room.card_to_png(view.card))
    if phone is not None:
        write(phone, room.card_to_png(view.card, room.Shape.PHONE))
    actions.keep_card(opened.account, opened.person_id, now=moment, holds=view.card.holds)
    for path in filter(None, (wallet, phone)):
        print(f"Written: {path}. Whoever finds it can read it.")
    print(f"Made on {view.card.made_on}. Check after {view.card.check_after}.")


def _show(view: CardView) -> None:
    """What the card would say."""
    if view.card.name:
        print(view.card.name)
    for part in (*view.card.front, *view.card.back):
        print(f"{part.title}: {', '.join(part.entries)}" if part.title else " ".join(part.entries))
    print("Write it with:  supple card --wallet card.pdf --phone card.png")
