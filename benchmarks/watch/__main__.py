"""`python -m benchmarks.watch`: one core for every detector, so that seconds can be compared."""

from __future__ import annotations

import os
import sys

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")

if __name__ == "__main__":
    from benchmarks.watch.run import main

    sys.exit(main())
