"""What rings, when and on which channel? From what is due and what the person chose; kept in a ledger."""

from supple.actions.reminding.acting import act, later, saw
from supple.actions.reminding.choosing import ALWAYS, USUAL_CHANNELS, channels_for, choices_of, quiet_of
from supple.actions.reminding.delivering import Batch, Delivered, Sender, deliver
from supple.actions.reminding.planning import HORIZON, dues_of, forget_old, plan_all, plan_person
from supple.actions.reminding.showing import LedgerLine, RemindersView, reminders

__all__ = [
    "ALWAYS",
    "HORIZON",
    "USUAL_CHANNELS",
    "Batch",
    "Delivered",
    "LedgerLine",
    "RemindersView",
    "Sender",
    "act",
    "channels_for",
    "choices_of",
    "deliver",
    "dues_of",
    "forget_old",
    "later",
    "plan_all",
    "plan_person",
    "quiet_of",
    "reminders",
    "saw",
]
