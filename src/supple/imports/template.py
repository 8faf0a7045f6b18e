"""What does an empty Supple table look like? A file to fill in, with three example rows that show how."""

from __future__ import annotations

EXAMPLE = "example – write over this row"

_NAMES = (
    "day,stiffness,pain,fatigue,mood,sleep_quality,night_spasms,day_spasms,falls,"
    "poor_sleep,stress,heat,constipation,bladder_infection,sitting_long,bedtime_stretch,walk.minutes,note"
)
_ROWS = (
    f"2024-01-01,4,2,5,6,7,0,1,0,no,no,no,no,no,yes,yes,15,{EXAMPLE}",
    f"2024-01-02,6.5,3,,5,3,3,,0,yes,yes,no,,no,no,,,{EXAMPLE}",
    f"2024-01-03,5,,,,,,,,,,,,,,yes,20,{EXAMPLE}",
)


def template_csv() -> str:
    """A Supple table (CSV, one row a day) that imports as it stands. A cell left empty means: not noted."""
    return "\n".join((_NAMES, *_ROWS)) + "\n"
