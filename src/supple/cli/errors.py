"""How does a person learn that something went wrong? No stack trace, no diary text, the right exit code."""

from __future__ import annotations

import os
import sys
import traceback
import uuid

import typer

from supple.model.errors import NotAllowedError, UserError

BAD_INPUT = 2
BUG = 1


def run(app: typer.Typer) -> int:
    """Runs the app and turns what it raises into a message and an exit code."""
    try:
        result = app(standalone_mode=False)
    except UserError as error:
        print(f"supple: {error}", file=sys.stderr)
        return BAD_INPUT
    except NotAllowedError:
        print("supple: that is not yours to see or change. Ask the person to let you in.", file=sys.stderr)
        return BAD_INPUT
    except typer.Abort:
        print("supple: stopped; nothing more was written.", file=sys.stderr)
        return 130
    except KeyboardInterrupt:
        print("\nsupple: stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # `supple look | head`
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001 -- the last door: a person must never see a stack trace
        return _typer_error(error)
    return result if isinstance(result, int) else 0


def _typer_error(error: Exception) -> int:
    show = getattr(error, "show", None)  # a usage error, by whichever click Typer carries
    if callable(show):
        show()
        return int(getattr(error, "exit_code", BAD_INPUT))
    reference = uuid.uuid4().hex[:8]
    print(
        f"supple: something went wrong inside Supple, reference {reference}. Nothing more was written. "
        "Run the command again with SUPPLE_DEBUG=1 to see where, and tell us the last line.",
        file=sys.stderr,
    )
    if os.environ.get("SUPPLE_DEBUG"):
        # File, line and kind only: an exception's text may hold diary text.
        for frame in traceback.extract_tb(error.__traceback__):
            print(f"  {frame.filename}:{frame.lineno} in {frame.name}", file=sys.stderr)
        print(f"  {type(error).__name__}", file=sys.stderr)
    return BUG
