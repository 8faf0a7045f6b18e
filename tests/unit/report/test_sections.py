"""Each section says what was noted, names blanks as blanks, and promises nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.spec.words import problems
from tests.unit.report.made import (
    FIRST,
    NOW,
    STIFF,
    TODAY,
    ZONE,
    a_diary,
    a_finding,
    a_look,
    a_plan,
    an_alert,
    days,
    empty,
    event,
    maximal,
    plan_item,
    small,
)

from supple.model import (
    AlertStep,
    Cell,
    DatedChange,
    Dose,
    DoseStatus,
    Event,
    Fact,
    FindingMark,
    Instant,
    Luck,
    Mark,
    PlanItem,
    PlanStatus,
    ReportSection,
    SideEffect,
    Sign,
    Step,
    Tier,
    Verdict,
    VisitReport,
)
from supple.report import visit_report
from supple.report.plan_words import plan_table
from supple.report.visit import SECTION_IDS

BLANKS: list[Cell] = [None] * 90


def section(report: VisitReport, name: str) -> ReportSection:
    found = report.section(name)
    assert found is not None
    return found


def line(report: VisitReport, name: str, label: str) -> str:
    return next(each.words for each in section(report, name).lines if each.label == label)


def noting(*facts: tuple[Fact, date]) -> VisitReport:
    noted = [event(fact, day, number=i) for i, (fact, day) in enumerate(facts)]
    return visit_report(a_look(days({"stiffness": STIFF})), a_diary(noted), a_plan(), since=None, now=NOW)


# --- findings ---------------------------------------------------------------------------------------------


def test_clear_and_leaning_findings_are_told_with_how_many_were_looked_at() -> None:
    findings = [
        a_finding("heat", Verdict.LEANING),
        a_finding("poor_sleep", Verdict.CLEAR),
        a_finding("stress", Verdict.CANNOT_TELL),
        a_finding("falls", Verdict.CANNOT_TELL, lag_days=None, effect=None, reason="it comes after it"),
        a_finding("cold", Verdict.UNRELATED),
    ]
    table = days({"stiffness": STIFF, "poor_sleep": [i % 4 == 0 for i in range(90)]})
    report = visit_report(a_look(table, findings=findings), a_diary(), a_plan(), since=None, now=NOW)
    told = section(report, "findings")
    assert [each.mark for each in told.lines] == ["clear", "leaning"]
    assert told.lead.startswith("4 things were looked at beside stiffness, on 80 days noted")
    assert told.lead.endswith(
        "1 is clear, 1 leans one way, 1 looks unrelated. Of 1 the diary can’t tell yet. "
        "1 more could not be tried; the appendix says why."
    )
    assert told.picture is not None
    assert "Days with poor sleep" in told.picture.svg
    assert [row[0] for row in report.appendix[0].rows] == ["Poor sleep", "Heat", "Stress", "Falls", "Cold"]


def test_none_clear_is_said_plainly() -> None:
    look = a_look(days({"stiffness": STIFF}), findings=[a_finding("stress", Verdict.UNRELATED)])
    told = section(visit_report(look, a_diary(), a_plan(), since=None, now=NOW), "findings")
    assert "none is clear, none leans one way" in told.lead
    assert (told.lines, told.picture) == ((), None)


def test_nothing_looked_at_is_said_plainly() -> None:
    assert section(small(), "findings").lead == "There was nothing to look at yet: too little has been noted."


def marked(factor: str, mark: Mark, *, role: str = "self", name: str = "", number: int = 0) -> Event:
    return event(FindingMark("stiffness", factor, mark), TODAY, role=role, name=name, number=number)


def test_what_the_person_says_follows_the_finding_and_changes_no_number() -> None:
    findings = [
        a_finding("poor_sleep", Verdict.CLEAR, clearer="More days would narrow the range."),
        a_finding("heat", Verdict.LEANING, clearer="About 40 more noted days may tell."),
        a_finding("stress", Verdict.CANNOT_TELL, clearer="About 90 more noted days may tell."),
    ]
    events = [
        marked("poor_sleep", Mark.FITS, name="Nora Q."),
        marked("heat", Mark.DOES_NOT_FIT, role="carer", name="Jo"),
        marked("stress", Mark.WATCHING, role="carer", number=1),
        event(FindingMark("pain", "poor_sleep", Mark.DOES_NOT_FIT), TODAY, number=2),
    ]
    look = a_look(days({"stiffness": STIFF}), findings=findings)
    report = visit_report(look, a_diary(events), a_plan(), since=None, now=NOW)
    told = section(report, "findings")
    assert [each.note for each in told.lines] == [
        "Fits, says Nora.",
        "Doesn’t fit, says Jo (carer). About 40 more noted days may tell.",
    ]
    remarks = [row[-1] for row in report.appendix[0].rows]
    assert remarks == ["Fits, says Nora", "Doesn’t fit, says Jo (carer)", "Watching it, says someone (carer)"]
    without = visit_report(look, a_diary(), a_plan(), since=None, now=NOW)
    assert [each.words for each in section(without, "findings").lines] == [each.words for each in told.lines]
    assert [row[:-1] for row in without.appendix[0].rows] == [row[:-1] for row in report.appendix[0].rows]
    assert report.completeness == without.completeness, "a mark is no entry of a day"


def test_what_cannot_be_told_apart_is_one_line_with_both_marks() -> None:
    findings = [
        a_finding("heat", Verdict.LEANING, together_with=("poor_sleep",)),
        a_finding("poor_sleep", Verdict.LEANING, together_with=("heat",)),
        a_finding("stress", Verdict.LEANING),
    ]
    events = [marked("poor_sleep", Mark.FITS)]
    report = visit_report(
        a_look(days({"stiffness": STIFF}), findings=findings), a_diary(events), a_plan(), since=None, now=NOW
    )
    told = section(report, "findings")
    assert ["heat" in each.words for each in told.lines] == [True, False]
    assert told.lines[0].note == "Poor sleep: fits, says Nora."
    assert len(report.appendix[0].rows) == 3, "the appendix names each"


def test_how_lucky_it_could_be_is_told_where_it_was_worked_out() -> None:
    look = a_look(days({"stiffness": STIFF}), findings=[a_finding()])
    luck = Luck(24, 600, 3, 9, "Of 600 fake factors, 3 came out clear.")
    report = visit_report(replace(look, luck=luck), a_diary(), a_plan(), since=None, now=NOW)
    assert section(report, "findings").note == "How lucky could this be? Of 600 fake factors, 3 came out clear."
    assert section(visit_report(look, a_diary(), a_plan(), since=None, now=NOW), "findings").note == ""


# --- alerts and signs -------------------------------------------------------------------------------------


def test_alerts_stand_with_their_tier_the_most_urgent_first() -> None:
    alerts = [an_alert("a", Tier.T3), an_alert("b", Tier.T0, words="Hard to wake"), an_alert("c", Tier.T1)]
    report = visit_report(a_look(days({"stiffness": STIFF}), alerts=alerts), a_diary(), a_plan(), since=None, now=NOW)
    told = section(report, "alerts")
    assert [each.mark for each in told.lines] == ["emergency", "same day", "next visit"]
    assert told.lines[0].words == "Hard to wake, from 20 Mar"
    assert told.lead == "What was done about them: not noted."
    detail = next(table for table in report.appendix if table.title == "Alerts in detail")
    assert detail.rows[0][3] == "fever: yes; temperature: not noted; days: 2"
    assert "reviewed by nobody yet" in detail.rows[0][5]


def test_earlier_alerts_are_told_once_and_only_from_the_period() -> None:
    look = a_look(days({"stiffness": STIFF}), alerts=[an_alert("a")])
    past = [an_alert("a"), an_alert("b", day=date(2026, 2, 1)), an_alert("old", day=date(2025, 2, 1))]
    report = visit_report(look, a_diary(), a_plan(), since=None, now=NOW, past_alerts=past)
    assert len(section(report, "alerts").lines) == 2


def test_what_was_done_about_alerts_is_told_also_of_those_that_passed() -> None:
    def step(rule: str, what: Step, day: date, *, words: str = "", role: str = "self", name: str = "") -> Event:
        at = datetime.combine(day, time(12), tzinfo=UTC)
        fact = AlertStep(rule, 1, Tier.T1, what, "Passed" if rule == "old" else "Fever", words=words)
        when = Instant(at, ZONE)
        return replace(event(fact, day, role=role, name=name), when=when)

    noted = [
        step("fever", Step.SEEN, date(2026, 3, 20)),
        step("fever", Step.CALLED, date(2026, 3, 21), words="nurse came", role="carer", name="Bob"),
        step("old", Step.RAISED, date(2026, 3, 1), role="device"),
        step("ancient", Step.RAISED, date(2025, 3, 1), role="device"),
    ]
    look = a_look(days({"stiffness": STIFF}), alerts=[an_alert("fever")])
    told = section(visit_report(look, a_diary(noted), a_plan(), since=None, now=NOW), "alerts")
    assert [each.words for each in told.lines] == [
        "Fever, from 20 Mar: called – nurse came, 21 Mar (Bob)",
        "Passed, raised 1 Mar, no longer set off: what was done is not noted",
    ]
    assert told.lead == "What was done about them, as it was noted."


def test_no_alert_reassures_nobody() -> None:
    lead = section(small(), "alerts").lead
    assert lead == "No rule raised an alert at the time of this report. Rules see only what was noted."


def test_doses_besides_the_prescription_are_listed_with_their_amounts() -> None:
    report = noting(
        (Dose("baclofen", DoseStatus.EXTRA, 30.0), TODAY - timedelta(days=9)),
        (Dose("baclofen", DoseStatus.EXTRA), TODAY - timedelta(days=3)),
        (Dose("baclofen", DoseStatus.TAKEN, 10.0), TODAY - timedelta(days=2)),
        (Dose("baclofen", DoseStatus.EXTRA, 20.0), TODAY - timedelta(days=900)),
    )
    (told,) = [each.words for each in section(report, "alerts").lines if each.mark == "doses"]
    assert told == (
        "More than prescribed, or besides it, was noted as taken: baclofen, 30 mg on 22 Mar; "
        "amount not noted on 28 Mar"
    )


def test_signs_ticked_are_told_with_their_days() -> None:
    report = noting(
        (Sign("fever", new=True), date(2026, 3, 3)),
        (Sign("fever"), date(2026, 3, 5)),
        (Sign("confusion", present=False), date(2026, 3, 5)),
        (Sign("rigors"), date(2025, 3, 5)),
    )
    told = [each.words for each in section(report, "alerts").lines]
    assert told == ["Fever: 2 days, first 3 Mar, last 5 Mar, new for the person"]


# --- daily life -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("falls", "words"),
    [
        (BLANKS, "not noted"),
        ([*BLANKS[:-2], 0.0, 0.0], "none on the days that say so; noted on 2 of 84 days; not noted on 82"),
        ([*BLANKS[:-3], 2.0, 0.0, 1.0], "3 on 2 days; noted on 3 of 84 days; not noted on 81"),
    ],
)
def test_falls_that_nobody_noted_are_not_no_falls(falls: Sequence[Cell], words: str) -> None:
    assert line(small(falls=falls), "daily_life", "Falls") == words


def test_a_fall_not_counted_is_at_least_one() -> None:
    report = small(falls=[*BLANKS[:-2], 1.0, None], **{"falls.any": [*BLANKS[:-2], True, True]})
    assert line(report, "daily_life", "Falls").startswith("at least 2 on 2 days; noted on 2 of 84 days")


def test_stiffness_that_helped_is_counted_in_three_ways() -> None:
    report = small(stiffness_helped_standing=[*BLANKS[:-3], True, False, True])
    assert line(report, "daily_life", "Stiffness helped with standing") == "yes on 2 days, no on 1, not noted on 81"
    label = next(e.label for e in section(report, "daily_life").lines if "transfer" in e.label or "seat" in e.label)
    assert line(report, "daily_life", label) == "not noted"


def test_function_has_a_median_and_its_days() -> None:
    report = small(**{"hindered.walking": [*BLANKS[:-3], 2.0, 9.0, 3.0]})
    table = section(report, "daily_life").table
    assert table is not None
    assert table.rows == (("Trouble walking, 0–10", "few days", "few days", "3.0", "3 of 84"),)


def test_what_was_never_noted_is_named() -> None:
    words = line(small(), "daily_life", "Not noted in this time")
    assert words.startswith("nights, ")
    assert section(small(), "daily_life").table is None


def test_nights_are_drawn_unless_the_course_shows_them() -> None:
    assert section(small(night_spasms=STIFF), "daily_life").picture is not None
    assert section(small(), "daily_life").picture is None


def test_side_effects_are_told_and_an_explicit_no_is_not_one() -> None:
    report = noting(
        (SideEffect("sleepiness", severity=4.0, medicine="baclofen"), date(2026, 3, 3)),
        (SideEffect("sleepiness", severity=6.0), date(2026, 3, 4)),
        (SideEffect("nausea", present=False), date(2026, 3, 4)),
    )
    told = [each.words for each in section(report, "side_effects").lines]
    assert told == ["Sleepiness: 2 days, last 4 Mar, at most 6 of 10, noted with baclofen"]
    assert section(small(), "side_effects").lead == "Not noted in this time."


# --- plan -------------------------------------------------------------------------------------------------


def test_changes_of_the_period_stand_newest_first_with_their_letters_and_words() -> None:
    changes = [
        DatedChange(date(2025, 6, 1), "dose", "baclofen: agreed"),
        DatedChange(date(2026, 2, 1), "dose", "baclofen: changed"),
        DatedChange(date(2026, 3, 1), "injection", "toxin: injected"),
    ]
    items = [plan_item("medicine", "baclofen", date(2026, 2, 1), words="as Dr P wrote", status=PlanStatus.CHANGED)]
    look = a_look(days({"stiffness": STIFF}), changes=changes)
    told = section(visit_report(look, a_diary(), a_plan(items), since=None, now=NOW), "changes")
    assert [(each.mark, each.label, each.words, each.detail) for each in told.lines] == [
        ("B", "1 Mar", "Toxin injected", ""),
        ("A", "1 Feb", "Baclofen changed", "as Dr P wrote"),
    ]


def test_the_newest_changes_carry_their_honest_answer_and_whose_call_it_is() -> None:
    changes = [DatedChange(date(2026, 2, day), "dose", f"baclofen: step {day}") for day in range(2, 10)]
    look = a_look(days({"stiffness": STIFF}), changes=changes)
    asked: list[date] = []

    def answer(change: DatedChange) -> str:
        asked.append(change.day)
        return "" if change.day.day == 9 else f"Of {change.day.day}."

    report = visit_report(look, a_diary(), a_plan(), since=None, now=NOW, answer=answer)
    told = section(report, "changes")
    assert [line.note for line in told.lines] == ["", "Of 8.", "Of 7.", "Of 6.", "Of 5.", "Of 4.", "", ""]
    assert len(asked) == 6  # no more than the page shows
    assert "prescriber’s call" in told.note
    assert section(visit_report(look, a_diary(), a_plan(), since=None, now=NOW), "changes").note == ""


def test_the_plan_is_copied_as_written() -> None:
    items = [
        plan_item("medicine", "baclofen", FIRST, words="half a tablet at night, as Dr P wrote"),
        plan_item("goal", "stairs", FIRST, words="One flight without the rail"),
    ]
    report = visit_report(a_look(days({"stiffness": STIFF})), a_diary(), a_plan(items), since=None, now=NOW)
    told = section(report, "plan")
    assert (told.lines[0].label, told.lines[0].words) == ("Goal", "One flight without the rail")
    assert told.lines[1].words == "Baclofen: half a tablet at night, as Dr P wrote (since 1 Jan 2026)"


def test_what_is_in_the_box_is_no_part_of_what_was_agreed() -> None:
    """Nor does it stand in for the words of a change of the same day and name."""
    items = [
        plan_item("stock", "baclofen", date(2026, 2, 1)),
        plan_item("medicine", "baclofen", date(2026, 2, 1), words="as Dr P wrote", status=PlanStatus.CHANGED),
    ]
    look = a_look(days({"stiffness": STIFF}), changes=[DatedChange(date(2026, 2, 1), "dose", "baclofen: changed")])
    report = visit_report(look, a_diary(), a_plan(items), since=None, now=NOW)
    assert [each.detail for each in section(report, "changes").lines] == ["as Dr P wrote"]
    assert "stock" not in str(report).casefold()


def test_each_question_is_asked_once_the_new_ones_first() -> None:
    items = [plan_item("question", "q", FIRST, words="Why at  night?"), plan_item("question", "A vest?", FIRST)]
    report = visit_report(
        a_look(days({"stiffness": STIFF})),
        a_diary(),
        a_plan(items),
        since=None,
        now=NOW,
        questions=["Is it the heat?", "Why at night?", "  "],
    )
    told = [each.words for each in section(report, "questions").lines]
    assert told == ["Is it the heat?", "Why at night?", "A vest?"]
    assert section(small(), "questions").lead == "Not noted."


# --- the whole --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SECTION_IDS)
def test_a_section_left_out_is_gone_with_its_appendix_and_named(name: str) -> None:
    full = small(night_spasms=STIFF)
    look = a_look(days({"stiffness": STIFF}), findings=[a_finding()], alerts=[an_alert()])
    report = visit_report(look, a_diary(), a_plan(), since=None, now=NOW, leave_out=[name])
    assert report.section(name) is None
    assert len(report.left_out) == 1
    assert full.left_out == ()
    assert not any("Alerts" in table.title for table in report.appendix if name == "alerts")
    assert not any("looked at" in table.title for table in report.appendix if name == "findings")


@pytest.mark.parametrize(("country", "paper"), [("US", "us-letter"), ("GB", "a4"), ("", "a4")])
def test_the_paper_is_the_country_s(country: str, paper: str) -> None:
    plan = a_plan(country=country) if country else a_plan()
    report = visit_report(a_look(days({"stiffness": STIFF})), a_diary(), plan, since=None, now=NOW)
    assert report.paper == paper


def ours(report: VisitReport) -> Iterator[str]:
    """Every word of the report that is ours when the person's own are plain."""
    yield from (report.title, report.since_words, report.completeness.sentence, *report.notices)
    if report.course is not None:
        yield report.course.sentence
    for each in report.sections:
        yield from (each.title, each.lead)
        yield from (f"{entry.label} {entry.words}" for entry in each.lines)
        if each.table is not None:
            yield from (each.table.title, each.table.note, *each.table.head)
    for table in report.appendix:
        yield from (table.title, table.note, *table.head)


