"""Doses: one tap is one answer, nothing noted stays so, and what was really taken is kept as it was typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.web.cast import Cast

from supple import actions
from supple.model import Day, Dose, DoseStatus, Instant, Note, PlanItem, PlanStatus, Role, Scope, Tier, UserError
from supple.store import people as store_people

At = Callable[[str], str]
NOW = datetime(2026, 5, 20, 15, 0, tzinfo=UTC)  # 16:00 in London
TODAY, YESTERDAY = date(2026, 5, 20), date(2026, 5, 19)
ZONE = "Europe/London"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def planned(cast: Cast, clock: time_machine.Traveller) -> Cast:
    """Baclofen at three times, tizanidine and a vitamin: five due doses a day; and diazepam as needed."""
    tablet = {"strength": "10", "strength_unit": "mg", "each_time": "one tablet"}
    items = [
        ("Baclofen", {**tablet, "times": "08:00; 14:00; 22:00", "pieces_per_day": "3"}),
        ("Tizanidine", {**tablet, "strength": "2", "times": "22:00"}),
        ("Vitamin D", {"each_time": "one capsule"}),
        ("Diazepam", {**tablet, "as_needed": "yes", "not_before_hours": "6", "max_pieces_per_day": "3"}),
    ]
    day = date(2026, 5, 1)
    facts = [(PlanItem("medicine", name, PlanStatus.AGREED, day, detail=d), Day(day, ZONE)) for name, d in items]
    actions.save_facts(cast.alice, cast.person, facts, now=NOW, source="plan")
    return cast


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, address: str, **fields: object) -> tuple[int, str]:
    answer = client.post(address, {"form_id": str(uuid4()), **fields}, follow=True)
    return answer.status_code, answer.content.decode()


def view(cast: Cast, day: date | None = None) -> actions.DosesView:
    return actions.doses(cast.alice, cast.person, day, now=datetime.now(UTC))


def said(cast: Cast, day: date | None = None) -> list[str | None]:
    return [one.status.value if one.status else None for one in view(cast, day).of_day.answers]


def doses(cast: Cast) -> list[Dose]:
    shown = actions.timeline(cast.alice, cast.person, limit=500)
    return [e.event.fact for day in shown.days for e in day.entries if isinstance(e.event.fact, Dose)]


def test_one_answer_for_several_doses_may_say_that_some_were_missed(alice: Client, cast: Cast, at: At) -> None:
    detail = {"step_1": "10 mg three times a day"}
    item = PlanItem("medicine", "Baclofen", PlanStatus.AGREED, date(2026, 5, 1), detail=detail)
    actions.save_facts(cast.alice, cast.person, [(item, Day(item.valid_from, ZONE))], now=NOW, source="plan")
    assert "Some missed" in page(alice, at("doses/"))
    for day in (YESTERDAY, TODAY):
        status, html = post(alice, at("doses/answer/"), day=day.isoformat(), dose="|Baclofen", status="missed_some")
        assert status == 200
        assert "Some missed" in html
    assert [dose.is_partly_missed for dose in doses(cast)] == [True, True]
    assert actions.today(cast.alice, cast.person, now=NOW).alerts == ()
    # All of it after all, and then all taken: the words of the part do not stay.
    post(alice, at("doses/answer/"), day=TODAY.isoformat(), dose="|Baclofen", status="missed")
    assert not doses(cast)[0].is_partly_missed
    post(alice, at("doses/answer/"), day=TODAY.isoformat(), dose="|Baclofen", status="missed_some")
    post(alice, at("doses/answer/"), day=TODAY.isoformat(), dose="|Baclofen", status="taken")
    assert [dose.amount_words for dose in doses(cast)] == [None, "some of the day’s doses"]


def test_without_medicines_today_says_nothing_of_doses(alice: Client, cast: Cast, at: At) -> None:
    assert "Doses" not in page(alice, at("today/"))
    assert "No medicine with doses is in the plan" in page(alice, at("doses/"))


def test_a_step_is_said_once_beside_its_set_times(alice: Client, cast: Cast, at: At) -> None:
    detail = {"step_1": "25 mg at night", "times": "08:00; 22:00"}
    item = PlanItem("medicine", "Baclofen", PlanStatus.AGREED, date(2026, 5, 1), detail=detail)
    actions.save_facts(cast.alice, cast.person, [(item, Day(date(2026, 5, 1), ZONE))], now=NOW, source="plan")
    shown = page(alice, at("doses/"))
    assert shown.count("25 mg at night") == 1
    assert "<b>Baclofen</b>, step 1: 25 mg at night" in shown


def test_a_name_alone_is_not_due_and_said_so(alice: Client, cast: Cast, at: At) -> None:
    item = PlanItem("medicine", "Baclofen", PlanStatus.AGREED, date(2026, 5, 1))
    actions.save_facts(cast.alice, cast.person, [(item, Day(date(2026, 5, 1), ZONE))], now=NOW, source="plan")
    shown = page(alice, at("doses/"))
    assert "no times are written down" in shown
    assert "not noted" not in shown
    assert "Doses" not in page(alice, at("today/"))


@pytest.mark.parametrize("day", ["", YESTERDAY.isoformat()])
def test_undo_comes_back_to_the_doses_and_their_day(alice: Client, planned: Cast, at: At, day: str) -> None:
    _, shown = post(alice, at("doses/answer/"), dose="08:00|Baclofen", status="taken", day=day)
    assert said(planned, YESTERDAY if day else None)[0] == "taken"
    form = re.search(r'<form method="post" action="([^"]+/undo/)">(.*?)</form>', shown, re.DOTALL)
    assert form
    hidden = dict(re.findall(r'name="(back|day)" value="([^"]*)"', form[2]))
    answer = alice.post(form[1], {"form_id": str(uuid4()), **hidden})
    assert answer["Location"] == at("doses/") + ("?undone=1" if not day else f"?undone=1&day={day}")
    assert "Taken back" in page(alice, answer["Location"])
    assert said(planned, YESTERDAY if day else None)[0] is None
    elsewhere = alice.post(form[1], {"form_id": str(uuid4()), "back": "//evil.example", "day": "x"})
    assert elsewhere["Location"] == at("today/") + "?undone=1"


def test_as_needed_medicines_alone_make_no_row_on_today(alice: Client, cast: Cast, at: At) -> None:
    item = PlanItem("medicine", "Diazepam", PlanStatus.AGREED, date(2026, 5, 1), detail={"as_needed": "yes"})
    actions.save_facts(cast.alice, cast.person, [(item, Day(date(2026, 5, 1), ZONE))], now=NOW, source="plan")
    assert "Doses" not in page(alice, at("today/"))


def test_today_names_what_is_due_and_yesterday_and_falls_silent_when_answered(
    alice: Client, planned: Cast, at: At
) -> None:
    text = page(alice, at("today/"))
    assert "Doses: 2 due, not noted" in text
    assert "Doses: yesterday not noted" in text
    for day in (YESTERDAY, TODAY):
        keys = [f"{one.due.due_time or ''}|{one.due.medicine}" for one in view(planned, day).open_now]
        post(alice, at("doses/answer/"), day=day.isoformat(), status="taken", dose=keys)
    text = page(alice, at("today/"))
    assert "not noted" not in text.split("today__doses")[1].split("</nav>")[0]


def test_all_five_of_yesterday_are_one_button_and_can_be_taken_back(alice: Client, planned: Cast, at: At) -> None:
    text = page(alice, at("doses/?day=2026-05-19"))
    assert "All five as planned" in text
    keys = [f"{one.due.due_time or ''}|{one.due.medicine}" for one in view(planned, YESTERDAY).open_now]
    form = {"form_id": str(uuid4()), "day": "2026-05-19", "status": "taken", "dose": keys}
    for _ in range(2):  # sent twice, saved once
        answer = alice.post(at("doses/answer/"), form, follow=True)
        assert answer.status_code == 200
    assert said(planned, YESTERDAY) == ["taken"] * 5
    assert len(doses(planned)) == 5
    assert doses(planned).count(Dose("Baclofen", DoseStatus.TAKEN, 10.0, "one tablet", "14:00")) == 1
    assert said(planned, TODAY) == [None] * 5
    alice.post(at(f"saved/{form['form_id']}/undo/"))
    assert said(planned, YESTERDAY) == [None] * 5


def test_some_of_yesterday_is_said_to_be_some(alice: Client, planned: Cast, at: At) -> None:
    post(alice, at("doses/answer/"), day=YESTERDAY.isoformat(), status="taken", dose="08:00|Baclofen")
    assert "Doses: 4 of yesterday not noted" in page(alice, at("today/"))


def test_today_only_what_is_due_by_now_is_offered_at_once(alice: Client, planned: Cast, at: At) -> None:
    assert "Both as planned" in page(alice, at("doses/"))


def test_each_dose_has_one_tap_and_another_answer_corrects_it(alice: Client, planned: Cast, at: At) -> None:
    for status, shown in (("taken", "Saved"), ("skipped", "Changed"), ("missed", "Changed")):
        code, text = post(alice, at("doses/answer/"), day=TODAY.isoformat(), status=status, dose="08:00|Baclofen")
        assert code == 200
        assert shown in text
        assert said(planned) == [status, None, None, None, None]
    assert len(doses(planned)) == 1, "a correction, not a second dose"
    (entry,) = [e for e in view(planned).of_day.answers if e.event]
    assert entry.event is not None
    assert len(actions.history(planned.alice, planned.person, entry.event.id)) == 3


def test_the_same_answer_again_adds_nothing(alice: Client, planned: Cast, at: At) -> None:
    for _ in range(2):
        post(alice, at("doses/answer/"), day=TODAY.isoformat(), status="late", dose="08:00|Baclofen")
    assert len(doses(planned)) == 1


def test_skipped_asks_nothing_and_a_reason_is_kept_in_words(alice: Client, planned: Cast, at: At) -> None:
    post(alice, at("doses/answer/"), day=TODAY.isoformat(), status="skipped", dose="|Vitamin D", reason="felt sick")
    assert said(planned)[-1] == "skipped"
    shown = actions.timeline(planned.alice, planned.person, day=TODAY)
    assert Note("felt sick") in [entry.event.fact for day in shown.days for entry in day.entries]


def test_a_quick_note_changed_to_another_answer_keeps_its_time(alice: Client, planned: Cast, at: At) -> None:
    when = Instant(NOW - timedelta(hours=1), ZONE)
    fact = Dose("tizanidine", DoseStatus.TAKEN, 2.0)
    actions.save_facts(planned.alice, planned.person, [(fact, when)], now=NOW, source="note")
    post(alice, at("doses/answer/"), day=TODAY.isoformat(), status="late", dose="22:00|Tizanidine")
    (one,) = [each for each in view(planned).of_day.answers if each.event]
    assert one.event is not None
    assert one.event.when == when
    assert one.event.fact == Dose("Tizanidine", DoseStatus.LATE, 2.0, None, "22:00")


def test_after_midnight_the_doses_are_still_those_of_the_evening_before(
    alice: Client, planned: Cast, at: At, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 5, 20, 23, 30, tzinfo=UTC))  # 00:30 on the 21st
    assert view(planned).day == TODAY
    assert "Doses: 4 due, not noted" in page(alice, at("today/"))
    post(alice, at("doses/note/"), kind="as_needed", medicine="Diazepam", at="00:10", pieces="1")
    (needed,) = view(planned).as_needed
    assert needed.last is not None
    assert needed.last.when == Instant(datetime(2026, 5, 20, 23, 10, tzinfo=UTC), ZONE)
    assert needed.pieces == 1


def test_an_as_needed_dose_shows_its_facts_before_the_button(alice: Client, planned: Cast, at: At) -> None:
    text = page(alice, at("doses/"))
    assert "None is noted" in text
    code, text = post(alice, at("doses/note/"), kind="as_needed", medicine="Diazepam", at="", pieces="1")
    assert code == 200
    assert "Today, 16:00 (1 tablet)" in text
    assert "22:00 (6 hours between two)" in text
    assert "1 tablet; most in a day as prescribed: 3" in text
    assert doses(planned) == [Dose("Diazepam", DoseStatus.TAKEN, 10.0, "1 tablet")]


def test_a_second_tap_on_i_took_it_is_no_second_dose_and_is_not_asked_about(
    alice: Client, planned: Cast, at: At, clock: time_machine.Traveller
) -> None:
    form = {"form_id": str(uuid4()), "kind": "as_needed", "medicine": "Diazepam", "at": "", "pieces": "1"}
    alice.post(at("doses/note/"), form)
    clock.shift(timedelta(seconds=1))
    answer = alice.post(at("doses/note/"), form, follow=True).content.decode()
    assert "Saved: " in answer
    assert len(doses(planned)) == 1


def test_an_as_needed_dose_with_no_amount_is_kept_with_none(alice: Client, planned: Cast, at: At) -> None:
    _, text = post(alice, at("doses/note/"), kind="as_needed", medicine="Diazepam", at="15:00", pieces="")
    assert doses(planned) == [Dose("Diazepam", DoseStatus.TAKEN)]
    assert "one dose noted with no amount" in text


@pytest.mark.parametrize(
    "typed",
    [
        {"kind": "as_needed", "medicine": "Diazepam", "pieces": "4", "at": "15:00"},
        {"kind": "extra", "medicine": "Baclofen", "pieces": "4", "at": ""},
        {"kind": "extra", "medicine": "Baclofen", "mg": "10000", "at": "15:00"},
    ],
)
def test_what_is_unlike_the_prescription_is_asked_about_and_kept_as_typed(
    typed: dict[str, str], alice: Client, planned: Cast, at: At
) -> None:
    form = {"form_id": str(uuid4()), **typed}
    text = alice.post(at("doses/note/"), form).content.decode()
    assert "A typing slip, or did you take this?" in text
    assert doses(planned) == []
    slip = alice.post(at("doses/note/"), {**form, "sure": "slip"}).content.decode()
    assert doses(planned) == []
    assert f'value="{typed.get("pieces") or typed["mg"]}"' in slip, "what was typed is still there"
    answer = alice.post(at("doses/note/"), {**form, "sure": "yes"}, follow=True).content.decode()
    (kept,) = doses(planned)
    assert kept.status is DoseStatus.EXTRA
    assert kept.amount_mg == float(typed.get("mg") or 10 * int(typed["pieces"]))
    assert "Too sleepy" in answer
    assert "Emergency, now" in answer
    assert "Call 112" in answer
    assert ("Baclofen: signs of too much" in answer) == (typed["medicine"] == "Baclofen")


MORE, MAYBE = "More than prescribed was noted", "It may be more than prescribed"
EARLY, BESIDES = "Earlier than the prescription’s “not before”", "Besides the plan’s times"
UNFELT = "Too much of this medicine can do harm before anything is felt."


def agree(cast: Cast, name: str, **detail: str) -> None:
    day = date(2026, 5, 1)
    item = PlanItem("medicine", name, PlanStatus.AGREED, day, detail=detail)
    actions.save_facts(cast.alice, cast.person, [(item, Day(day, ZONE))], now=NOW, source="plan")


def test_half_a_tablet_after_a_missed_one_is_besides_the_times_and_no_emergency(
    alice: Client, planned: Cast, at: At
) -> None:
    post(alice, at("doses/answer/"), dose="08:00|Baclofen", status="missed")
    form = {"kind": "extra", "medicine": "Baclofen", "pieces": "0.5", "at": "10:00", "sure": "yes"}
    _, text = post(alice, at("doses/note/"), **form)
    for shown in (text, page(alice, at("today/")), page(alice, at("when-to-call/")).split("Everything that")[0]):
        assert BESIDES in shown
        assert MORE not in shown
        assert "Noted for the day: 0.5 tablets. The plan has 3 tablets." in shown
        assert "Whom to ask: The doctor who prescribed it" in shown
    raised = {alert.rule for alert in actions.today(planned.alice, planned.person, now=datetime.now(UTC)).alerts}
    assert "R08" not in raised, "it is no more than prescribed"
    assert "Emergency, now" not in text
    assert "Call 112" not in text.split("<main")[1].split("</main>")[0]
    for time in ("08:00", "14:00"):
        post(alice, at("doses/answer/"), dose=f"{time}|Baclofen", status="taken")
    assert BESIDES in page(alice, at("today/")), "two and a half of three"
    post(alice, at("doses/note/"), **{**form, "pieces": "1", "at": "12:00"})
    assert MORE in page(alice, at("today/")), "three and a half of three"
    raised = {alert.rule for alert in actions.today(planned.alice, planned.person, now=datetime.now(UTC)).alerts}
    assert "R08" in raised


def test_one_more_on_a_step_of_ten_milligrams_three_times_a_day(alice: Client, cast: Cast, at: At) -> None:
    detail = {"strength": "10", "strength_unit": "mg", "times": "08:00; 14:00; 22:00"}
    agree(cast, "Baclofen", **detail, step_1="10 mg three times a day")
    form = {"kind": "extra", "medicine": "Baclofen", "pieces": "1", "at": "10:00", "sure": "yes"}
    _, text = post(alice, at("doses/note/"), **form)
    assert BESIDES in text
    assert "Emergency, now" not in text


def test_with_no_total_to_tell_the_cautious_words_stay(alice: Client, cast: Cast, at: At) -> None:
    agree(cast, "Baclofen", times="08:00; 14:00", each_time="as the nurse said")
    form = {"kind": "extra", "medicine": "Baclofen", "pieces": "1", "at": "10:00", "sure": "yes"}
    _, text = post(alice, at("doses/note/"), **form)
    assert MAYBE in text
    assert "not known" in text
    assert "Emergency, now" in text
    _, text = post(alice, at("doses/note/"), **{**form, "pieces": "", "at": "11:00"})
    assert "Amounts are not known, so no total can be told." in text


def test_a_tenth_of_a_piece_too_early_is_called_early(alice: Client, cast: Cast, at: At) -> None:
    detail = {"strength": "500", "strength_unit": "mg", "each_time": "one tablet", "as_needed": "yes"}
    agree(cast, "Paracetamol", **detail, not_before_hours="6", max_pieces_per_day="4")
    form = {"kind": "as_needed", "medicine": "Paracetamol", "sure": "yes"}
    post(alice, at("doses/note/"), **form, pieces="1", at="12:00")
    _, text = post(alice, at("doses/note/"), **form, mg="50", at="14:00")
    assert EARLY in text
    assert "“Not before” by the prescription: 18:00." in text
    assert MORE not in text
    assert "Emergency, now" not in text
    _, text = post(alice, at("doses/note/"), **form, pieces="4", at="15:00")
    assert MORE in text
    assert UNFELT in text
    assert "With no such sign" not in text, "harm may come late, with no sleepiness"


def test_of_a_sedating_antispastic_the_signs_come_first(alice: Client, planned: Cast, at: At) -> None:
    form = {"kind": "as_needed", "medicine": "Diazepam", "pieces": "4", "at": "15:00", "sure": "yes"}
    _, text = post(alice, at("doses/note/"), **form)
    assert UNFELT not in text
    assert "With no such sign, whom to ask" in text


def test_more_than_prescribed_stays_in_sight_for_a_day(
    alice: Client, planned: Cast, at: At, clock: time_machine.Traveller
) -> None:
    """A signpost on every page that asks how it is going, and a call now; nothing is claimed of the dose."""
    title = "More than prescribed was noted: signs to look for"
    pharmacist = {"name": "Ms Lane", "role": "pharmacist", "phone": "020 7946 0444"}
    assert alice.post(at("plan/team/keep/"), {"form_id": str(uuid4()), **pharmacist}).status_code == 302
    for address in ("today/", "when-to-call/", "doses/"):
        assert title not in page(alice, at(address))
    post(alice, at("doses/note/"), kind="as_needed", medicine="Diazepam", pieces="4", at="15:00", sure="yes")
    for address in ("today/", "when-to-call/", "doses/"):
        text = page(alice, at(address))
        assert title in text, address
        assert "Too sleepy" in text
        assert "Call 112" in text
        assert "poison line" in text
        assert "Diazepam 4 tablets extra" in text
        told = text[text.index('aria-labelledby="told-1"') :].split("</section>")[0]
        assert "Mention at your next visit" not in told, "only urgent signs stand beside it"
        assert ('class="ring"' in told) == (address == "doses/"), "whom to ring stands once on a page: with the alert"
    alerts = actions.today(planned.alice, planned.person, now=datetime.now(UTC)).alerts
    raised = {alert.rule: alert.tier for alert in alerts}
    assert raised["R08"] is Tier.T1
    assert "R02" not in raised
    clock.shift(timedelta(hours=22))
    assert title in page(alice, at("today/"))
    clock.shift(timedelta(hours=2))
    assert title not in page(alice, at("today/"))


def test_a_thousandth_of_a_dose_is_asked_about_and_is_no_more_than_prescribed(
    alice: Client, planned: Cast, at: At
) -> None:
    """Micrograms for milligrams: kept as typed, and nobody is told of signs of too much."""
    form = {"kind": "as_needed", "medicine": "Diazepam", "mg": "0.01", "at": "15:00"}
    _, text = post(alice, at("doses/note/"), **form)
    assert "A typing slip, or did you take this?" in text
    post(alice, at("doses/note/"), **form, sure="yes")
    (kept,) = doses(planned)
    assert (kept.status, kept.amount_mg) == (DoseStatus.TAKEN, 0.01)
    assert "More than prescribed was noted" not in page(alice, at("today/"))


def test_after_more_than_prescribed_no_clock_time_reads_as_a_permission(alice: Client, planned: Cast, at: At) -> None:
    form = {"kind": "as_needed", "medicine": "Diazepam", "at": "15:00"}
    _, text = post(alice, at("doses/note/"), **form, pieces="4", sure="yes")
    assert "6 hours between two. A dose besides the prescription was noted, so no time is shown." in text
    assert "21:00 (6 hours" not in text
    _, asked = post(alice, at("doses/note/"), **{**form, "at": "15:30"}, pieces="1")
    assert "before 21:00" in asked, "a dose too near is asked about as before"


def test_two_as_needed_doses_too_near_are_asked_about(alice: Client, planned: Cast, at: At) -> None:
    post(alice, at("doses/note/"), kind="as_needed", medicine="Diazepam", at="12:00", pieces="1")
    _, text = post(alice, at("doses/note/"), kind="as_needed", medicine="Diazepam", at="15:00", pieces="1")
    assert "before 18:00" in text
    assert len(doses(planned)) == 1


@pytest.mark.parametrize("day", ["", "2026-05-20"])
def test_a_dose_of_the_night_is_kept_under_the_day_that_the_night_belongs_to(
    day: str, alice: Client, planned: Cast, at: At, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 5, 20, 9, 0, tzinfo=UTC))  # 10:00 in London
    form = {"kind": "as_needed", "medicine": "Diazepam", "at": "03:15", **({"day": day} if day else {})}
    _, text = post(alice, at("doses/note/"), **form, pieces="3")
    assert "Today, in the night that belongs to the day before, 03:15" in text
    code, text = post(alice, at("doses/note/"), **form, pieces="1")
    assert code == 200
    assert 'name="day" value="2026-05-19"' in text, "the page of that day"
    assert "Saved" in text
    (needed,) = view(planned, YESTERDAY).as_needed
    assert [event.when for event in needed.noted] == [Instant(datetime(2026, 5, 20, 2, 15, tzinfo=UTC), ZONE)]
    assert view(planned).as_needed[0].noted == ()


def test_a_box_is_counted_and_its_day_is_told_here_and_in_what_comes(alice: Client, planned: Cast, at: At) -> None:
    assert "runs out" not in page(alice, at("plan/"))
    code, text = post(alice, at("doses/box/"), medicine="Baclofen", kind="box", counted="30")
    assert code == 200
    assert "30 tablets left" in text
    assert "at the earliest on Saturday 30 May" in text
    assert "box of Baclofen runs out, if all that is prescribed is taken" in page(alice, at("plan/"))
    _, text = post(alice, at("doses/box/"), medicine="Baclofen", kind="box", picked_up="28")
    assert "58 tablets left" in text
    assert "runs out" not in page(alice, at("plan/")), "more than 14 days ahead"


def test_counting_the_box_changes_no_plan(alice: Client, planned: Cast, at: At) -> None:
    before = actions.plan_on(planned.alice, planned.person, now=NOW)
    post(alice, at("doses/box/"), medicine="Baclofen", kind="box", counted="30")
    after = actions.plan_on(planned.alice, planned.person, now=NOW)
    assert after.in_force("medicine") == before.in_force("medicine")
    assert after.changes == before.changes


def test_every_due_dose_taken_is_an_explicit_no_to_a_missed_dose(alice: Client, planned: Cast, at: At) -> None:
    def cell(day: date) -> object:
        look = actions.look(planned.alice, planned.person, now=NOW)
        return look.table.column("missed_dose")[look.table.days.index(day)]

    keys = [f"{one.due.due_time or ''}|{one.due.medicine}" for one in view(planned, YESTERDAY).open_now]
    post(alice, at("doses/answer/"), day=YESTERDAY.isoformat(), status="taken", dose=keys[:4])
    assert cell(YESTERDAY) is None
    post(alice, at("doses/answer/"), day=YESTERDAY.isoformat(), status="late", dose=keys[4])
    assert cell(YESTERDAY) is False
    post(alice, at("doses/answer/"), day=YESTERDAY.isoformat(), status="skipped", dose=keys[4])
    assert cell(YESTERDAY) is True


@pytest.mark.parametrize(
    ("tail", "fields"),
    [
        ("doses/answer/", {"status": "swallowed", "dose": "08:00|Baclofen"}),
        ("doses/answer/", {"status": "extra", "dose": "08:00|Baclofen"}),
        ("doses/answer/", {"status": "taken"}),
        ("doses/answer/", {"status": "taken", "dose": "09:00|Baclofen"}),
        ("doses/answer/", {"status": "taken", "dose": "08:00|Aspirin"}),
        ("doses/answer/", {"status": "taken", "dose": "08:00|Baclofen", "day": "2026-05-21"}),
        ("doses/answer/", {"status": "taken", "dose": "08:00|Baclofen", "day": "soon"}),
        ("doses/answer/", {"status": "taken", "dose": "08:00|Baclofen", "day": "1800-01-01"}),
        ("doses/answer/", {"status": "taken", "dose": "08:00|Baclofen", "form_id": "none"}),
        ("doses/note/", {"medicine": "Aspirin"}),
        ("doses/note/", {"medicine": "Diazepam", "kind": "as_needed", "pieces": "many"}),
        ("doses/note/", {"medicine": "Diazepam", "kind": "as_needed", "pieces": "1,000"}),
        ("doses/note/", {"medicine": "Diazepam", "kind": "as_needed", "pieces": "0"}),
        ("doses/note/", {"medicine": "Diazepam", "kind": "as_needed", "at": "25:00"}),
        ("doses/note/", {"medicine": "Diazepam", "kind": "as_needed", "at": "23:00"}),
        ("doses/note/", {"medicine": "Diazepam", "kind": "as_needed", "at": "16:01"}),
        ("doses/note/", {"medicine": "Baclofen", "kind": "extra", "mg": "-1"}),
        ("doses/box/", {"medicine": "Baclofen"}),
        ("doses/box/", {"medicine": "Baclofen", "counted": "some"}),
        ("doses/box/", {"medicine": "Aspirin", "counted": "1"}),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    tail: str, fields: dict[str, str], alice: Client, planned: Cast, at: At
) -> None:
    code, text = post(alice, at(tail), **fields)
    assert code == 400
    assert "Traceback" not in text
    assert doses(planned) == []
    assert actions.plan_on(planned.alice, planned.person, now=NOW).in_force("stock") == ()


def test_a_helper_notes_under_their_own_name_and_a_reader_sees_no_button(bob: Client, planned: Cast, at: At) -> None:
    post(bob, at("doses/answer/"), day=TODAY.isoformat(), status="taken", dose="08:00|Baclofen")
    assert "noted by Bob" in page(bob, at("doses/"))
    store_people.put_member(
        planned.bob.id, planned.person, role=Role.CARER, scopes=frozenset({Scope.LOOK}), ends_on=None
    )
    text = page(bob, at("doses/"))
    assert "Not noted" in text
    assert "<button" not in text.split('id="main"')[1].split("</main>")[0]
    assert bob.post(at("doses/answer/"), {"form_id": str(uuid4()), "status": "taken"}).status_code == 404


def test_a_helper_who_may_not_look_learns_nothing_of_the_plan(bob: Client, planned: Cast, at: At) -> None:
    store_people.put_member(
        planned.bob.id, planned.person, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None
    )
    post(bob, at("doses/note/"), kind="as_needed", medicine="Diazepam", at="12:00", pieces="1")
    code, text = post(bob, at("doses/note/"), kind="as_needed", medicine="Diazepam", at="15:00", pieces="3")
    assert code == 200
    assert "It differs from the prescription" in text
    for secret in ("1 tablet", "4 tablets", "most in a day", "18:00"):
        assert secret not in text
    code, text = post(bob, at("doses/note/"), medicine="Valium", at="15:00", pieces="3")
    assert "Diazepam" not in text, "the name as it was typed, not as the plan has it"
    for address, fields in (
        ("doses/answer/", {"status": "taken", "dose": "09:00|Baclofen"}),
        ("doses/answer/", {"status": "taken", "dose": "08:00|Aspirin"}),
        ("doses/note/", {"medicine": "Aspirin"}),
        ("doses/box/", {"medicine": "Aspirin", "counted": "3"}),
    ):
        code, text = post(bob, at(address), **fields)
        assert code >= 400
        for secret in ("14:00", "22:00", "Tizanidine", "Diazepam", "Vitamin"):
            assert secret not in text
    typed = actions.TypedDose("Aspirin")
    with pytest.raises(UserError) as refused:
        actions.note_dose(planned.bob, planned.person, typed, day=None, now=NOW, source="cli")
    assert "Baclofen" not in f"{refused.value.message} {refused.value.hint}"


def test_a_dose_whose_time_has_not_come_cannot_be_noted(
    alice: Client, planned: Cast, at: At, clock: time_machine.Traveller
) -> None:
    """At 16:00 nobody took the dose of 22:00 late; from 21:00 it may have been taken a little early."""
    assert "Can be noted from 21:00" in page(alice, at("doses/"))
    for status in ("taken", "late", "missed"):
        code, shown = post(alice, at("doses/answer/"), status=status, dose=["14:00|Baclofen", "22:00|Baclofen"])
        assert code == 400
        assert "has not come yet" in shown
    assert doses(planned) == []
    clock.move_to(NOW + timedelta(hours=5))
    assert "Can be noted from" not in page(alice, at("doses/"))
    assert post(alice, at("doses/answer/"), status="taken", dose="22:00|Baclofen")[0] == 200
    assert doses(planned) == [Dose("Baclofen", DoseStatus.TAKEN, 10.0, "one tablet", "22:00")]


def test_an_answer_that_waited_on_a_phone_puts_right_nothing_said_after_it(
    alice: Client, planned: Cast, at: At, clock: time_machine.Traveller
) -> None:
    waited = {
        "form_id": str(uuid4()),
        "outbox_account": str(planned.alice.id),
        "outbox_noted_at": (NOW - timedelta(hours=1)).isoformat(),
        "outbox_sent_at": (NOW + timedelta(hours=1)).isoformat(),
        "day": TODAY.isoformat(),
        "dose": "08:00|Baclofen",
        "status": "taken",
    }
    post(alice, at("doses/answer/"), day=TODAY.isoformat(), dose=waited["dose"], status="skipped")
    clock.shift(timedelta(hours=1))
    answer = alice.post(at("doses/answer/?outbox=1"), waited, headers={"Supple-Replay": "1"})
    assert answer.json()["state"] == "rejected"
    assert "answered by Alice after you noted this" in answer.json()["reasons"][0]
    assert said(planned)[0] == "skipped"
