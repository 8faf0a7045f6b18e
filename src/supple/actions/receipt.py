"""What does the receipt of an erased diary say? What went, what stays, where copies may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from supple.store import EraseReceipt
from supple.words import N_, _, later

_KINDS: Mapping[str, str] = later(
    {
        "rating": N_("Ratings"),
        "count": N_("Counts"),
        "comparison": N_("Comparisons"),
        "answer": N_("Answers"),
        "factor": N_("Triggers and helpers"),
        "sign": N_("Signs"),
        "dose": N_("Doses"),
        "side_effect": N_("Side effects"),
        "session": N_("Sessions"),
        "measurement": N_("Measurements"),
        "note": N_("Notes"),
        "plan": N_("Plan entries"),
        "profile": N_("Answers for the rules"),
        "finding_mark": N_("Words about findings"),
        "alert_step": N_("Steps of alerts"),
        "checked": N_("Answers of question sheets"),
    }
)
_OTHERS: Mapping[str, str] = later(
    {
        "set_aside": N_("Entries that had been set aside"),
        "looks": N_("Lines about who looked"),
        "members": N_("People who could open it, you among them"),
        "helpers": N_("Sign-ins of helpers who had no other diary"),
        "worked_out": N_("Results that had been worked out"),
        "reminders": N_("Reminders, rung and planned"),
        "reminder_steps": N_("What was done with reminders"),
        "pushes": N_("Phones and browsers that were rung"),
        "feeds": N_("Links for a calendar"),
    }
)
COPIES = later(
    (
        N_(("A file you took along (the zip), a report, a card or a sheet you printed, saved or handed out.")),
        N_("A backup of this computer, or of the server Supple runs on."),
        N_(
            "On other phones: pages such as Today, Doses and Plan are kept as they "
            "were last seen, for when there is no network. They go when that phone "
            "opens Supple with a network, or signs out. Notes written without a "
            "network and not sent yet wait on the phone they were written on. Sign "
            "out on each."
        ),
        N_(
            "Sums over many people, if you had said yes to them: they hold no entry "
            "and no name, and cannot be taken apart."
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


def receipt_parts(receipt: EraseReceipt, *, by: str, zone: str) -> tuple[Part, ...]:
    """The receipt in plain words, the same on the page, in the file and in the terminal."""
    when = receipt.erased_at.astimezone(ZoneInfo(zone))
    gone = [
        f"{_KINDS.get(kind, kind.replace('_', ' ').capitalize())}: {number}" for kind, number in receipt.kinds.items()
    ]
    gone += [f"{_OTHERS[what]}: {number}" for what, number in receipt.others.items() if number]
    return (
        Part(
            _("Erased"),
            (
                _("{events_count} entries, corrections and all, on {when:%d %B %Y at %H:%M} ({zone}).").format(
                    events_count=receipt.events_count, when=when, zone=zone
                ),
                _("By {by}.").format(by=by),
            ),
        ),
        Part(_("What went"), (*gone, _("The name, the time zone, every choice in the settings, and the plan."))),
        Part(
            _("What stays here"),
            (
                _(
                    "One line that says nothing of the diary: a number for the diary "
                    "({person_id}), the number of this receipt, the moment, and how many "
                    "entries there were. It keeps an old phone from filling the diary again."
                ).format(person_id=receipt.person_id),
                _("Your own sign-in: the name you gave yourself, so that you can start anew."),
            ),
        ),
        Part(_("Where copies may still be"), COPIES),
        Part(_("What nobody can promise"), (_overwritten(receipt),)),
    )


def receipt_text(receipt: EraseReceipt, *, by: str, zone: str) -> str:
    """To keep as a file."""
    lines = [_("Supple: receipt of an erased diary"), _("Receipt {receipt}").format(receipt=receipt.receipt), ""]
    for part in receipt_parts(receipt, by=by, zone=zone):
        lines += [part.title, *(f"- {line}" for line in part.lines), ""]
    return "\n".join(lines)


def _overwritten(receipt: EraseReceipt) -> str:
    disk = _(
        "A disk may keep older copies for a time, in places that no program can "
        "reach. This is so with flash disks, which spread their writing. Only "
        "where a disk was encrypted, or is destroyed, can nobody read them."
    )
    match receipt.is_overwritten:
        case True:
            return _(
                "The entries in the file of the database were written over. Its journal was emptied. {disk}"
            ).format(disk=disk)
        case False:
            return _(
                "The entries were overwritten in the database’s file, but something else "
                "was reading its journal, so that could not be emptied at once. It is "
                "when Supple is stopped and started again. {disk}"
            ).format(disk=disk)
        case None:
            return _(
                "The rows were removed from the database. When the database writes over "
                "the place on its disk, and for how long its own logs keep them, whoever "
                "runs it knows. {disk}"
            ).format(disk=disk)
