"""One tree of errors: each carries the exit code and says file, what is wrong and what to do."""

from enum import IntEnum
from pathlib import Path


class ExitCode(IntEnum):
    """What the program tells the shell."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    MISSING_PROGRAM = 3
    DATABASE = 4


class KehoachError(Exception):
    """Root of all errors that a user is told of."""

    exit_code = ExitCode.SOME_FAILED

    def __init__(
        self, problem: str, advice: str = "", *, file: Path | str | None = None, page: int | None = None
    ) -> None:
        self.problem, self.advice, self.file, self.page = problem, advice, file, page
        super().__init__(str(self))

    def __str__(self) -> str:
        where = f"{self.file}" if self.file is not None else ""
        if self.page is not None:
            where += f", page {self.page}"
        sentence = f"{where}: {self.problem}" if where else self.problem
        return f"{sentence} {self.advice}".rstrip()

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders; the default reduce would pass only the joined sentence.
        return (_rebuild, (type(self), self.problem, self.advice, self.file, self.page))


def _rebuild(
    cls: type[KehoachError], problem: str, advice: str, file: Path | str | None, page: int | None
) -> KehoachError:
    return cls(problem, advice, file=file, page=page)


class InputError(KehoachError):
    """The file cannot be read, or holds no plan."""


class UsageError(KehoachError):
    """Flags or settings that make no sense together."""

    exit_code = ExitCode.USAGE


class MissingProgramError(KehoachError):
    """A program or model that the work needs is not installed."""

    exit_code = ExitCode.MISSING_PROGRAM


class DatabaseError(KehoachError):
    """The database cannot be reached, read or written."""

    exit_code = ExitCode.DATABASE
