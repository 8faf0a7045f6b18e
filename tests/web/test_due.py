"""What is due, one tap each; routines and breaks; how reminders reach somebody."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from tests.web.cast import ZONE, Cast

from supple import actions
from supple.actions import reminding
from supple.model import Day, Dose, DoseStatus, Instant, PlanItem, PlanStatus, Session, local_day_of
from supple.store import pushes
from supple.store import reminders as store_reminders

EVENING = datetime(2026, 11, 20, 21, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _evening() -> object:
    with time_machine.travel(EVENING, tick=True):
        yield


def send(client: Client, cast: Cast, to: str, form: dict[str, object], **how: object) -> HttpResponse:
    """As a browser sends a form: with a number of its own."""
    typed = {"form_id": str(uuid.uuid4()), **form}
    return client.post(f"/p/{cast.person}/{to}", typed, **how)  # type: ignore[arg-type, return-value]


MANY_DIGITS = "9" * 5000  # of so many Python makes no number
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def write(client: Client, cast: Cast, **typed: object) -> str:
    usual = {"name": "Calves", "group": "stretch", "times": "21.30", "rings": "yes", "weekday": EVERY_DAY}
    answer = send(client, cast, "routines/write/", {**usual, **typed}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def page(client: Client, cast: Cast, name: str = "due/") -> str:
    answer = client.get(f"/p/{cast.person}/{name}")
    assert answer.status_code == 200
    return answer.content.decode()


def key_on(html: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', html)
    assert found is not None
    return found[1]


def sessions(cast: Cast) -> list[Session]:
    day = local_day_of(Instant(EVENING, ZONE))
    found = actions.timeline(cast.alice, cast.person, now=EVENING).days
    return [e.event.fact for d in found if d.day == day for e in d.entries if isinstance(e.event.fact, Session)]


def test_a_routine_is_written_down_due_and_done_with_one_tap(cast: Cast, alice: Client) -> None:
    assert "21:30" in write(alice, cast)
    html = page(alice, cast)
    assert "Calves" in html
    assert "Calves" in page(alice, cast, "today/")
    form = {"key": key_on(html), "say": "done", "form_id": "01a21de0-46c3-76b1-b313-04a53a7d2449"}
    for _ in range(2):  # a shaky double tap
        send(alice, cast, "due/act/", form)
    (done,) = sessions(cast)
    assert (done.routine, done.due_time, done.done) == ("Calves", "21:30", True)
    assert 'name="key"' not in page(alice, cast)
    assert "in the diary: done" in page(alice, cast, "due/ledger/") or "Nothing rang" in page(
        alice, cast, "due/ledger/"
    )


def test_skipped_is_kept_as_skipped_and_never_as_missed(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    send(alice, cast, "due/act/", {"key": key_on(page(alice, cast)), "say": "skip"})
    (skipped,) = sessions(cast)
    assert skipped.done is False


def test_a_skipped_routine_may_say_why_with_one_tap(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    html = page(alice, cast)
    for code in ("tired", "pain", "no_time", "unwell", "away", "other"):
        assert f'value="skip-{code}"' in html
    assert send(alice, cast, "due/act/", {"key": key_on(html), "say": "skip-moonlight"}).status_code == 400
    assert send(alice, cast, "due/act/", {"key": key_on(html), "say": "done-tired"}).status_code == 400
    assert sessions(cast) == []
    answer = send(alice, cast, "due/act/", {"key": key_on(html), "say": "skip-away"}, follow=True)
    assert "away from home" in answer.content.decode()
    (skipped,) = sessions(cast)
    assert (skipped.done, skipped.why) == (False, "away")


def test_no_reason_is_asked_for_a_dose(cast: Cast, alice: Client) -> None:
    began = EVENING.date() - timedelta(days=9)
    tablets = PlanItem("medicine", "cetirizine", PlanStatus.AGREED, began, detail={"times": "21:30"})
    actions.save_facts(cast.alice, cast.person, [(tablets, Day(began, ZONE))], now=EVENING, source="plan")
    html = page(alice, cast)
    assert "skip-tired" not in html
    assert send(alice, cast, "due/act/", {"key": key_on(html), "say": "skip-tired"}).status_code == 400


def test_later_keeps_nothing_and_stays_due(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    send(alice, cast, "due/act/", {"key": key_on(page(alice, cast)), "say": "later-10"})
    assert sessions(cast) == []
    assert "Calves" in page(alice, cast)


@pytest.mark.parametrize("say", ["", "later-7", "take twice", "later-x"])
def test_what_cannot_be_answered_is_said_and_keeps_nothing(say: str, cast: Cast, alice: Client) -> None:
    write(alice, cast)
    answer = send(alice, cast, "due/act/", {"key": key_on(page(alice, cast)), "say": say})
    assert answer.status_code == 400
    assert sessions(cast) == []


def test_a_notification_answers_by_marks_that_name_nothing(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    key = key_on(page(alice, cast))
    mark = reminding.mark_of(cast.person, key)
    assert "alves" not in mark
    answer = send(alice, cast, "due/act/", {"mark": [mark], "say": "done", "by_way": "push"})
    assert answer.status_code == 204, "nobody looks: no page is made that would then count as looked at"
    assert len(sessions(cast)) == 1


def visit_tomorrow(cast: Cast) -> str:
    """A visit that is told today; its key."""
    tomorrow = EVENING.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=1)
    item = PlanItem("visit", "nurse", PlanStatus.AGREED, tomorrow)
    written = (item, Day(tomorrow - timedelta(days=1), ZONE))
    actions.save_facts(cast.alice, cast.person, [written], now=EVENING, source="plan")
    due = reminding.reminders(cast.alice, cast.person, now=EVENING).due_now
    return next(each.key for each in due if each.kind.value == "visit")


def steps(cast: Cast) -> list[tuple[str, str]]:
    """(kind, step) of the ledger of answers, oldest first."""
    _, found = store_reminders.ledger(cast.person, since=EVENING - timedelta(days=1), until=EVENING)
    return [(each.key.split("|")[0], each.step.value) for each in reversed(found)]


def test_a_notification_about_a_visit_says_nothing_was_done(cast: Cast, alice: Client) -> None:
    mark = reminding.mark_of(cast.person, visit_tomorrow(cast))
    answer = send(alice, cast, "due/act/", {"mark": [mark], "say": "done", "by_way": "push"})
    assert answer.status_code == 400, "the notification then opens the page instead of saying “noted as done”"
    assert "nothing that is noted as done" in answer.content.decode()
    assert steps(cast) == []
    send(alice, cast, "due/act/", {"key": visit_tomorrow(cast), "say": "seen"})
    assert steps(cast) == [("visit", "seen")]
    html = page(alice, cast)
    assert 'name="key"' not in html, "it asks no more"
    assert "Nurse: tomorrow" in html


@pytest.mark.parametrize("say", ["done", "skip"])
def test_a_notification_of_several_kinds_answers_none_of_them(say: str, cast: Cast, alice: Client) -> None:
    """It names nothing: one tap on “done” would say a dose was taken that nobody thought of."""
    write(alice, cast)
    tablets = PlanItem("medicine", "cetirizine", PlanStatus.AGREED, EVENING.date(), detail={"times": "21:00; 21:35"})
    actions.save_facts(cast.alice, cast.person, [(tablets, Day(EVENING.date(), ZONE))], now=EVENING, source="plan")
    due = reminding.reminders(cast.alice, cast.person, now=EVENING).due_now
    marks = {each.key: reminding.mark_of(cast.person, each.key) for each in due}
    several = [mark for key, mark in marks.items() if key.startswith(("dose", "routine"))]
    assert len(several) > 1
    for by_way in ("push", "page"):
        answer = send(alice, cast, "due/act/", {"mark": several, "say": say, "by_way": by_way})
        assert answer.status_code == 400
        assert "answered by itself" in answer.content.decode()
    assert sessions(cast) == []
    assert steps(cast) == []
    one = next(mark for key, mark in marks.items() if key.startswith("dose"))
    gone = reminding.mark_of(cast.person, "break|breaks|2026-11-20T10:00Z")
    answer = send(alice, cast, "due/act/", {"mark": [one, gone], "say": say, "by_way": "push"})
    assert answer.status_code == 400, "one of two is over: which one was meant nobody knows"
    assert send(alice, cast, "due/act/", {"mark": [one], "say": say, "by_way": "push"}).status_code == 204


def test_a_dose_of_which_nobody_knows_whether_it_was_had_stays_there_and_asks_nothing(
    cast: Cast, alice: Client
) -> None:
    today = EVENING.date()
    began = today - timedelta(days=9)
    tablets = PlanItem("medicine", "cetirizine", PlanStatus.AGREED, began, detail={"times": "08:00; 21:30"})
    one = (Dose("cetirizine", DoseStatus.TAKEN), Day(today, ZONE))
    actions.save_facts(cast.alice, cast.person, [(tablets, Day(began, ZONE)), one], now=EVENING, source="check-in")
    html = page(alice, cast)
    assert "Cetirizine" in html
    assert "Which one is not clear" in html
    assert 'name="key"' not in html, "nothing on it can be tapped as taken: that might be a second one"
    (unclear,) = reminding.reminders(cast.alice, cast.person, now=EVENING).unclear
    answer = send(alice, cast, "due/act/", {"key": unclear.key, "say": "done"})
    assert answer.status_code == 400
    assert "may be this one" in answer.content.decode()
    assert send(alice, cast, "due/act/", {"key": unclear.key, "say": "later-10"}).status_code == 400


def test_a_page_that_is_opened_answers_nothing(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    page(alice, cast)
    assert steps(cast) == [("routine", "shown")]
    assert "shown on the page" in page(alice, cast, "due/ledger/") or "Nothing rang" in page(
        alice, cast, "due/ledger/"
    )


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("times", "half past nine", "write each time like 21:30"),
        ("every_days", "0", "every how many days"),
        ("minutes", "many", "how many minutes"),
        ("extra_until", "soon", "choose a day"),
        ("name", "", "write a few words"),
        ("group", "dose", "what sort"),
        ("what", "wing_walking", "none of the exercises"),
        ("every_days", MANY_DIGITS, "every how many days"),
        ("minutes", MANY_DIGITS, "how many minutes"),
        ("sets", MANY_DIGITS, "how often"),
        ("hold_seconds", MANY_DIGITS, "how many seconds"),
        ("extra_sets", MANY_DIGITS, "how many more"),
        ("times", MANY_DIGITS, "write each time like 21:30"),
    ],
)
def test_a_routine_that_cannot_be_read_is_refused_with_its_field(
    field: str, text: str, said: str, cast: Cast, alice: Client
) -> None:
    typed = {"name": "Calves", "group": "stretch", "times": "21:30", "weekday": EVERY_DAY, field: text}
    answer = send(alice, cast, "routines/write/", typed)
    assert answer.status_code == 400
    assert said in answer.content.decode().casefold().replace("’", "'")
    assert "Calves" not in page(alice, cast, "routines/")


def test_a_routine_is_changed_and_ended_and_its_history_stays(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    assert "07:00" in write(alice, cast, times="07:00; 21:30")
    opened = alice.get(f"/p/{cast.person}/routines/write/?name=Calves").content.decode()
    assert 'value="07:00; 21:30"' in opened
    send(alice, cast, "routines/end/", {"name": "Calves"})
    assert "No routine" in page(alice, cast, "routines/")
    held = actions.plan_on(cast.alice, cast.person, now=EVENING)
    assert sum(isinstance(e.fact, PlanItem) and e.fact.item == "routine" for e in held.events) == 3


@pytest.mark.parametrize("which", ["routines/write/", "breaks/"])
def test_with_no_day_ticked_it_is_asked_and_not_taken_for_every_day(which: str, cast: Cast, alice: Client) -> None:
    typed = {"name": "Calves", "times": "21:30", "every_minutes": "50", "from_time": "20:00", "to_time": "23:00"}
    answer = send(alice, cast, which, typed)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "hoose at least one day" in html
    assert not re.search(r'name="weekday" value="[a-z]+" checked', html)
    assert "No routine is written down" in page(alice, cast, "routines/")


def test_days_of_the_week_and_every_so_many_days_are_not_both_kept(cast: Cast, alice: Client) -> None:
    typed = {"name": "Calves", "times": "21:30", "weekday": ["mon", "wed"], "every_days": "3"}
    answer = send(alice, cast, "routines/write/", typed)
    assert answer.status_code == 400
    assert "not both" in answer.content.decode()
    assert "Every 3 days" in write(alice, cast, weekday=EVERY_DAY, every_days="3")


def test_another_wording_does_not_move_every_third_day(cast: Cast, alice: Client) -> None:
    typed = {"every_days": "3", "times": "21:30", "group": "stretch"}
    rung = {}
    for ahead, words in enumerate(("As shown", "As Anna showed it", "As Anna showed it", "Slowly")):
        at = EVENING + timedelta(days=ahead)
        actions.keep_routine(cast.alice, cast.person, "Calves", typed, now=at, words=words)
        rung[ahead] = [each.on for each in reminding.reminders(cast.alice, cast.person, now=at).coming]
    first = EVENING.astimezone(ZoneInfo(ZONE)).date()
    days = {on for found in rung.values() for on in found}
    assert days <= {first + timedelta(days=3 * n) for n in range(3)}
    assert days & {first + timedelta(days=3)}
    held = actions.plan_on(cast.alice, cast.person, now=EVENING + timedelta(days=5))
    assert sum(isinstance(e.fact, PlanItem) and e.fact.item == "routine" for e in held.events) == 3, (
        "said twice, once"
    )


def test_a_session_begun_from_what_is_due_answers_the_time_that_it_was_begun_for(cast: Cast, alice: Client) -> None:
    write(alice, cast, times="07:00; 21:30", stretch=["calf_lying"])
    found = re.search(r'href="([^"]+/stretches/session/[^"]+)"', page(alice, cast))
    assert found is not None
    form = alice.get(found[1].replace("&amp;", "&")).content.decode()
    assert 'name="at" value="21:30"' in form
    typed = {"routine": "Calves", "at": "21:30", "held": ["calf_lying"], "shown": ["calf_lying"]}
    assert send(alice, cast, "stretches/session/save/", typed).status_code == 302
    (done,) = sessions(cast)
    assert (done.routine, done.due_time) == ("Calves", "21:30")
    assert "at=21:30" in page(alice, cast, "routines/")
    assert send(alice, cast, "stretches/session/save/", {**typed, "at": "03:00"}).status_code == 302
    assert {each.due_time for each in sessions(cast)} == {"21:30", None}, "a time that is none of its own is none"


def test_a_session_that_was_due_before_the_day_began_is_the_day_befores(cast: Cast, alice: Client) -> None:
    """The diary's day begins at four: half past three is the end of the day before, ten past four a new day."""
    write(alice, cast, times="03:30", stretch=["calf_lying"])
    early = datetime(2026, 11, 21, 4, 10, tzinfo=ZoneInfo(ZONE))
    with time_machine.travel(early, tick=True):
        found = re.search(r'href="([^"]+/stretches/session/[^"]+)"', page(alice, cast))
        assert found is not None
        form = alice.get(found[1].replace("&amp;", "&")).content.decode()
        typed: dict[str, object] = dict(re.findall(r'name="(routine|at|on)" value="([^"]+)"', form))
        typed |= {"held": ["calf_lying"], "shown": ["calf_lying"]}
        assert send(alice, cast, "stretches/session/save/", typed).status_code == 302
        view = reminding.reminders(cast.alice, cast.person, now=early)
    assert [each.on.day for each in view.answered] == [20]
    assert [each.on.day for each in view.coming] == [21], "the next night's is open"


