"""A refill in one screen, a new programme, a bolus, and the pump itself: what is asked, and what comes back?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple import actions, knowledge, plan
from supple.model import EntryQuestion, PlanItem, Scope, UserError
from supple.web import frame
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages.pump import last_programme
from supple.words import N_, _, later

Row = tuple[str, str, str]
LINES = 6
_LAST_TIME = ("fill_volume_ml", "concentration_mcg_per_ml")
_PROGRAMME = frozenset({"daily_dose_mcg", "steps"})
_MCG = N_("In micrograms, as the print-out gives it. Tablets are in milligrams: 1000 times more.")
_BOTH = N_("You chose one rate all day, and wrote lines for parts of the day too. Choose which of the two holds.")
_FIELDS: Mapping[str, tuple[tuple[str, str, str, str], ...]] = later(
    {
        # name, label, type, hint
        "refill": (
            ("day", N_("Day of the refill"), "date", ""),
            ("time", N_("Time, if you know it"), "time", ""),
            ("expected_residual_ml", N_("Expected left, mL"), "amount", ""),
            ("found_residual_ml", N_("Found in it, mL"), "amount", ""),
            ("fill_volume_ml", N_("Filled volume, mL"), "amount", ""),
            ("concentration_mcg_per_ml", N_("Concentration, micrograms per mL"), "amount", ""),
            ("daily_dose_mcg", N_("Dose a day, micrograms"), "amount", _MCG),
            (
                "clinic_alarm_date",
                N_("Alarm date from the clinic"),
                "date",
                N_("The print-out names it. It may be called refill date."),
            ),
        ),
        "programming": (
            ("day", N_("Day"), "date", ""),
            ("time", N_("Time, if you know it"), "time", ""),
            ("daily_dose_mcg", N_("Dose a day, micrograms"), "amount", _MCG),
            (
                "clinic_alarm_date",
                N_("New alarm date from the clinic"),
                "date",
                N_("A new programme moves it. Empty: the old one stays."),
            ),
        ),
        "bolus": (
            ("day", N_("Day"), "date", ""),
            ("time", N_("Time, if you know it"), "time", ""),
            (
                "bolus_mcg",
                N_("Bolus, micrograms"),
                "amount",
                N_("As the pump or the clinic gave it. Micrograms, not milligrams."),
            ),
        ),
        "end": (
            ("day", N_("Day on which it was taken out"), "date", ""),
            ("said_by", N_("Who said that it ends"), "text", N_("Such as the pump clinic. Empty if nobody did.")),
        ),
        "set_up": (
            ("brand", N_("Make of the pump"), "select", ""),
            ("model", N_("Model, as the card says"), "text", ""),
            ("reservoir_ml", N_("Reservoir, mL"), "amount", ""),
            (
                "alarm_volume_ml",
                N_("Alarm sounds at, mL left"),
                "amount",
                N_("The print-out names it. Without it Supple takes 2 mL and says so."),
            ),
            ("implanted_on", N_("Put in on"), "date", ""),
            ("battery_end", N_("Battery ends, month and year"), "text", N_("Like 05/2031, if the clinic told you.")),
            ("card_at", N_("Where the pump card is"), "text", N_("In the purse, by the door …")),
            ("trial_on", N_("Day of the trial"), "date", ""),
            ("trial_mcg", N_("Trial dose, micrograms"), "amount", ""),
            ("trial_changed", N_("What changed, in your own words"), "words", ""),
            ("trial_lasted", N_("How long it lasted"), "text", N_("Like “about six hours”.")),
        ),
    }
)


def refill(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """A refill, with the concentration, volume and dose of last time filled in."""
    return _form(request, person, "refill")


def programming(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Programmed anew between two fills."""
    return _form(request, person, "programming")


