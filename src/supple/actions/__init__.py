"""What anyone can do, one function each, and the only door for the web, the terminal and anybody else.

Every function that concerns a person takes the `account` that acts, then `person_id`; it asks `can` first and
raises `NotAllowedError`. `now` is an aware datetime, always given by the caller. Bad input raises `UserError`.
Call `open_data` once before anything else, except for `look_file` and `report_file`, which need no database.

The modules behind these names are loaded on first use: the terminal's quick note does not wait for statistics.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supple.actions.access import can
    from supple.actions.active import ActivityView, activity
    from supple.actions.agreeing import (
        Agreements,
        add_aid,
        add_goal,
        add_question,
        add_visit,
        agreements,
        decide,
        end_agreed,
        note_attained,
        put_aid_back,
        put_goal_right,
        take_back_decision,
    )
    from supple.actions.answering_alerts import (
        AsShown,
        Told,
        alerts,
        all_told,
        note_alert,
        raised_alerts,
        told_about,
        unanswered_alerts,
    )
    from supple.actions.calling import CallBook, call_book
    from supple.actions.cards import CardView, emergency_card, keep_card
    from supple.actions.catching_up import CHANGES, CatchUp, PastDay, catch_up, check_past_day, say_of_day
    from supple.actions.changed import (
        BalanceView,
        BloodTests,
        ChangesView,
        ChangeView,
        ToldChange,
        balance,
        change_report,
        changes,
        say_how_it_began,
    )
    from supple.actions.check_in import save_facts
    from supple.actions.cohorts import learn_prior, merge_sums, sum_up, sums_to_text
    from supple.actions.corrections import correct, history, withdraw
    from supple.actions.day import today
    from supple.actions.demo import ensure_demo
    from supple.actions.dose_days import DosesView, doses
    from supple.actions.early_days import in_time, in_time_line
    from supple.actions.explaining import explain_rule, explain_rules
    from supple.actions.export import erase_everything, export_everything
    from supple.actions.files import import_file
    from supple.actions.from_file import look_file, report_file
    from supple.actions.gaps import answer_gap, gap_questions
    from supple.actions.health import Check, doctor
    from supple.actions.helping import CallNow, ForHelp, call_now, calls_if_saved, for_help
    from supple.actions.injecting import (
        InjectionChoices,
        InjectionsView,
        SpreadSigns,
        injection_choices,
        injections,
        read_injection,
        read_muscle,
    )
    from supple.actions.looking_back import look_back
    from supple.actions.looks import look
    from supple.actions.lucky import luck
    from supple.actions.machine import checked_zone, machine_zone
    from supple.actions.marking import mark_finding
    from supple.actions.note import read_note, save_reading
    from supple.actions.noting_boxes import note_box
    from supple.actions.noting_doses import NotedDose, Picked, TypedDose, answer_doses, note_dose
    from supple.actions.one_tap import COUNTED, LastSaved, OneTap
    from supple.actions.opening import open_data
    from supple.actions.own_symptoms import save_own_symptoms, symptom_named
    from supple.actions.pausing import end_pause, pause
    from supple.actions.persons import (
        add_person,
        change_person,
        end_member,
        invite,
        members,
        people,
        person,
        save_settings,
        settings,
        who_looked,
    )
    from supple.actions.pictures import course_letters, course_picture
    from supple.actions.planning import plan_on
    from supple.actions.prescribing import medicines, read_ending, read_move, read_prescription
    from supple.actions.priors import FEWEST_IN_SUMS, install_prior, installed_priors, prior_to_text, remove_prior
    from supple.actions.pump_keeping import confirm_pump, note_pump, read_pump
    from supple.actions.pumps import PumpView, pump
    from supple.actions.question_sheets import SheetCardView, SheetView, check_card, question_sheet, save_sheet
    from supple.actions.questions import Question
    from supple.actions.receipt import receipt_parts, receipt_text
    from supple.actions.reminding import (
        Answer,
        act_on_reminders,
        answer_reminders,
        put_reminders_off,
        reminders,
        ring_for_trying,
        saw_reminders,
    )
    from supple.actions.repeating import AsBefore, as_yesterday
    from supple.actions.replaying import arriving, kept_forms, note_phone_clock
    from supple.actions.reports import report
    from supple.actions.ring_health import TryOnWay, tries_rung
    from supple.actions.ringing import agree_to_push, end_feed, end_push, feeds_of, new_feed
    from supple.actions.routines import end_routine, held_routines, keep_breaks, keep_routine
    from supple.actions.seeing import (
        DIAL_DAYS,
        CourseView,
        PartsView,
        StretchesView,
        by_hour,
        by_part,
        course,
        two_stretches,
    )
    from supple.actions.session import account, first_account, login_link, redeem, rename_account
    from supple.actions.sheets import plan_sheet
    from supple.actions.signs import check_signs, first_signs, help_signs, interactions_of, interactions_with
    from supple.actions.sitting_time import SittingView, sitting
    from supple.actions.syncing import sync_events
    from supple.actions.tapping import SEVERITIES, other_period, say_how_strong, say_period, say_where, tap
    from supple.actions.team import (
        add_allergy,
        add_contact,
        change_contact,
        end_allergy,
        end_contact,
        say_no_allergies,
    )
    from supple.actions.telling import TELLING, helpers_told, save_telling
    from supple.actions.timelines import timeline
    from supple.actions.together import noted_together, undo
    from supple.actions.too_much import ExtraGroup, extra_facts, extra_told, signs_of_too_much, whom_to_ask_words
    from supple.actions.trying import import_to_json, try_import, try_note
    from supple.actions.two_weeks import ToldTry, TriesView, begin_try, end_try, tries
    from supple.actions.views import (
        DayGlance,
        DosesGlance,
        FileToKeep,
        ImportOutcome,
        Invitation,
        LastRating,
        NextUp,
        PersonCard,
        PersonSettings,
        TimelineDay,
        TimelineEntry,
        TimelinePage,
        TodayView,
        UsualFactor,
    )
    from supple.actions.vignettes import cases_not_run, judge_cases, read_vignettes, verdict_to_json
    from supple.actions.vouching import Prepared, Sharing, forget_sharing, keep_port, prepare_sharing, sharing
    from supple.actions.weeks import week_sheet

_WHERE = {
    name: module
    for module, names in {
        "access": "can",
        "changed": (
            "BalanceView BloodTests ChangeView ChangesView ToldChange balance change_report changes say_how_it_began"
        ),
        "answering_alerts": "AsShown Told alerts all_told note_alert raised_alerts told_about unanswered_alerts",
        "agreeing": (
            "Agreements add_aid add_goal add_question add_visit agreements decide end_agreed note_attained "
            "put_aid_back put_goal_right take_back_decision"
        ),
        "calling": "CallBook call_book",
        "catching_up": "CHANGES CatchUp PastDay catch_up check_past_day say_of_day",
        "cards": "CardView emergency_card keep_card",
        "check_in": "save_facts",
        "cohorts": "learn_prior merge_sums sum_up sums_to_text",
        "corrections": "correct history withdraw",
        "day": "today",
        "helping": "CallNow ForHelp call_now calls_if_saved for_help",
        "demo": "ensure_demo",
        "dose_days": "DosesView doses",
        "too_much": "ExtraGroup extra_facts extra_told signs_of_too_much whom_to_ask_words",
        "explaining": "explain_rule explain_rules",
        "export": "erase_everything export_everything",
        "files": "import_file",
        "from_file": "look_file report_file",
        "gaps": "answer_gap gap_questions",
        "health": "Check doctor",
        "injecting": (
            "InjectionChoices InjectionsView SpreadSigns injection_choices injections read_injection read_muscle"
        ),
        "early_days": "in_time in_time_line",
        "seeing": "DIAL_DAYS CourseView PartsView StretchesView by_hour by_part course two_stretches",
        "weeks": "week_sheet",
        "looking_back": "look_back",
        "looks": "look",
        "lucky": "luck",
        "machine": "checked_zone machine_zone",
        "marking": "mark_finding",
        "note": "read_note save_reading",
        "noting_boxes": "note_box",
        "noting_doses": "NotedDose Picked TypedDose answer_doses note_dose",
        "one_tap": "COUNTED LastSaved OneTap",
        "opening": "open_data",
        "pausing": "end_pause pause",
        "own_symptoms": "save_own_symptoms symptom_named",
        "persons": (
            "add_person change_person end_member invite members people person save_settings settings who_looked"
        ),
        "pictures": "course_letters course_picture",
        "planning": "plan_on",
        "prescribing": "medicines read_ending read_move read_prescription",
        "priors": "FEWEST_IN_SUMS install_prior installed_priors prior_to_text remove_prior",
        "pump_keeping": "confirm_pump note_pump read_pump",
        "questions": "Question",
        "pumps": "PumpView pump",
        "repeating": "AsBefore as_yesterday",
        "replaying": "arriving kept_forms note_phone_clock",
        "receipt": "receipt_parts receipt_text",
        "reports": "report",
        "session": "account first_account login_link redeem rename_account",
        "sheets": "plan_sheet",
        "question_sheets": "SheetCardView SheetView check_card question_sheet save_sheet",
        "signs": "check_signs first_signs help_signs interactions_of interactions_with",
        "reminding": (
            "Answer act_on_reminders answer_reminders put_reminders_off reminders ring_for_trying saw_reminders"
        ),
        "ring_health": "TryOnWay tries_rung",
        "ringing": "agree_to_push end_feed end_push feeds_of new_feed",
        "routines": "end_routine held_routines keep_breaks keep_routine",
        "active": "ActivityView activity",
        "sitting_time": "SittingView sitting",
        "syncing": "sync_events",
        "tapping": "SEVERITIES other_period say_how_strong say_period say_where tap",
        "team": "add_allergy add_contact change_contact end_allergy end_contact say_no_allergies",
        "telling": "TELLING helpers_told save_telling",
        "timelines": "timeline",
        "trying": "import_to_json try_import try_note",
        "together": "noted_together undo",
        "views": (
            "DayGlance DosesGlance FileToKeep ImportOutcome Invitation LastRating NextUp PersonCard PersonSettings "
            "TimelineDay TimelineEntry TimelinePage TodayView UsualFactor"
        ),
        "two_weeks": "ToldTry TriesView begin_try end_try tries",
        "vignettes": "cases_not_run judge_cases read_vignettes verdict_to_json",
        "vouching": "Prepared Sharing forget_sharing keep_port prepare_sharing sharing",
    }.items()
    for name in names.split()
}

__all__ = [  # noqa: RUF022 -- in the order of the modules above
    "Check",
    "Answer",
    "act_on_reminders",
    "answer_reminders",
    "put_reminders_off",
    "reminders",
    "TryOnWay",
    "tries_rung",
    "ring_for_trying",
    "saw_reminders",
    "agree_to_push",
    "end_push",
    "new_feed",
    "end_feed",
    "feeds_of",
    "keep_routine",
    "keep_breaks",
    "end_routine",
    "held_routines",
    "ActivityView",
    "activity",
    "SittingView",
    "sitting",
    "ToldTry",
    "TriesView",
    "begin_try",
    "end_try",
    "tries",
    "doctor",
    "check_signs",
    "explain_rule",
    "explain_rules",
    "first_signs",
    "help_signs",
    "CardView",
    "SheetCardView",
    "SheetView",
    "check_card",
    "question_sheet",
    "save_sheet",
    "answer_gap",
    "gap_questions",
    "interactions_of",
    "interactions_with",
    "import_to_json",
    "try_import",
    "try_note",
    "can",
    "AsShown",
    "alerts",
    "note_alert",
    "raised_alerts",
    "TELLING",
    "Told",
    "all_told",
    "save_telling",
    "helpers_told",
    "told_about",
    "unanswered_alerts",
    "BalanceView",
    "BloodTests",
    "ChangeView",
    "ChangesView",
    "ToldChange",
    "balance",
    "change_report",
    "changes",
    "save_facts",
    "plan_on",
    "medicines",
    "read_ending",
    "read_move",
    "read_prescription",
    "Agreements",
    "add_aid",
    "add_goal",
    "add_question",
    "add_visit",
    "agreements",
    "decide",
    "end_agreed",
    "note_attained",
    "take_back_decision",
    "plan_sheet",
    "CallBook",
    "call_book",
    "emergency_card",
    "keep_card",
    "add_allergy",
    "add_contact",
    "cases_not_run",
    "change_contact",
    "end_allergy",
    "end_contact",
    "say_no_allergies",
    "FEWEST_IN_SUMS",
    "learn_prior",
    "merge_sums",
    "sum_up",
    "sums_to_text",
    "CHANGES",
    "CatchUp",
    "PastDay",
    "catch_up",
    "check_past_day",
    "say_of_day",
    "correct",
    "history",
    "withdraw",
    "CallNow",
    "ForHelp",
    "call_now",
    "calls_if_saved",
    "for_help",
    "today",
    "ensure_demo",
    "DosesView",
    "NotedDose",
    "Picked",
    "TypedDose",
    "answer_doses",
    "doses",
    "note_box",
    "note_dose",
    "signs_of_too_much",
    "ExtraGroup",
    "extra_facts",
    "extra_told",
    "whom_to_ask_words",
    "erase_everything",
    "export_everything",
    "import_file",
    "look_file",
    "report_file",
    "InjectionChoices",
    "InjectionsView",
    "SpreadSigns",
    "injection_choices",
    "injections",
    "put_aid_back",
    "put_goal_right",
    "read_injection",
    "read_muscle",
    "in_time",
    "in_time_line",
    "DIAL_DAYS",
    "CourseView",
    "PartsView",
    "StretchesView",
    "by_hour",
    "by_part",
    "course",
    "course_letters",
    "course_picture",
    "two_stretches",
    "week_sheet",
    "look_back",
    "look",
    "luck",
    "checked_zone",
    "machine_zone",
    "mark_finding",
    "read_note",
    "save_own_symptoms",
    "save_reading",
    "COUNTED",
    "LastSaved",
    "OneTap",
    "open_data",
    "end_pause",
    "pause",
    "AsBefore",
    "as_yesterday",
    "SEVERITIES",
    "other_period",
    "say_how_strong",
    "say_period",
    "say_where",
    "tap",
    "add_person",
    "change_person",
    "end_member",
    "invite",
    "members",
    "people",
    "person",
    "save_settings",
    "say_how_it_began",
    "settings",
    "who_looked",
    "install_prior",
    "installed_priors",
    "prior_to_text",
    "receipt_parts",
    "receipt_text",
    "remove_prior",
    "PumpView",
    "Question",
    "confirm_pump",
    "note_pump",
    "pump",
    "read_pump",
    "arriving",
    "kept_forms",
    "note_phone_clock",
    "report",
    "account",
    "first_account",
    "login_link",
    "redeem",
    "rename_account",
    "symptom_named",
    "sync_events",
    "timeline",
    "noted_together",
    "undo",
    "DayGlance",
    "DosesGlance",
    "FileToKeep",
    "ImportOutcome",
    "Invitation",
    "LastRating",
    "NextUp",
    "PersonCard",
    "PersonSettings",
    "TimelineDay",
    "TimelineEntry",
    "TimelinePage",
    "TodayView",
    "UsualFactor",
    "judge_cases",
    "read_vignettes",
    "verdict_to_json",
    "Prepared",
    "Sharing",
    "forget_sharing",
    "keep_port",
    "prepare_sharing",
    "sharing",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_WHERE[name]}"), name)
