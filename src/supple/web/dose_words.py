"""How is a due dose, an as-needed medicine or a box said on a page? Plain facts, with what is not noted said so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from supple.knowledge.saying import label
from supple.model import AsNeeded, Box, Dose, DoseAnswer, DoseStatus, Event, Prescription
from supple.plan import amount_words, piece_word, says_several, step_beside
from supple.web import clock_words, fact_words
from supple.web.fields import sentence_case
from supple.words import N_, _, later, n_

STATUS = later(
    {
        DoseStatus.TAKEN: N_("Taken"),
        DoseStatus.LATE: N_("Taken late"),
        DoseStatus.MISSED: N_("Missed"),
        DoseStatus.SKIPPED: N_("Skipped"),
        DoseStatus.EXTRA: N_("Extra"),
    }
)
NOT_NOTED = N_("Not noted")
PARTLY = "missed_some"  # how the form says it
# A clock time here would read as a permission for the next one.
AFTER_EXTRA = N_(
    "A dose besides the prescription was noted, so no time is shown. Ask the "
    "prescriber or your pharmacist about the next one."
)
_NUMBERS = later(
    (
        "",
        "",
        N_("Both"),
        N_("All three"),
        N_("All four"),
        N_("All five"),
        N_("All six"),
        N_("All seven"),
        N_("All eight"),
        N_("All nine"),
        N_("All ten"),
    )
)


@dataclass(frozen=True)
class Row:
    """A due dose on the page. `key` names it in a form. `notable_from`: "21:00", where that has not come yet.

    `is_several`: the one answer stands for more than one dose of the day.
    """

    key: str
    time: str
    medicine: str
    words: str
    status: str
    is_open: bool
    is_taken: bool
    said_by: str
    has_others: bool = False
    notable_from: str = ""
    is_several: bool = False


def key_of(answer: DoseAnswer) -> str:
    """ "08:00|Baclofen"; with no written time "|Baclofen"."""
    return f"{answer.due.due_time or ''}|{answer.due.medicine}"


def row(answer: DoseAnswer, prescription: Prescription | None, *, notable_from: str = "") -> Row:
    """One due dose with its answer."""
    food = prescription.food if prescription is not None else ""
    said = ", ".join(part for part in (answer.due.words, food) if part)
    event, status = answer.event, answer.status
    by = "" if event is None or event.noted_by.role == "self" else event.noted_by.name
    return Row(
        key=key_of(answer),
        time=clock_words.restated(answer.due.due_time or ""),
        medicine=sentence_case(label(answer.due.medicine)),
        words=said,
        status=_status_words(event, status),
        is_open=status is None,
        is_taken=status in {DoseStatus.TAKEN, DoseStatus.LATE},
        said_by=by,
        has_others=answer.has_others,
        notable_from=notable_from,
        is_several=answer.due.at is None and says_several(answer.due.words),
    )


def _status_words(event: Event | None, status: DoseStatus | None) -> str:
    if event is not None and isinstance(event.fact, Dose) and event.fact.is_partly_missed:
        return _("Some missed")
    return _(NOT_NOTED) if status is None else STATUS[status]


def steps_beside(prescriptions: Iterable[Prescription]) -> list[tuple[str, str]]:
    """ "Baclofen", "step 2: 5 mg twice a day", once for each whose rows cannot say it."""
    return [
        (sentence_case(label(one.medicine)), _("step {number}: {words}").format(number=one.step.number, words=words))
        for one in prescriptions
        if one.step is not None and (words := step_beside(one))
    ]


def all_words(count: int) -> str:
    """ "All five as planned"."""
    if count == 1:
        return _("This one as planned")
    return _("{more} as planned").format(
        more=_NUMBERS[count] if count < len(_NUMBERS) else _("All {count}").format(count=count)
    )


def also(event: Event) -> str:
    """A noted dose that answers no due one: "Baclofen 10 mg taken, 08:05"."""
    return ", ".join(part for part in (fact_words.words(event.fact), fact_words.when_words(event.when)) if part)


def last_words(one: AsNeeded, today: date) -> str:
    """When the last one was, as exactly as it was noted."""
    if one.last is None:
        return _("None is noted")
    amount = one.last.fact.amount_words if isinstance(one.last.fact, Dose) else None
    when = fact_words.whole_when_words(one.last.when, today)
    if not fact_words.when_words(one.last.when):
        when += _(", time not noted")
    return f"{when}{f' ({amount})' if amount else ''}"


def not_before_words(one: AsNeeded, today: date, zone: str) -> str:
    """The prescriber's hours, and the moment that follows from the last one noted."""
    hours = one.prescription.not_before_hours
    if hours is None:
        return _("The plan has no hours between two")
    between = _("{normalize:f} hours between two").format(normalize=hours.normalize())
    if one.after_extra:
        return f"{between}. {_(AFTER_EXTRA)}"
    if one.not_before_utc is None:
        return (
            between
            if one.last is None
            else _("{between}; the time of the last one is not known").format(between=between)
        )
    return f"{clock(one.not_before_utc, today, zone)} ({between})"


