"""How do templates draw an icon, name a stylesheet and show a day, a number, a certainty or a tier?"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from supple import watch, words
from supple.model import CallLine, PlanItem, Tier, Verdict
from supple.web import fact_words, outbox_code
from supple.web.numbers import Numbers, dialled
from supple.words import N_, _, later

register = template.Library()

STATIC_FOLDER = Path(__file__).resolve().parents[1] / "static"

# Drawn by hand on a 24 × 24 grid, 2 wide strokes. They always stand beside a word, so screen readers skip them.
ICONS: Mapping[str, str] = {
    "today": '<circle cx="12" cy="12" r="4.2"/><path d="M12 2.6v2.2M12 19.2v2.2M2.6 12h2.2M19.2 12h2.2'
    'M5.4 5.4l1.5 1.5M17.1 17.1l1.5 1.5M5.4 18.6l1.5-1.5M17.1 6.9l1.5-1.5"/>',
    "timeline": '<path d="M8 6h12M8 12h12M8 18h12"/><circle cx="3.8" cy="6" r="1"/><circle cx="3.8" cy="12" r="1"/>'
    '<circle cx="3.8" cy="18" r="1"/>',
    "goes": '<path d="M3.5 18.5l5-6 4 3 7.5-9.5"/><path d="M15.5 5.5H20V10"/>',
    "call": '<path d="M6.2 3.5h2.9l1.5 4-2 1.6a12 12 0 0 0 5.9 5.9l1.6-2 4 1.5v2.9c0 1.2-1 2.1-2.2 2'
    'C10.3 18.9 5 13.6 4.1 5.7 4 4.5 5 3.5 6.2 3.5z"/>',
    "phone": '<rect x="6.5" y="2.5" width="11" height="19" rx="2.5"/><path d="M10.5 18.2h3"/>',
    "more": '<circle cx="5" cy="12" r="1.4"/><circle cx="12" cy="12" r="1.4"/><circle cx="19" cy="12" r="1.4"/>',
    "help": '<path d="M12 3.2l9.3 16.3H2.7z"/><path d="M12 9.5v4.5M12 16.9v.1"/>',
    "T0": '<path d="M8 2.8h8L21.2 8v8L16 21.2H8L2.8 16V8z"/><path d="M12 7.5v5.5M12 16.3v.1"/>',
    "T1": '<path d="M12 3.2l9.3 16.3H2.7z"/><path d="M12 9.5v4.5M12 16.9v.1"/>',
    "T2": '<rect x="3.5" y="5" width="17" height="15.5" rx="2"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
    "T3": '<path d="M4 4.5h16v12H11l-4.5 4v-4H4z"/>',
    "clear": '<circle cx="12" cy="12" r="9"/><path d="M7.5 12.3l3.1 3.2 6-6.8"/>',
    "leaning": '<circle cx="12" cy="12" r="9"/><path d="M12 3v18A9 9 0 0 1 12 3z" fill="currentColor"/>',
    "open": '<circle cx="12" cy="12" r="9" stroke-dasharray="3 3.3"/><path d="M9.6 9.5a2.5 2.5 0 1 1 3.5 2.3'
    'c-.7.3-1.1.9-1.1 1.7M12 16.8v.1"/>',
    "unrelated": '<circle cx="12" cy="12" r="9"/><path d="M7.5 12h9"/>',
    "worse": '<circle cx="12" cy="12" r="9"/><path d="M12 7v9.5M8 12.8l4 4 4-4" transform="rotate(180 12 12)"/>',
    "tick": '<path d="M4.5 12.8l5 5L19.5 7"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
    "eye": '<path d="M2.5 12c2.2-4 5.4-6 9.5-6s7.3 2 9.5 6c-2.2 4-5.4 6-9.5 6s-7.3-2-9.5-6z"/>'
    '<circle cx="12" cy="12" r="3"/>',
    "luck": '<rect x="4" y="4" width="16" height="16" rx="3"/><circle cx="9" cy="9" r="1"/>'
    '<circle cx="15" cy="15" r="1"/><circle cx="15" cy="9" r="1"/><circle cx="9" cy="15" r="1"/>',
    "undo": '<path d="M4 9.5h10a5.5 5.5 0 0 1 0 11H9M4 9.5L8.5 5M4 9.5L8.5 14"/>',
    "edit": '<path d="M4 20l1-4.5L16.5 4l3.5 3.5L8.5 19z"/>',
    "add": '<path d="M12 4.5v15M4.5 12h15"/>',
    "guess": '<path d="M8.5 8.5a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.3-1.5 2.3M12 18.3v.1"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20c.7-3.6 3.2-5.5 6.5-5.5s5.8 1.9 6.5 5.5"/>'
    '<path d="M15.5 5.3a3.3 3.3 0 0 1 0 6.4M18 14.8c2 .7 3.2 2.5 3.6 5.2"/>',
    "report": '<path d="M6 2.8h8.5L19 7.3v13.9H6z"/><path d="M14 3v5h5M9 12.5h7M9 16.5h7"/>',
    "import": '<path d="M12 3.5v11M7.5 10l4.5 4.5 4.5-4.5M4 17.5v3h16v-3"/>',
    "settings": '<path d="M4 7h9M17.5 7H20M4 17h2.5M11 17h9"/><circle cx="15.2" cy="7" r="2.2"/>'
    '<circle cx="8.8" cy="17" r="2.2"/>',
    "book": '<path d="M12 6.5C10 4.8 7 4.3 3.5 4.5v14c3.5-.2 6.5.3 8.5 2 2-1.7 5-2.2 8.5-2v-14'
    'C17 4.3 14 4.8 12 6.5zM12 6.5v14"/>',
    "out": '<path d="M10 4H4.5v16H10M15 8l4 4-4 4M19 12H9"/>',
    "night": '<path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5l5 5"/>',
    "next": '<path d="M9 5l7 7-7 7"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.3l3.5 2"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8 10.5V7.5a4 4 0 0 1 8 0v3"/>',
}

TIERS: Mapping[str, str] = later(
    {
        Tier.T0: N_("Emergency, now"),
        Tier.T1: N_("Call today"),
        Tier.T2: N_("Call within 2 to 3 working days"),
        Tier.T3: N_("Mention at your next visit"),
    }
)
VERDICTS: Mapping[str, tuple[str, str]] = later(
    {
        Verdict.CLEAR: ("clear", N_("Clear")),
        Verdict.LEANING: ("leaning", N_("Leaning")),
        Verdict.CANNOT_TELL: ("open", N_("Can’t tell yet")),
        Verdict.UNRELATED: ("unrelated", N_("Looks unrelated")),
    }
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture beside a word; hidden from screen readers, which read the word."""
    # The shapes are constants of this module, never text from a person.
    return mark_safe(  # noqa: S308
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ICONS[name]}</svg>'
    )


