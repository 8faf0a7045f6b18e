"""Deny by default: every action, asked by everybody. A new action fails here until it is said who may do it."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from tests.unit.actions.conftest import FAR, NOW, ZONE, helper

from supple import actions
from supple.actions.access import LOOKS, NEEDS
from supple.actions.ringing import Agreed
from supple.actions.views import PersonSettings
from supple.model import (
    Account,
    Author,
    Day,
    DoseStatus,
    Event,
    Instant,
    Mark,
    NotAllowedError,
    Note,
    NoteReading,
    Period,
    PlanItem,
    PlanStatus,
    Rating,
    ReminderStep,
    Role,
    Scope,
    Sign,
    SpanKind,
    Step,
    UserError,
    local_day_of,
)
from supple.store import people as store_people

OWNER = "Alice"
WHO = ("Alice", "Bob", "Dora", "Eve", "Charlie", "nobody")
# Who may do it: Alice owns, Bob may look and note, Eve may note, Dora (a clinician) may look and see reports.
MAY: dict[str, str] = {
    "reminders": "Alice Bob Dora",
    "saw_reminders": "Alice Bob Dora",
    "act_on_reminders": "Alice Bob Eve",
    "answer_reminders": "Alice Bob Eve",
    "put_reminders_off": "Alice Bob Eve",
    "ring_for_trying": "Alice",
    "agree_to_push": "Alice",
    "end_push": "Alice",
    "new_feed": "Alice",
    "end_feed": "Alice",
    "feeds_of": "Alice",
    "tries_rung": "Alice",
    "held_routines": "Alice Bob Dora",
    "sitting": "Alice Bob Dora",
    "activity": "Alice Bob Dora",
    "tries": "Alice Bob Dora",
    "begin_try": "Alice Bob Eve",
    "end_try": "Alice Bob Eve",
    "keep_routine": "Alice Bob Eve",
    "keep_breaks": "Alice Bob Eve",
    "end_routine": "Alice Bob Eve",
    "person": "Alice Bob Dora Eve",
    "settings": "Alice Bob Dora Eve",
    "read_note": "Alice Bob Eve",
    "save_reading": "Alice Bob Eve",
    "save_facts": "Alice Bob Eve",
    "arriving": "Alice Bob Eve",
    "kept_forms": "Alice Bob Eve",
    "note_phone_clock": "Alice Bob Eve",
    "tap": "Alice Bob Eve",
    "say_where": "Alice Bob Eve",
    "say_how_strong": "Alice Bob Eve",
    "say_period": "Alice Bob Eve",
    "say_of_day": "Alice Bob Eve",
    "pause": "Alice Bob Eve",
    "end_pause": "Alice Bob Eve",
    "as_yesterday": "Alice Bob Eve",
    "catch_up": "Alice Bob Dora",
    "sync_events": "Alice Bob Eve",
    "import_file": "Alice Bob Eve",
    "correct": "Alice Bob Eve",
    "withdraw": "Alice Bob Eve",
    "undo": "Alice Bob Eve",
    "mark_finding": "Alice Bob Eve",
    "history": "Alice Bob Dora",
    "noted_together": "Alice Bob Dora",
    "timeline": "Alice Bob Dora",
    "today": "Alice Bob Dora",
    "for_help": "Alice Bob Dora",
    "calls_if_saved": "Alice Bob Eve",
    "call_now": "Alice Bob Eve",
    "look": "Alice Bob Dora",
    "luck": "Alice Bob Dora",
    "look_back": "Alice Bob Dora",
    "plan_on": "Alice Bob Dora",
    "explain_rule": "Alice Bob Dora",
    "explain_rules": "Alice Bob Dora",
    "injections": "Alice Bob Dora",
    "changes": "Alice Bob Dora",
    "change_report": "Alice Bob Dora",
    "balance": "Alice Bob Dora",
    "course": "Alice Bob Dora",
    "by_hour": "Alice Bob Dora",
    "by_part": "Alice Bob Dora",
    "two_stretches": "Alice Bob Dora",
    "in_time": "Alice Bob Dora",
    "in_time_line": "Alice Bob Dora",
    "week_sheet": "Alice Bob Dora",
    "say_how_it_began": "Alice Bob Eve",
    "doses": "Alice Bob Dora",
    "answer_doses": "Alice Bob Eve",
    "note_dose": "Alice Bob Eve",
    "note_box": "Alice Bob Eve",
    "medicines": "Alice Bob Dora",
    "read_prescription": "Alice Bob Dora",
    "read_move": "Alice Bob Dora",
    "read_ending": "Alice Bob Dora",
    "agreements": "Alice Bob Dora",
    "plan_sheet": "Alice Bob Dora",
    "add_goal": "Alice Bob Eve",
    "put_goal_right": "Alice Bob Eve",
    "note_attained": "Alice Bob Eve",
    "add_visit": "Alice Bob Eve",
    "add_question": "Alice Bob Eve",
    "decide": "Alice Bob Eve",
    "take_back_decision": "Alice Bob Eve",
    "add_aid": "Alice Bob Eve",
    "end_agreed": "Alice Bob Eve",
    "put_aid_back": "Alice Bob Eve",
    "call_book": "Alice Bob Dora",
    "add_contact": "Alice Bob Eve",
    "change_contact": "Alice Bob Eve",
    "end_contact": "Alice Bob Eve",
    "add_allergy": "Alice Bob Eve",
    "end_allergy": "Alice Bob Eve",
    "say_no_allergies": "Alice Bob Eve",
    "emergency_card": "Alice Dora",
    "keep_card": "Alice Dora",
    "pump": "Alice Bob Dora",
    "read_pump": "Alice Bob Eve",
    "note_pump": "Alice Bob Eve",
    "confirm_pump": "Alice Bob Eve",
    "gap_questions": "Alice Bob Dora",
    "answer_gap": "Alice Bob Eve",
    "alerts": "Alice Bob Dora",
    "raised_alerts": "Alice Bob Dora",
    "unanswered_alerts": "Alice Bob Dora",
    "told_about": "Alice Bob Dora",
    "note_alert": "Alice Bob Eve",
    "helpers_told": "Alice",
    "save_telling": "Alice",
    "question_sheet": "Alice Bob Dora",
    "check_card": "Alice Bob Dora",
    "save_sheet": "Alice Bob Eve",
    "report": "Alice Dora",
    "members": "Alice",
    "who_looked": "Alice",
    "invite": "Alice",
    "end_member": "Alice",
    "change_person": "Alice",
    "save_settings": "Alice",
    "save_own_symptoms": "Alice",
    "export_everything": "Alice",
    "erase_everything": "Alice",
}
# The only ones that take no person: they show or change what is the account's own, or ask for nothing stored.
NO_PERSON = {
    "prepare_sharing", "forget_sharing", "sharing", "keep_port",
    "receipt_parts",
    "receipt_text",
    "symptom_named",
    "people", "all_told",
    "add_person", "rename_account", "login_link", "account", "redeem", "first_account", "open_data",
    "ensure_demo", "machine_zone",
    "checked_zone", "doctor", "look_file", "report_file", "try_note", "try_import", "import_to_json",
    "course_picture", "course_letters",
    "check_signs", "first_signs", "help_signs", "signs_of_too_much", "extra_facts", "extra_told", "whom_to_ask_words",
    "injection_choices", "read_injection", "read_muscle", "check_past_day", "other_period",
    "interactions_of", "judge_cases", "read_vignettes", "cases_not_run", "verdict_to_json", "interactions_with",
    # Sums over people who said yes, or over files; what is installed for all.
    "learn_prior", "sum_up", "merge_sums", "sums_to_text",
    "install_prior", "installed_priors", "prior_to_text", "remove_prior",
}  # fmt: skip
ASKS_ONLY = {"can"}


@dataclass
class Scene:
    """Alice's diary with one entry, and everybody."""

    person: actions.PersonCard
    event: Event
    cast: dict[str, Account | None]
    table: Path


