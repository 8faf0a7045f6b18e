"""Which page answers which address, and who may open it? The one table of both."""

from __future__ import annotations

from django.urls import path

from supple.web import sync
from supple.web.guard import Who, address
from supple.web.pages import (
    about,
    entry,
    goes_with,
    help,  # noqa: A004 -- the page is called what the button says
    importing,
    login,
    more,
    note,
    people,
    plan,
    report,
    saved,
    settings,
    timeline,
    today,
    when_to_call,
)

handler404 = "supple.web.errors.not_found"
handler500 = "supple.web.errors.server_error"

POST = ("POST",)
BOTH = ("GET", "POST")
P = "p/<uuid:person_id>/"

urlpatterns = [
    address("", people.home, "home", Who.SIGNED_IN),
    address("login/", login.show, "login", Who.ANYBODY),
    address("enter/<str:token>", login.enter, "enter", Who.ANYBODY, methods=BOTH),
    address("sign-out/", login.sign_out, "sign_out", Who.SIGNED_IN, methods=POST),
    address("help/", help.show, "help", Who.ANYBODY),
    address("help/worker.js", help.worker, "help_worker", Who.ANYBODY),
    address("about/", about.show, "about", Who.ANYBODY),
    address("about/<slug:article_id>/", about.article, "article", Who.ANYBODY),
    address("looks/", more.looks, "looks", Who.SIGNED_IN, methods=POST),
    address("people/", people.show, "people", Who.SIGNED_IN),
    address("people/add/", people.add, "add_person", Who.SIGNED_IN, methods=BOTH),
    address(P + "today/", today.show, "today", Who.LOOK),
    address(P + "check-in/", today.check_in, "check_in", Who.NOTE, methods=POST),
    address(P + "note/", note.review, "note", Who.NOTE, methods=POST),
    address(P + "note/save/", note.save, "save_note", Who.NOTE, methods=POST),
    address(P + "saved/<uuid:group>/", saved.show, "saved", Who.LOOK),
    address(P + "saved/<uuid:group>/undo/", saved.undo, "undo", Who.NOTE, methods=POST),
    address(P + "timeline/", timeline.show, "timeline", Who.LOOK),
    address(P + "timeline/add/", timeline.add, "add_entry", Who.NOTE, methods=BOTH),
    address(P + "entry/<uuid:event_id>/", entry.show, "entry", Who.LOOK),
    address(P + "entry/<uuid:event_id>/correct/", entry.correct, "correct", Who.NOTE, methods=POST),
    address(P + "entry/<uuid:event_id>/withdraw/", entry.withdraw, "withdraw", Who.NOTE, methods=POST),
    address(P + "goes-with/", goes_with.show, "goes_with", Who.LOOK),
    address(P + "goes-with/mark/", goes_with.mark, "mark_finding", Who.NOTE, methods=POST),
    address(P + "goes-with/first/", goes_with.keep, "keep_outcome", Who.OWNER, methods=POST),
    address(P + "when-to-call/", when_to_call.show, "when_to_call", Who.LOOK),
    address(P + "signs/", when_to_call.signs, "signs", Who.NOTE, methods=BOTH),
    address(P + "gap/", when_to_call.answer_gap, "answer_gap", Who.NOTE, methods=POST),
    address(P + "plan/", plan.show, "plan", Who.LOOK),
    address(P + "plan/add/", plan.add, "add_plan", Who.NOTE, methods=POST),
    address(P + "plan/end/", plan.end, "end_plan", Who.NOTE, methods=POST),
    address(P + "report/", report.show, "report", Who.REPORT),
    address(P + "report.pdf", report.pdf, "report_pdf", Who.REPORT),
    address(P + "import/", importing.show, "import", Who.NOTE),
    address(P + "import/preview/", importing.preview, "import_preview", Who.NOTE, methods=POST),
    address(P + "import/keep/", importing.keep, "import_keep", Who.NOTE, methods=POST),
    address(P + "import/supple-table.csv", importing.template, "import_template", Who.NOTE),
    address(P + "more/", more.show, "more", Who.LOOK),
    address(P + "settings/", settings.show, "settings", Who.LOOK),
    address(P + "settings/about/", settings.about_me, "settings_about", Who.OWNER, methods=POST),
    address(P + "settings/check-in/", settings.check_in, "settings_check_in", Who.OWNER, methods=POST),
    address(P + "settings/others/", settings.others, "settings_others", Who.OWNER, methods=POST),
    address(P + "settings/profile/", settings.profile, "settings_profile", Who.NOTE, methods=POST),
    address(P + "settings/let-in/", settings.let_in, "let_in", Who.OWNER, methods=POST),
    address(P + "settings/end/<uuid:member_id>/", settings.end_member, "end_member", Who.OWNER, methods=POST),
    address(P + "settings/everything.zip", settings.export, "export", Who.OWNER),
    address(P + "settings/erase/", settings.erase, "erase", Who.OWNER, methods=BOTH),
    # Guards itself: it answers in JSON, to a phone that has been offline.
    path("sync/events", sync.events, name="sync-events"),
]
