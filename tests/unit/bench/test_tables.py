"""Do the tables say what was counted? A small run with quick methods, whole page and JSON."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

import pytest
from benchmarks.triggers.methods import BY_NAME
from benchmarks.triggers.people import BASE, NO_TRIGGER, VARIANTS
from benchmarks.triggers.results import Results
from benchmarks.triggers.run import Answers, Plan
from benchmarks.triggers.scoring import Interval
from benchmarks.triggers.tables import page, plain, show, table, write

QUICK = ("same-day correlation, p < .05", "correlation over lags, BH")
SHORT = VARIANTS["45 days"]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    plan = Plan(
        seed=504,
        people=6,
        null_people=4,
        tuning=6,
        variant=3,
        length=3,
        methods=QUICK,
        variants=(BASE.name, NO_TRIGGER.name, SHORT.name, "40 % missing"),
    )
    made = Answers(plan, tmp_path_factory.mktemp("bench") / "answers")
    made.fill(lambda _: None)
    return made


def test_the_page_names_the_command_the_seeds_and_every_kind_of_people(answers: Answers):
    text = page(Results(answers))
    assert "make bench-triggers" in text
    assert "reporting 504" in text
    assert "tuning 501" in text
    assert re.search(r"\b(nan|inf)\b", text) is None
    for title in ("own threshold", "false-discovery rate of 5%", "nothing is true", "Length of the diary"):
        assert title in text
    for name in (*QUICK, "45 days", "40 % missing", "180 days"):
        assert name in text


def test_what_is_told_is_what_was_counted(answers: Answers):
    results = Results(answers)
    app, lagged = (results.row(BY_NAME[name], BASE) for name in QUICK)
    assert app is not None
    assert lagged is not None
    assert app.people == 6
    # Symptoms fool the app, and timing helps: as in the reference figures.
    assert app.at_own["FDR"].middle > lagged.at_own["FDR"].middle > 0.2
    fdr = app.at_own["FDR"]
    assert f"{100 * fdr.middle:.1f} %" in page(results)
    best = results.best_peer(BASE)
    assert best is not None
    assert best.at_equal["F1"].middle == max(app.at_equal["F1"].middle, lagged.at_equal["F1"].middle)
    assert results.row(BY_NAME["Supple"], BASE) is None
    assert results.ahead(BASE) is None


def test_thresholds_come_from_tuning_people_where_there_are_any(answers: Answers):
    results = Results(answers)
    method = BY_NAME[QUICK[1]]
    base, null, missing = (results.row(method, VARIANTS[n]) for n in (BASE.name, NO_TRIGGER.name, "40 % missing"))
    assert base is not None
    assert null is not None
    assert missing is not None
    assert null.threshold == base.threshold != missing.threshold


def test_page_and_figures_are_written(answers: Answers, tmp_path: Path):
    write(answers, tmp_path / "page.md")
    data = json.loads((answers.folder.parent / "triggers.json").read_text(encoding="utf-8"))
    middle, low, high = data[BASE.name][QUICK[0]]["own"]["FDR"]
    assert low <= middle <= high
    assert data[SHORT.name][QUICK[0]]["people"] == 3
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("# Trigger benchmark")


def test_how_figures_are_written():
    assert show(Interval(0.771, 0.74, 0.8), "F1") == "0.77 (0.74–0.80)"
    assert show(Interval(0.031, 0.02, 0.05), "FDR") == "3.1 % (2.0–5.0)"
    assert show(Interval(-0.02, -0.05, 0.01), "F1", signed=True) == "-0.02 (-0.05 to +0.01)"
    assert show(None, "F1") == plain(None, "F1") == "–"
    assert table([["a", "b"], ["1", "2"]]) == "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert not math.isnan(float(plain(Interval(0.5, 0.4, 0.6), "F1")))
