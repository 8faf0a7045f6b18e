"""The plan on one sheet: as written, both dates of a pump, nothing left out, and one tagged page."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader
from tests.spec.words import problems
from tests.unit.plan.entries import entry
from tests.unit.report.made import HOSTILE

from supple.model import PlanItem, PlanSheet, PlanStatus, Profile
from supple.model.check import LATEST_AGREED
from supple.plan import plan_at
from supple.report import plan_sheet, sheet_to_pdf

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)
START = date(2026, 1, 2)


def item(kind: str, name: str, day: date = START, words: str = "", **detail: str) -> PlanItem:
    return PlanItem(kind, name, PlanStatus.AGREED, day, words, detail)


def made(*items: PlanItem | Profile, name: str = "Maria") -> PlanSheet:
    events = [entry(i + 1, each, min(getattr(each, "valid_from", START), TODAY)) for i, each in enumerate(items)]
    return plan_sheet(plan_at(events, TODAY), plan_at(events, LATEST_AGREED), name=name, zone="UTC", now=NOW)


def lines(sheet: PlanSheet, name: str) -> list[str]:
    section = next(each for each in sheet.sections if each.id == name)
    return [" | ".join((line.label, line.words, line.note)) for line in section.lines]


def rows(sheet: PlanSheet) -> tuple[tuple[str, ...], ...]:
    table = next(each for each in sheet.sections if each.id == "medicine").table
    assert table is not None
    return table.rows


def test_what_is_agreed_for_later_stands_on_the_sheet() -> None:
    """An end and a change beside their medicine, and a medicine that begins later in a row of its own."""
    ended = PlanItem("medicine", "baclofen", PlanStatus.ENDED, date(2026, 3, 20), "", {"said_by": "Dr Patel"})
    sheet = made(
        item("medicine", "baclofen", each_time="one tablet"),
        item("medicine", "baclofen", date(2026, 3, 15), each_time="half a tablet"),
        ended,
        item("medicine", "Zanaflex", date(2026, 3, 21), each_time="one capsule", prescriber="Dr Patel"),
    )
    baclofen, later = rows(sheet)
    assert "from 15 Mar 2026: half a tablet; ends on 20 Mar 2026, said by Dr Patel" in baclofen[3]
    assert later == (
        "Zanaflex, agreed for later", "one capsule; prescribed by Dr Patel", "from 21 Mar 2026", ""
    )  # fmt: skip
    assert "agreed for later" not in str(rows(made(item("medicine", "baclofen"), ended)))


def test_a_medicine_stands_as_prescribed_with_its_step_of_the_day() -> None:
    sheet = made(
        item(
            "medicine", "baclofen", strength="10", strength_unit="mg", times="22:00; 08:00", food="with",
            prescriber="Dr Patel", step_1="half a tablet", step_1_days="7", step_2="one tablet",
        )
    )  # fmt: skip
    ((name, each, when, also),) = rows(sheet)
    assert (name, each, when) == ("Baclofen 10 mg", "one tablet", "08:00, 22:00, with food")
    assert "step 2 since 9 Jan 2026" in also
    assert "prescribed by Dr Patel" in also


def test_words_made_of_the_answers_do_not_stand_beside_them_again() -> None:
    detail = {"strength": "10", "strength_unit": "mg", "times": "08:00", "prescriber": "Dr Patel"}
    written = "10 mg; at 08:00; prescribed by Dr Patel"
    ((name, each, _, also),) = rows(made(item("medicine", "baclofen", words=written, confirmed="times", **detail)))
    assert (name, each) == ("Baclofen 10 mg", "not written")
    assert also == "since 2 Jan 2026; prescribed by Dr Patel"
    ((_, each, _, _),) = rows(made(item("medicine", "baclofen", words=f"{written}; with care", **detail)))
    assert each == f"{written}; with care", "what somebody wrote is told"


def test_what_was_said_on_the_way_of_a_ladder_and_an_unreadable_one_are_told() -> None:
    ladder = item("medicine", "baclofen", step_1="half", step_1_days="7", step_2="one")
    stay = item("medicine", "baclofen", date(2026, 1, 12), ladder="stay", said_by="Dr Patel", said_on="2026-01-12")
    assert "staying at this step from 12 January 2026. Dr Patel said so" in (told := rows(made(ladder, stay))[0][3])
    assert "waits until “go on” is written down" in told
    unread = item("medicine", "baclofen", step_1="half", step_1_days="a week", step_2="one")
    assert "step 1 days: a week" in rows(made(unread))[0][3]
    assert "step 2: one" in rows(made(unread))[0][3]


def test_a_hold_with_its_days_and_one_that_is_to_come_move_the_next_step_on_the_sheet() -> None:
    ladder = item("medicine", "baclofen", date(2026, 3, 8), step_1="half", step_1_days="7", step_2="one")
    said = {"ladder": "hold", "ladder_days": "4", "said_by": "Dr Patel", "said_on": "2026-03-09"}
    (now,) = rows(made(ladder, item("medicine", "baclofen", date(2026, 3, 9), **said)))
    assert "held for 4 days from 9 March 2026. Dr Patel said so on 9 March 2026" in now[3]
    (ahead,) = rows(made(ladder, item("medicine", "baclofen", date(2026, 3, 12), **said)))
    assert "next step on 19 Mar 2026: one" in ahead[3]
    (ends,) = rows(made(ladder, item("medicine", "baclofen", date(2026, 3, 12), words="two")))
    assert "next step" not in ends[3]
    assert "from 12 Mar 2026: two" in ends[3]


def test_an_as_needed_medicine_keeps_the_prescribers_own_limits_and_no_time() -> None:
    sheet = made(
        item("medicine", "diazepam", each_time="one", as_needed="yes", not_before_hours="6", max_pieces_per_day="2")
    )
    assert rows(sheet)[0][2] == "as needed, 6 hours between two, written as the most in a day: 2"


def test_what_cannot_be_read_is_shown_as_typed() -> None:
    assert "times, as typed: ten-ish" in rows(made(item("medicine", "x", words="one", times="ten-ish")))[0][3]


def test_a_pump_has_both_dates_and_stands_in_micrograms() -> None:
    sheet = made(
        item(
            "pump", "pump", daily_dose_mcg="120", concentration_mcg_per_ml="500", fill_volume_ml="20",
            filled_on="2026-01-02", clinic_alarm_date="2026-03-20",
        )
    )  # fmt: skip
    fill, programme, alarm, *_ = lines(sheet, "pump")
    assert "filled on 2 Jan 2026; concentration 500 micrograms per mL; filled with 20 mL" in fill
    assert "120 micrograms a day; since 2 Jan 2026" in programme
    assert " mg" not in fill + programme
    assert "from the clinic: 20 Mar 2026" in alarm
    assert "estimated from what is written: " in alarm


def test_no_name_of_a_field_stands_on_the_sheet() -> None:
    """The time of one form is the fill's and the programme's: told once. Amounts in words say what they are."""
    filled = {"filled_on": "2026-01-02", "filled_time": "09:30", "programmed_time": "09:30", "fill_volume_ml": "20"}
    pump = item("pump", "pump", daily_dose_mcg="120", concentration_mcg_per_ml="500", **filled)
    toxin = item("injection", "Botox", units_words="about 300 in all", muscles="soleus, left")
    sheet = made(pump, toxin)
    (fill, *_), (shot,) = lines(sheet, "pump"), lines(sheet, "injection")
    assert "filled on 2 Jan 2026 at 09:30; concentration" in fill
    assert "programmed" not in fill
    assert "amount as written: about 300 in all" in shot
    assert "muscles with no units noted: soleus, left" in shot
    later = PlanItem("pump", "pump", PlanStatus.CHANGED, date(2026, 2, 2), "", {"programmed_time": "10:15"})
    assert "programmed at 10:15" in lines(made(pump, later), "pump")[0]


def test_a_pump_value_in_question_is_marked_on_the_sheet_and_in_print() -> None:
    fill = {"filled_on": "2026-01-02", "fill_volume_ml": "20", "clinic_alarm_date": "2026-06-20"}
    odd = item("pump", "pump", concentration_mcg_per_ml="0.5", daily_dose_mcg="0.25", **fill)
    sheet = made(odd)
    first, programme, *rest = lines(sheet, "pump")
    assert "concentration 0.5 micrograms per mL (in question, see “To check”); filled with 20 mL" in first
    assert "20 mL (in question" not in first
    assert "0.25 micrograms a day (in question, see “To check”)" in programme
    assert any("To check: concentration | This says 0.5 micrograms per mL." in line for line in rest)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet_to_pdf(sheet))).pages)
    assert "To check: concentration" in " ".join(text.split())
    confirmed = item("pump", "pump", concentration_mcg_per_ml="0.5", confirmed="concentration_mcg_per_ml", **fill)
    assert "concentration 0.5 micrograms per mL; filled" in lines(made(confirmed), "pump")[0]


def test_a_new_programme_alone_keeps_the_fill_on_the_sheet() -> None:
    first = item("pump", "pump", daily_dose_mcg="120", concentration_mcg_per_ml="500", filled_on="2026-01-02")
    later = PlanItem("pump", "Pump", PlanStatus.CHANGED, date(2026, 2, 2), "", {"daily_dose_mcg": "140"})
    fill, programme, *_ = lines(made(first, later), "pump")
    assert "concentration 500 micrograms per mL" in fill
    assert "140 micrograms a day; since 2 Feb 2026" in programme
    assert "120" not in fill + programme


def test_of_one_agreed_injection_the_last_entry_is_printed_and_none_that_was_called_off() -> None:
    later = date(2026, 4, 20)
    first, second = (item("injection", "Dysport", later, units=f"soleus, left: {n}") for n in (150, 100))
    (line,) = lines(made(first, second), "injection")
    assert "soleus, left: 100" in line
    off = PlanItem("injection", "Dysport", PlanStatus.ENDED, later)
    assert "Injections" in made(first, off).empty


def test_a_detail_without_words_of_its_own_is_shown_as_typed() -> None:
    sheet = made(
        item("injection", "Dysport", muscles="adductors"),
        item("pump", "pump", filled_on="last week", model="II"),
        item("medicine", "x", words="one", route="by mouth"),
        item("team", "Jo", email="jo@example.org"),
    )
    assert "muscles with no units noted: adductors" in lines(sheet, "injection")[0]
    assert "filled on, as typed: last week; model: II" in lines(sheet, "pump")[0]
    assert "route: by mouth" in rows(sheet)[0][3]
    assert "email: jo@example.org" in lines(sheet, "team")[0]


def test_units_stay_with_their_product_and_are_never_added() -> None:
    sheet = made(
        item("injection", "Botox", units="soleus, left: 50; soleus, right: 75"),
        item("injection", "Dysport", units="soleus, left: 200"),
        item("injection", "Xeomin", date(2026, 4, 1)),
    )
    told = lines(sheet, "injection")
    assert "soleus, left: 50; soleus, right: 75" in told[0]
    assert "200" in told[1]
    assert "agreed for 1 Apr 2026" in told[2]
    assert "125" not in "".join(told)


def test_goals_aids_visits_questions_and_the_team_stand_there() -> None:
    level = {"area": "transfers", "by": "2026-06-01", "attained": "-1", "attained_on": "2026-02-02"}
    brace = {"kind": "brace", "uses_stiffness": "standing; transfers"}
    sheet = made(
        item("goal", "bed to chair", area="transfers"),
        PlanItem("goal", "bed to chair", PlanStatus.CHANGED, date(2026, 2, 2), "", level),
        PlanItem("aid", "night splint", PlanStatus.AGREED, START, "", brace),
        item("visit", "MS nurse", date(2026, 4, 2)),
        item("visit", "MS nurse", date(2026, 2, 2)),
        item("question", "Why at night?"),
        item("team", "Jo", role="MS nurse", phone="020 7946 0000"),
    )
    assert lines(sheet, "goal") == [
        " | bed to chair | transfers; by 1 Jun 2026; a little less than hoped, 2 Feb 2026"
    ]
    assert "uses stiffness for standing and transfers" in lines(sheet, "aid")[0]
    assert lines(sheet, "visit") == ["2 Apr 2026 | MS nurse | "], "what was is not to come"
    assert lines(sheet, "question") == [" | Why at night? | "]
    assert lines(sheet, "team") == ["Jo | MS nurse, 020 7946 0000 | "]
    assert "Pump" in sheet.empty


def test_a_pumps_make_is_said_by_its_name() -> None:
    sheet = made(item("pump", "Pump", filled_on="2026-01-02", brand="synchromed"))
    assert any("make: SynchroMed" in words for words in lines(sheet, "pump"))


def test_what_ended_is_off_the_sheet() -> None:
    ended = PlanItem("aid", "cane", PlanStatus.ENDED, date(2026, 2, 1))
    assert "Aids and home" in made(item("aid", "cane"), ended).empty


def test_its_words_advise_nothing_and_say_what_to_check() -> None:
    sheet = made()
    assert "Check against your prescription" in sheet.lead
    assert "No clinician has reviewed" in sheet.notices[0]
    assert problems(" ".join((sheet.lead, *sheet.notices))) == []


@pytest.mark.parametrize(("country", "size"), [("GB", (595, 842)), ("US", (612, 792))])
def test_a_usual_plan_is_one_tagged_page(country: str, size: tuple[int, int]) -> None:
    items = [item("medicine", f"medicine {i}", times="08:00; 20:00", each_time="one tablet") for i in range(6)]
    items += [item(kind, f"{kind} {i}", words="some words") for kind in ("aid", "goal", "team") for i in range(4)]
    pdf = sheet_to_pdf(made(*items, Profile("country", country)))
    reader = PdfReader(io.BytesIO(pdf))
    box = reader.pages[0].mediabox
    assert (len(reader.pages), (round(box.width), round(box.height))) == (1, size)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in pdf or "pdfuaid" in str(reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else "")


def test_more_than_a_page_flows_on_and_nothing_is_cut() -> None:
    items = [item("aid", f"{i} {HOSTILE}", words=HOSTILE, advised_by=HOSTILE) for i in range(30)]
    reader = PdfReader(io.BytesIO(sheet_to_pdf(made(*items, name=HOSTILE))))
    assert len(reader.pages) > 1
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u200b", "").split())
    assert all(f"{i} Avery" in text for i in range(30))
    assert "No clinician has reviewed" in text


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert sheet_to_pdf(made(item("aid", "cane"))) == sheet_to_pdf(made(item("aid", "cane")))
