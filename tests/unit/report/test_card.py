"""The emergency card: what was chosen and no more, by name and never an amount; cut by count, never by the edge."""

from __future__ import annotations

import io
import struct
from datetime import UTC, date, datetime, timedelta

import pytest
from pypdf import PdfReader
from tests.spec.words import problems
from tests.unit.plan.entries import entry
from tests.unit.report.made import HOSTILE

from supple.model import CARD_PARTS, CARD_USUAL, CardKept, EmergencyCard, PlanItem, PlanStatus, Profile
from supple.plan import plan_at
from supple.report import Shape, card_to_pdf, card_to_png, emergency_card, why_stale
from supple.report.card_file import SIZES, cut, fit

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def item(kind: str, name: str, words: str = "", day: date = date(2026, 1, 5), **detail: str) -> PlanItem:
    return PlanItem(kind, name, PlanStatus.AGREED, day, words, detail)


PUMP = item(
    "pump",
    "SynchroMed II",
    drug="baclofen",
    daily_dose_mcg="250",
    concentration_mcg_per_ml="2000",
    steps="00:00+60min:5",
)
BOTH = (
    PUMP,
    item("medicine", "Baclofen 10 mg tablets", strength="10", strength_unit="mg", each_time="one tablet"),
    item("medicine", "tizanidine", strength="4", strength_unit="mg"),
    item("allergy", "penicillin", "rash"),
    item("injection", "Dysport", day=date(2026, 2, 20), units="500"),
    item("team", "Pump clinic", role="pump clinic", phone="020 7946 0222"),
    item("team", "Tom", role="husband", phone="07700 900123", hours="any time"),
    item("team", "Anna", role="physiotherapist", phone="020 1"),
)


def card(
    *items: PlanItem | Profile, holds: tuple[str, ...] = CARD_PARTS, name: str = "Jo", day: date = TODAY
) -> EmergencyCard:
    events = [entry(n + 1, each, min(getattr(each, "valid_from", day), day)) for n, each in enumerate(items)]
    return emergency_card(plan_at(events, day), name=name, holds=holds, day=day, now=NOW, zone="UTC")


def told(one: EmergencyCard) -> dict[str, tuple[str, ...]]:
    return {part.id: part.entries for part in (*one.front, *one.back)}


def test_what_stands_on_a_whole_card() -> None:
    one = card(*BOTH)
    assert one.name == "Jo"
    assert told(one) == {
        "ms": ("I have MS (multiple sclerosis). My muscles are stiff (spasticity).",),
        "pump": ("I have a baclofen pump (SynchroMed II).",),
        "warnings": (
            "Baclofen must not stop suddenly. If the pump stops or runs empty, it is an emergency.",
            "Takes tizanidine: it must not meet ciprofloxacin or fluvoxamine. Do not stop it suddenly.",
        ),
        "allergies": ("penicillin (rash)",),
        "medicines": ("Baclofen", "Tizanidine"),
        "toxin": ("Dysport on 20 Feb 2026. Hard to breathe, swallow or speak after it? That is an emergency.",),
        "people": ("Pump clinic: 020 7946 0222", "Tom (husband, day and night): 07700 900123"),
    }


def test_until_the_person_chooses_it_tells_least() -> None:
    one = card(*BOTH, holds=CARD_USUAL)
    assert one.name == ""
    assert set(told(one)) == {"ms", "pump", "warnings", "allergies"}
    assert set(told(card(*BOTH, holds=()))) == {"ms"}


@pytest.mark.parametrize("part", [part for part in CARD_PARTS if part != "name"])
def test_what_was_not_chosen_is_not_on_it(part: str) -> None:
    assert part not in told(card(*BOTH, holds=tuple(each for each in CARD_PARTS if each != part)))


def test_no_milligram_and_no_microgram_is_on_any_card() -> None:
    one = card(*BOTH, item("medicine", "Gablofen 2000 micrograms/mL"), item("medicine", "Mixture 5mg/ml daily"))
    text = " ".join(words for entries in told(one).values() for words in entries)
    for amount in ("mg", "mcg", "microgram", "µg", "2000", "250", "500", "10 ", "one tablet", "units"):
        assert amount not in text


def test_baclofen_tablets_without_a_pump_have_their_own_warning() -> None:
    assert told(card(BOTH[1]))["warnings"] == ("Do not stop baclofen suddenly. That can be dangerous.",)
    assert "warnings" not in told(card(item("medicine", "gabapentin")))
    hidden = told(card(PUMP, holds=("warnings",)))
    assert "pump" not in " ".join(hidden["warnings"]), "who hides the pump hides it in the warning too"
    assert hidden["warnings"] == ("Do not stop baclofen suddenly. That can be dangerous.",)


def test_allergies_are_three_answers() -> None:
    assert told(card())["allergies"] == ("not noted",)
    assert told(card(Profile("no_known_allergies", "yes")))["allergies"] == ("none known, as I said myself",)
    assert told(card(Profile("no_known_allergies", "no")))["allergies"] == ("not noted",)


