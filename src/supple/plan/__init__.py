"""What was agreed on any day? Plan and profile events folded into a `Plan`, and what follows from it by date.

Nothing here computes, proposes or judges a dose: steps, fills and amounts are the prescriber's own.
"""

from supple.plan.cycles import cycles_of
from supple.plan.fold import changes, fold_plan, plan_at
from supple.plan.injection_entry import read_injection, read_muscle
from supple.plan.injections import (
    GUIDANCE,
    dates_to_come,
    injections_of,
    last_toxin,
    nerve_blocks,
    toxin_products,
)
from supple.plan.ladder import ladder_of, step_at, step_in_force
from supple.plan.prescription import doses_due, prescriptions
from supple.plan.pump import countdown
from supple.plan.pump_entries import pump_of
from supple.plan.stock import prescribed_of, stock_left, taken_of
from supple.plan.stretches import is_about, medicines_written_down, stretches, written_words

__all__ = [
    "GUIDANCE",
    "changes",
    "countdown",
    "cycles_of",
    "dates_to_come",
    "doses_due",
    "fold_plan",
    "injections_of",
    "is_about",
    "ladder_of",
    "last_toxin",
    "medicines_written_down",
    "nerve_blocks",
    "plan_at",
    "prescribed_of",
    "prescriptions",
    "pump_of",
    "read_injection",
    "read_muscle",
    "step_at",
    "step_in_force",
    "stock_left",
    "stretches",
    "taken_of",
    "toxin_products",
    "written_words",
]
