"""Which injections were there, where in the cycle is today, and how did the days run over past cycles?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions, charts
from supple.model import Day, Injection, PlanItem, Side, TypedInjection, TypedMuscle, UserError, When
from supple.web import fact_words, finding_cards, frame, outcome_choices
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages import saved
from supple.words import N_, _, later

# Rows with a list of muscles, then rows for a muscle in one's own words; so many are open from the start.
LISTED_ROWS, OWN_ROWS, OPEN_ROWS = 10, 2, 4
ROWS = LISTED_ROWS + OWN_ROWS
# As many as an entry from elsewhere may bring; the form then has more rows in own words, so that none is lost.
MOST_ROWS = 80
TEXTS = ("product", "on", "amount_words", "guidance", "goals", "aftercare", "given_by", "review_day")
FORM_KEYS = {"units", "muscles", "units_words", "guidance", "goals", "aftercare", "given_by", "review_day"}
SIDES = later(
    (("", N_("Not said")), ("left", N_("Left")), ("right", N_("Right")), ("both", N_("Both: this many in each")))
)
_SIDE_WORDS = later({Side.LEFT: N_("left"), Side.RIGHT: N_("right"), Side.BOTH: N_("both sides")})


@dataclass(frozen=True)
class Row:
    """One muscle of the form. `own`: the muscle is typed, not chosen."""

    number: int
    muscle: Field
    side: Field
    units: Field
    own: bool


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Cycles newest first, what comes, what to look for, and past cycles laid over each other."""
    account, now = account_of(request), frame.clock()
    view = actions.injections(account, person.id, now=now, outcome=request.GET.get("outcome") or None)
    names = dict(actions.injection_choices().guidance)
    cards = [_card(one, view, names) for one in view.injections]
    # The last day with an injection, and all that is to come; what lies further back folds away.
    latest = max((one.on for one in view.injections if one.on <= view.day), default=None)
    newest = {one.event_id for one in view.injections if one.on > view.day or one.on == latest or one in view.newest}
    context = {
        "view": view,
        "shown": [card for card in cards if card["id"] in newest],
        "earlier": [card for card in cards if card["id"] not in newest],
        "position": _position(view),
        "coming": [(sentence_case(words), fact_words.day_words(day, view.day)) for day, words in view.coming],
        "chart": finding_cards.figure(charts.cycles(view.overlay) if view.overlay else None),
        "outcome_label": sentence_case(view.outcome_label),
        "choices": outcome_choices.choices(view.table, shown=view.outcome),
        "saved": saved.just_saved(request, account, person),
    }
    return frame.show(request, "injections/injections.html", context, person=person, here="more")


