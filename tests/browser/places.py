"""Which pages are there, and in which states? Every address that shows one, and what only an answer shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

from supple.web import errors, outbox_code
from tests.browser.conftest import Served

# Every address that shows a page. Addresses that only change something or give a file show none.
PAGES = {
    "people": "/people/",
    "phone": "/phone/",
    "add_person": "/people/add/",
    "login": "/login/",
    "enter": "/enter/no-such-link",
    "help": "/help/",
    "about": "/about/",
    "on_phone": "/on-this-phone/",
    "style": "/style/",
    "article": "/about/{article}/",
    "today": "{p}today/",
    "one_question": "{p}one/",
    "timeline": "{p}timeline/",
    "add_entry": "{p}timeline/add/",
    "entry": "{entry}",
    "saved": "{saved}",
    "where": "{where}",
    "stiff_where": "{p}stiff-where/",
    "as_yesterday": "{p}as-yesterday/",
    "fall": "{p}fall/",
    "catch_up": "{p}catch-up/",
    "pause": "{p}pause/",
    "goes_with": "{p}goes-with/",
    "aloud": "{p}goes-with/aloud/",
    "course": "{p}course/?by=month",
    "course_hours": "{p}course/hours/?days=365",
    "course_body": "{p}course/body/?by=week",
    "course_compare": "{p}course/compare/",
    "week": "{p}week/",
    "in_time": "{p}in-time/",
    "when_to_call": "{p}when-to-call/",
    "why": "{p}why/R17/",
    "raised": "{p}alerts/",
    "signs": "{p}signs/",
    "check_triggers": "{p}check-triggers/",
    "trigger_card": "{trigger_card}",
    "team_questions": "{p}team-questions/",
    "team_card": "{team_card}",
    "plan": "{p}plan/",
    "injections": "{p}injections/",
    "injection_add": "{p}injections/add/",
    "due": "{p}due/",
    "due_ledger": "{p}due/ledger/",
    "stretches": "{p}stretches/?area=calves",
    "session": "{p}stretches/session/?do=calf_lying&do=calf_seated",
    "routines": "{p}routines/",
    "routine_write": "{p}routines/write/",
    "breaks": "{p}breaks/",
    "at_home": "{p}home/",
    "activity": "{p}activity/",
    "activity_note": "{p}activity/note/",
    "reminders": "{p}reminders/",
    "changes": "{p}changes/",
    "change": "{change}",
    "balance": "{p}changes/balance/?medicine=tizanidine",
    "doses": "{p}doses/",
    "medicines": "{p}medicines/",
    "medicine_add": "{p}medicines/add/",
    "medicine": "{medicine}",
    "medicine_change": "{medicine}change/",
    "goals": "{p}plan/goals/",
    "goal_right": "{goal}",
    "visits": "{p}plan/visits/",
    "aids": "{p}plan/aids/",
    "tightness": "{p}plan/aids/tight/",
    "team": "{p}plan/team/",
    "allergies": "{p}plan/allergies/",
    "card": "{p}card/",
    "plan_sheet": "{p}plan/sheet/",
    "pump": "{p}pump/",
    "pump_refill": "{p}pump/refill/",
    "pump_programming": "{p}pump/programme/",
    "pump_bolus": "{p}pump/extra/",
    "pump_end": "{p}pump/taken-out/",
    "pump_setup": "{p}pump/set-up/",
    "report": "{p}report/",
    "import": "{p}import/",
    "look_back": "{p}look-back/",
    "more": "{p}more/",
    "settings": "{p}settings/",
    "erase": "{p}settings/erase/",
}
NO_PAGE = {
    "home",
    "worker",
    "feed",
    "manifest",
    "icon",
    "outbox_ready",
    "outbox_module",
    "report_pdf",
    "plan_sheet_pdf",
    "week_pdf",
    "rules_pdf",
    "import_template",
    "export",
    "card_wallet",
    "card_phone",
}
SIGNED_OUT = {"login", "enter"}
# The other ways in which a page can stand there: a course of another length, with another person's notes.
VIEWS = {
    "course by day": "{n}course/?by=day",
    "course by week": "{n}course/?by=week",
    "course by year": "{n}course/?by=year",
    "body by month": "{n}course/body/?by=month",
    "body by year": "{n}course/body/?by=year",
    "today with doses": "{n}today/",
    "one day of the catch-up": "{p}catch-up/?day={yesterday}",
    "no such page": "/no-such-page/",
    "a day that is none": "{p}look-back/?until=soon",
}
SHEETS = {"trigger_card": "check-triggers/", "team_card": "team-questions/"}
# Pages that need more than a diary: held by the test that sets them up.
HELD_BY = {
    "phone/phone.html": "test_on_a_phone.py: shared with a phone",
    "phone/code.html": "test_on_a_phone.py: shared with a phone",
    "doses/ask.html": "test_doses.py: doses are prescribed",
    "medicines/review.html": "test_medicines.py: a ladder of six steps",
}


FORGET = "async path => 'caches' in window && (await caches.open('supple-diary')).delete(path)"


@dataclass(frozen=True)
class Visit:
    """A window of somebody signed in, and a fresh diary for what a state leaves behind."""

    page: Page
    served: Served
    root: str

    def open(self, tail: str) -> None:
        """The page as it is now: on a busy machine the phone may show the one it kept before."""
        self.page.evaluate(FORGET, f"{self.root}{tail}")
        self.page.goto(f"{self.served.url}{self.root}{tail}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).first.click()


def nothing_noted(visit: Visit) -> None:
    visit.open("today/")


def nothing_seen(visit: Visit) -> None:
    visit.open("goes-with/")


def one_tap(visit: Visit) -> None:
    """Just saved by one tap: undo, where, how strong, and how strong was chosen."""
    visit.open("today/")
    visit.press("Spasm +1")
    visit.page.locator(".after-tap button").first.click()
    expect(visit.page.locator(".after-tap [aria-pressed=true]")).to_be_visible()
    expect(visit.page.get_by_role("status")).to_contain_text("Saved")


def answers_with_errors(visit: Visit) -> None:
    visit.open("today/")
    visit.page.get_by_text("Spasms, cramps and falls").click()
    visit.page.get_by_label(re.compile("^Spasms .*night")).fill("lots")
    visit.press("Save these answers")
    expect(visit.page.locator("#errors")).to_be_focused()


def one_more_question(visit: Visit) -> None:
    visit.open("one/")
    visit.press("3")
    expect(visit.page.get_by_text("One more?")).to_be_visible()


def enough_questions(visit: Visit) -> None:
    one_more_question(visit)
    visit.page.get_by_role("link", name="Enough for now").click()
    expect(visit.page.get_by_role("heading", name="Enough for now")).to_be_visible()


def a_note_read_back(visit: Visit) -> None:
    visit.open("today/")
    visit.page.get_by_role("textbox", name="Or say it in your own words").fill("stiffness 6, maybe 3 spasms, odd")
    visit.press("Note it")
    expect(visit.page.get_by_role("heading", name="Is this right?")).to_be_visible()


def own_symptoms(visit: Visit) -> None:
    visit.open("settings/")
    visit.page.locator("#symptoms").get_by_role("textbox").last.fill("buzzing feet")
    visit.page.locator("#symptoms").get_by_role("button").last.click()
    expect(visit.page.get_by_role("status")).to_contain_text("Saved")


def paused_with_an_emergency(visit: Visit) -> None:
    visit.open("pause/")
    visit.press("Pause from today")
    visit.page.wait_for_url("**/today/**")
    visit.open("signs/")
    visit.page.get_by_role("checkbox", name="A fit or seizure").check()
    visit.press("Note this")
    visit.open("today/")
    expect(visit.page.locator(".today__alert.tier-T0, .held--rest")).to_have_count(2)


def an_emergency_beside_one_question(visit: Visit) -> None:
    visit.open("one/")
    expect(visit.page.locator(".alert.tier-T0")).to_be_visible()


def an_answered_emergency(visit: Visit) -> None:
    visit.open("when-to-call/")
    visit.page.get_by_role("button", name=re.compile("^I called")).first.click()
    expect(visit.page.get_by_text("You noted: called.").first).to_be_visible()


def what_to_do(visit: Visit) -> None:
    """The help page's answer when no script adds it up."""
    visit.page.goto(visit.served.url + "/help/")
    visit.page.get_by_role("checkbox", name="A fit or seizure").check()
    visit.press("Note this")
    expect(visit.page.get_by_role("heading", name="What to do")).to_be_visible()


