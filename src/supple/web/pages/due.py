"""What is due now, and what became of what was due? Answered with one tap each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.actions import reminding
from supple.model import TRY, Due, DueKind, DueState, ReminderState, ReminderStep, UserError
from supple.web import break_ideas, clock_words, fact_words, frame
from supple.web.guard import account_of
from supple.web.pages import saved
from supple.words import N_, _, later, n_

DONE_WORDS = later(
    {
        DueKind.DOSE: (N_("Taken"), N_("Not taking it")),
        DueKind.ROUTINE: (N_("Done"), N_("Skip this one")),
        DueKind.BREAK: (N_("Done"), N_("Not now")),
    }
)
REASONS = later(
    (
        ("tired", N_("Tired")),
        ("pain", N_("Pain")),
        ("no_time", N_("No time")),
        ("unwell", N_("Not well")),
        ("away", N_("Away")),
        ("other", N_("Something else")),
    )
)
STATES = later(
    {
        ReminderState.PLANNED: N_("planned"),
        ReminderState.CLAIMED: N_("being sent"),
        ReminderState.SENT: N_("sent"),
        ReminderState.FAILED: N_("could not be sent"),
        ReminderState.UNKNOWN: N_("Supple stopped while sending: it may have rung or not"),
        ReminderState.TOO_LATE: N_("not sent, its time was over"),
        ReminderState.NOT_NEEDED: N_("not needed any more"),
        ReminderState.PUT_OFF: N_("put off"),
        ReminderState.WITHDRAWN: N_("taken back, the plan or a setting changed"),
    }
)
CHANNELS = later({"page": N_("on the page"), "push": N_("on phones"), "mail": N_("by mail")})
STEPS = later(
    {
        "shown": N_("shown on the page"),
        "seen": N_("seen"),
        "done": N_("done"),
        "skipped": N_("skipped"),
        "later": N_("put off"),
    }
)
ANSWERED = later(
    {
        DueState.DONE: N_("done"),
        DueState.SKIPPED: N_("skipped"),
        DueState.RESTING: N_("resting"),
        DueState.UNCLEAR: N_("which one is not clear"),
    }
)
KINDS = later(
    {
        "dose": N_("A dose"),
        "step": N_("A change of a medicine"),
        "box": N_("A box"),
        "pump": N_("The pump"),
        "injection": N_("An injection"),
        "visit": N_("A visit"),
        "routine": N_("A routine"),
        "break": N_("A break"),
        "check_in": N_("A check-in"),
        "look_back": N_("A look back at a try"),
    }
)


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What is due now and next."""
    account, now = account_of(request), frame.clock()
    return _page(request, person, {"saved": saved.just_saved(request, account, person)}, now)


