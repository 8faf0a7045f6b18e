"""What went better, what was kept up, what took courage? A week looked back on, with no verdict and no streak."""

from supple.lookback.habits import score as habit_score
from supple.lookback.week import Seen, look_back

__all__ = ["Seen", "habit_score", "look_back"]
