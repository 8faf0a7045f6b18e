"""The pages of the course and of the week: what they show, how they lead on, and what they say to a bad address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from tests.spec.words import problems
from tests.web.cast import SECRET, ZONE, Cast
from tests.web.test_pages import sample, text_of

from supple import actions
from supple.model import Count, DaySlot, Instant, Period, Rating, Side, Slot, local_day_of

At = Callable[[str], str]
NOW = datetime.now(UTC)
__all__ = ["sample"]

PAGES = (
    "course/?by=day",
    "course/",
    "course/?by=month",
    "course/?by=year",
    "course/hours/",
    "course/body/",
    "course/compare/",
    "week/",
    "in-time/",
    "goes-with/aloud/",
)


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


@pytest.mark.parametrize("tail", PAGES)
def test_every_page_with_a_whole_diary_and_with_an_empty_one(
    tail: str, sample: tuple[Client, str], charlie: Client, cast: Cast
) -> None:
    client, root = sample
    for url, who in ((root + tail, client), (f"/p/{cast.charlies_person}/{tail}", charlie)):
        page = page_of(who, url)
        assert page.count("<h1") == 1
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script>", page)
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), tail
        # A finding's own sentence is longer than a page's words may be.
        told = text_of(page) if "aloud" not in tail else ""
        assert [each for each in problems(told) if "dose" not in str(each) and "grade" not in str(each)] == []


def test_one_address_leads_from_a_day_to_a_year_and_to_its_neighbours(alice: Client, at: At) -> None:
    page = page_of(alice, at("course/?by=month&on=2026-03-10"))
    assert ">March 2026</h2>" in page
    links = dict(re.findall(r'href="([^"]*/course/\?[^"]*)"[^>]*>([^<]*)<', page))
    asked = [parse_qs(urlsplit(url.replace("&amp;", "&")).query) for url in links]
    assert {"by": ["year"], "on": ["2026-03-10"]} in asked, "the day stays in view"
    assert {"by": ["day"], "on": ["2026-03-10"]} in asked
    assert {"by": ["month"], "on": ["2026-02-01"]} in [parse_qs(urlsplit(u).query) for u in _hrefs(page)]
    assert {"by": ["month"], "on": ["2026-04-01"]} in [parse_qs(urlsplit(u).query) for u in _hrefs(page)]


def _hrefs(page: str) -> list[str]:
    return [url.replace("&amp;", "&") for url in re.findall(r'href="([^"]*)"', page)]


def test_today_has_nothing_later(alice: Client, at: At) -> None:
    assert ">Later<" not in page_of(alice, at("course/")).replace('<span class="visually-hidden">', "<")


@pytest.mark.parametrize(
    "tail",
    [
        "course/?by=decade",
        "course/?on=2999-01-01",
        "course/?on=yesterday",
        "course/?on=1066-10-14",
        "course/hours/?what=mood",
        "course/hours/?days=nine",
        "course/body/?by=century",
        "course/compare/?one_first=2026-01-01",
        "course/compare/?one_first=2026-01-05&one_last=2026-01-01&other_first=2026-02-01&other_last=2026-02-02",
        "course/compare/?change=nothing-like-it",
        "week/?on=2999-01-01",
        "week/?on=x",
        "week.pdf?on=x",
    ],
)
def test_a_bad_address_is_explained(tail: str, alice: Client, at: At) -> None:
    answer = alice.get(at(tail))
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


def test_an_unknown_thing_shows_several_instead(alice: Client, at: At) -> None:
    assert "Several things at once" in page_of(alice, at("course/?what=no-such-column"))


def test_what_is_chosen_is_shown_alone(sample: tuple[Client, str]) -> None:
    client, root = sample
    page = page_of(client, root + "course/?by=year&what=pain_now")
    assert '<option value="pain_now" selected>' in page
    assert page.count("chart-course") == 2


def test_a_change_is_a_letter_on_the_picture_and_a_link_beside_it(sample: tuple[Client, str]) -> None:
    client, root = sample
    page = page_of(client, root + "course/?by=year")
    assert 'class="chart-badge-text"' in page
    assert re.search(rf'href="{root}changes/one/\?change=[^"]+"', page)
    assert page.count("<b>A</b>") == 0, "the key stands once, as links"


def test_letters_beside_a_picture_are_those_on_it(sample: tuple[Client, str]) -> None:
    client, root = sample
    for tail in ("course/?by=year", "course/?by=year&what=stiffness_now", "course/?by=month&what=stiffness_now"):
        page = page_of(client, root + tail)
        drawn = re.findall(r'class="chart-badge-text"[^>]*>([A-Z])<', page)
        beside = re.findall(r'<b class="letter">([A-Z])</b>', page)
        assert set(drawn) == set(beside), tail


def test_only_what_was_noted_in_these_days_can_be_chosen(alice: Client, at: At, cast: Cast) -> None:
    facts = [(Rating("pain", 5), Instant(datetime(2026, 2, 27, 12, tzinfo=UTC), ZONE))]
    facts += [(Rating("stiffness", 5), Instant(datetime(2026, 3, 2, 12, tzinfo=UTC), ZONE))]
    actions.save_facts(cast.alice, cast.person, facts, now=NOW, source="note")
    page = page_of(alice, at("course/?by=month&on=2026-03-10"))
    assert ">Stiffness at check-in (1 day)</option>" in page
    assert "Pain" not in page


def test_a_day_that_has_not_come_offers_no_picture(alice: Client, at: At) -> None:
    assert "by=day" not in page_of(alice, at("timeline/?day=2999-01-01"))
    today = local_day_of(Instant(NOW, ZONE))
    page = page_of(alice, at(f"week/?on={today.isoformat()}"))
    assert page.count("not come yet") == 8 * (6 - today.weekday())


def test_before_and_after_a_change_leads_to_its_own_page(sample: tuple[Client, str]) -> None:
    client, root = sample
    change = re.search(rf'{root}changes/one/(\?change=[^"]+)"', page_of(client, root + "changes/"))
    assert change is not None
    one = page_of(client, root + "changes/one/" + change[1])
    there = re.search(r'href="([^"]*course/compare/\?change=[^"]*)"', one)
    assert there is not None
    page = page_of(client, there[1])
    assert "Did it help? Ask here" in page
    assert "It does not say why" in page


def test_the_clock_says_when_there_are_too_few(alice: Client, at: At, cast: Cast) -> None:
    # Of last night whatever the hour is now: in the evening "the night" would be the one to come.
    night = (NOW - timedelta(days=1)).astimezone(ZoneInfo(ZONE)).replace(hour=3)
    when = Instant(night, ZONE)
    actions.save_facts(cast.alice, cast.person, [(Count("cramps", 1, Period.NIGHT), when)], now=NOW, source="note")
    page = page_of(alice, at("course/hours/?what=cramps"))
    assert "too few to tell" in page or "were noted with no hour" in page or "more had no hour" in page
    assert page.count('aria-current="true"') == 2


def test_parts_of_the_body_stand_in_a_table_with_their_numbers(alice: Client, at: At, cast: Cast) -> None:
    when = Instant(NOW - timedelta(hours=1), ZONE)
    facts = [(Rating("stiffness", value, part="calf", side=Side.LEFT), when) for value in (4, 8)]
    actions.save_facts(cast.alice, cast.person, facts, now=NOW, source="note")
    page = page_of(alice, at("course/body/"))
    assert re.search(r'<th scope="row">Left calf</th>', page)
    assert "<b>8</b><small>1 day</small>" in page
    assert '<span class="visually-hidden">not noted</span>' in page


def test_a_blank_square_leads_to_the_form_with_its_day_and_part(alice: Client, at: At, cast: Cast) -> None:
    today = NOW.date()
    slot = DaySlot(today - timedelta(days=2), Slot.MORNING, ZONE)
    actions.save_facts(cast.alice, cast.person, [(Rating("stiffness", 9), slot)], now=NOW, source="note")
    page = page_of(alice, at("week/"))
    assert '<b class="square__numbers">9</b>' in page
    blank = f"timeline/add/?day={(today - timedelta(days=2)).isoformat()}&amp;slot=evening"
    assert blank in page
    form = page_of(alice, at(blank.replace("&amp;", "&")))
    assert '<option value="evening" selected>' in form
    assert f'value="{(today - timedelta(days=2)).isoformat()}"' in form
    answered = alice.post(
        at("timeline/add/"),
        {
            "form_id": str(uuid4()),
            "day": (today - timedelta(days=2)).isoformat(),
            "slot": "evening",
            "text": "stiffness 3",
        },
    )
    assert answered.status_code == 302
    assert '<b class="square__numbers">3</b>' in page_of(alice, at("week/"))


def test_an_unknown_slot_in_the_address_is_no_slot(alice: Client, at: At) -> None:
    assert '<option value="" selected>' in page_of(alice, at("timeline/add/?slot=teatime"))


def test_a_week_as_pdf_and_an_empty_one(alice: Client, at: At) -> None:
    for tail in ("week.pdf", "week.pdf?empty=1", "week.pdf?on=2026-01-05"):
        answer = alice.get(at(tail))
        assert answer.content.startswith(b"%PDF")
        assert "attachment" in answer["Content-Disposition"]
        assert answer["Cache-Control"].startswith("no-store") or "no-store" in answer["Cache-Control"]
        assert SECRET.encode() not in answer.content


def test_who_only_looks_gets_no_way_to_note(cast: Cast, at: At) -> None:
    from tests.web.cast import signed_in

    from supple.model import Role, Scope
    from supple.store import people as store_people

    look = frozenset({Scope.LOOK})
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=look, ends_on=None)
    client = signed_in(cast.bob)
    for tail in ("week/", "course/?by=day", "course/body/", "course/hours/"):
        assert "timeline/add/" not in page_of(client, at(tail)).split("<main")[1]
    page = page_of(client, at("in-time/"))
    assert at("card/") not in page
    assert at("check-triggers/") not in page


def test_the_first_page_says_what_comes_next_until_it_need_not(alice: Client, at: At, cast: Cast) -> None:
    assert "1 day is noted. After 6 more noted days" in page_of(alice, at("today/"))
    facts = [(Rating("stiffness", 5), Instant(NOW - timedelta(days=ago), ZONE)) for ago in range(15)]
    actions.save_facts(cast.alice, cast.person, facts, now=NOW, source="note")
    assert "more noted day" not in page_of(alice, at("today/"))


def test_cards_to_read_aloud_begin_simply(sample: tuple[Client, str]) -> None:
    client, root = sample
    page = page_of(client, root + "goes-with/aloud/")
    cards = re.findall(r'<article class="card".*?</article>', page, re.DOTALL)
    assert cards
    first = re.findall(r"<p[^>]*>(.*?)</p>", cards[0])
    assert len(first[0].split()) < 16
    assert "caused" not in " ".join(first)


def test_a_pause_is_marked_on_the_course(alice: Client, cast: Cast) -> None:
    actions.save_facts(
        cast.alice, cast.person, [(Rating("stiffness", 4.0), Instant(NOW, ZONE))], now=NOW, source="test"
    )
    actions.pause(cast.alice, cast.person, now=NOW)
    assert "a pause began" in page_of(alice, f"/p/{cast.person}/course/?by=week")