def test_breaks_are_written_down_with_their_hours(cast: Cast, alice: Client) -> None:
    typed = {"every_minutes": "50", "from_time": "20:00", "to_time": "23:00", "body": "seated", "weekday": EVERY_DAY}
    send(alice, cast, "breaks/", typed)
    assert "Every 50 minutes from 20:00 to 23:00" in page(alice, cast, "routines/")
    assert "Time to move a little" in page(alice, cast)
    for wrong in ("5", MANY_DIGITS):
        answer = send(alice, cast, "breaks/", {**typed, "every_minutes": wrong})
        assert answer.status_code == 400
        assert "20 to 180" in answer.content.decode()


def test_of_breaks_to_come_the_next_one_stands_there_and_how_many_follow(cast: Cast, alice: Client) -> None:
    typed = {"every_minutes": "30", "from_time": "09:00", "to_time": "12:00", "body": "seated", "weekday": EVERY_DAY}
    send(alice, cast, "breaks/", {**typed, "moves_legs": "no"})
    coming = page(alice, cast).partition('id="coming"')[2].partition("</section>")[0]
    assert coming.count("<li>") == 1
    assert re.search(r"09:30 and \d more by tomorrow, 1[12]:\d0", coming), coming


def test_what_is_told_on_the_page_only_is_not_offered_for_later(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    assert 'value="later-10"' in page(alice, cast)
    assert 'value="later-10"' in page(alice, cast, "today/")
    alice.post(f"/p/{cast.person}/reminders/", {"way_routine": "page"})
    assert 'value="later-10"' not in page(alice, cast)
    assert 'value="later-10"' not in page(alice, cast, "today/")
    answer = send(alice, cast, "due/act/", {"key": key_on(page(alice, cast)), "say": "later-10"})
    assert answer.status_code == 400
    assert "told on the page only" in answer.content.decode()


@pytest.mark.parametrize(
    "mail_to",
    ["me", "me@", "me@example", "me@example.org, you@example.org", "a@b.org\r\nBcc: c@d.org", "Me <me@example.org>"],
)
def test_an_address_that_mail_cannot_go_to_is_refused(mail_to: str, cast: Cast, alice: Client) -> None:
    answer = alice.post(f"/p/{cast.person}/reminders/", {"mail_to": mail_to})
    assert answer.status_code == 400
    assert "no address that mail can go to" in answer.content.decode()
    assert actions.settings(cast.alice, cast.person).mail_to == ""


def test_minutes_of_too_many_digits_are_refused(cast: Cast, alice: Client) -> None:
    answer = alice.post(f"/p/{cast.person}/reminders/", {"second_call_minutes": MANY_DIGITS})
    assert answer.status_code == 400
    assert "Choose 10 to 120 minutes" in answer.content.decode()


def test_settings_of_reminders_are_kept_or_refused_whole(cast: Cast, alice: Client) -> None:
    address = f"/p/{cast.person}/reminders/"
    wrong = alice.post(address, {"quiet_from": "22:00", "check_in_0": "08:30"})
    assert wrong.status_code == 400
    assert "Write both times" in wrong.content.decode()
    assert actions.settings(cast.alice, cast.person).check_ins_at == ()
    typed = {"quiet_from": "22:00", "quiet_to": "07:00", "check_in_0": "08:30", "way_break": "page"}
    assert alice.post(address, typed).status_code == 302
    chosen = actions.settings(cast.alice, cast.person)
    assert (chosen.quiet_from, chosen.check_ins_at, chosen.remind) == ("22:00", ("08:30",), {"break": "page"})


def test_a_check_in_that_stands_there_twice_is_refused(cast: Cast, alice: Client) -> None:
    answer = alice.post(f"/p/{cast.person}/reminders/", {"check_in_0": "08:30", "check_in_1": "8.30"})
    assert answer.status_code == 400
    assert "stands there twice" in answer.content.decode()
    assert actions.settings(cast.alice, cast.person).check_ins_at == ()


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/1",
        "https://127.0.0.1/1",
        "https://192.168.1.1/1",
        "https://router.local/1",
        "https://user@push.example.org/1",
        "https://push.example.org:8443/1",
        "https://localhost/1",
        "nonsense",
    ],
)
def test_nothing_at_home_is_rung_on_a_browsers_word(endpoint: str, cast: Cast, alice: Client) -> None:
    keys = {"p256dh": "B" + "A" * 86, "auth": "A" * 22}
    answer = alice.post(
        f"/p/{cast.person}/reminders/push/", {"endpoint": endpoint, "keys": keys}, content_type="application/json"
    )
    assert answer.status_code == 400
    assert pushes.pushes(cast.person) == []


