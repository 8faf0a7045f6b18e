"""What was agreed on any day? Plan and profile events folded into a `Plan`, and what follows from it by date.

Nothing here computes, proposes or judges a dose: steps, fills and amounts are the prescriber's own.
"""

from supple.plan.aids import ended_aids
from supple.plan.allergies import NONE_KNOWN, allergies_of
from supple.plan.amounts import read_amount
from supple.plan.as_needed import as_needed
from supple.plan.boxes import boxes
from supple.plan.breaks import Breaks, breaks_of, read_breaks
from supple.plan.clock import read_clock
from supple.plan.coming import medicines_to_come, to_begin, to_come_of, to_come_words, written
from supple.plan.cycles import cycles_of
from supple.plan.doses import (
    answers,
    clock_time,
    day_end,
    days_all_taken,
    due_at,
    medicine_meant,
    medicines_alike,
    not_noted_by,
    notable_from,
)
from supple.plan.dues import due
from supple.plan.extra_doses import extra_doses, extra_doses_on, set_apart
from supple.plan.fold import AGREED, changes, fold_plan, plan_at
from supple.plan.goals import goal_named, goals_of
from supple.plan.hours import hours_text, read_hours
from supple.plan.injection_entry import read_injection, read_muscle
from supple.plan.injections import (
    GUIDANCE,
    dates_to_come,
    injections_of,
    last_toxin,
    nerve_blocks,
    toxin_products,
)
from supple.plan.ladder import ladder_of, state_of, step_at
from supple.plan.ladder_course import step_in_force
from supple.plan.medicines import medicines
from supple.plan.pieces import (
    amount_words,
    each_time,
    each_time_words,
    mg_of,
    piece_word,
    pieces_in,
    pieces_of,
    says_several,
)
from supple.plan.prescription import doses_due, only_named, prescriptions, step_beside
from supple.plan.prescription_words import (
    own_words,
    prescribed_words,
    said_words,
    state_words,
    wait_words,
    words_today,
)
from supple.plan.pump import countdown
from supple.plan.pump_entries import pump_events, pump_of, pump_zone
from supple.plan.pump_labels import pump_label
from supple.plan.pump_questions import RESIDUAL_GAP, confirmable
from supple.plan.pump_review import (
    NEVER_CONFIRMED,
    ask_before_keeping,
    event_asked_about,
    form_of,
    put_right,
    says_the_same,
    typed_again,
)
from supple.plan.pump_typed import (
    PumpTyped,
    bolus_of,
    confirmation,
    end_of,
    is_one_rate,
    programming_of,
    refill_of,
    rows_of,
    set_up_of,
    trial_of,
)
from supple.plan.recurrence import Recurrence
from supple.plan.routines import Routine, read_routine, routines_of
from supple.plan.said_on_the_way import read_ending, read_move
from supple.plan.slips import is_far_below, unlike_the_prescription
from supple.plan.stock import prescribed_of, stock_left, taken_of
from supple.plan.stretches import is_about, medicines_written_down, stretches, written_words
from supple.plan.team import contact_item, contact_of, contacts_of
from supple.plan.visits import visits_of
from supple.plan.writing import UNKNOWN_NAME, read_prescription

__all__ = [
    "AGREED",
    "GUIDANCE",
    "NEVER_CONFIRMED",
    "NONE_KNOWN",
    "RESIDUAL_GAP",
    "UNKNOWN_NAME",
    "Breaks",
    "PumpTyped",
    "Recurrence",
    "Routine",
    "allergies_of",
    "amount_words",
    "answers",
    "as_needed",
    "ask_before_keeping",
    "bolus_of",
    "boxes",
    "breaks_of",
    "changes",
    "clock_time",
    "confirmable",
    "confirmation",
    "contact_item",
    "contact_of",
    "contacts_of",
    "countdown",
    "cycles_of",
    "dates_to_come",
    "day_end",
    "days_all_taken",
    "doses_due",
    "due",
    "due_at",
    "each_time",
    "each_time_words",
    "end_of",
    "ended_aids",
    "event_asked_about",
    "extra_doses",
    "extra_doses_on",
    "fold_plan",
    "form_of",
    "goal_named",
    "goals_of",
    "hours_text",
    "injections_of",
    "is_about",
    "is_far_below",
    "is_one_rate",
    "ladder_of",
    "last_toxin",
    "medicine_meant",
    "medicines",
    "medicines_alike",
    "medicines_to_come",
    "medicines_written_down",
    "mg_of",
    "nerve_blocks",
    "not_noted_by",
    "notable_from",
    "only_named",
    "own_words",
    "piece_word",
    "pieces_in",
    "pieces_of",
    "plan_at",
    "prescribed_of",
    "prescribed_words",
    "prescriptions",
    "programming_of",
    "pump_events",
    "pump_label",
    "pump_of",
    "pump_zone",
    "put_right",
    "read_amount",
    "read_breaks",
    "read_clock",
    "read_ending",
    "read_hours",
    "read_injection",
    "read_move",
    "read_muscle",
    "read_prescription",
    "read_routine",
    "refill_of",
    "routines_of",
    "rows_of",
    "said_words",
    "says_several",
    "says_the_same",
    "set_apart",
    "set_up_of",
    "state_of",
    "state_words",
    "step_at",
    "step_beside",
    "step_in_force",
    "stock_left",
    "stretches",
    "taken_of",
    "to_begin",
    "to_come_of",
    "to_come_words",
    "toxin_products",
    "trial_of",
    "typed_again",
    "unlike_the_prescription",
    "visits_of",
    "wait_words",
    "words_today",
    "written",
    "written_words",
]
