"""Settings of the commands: flags first, then `KEHOACH_*` variables, then `kehoach.toml` in the current folder."""

import os
import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from pipeline.errors import UsageError

FILE = "kehoach.toml"
PREFIX = "KEHOACH_"


@cache
def usable_cores() -> int:
    """Cores that this process may use, at least one: a container often has fewer than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


class Settings(BaseSettings):
    """What a run can be told besides its arguments; each field is a flag, a variable or a line of `kehoach.toml`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", toml_file=FILE, frozen=True)

    db: str = "sqlite:///kehoach.db"
    """Address of the database as SQLAlchemy writes it."""
    workers: int = Field(default_factory=usable_cores, ge=0)
    """Processes at work; 0 works inside the main process, for debugging."""
    languages: str = "vie"
    """Models of Tesseract that read scans, joined by '+'."""
    dpi: float = Field(default=300, ge=70, le=1200)
    """Resolution at which pages are recognised."""
    page_seconds: float = Field(default=120, gt=0)
    """Time limit for one call of Tesseract."""
    verify: bool = False
    """Read each scanned page with the second Vietnamese model too: slower, and doubtful words show."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where settings come from, the strongest first."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls))


def load_settings(**flags: object) -> Settings:
    """The settings in force. A flag that is None was not given.

    Raises UsageError naming the setting, where it was set and what is wrong with it.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked by pydantic
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"this is not TOML: {error}.", "Mend the file or remove it.", file=FILE) from None
    except (UnicodeDecodeError, OSError) as error:
        raise UsageError(f"cannot be read: {error}.", "Mend the file or remove it.", file=FILE) from None
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        if first["type"] == "extra_forbidden":
            known = ", ".join(sorted(Settings.model_fields))
            raise UsageError(f"there is no setting '{name}'.", f"Known settings: {known}.", file=FILE) from None
        raise UsageError(f"{_place_of(name, given)}: {first['msg']}, not {first['input']!r}.") from None


def _place_of(name: str, flags: dict[str, object]) -> str:
    if name in flags:
        return f"--{name.replace('_', '-')}"
    if f"{PREFIX}{name.upper()}" in {variable.upper() for variable in os.environ}:
        return f"variable {PREFIX}{name.upper()}"
    return f"{Path(FILE)}: {name}"
