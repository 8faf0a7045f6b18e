"""`python -m benchmarks.worker`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    from benchmarks.worker.run import main

    sys.exit(main())
