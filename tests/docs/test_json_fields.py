"""Every field that Supple prints is documented, and every documented field is printed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.unit.cohort.invented import True_, people

from supple import actions, charts, cohort, report, watch
from supple.actions import answering, compose, folding
from supple.diary import reading_to_json
from supple.imports import template_csv
from supple.insight import overlay_cycles
from supple.insight.in_time import in_time
from supple.model import (
    AlertStep,
    Author,
    Better,
    DailyTable,
    DatedChange,
    Day,
    Diary,
    Event,
    HabitKept,
    HabitMark,
    LookBack,
    Luck,
    Mark,
    NearbyChange,
    OpenQuestion,
    Rating,
    Step,
    Win,
    WinKind,
    balance_to_json,
    change_to_json,
    chart_to_json,
    cycles_to_json,
    history_to_json,
    in_time_to_json,
    life_to_json,
    look_back_to_json,
    look_to_json,
    plan_sheet_to_json,
    report_to_json,
    week_to_json,
)
from supple.plan import fold_plan, plan_at
from supple.report import week_sheet
from supple.simulate import sample_person
from supple.watch import explain_all, explanations_to_json, lives

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
DOCUMENTED = {
    schema["id"]: set(schema["fields"])
    for schema in tomllib.loads((ROOT / "docs/reference/json_fields.toml").read_text(encoding="utf-8"))["schema"]
}
# Free maps and lists of scalars: what stands inside them is explained in words, not field by field.
WHOLE = {
    "diagnostics",
    "settings",
    "versions",
    "marks",
    "counts_by_kind",
    "refusals_by_reason",
    "alerts[].inputs",
    "rules[].inputs",
}


def fields_of(data: Mapping[str, Any], prefix: str = "") -> set[str]:
    found: set[str] = set()
    for name, value in data.items():
        path = f"{prefix}{name}"
        if path in WHOLE:
            found.add(path)
        elif isinstance(value, Mapping):
            found |= fields_of(value, f"{path}.")
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            found |= {field for row in value for field in fields_of(row, f"{path}[].")}
        else:
            found.add(path)
    return found


@pytest.fixture(scope="module")
def look() -> dict[str, Any]:
    person = sample_person("maria", datetime(2026, 10, 31, tzinfo=UTC).date())
    folded = folding.fold(person.events, today=NOW.date())
    seen = compose.look(folded, person_name=person.name, now=NOW, zone=person.zone)
    luck = Luck(24, 600, 3, 9, "Of 600 fake factors, 3 came out clear.")
    made = look_to_json(replace(seen, marks={"heat": Mark.FITS}, luck=luck))
    # An alert with every field, whatever this person's last days hold.
    lived = lives(actions.check_signs(("face_drop",), now=NOW), (), NOW)
    made["alerts"] = [life_to_json(life) for life in lived]
    return made


def test_look_is_documented(look: dict[str, Any]) -> None:
    printed = {
        "daily[].…" if field.startswith("daily[].") and field != "daily[].day" else field for field in fields_of(look)
    }
    assert printed == DOCUMENTED["supple.look/1"]


def test_alerts_and_what_became_of_them_are_documented() -> None:
    person = uuid4()
    fired = [replace(alert, since=NOW) for alert in actions.check_signs(("fever",), now=NOW)]
    raised = watch.to_raise(fired, [], person_id=person, zone="UTC", now=NOW)
    told = {"account_id": person, "name": "Bob", "person_id": person, "zone": "UTC", "now": NOW}
    shown = watch.shown_to(watch.lives(fired, raised, NOW), **told)  # type: ignore[arg-type]
    about = raised[0].fact
    assert isinstance(about, AlertStep)
    called = replace(raised[0], id=uuid4(), fact=replace(about, step=Step.CALLED))
    ledger = (*raised, *shown, called)
    made = next(one for one in watch.lives(fired, ledger, NOW) if one.steps)
    printed = fields_of(life_to_json(made))
    inputs = {field for field in printed if field.startswith("inputs.")}
    assert (printed - inputs) | {"inputs"} == DOCUMENTED["supple.watch/1"]
    found = [one for one in watch.history(ledger, fired, NOW) if one.steps]
    assert fields_of(history_to_json(tuple(found), now=NOW)) == DOCUMENTED["supple.watch-history/1"]


def test_insight_is_documented() -> None:
    person = sample_person("sam", datetime(2026, 10, 31, tzinfo=UTC).date())
    folded = folding.fold(person.events, today=NOW.date())
    made = report_to_json(compose.look(folded, person_name="", now=NOW, zone=person.zone).triggers)
    printed = {"findings" if field.startswith("findings[].") else field for field in fields_of(made)}
    assert printed == DOCUMENTED["supple.insight/1"]


def test_what_travels_between_sites_is_documented() -> None:
    """A prior and sums hold what the page says, and a person who says yes can read the page."""
    found = people(60, {"heat": True_(0.3), "cold": True_(0.2)}, 1)
    prior = cohort.learn(found, "stiffness", name="x", made_on=NOW.date())
    for text in (cohort.prior_to_text(prior), cohort.sums_to_text(cohort.sums_of(found, "stiffness"))):
        made = json.loads(text)
        assert fields_of(made) == DOCUMENTED[made["schema"]]


def test_cycles_are_documented() -> None:
    days = tuple(date(2026, 1, 1) + timedelta(days=n) for n in range(260))
    cells = tuple(5.0 + n * 7 % 3 for n in range(260))
    given = [DatedChange(days[n], "injection", "Dysport") for n in (40, 150)]
    other = DatedChange(days[60], "dose", "baclofen: changed")
    made = overlay_cycles(DailyTable(days, {"stiffness": cells}), "stiffness", given, others=[other])
    assert fields_of(cycles_to_json(made)) == DOCUMENTED["supple.cycles/1"]


def test_a_change_and_a_balance_are_documented() -> None:
    person = sample_person("nora", datetime(2026, 10, 31, tzinfo=UTC).date())
    folded = folding.fold(person.events, today=NOW.date())
    seen = compose.choose(folded, None)
    assert seen.column is not None
    report = answering.answer(seen.table, seen.column, seen.changes[-1], seen.changes)
    report = replace(report, nearby=(NearbyChange(seen.changes[0], -20),))  # one, whatever this person's weeks hold
    assert fields_of(change_to_json(report)) == DOCUMENTED["supple.change/1"]
    made = balance_to_json(answering.balance_of(folded, "baclofen"))
    made["steps"] = [step for step in made["steps"] if step["also_changed"]]
    assert fields_of(made) == DOCUMENTED["supple.balance/1"]


def test_a_look_back_is_documented() -> None:
    full = LookBack(
        *(NOW.date(), NOW.date(), 1, None, "", ("x",)),
        better=(Better("stiffness", 3.0, 5.0, 6, 20, "x"),),
        habits=(HabitKept("walk", "a walk", 0.5, 1, (HabitMark.DONE,)),),
        wins=(Win(WinKind.GOAL, NOW.date(), "x"),),
    )
    assert fields_of(look_back_to_json(full)) == DOCUMENTED["supple.look-back/1"]


def test_import_is_documented(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(template_csv(), encoding="utf-8")
    made = dict(actions.import_to_json(actions.try_import(file, now=NOW, zone="Europe/London")))
    made["refusals"] = [{"line": 1, "field": "x", "why": "y"}]
    printed = {"daily" if field.startswith("daily[].") else field for field in fields_of(made)}
    assert printed == DOCUMENTED["supple.import/1"]


def test_a_reading_is_documented() -> None:
    text = "6-7 stiff left calf at 3am, worse than yesterday, no pain, took 10 mg baclofen, blah blah flurb"
    text += (
        ", 3 spasms last night, walked 20 minutes, fever 38.5, didn't sleep badly, I feel drowsy from the tizanidine"
    )
    made = {**reading_to_json(actions.try_note(text, now=NOW, zone="Europe/London")), "kept": False}
    assert fields_of(made) <= DOCUMENTED["supple.reading/1"]
    assert {"facts[].kind", "facts[].code", "facts[].value", "facts[].negated", "text"} <= fields_of(made)


def test_the_plans_sheet_is_documented() -> None:
    plan = folding.fold(
        sample_person("maria", datetime(2026, 10, 31, tzinfo=UTC).date()).events, today=NOW.date()
    ).plan
    made = plan_sheet_to_json(report.plan_sheet(plan, plan, name="Maria", zone="Europe/London", now=NOW))
    assert fields_of(made) == DOCUMENTED["supple.plan-sheet/1"]


def test_explain_is_documented() -> None:
    made = explanations_to_json(explain_all(Diary(UUID(int=1), ()), fold_plan([], NOW.date()), NOW))
    assert fields_of(made) == DOCUMENTED["supple.explain/1"]
    assert {rule["rule"] for rule in made["rules"]} >= {"R01", "R37", "I01"}


def test_a_vignette_is_documented() -> None:
    diary = b'[{"note": "fever 38.6"}, {"temperature": 101}, {"diastolic": 80}]'
    case = b'{"id": "a", "diary": ' + diary + b', "expected": {"tier": "T1", "rules": ["R16"]}}'
    (verdict,) = actions.judge_cases(actions.read_vignettes(case, "cases.json"))
    assert fields_of(actions.verdict_to_json(verdict)) == DOCUMENTED["supple.vignette/1"]


def test_what_is_seen_is_documented() -> None:
    day = date(2026, 3, 2)
    change = DatedChange(day, "dose", "baclofen: changed")
    table = DailyTable((day,), {"stiffness": (5.0,)})
    picture = charts.rows(table, [charts.Row("stiffness", "stiffness", 10)], first=day, last=day, changes=[change])
    assert fields_of(chart_to_json(picture)) == DOCUMENTED["supple.picture/1"]
    noted = Event(uuid4(), uuid4(), Rating("stiffness", 5), Day(day, "UTC"), NOW, Author("self"), "note")
    made = week_sheet(
        Diary(noted.person_id, (noted,)),
        plan_at([], day),
        day,
        name="",
        today=day,
        now=NOW,
        day_starts_at_hour=4,
    )
    assert fields_of(week_to_json(replace(made, days=made.days[:1]))) == DOCUMENTED["supple.week/1"]
    open_question = OpenQuestion(("heat",), "About 20 more.", 20)
    told = replace(in_time(3, None), questions=(open_question,))
    assert fields_of(in_time_to_json(told)) == DOCUMENTED["supple.in-time/1"]