def add(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write an injection down, or put one right (`entry`: which). What was typed comes back with any error."""
    account, now = account_of(request), frame.clock()
    today = frame.today_of(person, now)
    old = _entry(request, person)
    if request.method == "GET":
        typed = typed_of(old[1]) if old else TypedInjection(on="")
        return _form(request, person, typed, {}, old)
    typed = typed_from(request.POST)
    item, problems = actions.read_injection(typed, today=today)
    if item is None:
        return _form(request, person, typed, problems, old, status=400)
    when: When = Day(min(item.valid_from, today), person.zone)
    if old is not None:
        # What this form does not ask about stays: words and details that came another way.
        kept = {key: words for key, words in old[1].detail.items() if key not in FORM_KEYS}
        item = replace(item, words=old[1].words, status=old[1].status, detail={**kept, **item.detail})
        if item != old[1]:
            actions.correct(account, person.id, old[0], item, when, now=now)
        return redirect("injections", person.id)
    group = frame.form_id(request)
    actions.save_facts(account, person.id, [(item, when)], now=now, source="plan", group=group)
    return redirect(f"{reverse('injections', args=[person.id])}?saved={group}")


def typed_from(posted: QueryDict) -> TypedInjection:
    """The form as it was typed."""
    rows = tuple(
        TypedMuscle(*(posted.get(f"{name}_{number}", "") for name in ("muscle", "side", "units")))
        for number in range(1, MOST_ROWS + 1)
    )
    return TypedInjection(
        **{name: posted.get(name, "").strip() for name in TEXTS}, muscles=rows, is_sure=posted.get("sure") == "yes"
    )


def typed_of(item: PlanItem) -> TypedInjection:
    """A kept injection as the form would have it, so that it can be put right."""
    detail = item.detail
    rows = []
    for key in ("units", "muscles"):
        for part in filter(None, (each.strip() for each in detail.get(key, "").split(";"))):
            try:
                rows.append(actions.read_muscle(part))
            except ValueError:
                rows.append(TypedMuscle(muscle=part))
    listed = {code for _ignored, names in actions.injection_choices().muscles for code, _ignored in names}
    known = [row for row in rows if row.muscle in listed][:LISTED_ROWS]
    own = [row for row in rows if row not in known]
    blank = TypedMuscle()
    return TypedInjection(
        product=item.name,
        on=item.valid_from.isoformat(),
        muscles=(*known, *[blank] * (LISTED_ROWS - len(known)), *own, *[blank] * (OWN_ROWS - len(own))),
        amount_words=detail.get("units_words", ""),
        guidance=detail.get("guidance", ""),
        goals=detail.get("goals", ""),
        aftercare=detail.get("aftercare", ""),
        given_by=detail.get("given_by", ""),
        review_day=detail.get("review_day", ""),
    )


def _entry(request: HttpRequest, person: actions.PersonCard) -> tuple[UUID, PlanItem] | None:
    """The injection to put right; None for a new one."""
    wanted = (request.GET if request.method == "GET" else request.POST).get("entry", "")
    if not wanted:
        return None
    try:
        versions = actions.history(account_of(request), person.id, UUID(wanted), now=frame.clock())
    except (ValueError, UserError):
        raise Http404 from None
    fact = versions[-1].fact
    if not isinstance(fact, PlanItem) or fact.item != "injection":
        raise Http404
    return versions[-1].id, fact


def _form(
    request: HttpRequest,
    person: actions.PersonCard,
    typed: TypedInjection,
    problems: dict[str, str],
    old: tuple[UUID, PlanItem] | None,
    status: int = 200,
) -> HttpResponse:
    offered = actions.injection_choices()
    filled = [number for number, row in enumerate(typed.muscles, start=1) if row.muscle or row.units]
    rows = [_row(number, typed, problems) for number in range(1, max([ROWS, *filled]) + 1)]
    used = max((row.number for row in rows if row.muscle.value or row.units.value or row.muscle.error), default=0)
    fields = {
        "product": Field(
            "product",
            _("What was injected"),
            typed.product,
            _("The brand, as on the letter. For a nerve block: phenol or alcohol."),
            problems.get("product", ""),
        ),
        "on": Field("on", _("Day of the injection, done or agreed"), typed.on, "", problems.get("on", ""), "date"),
        "amount_words": Field(
            "amount_words",
            _("Anything else about amounts, as the letter says it"),
            typed.amount_words,
            error=problems.get("amount_words", ""),
        ),
        "guidance": Field(
            "guidance",
            _("How it was guided"),
            typed.guidance,
            error=problems.get("guidance", ""),
            options=(("", _("Not said")), *((code, sentence_case(words)) for code, words in offered.guidance)),
        ),
        "goals": Field(
            "goals",
            _("What it is for, in your own words"),
            typed.goals,
            _("One goal is enough."),
            problems.get("goals", ""),
        ),
        "aftercare": Field(
            "aftercare",
            _("Stretching and positioning agreed for the weeks after"),
            typed.aftercare,
            error=problems.get("aftercare", ""),
        ),
        "given_by": Field("given_by", _("Who gave it"), typed.given_by, error=problems.get("given_by", "")),
        "review_day": Field(
            "review_day",
            _("Review day, if one is planned"),
            typed.review_day,
            error=problems.get("review_day", ""),
            type="date",
        ),
    }
    context = {
        "fields": fields,
        "open_rows": rows[:OPEN_ROWS],
        "more_rows": rows[OPEN_ROWS:],
        "more_open": used > OPEN_ROWS,
        "muscles": offered.muscles,
        "products": offered.products,
        "blocks": offered.blocks,
        "errors": problems,
        "entry": old[0] if old else "",
    }
    return frame.show(request, "injections/add.html", context, person=person, here="more", status=status)


def _row(number: int, typed: TypedInjection, problems: dict[str, str]) -> Row:
    row = typed.muscles[number - 1] if number <= len(typed.muscles) else TypedMuscle()
    own = number > LISTED_ROWS

    def field(name: str, label: str, value: str, **more: object) -> Field:
        return Field(f"{name}_{number}", label, value, error=problems.get(f"{name}_{number}", ""), **more)  # type: ignore[arg-type]

    return Row(
        number,
        field("muscle", _("Muscle, in your own words") if own else _("Muscle"), row.muscle),
        field("side", _("Side"), row.side, options=SIDES),
        field("units", _("Units"), row.units),
        own,
    )


def _position(view: actions.InjectionsView) -> str:
    """Where in the cycle today is; "" where no toxin was given."""
    if not view.newest or view.newest[0].week is None:
        return ""
    newest = view.newest[0]
    names = _(" and ").join(one.item.name for one in view.newest)
    return _("Today is in week {week} since the {names} injection of {day}.").format(
        week=newest.week, names=names, day=fact_words.day_words(newest.on, view.day)
    )


def _card(one: Injection, view: actions.InjectionsView, guidance: dict[str, str]) -> dict[str, object]:
    """One injection in words. Units stand with their product, and are added within it and the day only."""
    detail, cycle = one.item.detail, one.cycle
    shots = [
        _("{muscle}{more}: {units:f} units").format(
            muscle=shot.muscle, more=f", {_SIDE_WORDS[shot.side]}" if shot.side else "", units=shot.given.units
        )
        for shot in (cycle.shots if cycle else ())
    ]
    shots += [_("{muscle}: units not noted").format(muscle=muscle) if cycle else muscle for muscle in one.muscles]
    if cycle is not None and "units" in cycle.unread:
        shots.append(_("As written: {get}").format(get=detail.get("units", "")))
    total = cycle.total if cycle else None
    kinds = {"toxin": _("Botulinum toxin"), "nerve block": _("Nerve block"), "other": _("Another injection")}
    return {
        "one": one,
        "id": one.event_id,
        "kind": kinds[one.kind] if one.is_known or one.kind != "toxin" else "",
        "day": fact_words.day_words(one.on, view.day),
        "is_ahead": one.on > view.day,
        "week": one.week if one in view.newest else None,
        "shots": shots,
        "total": _("{units:f} units of {name} in all, on this day").format(units=total.units, name=one.item.name)
        if total
        else "",
        "lines": [
            (label, words)
            for label, words in (
                (_("In these words"), one.item.words),
                (_("Amount, as the letter says"), detail.get("units_words", "")),
                (_("Guided"), guidance.get(detail.get("guidance", ""), "")),
                (_("What it is for"), detail.get("goals", "")),
                (_("Agreed for the weeks after"), detail.get("aftercare", "")),
                (_("Given by"), detail.get("given_by", "")),
                (_("Review planned"), fact_words.day_words(one.review_day, view.day) if one.review_day else ""),
            )
            if words
        ],
    }
