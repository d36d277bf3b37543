"""Work on documents for tests: what happens follows from the file's name. Importable by spawned processes."""

import os
import signal
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from models.document import Block, Document, Line, Origin, Page
from models.records import DocumentRecord, Records, Target
from pipeline.errors import InputError, MissingProgramError
from pipeline.process import Extracted, PageDone, Processed

QUOTE = "Trên 80% hồ sơ được giải quyết trực tuyến"


def processed(path: Path, text: str) -> Processed:
    """A plan of one page whose single target is the quote, where it stands in the text."""
    place = text.find(QUOTE)
    targets = [
        Target(
            id="T001", kind="quantitative", section=None, quote=QUOTE, value=80, unit="%", comparator=">", page=1,
            char_start=place, char_end=place + len(QUOTE),
        )
    ] if place >= 0 else []  # fmt: skip
    document = Document(
        source=path,
        text=text,
        pages=(Page(1, 595, 842, 0, Origin.OCR),),
        lines=(Line(0, len(text), 1),),
        blocks=(Block(0, len(text), 1),),
        tables=(),
    )
    head = DocumentRecord(kind="Kế hoạch", number=f"{len(text)}/KH-UBND", period_start=2024, period_end=2024)
    return Processed(document, Records(document=head, targets=targets), {"read": 0.25, "extract": 0.5})


def work_by_name(path: Path, page_done: PageDone) -> Processed:
    """A job that goes the way its file is named for; any other name gives a plan."""
    name = path.stem
    if name.startswith("bad"):
        raise InputError("is damaged.", "Scan it again.", file=path, page=2)
    if name.startswith("bug"):
        raise ZeroDivisionError("division by\nzero")
    if name.startswith("noprogram"):
        raise MissingProgramError("tesseract is missing.", "Install it.")
    if name.startswith("crash"):
        tempfile.mkstemp(prefix="left-behind-")
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("slow"):
        page_done(path, 1, 2)
        (path.parent / f"started-{os.getpid()}").touch()
        time.sleep(60)
    if name.startswith("grows"):
        with path.open("a", encoding="utf8") as stream:
            stream.write("more")
    page_done(path, 1, 1)
    whole = processed(path, path.read_text("utf8"))
    if name.startswith("partial"):
        lost = Page(2, 595, 842, 0, Origin.UNREADABLE, note="the page cannot be drawn")
        return replace(whole, document=replace(whole.document, pages=(*whole.document.pages, lost)))
    return whole


def crash_once(path: Path, page_done: PageDone) -> Processed:
    """Dies on the first attempt, succeeds on the second: an innocent victim of another process' memory."""
    mark = path.with_suffix(".tried")
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return processed(path, path.read_text("utf8"))


def two_documents(path: Path, page_done: PageDone) -> Processed:
    """A letter on page 1 that holds no target, and the plan that it sends on page 2."""
    letter, plan = processed(path, "Kính gửi: Ủy ban nhân dân huyện."), processed(path, f"Kế hoạch. {QUOTE}.")
    page = replace(plan.document.pages[0], number=2)
    line = replace(plan.document.lines[0], page=2)
    second = replace(plan.document, part=2, pages=(page,), lines=(line,))
    return Processed(second, plan.records, plan.seconds, (Extracted(letter.document, letter.records),))