@register.simple_tag
def asset(name: str) -> str:
    """A file of ours with its content in the address, so that an upgrade is seen at once."""
    return f"{static(name)}?v={_fingerprint(name)}"


@register.simple_tag
def outbox_code_url() -> str:
    """The first part of the outbox's code; it names the others."""
    return outbox_code.url_of("main")


@cache
def _fingerprint(name: str) -> str:
    # Templates hand over Django's own kind of text, which Path refuses; its parts are plain.
    return hashlib.sha256(STATIC_FOLDER.joinpath(*name.split("/")).read_bytes()).hexdigest()[:10]


@register.simple_tag
def tier_badge(tier: str, how_soon: str = "") -> SafeString:
    """Icon and word for how urgent: never colour alone. `how_soon`: the call's own words, where it has some."""
    return format_html('<span class="badge tier-{}">{}{}</span>', tier, icon(str(tier)), how_soon or TIERS[tier])


@register.simple_tag
def verdict_badge(verdict: str) -> SafeString:
    """Shape and word for how certain."""
    shape, word = VERDICTS[verdict]
    return format_html('<span class="badge sure-{}">{}{}</span>', shape, icon(shape), word)


@register.simple_tag
def page_language() -> str:
    """For `<html lang>`."""
    return words.language()


@register.filter
def safety(text: object) -> str | SafeString:
    """Words of a rule, a card or an article: with no reviewed translation, English that says it is English."""
    if not text:
        return ""
    said, is_of_the_page = words.safety(str(text))
    return said if is_of_the_page else format_html('<span lang="en">{}</span>', said)


@register.filter
def day(value: date | datetime | None) -> str:
    """Monday 23 November 2026."""
    return f"{value:%A} {value.day} {value:%B %Y}" if value else _("not noted")


@register.filter
def short_day(value: date | datetime | None) -> str:
    """23 Nov 2026."""
    return f"{value.day} {value:%b %Y}" if value else _("not noted")


@register.filter
def number(value: Any) -> str:
    """7, 6.5 or −1.2: at most one decimal, a real minus sign, "not noted" for what is missing."""
    if value is None:
        return _("not noted")
    rounded = round(float(value), 1)
    text = f"{rounded:.0f}" if rounded == int(rounded) else f"{rounded:.1f}"
    return text.replace("-", "−")


@register.filter
def signed(value: float | None) -> str:
    """+1.4 or −0.8."""
    if value is None:
        return _("not noted")
    text = number(value)
    return f"+{text}" if value > 0 and text != "0" else text


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """`{{ mapping|get:key }}`: None when the key is not there."""
    return mapping.get(key)


@register.filter
def shares(some: Iterable[str], others: Collection[str]) -> bool:
    """`{{ some|shares:others }}`: is any of them among the others?"""
    return any(each in others for each in some)


@register.filter
def plan_details(item: PlanItem) -> list[str]:
    """What was written beside a plan item."""
    return fact_words.plan_details(item)


@register.simple_tag
def country_lines(call: str, tier: Tier, found: Numbers) -> tuple[CallLine, ...]:
    """The country's lines to ring about one answer, best first; a `call` nobody knows rings nobody."""
    return watch.country_lines(call, tier, found)


@register.filter
def dial(value: str) -> str:
    """The digits a `tel:` link needs."""
    return dialled(value)


@register.simple_tag
def form_number() -> str:
    """A fresh id for one of many small forms on a page: sending it twice saves once."""
    return str(uuid4())
