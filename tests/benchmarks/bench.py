"""The benchmark (`make bench`): reading against other programs, on the same pages, in the same run.

For every grade of the fixture plans, and of the real plans where `../shared/real` exists, one table: errors of
characters and words on prose pages, F1 of cells (position, spans, and a text that is 0.9 alike), numbers lost and
invented, pages a minute, CPU seconds a page, memory of the largest process. Each program reads one PDF of the chosen
pages in a process of its own, started afresh; all take turns on a grade before the next grade begins, and who begins
changes from grade to grade, so that a machine that slows down slows all of them. Speed is to be quoted as the ratio.

Environment: BENCH_PAGES pages a grade (default 6, `all` for everything), BENCH_GRADES (default all, separated by
spaces), BENCH_ROUNDS rounds of timing (default 1), BENCH_PEERS names with
commas between (default all).
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import tesseract
from tests.benchmarks import corpus
from tests.benchmarks.accuracy import ReadCell, ReadPage, Score, score_page

OURS = "kehoach"
PEER_PYTHON = corpus.ROOT / ".venv-peers" / "bin" / "python"
SCAN_PEERS, DIGITAL_PEERS = ("pytesseract", "ocrmypdf", "ocrmypdf -rd", "img2table"), ("pdfplumber",)
WITHOUT_SPANS = {"pdfplumber", "img2table"}
"""Judged by the first place of a cell alone: they say less about merged cells, and that is not held against them."""
SECONDS_A_PAGE = 120


@dataclass(frozen=True, slots=True)
class Usage:
    """What one run of a program took."""

    wall: float
    cpu: float
    """User and system seconds of the process and all its children."""
    peak: float
    """MB of the largest of its processes."""


@dataclass(slots=True)
class Row:
    """One program on one grade."""

    score: Score
    runs: list[Usage]


def command_of(program: str, pdf: Path, out: Path) -> list[str]:
    """The command that reads the file and writes the pages."""
    if program == OURS:
        return [sys.executable, "-m", "tests.benchmarks.reading", str(pdf), str(out)]
    return [str(PEER_PYTHON), "tests/benchmarks/peers.py", program, str(pdf), str(out)]


def run(program: str, pdf: Path, out: Path, limit: float) -> Usage | None:
    """One program on one file, for `limit` seconds at most; None where it failed, with the reason on standard error."""
    command = command_of(program, pdf, out)
    with tempfile.TemporaryFile() as words:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=corpus.ROOT, stdout=words, stderr=words, start_new_session=True)
        late = False
        try:
            while not (done := os.wait4(process.pid, os.WNOHANG))[0]:
                if time.perf_counter() - begin > limit and not late:
                    late = True
                    os.killpg(process.pid, signal.SIGKILL)
                time.sleep(0.02)
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(done[1])
        if process.returncode:
            words.seek(0)
            said = words.read().decode("utf-8", "replace").strip().splitlines()
            why = f"no end after {limit:.0f} s" if late else said[-1] if said else f"status {process.returncode}"
            print(f"{program} failed: {why}", file=sys.stderr)
            return None
    used = done[2]
    per_mb = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / per_mb)


def installed(program: str) -> bool:
    """Whether a peer can be started here."""
    module = program.split()[0]
    command = [str(PEER_PYTHON), "-c", f"import {module}"]
    return PEER_PYTHON.exists() and subprocess.run(command, capture_output=True, check=False).returncode == 0


def read_back(out: Path) -> list[ReadPage]:
    """What a runner wrote."""
    return [
        ReadPage(
            page["text"],
            None if page["tables"] is None else [[ReadCell(*cell) for cell in table] for table in page["tables"]],
        )
        for page in json.loads(out.read_text("utf-8"))
    ]


def measure(pages: list[tuple[corpus.Scan, dict[str, Any]]], programs: list[str], rounds: int) -> dict[str, Row]:
    """Every program on the pages, in turn."""
    rows: dict[str, Row] = {}
    with tempfile.TemporaryDirectory() as folder:
        pdf, out = Path(folder, "pages.pdf"), Path(folder, "read.json")
        corpus.write_pages(pages, pdf)
        for _ in range(rounds):
            for program in programs:
                usage = run(program, pdf, out, SECONDS_A_PAGE * len(pages))
                if usage is None:
                    continue
                if program not in rows:
                    rows[program] = Row(Score(), [])
                    for (_, truth), read in zip(pages, read_back(out), strict=False):
                        rows[program].score += score_page(truth, read, with_spans=program not in WITHOUT_SPANS)
                rows[program].runs.append(usage)
    return rows


def percent(value: float | None) -> str:
    """A share as 0.00 %."""
    return "-" if value is None else f"{100 * value:.2f} %"


def lines_of(rows: dict[str, Row], order: list[str], count: int) -> Iterator[str]:
    """The table of one grade."""
    yield (
        f"{'':14}{'CER':>9}{'WER':>9}{'cell F1':>9}{'numbers lost':>14}{'invented':>10}"
        f"{'pages/min':>11}{'CPU s/page':>12}{'peak MB':>9}"
    )
    for program in order:
        if program not in rows:
            yield f"{program:14}failed on these pages"
            continue
        score, runs = rows[program].score, rows[program].runs
        wall, cpu = (statistics.median(getattr(usage, name) for usage in runs) for name in ("wall", "cpu"))
        cells = "-" if score.cell_f1 is None else f"{score.cell_f1:.3f}"
        yield (
            f"{program:14}{percent(score.cer):>9}{percent(score.wer):>9}{cells:>9}{percent(score.number_errors):>14}"
            f"{percent(score.invented):>10}{60 * count / wall:>11.1f}{cpu / count:>12.2f}"
            f"{max(usage.peak for usage in runs):>9.0f}"
        )


def ratios(rows: dict[str, Row]) -> dict[str, list[float]]:
    """Wall seconds of ours over those of each peer, round by round."""
    if OURS not in rows:
        return {}
    return {
        name: [ours.wall / theirs.wall for ours, theirs in zip(rows[OURS].runs, row.runs, strict=False)]
        for name, row in rows.items()
        if name != OURS
    }


def main() -> int:
    """Measure and print."""
    asked = os.environ.get("BENCH_PAGES", "6")
    count = None if asked == "all" else int(asked)
    rounds = int(os.environ.get("BENCH_ROUNDS", "1"))
    only = os.environ.get("BENCH_GRADES", "").split()
    peers = os.environ.get("BENCH_PEERS", "").split(",")
    available = {name: installed(name) for name in (*SCAN_PEERS, *DIGITAL_PEERS)}
    for name, is_there in available.items():
        if not is_there:
            print(f"{name} is not installed here (scripts/peers.sh says why): left out")
    grades = [(name, grade) for name, known in (("fixtures", corpus.GRADES), ("real", corpus.REAL_GRADES))
              for grade in (*known, corpus.DIGITAL) if not only or grade in only]  # fmt: skip
    corpus.render_fixtures([grade for name, grade in grades if name == "fixtures"])
    print(f"tesseract {tesseract.version()}, {os.cpu_count()} cores; `ocrmypdf -rd` is --rotate-pages --deskew;")
    print("cells of img2table and pdfplumber are judged without their spans")
    together: dict[str, list[float]] = defaultdict(list)
    for turn, (name, grade) in enumerate(grades):
        pages = corpus.sample(name, grade, count)
        if not pages:
            print(f"\n{name} {grade}: no pages here")
            continue
        programs = [OURS, *(peer for peer in (DIGITAL_PEERS if grade == corpus.DIGITAL else SCAN_PEERS)
                            if available[peer] and (peers == [""] or peer in peers))]  # fmt: skip
        first = turn % len(programs)
        rows = measure(pages, programs[first:] + programs[:first], rounds)
        tables = sum(bool(page["tables"]) for _, page in pages)
        print(f"\n{name} {grade}: {len(pages)} pages, {tables} with tables")
        print("\n".join(lines_of(rows, programs, len(pages))), flush=True)
        for peer, values in ratios(rows).items():
            together[peer] += values
    if together:
        print("\nSeconds of kehoach over seconds of the peer, on the same pages in turn: median (least to most)")
    for peer, values in together.items():
        print(
            f"{peer:14}{statistics.median(values):5.2f} ({min(values):.2f} to {max(values):.2f}) of {len(values)} runs"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