def bolus(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """A bolus besides the programme."""
    return _form(request, person, "bolus")


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The pump was taken out: nothing is counted any more, and what was written down stays."""
    return _form(request, person, "end")


def set_up(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The pump itself, and the trial before it."""
    return _form(request, person, "set_up")


def _form(request: HttpRequest, person: actions.PersonCard, form: str) -> HttpResponse:
    account, now = account_of(request), frame.clock()
    # Who may note and not look gets an empty form.
    view = actions.pump(account, person.id, now=now) if Scope.LOOK in person.scopes else None
    instead_of = _entry_id(request, view)
    old = None if view is None else _entry(view, instead_of, form)
    first = (_prefilled(form, view, person, now), _last_rows(view)) if old is None else plan.typed_again(old)
    if request.method != "POST":
        if old is None and instead_of is not None:
            return redirect("pump", person.id)
        return _page(request, person, form, *first, {})
    typed = {name: request.POST.get(name, "").strip() for name, *_ignored in _FIELDS[form]}
    rows = _rows(request)
    rate = {"rate": request.POST.get("rate", "")}
    if request.POST.get("do") == "edit":
        return _page(request, person, form, {**typed, **rate}, rows, {})
    errors: dict[str, str] = {}
    is_one_rate = request.POST.get("rate") == "same"
    if is_one_rate and any(map(any, rows)) and rows != first[1]:
        errors["rate"] = _(_BOTH)
    told = () if is_one_rate else rows
    read = actions.read_pump(account, person.id, form, typed, told, now=now, instead_of=instead_of)
    for entry in read:
        errors.update(entry.errors)
    if not errors and not any(typed.values()) and not any(map(any, told)):
        errors["day"] = _("Nothing was filled in, so there is nothing to save.")
    if errors:
        return _page(request, person, form, {**typed, **rate}, rows, errors, status=400)
    asked = [question for entry in read for question in entry.questions]
    confirmed = request.POST.getlist("confirm")
    if any(question.field not in confirmed for question in asked):
        return _ask(request, person, asked)
    kept = actions.note_pump(
        account,
        person.id,
        form,
        typed,
        told,
        now=now,
        source="pump",
        group=frame.form_id(request),
        confirmed=confirmed,
        instead_of=instead_of,
    )
    if view is None:
        return redirect("people")
    # After midnight the diary's day is still the one before: what holds from the new one on shows in a few hours.
    is_later = any(isinstance(fact, PlanItem) and fact.valid_from > view.day for fact in kept)
    said = "same" if not kept else "right" if instead_of else form
    response = redirect("pump", person.id)
    # A correction cannot be taken back as a whole: that would take the entry away. It is put right once more instead.
    group = f"&group={frame.form_id(request)}" if said == form else ""
    response["Location"] += f"?saved={said}{group}" + ("&later=1" if is_later else "")
    return response


def _ask(request: HttpRequest, person: actions.PersonCard, asked: list[EntryQuestion]) -> HttpResponse:
    """Nothing is kept yet: what looks unlike a print-out, as it was typed, and the two ways on."""
    left_out = {"csrfmiddlewaretoken", "form_id", "do", "confirm"}
    context = {
        "questions": [(sentence_case(plan.pump_label(each.field)), each) for each in asked],
        "carried": [(name, value) for name, value in request.POST.items() if name not in left_out and value],
        "form_id": frame.form_id(request),
    }
    return frame.show(request, "pump/ask.html", context, person=person, here="more")


def _entry_id(request: HttpRequest, view: actions.PumpView | None) -> UUID | None:
    """The entry that is put right; None where one is added, and for those who may not look."""
    named = request.POST.get("entry") or request.GET.get("entry", "")
    try:
        return UUID(named) if named and view is not None else None
    except ValueError:
        raise UserError(_("there is no such entry."), hint=_("Open the pump page again.")) from None


def _entry(view: actions.PumpView, event_id: UUID | None, form: str) -> PlanItem | None:
    found = next((event.fact for event in view.entries if event.id == event_id), None)
    return found if isinstance(found, PlanItem) and plan.form_of(found) == form else None


def _rows(request: HttpRequest) -> tuple[Row, ...]:
    """The lines that were filled in, without the empty ones at the end."""
    rows = [
        (
            request.POST.get(f"row_{number}_from", "").strip(),
            request.POST.get(f"row_{number}_until", "").strip(),
            request.POST.get(f"row_{number}_mcg", "").strip(),
        )
        for number in range(1, 49)
    ]
    while rows and not any(rows[-1]):
        rows.pop()
    return tuple(rows)


def _last_rows(view: actions.PumpView | None) -> tuple[Row, ...]:
    last = None if view is None else last_programme(view)
    return () if last is None or _in_question(view) & _PROGRAMME else plan.rows_of(last)


def _in_question(view: actions.PumpView | None) -> frozenset[str]:
    """Fields that nobody answered for yet: a slip must not go on from one print-out to the next."""
    if view is None or view.count is None:
        return frozenset()
    asked = frozenset(question.field for question in view.count.questions)
    # Where the day itself cannot be, any of the numbers behind it may be the slip.
    return asked | {*_LAST_TIME, *_PROGRAMME} if plan.NEVER_CONFIRMED in asked else asked


def _prefilled(form: str, view: actions.PumpView | None, person: actions.PersonCard, now: datetime) -> dict[str, str]:
    """Today, and the same as last time; what only this print-out can say, and what is in question, stays empty."""
    today = (frame.today_of(person, now) if view is None else view.day).isoformat()
    detail = {} if view is None else view.detail
    if form == "set_up":
        known = {name: detail.get(name, "") for name, *_ignored in _FIELDS[form]}
        trial = {} if view is None or not view.trials else view.trials[-1].detail
        on = {} if view is None or not view.trials else {"trial_on": view.trials[-1].valid_from.isoformat()}
        return {**known, **trial, **on}
    typed = {"day": "" if form == "end" else today}
    asked = _in_question(view)
    if form == "refill":
        typed |= {name: detail.get(name, "") for name in _LAST_TIME if name not in asked}
    last = None if view is None else last_programme(view)
    if form != "bolus" and last is not None and not asked & _PROGRAMME:
        typed["daily_dose_mcg"] = str(last.written_daily_dose.mcg) if last.written_daily_dose else ""
    return typed


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    form: str,
    typed: Mapping[str, str],
    rows: tuple[Row, ...],
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    brands = [
        ("", _("Not chosen")),
        *((key, sentence_case(brand.label)) for key, brand in knowledge.load().pumps.items()),
    ]
    fields = {
        name: Field(
            name,
            label,
            typed.get(name, ""),
            hint,
            errors.get(name, ""),
            type=kind,
            options=brands if kind == "select" else (),
        )
        for name, label, kind, hint in _FIELDS[form]
    }
    rate = typed.get("rate", "") or ("steps" if rows else "same")
    entry = request.POST.get("entry") or request.GET.get("entry", "")
    context: dict[str, Any] = {
        "fields": fields,
        "errors": errors,
        "rate": rate,
        "lines": _lines(rows, errors),
        "entry": entry,
        "same_as_before": request.method == "GET" and not entry and bool(typed.get("daily_dose_mcg")),
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, f"pump/{form}.html", context, person=person, here="more", status=status)


def _lines(rows: tuple[Row, ...], errors: Mapping[str, str]) -> list[dict[str, Any]]:
    """At least six lines, and always two more than are filled in."""
    padded = [*rows, *[("", "", "")] * max(LINES - len(rows), 2)]
    return [
        {
            "number": number,
            "begins": _field(number, "from", _("From"), begins, errors, "time"),
            "until": _field(number, "until", _("Until"), until, errors, "time"),
            "mcg": _field(number, "mcg", _("Micrograms"), dose, errors, "amount"),
        }
        for number, (begins, until, dose) in enumerate(padded, start=1)
    ]


def _field(number: int, name: str, label: str, value: str, errors: Mapping[str, str], kind: str) -> Field:
    whole = f"row_{number}_{name}"
    return Field(whole, label, value, error=errors.get(whole, ""), type=kind)
