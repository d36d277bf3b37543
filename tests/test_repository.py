"""What is written about the project against what it does: commands, settings, packages, versions."""

import re
import subprocess
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
import typer

from pipeline.cli import app
from pipeline.errors import ExitCode
from pipeline.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
TRACKED = [
    ROOT / name
    for name in subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode("utf8").split("\0")
    if name and (ROOT / name).is_file()
]  # fmt: skip
README = (ROOT / "README.md").read_text("utf8") if (ROOT / "README.md").exists() else ""
LOCAL = {"corpora", "extractors", "fixtures", "models", "pipeline", "tests", "notebooks"}


def commands() -> dict[str, list[str]]:
    """Every command with its options, as the user types them."""
    root = typer.main.get_command(app)
    found = {}
    waiting = [((), root)]
    while waiting:
        path, command = waiting.pop()
        for name, below in getattr(command, "commands", {}).items():
            waiting.append(((*path, name), below))
        if path and not getattr(command, "commands", {}):
            options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
            found[" ".join(path)] = options
    return found


def test_the_readme_names_every_command() -> None:
    missing = [name for name in commands() if f"kehoach {name}" not in README]
    assert not missing, f"README.md does not name: {missing}"


def test_the_readme_names_no_command_that_is_not_there() -> None:
    known = {name.split()[0] for name in commands()} | {"--version", "--help"}
    named = set(re.findall(r"(?:\.venv/bin/|`|^\$? ?)kehoach (--?\w+|[a-z]+)", README, re.MULTILINE))
    assert named <= known, f"README.md names what is not there: {named - known}"


def test_every_option_that_documents_name_is_there() -> None:
    known = {option for options in commands().values() for option in options} | {"--version", "--help", "--debug"}
    for line in re.findall(r"kehoach [^`\n]*", README):
        assert set(re.findall(r"--[a-z][a-z-]+", line)) <= known, line


def test_the_readme_names_every_setting() -> None:
    missing = [name for name in Settings.model_fields if f"{PREFIX}{name.upper()}" not in README]
    assert not missing, f"README.md does not name the variables of: {missing}"


def test_help_tells_every_exit_code() -> None:
    epilog = typer.main.get_command(app).epilog or ""
    for code in ExitCode:
        assert re.search(rf"\b{code.value} \w", epilog), code


def requirements(lines: list[str]) -> set[str]:
    return {re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace("_", "-") for line in lines}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf8").splitlines()
    found = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    return {name.lower().replace("_", "-"): pin for name, pin in found.items()}


def test_every_requirement_is_pinned_exactly() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = requirements(PROJECT["project"]["dependencies"]).union(*map(requirements, extras.values()))
    assert wanted <= set(pins()), wanted - set(pins())


def test_the_environment_has_the_pinned_versions() -> None:
    for name in requirements(PROJECT["project"]["dependencies"]):
        assert version(name) == pins()[name], name


def imported(folder: str) -> set[str]:
    """Top-level modules that the code of a package imports."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        found |= set(re.findall(r"^\s*(?:from|import) ([a-zA-Z_]\w*)", path.read_text("utf8"), re.MULTILINE))
    return found


@pytest.mark.parametrize("folder", ["corpora", "extractors", "models", "pipeline"])
def test_every_import_is_required(folder: str) -> None:
    distributions = packages_distributions()
    optional = requirements([line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines])
    wanted = requirements(PROJECT["project"]["dependencies"]) | optional
    for module in imported(folder) - LOCAL:
        owners = {name.lower().replace("_", "-") for name in distributions.get(module, [])}
        assert not owners or owners & wanted, f"{folder} imports {module}, which pyproject.toml does not require"


ALLOWED = {
    "corpora": {"corpora", "models"},
    "models": {"models"},
    "extractors": {"extractors", "models", "corpora"},
    "pipeline": {"pipeline", "extractors", "models", "corpora"},
}


@pytest.mark.parametrize("folder", ALLOWED)
def test_imports_point_one_way(folder: str) -> None:
    assert imported(folder) & LOCAL <= ALLOWED[folder]


def test_every_package_is_installed() -> None:
    packages = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for path in TRACKED
        if path.name == "__init__.py" and path.relative_to(ROOT).parts[0] in ALLOWED
    }
    assert packages == set(PROJECT["tool"]["setuptools"]["packages"])


def test_every_data_file_is_installed() -> None:
    data = PROJECT["tool"]["setuptools"]["package-data"]
    for path in TRACKED:
        folder = path.relative_to(ROOT).parts[0]
        if folder not in ALLOWED or path.suffix == ".py":
            continue
        inside = path.relative_to(ROOT / folder)
        assert any(inside.match(pattern) for pattern in data[folder]), f"{path} would not be installed"


def test_the_check_is_one_command() -> None:
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and not line.startswith("#")]
    assert lines[-1] == "make test"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111


def test_every_target_of_make_is_named() -> None:
    makefile = (ROOT / "Makefile").read_text("utf8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert {"setup", "demo", "test", "bench", "clean"} <= set(targets)
    (phony,) = re.findall(r"^\.PHONY: (.*)", makefile, re.MULTILINE)
    assert set(phony.split()) == set(targets)
    for target in re.findall(r"`make (\w+)", README):
        assert target in targets, f"README.md names make {target}"


def test_nothing_of_one_machine_is_committed() -> None:
    private = re.compile(r"/(?:ro" + r"ot|ho" + r"me)/\w|/wo" + r"rk/|extra-index|find-links|files\.pythonh" + "osted")
    for path in TRACKED:
        if path == Path(__file__):
            continue
        if path.stat().st_size > 3_000_000:
            pytest.fail(f"{path} is too large to commit")
        try:
            text = path.read_text("utf8")
        except UnicodeDecodeError:
            continue
        assert not private.search(text), f"{path}: {private.search(text)}"