def test_toxin_stands_for_twelve_weeks_and_the_card_is_checked_when_they_are_over() -> None:
    def on(ago: int) -> EmergencyCard:
        return card(item("injection", "Botox", day=TODAY - timedelta(days=ago)))

    assert "toxin" in told(on(83))
    assert "toxin" not in told(on(84))
    assert on(83).check_after == TODAY + timedelta(days=1)
    assert on(84).check_after == TODAY + timedelta(days=90)


def test_a_stale_card_says_why() -> None:
    made = card(*BOTH)
    kept = CardKept(made.made_on, made.check_after, made.content)
    assert why_stale(kept, made, TODAY) == ()
    assert why_stale(kept, made, made.check_after) == ()
    (old,) = why_stale(kept, made, made.check_after + timedelta(days=1))
    assert "checked after" in old
    (changed,) = why_stale(kept, card(*BOTH[1:]), TODAY)
    assert "has changed" in changed
    assert why_stale(CardKept(), made, TODAY) == ()


@pytest.mark.parametrize(
    "extra",
    [item("allergy", "latex"), item("medicine", "dantrolene"), item("team", "Mum", role="mother", phone="1 2")],
)
def test_another_content_is_another_card_and_another_day_is_not(extra: PlanItem) -> None:
    assert card(*BOTH).content != card(*BOTH, extra).content
    assert card(*BOTH).content == card(*BOTH, day=TODAY + timedelta(days=1)).content
    assert card(*BOTH).content == card(*BOTH, item("routine", "stretching"), item("goal", "walk")).content


def many(kind: str, count: int, words: str = "", **detail: str) -> list[PlanItem]:
    return [item(kind, f"{kind} number {n} with a long name", words, **detail) for n in range(count)]


FULL = (
    *BOTH,
    *many("medicine", 40),
    *many("allergy", 9, "swelling"),
    *many("team", 9, role="carer", phone="07700 900123"),
)


@pytest.mark.parametrize("shape", [Shape.STRIP, Shape.PHONE])
def test_what_is_too_long_says_how_many_more_there_are(shape: Shape) -> None:
    one = card(*FULL)
    fitted, (front, back) = fit(one, shape)
    shown = told(fitted)
    assert min(front, back) >= SIZES["phone" if shape is Shape.PHONE else "wallet"][-1]
    for part in ("ms", "pump", "warnings", "toxin", "allergies"):
        assert shown[part] == told(one)[part], "never cut while a list may be"
    *names, rest = shown["medicines"]
    assert rest == (f"and {42 - len(names)} more: see the plan" if names else "42: see the plan")
    assert tuple(names) == told(one)["medicines"][: len(names)]
    assert len(shown["people"]) >= 4, "three people and how many more"


def test_a_card_with_room_is_not_cut() -> None:
    assert fit(card(*BOTH), Shape.STRIP)[0] == card(*BOTH)
    assert fit(card(*BOTH), Shape.PHONE)[0] == card(*BOTH)


def test_cut_tells_the_whole_number_where_nothing_is_left() -> None:
    assert told(cut(card(*BOTH), {"medicines": 0}))["medicines"] == ("2: see the plan",)
    assert told(cut(card(*BOTH), {"medicines": 1}))["medicines"] == ("Baclofen", "and 1 more: see the plan")
    assert told(cut(card(*BOTH), {"medicines": 2}))["medicines"] == ("Baclofen", "Tizanidine")


def test_the_pdf_is_tagged_one_page_and_the_same_bytes() -> None:
    one = card(*FULL, name="Ж" * 300)
    made = card_to_pdf(one)
    assert made == card_to_pdf(one)
    assert b"pdfuaid" in made
    pages = PdfReader(io.BytesIO(made)).pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "EMERGENCY CARD" in text
    assert "Made on 10 Mar 2026" in text
    assert "Check after" in text


@pytest.mark.parametrize(("shape", "size"), [(Shape.PHONE, (1170, 2532)), (Shape.STRIP, (2023, 638))])
def test_the_pictures_have_their_size(shape: Shape, size: tuple[int, int]) -> None:
    width, height = struct.unpack(">II", card_to_png(card(*BOTH), shape)[16:24])
    assert abs(width - size[0]) <= 1
    assert abs(height - size[1]) <= 1


def test_whatever_somebody_wrote_is_set_as_text() -> None:
    kinds = ("pump", "medicine", "allergy", "team", "injection")
    items = [item(kind, HOSTILE, HOSTILE, model=HOSTILE, phone="1 2", role=HOSTILE) for kind in kinds]
    one = card(*items, name=HOSTILE)
    assert card_to_pdf(one).startswith(b"%PDF-")
    assert card_to_png(one, Shape.PHONE).startswith(b"\x89PNG")


def test_its_words_may_be_said() -> None:
    assert [each for entries in told(card(*BOTH)).values() for words in entries for each in problems(words)] == []
