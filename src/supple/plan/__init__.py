"""What was agreed on any day? Plan and profile events folded into a `Plan`, and what follows from it by date.

Nothing here computes, proposes or judges a dose: steps, fills and amounts are the prescriber's own.
"""

from supple.plan.cycles import cycles_of
from supple.plan.fold import changes, fold_plan, plan_at
from supple.plan.goals import goal_named, goals_of
from supple.plan.ladder import ladder_of, step_at, step_in_force
from supple.plan.prescription import doses_due, prescriptions
from supple.plan.pump import countdown
from supple.plan.pump_entries import pump_of
from supple.plan.stock import prescribed_of, stock_left, taken_of
from supple.plan.visits import visits_of

__all__ = [
    "changes",
    "countdown",
    "cycles_of",
    "doses_due",
    "fold_plan",
    "goal_named",
    "goals_of",
    "ladder_of",
    "plan_at",
    "prescribed_of",
    "prescriptions",
    "pump_of",
    "step_at",
    "step_in_force",
    "stock_left",
    "taken_of",
    "visits_of",
]
