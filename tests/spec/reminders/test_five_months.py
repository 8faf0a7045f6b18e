"""Five months under a fake clock, across two clock changes and a journey, with a machine that sleeps and is killed.

Every reminder at its wall-clock minute, none twice, none after done. What should ring is worked out by `oracle`.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from tests.spec.reminders import oracle
from tests.spec.reminders.oracle import MINUTE, Story
from tests.store.conftest import connected

from supple import actions
from supple.actions import persons, reminding
from supple.actions.access import EVERYTHING
from supple.model import Channel, Day, PlanItem, PlanStatus, ReminderStep, Role
from supple.store import claims, people
from supple.store.config import sqlite
from supple.worker.loop import Loop

LONDON = "Europe/London"


class Killed(BaseException):
    """kill -9: nothing is caught, nothing is tidied up; the next worker begins with what the database holds."""


class Here(Executor):
    """Hands that do it at once, so that a test runs the same each time."""

    def submit(self, do: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
        result: Future[Any] = Future()
        result.set_result(do(*given, **named))
        return result


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: Any) -> Iterator[None]:
    config = sqlite(tmp_path / "supple.sqlite3")
    config["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"  # five months of commits
    with django_db_blocker.unblock(), connected(config):
        call_command("migrate", verbosity=0, interactive=False)
        yield


def item(kind: str, name: str, on: date = date(2026, 10, 1), **detail: str) -> PlanItem:
    return PlanItem(kind, name, PlanStatus.AGREED, on, detail=detail)


def plan() -> list[PlanItem]:
    tablet = {"each_time": "1 tablet", "strength": "10", "strength_unit": "mg"}
    steps = {f"step_{n}": f"{n} tablets at night" for n in (1, 2, 3)} | {"step_1_days": "7", "step_2_days": "7"}
    return [
        *(item("medicine", name, times="; ".join(times), **tablet) for name, times in oracle.DOSES.items()),
        item("medicine", "tizanidine", oracle.STEPS[0], **steps),
        item("routine", "calves", what="stretching", times="21:30", group="stretch"),
        item("routine", "pool", what="exercise", times="10:00", weekdays="mon,thu", group="activity"),
        item("break", "breaks", every_minutes="90", from_time="13:00", to_time="17:00"),
        *(item("visit", name, on) for on, name in oracle.VISITS.items()),
        item("injection", "botulinum toxin", oracle.INJECTIONS[0]),
    ]


def filling(on: date) -> PlanItem:
    """18 ml of 500 micrograms a millilitre above the alarm, 250 a day: 36 days."""
    return item(
        "pump",
        "SynchroMed",
        on,
        filled_on=on.isoformat(),
        filled_time="10:00",
        concentration_mcg_per_ml="500",
        fill_volume_ml="20",
        alarm_volume_ml="2",
        reservoir_ml="20",
        daily_dose_mcg="250",
        clinic_alarm_date=(on + timedelta(days=oracle.FILL_LASTS)).isoformat(),
    )


class Life:
    """One person, one machine, one clock."""

    def __init__(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        self.story = story
        self.now = oracle.FIRST - 60 * MINUTE
        self.rang: list[tuple[datetime, str, int]] = []
        self.lost: set[tuple[str, int]] = set()
        self.done_at: dict[str, datetime] = {}
        self.kill = ""
        self.account = people.add_account("Robin")
        self.person = people.add_person(self.account.id, "Robin", zone=LONDON, role=Role.SELF, scopes=EVERYTHING)
        self.loop = self.started()
        right = claims.end

        def end(*given: Any, **named: Any) -> None:
            if self.kill == "before it is written down":
                self.kill = ""
                raise Killed
            right(*given, **named)

        monkeypatch.setattr(claims, "end", end)

    def started(self) -> Loop:
        return Loop(lambda: self.now, {Channel.PUSH: self.ring}, hands=Here())

    def write(self, *items: PlanItem) -> None:
        facts = [(each, Day(each.valid_from, LONDON)) for each in items]
        actions.save_facts(self.account, self.person.id, facts, now=self.now, source="plan")

    def ring(self, batch: reminding.Batch) -> bool:
        calls = [(called(each.planned.key), each.planned.call) for each in batch.reminders]
        if self.kill == "before it rings":
            self.kill = ""
            self.lost.update(calls)
            raise Killed
        self.rang += [(self.now, what, call) for what, call in calls]
        if self.kill == "after it rang":
            self.kill = ""
            raise Killed
        return True

    def round(self) -> None:
        try:
            self.loop.once()
        except Killed:
            self.loop = self.started()
            self.loop.once()
        self.kill = ""  # nothing rang that could have been killed

    def act(self) -> None:
        """What the story says for this minute."""
        if self.now in self.story.filled:
            self.write(filling(self.story.filled[self.now]))
        for what in self.story.done.get(self.now, []):
            self.done_at[what] = self.now
            reminding.act_on_reminders(
                self.account, self.person.id, [what], ReminderStep.DONE, now=self.now, by_way="push"
            )
        for what in self.story.later.get(self.now, []):
            reminding.put_reminders_off(self.account, self.person.id, [what], now=self.now, by_way="push")
        if self.now in (oracle.OUT, oracle.BACK):
            people.change_person(self.person.id, zone=LONDON if self.now == oracle.BACK else "America/New_York")


def called(key: str) -> str:
    """As the oracle calls it."""
    kind, _name, which = key.split("|", 2)
    if kind in {"visit", "injection"}:
        return f"{kind}|{which}"
    if kind == "pump":
        low, mark = which.split("|")
        return f"pump|{mark}|{date.fromisoformat(low) - timedelta(days=oracle.FILL_LASTS)}"
    if kind == "step":
        return f"step|{which.split('|')[0]}"
    if kind == "break":
        shown = oracle.wall(datetime.fromisoformat(which).astimezone(UTC))
        return f"break|{shown:%Y-%m-%dT%H:%M}"
    return f"check_in|{which.split('T')[0]}" if kind == "check_in" else key


def sleeps(chance: random.Random) -> list[tuple[datetime, datetime]]:
    """When the machine is off: sometimes half an hour, sometimes a night."""
    found = []
    for n in range(10):
        begins = oracle.FIRST + timedelta(days=5 + 15 * n, minutes=chance.randrange(24 * 60))
        if abs(begins - oracle.OUT) > timedelta(days=2) and abs(begins - oracle.BACK) > timedelta(days=2):
            found.append((begins, begins + MINUTE * chance.choice((17, 45, 200, 700))))
    return found


def moments(story: Story, chance: random.Random) -> list[datetime]:
    """Whenever something should ring or is done, now and then a minute before or after it, and every six hours."""
    found = {ring.at for ring in story.rings.values()}
    found |= {at + MINUTE * chance.choice((-1, 1)) for at in sorted(found) if chance.random() < 0.25}
    found |= {*story.done, *story.later, *story.filled, oracle.OUT, oracle.BACK}
    found |= {oracle.FIRST + timedelta(hours=6 * n) for n in range(4 * (oracle.LAST - oracle.FIRST).days)}
    found |= {ends for _, ends in story.off}
    return sorted(at for at in found if at <= oracle.LAST and not any(a <= at < b for a, b in story.off))


@pytest.mark.parametrize("seed", [3])
def test_every_reminder_at_its_minute_none_twice_none_after_done(
    seed: int, database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    story = oracle.told(Story(off=sleeps(chance)), chance)
    life = Life(story, monkeypatch)
    chosen = replace(persons.settings_of(life.person.id), check_ins_at=(oracle.CHECK_IN,))
    persons.save_settings(life.account, life.person.id, chosen)
    life.write(*plan())
    life.round()
    kills = ("before it rings", "after it rang", "before it is written down")
    busy = {minute for acts in (story.done, story.later, story.filled) for minute in acts} | {oracle.OUT, oracle.BACK}
    for at in moments(story, chance):
        life.now = at
        life.act()
        if at not in busy and chance.random() < 0.03:
            life.kill = chance.choice(kills)
        life.round()
        if at not in busy and chance.random() < 0.02:
            for back in (9, 6, 3, 0):  # the clock is put back, and goes through the same minutes again
                life.now = at - back * MINUTE
                life.round()
    _hold(story, life)


def _hold(story: Story, life: Life) -> None:
    rang = {(what, call): at for at, what, call in life.rang}
    twice = [each for each, count in Counter((what, call) for _, what, call in life.rang).items() if count > 1]
    assert twice == []
    after_done = [(at, what) for at, what, _ in life.rang if what in life.done_at and at >= life.done_at[what]]
    assert after_done == []
    wrong = {each: (at, story.rings.get(each)) for each, at in rang.items() if not _is_right(story, each, at)}
    assert wrong == {}
    missing = {
        each: ring
        for each, ring in story.rings.items()
        if each not in rang and each not in life.lost and not ring.may_fail
    }
    assert missing == {}
    assert len(rang) > 1200
    assert life.lost
    assert {call for _, call in rang} == {1, 2, 3}


def _is_right(story: Story, call: tuple[str, int], at: datetime) -> bool:
    return call in story.rings and story.rings[call].at == at
