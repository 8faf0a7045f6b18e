"""Whom does this person ring, now, and what do they say? Team, numbers and plan, ready for every alert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import plan as plan_room
from supple import report as report_room
from supple import watch
from supple.actions import folding
from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.actions.views import PersonCard
from supple.knowledge.phones import Numbers, numbers_of
from supple.model import Account, Alert, Allergies, CallLine, CallList, CallScript, Contact, Plan, Role
from supple.store import queries


@dataclass(frozen=True)
class CallBook:
    """Everything that says whom to ring at `now`. `ring` and `script` answer for one alert, of whatever page."""

    person: PersonCard
    now: datetime
    team: tuple[Contact, ...]
    numbers: Numbers
    plan: Plan
    allergies: Allergies

    def ring(self, alert: Alert) -> CallList:
        """Whom to ring about it, best first."""
        return watch.whom_to_ring(alert, self.team, self.numbers, self.now, zone=ZoneInfo(self.person.zone))

    def script(self, alert: Alert) -> CallScript:
        """What to say on the phone; of the person, or of who speaks for them."""
        return report_room.call_script(
            alert,
            self.plan,
            self.allergies,
            name=self.person.name,
            now=self.now,
            zone=self.person.zone,
            is_self=self.person.role is Role.SELF,
        )

    def team_lines(self) -> tuple[CallLine, ...]:
        """Everybody of the team, whether they answer now and when again; one without a number too."""
        local = self.now.astimezone(ZoneInfo(self.person.zone))
        return tuple(watch.team_line(contact, local) for contact in self.team)


def call_book(account: Account, person_id: UUID, *, now: datetime) -> CallBook:
    """The person's own team and numbers, as they hold at `now`."""
    card = card_of(require(account, "call_book", person_id, now=now))
    chosen = settings_of(person_id)
    day = folding.today_of(now, card.zone, chosen.day_starts_at_hour)
    plan = plan_room.plan_at(queries.agreed_events(person_id), day)
    return CallBook(
        person=card,
        now=now,
        team=plan_room.contacts_of(plan),
        numbers=numbers_of(chosen.country or plan.answer("country"), chosen.emergency_number),
        plan=plan,
        allergies=plan_room.allergies_of(plan),
    )
