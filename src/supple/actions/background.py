"""What is worked out while nobody waits? One thing at a time, in one thread that ends when nothing is left to do.

Whatever goes wrong there reaches no page, and of the error only its kind reaches the log: a diary's words never do.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

log = logging.getLogger("supple.background")


class Background:
    """Jobs by key, the first asked first. A key that waits, runs or has failed before is not taken again."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._waiting: OrderedDict[Hashable, Callable[[], None]] = OrderedDict()
        self._running: Hashable | None = None
        self._failed: set[Hashable] = set()
        self._thread: threading.Thread | None = None

    def ask(self, key: Hashable, job: Callable[[], None]) -> None:
        """Have the job done some time soon, once."""
        with self._lock:
            if key in self._waiting or key == self._running or key in self._failed:
                return
            self._waiting[key] = job
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True, name=self._name)
                self._thread.start()

    def forget(self, unwanted: Callable[[Hashable], bool]) -> None:
        """Drop the jobs that still wait and whose key is unwanted."""
        with self._lock:
            for key in [key for key in self._waiting if unwanted(key)]:
                del self._waiting[key]
            self._failed = {key for key in self._failed if not unwanted(key)}

    def wait(self, timeout_seconds: float) -> bool:
        """Until nothing is left to do; False if that takes longer."""
        thread = self._thread
        if thread is not None:
            thread.join(timeout_seconds)
        return self._thread is None

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._running = self._thread = None
                    return
                self._running, job = self._waiting.popitem(last=False)
            try:
                job()
            except Exception as error:  # noqa: BLE001 -- nobody waits for it, and its text may hold a diary's words
                log.warning("%s could not be finished: %s", self._name, type(error).__name__)
                with self._lock:
                    self._failed.add(self._running)
