"""`python -m benchmarks.web`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from benchmarks.web.run import main

    sys.exit(main())
