"""Is this a number that can be read in one way only?"""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")


def read_amount(text: str, field: str) -> Decimal:
    """A plain number with a dot ("500", "99.5"). A comma could be a thousand or a decimal one: it is refused.

    Raises ValueError naming `field`.
    """
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(f"“{field}” is no plain number: write it with no comma and no unit, such as 12 or 12.5")
    return Decimal(text.strip())
