"""What stands in the settings about this device, about own symptoms, and about usual times and temperature?"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from supple import actions
from supple.web import looks
from supple.web.fields import Field, sentence_case
from supple.words import N_, _, later

_DEVICE = later(
    (
        (
            "looks",
            N_("How it looks on this device"),
            (("theme", N_("Light or dark"), ""), ("text_size", N_("Text"), "")),
        ),
        (
            "ways",
            N_("How it works on this device"),
            (
                ("questions", N_("Today"), N_("One at a time: stiffness first, then one more, as long as you like.")),
                ("hand", N_("The hand you use"), N_("Buttons come nearer to that thumb.")),
                ("clock", N_("Times of the day"), N_("What was prescribed and the report keep 24 hours.")),
                ("aloud", N_("Read pages aloud"), N_("A button on each page, where this device has a voice.")),
            ),
        ),
    )
)


def device_parts(request: HttpRequest) -> list[dict[str, object]]:
    """The choices of this device, in two groups."""
    chosen = looks.of(request)
    return [
        {
            "id": part,
            "title": title,
            "asked": [
                {"name": n, "legend": words, "hint": hint, "choices": looks.CHOICES[n], "chosen": getattr(chosen, n)}
                for n, words, hint in asked
            ],
        }
        for part, title, asked in _DEVICE
    ]


def symptom_fields(
    chosen: actions.PersonSettings, typed: Mapping[str, str], errors: Mapping[str, str]
) -> list[Field]:
    """One text field for each symptom that is asked."""
    return [
        Field(
            code,
            sentence_case(chosen.symptom_label(code)),
            typed.get(code, chosen.symptom_label(code)),
            error=errors.get(code, ""),
        )
        for code in chosen.own_symptoms
    ]


def usual_fields(chosen: actions.PersonSettings) -> tuple[Field, ...]:
    """The times and the scale, and one more symptom."""
    return (
        Field("new", _("Another symptom"), "", hint=_("Such as “burning feet”.")),
        Field("morning_at", _("My morning is at about"), chosen.morning_at, type="time"),
        Field("evening_at", _("My evening is at about"), chosen.evening_at, type="time"),
        Field(
            "temperature",
            _("Body temperature"),
            chosen.temperature,
            hint=_("Notes are read in both. The rules and the report keep °C."),
            options=(("C", _("°C, like 37.5")), ("F", _("°F, like 99.5"))),
        ),
    )