def total_words(one: AsNeeded) -> str:
    """The day's total beside the most in a day as prescribed; unknown amounts are said to be so."""
    said = amount_words(one.pieces, piece_word(one.prescription))
    unknown = ""
    if one.unknown:
        unknown = _("{more} noted with no amount").format(
            more=n_("one dose", "{unknown} doses", one.unknown).format(unknown=one.unknown)
        )
        said = unknown if not one.pieces else _("{said}, and {unknown}").format(said=said, unknown=unknown)
    most = one.prescription.most_a_day
    prescribed = (
        _("no most in a day is written")
        if most is None
        else _("most in a day as prescribed: {normalize:f}").format(normalize=most.normalize())
    )
    return "{more}; {prescribed}".format(more=said if one.noted else _("None noted"), prescribed=prescribed)


def plural(prescription: Prescription) -> str:
    """What the pieces are called: tablets, sprays … or pieces."""
    return amount_words(Fraction(2), piece_word(prescription)).removeprefix("2 ")


def clock(moment: datetime, today: date, zone: str) -> str:
    """16:15, or with its day when that is another one."""
    local = moment.astimezone(ZoneInfo(zone))
    return (
        clock_words.said(local)
        if local.date() == today
        else _("{said} on {local:%A}").format(said=clock_words.said(local), local=local)
    )


def box_lines(box: Box, today: date) -> list[str]:
    """What is left and until when, one line each; nothing where it was never counted."""
    if box.unread:
        return [_("Something in the plan of this medicine cannot be read as a number, so no day can be told.")]
    if box.count is None or box.view is None:
        return []
    view, counted = box.view, fact_words.day_words(box.count.counted_on, today).replace("Today", "today")
    counted = counted.replace("Yesterday", "yesterday")
    lines = [
        _("{left:.10g} {unit} left, by the count of {counted} and what is noted since.").format(
            left=float(view.left), unit=box.unit, counted=counted
        )
    ]
    if view.count_again:
        lines.append(_("More is noted than there was. Please count again."))
    if view.at_the_earliest is not None:
        lines.append(
            _("The box runs out at the earliest on {day}, if all that is prescribed was taken and is taken.").format(
                day=_day(view.at_the_earliest)
            )
        )
    elif box.ends_on is not None:
        lines.append(_("By the plan it ends on {day}; no day after that is told.").format(day=_day(box.ends_on)))
    else:
        lines.append(_("No day can be told: the plan does not say how many pieces there are in a day."))
    if view.run_out_on is not None and view.run_out_on != view.at_the_earliest:
        lines.append(_("By what is noted so far: {day}.").format(day=_day(view.run_out_on)))
    if view.unknown_amounts:
        lines.append(
            _("Of {unknown_amounts} doses noted, the number of pieces is not known; they are not counted.").format(
                unknown_amounts=view.unknown_amounts
            )
        )
    return lines


def box_comes(box: Box, today: date, within_days: int) -> dict[str, str] | None:
    """A line for what comes, when the earliest day is near."""
    day = box.view.at_the_earliest if box.view is not None else None
    if day is None or (day - today).days > within_days:
        return None
    return {
        "words": _("About when the box of {medicine} runs out, if all that is prescribed is taken").format(
            medicine=box.medicine
        ),
        "day": fact_words.day_words(day, today),
    }


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B}"
