"""Is the installation sound? Checks that a person can read, and that change nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from supple import knowledge, store
from supple.actions import priors
from supple.model import UserError
from supple.words import _

SOON = timedelta(days=60)  # so long before the certificate on phones ends, it is a problem


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, what was found, and whether it is as it should be."""

    what: str
    found: str
    ok: bool


def doctor() -> tuple[Check, ...]:
    """Python, versions, the data folder, the database, the zones, what rings and the PDF engine."""
    folder = store.open_store()
    mode, entries = store.look_at_store(folder)
    lines = [
        Check(_("Python"), sys.version.split()[0], sys.version_info >= (3, 11)),
        Check(
            "Supple",
            _("{version}, knowledge {version_2}").format(
                version=version("supple"), version_2=knowledge.load().version
            ),
            True,
        ),
        Check(
            _("data folder"),
            _("{folder} (only you can read it: {more})").format(
                folder=folder, more=_("yes") if mode == 0o700 else "NO"
            ),
            mode == 0o700,
        ),
        Check("database", entries or _("damaged: restore a backup"), entries is not None),
        Check("clock", datetime.now(UTC).isoformat(timespec="seconds"), datetime.now(UTC).year >= 2026),
    ]
    from supple.actions.ring_health import ring_checks  # it needs the database's settings, and this module's noun

    return (*lines, _learnt(), _shared(now=datetime.now(UTC)), *ring_checks(now=datetime.now(UTC)), _pdf())


def _learnt() -> Check:
    """What was learnt from other people and is installed here."""
    names = ", ".join(f"{each.name} ({each.outcome})" for each in priors.installed_priors()) or _("nothing installed")
    damaged = priors.damaged_priors()
    found = (
        _("damaged, so not used: {items}; install it again").format(items=", ".join(damaged)) if damaged else names
    )
    return Check(_("learnt from others"), found, ok=not damaged)


def _shared(*, now: datetime) -> Check:
    """Do the certificates for phones at home hold, and for how long?"""
    from supple.actions.vouching import sharing  # heavy (cryptography), and only wanted here

    try:
        shared = sharing()
    except UserError as error:
        return Check(_("shared at home"), str(error), ok=False)
    if shared is None:
        return Check(_("shared at home"), "no", ok=True)
    found = _("as {host}; the certificate on phones ends on {ends_at:%d %B %Y}").format(
        host=shared.host, ends_at=shared.ends_at
    )
    return Check(_("shared at home"), found, ok=shared.ends_at - now > SOON)


def _pdf() -> Check:
    import typst  # heavy, and only wanted here

    try:
        made = typst.compile(b"#set document(title: [Check])\n= Check", format="pdf")
    except Exception as error:  # noqa: BLE001 -- whatever is wrong with the engine, the check must say it
        return Check("PDF", type(error).__name__, ok=False)
    return Check("PDF", _("typst {version}").format(version=version("typst")), bytes(made).startswith(b"%PDF"))
