"""How did it feel, and why not? The few words in which a session is answered; each a code that is kept."""

from __future__ import annotations

from collections.abc import Mapping

MOST_MINUTES = 24 * 60
FELT: Mapping[str, str] = {
    "good": "it felt good",
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
# Activity and therapy, as people name them; each a code of `sessions.toml`. No order of worth.
ACTIVITIES = (
    "walk",
    "bike",
    "hydrotherapy",
    "yoga",
    "exercise",
    "standing_frame",
    "physiotherapy",
    "occupational_therapy",
    "therapy_homework",
)
# Noted elsewhere under names of their own, and activity all the same.
ALSO_ACTIVE = ("lunch_walk",)
# Said short at the terminal.
SHORT: Mapping[str, str] = {
    "water": "hydrotherapy",
    "swim": "hydrotherapy",
    "frame": "standing_frame",
    "pt": "physiotherapy",
    "ot": "occupational_therapy",
    "homework": "therapy_homework",
}
