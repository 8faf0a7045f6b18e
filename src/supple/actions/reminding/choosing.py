"""By which channels is something told, and when is it quiet? What the person chose, else what is usual."""

from __future__ import annotations

from supple.actions.views import PersonSettings
from supple.knowledge.medicine_names import plain_name
from supple.model import Channel, Due, DueChoices, DueKind, QuietHours
from supple.plan.clock import read_clock

# A phone rings only where it was allowed to, so it may be usual. Mail leaves the house: it must be chosen.
USUAL_CHANNELS = (Channel.PAGE, Channel.PUSH)
# What stands on the page cannot be switched off there: a page that hides what is due would say that nothing is.
ALWAYS = Channel.PAGE
# What the diary can keep as done or skipped. Of everything else only "seen" is true.
NOTABLE = frozenset({DueKind.DOSE, DueKind.ROUTINE, DueKind.BREAK})


def choices_of(chosen: PersonSettings) -> DueChoices:
    """What `plan.due` needs to know of the settings. A time that cannot be read is none."""
    asked = list({at for text in chosen.check_ins_at if (at := read_clock(text)) is not None})
    names = ("morning", "evening") if len(asked) == 2 else tuple(f"{at:%H:%M}" for at in sorted(asked))
    day_at = read_clock(chosen.remind_day_at)
    usual = DueChoices()
    return DueChoices(tuple(zip(names, sorted(asked), strict=True)), day_at or usual.day_at)


def quiet_of(chosen: PersonSettings) -> QuietHours | None:
    """The quiet hours; None where none were chosen."""
    start, end = read_clock(chosen.quiet_from), read_clock(chosen.quiet_to)
    if start is None or end is None:
        return None
    return QuietHours(start.hour * 60 + start.minute, end.hour * 60 + end.minute)


def channels_for(due: Due, chosen: PersonSettings) -> tuple[Channel, ...]:
    """The page always; besides it what was chosen for this item, else for its kind, else the usual."""
    said = chosen.remind_items.get(plain_name(due.name), chosen.remind.get(due.kind.value))
    found = set(USUAL_CHANNELS) if said is None else {each for each in Channel if each.value in said.split(",")}
    if not chosen.mail_to:
        found.discard(Channel.MAIL)
    return tuple(each for each in Channel if each in found | {ALWAYS})


def rings(due: Due, chosen: PersonSettings) -> bool:
    """Whether it is told anywhere but on the page: only then can it ring once more later."""
    return channels_for(due, chosen) != (ALWAYS,)


def is_quiet_for(due: Due, chosen: PersonSettings) -> bool:
    """Whether quiet hours hold for it: a dose has the prescriber's time, unless the person chose otherwise."""
    return due.kind is not DueKind.DOSE or chosen.quiet_doses
