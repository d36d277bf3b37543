import os
import stat
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import InputError, MissingProgramError
from pipeline.office import libreoffice, read_office
from pipeline.sniff import FileKind, sniff
from tests.pipeline.office import word97
from tests.pipeline.office.builders import paragraph, write_docx


def program(folder: Path, body: str) -> None:
    """A program of that name which does what the shell lines say; $OUT is the folder for results."""
    path = folder / "bin" / "soffice"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nOUT=$2; IN=$3\n{body}\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def odt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    path = tmp_path / "-kế hoạch.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert sniff(path) is FileKind.ODT
    return path


def test_what_it_makes_is_read(tmp_path: Path, odt: Path) -> None:
    write_docx(tmp_path / "made.docx", paragraph("Kế hoạch"))
    program(tmp_path, f'test -f "$IN" && cp "{tmp_path}/made.docx" "$OUT/source.docx"')
    document = read_office(odt, FileKind.ODT)
    assert (document.text, document.source) == ("Kế hoạch", odt)
    assert document.pages[0].note == "Word document; converted by LibreOffice"
    assert not list((tmp_path / "temp").iterdir())


@pytest.mark.parametrize(
    ("body", "problem"), [("exit 1", "cannot convert it"), ("exit 0", "cannot read it"), ("sleep 9", "took more than")]
)
def test_its_failures_get_a_sentence(
    tmp_path: Path, odt: Path, monkeypatch: pytest.MonkeyPatch, body: str, problem: str
) -> None:
    monkeypatch.setattr(libreoffice, "SECONDS", 0.3)
    program(tmp_path, body)
    with pytest.raises(InputError, match=rf"kế hoạch\.odt: LibreOffice {problem}"):
        read_office(odt, FileKind.ODT)
    assert not list((tmp_path / "temp").iterdir())


def test_where_it_is_missing(odt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingProgramError, match=r"kế hoạch\.odt: .*LibreOffice, which is not installed"):
        read_office(odt, FileKind.ODT)


def test_a_word_file_older_than_word_97(tmp_path: Path, odt: Path) -> None:
    old = word97.write_doc(tmp_path / "old.doc", [word97.plain("x")], version=0x65)
    with pytest.raises(InputError, match="older than Word 97"):
        read_office(old, FileKind.DOC)
    write_docx(tmp_path / "made.docx", paragraph("Kế hoạch"))
    program(tmp_path, f'cp "{tmp_path}/made.docx" "$OUT/source.docx"')
    assert read_office(old, FileKind.DOC).text == "Kế hoạch"