def act(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Done, skipped, or later. Back to what is due, or to Today if it came from there."""
    account, now = account_of(request), frame.clock()
    keys, said = _keys(request, person, now), request.POST.get("say", "")
    back = "today" if request.POST.get("back") == "today" else "due"
    # Marks come from a notification alone, and a notification does not say what it answers.
    is_notice = request.POST.get("by_way") == "push" or "mark" in request.POST
    by_way = "push" if is_notice else "page"
    group = frame.form_id(request)
    try:
        if said.startswith("later"):
            minutes = {f"later-{each}": each for each in reminding.LATER_MINUTES}.get(said, 0)
            reminding.put_reminders_off(account, person.id, keys, now=now, by_way=by_way, minutes=minutes)
            return HttpResponse(status=204) if is_notice else _back(back, person)
        said, _dash, why = said.partition("-")
        step = {"done": ReminderStep.DONE, "skip": ReminderStep.SKIPPED, "seen": ReminderStep.SEEN}.get(said)
        if step is None:
            raise UserError(_("choose done, skip or later."), field="say")
        done = reminding.act_on_reminders(
            account, person.id, keys, step, now=now, by_way=by_way, group=group, why=why or None
        )
    except UserError as error:
        return _page(request, person, {"errors": {"due": f"{error.message} {error.hint or ''}".strip()}}, now, 400)
    if is_notice:
        return HttpResponse(status=204)  # nobody looks at a page now: none is made, and none is said to be seen
    return _back(back, person, f"saved={done.events[0].group}" if done.events else "")


def _back(back: str, person: actions.PersonCard, kept: str = "") -> HttpResponse:
    return redirect(reverse(back, args=[person.id]) + (f"?{kept}" if kept else ""))


def _keys(request: HttpRequest, person: actions.PersonCard, now: datetime) -> list[str]:
    """What is answered: by its key from a page, by its marks from a notification."""
    marks = set(request.POST.getlist("mark")[:200])
    if not marks:
        return [request.POST.get("key", "")]
    view = reminding.reminders(account_of(request), person.id, now=now, with_ledger=False)
    shown = (*view.due_now, *view.seen, *view.unclear, *view.coming, *view.answered)
    keys = list(dict.fromkeys(reminding.keys_marked(person.id, marks, shown)))
    # Of several things one is over by now: "done" was said of all of them, and which one was meant nobody knows.
    is_later = request.POST.get("say", "").startswith("later")
    return keys if len(keys) == len(marks) or is_later else []


def ledger(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What was planned, rung, seen and done in the last two weeks."""
    account, now = account_of(request), frame.clock()
    view = reminding.reminders(account, person.id, now=now)
    lines = [
        {
            "what": _what(line),
            "when": _when(line.due_at, person, now),
            "calls": [
                f"{CHANNELS[call.planned.channel.value]}: {STATES[call.state]}{_at(call.ended_at, person)}"
                + (_(", the firmer call") if call.planned.call == 2 else "")
                for call in line.calls
            ],
            "steps": [f"{STEPS[step.step.value]}{_at(step.at, person)}" for step in line.steps],
            "answered": ANSWERED.get(line.due.state, _("nothing noted")) if line.due else "",
        }
        for line in view.ledger
    ]
    return frame.show(request, "due/ledger.html", {"lines": lines}, person=person, here="more")


def _what(line: reminding.LedgerLine) -> str:
    if line.key.startswith(TRY):
        return _("A try: did it ring?")
    return line.due.words if line.due else KINDS.get(line.kind, _("Something"))


def _coming(dues: Sequence[Due], person: actions.PersonCard, now: datetime) -> list[dict[str, Any]]:
    """What comes, a row each; of breaks the next one, and how many follow: twenty rows alike would hide the rest."""
    breaks = [each for each in dues if each.kind is DueKind.BREAK]
    rows = []
    for due in dues:
        if due in breaks[1:]:
            continue
        shown: dict[str, Any] = row(due, person, now)
        if breaks[1:] and due == breaks[0]:
            more = n_("and {count} more by {last}", "and {count} more by {last}", len(breaks) - 1)
            shown["more"] = more.format(count=len(breaks) - 1, last=row(breaks[-1], person, now)["when"])
        rows.append(shown)
    return rows


def _page(
    request: HttpRequest, person: actions.PersonCard, more: dict[str, object], now: datetime, status: int = 200
) -> HttpResponse:
    view = reminding.reminders(account_of(request), person.id, now=now, with_ledger=False)
    keys = [each.key for each in view.due_now]
    if keys and request.method == "GET" and "saved" not in request.GET:
        reminding.saw_reminders(account_of(request), person.id, keys, now=now, by_way="page")
    guided = _guided(request, person, view)
    ideas = break_ideas.beside(request, person, view.due_now, now)
    context = {
        "due_now": [
            {
                **row(each, person, now, rings=reminding.rings(each, view.settings)),
                **ideas.get(each.key, {}),
                "was_seen": each in view.seen,
                "guide": guided.get(each.key, ""),
            }
            for each in view.due_now
        ],
        "unclear": [row(each, person, now) for each in view.unclear],
        "coming": _coming(view.coming, person, now),
        "answered": [
            *({**row(each, person, now), "said": STEPS["seen"]} for each in view.seen if not each.is_critical),
            *({**row(each, person, now), "said": ANSWERED[each.state]} for each in view.answered),
        ],
        "later": reminding.LATER_MINUTES,
        "rings": bool(view.settings.remind or view.settings.check_ins_at),
        **more,
    }
    return frame.show(request, "due/due.html", context, person=person, here="today", status=status)


def _guided(request: HttpRequest, person: actions.PersonCard, view: reminding.RemindersView) -> dict[str, str]:
    """By key, the way to do a routine step by step: it says which of its times is meant, and of which day."""
    due = [each for each in view.due_now if each.kind is DueKind.ROUTINE]
    if not due:
        return {}
    held = actions.held_routines(account_of(request), person.id, now=view.now).routines
    names = {each.name for each in held if each.stretches}
    page = reverse("session", args=[person.id])
    return {
        each.key: f"{page}?{urlencode({'routine': each.name, 'at': each.key.rsplit('T', 1)[1], 'on': each.on})}"
        for each in due
        if each.name in names
    }


def row(due: Due, person: actions.PersonCard, now: datetime, *, rings: bool = True) -> dict[str, object]:
    """One thing due, as pages show it. `rings`: only then is "later" offered."""
    done, skip = DONE_WORDS.get(due.kind, (_("Seen"), ""))
    return {
        "key": due.key,
        "words": due.words[:1].upper() + due.words[1:],
        "when": _when(due.at, person, now),
        "done": done,
        "skip": skip,
        "reasons": REASONS if due.kind in {DueKind.ROUTINE, DueKind.BREAK} else (),
        "is_seen_only": due.kind not in DONE_WORDS,
        "can_wait": rings and due.kind in DONE_WORDS,
        "url": _url(due, person.id),
        "is_firm": due.is_critical,
        "kind": due.kind.value,
    }


def _url(due: Due, person_id: UUID) -> str:
    names = {
        DueKind.DOSE: "doses",
        DueKind.STEP: "medicines",
        DueKind.BOX: "doses",
        DueKind.PUMP: "pump",
        DueKind.INJECTION: "injections",
        DueKind.VISIT: "visits",
        DueKind.ROUTINE: "routines",
        DueKind.BREAK: "routines",
        DueKind.CHECK_IN: "today",
        DueKind.LOOK_BACK: "routines",
    }
    return reverse(names[due.kind], args=[person_id])


def _when(at: datetime, person: actions.PersonCard, now: datetime) -> str:
    local, here = at.astimezone(ZoneInfo(person.zone)), now.astimezone(ZoneInfo(person.zone))
    clock = clock_words.restated(f"{local:%H:%M}")
    ahead = (local.date() - here.date()).days
    if ahead == 0:
        return clock
    if abs(ahead) == 1:
        return "{more}, {clock}".format(more=_("tomorrow") if ahead == 1 else _("yesterday"), clock=clock)
    return f"{fact_words.day_words(local.date(), here.date())}, {clock}"


def _at(at: datetime | None, person: actions.PersonCard) -> str:
    return "" if at is None else f", {clock_words.restated(f'{at.astimezone(ZoneInfo(person.zone)):%H:%M}')}"