@pytest.fixture
def scene(
    person: actions.PersonCard,
    alice: Account,
    bob: Account,
    dora: Account,
    eve: Account,
    charlie: Account,
    tmp_path: Path,
) -> Scene:
    fact = Rating("stiffness", 5.0)
    plan = PlanItem("medicine", "baclofen", PlanStatus.AGREED, date(2026, 3, 1), detail={"times": "08:00"})
    actions.save_facts(alice, person.id, [(plan, Day(date(2026, 3, 1), ZONE))], now=NOW, source="plan")
    event = actions.save_facts(alice, person.id, [(fact, Instant(NOW, ZONE))], now=NOW, source="test")[0]
    table = tmp_path / "table.csv"
    table.write_text("day,stiffness\n2026-03-09,4\n")
    cast: dict[str, Account | None] = {each.name: each for each in (alice, bob, dora, eve, charlie)}
    return Scene(person, event, {**cast, "nobody": None}, table)


DROP = {"day": "2026-03-09", "bolus_mcg": "20"}


def _confirm(scene: Scene, do: Callable[..., object]) -> object:
    """Somebody wrote down a dose that is asked about; now it is confirmed."""
    day = date(2026, 3, 9)
    odd = PlanItem("pump", "Baclofen pump", PlanStatus.CHANGED, day, detail={"daily_dose_mcg": "2500"})
    actions.save_facts(scene.cast[OWNER], scene.person.id, [(odd, Day(day, ZONE))], now=NOW, source="test")  # type: ignore[arg-type]
    return do("daily_dose_mcg", now=NOW, source="test")


