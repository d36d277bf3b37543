import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from pipeline import doctor, tesseract
from pipeline.errors import MissingProgramError
from pipeline.office import libreoffice


def test_packages_that_are_missing_or_too_old() -> None:
    def installed(name: str) -> str:
        if name == "pikepdf":
            raise PackageNotFoundError(name)
        return {"pdfminer.six": "20221105"}.get(name, "999999999")

    checks = {check.name: check for check in doctor.check_packages(installed)}
    assert {name for name, check in checks.items() if check.state != "ok"} == {"pikepdf", "pdfminer.six"}
    assert "needed is >=20260107" in checks["pdfminer.six"].found
    assert checks["pikepdf"].advice == "make setup"
    assert "datasette" not in checks, "extras are not needed"


def test_this_machine_has_its_packages() -> None:
    assert all(check.state == "ok" for check in doctor.check_packages())


@pytest.mark.parametrize(
    ("place", "state", "advice"),
    [
        ("/usr/bin/soffice", "ok", ""),
        # Scans and most office files are read without it.
        (None, "warning", "apt-get install libreoffice-writer-nogui"),
    ],
)
def test_libreoffice(monkeypatch: pytest.MonkeyPatch, place: str | None, state: str, advice: str) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: place)
    check = doctor.check_libreoffice()
    assert (check.state, check.advice) == (state, advice)
    assert ".odt" in check.found or check.found == place


def fake_tesseract(monkeypatch: pytest.MonkeyPatch, languages: set[str] | None) -> None:
    def answer() -> str:
        if languages is None:
            raise MissingProgramError("the program tesseract is not installed.", "Install it.")
        return "5.3.0"

    monkeypatch.setattr(tesseract, "version", answer)
    monkeypatch.setattr(tesseract, "languages", lambda: frozenset(languages or ()))


@pytest.mark.parametrize(
    ("languages", "states", "packages"),
    [
        ({"vie", "Vietnamese", "eng"}, ["ok", "ok", "ok"], []),
        ({"vie", "script/Vietnamese"}, ["ok", "ok", "ok"], []),
        ({"vie"}, ["ok", "ok", "warning"], ["apt-get install tesseract-ocr-script-viet"]),
        (
            {"eng"},
            ["ok", "missing", "warning"],
            ["apt-get install tesseract-ocr-vie", "apt-get install tesseract-ocr-script-viet"],
        ),
        (None, ["missing"], ["apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-script-viet"]),
    ],
)
def test_tesseract(
    monkeypatch: pytest.MonkeyPatch, languages: set[str] | None, states: list[str], packages: list[str]
) -> None:
    fake_tesseract(monkeypatch, languages)
    checks = list(doctor.check_tesseract())
    assert [check.state for check in checks] == states
    assert [check.advice for check in checks if check.advice] == packages


def in_a_new_file(folder: Path) -> str:
    return f"sqlite:///{folder}/new.db"


def in_a_database(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "k.db")) as connection:
        connection.execute("create table x (y)")
    return f"sqlite:///{folder}/k.db"


def in_another_file(folder: Path) -> str:
    (folder / "text.db").write_text("this is not a database at all")
    return f"sqlite:///{folder}/text.db"


@pytest.mark.parametrize(
    ("place", "state", "found"),
    [
        (in_a_new_file, "ok", "will be made"),
        (in_a_database, "ok", "there"),
        (in_another_file, "missing", "no SQLite database"),
        (lambda folder: f"sqlite:///{folder}/none/k.db", "missing", "does not exist"),
        (lambda folder: "sqlite:////proc/k.db", "missing", "cannot be written"),
        (lambda folder: "foo", "missing", "not a database URL"),
        (lambda folder: "nosuch://x/y", "missing", "nosuch"),
        (lambda folder: "postgresql://user:secret@127.0.0.1:9/k", "missing", "127.0.0.1:9/k"),
    ],
)
def test_database(tmp_path: Path, place: Callable[[Path], str], state: str, found: str) -> None:
    check = doctor.check_database(place(tmp_path))
    assert check.state == state and found in check.found
    assert "secret" not in check.found
    assert bool(check.advice) == (state == "missing")
    assert not (tmp_path / "new.db").exists(), "looking must not make anything"
