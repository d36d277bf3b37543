"""Many documents or pages at once: one process an item, and a process that dies takes no other item with it.

Processes are spawned, not forked: the main one holds a database connection and the threads of the progress bar.
pypdfium2 is not thread-safe, so threads would not do.
"""

import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Hashable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.errors import InputError, KehoachError
from pipeline.limits import limit_memory

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
"""What is worked on: a path, or the number of a page."""
PageDone = Callable[[Path, int, int], None]
"""Told after each page: file, pages done, pages in all."""
Job = Callable[[K, PageDone], T]

_SCRATCH = "kehoach-work-"
_PATIENCE = 0.1
"""Seconds between two looks at the pages done."""
_pages: "SimpleQueue[tuple[Path, int, int]] | None" = None


class UnexpectedError(InputError):
    """A fault of the program met on one document."""


class DeadProcessError(UnexpectedError):
    """The process at work on one document or page was killed or crashed, twice."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[K, T]):
    """What became of one document or page."""

    item: K
    result: T | None
    error: KehoachError | None
    trace: str | None = None
    """Where an unexpected error came from."""
    attempts: int = 1
    seconds: float = 0.0


def work(
    items: Iterable[K], job: Job[K, T], workers: int, page_done: PageDone, careful: Job[K, T] | None = None
) -> Generator[Outcome[K, T], None, None]:
    """Run the job on every item, yielding outcomes as they come; closing the iterator stops the work under way.

    With no workers everything runs in this process, one after another. A process that dies (killed for memory, a crash
    in a library) breaks the whole pool: each item that was under way is then tried once more in a pool of its own, with
    the job `careful` where there is one, so that only the guilty one fails.
    """
    if workers < 1:
        for item in items:
            yield guarded(job, item, page_done)
        return
    waiting = deque(items)
    while waiting:
        suspects = yield from _run_pool(waiting, job, workers, page_done)
        for suspect in suspects:
            again = yield from _run_pool(deque([suspect]), careful or job, 1, page_done, attempts=2)
            for item in again:
                error = DeadProcessError(
                    "the process that read this file died, probably for lack of memory.",
                    "Use fewer --workers, or split the file.",
                    file=_file_of(item),
                )
                yield Outcome(item, None, error, attempts=2)


def _file_of(item: object) -> Path | None:
    return item if isinstance(item, Path) else None


def guarded(job: Job[K, T], item: K, page_done: PageDone) -> Outcome[K, T]:
    """The job's outcome: no exception of one item reaches the batch."""
    begin = time.perf_counter()
    try:
        return Outcome(item, job(item, page_done), None, seconds=time.perf_counter() - begin)
    except KehoachError as error:
        return Outcome(item, None, error, seconds=time.perf_counter() - begin)
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())
        told = UnexpectedError(
            f"an unexpected error stopped this file ({said[:200]}).",
            "`kehoach --debug extract FILE` shows where; please report it.",
            file=_file_of(item),
        )
        return Outcome(item, None, told, traceback.format_exc(), seconds=time.perf_counter() - begin)


def _run_pool(
    waiting: "deque[K]", job: Job[K, T], workers: int, page_done: PageDone, attempts: int = 1
) -> Generator[Outcome[K, T], None, list[K]]:
    """Empty `waiting` through one pool. Returns the items that were under way when the pool broke."""
    context = multiprocessing.get_context("spawn")
    pages: SimpleQueue[tuple[Path, int, int]] = context.SimpleQueue()
    _remove_left_scratch()
    # Killed processes leave their temporary files behind: they get a folder that goes with the pool.
    scratch = tempfile.mkdtemp(prefix=f"{_SCRATCH}{os.getpid()}-")
    pool = ProcessPoolExecutor(
        min(workers, len(waiting)), context, initializer=_begin_worker, initargs=(pages, os.getpid(), scratch)
    )
    running: dict[Future[Outcome[K, T]], K] = {}
    finished = False
    try:
        while waiting or running:
            # A short queue: results hold whole documents, and a broken pool has to repeat what it was given.
            while waiting and len(running) < workers:
                item = waiting.popleft()
                try:
                    running[pool.submit(_run_job, job, item)] = item
                except BrokenProcessPool:
                    waiting.appendleft(item)
                    return list(running.values())
            done, _ = wait(running, timeout=_PATIENCE, return_when=FIRST_COMPLETED)
            while not pages.empty():
                page_done(*pages.get())
            for future in done:
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    return list(running.values())
                del running[future]
                yield replace(outcome, attempts=attempts)
        finished = True
    finally:
        if not finished:
            _stop(pool)
        pool.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(scratch, ignore_errors=True)
    return []


def _remove_left_scratch() -> None:
    """Remove the temporary files of runs that were killed as a whole."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_SCRATCH}*-*"):
        owner = folder.name.removeprefix(_SCRATCH).partition("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the pool's own processes now; each cleans up its temporary files on the way out."""
    # The executor has no public way to stop a task under way (before Python 3.14).
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


def _run_job(job: Job[K, T], item: K) -> Outcome[K, T]:
    return guarded(job, item, _report_page)


def _report_page(path: Path, done: int, total: int) -> None:
    if _pages is not None:
        _pages.put((path, done, total))


def _begin_worker(pages: "SimpleQueue[tuple[Path, int, int]]", parent: int, scratch: str) -> None:
    global _pages  # noqa: PLW0603  # a process's own state: initializers can pass it on no other way
    _pages = pages
    tempfile.tempdir = os.environ["TMPDIR"] = scratch
    limit_memory()
    # Ctrl-C reaches the whole process group: the main process decides what stops.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def end_children() -> None:
    """End the processes that this one began; without it, leaving a pool waits for every page still queued."""
    for child in multiprocessing.active_children():
        child.terminate()


def _leave(number: int, frame: Any) -> None:
    end_children()
    raise SystemExit(128 + number)


def _leave_with(parent: int) -> None:
    """End this process when the main one was killed: nobody would take its result."""
    while os.getppid() == parent:
        time.sleep(1)
    end_children()
    os._exit(1)