def _entered(within: AbstractContextManager[None]) -> None:
    with within:
        pass


def act(name: str, account: Account | None, scene: Scene, person_id: UUID) -> object:
    """Do the action, with arguments that would work for the owner."""
    event, group = scene.event, scene.event.group
    assert group is not None
    reading = NoteReading("stiff", NOW, Author("self"), ())
    bob = scene.cast["Bob"]
    assert bob is not None
    role = "carer" if account in (bob, scene.cast["Eve"]) else "self"
    sent = Event(uuid4(), person_id, Note("x"), Day(date(2026, 3, 9), ZONE), NOW, Author(role), "phone")
    march = date(2026, 3, 9)

    def agreed(item: str, status: PlanStatus = PlanStatus.AGREED) -> str:
        """Alice wrote it down before."""
        fact = PlanItem(item, "x", status, march)
        alice = scene.cast[OWNER]
        assert alice is not None
        actions.save_facts(alice, scene.person.id, [(fact, Day(march, ZONE))], now=NOW, source="test")
        return "x"

    def to_try(*, is_tried: bool = False) -> str:
        """Breaks that began today, and perhaps a try of them; their name."""
        alice = scene.cast[OWNER]
        assert alice is not None
        typed = {"every_minutes": "50", "from_time": "9:00", "to_time": "17:00"}
        actions.keep_breaks(alice, scene.person.id, typed, now=NOW)
        if is_tried:
            actions.begin_try(alice, scene.person.id, "breaks while sitting", now=NOW)
        return "breaks while sitting"

    def rings() -> str:
        """A routine of which a time has just come; its key."""
        at = NOW.astimezone(ZoneInfo(ZONE))
        fact = PlanItem("routine", "x", PlanStatus.AGREED, march, detail={"times": f"{at:%H:%M}"})
        alice = scene.cast[OWNER]
        assert alice is not None
        actions.save_facts(alice, scene.person.id, [(fact, Day(march, ZONE))], now=NOW, source="test")
        return f"routine|x|{local_day_of(Instant(NOW, ZONE)).isoformat()}T{at:%H:%M}"

    push = Agreed("https://push.example.org/1", "B" + "A" * 86, "A" * 22)
    arguments: dict[str, Callable[..., object]] = {
        "reminders": lambda do: do(now=NOW),
        "saw_reminders": lambda do: do(["x"], now=NOW, by_way="page"),
        "act_on_reminders": lambda do: do([rings()], ReminderStep.DONE, now=NOW, by_way="page"),
        "answer_reminders": lambda do: do([actions.Answer(rings(), ReminderStep.DONE)], now=NOW, by_way="page"),
        "put_reminders_off": lambda do: do([rings()], now=NOW, by_way="page"),
        "ring_for_trying": lambda do: do(now=NOW),
        "agree_to_push": lambda do: do(push, now=NOW),
        "end_push": lambda do: do(1),
        "new_feed": lambda do: do(is_private=True, now=NOW),
        "end_feed": lambda do: do("x", now=NOW),
        "feeds_of": lambda do: do(),
        "tries_rung": lambda do: do(since=NOW, now=NOW),
        "held_routines": lambda do: do(now=NOW),
        "sitting": lambda do: do(now=NOW),
        "activity": lambda do: do(now=NOW),
        "tries": lambda do: do(now=NOW),
        "begin_try": lambda do: do(to_try(), now=NOW),
        "end_try": lambda do: do(to_try(is_tried=True), now=NOW),
        "keep_routine": lambda do: do("x", {}, now=NOW),
        "keep_breaks": lambda do: do({"every_minutes": "50", "from_time": "9:00", "to_time": "17:00"}, now=NOW),
        "end_routine": lambda do: do(agreed("routine"), now=NOW),
        "add_goal": lambda do: do("x", now=NOW),
        "put_goal_right": lambda do: do(agreed("goal"), "y", now=NOW),
        "note_attained": lambda do: do(agreed("goal"), 0, now=NOW),
        "add_visit": lambda do: do("x", march, now=NOW),
        "add_question": lambda do: do("x", now=NOW),
        "decide": lambda do: do(agreed("visit"), march, "referral", now=NOW),
        "take_back_decision": lambda do: do(agreed("visit"), march, now=NOW),
        "add_aid": lambda do: do("", "cane", now=NOW),
        "end_agreed": lambda do: do("aid", agreed("aid"), now=NOW),
        "put_aid_back": lambda do: do(agreed("aid", PlanStatus.ENDED), now=NOW),
        "add_contact": lambda do: do("x", role="other", now=NOW),
        "change_contact": lambda do: do(agreed("team"), "x", role="other", now=NOW),
        "end_contact": lambda do: do(agreed("team"), now=NOW),
        "add_allergy": lambda do: do("x", now=NOW),
        "end_allergy": lambda do: do(agreed("allergy"), now=NOW),
        "say_no_allergies": lambda do: do("yes", now=NOW),
        "keep_card": lambda do: do(now=NOW, holds=("name",)),
        "read_note": lambda do: do("stiff 5", now=NOW),
        "arriving": lambda do: _entered(do(NOW)),
        "kept_forms": lambda do: do([uuid4()]),
        "note_phone_clock": lambda do: do(uuid4(), "its clock said 10:00", at=NOW, now=NOW),
        "save_reading": lambda do: do(reading, now=NOW),
        "save_facts": lambda do: do([(Note("x"), Instant(NOW, ZONE))], now=NOW, source="test"),
        "tap": lambda do: do("spasms", now=NOW),
        "say_where": lambda do: do(tapped(scene), "calf", None, now=NOW),
        "say_how_strong": lambda do: do(tapped(scene), 2, now=NOW),
        "say_period": lambda do: do(tapped(scene), Period.NIGHT, now=NOW),
        "say_of_day": lambda do: do(march, now=NOW, stiffness=3.0),
        "as_yesterday": lambda do: nothing_to_say_again(do),
        "sync_events": lambda do: do([sent], now=NOW),
        "import_file": lambda do: do(scene.table, now=NOW),
        "correct": lambda do: do(event.id, Rating("stiffness", 6.0), event.when, now=NOW),
        "withdraw": lambda do: do(event.id, now=NOW),
        "undo": lambda do: do(group, now=NOW),
        "call_now": lambda do: do(group, now=NOW),
        "calls_if_saved": lambda do: do([(Note("x"), Instant(NOW, ZONE))], now=NOW),
        "history": lambda do: do(event.id, now=NOW),
        "change_report": lambda do: do("2026-03-01", now=NOW),
        "balance": lambda do: do("baclofen", now=NOW),
        "course": lambda do: do(now=NOW, kind=SpanKind.WEEK),
        "say_how_it_began": lambda do: do("2026-03-01", "yes", now=NOW, source="test"),
        "note_alert": lambda do: do(raised(scene), Step.CALLED, now=NOW, source="test"),
        "helpers_told": lambda do: do(),
        "save_telling": lambda do: do(bob.id, "same_day"),
        "mark_finding": lambda do: do(outcome="stiffness", factor="heat", mark=Mark.FITS, now=NOW),
        "answer_doses": lambda do: do(
            [actions.Picked("baclofen", "08:00", DoseStatus.TAKEN)], day=None, now=NOW, source="test"
        ),
        "note_dose": lambda do: do(actions.TypedDose("baclofen"), day=None, now=NOW, source="test", is_sure=True),
        "note_box": lambda do: do("baclofen", counted=Decimal(28), now=NOW, source="test"),
        "luck": lambda do: do(now=NOW, wait=True),
        "noted_together": lambda do: do(group),
        "timeline": lambda do: do(now=NOW),
        "explain_rule": lambda do: do("R01", now=NOW),
        "explain_rules": lambda do: do(now=NOW),
        "read_prescription": lambda do: do({"name": "baclofen"}, now=NOW),
        "read_move": lambda do: do({}, "baclofen", now=NOW),
        "read_ending": lambda do: do({}, "baclofen", now=NOW),
        "read_pump": lambda do: do("bolus", DROP, now=NOW),
        "note_pump": lambda do: do("bolus", DROP, now=NOW, source="test"),
        "confirm_pump": lambda do: _confirm(scene, do),
        "answer_gap": lambda do: answer_the_gap(do),
        "question_sheet": lambda do: do("triggers", now=NOW),
        "check_card": lambda do: do("triggers", now=NOW),
        "save_sheet": lambda do: do("triggers", {"bladder": "no"}, now=NOW),
        "invite": lambda do: do(name="Fay", role=Role.CARER, scopes=[Scope.NOTE], now=NOW),
        "end_member": lambda do: do(bob.id, now=NOW),
        "change_person": lambda do: do(name="Alice B"),
        "save_settings": lambda do: do(PersonSettings()),
        "save_own_symptoms": lambda do: do({}, new="burning feet"),
        "person": lambda do: do(),
        "settings": lambda do: do(),
        "members": lambda do: do(),
        "who_looked": lambda do: do(),
    }

    def do(*given: object, **named: object) -> object:
        return getattr(actions, name)(account, person_id, *given, **named)

    return arguments.get(name, lambda do: do(now=NOW))(do)