@pytest.mark.parametrize("report", [empty(), small(), small(night_spasms=STIFF, falls=BLANKS), maximal("own words")])
def test_nothing_that_supple_may_not_say_is_said(report: VisitReport) -> None:
    found = [
        problem
        for words in ours(report)
        for problem in problems(words, allow={"this is not a diagnosis and no advice on treatment"})
    ]
    assert found == []


def test_the_report_names_what_it_is_not_and_what_made_it() -> None:
    report = small()
    told = " ".join(report.notices)
    for words in (
        "No clinician has reviewed these rules or words",
        "has not been assessed as a medical device",
        "not a diagnosis",
        "neither no nor zero",
    ):
        assert words in told
    assert report.versions["knowledge"] == "abc123"
    assert set(report.versions) >= {"Supple", "knowledge", "look", "report"}


def test_the_same_input_gives_the_same_report() -> None:
    assert maximal() == maximal()
    assert small().first_day == TODAY - timedelta(days=83)


def test_the_last_injection_stands_with_its_week_and_a_nerve_block_without() -> None:
    from supple.model import PlanItem
    from supple.plan import fold_plan
    from supple.report.plan_words import plan_section

    on = TODAY - timedelta(days=30)
    toxin = PlanItem("injection", "Dysport", PlanStatus.AGREED, on, detail={"goals": "put the shoe on"})
    block = PlanItem("injection", "phenol", PlanStatus.AGREED, on)
    found = plan_section(fold_plan([event(toxin, on), event(block, on)], TODAY))
    first, second = (each.words for each in found.lines)
    assert first.endswith("now in week 5; for: put the shoe on")
    assert first.startswith("Dysport, injected ")
    assert "week" not in second


