"""What does the receipt of an erased diary say? What went, what stays, where copies may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from supple.store import EraseReceipt

_KINDS: Mapping[str, str] = {
    "rating": "Ratings",
    "count": "Counts",
    "comparison": "Comparisons",
    "answer": "Answers",
    "factor": "Triggers and helpers",
    "sign": "Signs",
    "dose": "Doses",
    "side_effect": "Side effects",
    "session": "Sessions",
    "measurement": "Measurements",
    "note": "Notes",
    "plan": "Plan entries",
    "profile": "Answers for the rules",
    "finding_mark": "Words about findings",
    "alert_step": "Steps of alerts",
    "checked": "Answers of question sheets",
}
_OTHERS: Mapping[str, str] = {
    "set_aside": "Entries that had been set aside",
    "looks": "Lines about who looked",
    "members": "People who could open it, you among them",
    "helpers": "Sign-ins of helpers who had no other diary",
    "worked_out": "Results that had been worked out",
    "reminders": "Reminders, rung and planned",
    "reminder_steps": "What was done with reminders",
    "pushes": "Phones and browsers that were rung",
    "feeds": "Links for a calendar",
}
COPIES = (
    "A file you took along (the zip), a report, a card or a sheet you printed, saved or handed out.",
    "A backup of this computer, or of the server Supple runs on.",
    "On phones: “Something is up” is kept there for when there is no network. It holds no entry. Notes written "
    "without a network and not sent yet wait on the phone they were written on. Sign out on each.",
    "Sums over many people, if you had said yes to them: they hold no entry and no name, and cannot be taken apart.",
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
            "Erased",
            (
                f"{receipt.events_count} entries, corrections and all, on {when:%d %B %Y at %H:%M} ({zone}).",
                f"By {by}.",
            ),
        ),
        Part("What went", (*gone, "The name, the time zone, every choice in the settings, and the plan.")),
        Part(
            "What stays here",
            (
                "One line that says nothing of the diary: a number for the diary "
                f"({receipt.person_id}), the number of this receipt, the moment, and how many entries there were. It "
                "keeps an old phone from filling the diary again.",
                "Your own sign-in: the name you gave yourself, so that you can start anew.",
            ),
        ),
        Part("Where copies may still be", COPIES),
        Part("What nobody can promise", (_overwritten(receipt),)),
    )


def receipt_text(receipt: EraseReceipt, *, by: str, zone: str) -> str:
    """To keep as a file."""
    lines = ["Supple: receipt of an erased diary", f"Receipt {receipt.receipt}", ""]
    for part in receipt_parts(receipt, by=by, zone=zone):
        lines += [part.title, *(f"- {line}" for line in part.lines), ""]
    return "\n".join(lines)


def _overwritten(receipt: EraseReceipt) -> str:
    disk = (
        "A disk may keep older copies for a time, in places that no program can reach. This is so with flash disks, "
        "which spread their writing. Only where a disk was encrypted, or is destroyed, can nobody read them."
    )
    match receipt.is_overwritten:
        case True:
            return f"The entries in the file of the database were written over. Its journal was emptied. {disk}"
        case False:
            return (
                "The entries were overwritten in the database’s file, but something else was reading its journal, so "
                f"that could not be emptied at once. It is when Supple is stopped and started again. {disk}"
            )
        case None:
            return (
                "The rows were removed from the database. When the database writes over the place on its disk, and "
                f"for how long its own logs keep them, whoever runs it knows. {disk}"
            )
