"""What rings, when and on which channel? From what is due and what the person chose; kept in a ledger."""

from supple.actions.reminding.acting import (
    LATER_MINUTES,
    SKIP_WHY,
    Answer,
    act_on_reminders,
    answer_reminders,
    put_reminders_off,
    ring_for_trying,
    saw_reminders,
)
from supple.actions.reminding.batches import Batch, Delivered, Rang, Sender
from supple.actions.reminding.choosing import ALWAYS, USUAL_CHANNELS, channels_for, choices_of, quiet_of, rings
from supple.actions.reminding.delivering import AT_ONCE, Delivery, deliver
from supple.actions.reminding.feeding import calendar
from supple.actions.reminding.marks import keys_marked, mark_of
from supple.actions.reminding.planning import HORIZON, dues_of, forget_old, plan_all, plan_person
from supple.actions.reminding.showing import LedgerLine, RemindersView, reminders

__all__ = [
    "ALWAYS",
    "AT_ONCE",
    "HORIZON",
    "LATER_MINUTES",
    "SKIP_WHY",
    "USUAL_CHANNELS",
    "Answer",
    "Batch",
    "Delivered",
    "Delivery",
    "LedgerLine",
    "Rang",
    "RemindersView",
    "Sender",
    "act_on_reminders",
    "answer_reminders",
    "calendar",
    "channels_for",
    "choices_of",
    "deliver",
    "dues_of",
    "forget_old",
    "keys_marked",
    "mark_of",
    "plan_all",
    "plan_person",
    "put_reminders_off",
    "quiet_of",
    "reminders",
    "ring_for_trying",
    "rings",
    "saw_reminders",
]
