"""Would it ring? The worker, the keys, who agreed, and what became of the last notice: looked at, never guessed."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from supple.actions.access import require
from supple.actions.health import Check
from supple.actions.pulse import RUNS_WITHIN, last_beat
from supple.actions.ringing import KEY_FILE, can_mail, push_keys
from supple.model import TRY, Account, Channel, ReminderState
from supple.store import reminders as store_reminders
from supple.store.config import read_config
from supple.store.ringing import RingingSeen, look_at_ringing
from supple.words import N_, _, later, n_

_OVERDUE = timedelta(minutes=2)
_CHANNELS = later({Channel.PUSH: N_("to phones and browsers"), Channel.MAIL: N_("by mail"), Channel.PAGE: ""})
_STATES = later(
    {
        ReminderState.SENT: N_("handed over; whether it was shown nobody can know"),
        ReminderState.FAILED: N_("could not be sent"),
        ReminderState.UNKNOWN: N_("Supple stopped while sending: it may have rung or not"),
    }
)


def ring_checks(*, now: datetime) -> tuple[Check, ...]:
    """Whether reminders run here, and how the last went. Over everybody; nobody's plan is told."""
    folder = read_config().data_folder
    seen = look_at_ringing(now=now, overdue_before=now - _OVERDUE)
    checks = [_worker(folder, seen, now), _keys(folder), _agreed(seen), _last(seen)]
    if seen.overdue:
        said = n_("{count} should have rung and did not", "{count} should have rung and did not", seen.overdue)
        checks.append(Check(_("overdue reminders"), said.format(count=seen.overdue), ok=False))
    return tuple(checks)


def _worker(folder: Path, seen: RingingSeen, now: datetime) -> Check:
    what, beat = _("reminders run"), last_beat(folder)
    if beat is not None and now - beat <= RUNS_WITHIN:
        return Check(what, _("yes"), ok=True)
    would_ring = bool(seen.browsers or seen.mails)
    since = _("never on this computer") if beat is None else _("last {at:%d %B %Y %H:%M} UTC").format(at=beat)
    hint = _("start Supple with: supple up, or beside a server of your own: supple worker")
    return Check(what, _("no ({since}); {hint}").format(since=since, hint=hint), ok=not would_ring)


def _keys(folder: Path) -> Check:
    what, path = _("keys to ring phones"), folder / KEY_FILE
    if not path.exists():
        return Check(what, _("not made yet: that happens when a phone is first asked"), ok=True)
    try:
        push_keys(folder)
    except (ValueError, TypeError, OSError):
        return Check(what, _("damaged: restore {file} from a backup").format(file=path.name), ok=False)
    is_private = stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    return Check(what, _("there") if is_private else _("there, but others can read them"), ok=is_private)


def _agreed(seen: RingingSeen) -> Check:
    said = n_("{count} agreed to ring", "{count} agreed to ring", seen.browsers).format(count=seen.browsers)
    if seen.failed:
        said += "; " + _("{failed} not reached last time").format(failed=seen.failed)
    if can_mail():
        said += "; " + _("a mail server is set")
    return Check(_("phones and browsers"), said, ok=not seen.failed)


def _last(seen: RingingSeen) -> Check:
    what, last = _("last notice"), seen.last
    if last is None:
        return Check(what, _("none yet"), ok=True)
    said = _("{at:%d %B %Y %H:%M} UTC {way}: {state}").format(
        at=last.at, way=_CHANNELS[last.channel], state=_STATES[last.state]
    )
    # With no phone that agreed, that none could be rung is no fault.
    nobody = last.channel is Channel.PUSH and not seen.browsers
    return Check(what, said, ok=nobody or last.state is ReminderState.SENT)


@dataclass(frozen=True, slots=True)
class TryOnWay:
    """What became of a try ("did it ring?") on one channel."""

    channel: Channel
    state: ReminderState


def tries_rung(account: Account, person_id: UUID, *, since: datetime, now: datetime) -> tuple[TryOnWay, ...]:
    """What became of the tries that were asked for since then."""
    require(account, "tries_rung", person_id)
    rows, _ignored = store_reminders.ledger(person_id, since=since, until=now + timedelta(minutes=1))
    return tuple(TryOnWay(row.planned.channel, row.state) for row in rows if row.planned.key.startswith(TRY))
