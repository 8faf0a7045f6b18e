"""Who may do what? One function answers, from one table; what is not in the table nobody may do."""

from __future__ import annotations

import types
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.actions.views import PersonSettings
from supple.knowledge import wording
from supple.model import Account, Member, NotAllowedError, Role, Scope
from supple.store import people as store_people

# Every action on a person, and the scope it needs; None: any helper whose time is not over. An action missing here
# is refused to everybody.
NEEDS: Mapping[str, Scope | None] = types.MappingProxyType(
    {
        "person": None,
        "read_note": Scope.NOTE,
        "save_reading": Scope.NOTE,
        "save_facts": Scope.NOTE,
        "tap": Scope.NOTE,
        "say_where": Scope.NOTE,
        "say_how_strong": Scope.NOTE,
        "say_period": Scope.NOTE,
        "say_of_day": Scope.NOTE,
        "pause": Scope.NOTE,
        "reminders": Scope.LOOK,
        "saw_reminders": Scope.LOOK,
        "held_routines": Scope.LOOK,
        "sitting": Scope.LOOK,
        "activity": Scope.LOOK,
        "tries": Scope.LOOK,
        "begin_try": Scope.NOTE,
        "end_try": Scope.NOTE,
        "keep_routine": Scope.NOTE,
        "keep_breaks": Scope.NOTE,
        "end_routine": Scope.NOTE,
        "act_on_reminders": Scope.NOTE,
        "answer_reminders": Scope.NOTE,
        "put_reminders_off": Scope.NOTE,
        # What rings, and where it goes out of the house, is the owner's to say.
        "ring_for_trying": Scope.OWN,
        "tries_rung": Scope.OWN,
        "agree_to_push": Scope.OWN,
        "end_push": Scope.OWN,
        "new_feed": Scope.OWN,
        "end_feed": Scope.OWN,
        "feeds_of": Scope.OWN,
        "end_pause": Scope.NOTE,
        "as_yesterday": Scope.NOTE,  # it says again only what this very account noted
        "catch_up": Scope.LOOK,
        "sync_events": Scope.NOTE,
        "arriving": Scope.NOTE,
        "kept_forms": Scope.NOTE,
        "note_phone_clock": Scope.NOTE,
        "import_file": Scope.NOTE,
        "correct": Scope.NOTE,
        "withdraw": Scope.NOTE,
        "mark_finding": Scope.NOTE,
        "history": Scope.LOOK,
        "noted_together": Scope.LOOK,
        "timeline": Scope.LOOK,
        "today": Scope.LOOK,
        "look": Scope.LOOK,
        "luck": Scope.LOOK,
        "look_back": Scope.LOOK,
        "plan_on": Scope.LOOK,
        "injections": Scope.LOOK,
        "changes": Scope.LOOK,
        "change_report": Scope.LOOK,
        "balance": Scope.LOOK,
        "course": Scope.LOOK,
        "by_hour": Scope.LOOK,
        "by_part": Scope.LOOK,
        "two_stretches": Scope.LOOK,
        "in_time": Scope.LOOK,
        "in_time_line": Scope.LOOK,
        "week_sheet": Scope.LOOK,
        "say_how_it_began": Scope.NOTE,
        "doses": Scope.LOOK,
        "answer_doses": Scope.NOTE,
        "note_dose": Scope.NOTE,
        "note_box": Scope.NOTE,
        "medicines": Scope.LOOK,
        # They answer with what is written down so far; keeping it takes `save_facts`.
        "read_prescription": Scope.LOOK,
        "read_move": Scope.LOOK,
        "read_ending": Scope.LOOK,
        "agreements": Scope.LOOK,
        "plan_sheet": Scope.LOOK,
        "add_goal": Scope.NOTE,
        "put_goal_right": Scope.NOTE,
        "note_attained": Scope.NOTE,
        "add_visit": Scope.NOTE,
        "add_question": Scope.NOTE,
        "decide": Scope.NOTE,
        "take_back_decision": Scope.NOTE,
        "add_aid": Scope.NOTE,
        "end_agreed": Scope.NOTE,
        "put_aid_back": Scope.NOTE,
        "call_book": Scope.LOOK,
        "add_contact": Scope.NOTE,
        "change_contact": Scope.NOTE,
        "end_contact": Scope.NOTE,
        "add_allergy": Scope.NOTE,
        "end_allergy": Scope.NOTE,
        "say_no_allergies": Scope.NOTE,
        # It leaves the house, as the report does.
        "emergency_card": Scope.REPORT,
        "keep_card": Scope.REPORT,
        "explain_rule": Scope.LOOK,
        "explain_rules": Scope.LOOK,
        "for_help": Scope.LOOK,
        "calls_if_saved": Scope.NOTE,
        "call_now": Scope.NOTE,
        "alerts": Scope.LOOK,
        "raised_alerts": Scope.LOOK,
        "unanswered_alerts": Scope.LOOK,
        "told_about": Scope.LOOK,
        "note_alert": Scope.NOTE,
        "helpers_told": Scope.OWN,
        "save_telling": Scope.OWN,
        "question_sheet": Scope.LOOK,
        "check_card": Scope.LOOK,
        "save_sheet": Scope.NOTE,
        "pump": Scope.LOOK,
        "read_pump": Scope.NOTE,
        "note_pump": Scope.NOTE,
        "confirm_pump": Scope.NOTE,
        "gap_questions": Scope.LOOK,
        "answer_gap": Scope.NOTE,
        "settings": None,
        "report": Scope.REPORT,
        "members": Scope.OWN,
        "who_looked": Scope.OWN,
        "invite": Scope.OWN,
        "end_member": Scope.OWN,
        "change_person": Scope.OWN,
        "save_settings": Scope.OWN,
        "save_own_symptoms": Scope.OWN,
        "export_everything": Scope.OWN,
        "erase_everything": Scope.OWN,
    }
)

