"""What a person sees of findings: cards, what cannot be told, luck, marks, and what else can be looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import ZONE, Cast, signed_in
from tests.web.found import found, untold

from supple import actions
from supple.actions import compose
from supple.model import (
    DailyTable,
    Day,
    Factor,
    Finding,
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
from supple.web import finding_cards

At = Callable[[str], str]
NOW = datetime.now(UTC)
TODAY = NOW.date()
DAYS = 40


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
