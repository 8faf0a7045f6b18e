"""How does mail go out? Through the server that whoever runs Supple named. Without one there is no mail channel."""

from __future__ import annotations

from email.utils import make_msgid

from supple.actions import ringing
from supple.actions.reminding import Batch, Sender

SECONDS = 10
SUBJECT, FIRM_SUBJECT = "Supple: something is due", "Supple: still not noted"


def mail_sender() -> Sender | None:
    """Sends mail; None where no server was named."""
    from django.core.mail import EmailMessage, get_connection

    if not ringing.can_mail():
        return None

    def send(batch: Batch) -> bool:
        if not batch.mail_to:
            return False
        subject, body = words(batch)
        message = EmailMessage(
            subject,
            body,
            to=[batch.mail_to],
            headers={"Message-ID": make_msgid(domain="supple.local"), "Auto-Submitted": "auto-generated"},
            connection=get_connection(timeout=SECONDS),
        )
        return bool(message.send())

    return send


def words(batch: Batch) -> tuple[str, str]:
    """(subject, body). Mail passes many hands: it says how many things are due, never what."""
    if batch.is_try:
        return "Supple: a try", "This was a try. Mail reaches you.\n"
    keys = {each.planned.key for each in batch.reminders}
    count = "One thing is" if len(keys) == 1 else f"{len(keys)} things are"
    lines = [f"{count} due."]
    if batch.late:
        lines.append("This comes late: Supple could not send it in time.")
    if batch.is_firm:
        lines.append("It was told before, and nothing is noted yet. If it is done, note it.")
    lines.append("Open Supple to see what it is. This mail says nothing of it, on purpose.")
    return FIRM_SUBJECT if batch.is_firm else SUBJECT, "\n\n".join(lines) + "\n"