# What others do that the person can read about afterwards.
LOOKS = frozenset(
    {
        "catch_up",
        "reminders",
        "held_routines",
        "sitting",
        "activity",
        "tries",
        "history",
        "timeline",
        "today",
        "look",
        "look_back",
        "explain_rule",
        "explain_rules",
        "alerts",
        "raised_alerts",
        "unanswered_alerts",
        "told_about",
        "question_sheet",
        "check_card",
        "report",
        "plan_on",
        "injections",
        "changes",
        "change_report",
        "balance",
        "course",
        "by_hour",
        "by_part",
        "two_stretches",
        "in_time",
        "week_sheet",
        "doses",
        "medicines",
        "read_prescription",
        "read_move",
        "read_ending",
        "agreements",
        "plan_sheet",
        "call_book",
        "emergency_card",
        "keep_card",
        "pump",
        "gap_questions",
    }
)

EVERYTHING = frozenset(Scope)
# The most a role can ever hold, whatever somebody typed into an invitation.
MOST: Mapping[Role, frozenset[Scope]] = types.MappingProxyType(
    {
        Role.SELF: EVERYTHING,
        Role.CARER: EVERYTHING,
        Role.CLINICIAN: frozenset({Scope.LOOK, Scope.REPORT}),
    }
)


def can(account: Account | None, action: str, person_id: UUID) -> bool:
    """May this account do this for this person, now?

    The clock here is the real one on purpose: a caller that computes for another `now` gets no other rights.
    """
    if account is None or action not in NEEDS:
        return False
    member = store_people.member(account.id, person_id)
    return member is not None and allows(member, NEEDS[action])


def is_ended(member: Member) -> bool:
    """True when the member's last day, on the person's own calendar, is over."""
    return (
        member.ends_on is not None
        and datetime.now(UTC).astimezone(ZoneInfo(member.person.zone)).date() > member.ends_on
    )


def require(account: Account | None, action: str, person_id: UUID, *, now: datetime | None = None) -> Member:
    """The member, if the action is allowed; a look by somebody other than the person is written down.

    From here on things are said in the person's own words and units.

    Args:
        now: when the look happens, for the log; the real clock if it is not given.

    Raises:
        NotAllowedError: it is not allowed, or there is no such person (a stranger cannot tell which).
    """
    found = None if account is None else store_people.member_and_settings(account.id, person_id)
    if found is None or action not in NEEDS or not allows(found[0], NEEDS[action]):
        raise NotAllowedError("This is not yours to do here. Ask the person whose diary it is.")
    member, chosen = found
    if action in LOOKS and member.role is not Role.SELF:
        store_people.log_look(member, action, now=now or datetime.now(UTC))
    wording.hold(PersonSettings.from_stored(chosen).wording)
    return member


def allows(member: Member, scope: Scope | None) -> bool:
    """Does a member who was let in hold this scope too? For actions that say more to those who may look."""
    held = member.scopes & MOST[member.role]
    return bool(held) and (scope is None or scope in held) and not is_ended(member)
