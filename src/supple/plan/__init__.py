"""What was agreed on any day? Plan and profile events folded into a `Plan`, and what follows from it by date.

Nothing here computes, proposes or judges a dose: steps, fills and amounts are the prescriber's own.
"""

from supple.plan.cycles import cycles_of
from supple.plan.fold import changes, fold_plan, plan_at
from supple.plan.ladder import ladder_of, step_at, step_in_force
from supple.plan.medicines import medicines
from supple.plan.prescription import doses_due, prescriptions
from supple.plan.prescription_words import prescribed_words, said_words, state_words
from supple.plan.pump import countdown
from supple.plan.pump_entries import pump_of
from supple.plan.said_on_the_way import read_ending, read_move
from supple.plan.stock import prescribed_of, stock_left, taken_of
from supple.plan.writing import read_prescription

__all__ = [
    "changes",
    "countdown",
    "cycles_of",
    "doses_due",
    "fold_plan",
    "ladder_of",
    "medicines",
    "plan_at",
    "prescribed_of",
    "prescribed_words",
    "prescriptions",
    "pump_of",
    "read_ending",
    "read_move",
    "read_prescription",
    "said_words",
    "state_words",
    "step_at",
    "step_in_force",
    "stock_left",
    "taken_of",
]
