"""What may the machine be called on the home network? One word, which gets `.local` behind it."""

from __future__ import annotations

import re

from supple.model import UserError

DEFAULT_NAME = "supple"
_WORD = re.compile(r"[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?")


def host_of(name: str) -> str:
    """`supple` becomes `supple.local`. Raises UserError for what is no name of a machine."""
    word = name.strip().lower().removesuffix(".local")
    if not _WORD.fullmatch(word) or word == "localhost":
        raise UserError(
            f"{name!r} cannot be the name on the home network.",
            field="--share-name",
            hint="Take one word of letters a to z, digits and hyphens, such as supple or anna.",
        )
    return f"{word}.local"
