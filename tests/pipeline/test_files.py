import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.files import check_unchanged, find_files, identify, storable, uri_of

PDF = b"%PDF-1.4\n"


def test_documents_in_folders_each_once_in_order(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/x.PNG", "a/y.txt", "a/deep/z.docx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "scan-without-suffix").write_bytes(PDF)
    search = find_files([tmp_path / "b.pdf", tmp_path, tmp_path / "a"])
    assert [path.relative_to(tmp_path).as_posix() for path in search.files] == [
        "b.pdf", "scan-without-suffix", "a/x.PNG", "a/y.txt", "a/deep/z.docx",
    ]  # fmt: skip
    assert search.ignored == []


def test_what_is_passed_over_is_named(tmp_path: Path) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(PDF)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in (".hidden.pdf", "~$plan.docx", "plan.pdf.part", "data.csv", "PLAN.PDF.CRDOWNLOAD"):
        (folder / name).write_bytes(b"x")
    (folder / "link.pdf").symlink_to(outside)
    os.mkfifo(folder / "pipe.pdf")
    search = find_files([folder])
    assert search.files == []
    assert {path.name: reason.split()[0] for path, reason in search.ignored} == {
        ".hidden.pdf": "hidden", "~$plan.docx": "hidden", "plan.pdf.part": "hidden", "PLAN.PDF.CRDOWNLOAD": "hidden",
        "data.csv": "not", "link.pdf": "a", "pipe.pdf": "not",
    }  # fmt: skip


def test_an_argument_is_taken_whatever_its_name(tmp_path: Path) -> None:
    odd = tmp_path / "data.csv"
    odd.write_text("x")
    assert find_files([odd]).files == [odd]


def test_a_link_inside_the_folder_is_the_file_itself(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    (tmp_path / "b.pdf").symlink_to(tmp_path / "a.pdf")
    assert find_files([tmp_path]).files == [tmp_path / "a.pdf"]


def test_arguments_that_do_not_exist_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name, problem in (("nothing.pdf", "no such file or folder"), ("link", "a link that leads nowhere")):
        (found,) = find_files([tmp_path / name]).files
        error = identify(found).error
        assert error is not None and problem in str(error) and name in str(error)


NAMES = [
    "two\nlines.pdf",
    "-rf.pdf",
    "'; drop table documents; --.pdf",
    "right\u202eto-left.pdf",
    "[red]x[-].pdf",
    "ế" * 83 + ".pdf",
]


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_are_just_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(PDF)
    (found,) = find_files([tmp_path]).files
    identified = identify(found)
    assert identified.uri == str(path.resolve())
    assert identified.sha256 == hashlib.sha256(PDF).hexdigest()


def test_names_that_differ_only_in_composition_are_two_files(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "kế hoạch.pdf")).write_bytes(form.encode())
    files = find_files([tmp_path]).files
    assert len({identify(path).uri for path in files}) == 2


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/k\xff.pdf"))
    path.write_bytes(PDF)
    assert uri_of(path).endswith("/k%FF.pdf") and uri_of(path).startswith("file:///")
    assert storable(str(path)).encode("utf8").endswith(b"\\udcff.pdf")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    found = identify(tmp_path / "gone.pdf")
    assert found.sha256 is None and "gone.pdf" in str(found.error)


def test_a_file_that_changes_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PDF)
    found = identify(path)
    check_unchanged(found)
    path.write_bytes(PDF + b"more")
    with pytest.raises(InputError, match="changed while"):
        check_unchanged(found)
    path.unlink()
    with pytest.raises(InputError, match="changed while"):
        check_unchanged(found)


def test_a_folder_that_cannot_be_read_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.pdf").write_bytes(PDF)
    genuine = os.scandir

    def refuse(place: str) -> object:
        if str(place).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(place))
        return genuine(place)

    monkeypatch.setattr(os, "scandir", refuse)
    search = find_files([tmp_path])
    assert search.files == [tmp_path / "a.pdf", tmp_path / "closed"]
    assert "closed: the folder cannot be read" in str(identify(tmp_path / "closed").error)


def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "b.pdf")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "a.pdf")
    search = find_files([tmp_path])
    assert len(search.files) + len(search.ignored) == 2
    for path in search.files:
        assert identify(path).error is not None