def a_file_looked_at(visit: Visit) -> None:
    visit.open("import/")
    table = b"day,stiffness,spasms\n2026-01-01,4,2\n2026-01-02,5,\n2026-01-03,,1\n"
    visit.page.set_input_files("#file", {"name": "table.csv", "mimeType": "text/csv", "buffer": table})
    visit.press("Look at it")
    expect(visit.page.get_by_role("heading", name="What the file holds")).to_be_visible()


def a_file_kept(visit: Visit) -> None:
    a_file_looked_at(visit)
    visit.page.locator("main form .button--primary").click()
    expect(visit.page.get_by_role("heading", level=1)).not_to_have_text("What the file holds")


def a_refill_that_looks_odd(visit: Visit) -> None:
    visit.open("pump/refill/")
    for label, typed in (("Filled volume, mL", "20"), ("Concentration, micrograms per mL", "0.5")):
        visit.page.get_by_label(label).fill(typed)
    visit.press("Save the refill")
    expect(visit.page.get_by_role("heading", name="Please look again").first).to_be_visible()


def a_link_for_a_calendar(visit: Visit) -> None:
    """Shown once, after it was made."""
    visit.open("reminders/")
    visit.press("Make a link")
    expect(visit.page.get_by_label("The link")).to_be_visible()


