"""What the commands put out: safe lines, tables that fit, files that are whole or not there."""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.errors import UsageError

PIPED_WIDTH = 160
"""Columns of tables that go to a file or another program, unless COLUMNS says otherwise."""
# Control characters could forge lines of a log; bidirectional marks could turn a name round.
_UNSAFE = re.compile(
    "[\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)
_FORMULA = re.compile(r"^\s*[=+\-@]|^[\t\r]")


def one_line(text: str) -> str:
    """A text safe to print as one line: whatever would break or forge it stands as an escape.

    >>> one_line("a\\nb")
    'a\\\\nb'
    """
    return _UNSAFE.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)


def console(*, plain: bool = False) -> Console:
    """A console as wide as the terminal; tables for a pipe or, `plain`, for a file are wide and without colours."""
    is_terminal = sys.stdout.isatty() and not plain
    width = None if is_terminal else int(os.environ.get("COLUMNS") or PIPED_WIDTH)
    terminal = None if is_terminal else False
    return Console(width=width, force_terminal=terminal, highlight=False, emoji=False, markup=False)


def tell(text: str) -> None:
    """A line on standard error."""
    print(one_line(text), file=sys.stderr, flush=True)


def new_table(title: str | None = None) -> Table:
    """A table with one line below its head and none between rows."""
    return Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False)


def cell(text: object) -> Text:
    """A cell from a document: never taken for markup."""
    return Text(one_line("" if text is None else str(text)))


def shorten(text: str | None, length: int) -> str:
    """A text cut at a word so that it has at most `length` characters, the cut shown by an ellipsis."""
    text = " ".join((text or "").split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def counted(number: int, one: str, many: str) -> str:
    """A number with what it counts."""
    return f"{number} {one if number == 1 else many}"


def defuse(text: str) -> str:
    """A text that a spreadsheet will not take for a formula.

    >>> defuse("=HYPERLINK(1)"), defuse("- Sở Nội vụ"), defuse("80 %")
    ("'=HYPERLINK(1)", "'- Sở Nội vụ", '80 %')
    """
    return f"'{text}" if _FORMULA.match(text) else text


def write_whole(path: Path, data: bytes, *, make_folder: bool = False) -> None:
    """Write a file so that it is there whole or as it was before. Raises UsageError where it cannot be written."""
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe cannot be replaced
            return
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=".kehoach-")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            _give_usual_mode(name, path)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"cannot be written ({error.strerror}).", "Name another place with -o.", file=path) from error


def _give_usual_mode(name: str, path: Path) -> None:
    if path.exists():
        shutil.copymode(path, name)
        return
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)


def put_out(data: bytes, output: Path | None) -> None:
    """Write to a file, or to standard output where none is named."""
    if output is not None:
        write_whole(output, data)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
