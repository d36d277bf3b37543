"""The commands from end to end: exit codes, one clear line for each error, nothing half written."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from pipeline import cli
from tests.pipeline import bad_files as bad
from tests.pipeline.papers import letter, plan, write_pdf

ROOT = Path(__file__).parents[2]
TRANSCRIPT = ROOT / "fixtures" / "transcripts" / "yen-bai-2024.txt"
DIGITAL = ROOT / "fixtures" / "digital" / "yen-bai-2024.pdf"
GOLD = ROOT / "fixtures" / "gold"


@dataclass
class Done:
    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line on standard error."""
        (line,) = self.err.splitlines()
        return line


Kehoach = Callable[..., Done]


@pytest.fixture
def kehoach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Kehoach:
    """Run a command in an empty folder, everything in this process."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("KEHOACH_WORKERS", "0")
    monkeypatch.delenv("KEHOACH_DB", raising=False)

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["kehoach", *map(str, arguments)])
        monkeypatch.setattr(cli._State, "debug", False)
        capfdbinary.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode("utf8"), err.decode("utf8"))

    return run


def query(sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("kehoach.db")) as connection:
        return connection.execute(sql).fetchall()


def pdf(*pages: str) -> bytes:
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream)
    for text in pages:
        sheet.drawString(72, 720, text)
        sheet.showPage()
    sheet.save()
    return stream.getvalue()


def encrypted(data: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="o", user="u"))
    return stream.getvalue()


def without_pages() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.save(stream)
    return stream.getvalue()


def with_a_broken_page() -> bytes:
    """A sample plan with a page more, which cannot be drawn."""
    stream = io.BytesIO()
    with pikepdf.open(DIGITAL) as document, pikepdf.open(io.BytesIO(bad.broken_content())) as other:
        document.pages.extend(other.pages)
        document.save(stream, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return stream.getvalue()


PLAIN = pdf("x")
BAD_FILES = {
    "empty.pdf": b"",
    "not-a-pdf.pdf": b"just some bytes\n" * 50,
    "encrypted.pdf": encrypted(PLAIN),
    "no-pages.pdf": without_pages(),
    "truncated-10.pdf": PLAIN[: len(PLAIN) // 10],
    "truncated-50.pdf": PLAIN[: len(PLAIN) // 2],
    "empty.txt": b"",
    "blank.md": b"\n \n\t\n",
    "shopping.txt": "Mua sữa, trứng và một ít rau cho bữa tối.\nNhớ gọi điện cho mẹ.\n".encode(),
    "letter.docx": b"PK\x03\x04 something",
    "binary.txt": bytes(range(256)) * 20,
}


def test_extract_explains_every_number(kehoach: Kehoach, tmp_path: Path) -> None:
    done = kehoach("extract", TRANSCRIPT, "--explain")
    assert done.code == 0 and done.err == ""
    assert "T001 target" in done.out and "no target: a date" in done.out and "numbers are no targets" in done.out
    again = kehoach("extract", TRANSCRIPT, "--explain", "-o", tmp_path / "out.json")
    assert again.out == done.out
    records = json.loads((tmp_path / "out.json").read_text())
    for target in records["targets"]:
        assert f"{target['id']} target" in done.out
    assert {"20%"} < {one["number"] for one in records["excluded"]}
    assert {one["reason"] for one in records["excluded"]} >= {"date", "condition", "document number"}
    assert kehoach("evaluate", GOLD / "yen-bai-2024.json", tmp_path / "out.json").code == 0


def test_a_folder_is_not_explained(kehoach: Kehoach, tmp_path: Path) -> None:
    done = kehoach("extract", TRANSCRIPT.parent, "-o", tmp_path / "out", "--explain")
    assert done.code == 2 and "--explain" in done.error


def test_each_document_of_a_file_gets_its_json(kehoach: Kehoach, tmp_path: Path) -> None:
    write_pdf(tmp_path, "both", letter(), plan())
    both = tmp_path / "both.pdf"
    done = kehoach("extract", both, "-o", tmp_path / "out.json")
    assert done.code == 0
    numbers = {path.name: json.loads(path.read_text())["document"]["number"] for path in tmp_path.glob("out*.json")}
    assert numbers == {"out.json": "12/KH-UBND", "out.part-1.json": "45/UBND-VP"}
    assert done.err.count("\n") == 1 and "Công văn 45/UBND-VP (page 1)" in done.err and "out.part-1.json" in done.err
    done = kehoach("extract", both)
    assert json.loads(done.out)["document"]["number"] == "12/KH-UBND"
    assert "holds 2 documents" in done.err and "-o" in done.err
    done = kehoach("extract", both, "-o", os.devnull)
    assert "is not written" in done.err
    folder = tmp_path / "in"
    folder.mkdir()
    both.rename(folder / "both.pdf")
    assert kehoach("extract", folder, "-o", tmp_path / "results").code == 0
    assert sorted(path.name for path in (tmp_path / "results").iterdir()) == ["both.json", "both.part-1.json"]


def test_pages_are_drawn_on_request(kehoach: Kehoach, tmp_path: Path) -> None:
    pdf = write_pdf(tmp_path, "one", plan())
    done = kehoach("extract", pdf, "--show", tmp_path / "shown")
    assert (done.code, done.out) == (0, "")
    assert [path.name for path in (tmp_path / "shown").iterdir()] == ["one-p001.png"]
    done = kehoach("extract", TRANSCRIPT, "--show", tmp_path / "none", "-o", tmp_path / "out.json")
    assert done.code == 0 and "nothing to draw" in done.err and (tmp_path / "out.json").exists()
    assert not (tmp_path / "none").exists()
    (tmp_path / "in").mkdir()
    assert kehoach("extract", tmp_path / "in", "-o", tmp_path / "r", "--show", tmp_path / "s").code == 2


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_clear_line(kehoach: Kehoach, name: str) -> None:
    Path(name).write_bytes(BAD_FILES[name])
    done = kehoach("extract", name, "-o", "out.json", "--html", "out.html")
    assert done.code == 1
    assert done.error.startswith(f"kehoach: {name}")
    assert "unexpected" not in done.error and "Traceback" not in done.err
    assert done.out == ""
    assert [path.name for path in Path().iterdir()] == [name]


def test_a_batch_of_bad_files_keeps_the_good_one(kehoach: Kehoach) -> None:
    folder = Path("inbox")
    folder.mkdir()
    for name, content in BAD_FILES.items():
        (folder / name).write_bytes(content)
    (folder / "plan.txt").write_bytes(TRANSCRIPT.read_bytes())
    done = kehoach("ingest", folder)
    assert done.code == 1
    outcomes = dict(query("select source_uri, outcome from ingest_files"))
    assert {Path(str(uri)).name: outcome for uri, outcome in outcomes.items()} == {
        **dict.fromkeys(BAD_FILES, "failed"), "empty.txt": "skipped", "plan.txt": "loaded",
    }  # fmt: skip
    assert query("select count(*) from documents") == [(1,)]
    assert query("select count(*) from ingest_files where outcome = 'failed' and length(error) > 10") == [(10,)]
    for name in BAD_FILES:
        assert done.out.count(f"inbox/{name}") >= 1
    assert "10 files failed" in done.out
    again = kehoach("ingest", folder)
    assert again.code == 0 and "failed before" in again.out


def test_truncated_at_the_very_end_is_read_and_told(kehoach: Kehoach) -> None:
    data = DIGITAL.read_bytes()
    Path("cut.pdf").write_bytes(data[: len(data) * 99 // 100])
    done = kehoach("extract", "cut.pdf", "-o", "out.json")
    assert done.code == 1
    assert json.loads(Path("out.json").read_bytes())["targets"]
    assert done.error.startswith("cut.pdf: read in part: ")
    assert done.error.endswith("the file is cut off: its last pages may be missing or incomplete.")


@pytest.mark.ocr
def test_an_image_without_text(kehoach: Kehoach) -> None:
    Image.new("L", (1240, 1754), 255).save("blank.png")
    done = kehoach("extract", "blank.png")
    assert done.code == 1
    assert "blank.png" in done.error and "text" in done.error


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["extract", "nothing.pdf"], 1, "nothing.pdf: the file does not exist"),
        (["extract", "nothing.txt"], 1, "nothing.txt"),
        (["extract", "."], 2, "-o"),
        (["evaluate", "nothing"], 2, "nothing: there is no such"),
        (["compare"], 4, "there is no database"),
        (["calendar", "--db", "sqlite:///none/k.db"], 4, "there is no database"),
        (["db", "upgrade", "--db", "sqlite:////proc/k.db"], 4, "/proc/k.db"),
        (["db", "upgrade", "--db", "oracle://x"], 4, "oracle"),
        (["compare", "--format", "xlsx"], 2, "-o FILE.xlsx"),
    ],
)
def test_exit_codes(kehoach: Kehoach, arguments: list[str], code: int, said: str) -> None:
    done = kehoach(*arguments)
    assert done.code == code
    assert said in done.error
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [["nosuch"], ["ingest"], ["compare", "--format", "pdf"], ["ingest", "--workers", "-1", "."]]
)
def test_wrong_usage(kehoach: Kehoach, arguments: list[str]) -> None:
    assert kehoach(*arguments).code == 2


def test_debug_shows_where(kehoach: Kehoach) -> None:
    Path("x.pdf").write_bytes(b"no")
    for arguments in (["--debug", "extract", "x.pdf"], ["extract", "x.pdf", "--debug"]):
        done = kehoach(*arguments)
        assert done.code == 1 and "Traceback" in done.err


def test_odd_names(kehoach: Kehoach) -> None:
    names = ["two\nlines.txt", "-o.txt", "[bold]x.txt", "ế" * 83 + ".txt"]
    names += [unicodedata.normalize(form, "kế hoạch.txt") for form in ("NFC", "NFD")]
    Path("inbox").mkdir()
    for name in names:
        Path("inbox", name).write_bytes(TRANSCRIPT.read_bytes() + name.encode())
    done = kehoach("ingest", "inbox")
    assert done.code == 0
    assert query("select count(*), count(distinct sha256) from documents") == [(6, 6)]
    assert "two\\nlines.txt" in done.out and "[bold]x.txt" in done.out
    assert sum(line.startswith("loaded ") for line in done.out.splitlines()) == 6


def test_extract_writes_the_exchange_format(kehoach: Kehoach) -> None:
    done = kehoach("extract", TRANSCRIPT)
    assert done.code == 0 and done.err == ""
    printed = json.loads(done.out)
    assert printed["document"]["kind"] == "Quyết định" and printed["sections"] and printed["targets"]
    kehoach("extract", TRANSCRIPT, "-o", "out.json", "--html", "out.html")
    assert json.loads(Path("out.json").read_text("utf8")) == printed
    assert "<mark" in Path("out.html").read_text("utf8")


def test_extract_a_folder(kehoach: Kehoach) -> None:
    Path("in", "sub").mkdir(parents=True)
    for name in ("a.txt", "a.md", "sub/b.txt"):
        Path("in", name).write_bytes(TRANSCRIPT.read_bytes())
    Path("in", "bad.pdf").write_bytes(b"no")
    done = kehoach("extract", "in", "-o", "out")
    assert done.code == 1
    assert sorted(path.relative_to("out").as_posix() for path in Path("out").rglob("*.json")) == [
        "a.md.json", "a.txt.json", "sub/b.json",
    ]  # fmt: skip
    assert "bad.pdf" in done.err and "3 files extracted, 1 failed." in done.err


def test_ingest_compare_calendar(kehoach: Kehoach) -> None:
    assert kehoach("ingest", ROOT / "fixtures" / "transcripts").code == 0
    table = kehoach("compare", "--any-year")
    assert table.code == 0 and "Chỉ tiêu" in table.out and "%" in table.out
    assert len(kehoach("compare", "--all", "--format", "csv").out.splitlines()) > 10
    for form in ("csv", "xlsx", "html", "table"):
        assert kehoach("compare", "--all", "--format", form, "-o", f"out.{form}").code == 0
        assert Path(f"out.{form}").stat().st_size > 100
    due = kehoach("calendar")
    assert due.code == 0 and "Chủ trì" in due.out
    days = [line.split(",")[0] for line in kehoach("calendar", "--format", "csv").out.splitlines()[1:]]
    assert days == sorted(days)


def test_evaluate(kehoach: Kehoach) -> None:
    done = kehoach("evaluate", GOLD, GOLD)
    assert done.code == 0
    strict = next(line for line in done.out.splitlines() if line.strip().startswith("targets.strict"))
    assert "1.000" in strict
    assert "all documents" in done.out
    gold = GOLD / "yen-bai-2024.json"
    on_the_fly = kehoach("evaluate", gold, "--documents", TRANSCRIPT.parent, "--misses")
    assert on_the_fly.code == 0 and "document.fields" in on_the_fly.out


def test_doctor_and_upgrade(kehoach: Kehoach) -> None:
    assert kehoach("db", "upgrade").code == 0
    done = kehoach("doctor")
    assert "kehoach.db (there)" in done.out
    assert (done.code == 3) == ("missing" in done.out)
    assert kehoach("doctor", "--db", "sqlite:////proc/k.db").code == 3


def test_help_and_version_start_at_once() -> None:
    """No heavy library is loaded by looking up the help."""
    heavy = {"spacy", "underthesea", "pandas", "cv2", "numpy", "sqlalchemy", "pydantic", "pdfplumber", "pypdfium2"}
    script = (
        "import sys; from pipeline import cli; sys.argv = ['kehoach', '--help']\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        f"print(sorted({heavy!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_reader_that_goes_away_is_no_error() -> None:
    program = f"{sys.executable} -c 'from pipeline.cli import main; main()'"
    done = subprocess.run(
        f"set -o pipefail; {program} evaluate {GOLD} {GOLD} | head -1",
        shell=True, executable="/bin/bash", capture_output=True, text=True, cwd=ROOT, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stderr == ""


def test_a_document_read_in_part_is_told_everywhere(kehoach: Kehoach, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "plan.pdf").write_bytes(with_a_broken_page())
    with pikepdf.open(folder / "plan.pdf") as document:
        last = len(document.pages)
    unread = f"page {last} unreadable: its drawing instructions are damaged"
    extracted = kehoach("extract", folder / "plan.pdf")
    assert extracted.code == 1
    assert json.loads(extracted.out)["targets"]
    assert extracted.error == f"{folder / 'plan.pdf'}: read in part: {unread}."
    together = kehoach("extract", folder, "-o", "out")
    assert together.code == 1
    assert together.err.splitlines()[-1] == "1 file extracted, 1 of them in part, 0 failed."
    taken = kehoach("ingest", folder)
    assert taken.code == 1
    assert "partial" in taken.out and taken.out.count(unread) == 2
    assert query("select unread_pages from plan_overview") == [(unread,)]
    assert query("select outcome, error from ingest_files") == [("partial", unread)]
    assert kehoach("ingest", folder).code == 0
    assert kehoach("ingest", folder, "--retry-failed").code == 1
    assert query("select count(*) from documents") == [(1,)]
