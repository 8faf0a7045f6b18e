"""The pump's pages: a refill in one screen, bad input, questions that keep what was typed, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import ZONE, Cast, signed_in
from tests.web.test_pages import text_of

from supple import actions
from supple.model import Day, Event, Instant, PlanItem, PlanStatus, Role, Scope, local_day_of
from supple.store import people as store_people

At = Callable[[str], str]
# The diary's day: after midnight it is still the one before.
TODAY = local_day_of(Instant(datetime.now(UTC), ZONE))
FORMS = ("refill", "programme", "extra", "set-up", "taken-out")


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def refill(**other: str) -> dict[str, str]:
    """20 mL of 500 at 250 a day, 26 days ago: 36 days, so ten are left."""
    return {
        "form_id": str(uuid4()),
        "day": ago(26),
        "fill_volume_ml": "20",
        "concentration_mcg_per_ml": "500",
        "daily_dose_mcg": "250",
        "clinic_alarm_date": (TODAY + timedelta(days=12)).isoformat(),
        "rate": "same",
        **other,
    }


def post(client: Client, at: At, tail: str, form: dict[str, str]) -> str:
    answer = client.post(at(f"pump/{tail}/"), {"form_id": str(uuid4()), **form}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def odd_entry(cast: Cast, **other: str) -> Event:
    """A fill as a file or another device brought it: nobody was asked about it."""
    detail = {"filled_on": ago(26), "fill_volume_ml": "20", "concentration_mcg_per_ml": "500", **other}
    if "steps" not in other:
        detail.setdefault("daily_dose_mcg", "250")
    item = PlanItem("pump", "Baclofen pump", PlanStatus.AGREED, TODAY - timedelta(days=26), "", detail)
    day = Day(item.valid_from, ZONE)
    return actions.save_facts(cast.alice, cast.person, [(item, day)], now=datetime.now(UTC), source="import")[0]


def pump_facts(facts: Callable[[], list[object]]) -> list[PlanItem]:
    return [fact for fact in facts() if isinstance(fact, PlanItem) and fact.item.startswith("pump")]


def test_a_refill_shows_both_dates_and_counts_to_the_earlier(alice: Client, at: At) -> None:
    page = text_of(post(alice, at, "refill", refill()))
    assert "The refill is written down." in page
    assert "The pump may be low in 10 days" in page
    assert "By the estimate, the earlier of the two." in page
    assert "Call within 2 to 3 working days" in page
    assert "Supple took 2 mL" in page, "the assumed alarm volume is named"
    assert [p for p in problems(page) if "grade" not in p] == []
    today = alice.get(at("today/")).content.decode()
    assert at("pump/") in today
    assert "Pump may be low (by the estimate; the clinic’s date says" in text_of(today)
    assert "Pump may be low" in text_of(alice.get(at("plan/")).content.decode())


def test_sending_it_twice_keeps_it_once(alice: Client, at: At, facts: Callable[[], list[object]]) -> None:
    form = refill()
    for _ in range(2):
        alice.post(at("pump/refill/"), form)
    assert len(pump_facts(facts)) == 1
    made = {"form_id": str(uuid4()), "brand": "synchromed", "model": "SynchroMed III"}
    for _ in range(2):
        assert alice.post(at("pump/set-up/"), made).status_code == 302
    assert len(pump_facts(facts)) == 2


def test_a_double_tap_on_the_confirming_button_is_no_error(
    alice: Client, at: At, cast: Cast, facts: Callable[[], list[object]]
) -> None:
    odd_entry(cast, daily_dose_mcg="2500")
    form = {"form_id": str(uuid4()), "field": "daily_dose_mcg"}
    assert [alice.post(at("pump/confirm/"), form).status_code for _ in range(2)] == [302, 302]
    assert len(pump_facts(facts)) == 2


def test_the_next_refill_is_prefilled_as_last_time(alice: Client, at: At) -> None:
    lines = {"rate": "steps", "row_1_from": "00:00", "row_1_mcg": "150", "row_2_from": "20:00", "row_2_mcg": "100"}
    post(alice, at, "refill", refill(found_residual_ml="3.4", **lines))
    page = alice.get(at("pump/refill/")).content.decode()
    for name, value in (
        ("fill_volume_ml", "20"),
        ("concentration_mcg_per_ml", "500"),
        ("daily_dose_mcg", "250"),
        ("row_1_from", "00:00"),
        ("row_1_until", "20:00"),
        ("row_2_mcg", "100"),
        ("found_residual_ml", ""),
        ("clinic_alarm_date", ""),
    ):
        assert f'name="{name}" value="{value}"' in page, name


def test_lines_through_the_day_become_the_programme(alice: Client, at: At, facts: Callable[[], list[object]]) -> None:
    lines = {"rate": "steps", "row_1_from": "00:00", "row_1_mcg": "150", "row_2_from": "20:00", "row_2_mcg": "100"}
    page = text_of(post(alice, at, "refill", refill(**lines)))
    assert "20:00 to 00:00 100 micrograms in that time" in page
    assert pump_facts(facts)[0].detail["steps"] == "00:00 + 1200 min: 150; 20:00 + 240 min: 100"


def test_going_back_to_one_rate_leaves_the_prefilled_lines_out(
    alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    lines = {"row_1_from": "00:00", "row_1_until": "20:00", "row_1_mcg": "150", "row_2_from": "20:00",
             "row_2_until": "00:00", "row_2_mcg": "100"}  # fmt: skip
    post(alice, at, "refill", refill(rate="steps", **lines))
    post(alice, at, "programme", {"day": ago(3), "daily_dose_mcg": "300", "rate": "same", **lines})
    kept = next(fact for fact in pump_facts(facts) if fact.valid_from.isoformat() == ago(3))
    assert "steps" not in kept.detail
    other = {**lines, "row_2_mcg": "120"}
    answer = alice.post(at("pump/programme/"), {"form_id": str(uuid4()), "day": ago(2), "rate": "same", **other})
    assert answer.status_code == 400
    assert "Choose which of the two holds" in answer.content.decode()


@pytest.mark.parametrize(
    ("tail", "form", "words"),
    [
        ("refill", {"day": ""}, "choose the day"),
        ("refill", {"day": ago(-5)}, "not come yet"),
        ("refill", {"day": ago(3), "fill_volume_ml": "19,5"}, "no comma"),
        ("refill", {"day": ago(3), "daily_dose_mcg": "0.25 mg"}, "in micrograms"),
        ("refill", {"day": ago(3), "time": "half past nine"}, "Write the time"),
        ("refill", {"day": ago(3), "rate": "steps", "row_1_from": "08:00"}, "Line 1: write the micrograms"),
        ("programme", {"day": ago(3)}, "micrograms"),
        ("extra", {"day": ago(3), "bolus_mcg": "0"}, "cannot be"),
        ("set-up", {"brand": "pumpo"}, "from the list"),
        ("set-up", {"battery_end": "soon"}, "05/2031"),
        ("set-up", {"model": "x" * 301}, "up to 300 letters"),
        ("set-up", {"trial_mcg": "50"}, "Day of the trial"),
        ("set-up", {}, "Nothing was filled in"),
    ],
)
def test_bad_input_is_explained_and_nothing_is_kept(
    tail: str, form: dict[str, str], words: str, alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    before = facts()
    answer = alice.post(at(f"pump/{tail}/"), {"form_id": str(uuid4()), **form})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    for typed in form.values():
        assert len(typed) > 300 or typed == "pumpo" or typed in answer.content.decode(), (
            "what was typed is still there"
        )
    assert facts() == before


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("concentration_mcg_per_ml", "0.5", "Are milligrams and micrograms mixed up?"),
        ("daily_dose_mcg", "0.25", "Are milligrams and micrograms mixed up?"),
        ("daily_dose_mcg", "2500", "A typing slip"),
    ],
)
def test_a_slip_is_asked_about_before_it_is_kept_and_then_kept_as_typed(
    field: str, typed: str, words: str, alice: Client, at: At, cast: Cast, facts: Callable[[], list[object]]
) -> None:
    form = refill(**{field: typed})
    asked = post(alice, at, "refill", form)
    assert words in text_of(asked)
    assert "Nothing is kept yet" in text_of(asked)
    assert pump_facts(facts) == [], "asked first"
    back = alice.post(at("pump/refill/"), {**form, "do": "edit"}).content.decode()
    assert f'name="{field}" value="{typed}"' in back, "what was typed is still there"
    page = text_of(post(alice, at, "refill", {**form, "do": "keep", "confirm": field}))
    assert "The refill is written down." in page
    assert f"please look again This says {typed}" not in page, "it was answered"
    assert actions.pump(cast.alice, cast.person, now=datetime.now(UTC)).detail[field] == typed


def test_one_yes_answers_no_other_question(alice: Client, at: At, facts: Callable[[], list[object]]) -> None:
    form = refill(concentration_mcg_per_ml="0.5", daily_dose_mcg="0.25", confirm="concentration_mcg_per_ml")
    assert "Nothing is kept yet" in text_of(post(alice, at, "refill", form))
    assert pump_facts(facts) == []


def test_a_trial_dose_in_milligrams_is_asked_about(alice: Client, at: At, facts: Callable[[], list[object]]) -> None:
    form = {"form_id": str(uuid4()), "trial_on": ago(60), "trial_mcg": "0.05"}
    assert "a trial dose of 0.05 micrograms" in text_of(post(alice, at, "set-up", form))
    assert pump_facts(facts) == []
    for _ in range(2):
        post(alice, at, "set-up", {**form, "form_id": str(uuid4()), "confirm": "trial_mcg"})
    assert len(pump_facts(facts)) == 1


def test_a_bolus_in_milligrams_is_asked_about_and_can_be_confirmed(
    alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    post(alice, at, "refill", refill())
    form = {"form_id": str(uuid4()), "day": ago(1), "bolus_mcg": "0.05"}
    page = text_of(post(alice, at, "extra", form))
    assert "a bolus of 0.05 micrograms" in page
    assert "Are milligrams and micrograms mixed up?" in page
    assert len(pump_facts(facts)) == 1
    assert "a bolus of" not in text_of(post(alice, at, "extra", {**form, "confirm": "bolus_mcg"}))
    assert len(pump_facts(facts)) == 2


@pytest.mark.parametrize(
    ("field", "typed", "name"),
    [
        ("concentration_mcg_per_ml", "0.5", "concentration_mcg_per_ml"),
        ("daily_dose_mcg", "2500", "daily_dose_mcg"),
        ("steps", "00:00 + 1440 min: 0.25", "row_1_mcg"),
    ],
)
def test_a_value_in_question_is_asked_about_and_not_filled_in_again(
    field: str, typed: str, name: str, alice: Client, at: At, cast: Cast
) -> None:
    """It may have come from a file or another device, where nobody was asked."""
    odd_entry(cast, **{field: typed})
    assert "please look again" in text_of(alice.get(at("pump/")).content.decode())
    assert f'name="{name}" value=""' in alice.get(at("pump/refill/")).content.decode()
    if field != "steps":
        post(alice, at, "confirm", {"field": field})
        assert f'name="{name}" value="{typed}"' in alice.get(at("pump/refill/")).content.decode()


def test_a_slip_is_put_right_from_the_pumps_page_and_stays_in_the_history(
    alice: Client, at: At, cast: Cast, facts: Callable[[], list[object]]
) -> None:
    event = odd_entry(cast, daily_dose_mcg="0.25", drug="baclofen")
    page = alice.get(at("pump/")).content.decode()
    link = f"{at('pump/refill/')}?entry={event.id}"
    assert link in page
    form_page = alice.get(link).content.decode()
    assert 'name="daily_dose_mcg" value="0.25"' in form_page
    right = refill(day=ago(26), daily_dose_mcg="250", entry=str(event.id))
    for _ in range(2):  # a second tap, or Back and once more
        said = text_of(post(alice, at, "refill", right))
    assert "written down already" in said
    assert [fact.detail["daily_dose_mcg"] for fact in pump_facts(facts)] == ["250"]
    assert pump_facts(facts)[0].detail["drug"] == "baclofen", "what the form does not ask for goes along"
    versions = actions.history(cast.alice, cast.person, event.id)
    assert [each.fact.detail["daily_dose_mcg"] for each in versions] == ["0.25", "250"]  # type: ignore[union-attr]
    assert "please look again" not in text_of(alice.get(at("pump/")).content.decode())


def test_what_is_put_right_is_asked_about_too(alice: Client, at: At, cast: Cast) -> None:
    event = odd_entry(cast, daily_dose_mcg="0.25")
    asked = text_of(post(alice, at, "refill", refill(daily_dose_mcg="25000", entry=str(event.id))))
    assert "25000 micrograms a day" in asked
    assert len(actions.history(cast.alice, cast.person, event.id)) == 1


def test_the_same_refill_from_a_second_tab_changes_nothing(
    alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    post(alice, at, "refill", refill())
    post(alice, at, "programme", {"day": ago(26), "daily_dose_mcg": "300"})
    page = text_of(post(alice, at, "refill", refill()))  # with a number of its own
    assert "That is written down already. Nothing was changed." in page
    assert len(pump_facts(facts)) == 2
    assert "300 micrograms" in page, "the newer programme holds"


def test_two_boluses_of_one_day_are_two_and_one_of_a_minute_is_one(
    alice: Client, at: At, facts: Callable[[], list[object]]
) -> None:
    post(alice, at, "refill", refill())
    for clock in ("", "", "09:00", "09:00"):
        post(alice, at, "extra", {"day": ago(1), "time": clock, "bolus_mcg": "50"})
    assert len(pump_facts(facts)) == 4


def test_who_may_only_note_is_asked_and_learns_nothing_of_the_plan(cast: Cast, at: At, alice: Client) -> None:
    post(alice, at, "set-up", {"brand": "synchromed", "reservoir_ml": "20"})
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None)
    bob = signed_in(cast.bob)
    page = text_of(bob.post(at("pump/refill/"), refill(day=ago(1), daily_dose_mcg="0.25")).content.decode())
    assert "0.25 micrograms a day" in page
    assert bob.post(at("pump/refill/"), refill(day=ago(1), fill_volume_ml="40")).status_code == 302


def test_the_pump_leads_back_to_what_was_agreed(alice: Client, at: At) -> None:
    assert f'class="crumb"><a href="{at("plan/")}"' in alice.get(at("pump/")).content.decode()
    for tail in FORMS:
        assert f'class="crumb"><a href="{at("pump/")}"' in alice.get(at(f"pump/{tail}/")).content.decode()


def test_only_what_was_asked_can_be_confirmed(alice: Client, at: At) -> None:
    alice.post(at("pump/refill/"), refill())
    answer = alice.post(at("pump/confirm/"), {"form_id": str(uuid4()), "field": "daily_dose_mcg"})
    assert answer.status_code == 400


def test_a_found_residual_far_from_expected_is_kept_and_passed_on(alice: Client, at: At) -> None:
    page = text_of(post(alice, at, "refill", refill(expected_residual_ml="2", found_residual_ml="4.5")))
    assert "4.5 mL were found in the pump before this fill, 2 mL were expected." in page
    assert "Tell the pump clinic both numbers" in page
    assert "The pump may be low in 10 days" in page, "the count goes on"
    assert "both numbers" not in text_of(post(alice, at, "confirm", {"field": "residual_gap"}))


def test_more_than_a_week_apart_says_ring(alice: Client, at: At) -> None:
    late = (TODAY + timedelta(days=30)).isoformat()
    page = text_of(post(alice, at, "refill", refill(clinic_alarm_date=late)))
    assert "lie 20 days apart. Ring the pump clinic" in page


def test_where_nothing_can_be_counted_it_says_so_and_whom_to_ring(alice: Client, at: At, cast: Cast) -> None:
    clinic = PlanItem("team", "Pump clinic", PlanStatus.AGREED, TODAY, detail={"phone": "020 7946 0222"})
    nurse = PlanItem("team", "MS nurse", PlanStatus.AGREED, TODAY, detail={"phone": "020 7946 0333"})
    facts = [(item, Day(TODAY, ZONE)) for item in (nurse, clinic)]
    actions.save_facts(cast.alice, cast.person, facts, now=datetime.now(UTC), source="test")
    html = post(alice, at, "refill", {"day": ago(3), "daily_dose_mcg": "250"})
    page = text_of(html)
    assert "No day can be counted" in page
    assert "Ring the pump clinic" in page
    assert "Supple still lacks: concentration, filled volume" in page
    assert html.index('href="tel:02079460222"') < html.index('href="tel:02079460333"'), "the pump clinic first"


def test_a_bolus_and_a_new_programme_move_the_estimate(alice: Client, at: At) -> None:
    post(alice, at, "refill", refill(clinic_alarm_date=""))
    for clock in ("09:00", "15:00"):
        page = text_of(post(alice, at, "extra", {"day": ago(1), "time": clock, "bolus_mcg": "250"}))
    assert "in 8 days" in page
    assert "in 3 days" in text_of(post(alice, at, "programme", {"day": ago(1), "daily_dose_mcg": "500"}))


def test_the_trial_is_no_pump_and_the_pump_has_its_make(alice: Client, at: At, cast: Cast) -> None:
    trial = {
        "trial_on": ago(60),
        "trial_mcg": "50",
        "trial_changed": "My knees came apart",
        "trial_lasted": "6 hours",
    }
    page = text_of(post(alice, at, "set-up", trial))
    assert "50 micrograms" in page
    assert "No pump is written down" in page
    today = actions.today(cast.alice, cast.person, now=datetime.now(UTC))
    assert not [item for item in today.plan_today if item.item == "pump"]
    made = {**trial, "brand": "prometra", "battery_end": f"05/{TODAY.year + 4}", "card_at": "by the door"}
    page = text_of(post(alice, at, "set-up", made))
    assert "The clinic must empty this pump first" in page
    assert "Reviewed by a clinician: nobody yet" in page
    assert "by the door" in page
    assert page.count("50 micrograms") == 1, "the trial was not written down again"
    coming = actions.today(cast.alice, cast.person, now=datetime.now(UTC)).next_up
    assert [(up.words, up.is_month) for up in coming] == [("pump battery ends, as the clinic wrote it", True)]
    assert f"May {TODAY.year + 4}" in text_of(alice.get(at("plan/")).content.decode())
    assert actions.today(cast.alice, cast.person, now=datetime.now(UTC)).profile == (("pump", "yes"),)


def test_who_may_only_look_sees_the_count_and_no_form(cast: Cast, at: At, alice: Client) -> None:
    post(alice, at, "refill", refill())
    scopes = frozenset({Scope.LOOK})
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=scopes, ends_on=None)
    bob = signed_in(cast.bob)
    page = bob.get(at("pump/")).content.decode()
    assert "in 10 days" in text_of(page)
    assert "<form" not in page.split("<main")[1]
    for tail in (*FORMS, "confirm"):
        assert bob.post(at(f"pump/{tail}/"), refill()).status_code == 404


def test_who_may_only_note_gets_an_empty_form(cast: Cast, at: At, alice: Client) -> None:
    post(alice, at, "refill", refill(concentration_mcg_per_ml="1234"))
    scopes = frozenset({Scope.NOTE})
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=scopes, ends_on=None)
    bob = signed_in(cast.bob)
    for tail in FORMS:
        answer = bob.get(at(f"pump/{tail}/"))
        assert answer.status_code == 200
        assert "1234" not in answer.content.decode()
    assert bob.get(at("pump/")).status_code == 404
    assert bob.post(at("pump/refill/"), refill(day=ago(1))).status_code == 302
    assert bob.post(at("pump/refill/"), refill(day="")).status_code == 400


def test_where_the_call_is_for_now_the_label_says_so_too(alice: Client, at: At) -> None:
    """The tier stays "same day"; "call today" beside "now, day or night" would say two things."""
    page = post(alice, at, "refill", refill(clinic_alarm_date=(TODAY + timedelta(days=1)).isoformat()))
    for html in (page, alice.get(at("when-to-call/")).content.decode(), alice.get(at("today/")).content.decode()):
        assert "Call now, day or night" in html.split("<main")[1].split("<details")[0]
    badge = page.split('class="badge tier-T1"')[1].split("</span>")[0]
    assert "Call now, day or night" in badge
    later = post(alice, at, "refill", refill(day=ago(1), clinic_alarm_date=(TODAY + timedelta(days=6)).isoformat()))
    assert "Call today" in later.split('class="badge tier-T1"')[1].split("</span>")[0]


def test_a_pump_that_was_taken_out_is_counted_no_more(alice: Client, at: At, cast: Cast) -> None:
    post(alice, at, "refill", refill())
    assert alice.post(at("pump/taken-out/"), {"form_id": str(uuid4()), "day": ""}).status_code == 400
    form = {"form_id": str(uuid4()), "day": ago(1)}
    for _ in range(2):
        assert alice.post(at("pump/taken-out/"), form).status_code == 302
    page = text_of(alice.get(at("pump/")).content.decode())
    assert "No pump is written down" in page
    today = actions.today(cast.alice, cast.person, now=datetime.now(UTC))
    assert [up for up in today.next_up if up.item == "pump"] == []
    assert "R05" not in {alert.rule for alert in today.alerts}
    assert dict(today.profile)["pump"] == "no"


@pytest.mark.parametrize("said_by", ["", "Pump clinic"])
def test_who_said_that_the_pump_ends_is_kept_and_changes_what_is_said(
    said_by: str, alice: Client, at: At, cast: Cast
) -> None:
    post(alice, at, "refill", refill())
    assert "Who said that it ends" in text_of(alice.get(at("pump/taken-out/")).content.decode())
    form = {"form_id": str(uuid4()), "day": ago(1), "said_by": said_by}
    assert alice.post(at("pump/taken-out/"), form).status_code == 302
    alerts = {alert.rule: alert for alert in actions.today(cast.alice, cast.person, now=datetime.now(UTC)).alerts}
    assert ("as your team said" in alerts["R01"].words) is bool(said_by)
    long = alice.post(at("pump/taken-out/"), {**form, "form_id": str(uuid4()), "said_by": "x" * 121})
    assert long.status_code == 400


def test_after_midnight_the_new_day_may_be_written_down(alice: Client, at: At) -> None:
    """At one in the morning the diary's day is the one before, and the print-out says the calendar's."""
    with time_machine.travel(datetime(2026, 5, 11, 0, 30, tzinfo=UTC), tick=True):
        assert 'value="2026-05-10"' in alice.get(at("pump/refill/")).content.decode()
        page = text_of(post(alice, at, "refill", refill(day="2026-05-11", clinic_alarm_date="2026-06-15")))
        assert "when the new day of the diary begins" in page
        tomorrow = alice.post(at("pump/refill/"), refill(day="2026-05-12"))
        assert tomorrow.status_code == 400
    with time_machine.travel(datetime(2026, 5, 11, 4, 30, tzinfo=UTC), tick=True):
        assert "The pump may be low in 35 days" in text_of(alice.get(at("pump/")).content.decode())