def test_a_browser_agrees_and_is_taken_away(cast: Cast, alice: Client) -> None:
    sent = {"endpoint": "https://push.example.org/1", "keys": {"p256dh": "B" + "A" * 86, "auth": "A" * 22}}
    for _ in range(2):
        assert (
            alice.post(f"/p/{cast.person}/reminders/push/", sent, content_type="application/json").status_code == 200
        )
    (target,) = pushes.pushes(cast.person)
    alice.post(f"/p/{cast.person}/reminders/push/end/", {"push": str(target.id)})
    assert pushes.pushes(cast.person) == []


def test_the_calendar_link_says_no_names_and_ends(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    html = alice.post(f"/p/{cast.person}/reminders/feed/", {}).content.decode()
    link = re.search(r'value="http://testserver(/feed/[^"]+)"', html)
    assert link is not None
    anybody = Client()
    feed = anybody.get(link[1])
    assert feed["Content-Type"].startswith("text/calendar")
    assert b"Calves" not in feed.content
    assert b"BEGIN:VALARM" in feed.content
    (held,) = pushes.feeds(cast.person)
    alice.post(f"/p/{cast.person}/reminders/feed/end/", {"feed": held.name})
    assert anybody.get(link[1]).status_code == 404


def test_a_visit_is_told_the_day_before(cast: Cast, alice: Client) -> None:
    visit_tomorrow(cast)
    assert "Nurse: tomorrow" in page(alice, cast)