def raised(scene: Scene) -> str:
    """Alice noted a fever and burning; the rule that fires."""
    alice = scene.cast[OWNER]
    assert alice is not None
    signs = [(Sign(code, new=True), Instant(NOW, ZONE)) for code in ("fever", "burning_urine")]
    actions.save_facts(alice, scene.person.id, signs, now=NOW, source="test")
    return actions.today(alice, scene.person.id, now=NOW).alerts[0].rule


def tapped(scene: Scene) -> UUID:
    """Alice tapped "+1"."""
    alice = scene.cast[OWNER]
    assert alice is not None
    group = actions.tap(alice, scene.person.id, "spasms", now=NOW).group
    assert group is not None
    return group


def nothing_to_say_again(do: Callable[..., object]) -> object:
    """Nobody noted anything the day before: whoever may is told so, whoever may not is refused before."""
    with contextlib.suppress(UserError):
        do(now=NOW)
    return None


def answer_the_gap(do: Callable[..., object]) -> object:
    """No question is open in the scene: whoever may answer is told so, whoever may not is refused before."""
    with contextlib.suppress(UserError):
        do("baclofen", "missed", now=NOW, source="test")
    return None


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", sorted(MAY))
def test_who_may(name: str, who: str, scene: Scene) -> None:
    account = scene.cast[who]
    if who in MAY[name].split():
        act(name, account, scene, scene.person.id)
    else:
        with pytest.raises(NotAllowedError):
            act(name, account, scene, scene.person.id)


