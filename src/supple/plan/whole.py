"""Is this a whole number that can be read, within its bounds?"""

from __future__ import annotations

_MOST_DIGITS = 9  # of thousands of digits Python refuses to make a number


def read_whole(text: str, least: int, most: int) -> int | None:
    """ "30"; None for anything else, for what is out of bounds, and for more digits than any number here has."""
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        return None
    number = int(text)
    return number if least <= number <= most else None
