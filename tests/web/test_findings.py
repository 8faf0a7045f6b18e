"""What a person sees of findings: cards, what cannot be told, luck, marks, and what else can be looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import ZONE, Cast, signed_in

from supple import actions
from supple.actions import compose
from supple.model import (
    Author,
    DailyTable,
    Day,
    Event,
    Factor,
    Finding,
    FindingMark,
    Instant,
    Luck,
    Mark,
    Measurement,
    Rating,
    Recall,
    Role,
    Scope,
    TriggerReport,
    Verdict,
)
from supple.store import people as store_people
from supple.web import finding_cards, finding_words, outcome_choices

At = Callable[[str], str]
NOW = datetime.now(UTC)
TODAY = NOW.date()
DAYS = 40


def found(factor: str, verdict: Verdict = Verdict.CLEAR, **changed: Any) -> Finding:
    values: dict[str, Any] = {
        "outcome": "stiffness",
        "lag_days": 1,
        "lags": (1,),
        "effect": 1.2,
        "low": 0.9,
        "high": 1.4,
        "probability": 0.97,
        "days_with": 12,
        "days_without": 20,
        "sentence": f"The day after {factor}, stiffness was higher.",
    }
    return Finding(factor=factor, verdict=verdict, **{**values, **changed})


def untold(factor: str, reason: str = "", verdict: Verdict = Verdict.CANNOT_TELL, **changed: Any) -> Finding:
    nothing = {"lag_days": None, "lags": (), "effect": None, "low": None, "high": None, "probability": None}
    return found(factor, verdict, reason=reason, **{**(nothing if reason else {}), **changed})


SEVERAL = (
    found("sitting_long", clearer="About 20 more days.", next_step="You could try this on some days, by lot."),
    found("lunch_walk", effect=-0.9, low=-1.2, high=-0.7),
    found(
        "heat",
        Verdict.LEANING,
        together_with=("poor_sleep",),
        sentence="Heat or poor sleep: your notes can't separate them yet.",
    ),
    found(
        "poor_sleep", Verdict.LEANING, together_with=("heat",), lag_days=0, lags=(0,), sentence="Poor sleep or heat."
    ),
    untold(
        "stress", "too few days with it: 3", days_with=3, days_without=30, clearer="About 12 more days with stress."
    ),
    untold("cold", days_with=9),
    found("caffeine", Verdict.UNRELATED, effect=0.1, low=-0.2, high=0.3, sentence="Looks unrelated so far."),
)


@pytest.fixture
def diary(cast: Cast) -> Cast:
    """Forty days of stiffness and what may go with it."""
    for ago in range(1, DAYS + 1):
        when = Day(TODAY - timedelta(days=ago), ZONE)
        facts: list[tuple[object, object]] = [
            (Rating("stiffness", float(3 + ago % 4), Recall.LAST_24_H), when),
            *((Factor(code, ago % n == 0), when) for code, n in (("heat", 3), ("poor_sleep", 4), ("stress", 9))),
            *((Factor(code, ago % n == 0), when) for code, n in (("sitting_long", 2), ("cold", 5), ("caffeine", 2))),
        ]
        actions.save_facts(cast.alice, cast.person, facts, now=NOW, source="check-in")  # type: ignore[arg-type]
    return cast


@pytest.fixture
def told(diary: Cast, monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Finding]], None]:
    """Let the engine find these."""

    def tell(findings: Sequence[Finding]) -> None:
        def find(table: DailyTable, outcome: str, *_: object, **__: object) -> TriggerReport:
            those = tuple(replace(one, outcome=outcome) for one in findings)
            return TriggerReport(outcome, those, DAYS, table.days[0], table.days[-1], {"outcome_kind": "rating"})

        monkeypatch.setattr(compose.insight, "find_triggers", find)

    tell(SEVERAL)
    return tell


Told = Callable[[Sequence[Finding]], None]


def page_of(client: Client, at: At, tail: str = "") -> str:
    answer = client.get(at(f"goes-with/{tail}"))
    assert answer.status_code == 200
    return answer.content.decode()


def card_of(page: str, factor: str) -> str:
    """One card of the page."""
    start = page.index(f'id="{finding_cards.anchor(factor)}"')
    return page[start : page.index("</article>", start)]


def seen(html: str) -> str:
    body = re.sub(r"(?s)<svg\b.*?</svg>", " ", html)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)))


def test_a_card_says_which_way_how_much_how_long_before_how_sure_and_shows_its_days(
    told: Told, alice: Client, at: At
) -> None:
    page = page_of(alice, at)
    card = card_of(page, "sitting_long")
    for words in (
        "Long sitting", "Clear", "The day after sitting_long, stiffness was higher.", "+1.2 points",
        "likely 0.9 to 1.4 higher", "the day before", "Days after long sitting", "Days not after long sitting",
        "What would make this clearer", "About 20 more days.", "A next step you could take", "by lot",
        "Fits", "Doesn’t fit", "I’ll watch it",
    ):  # fmt: skip
        assert words in seen(card), words
    before_details = card[: card.index("<details")]
    assert 'class="chart-svg chart-glance"' in before_details, "the days are seen without opening anything"
    assert 'class="icon"' in before_details, "how sure is a shape and a word"
    assert page.index("Goes with worse days") < page.index("Goes with better days")
    better = page[page.index('id="way-better"') :]
    assert "−0.9 points" in seen(better)
    assert "likely 0.7 to 1.2 lower" in seen(better)


def test_what_cannot_be_separated_is_one_card_with_both_names(told: Told, alice: Client, at: At) -> None:
    page = page_of(alice, at)
    assert page.count("<article") == 3
    card = card_of(page, "heat")
    assert "Heat or poor sleep" in seen(card)
    assert "your notes can't separate them yet" in seen(card)
    assert card.count("chart-glance") == 2
    assert "the night before" in seen(card), "poor sleep at lag 0 came the night before"
    assert "Does “Heat” fit" in seen(card)
    assert "Does “Poor sleep” fit" in seen(card)
    assert f'id="{finding_cards.anchor("poor_sleep")}"' not in page


def test_a_partner_that_is_not_told_stands_on_the_card_and_not_in_the_lists(
    told: Told, alice: Client, at: At
) -> None:
    told([SEVERAL[2], replace(SEVERAL[3], verdict=Verdict.CANNOT_TELL)])
    page = page_of(alice, at)
    assert "Heat or poor sleep" in seen(card_of(page, "heat"))
    assert "Not told yet" not in page


def test_what_cannot_be_told_stands_under_its_reason_with_what_would_help(told: Told, alice: Client, at: At) -> None:
    page = page_of(alice, at)
    assert "About 12 more days with stress." in page
    few, both = page.index("There on too few days"), page.index("It could be nothing or something")
    assert both < page.index('entry__what">Cold') < few < page.index('entry__what">Stress')
    unrelated = page[page.index("Looks unrelated") :]
    assert "Coffee or tea late in the day" in unrelated


def test_nothing_found_is_said_calmly(told: Told, alice: Client, at: At) -> None:
    told([SEVERAL[5]])
    page = page_of(alice, at)
    assert "Nothing stands out yet" in page
    assert "<article" not in page


def test_every_word_of_the_page_is_ours_to_say(told: Told, alice: Client, at: At) -> None:
    words = seen(page_of(alice, at).split("<main")[1])
    assert [p for p in problems(words) if "dose" not in str(p) and "grade" not in str(p)] == []


@pytest.mark.parametrize(
    ("luck", "words"),
    [
        (None, "being worked out from your own notes. Look again in a minute."),
        (Luck(24, 480, 3, 9, "Of 480 fake factors, 3 came out clear."), "Of 480 fake factors, 3 came out clear."),
    ],
)
def test_luck_is_told_or_said_to_come(
    luck: Luck | None, words: str, told: Told, alice: Client, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "luck", lambda *_, **__: luck, raising=False)
    page = seen(page_of(alice, at))
    assert words in page
    assert "shifts your own notes in time" in page


def test_luck_is_not_asked_for_where_nothing_was_tried(
    told: Told, alice: Client, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    told([SEVERAL[4]])
    monkeypatch.setattr(actions, "luck", lambda *_, **__: pytest.fail("nothing was tried"), raising=False)
    assert "How lucky" not in page_of(alice, at)


# Marks


def say(client: Client, at: At, **form: str) -> str:
    answer = client.post(at("goes-with/mark/"), {"outcome": "stiffness", "factor": "sitting_long", **form})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def marks(cast: Cast) -> Mapping[str, Mark]:
    return actions.look(cast.alice, cast.person, now=NOW + timedelta(minutes=5), outcome="stiffness").marks


def test_a_mark_is_kept_shown_with_its_author_and_taken_back_by_tapping_again(
    told: Told, diary: Cast, alice: Client, bob: Client, at: At
) -> None:
    place = say(alice, at, mark="doesn't fit")
    assert marks(diary) == {"sitting_long": Mark.DOES_NOT_FIT}
    assert place.endswith(f"outcome=stiffness#{finding_cards.anchor('sitting_long', 'said')}")
    card = card_of(page_of(alice, at), "sitting_long")
    assert 'aria-pressed="true"' in card
    assert re.search(r"You, \d+ \w{3} \d{4}, \d\d:\d\d", seen(card))
    assert re.search(r"Alice, \d+ \w{3} \d{4}", seen(card_of(page_of(bob, at), "sitting_long")))
    undo = re.search(r'name="undo" value="([^"]+)"', card)
    assert undo
    for _ in range(2):  # a shaky hand taps twice
        say(alice, at, undo=undo[1])
    assert marks(diary) == {}
    history = [event.withdrawn for event in actions.history(diary.alice, diary.person, UUID(undo[1]))]
    assert history == [False, True]


def test_saying_something_else_takes_its_place_and_twice_the_same_is_once(
    told: Told, diary: Cast, alice: Client, at: At
) -> None:
    for word in ("fits", "fits", "I'll watch it"):
        say(alice, at, mark=word)
    assert marks(diary) == {"sitting_long": Mark.WATCHING}
    card = card_of(page_of(alice, at), "sitting_long")
    assert card.count('aria-pressed="true"') == 1


def test_a_carer_who_may_write_marks_and_a_clinician_only_sees(told: Told, diary: Cast, bob: Client, at: At) -> None:
    say(bob, at, mark="fits")
    assert marks(diary) == {"sitting_long": Mark.FITS}
    doctor = store_people.add_account("Dr Patel")
    store_people.put_member(
        doctor.id, diary.person, role=Role.CLINICIAN, scopes=frozenset({Scope.LOOK, Scope.NOTE}),
        ends_on=TODAY + timedelta(days=9),
    )  # fmt: skip
    client = signed_in(doctor)
    card = card_of(page_of(client, at), "sitting_long")
    assert "“Fits”" in seen(card)
    assert "Bob, " in seen(card)
    assert "<button" not in card
    assert (
        client.post(at("goes-with/mark/"), {"outcome": "stiffness", "factor": "heat", "mark": "fits"}).status_code
        == 404
    )


@pytest.mark.parametrize(
    "form",
    [
        {"mark": ""},
        {"mark": "nonsense"},
        {"mark": "fits", "factor": ""},
        {"mark": "fits", "factor": "no_such_thing"},
        {"mark": "fits", "outcome": "\x00"},
        {"undo": "x", "outcome": "no_such_thing"},
    ],
)
def test_a_bad_mark_is_refused_and_nothing_is_kept(
    form: dict[str, str], told: Told, diary: Cast, alice: Client, at: At
) -> None:
    answer = alice.post(at("goes-with/mark/"), {"outcome": "stiffness", "factor": "heat", **form})
    assert answer.status_code == 400
    assert marks(diary) == {}


def test_undoing_what_is_not_this_mark_takes_nothing_back(told: Told, diary: Cast, alice: Client, at: At) -> None:
    say(alice, at, mark="fits")
    for other in (str(diary.entry.id), str(uuid4()), "x"):
        say(alice, at, undo=other)
    assert marks(diary) == {"sitting_long": Mark.FITS}
    assert diary.entry.fact in [
        e.event.fact for d in actions.timeline(diary.alice, diary.person, limit=500).days for e in d.entries
    ]


def test_own_words_as_a_factor_are_marked_too(told: Told, diary: Cast, alice: Client, at: At) -> None:
    told([found('own:loud "music" & <b>')])
    page = page_of(alice, at)
    assert "<b>”" not in page
    say(alice, at, factor='own:loud "music" & <b>', mark="fits")
    assert list(marks(diary)) == ['own:loud "music" & <b>']


# What can be looked at


def note(cast: Cast, facts: Callable[[date], Sequence[tuple[object, object]]], days: int = 20) -> None:
    for ago in range(1, days + 1):
        said = list(facts(TODAY - timedelta(days=ago)))
        actions.save_facts(cast.alice, cast.person, said, now=NOW, source="check-in")  # type: ignore[arg-type]


def at_hour(day: date, hour: int) -> Instant:
    return Instant(datetime(day.year, day.month, day.day, hour, tzinfo=UTC), "UTC")


def test_time_of_day_parts_of_the_body_and_own_numbers_are_offered_and_shown(
    cast: Cast, alice: Client, at: At
) -> None:
    note(
        cast,
        lambda day: [
            (Rating("stiffness", float(day.day % 5)), at_hour(day, 8)),
            (Rating("stiffness", float(day.day % 4)), at_hour(day, 20)),
            (Rating("stiffness", float(day.day % 3), part="calf"), at_hour(day, 20)),
            (Measurement("own:cups of tea", float(day.day % 6), "1"), Day(day, ZONE)),
        ],
    )
    page = page_of(alice, at)
    groups = dict(re.findall(r'(?s)<optgroup label="([^"]+)">(.*?)</optgroup>', page))
    assert list(groups) == ["How it feels", "By time of day", "By part of the body", "In your own words"]
    assert "Stiffness in the morning (20 days)" in groups["By time of day"]
    assert "calf (20 days)" in groups["By part of the body"]
    assert "Cups of tea (20 days)" in groups["In your own words"]
    for value, title in (
        ("stiffness_now%23morning", "Stiffness in the morning, in short"),
        ("stiffness_now%40calf", "Stiffness at check-in, calf, in short"),
        ("own%3Acups+of+tea", "Cups of tea, in short"),
    ):
        assert title in page_of(alice, at, f"?outcome={value}")


def test_a_column_of_a_few_days_is_not_offered_but_shown_if_it_is_looked_at(
    cast: Cast, alice: Client, at: At
) -> None:
    note(cast, lambda day: [(Rating("pain", 3, Recall.LAST_24_H), Day(day, ZONE))], days=5)
    assert '<option value="pain"' not in page_of(alice, at, "?outcome=stiffness_now")
    assert '<option value="pain" selected' in page_of(alice, at, "?outcome=pain")


def test_the_choice_is_kept_and_given_up_again(told: Told, diary: Cast, alice: Client, bob: Client, at: At) -> None:
    note(diary, lambda day: [(Rating("pain", float(day.day % 5), Recall.LAST_24_H), Day(day, ZONE))])
    assert alice.post(at("goes-with/first/"), {"outcome": "pain"}).status_code == 302
    page = page_of(alice, at)
    assert "Pain, in short" in page
    assert "This was chosen to be shown first." in page
    assert "Always show this first" not in page_of(bob, at, "?outcome=stiffness"), "only the owner chooses"
    assert bob.post(at("goes-with/first/"), {"outcome": "stiffness"}).status_code == 404
    assert alice.post(at("goes-with/first/"), {"outcome": "no_such_thing"}).status_code == 400
    alice.post(at("goes-with/first/"), {"outcome": ""})
    assert "Stiffness, in short" in page_of(alice, at)


# The words, by themselves

SCALE = finding_words.Scale("rating")


@pytest.mark.parametrize(
    ("changed", "scale", "much", "likely"),
    [
        ({}, SCALE, "+1.2 points", "likely 0.9 to 1.4 higher"),
        ({"effect": 1.0}, SCALE, "+1.0 point", "likely 0.9 to 1.4 higher"),
        ({"effect": -0.4, "low": -0.9, "high": 0.2}, SCALE, "−0.4 points", "likely between 0.9 lower and 0.2 higher"),
        ({"effect": -0.5, "low": -0.9, "high": -0.01}, SCALE, "−0.5 points", "likely 0 to 0.9 lower"),
        ({"effect": 0.01, "low": -0.3, "high": 0.3}, SCALE, "0 points", "likely between 0.3 lower and 0.3 higher"),
        ({}, finding_words.Scale("count", 1, "night"), "+1.2 a night", "likely 0.9 to 1.4 more"),
        ({"effect": 0.12, "low": 0.05, "high": 0.2}, finding_words.Scale("yes/no"), "+12 days in 100",
         "likely 5 to 20 more often"),
        ({"is_continuous": True}, SCALE, "+1.2 points", "likely 0.9 to 1.4 higher, for one usual step more"),
        ({"effect": None}, SCALE, "", ""),
    ],
)  # fmt: skip
def test_how_much(changed: dict[str, Any], scale: finding_words.Scale, much: str, likely: str) -> None:
    assert finding_words.how_much(found("heat", **changed), scale) == (much, likely)


@pytest.mark.parametrize(
    ("factor", "outcome", "lags", "words"),
    [
        ("heat", "stiffness", (0,), "the same day"),
        ("heat", "stiffness", (1,), "the day before"),
        ("heat", "stiffness", (0, 1), "the same day and the day before"),
        ("heat", "stiffness", (1, 2, 3), "the day before and up to three days before"),
        ("poor_sleep", "stiffness", (0,), "the night before"),
        ("poor_sleep", "night_spasms", (1,), "the day before"),
        ("heat", "stiffness", (), ""),
    ],
)
def test_how_long_before(factor: str, outcome: str, lags: tuple[int, ...], words: str) -> None:
    one = found(factor, outcome=outcome, lags=lags, lag_days=lags[0] if lags else None)
    assert finding_words.how_long_before(one) == words


@pytest.mark.parametrize(
    ("outcome", "effect", "way"),
    [
        ("stiffness", 1.0, "worse"),
        ("stiffness", -1.0, "better"),
        ("night_spasms", 1.0, "worse"),
        ("sleep_quality", 1.0, "better"),
        ("hindered.walking@left", -0.2, "better"),
        ("poor_sleep", 0.2, "worse"),
        ("own:cups of tea", 1.0, "higher"),
        ("own:cups of tea", -1.0, "lower"),
    ],
)
def test_which_way_is_worse(outcome: str, effect: float, way: str) -> None:
    assert finding_words.which_way(found("heat", outcome=outcome, effect=effect)) == way


@pytest.mark.parametrize(
    ("finding", "title"),
    [
        (untold("stress", "x", days_with=2, days_without=40), "There on too few days"),
        (untold("stress", "x", days_with=40, days_without=2), "There on nearly all days"),
        (untold("sleep_hours", "x", days_with=6, days_without=6, is_continuous=True), "Noted on too few days"),
        (untold("stress", "x", days_with=0, days_without=0), "Nothing to compare yet"),
        (untold("pain", "x", days_with=0, days_without=0), "It comes with a bad day, or after it"),
        (untold("cold"), "It could be nothing or something"),
        (untold("cold", "noted only when it was there", effect=0.1), "It could be nothing or something"),
        (untold("exertion_physical", "people do more", effect=0.1), "It may run the other way round"),
        (untold("bladder_infection", "important", effect=0.1), "Too important to rule out"),
        (untold("heat", "they go together on the same day", effect=0.1), "For another reason"),
        (
            untold("heat", "your notes are from May only, and a winter diary", days_with=2, days_without=40),
            "Your notes are from the other half of the year",
        ),
    ],
)
def test_every_reason_has_its_heading(finding: Finding, title: str) -> None:
    assert finding_words.why_not(finding) == title
    assert title in finding_words.WHY_NOT


def test_a_line_does_not_say_its_heading_again() -> None:
    said = "Can't tell yet about heat and stiffness: too few days with it: 3."
    assert finding_words.without_opening(said, "heat", "stiffness") == "Too few days with it: 3."
    assert finding_words.without_opening("Another sentence.", "heat", "stiffness") == "Another sentence."


def test_a_mark_without_a_name_says_the_role() -> None:
    event = Event(
        uuid4(),
        uuid4(),
        FindingMark("stiffness", "heat", Mark.FITS),
        Instant(NOW, ZONE),
        NOW,
        Author("carer"),
        "mark",
    )
    card = actions.PersonCard(uuid4(), "Alice", ZONE, Role.SELF, frozenset())
    said = finding_cards._said(event, card)
    assert said is not None
    assert said.by.startswith("A carer, ")


def test_long_lists_of_choices_have_no_factor_among_them() -> None:
    table = DailyTable(
        tuple(date(2026, 3, 1) + timedelta(days=n) for n in range(20)),
        dict.fromkeys(
            ("stiffness", "heat.level", "walk.minutes", "own:x.level", "sleep_hours", "wakings"), (1.0, 2.0) * 10
        ),
    )
    offered = {
        group.title: [name for name, _ in group.options] for group in outcome_choices.choices(table, shown=None)
    }
    assert offered == {"How it feels": ["stiffness"], "Sleep": ["sleep_hours", "wakings"]}
