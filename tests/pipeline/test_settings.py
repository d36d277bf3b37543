from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.settings import load_settings, usable_cores


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("KEHOACH_DB", "KEHOACH_WORKERS", "KEHOACH_DPI"):
        monkeypatch.delenv(name, raising=False)


def test_defaults() -> None:
    settings = load_settings()
    assert (settings.db, settings.workers) == ("sqlite:///kehoach.db", usable_cores())


def test_flags_before_variables_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("kehoach.toml").write_text('db = "sqlite:///file.db"\nworkers = 3\ndpi = 200\n', "utf8")
    assert load_settings().db == "sqlite:///file.db"
    monkeypatch.setenv("KEHOACH_DB", "sqlite:///variable.db")
    monkeypatch.setenv("KEHOACH_WORKERS", "5")
    assert load_settings(workers=None).workers == 5
    settings = load_settings(db="sqlite:///flag.db")
    assert (settings.db, settings.workers, settings.dpi) == ("sqlite:///flag.db", 5, 200)


@pytest.mark.parametrize(
    ("file", "variable", "flags", "expected"),
    [
        ("db = ", None, {}, ["kehoach.toml", "TOML"]),
        ("databse = 'x'", None, {}, ["kehoach.toml", "databse", "Known settings", "workers"]),
        ("workers = -1", None, {}, ["kehoach.toml: workers", "-1"]),
        ("", "many", {}, ["KEHOACH_WORKERS", "many"]),
        ("workers = 2", None, {"workers": -3}, ["--workers", "-3"]),
        ("dpi = 5", None, {}, ["dpi", "5"]),
    ],
)
def test_what_is_wrong_is_named(
    monkeypatch: pytest.MonkeyPatch, file: str, variable: str | None, flags: dict[str, int], expected: list[str]
) -> None:
    Path("kehoach.toml").write_text(file, "utf8")
    if variable:
        monkeypatch.setenv("KEHOACH_WORKERS", variable)
    with pytest.raises(UsageError) as caught:
        load_settings(**flags)
    assert all(part in str(caught.value) for part in expected), str(caught.value)


def test_a_file_in_another_encoding() -> None:
    Path("kehoach.toml").write_bytes('db = "kế"'.encode("utf-16"))
    with pytest.raises(UsageError, match=r"kehoach\.toml"):
        load_settings()
