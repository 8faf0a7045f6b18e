"""How did it feel, and why not? The few words in which a session is answered; each a code that is kept."""

from __future__ import annotations

from collections.abc import Mapping

FELT: Mapping[str, str] = {
    "eased": "it eased",
    "same": "about the same",
    "hard": "it was hard today",
    "hurt": "it hurt",
}
WHY: Mapping[str, str] = {
    "tired": "too tired",
    "pain": "pain",
    "spasm": "a spasm",
    "unwell": "unwell",
    "no_time": "no time",
    "away": "away from home",
    "other": "something else",
}