def test_nobody_may_anything_for_a_person_who_does_not_exist(scene: Scene) -> None:
    for name in MAY:
        with pytest.raises(NotAllowedError):
            act(name, scene.cast[OWNER], scene, uuid4())


def test_every_action_says_who_may() -> None:
    found = {name for name in actions.__all__ if inspect.isfunction(getattr(actions, name))}
    for_a_person = {name for name in found if "person_id" in inspect.signature(getattr(actions, name)).parameters}
    assert for_a_person == set(MAY) | ASKS_ONLY
    assert found - for_a_person == NO_PERSON
    for name in for_a_person - ASKS_ONLY:
        assert list(inspect.signature(getattr(actions, name)).parameters)[:2] == ["account", "person_id"]


def test_the_table_of_needs_names_actions_only() -> None:
    assert set(NEEDS) == set(MAY) - {"undo"}  # undo withdraws
    assert set(NEEDS) >= LOOKS


@pytest.mark.parametrize("who", WHO)
def test_can_says_the_same_as_doing(who: str, scene: Scene) -> None:
    for name in NEEDS:
        assert actions.can(scene.cast[who], name, scene.person.id) == (who in MAY[name].split())
    assert not actions.can(scene.cast[who], "no_such_action", scene.person.id)


def test_a_helper_whose_time_is_over_may_nothing(scene: Scene, alice: Account) -> None:
    """The last day counts whole, on the person's own clock."""
    account = helper(alice, scene.person, "Gil", Role.CARER, *Scope, ends_on=date(2026, 3, 29))
    with time_machine.travel(datetime(2026, 3, 29, 22, 59, tzinfo=UTC)):  # 23:59 in London: summer time began
        may = {name for name in NEEDS if actions.can(account, name, scene.person.id)}
        assert may == {name for name, scope in NEEDS.items() if scope is not Scope.OWN}
    with time_machine.travel(datetime(2026, 3, 29, 23, 1, tzinfo=UTC)):
        assert not any(actions.can(account, name, scene.person.id) for name in NEEDS)


