"""What was agreed on any day? Plan and profile events folded into a `Plan`, and what follows from it by date.

Nothing here computes, proposes or judges a dose: steps, fills and amounts are the prescriber's own.
"""

from supple.plan.cycles import cycles_of
from supple.plan.fold import changes, fold_plan, plan_at
from supple.plan.ladder import ladder_of, step_at, step_in_force
from supple.plan.prescription import doses_due, prescriptions
from supple.plan.pump import countdown
from supple.plan.pump_entries import pump_of, pump_zone
from supple.plan.pump_labels import pump_label
from supple.plan.pump_questions import RESIDUAL_GAP, confirmable
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
from supple.plan.stock import prescribed_of, stock_left, taken_of

__all__ = [
    "RESIDUAL_GAP",
    "PumpTyped",
    "bolus_of",
    "changes",
    "confirmable",
    "confirmation",
    "countdown",
    "cycles_of",
    "doses_due",
    "end_of",
    "fold_plan",
    "is_one_rate",
    "ladder_of",
    "plan_at",
    "prescribed_of",
    "prescriptions",
    "programming_of",
    "pump_label",
    "pump_of",
    "pump_zone",
    "refill_of",
    "rows_of",
    "set_up_of",
    "step_at",
    "step_in_force",
    "stock_left",
    "taken_of",
    "trial_of",
]