def somebody_let_in(visit: Visit) -> None:
    visit.open("settings/#people")
    visit.page.get_by_text("Let somebody in").click()
    visit.page.get_by_label(re.compile("name", re.IGNORECASE)).last.fill("Ana")
    visit.page.locator("#people input[name=scope]").first.check()
    visit.press("Make a link for them")
    expect(visit.page.get_by_role("heading", name="A link for Ana")).to_be_visible()


WAITING = """async ([address, account, person]) => {
  const {put} = await import(address);
  const item = {account, person, url: '/', fields: [['stiffness', '6']], said: 'Stiffness 6', noted: Date.now() - 9e6,
    zone: 'Europe/London', ahead: 0};
  for (const [state, more] of [['waiting', {}], ['asks', {}],
    ['rejected', {reasons: ['Choose a number from 0 to 10.']}],
    ['asks when', {reasons: ['This phone’s clock was wrong.'], times: [new Date().toISOString()]}],
    ['kept', {clock: 'Its time was put right.', keptAt: Date.now()}]])
    await put({...item, ...more, state, id: crypto.randomUUID()});
}"""


def what_waits_on_this_phone(visit: Visit) -> None:
    """Sent when it can be, asked about, not kept, and with no network at all."""
    visit.page.goto(visit.served.url + "/on-this-phone/")
    visit.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    visit.page.reload()
    account = visit.page.evaluate("document.documentElement.dataset.account")
    visit.page.context.set_offline(True)
    visit.page.evaluate(WAITING, [outbox_code.url_of("db"), account, visit.root.strip("/").split("/")[1]])
    visit.page.goto(visit.served.url + "/on-this-phone/")
    for words in ("Supple has a question", "Supple did not keep it", "clock was wrong", "put right"):
        expect(visit.page.locator(".outbox-list > li").filter(has_text=words)).to_be_visible()
    expect(visit.page.locator("#outbox")).to_contain_text("There is no network")


def today_with_no_network(visit: Visit) -> None:
    visit.open("today/")
    visit.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    visit.page.reload()
    visit.page.evaluate(KEPT)
    visit.page.context.set_offline(True)
    visit.page.reload()
    visit.page.locator(".keypad .key").nth(4).click()
    expect(visit.page.locator(".outbox-said").filter(has_text="Kept on this phone")).to_be_visible()


KEPT = """async () => {
  const kept = async () => Boolean(await (await caches.open('supple-diary')).match(location.pathname));
  while (!await kept()) await new Promise(resolve => setTimeout(resolve, 50));
}"""


def a_receipt(visit: Visit) -> None:
    """The last of all: afterwards the diary is gone."""
    visit.open("settings/erase/")
    visit.page.get_by_role("textbox").fill("Robin")
    visit.press("Erase everything for good")
    expect(visit.page.get_by_role("heading", level=1)).not_to_have_text("Erase everything")


def a_link_that_is_used_up(visit: Visit) -> None:
    visit.page.goto(visit.served.url + "/enter/no-such-link")
    visit.press("Open the diary")
    expect(visit.page.get_by_role("button", name="Open the diary")).to_have_count(0)


def _error(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[Visit], None]:
    """A page that no address gives on demand, as the house makes it, in the place of one."""

    def show(visit: Visit) -> None:
        request = RequestFactory().post("/", {"text": "stiffness 6"}, HTTP_ORIGIN="http://testserver")
        made = answer(request)

        def fulfil(route: Route) -> None:
            route.fulfill(
                status=made.status_code, body=made.content.decode(), content_type="text/html; charset=utf-8"
            )

        visit.page.route("**/broken/", fulfil)
        visit.page.goto(visit.served.url + "/broken/")

    return show


STATES: dict[str, Callable[[Visit], None]] = {
    "nothing noted": nothing_noted,
    "nothing seen": nothing_seen,
    "one tap": one_tap,
    "answers with errors": answers_with_errors,
    "one more question": one_more_question,
    "enough questions": enough_questions,
    "a note read back": a_note_read_back,
    "own symptoms": own_symptoms,
    "paused with an emergency": paused_with_an_emergency,
    "an emergency beside one question": an_emergency_beside_one_question,
    "an answered emergency": an_answered_emergency,
    "what to do": what_to_do,
    "a file looked at": a_file_looked_at,
    "a file kept": a_file_kept,
    "a refill that looks odd": a_refill_that_looks_odd,
    "a link for a calendar": a_link_for_a_calendar,
    "somebody let in": somebody_let_in,
    "today with no network": today_with_no_network,
    "what waits on this phone": what_waits_on_this_phone,
    "a form that went stale": _error(errors.csrf_failure),
    "signed out": _error(errors.signed_out),
    "something broke": _error(errors.server_error),
    "a link that is used up": a_link_that_is_used_up,
    "a receipt": a_receipt,
}
"""In this order: they share one diary, and the last one erases it."""


def path_of(url: str) -> str:
    return urlsplit(url).path