@pytest.mark.parametrize("who", ["Alice", "Bob", "Dora"])
def test_the_person_sees_who_looked(who: str, scene: Scene, alice: Account) -> None:
    for name in sorted(LOOKS):
        if who in MAY[name].split():
            act(name, scene.cast[who], scene, scene.person.id)
            act(name, scene.cast[who], scene, scene.person.id)
    seen = actions.who_looked(alice, scene.person.id)
    wanted = {name for name in LOOKS if who in MAY[name].split()} if who != OWNER else set()
    assert sorted(look.action for look in seen) == sorted(wanted), "one line for each kind of look within the hour"
    assert {look.name for look in seen} <= {who}


def test_everything_that_shows_entries_is_a_look() -> None:
    shows = {name for name, scope in NEEDS.items() if scope in {Scope.LOOK, Scope.REPORT}}
    # The line counts days and is part of Today, which is written down.
    # The help page's number and what stands first are fetched by a phone by itself. Luck shows no entry, only how
    # many fake factors came out; the look it stands on is written down.
    assert shows - LOOKS <= {"noted_together", "luck", "in_time_line", "saw_reminders", "for_help"}, (
        "a new page that shows entries must be written down"
    )


def test_an_ended_helper_is_out_at_once_and_what_they_noted_stays(scene: Scene, alice: Account, bob: Account) -> None:
    act("save_facts", bob, scene, scene.person.id)
    actions.end_member(alice, scene.person.id, bob.id, now=datetime.now(UTC))
    with pytest.raises(NotAllowedError):
        act("today", bob, scene, scene.person.id)
    assert actions.people(bob) == ()
    page = actions.timeline(alice, scene.person.id)
    assert "Bob" in {entry.noted_by for day in page.days for entry in day.entries}


def test_a_clinician_never_holds_more_than_looking(scene: Scene, alice: Account) -> None:
    """Whatever an invitation says, and whatever stands in the table."""
    account = helper(alice, scene.person, "Hal", Role.CLINICIAN, *Scope, ends_on=FAR)
    store_people.put_member(account.id, scene.person.id, role=Role.CLINICIAN, scopes=frozenset(Scope), ends_on=FAR)
    may = {name for name in NEEDS if actions.can(account, name, scene.person.id)}
    assert may == {name for name in NEEDS if "Dora" in MAY[name].split()}


@pytest.mark.parametrize(
    ("role", "scopes", "ends_on", "said"),
    [
        (Role.SELF, [Scope.LOOK], None, "one owner"),
        (Role.CARER, [], None, "nothing was allowed"),
        (Role.CARER, [Scope.OWN], None, "nothing was allowed"),
        (Role.CLINICIAN, [Scope.LOOK], None, "last day"),
        (Role.CLINICIAN, [Scope.NOTE], FAR, "nothing was allowed"),
    ],
)
def test_an_invitation_that_gives_too_much_or_nothing_is_refused(
    scene: Scene, alice: Account, role: Role, scopes: list[Scope], ends_on: date | None, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        actions.invite(alice, scene.person.id, name="Ida", role=role, scopes=scopes, now=NOW, ends_on=ends_on)


def test_an_invitation_lets_in_once(scene: Scene, alice: Account) -> None:
    invitation = actions.invite(alice, scene.person.id, name="Ida", role=Role.CARER, scopes=[Scope.NOTE], now=NOW)
    assert actions.redeem(invitation.token, now=NOW) == invitation.account
    with pytest.raises(NotAllowedError):
        actions.redeem(invitation.token, now=NOW)


def test_a_helper_cannot_put_words_into_anothers_mouth(scene: Scene, bob: Account, alice: Account) -> None:
    """By the phone under the owner's role, or under her name, or by bringing back a forged export."""
    made = SimpleNamespace(id=scene.person.id)
    sent = Event(uuid4(), made.id, Note("x"), Day(date(2026, 3, 9), ZONE), NOW, Author("self", "Alice"), "phone")
    with pytest.raises(UserError, match="another author"):
        actions.sync_events(bob, made.id, [sent], now=NOW)
    under_her_name = Event(uuid4(), made.id, Note("x"), sent.when, NOW, Author("carer", "Alice"), "phone")
    actions.sync_events(bob, made.id, [under_her_name], now=NOW)
    assert actions.history(bob, made.id, under_her_name.id)[0].noted_by == Author("carer", "Bob")
    export = actions.export_everything(alice, made.id, now=NOW).write(scene.table.parent)
    with pytest.raises(NotAllowedError, match="owner"):
        actions.import_file(bob, made.id, export, now=NOW)
