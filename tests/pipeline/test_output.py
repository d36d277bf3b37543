import os
import stat
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.output import defuse, one_line, shorten, write_whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kế hoạch.pdf", "kế hoạch.pdf"),
        ("two\nlines\r.pdf", "two\\nlines\\r.pdf"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u202efdp.exe", "a\\u202efdp.exe"),
        ("k\udcff", "k\\udcff"),
        ("a\u2028b", "a\\u2028b"),
    ],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected
    one_line(text).encode("utf8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("+84", "'+84"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("≥ 80 %", "≥ 80 %"),
        ("", ""),
    ],
)
def test_defuse(text: str, expected: str) -> None:
    assert defuse(text) == expected


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [("một hai ba", 20, "một hai ba"), ("một hai, ba bốn", 10, "một hai…"), (None, 5, ""), ("a  b\n c", 9, "a b c")],
)
def test_shorten(text: str | None, length: int, expected: str) -> None:
    assert shorten(text, length) == expected


def test_a_file_is_whole_or_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.json"
    write_whole(path, b"first")
    path.chmod(0o640)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match="No space left"):
        write_whole(path, b"second")
    assert path.read_bytes() == b"first"
    monkeypatch.undo()
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    for path in (tmp_path / "none" / "out.json", Path("/proc/out.json")):
        with pytest.raises(UsageError, match=r"out\.json"):
            write_whole(path, b"x")


def test_a_device_is_written_to_not_replaced() -> None:
    write_whole(Path(os.devnull), b"x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)
