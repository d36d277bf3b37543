"""Time limits for libraries that have none."""

import faulthandler
import multiprocessing
import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TimeUpError(BaseException):
    """The time is up. No `Exception`: libraries that go on after any exception must not go on after this one."""


MAX_MEMORY = 4 << 30
"""Bytes a worker may hold: pages within bounds take up to 0.5 GB, the models of the language 0.6 GB."""


def limit_memory() -> None:
    """Let this process, which is a worker, die rather than take all memory of the machine."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = MAX_MEMORY if hard == resource.RLIM_INFINITY else min(MAX_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimeUpError` in the body after some seconds; limits may be nested.

    The alarm reaches Python code between two steps, so a call into a C library is not cut short: `end_process_after`
    is for that. Outside the main thread, where no alarm can be set, the body runs without limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    begin = time.monotonic()
    former_handler = signal.signal(signal.SIGALRM, _ring)
    former, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    # The alarm comes again: something on the way may have caught the first.
    signal.setitimer(signal.ITIMER_REAL, min(seconds, former or seconds), 5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, former_handler)
        if former:
            signal.setitimer(signal.ITIMER_REAL, max(0.01, former - (time.monotonic() - begin)), 5)


def _ring(*_: Any) -> None:
    raise TimeUpError


@contextmanager
def end_process_after(seconds: float) -> Iterator[None]:
    """End this process where the body hangs in a C library; only in a worker, whose work is then tried again by others.

    The watch runs in a thread of its own that needs no interpreter.
    """
    if multiprocessing.parent_process() is None:
        yield
        return
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123  # the watch needs a descriptor, not a path
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