def test_a_medicines_line_says_the_step_in_force_and_not_the_first() -> None:
    from supple.model import PlanItem
    from supple.plan import fold_plan
    from supple.report.plan_words import plan_section

    detail = {"step_1": "5 mg at night", "step_1_days": "7", "step_2": "5 mg twice a day"}
    words = "2 steps, the first: 5 mg at night"
    item = PlanItem("medicine", "baclofen", PlanStatus.AGREED, TODAY - timedelta(days=9), words, detail)
    (line,) = plan_section(fold_plan([event(item, TODAY - timedelta(days=9))], TODAY)).lines
    assert line.words.startswith("Baclofen: step 2 of 2: 5 mg twice a day (since ")


def test_the_steps_of_a_ladder_stand_in_their_order_each_with_its_days() -> None:
    written = {f"step_{n}": f"{n} tablets" for n in range(1, 12)} | {"step_1_days": "3", "step_2_from": "2026-05-04"}
    item = PlanItem(
        "medicine", "baclofen", PlanStatus.AGREED, FIRST, detail={**written, "strength": "10", "strength_unit": "mg"}
    )
    table = plan_table(a_plan([item]))
    assert table is not None
    told = table.rows[0][-1]
    assert told.startswith(
        "strength: 10 mg; step 1: 1 tablets (3 days); step 2: 2 tablets (from 2026-05-04); step 3: "
    )
    assert told.index("step 10") > told.index("step 9:")
