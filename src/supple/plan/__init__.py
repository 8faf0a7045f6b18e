"""What was agreed on any day? Plan and profile events folded into a `Plan`, and the dated changes inside it."""

from supple.plan.fold import changes, fold_plan, plan_at

__all__ = ["changes", "fold_plan", "plan_at"]
