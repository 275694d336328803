"""What a run may be told: by options, by ``DELIB_*`` variables or by one TOML file, the first that speaks being heard.

An unknown key is refused wherever it stands: a setting with a slip in its name would be a setting that nobody follows.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from pipeline.errors import UsageError
from pipeline.limits import Limits

_PREFIX = "DELIB_"

#: Names the file; where it is not set, ``delib.toml`` in the current folder is read if there is one.
CONFIG_VARIABLE = "DELIB_CONFIG"
CONFIG_FILE = "delib.toml"


class Settings(BaseSettings):
    """All settings; each is an option, a variable ``DELIB_<NAME>`` and a key of the TOML file."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    workers: int | None = Field(None, ge=1, description="Processes that read documents; one per core when not set.")
    timeout: float = Field(20.0, ge=0.1, description="Seconds of processor time for one document.")
    max_memory: int = Field(2048, ge=256, description="Megabytes of memory for one document.")
    max_size: int = Field(256, ge=1, description="Files over this size, in megabytes, are put aside.")
    engine: Literal["local", "dask"] = Field("local", description="Who reads documents: this machine, or a dask cluster.")
    scheduler: str | None = Field(None, description="Address of the scheduler of the dask cluster, such as tcp://host:8786.")
    keep: int = Field(3, ge=0, description="Versions before the current one that stay for their readers.")
    bodies: Path | None = Field(None, description="CSV list that says whose the documents are, where they do not.")
    strict: bool = Field(False, description="End with code 1 when a file had to be put aside.")
    metrics: str | None = Field(None, description="Prometheus textfile to write at the end of each run.")
    corrections: Path | None = Field(None, description="File of corrections (CSV) that every run follows.")
    cache: Path | None = Field(None, description="Folder that keeps the recognised pages of scans for later runs.")
    spacy_model: str | None = Field(None, description="Pretrained French spaCy model, asked for names that no pattern can tell.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options first, then variables, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())

    def limits(self, tables: Sequence[str] = ()) -> Limits:
        """What one document may cost.

        Args:
            tables: the only tables of facts to fill; all of them when there is none.
        """
        return Limits(seconds=self.timeout, memory=self.max_memory << 20, size=self.max_size << 20, tables=tuple(tables))

    def hand_on(self) -> None:
        """Let those who read documents, in processes of their own, know what they look up in variables."""
        for name in ("cache", "spacy_model"):
            if (value := getattr(self, name)) is not None:
                os.environ[variable(name)] = str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One setting that is in force.

    Attributes:
        name: of the setting.
        value: in force.
        source: ``default``, ``option``, the variable, or the path of the file.
        description: what it does.
    """

    name: str
    value: Any
    source: str
    description: str


def config_file() -> Path | None:
    """The TOML file that is read, if there is one.

    Raises:
        UsageError: when the one asked for is not there.
    """
    asked = os.environ.get(CONFIG_VARIABLE)
    path = Path(asked or CONFIG_FILE)
    if path.is_file():
        return path
    if asked:
        raise UsageError(f"{CONFIG_VARIABLE} names {asked}, which is no file")
    return None


def load_settings(options: Mapping[str, Any] | None = None) -> Settings:
    """The settings in force.

    Args:
        options: those given on the command line; None stands for one that was not given.

    Raises:
        UsageError: naming the setting that is unknown or has no possible value, and where it stands.
    """
    given = {name: value for name, value in (options or {}).items() if value is not None}
    _refuse_unknown_variables()
    try:
        return Settings(**given)
    except (ValidationError, tomllib.TOMLDecodeError, OSError) as error:
        raise UsageError(_explained(error, given)) from error


def origins(settings: Settings, options: Mapping[str, Any] | None = None) -> Iterator[Origin]:
    """Every setting with its value and where that comes from."""
    for name, field in Settings.model_fields.items():
        source = _source(name, options or {})
        yield Origin(name=name, value=getattr(settings, name), source=source, description=field.description or "")


def _source(name: str, options: Mapping[str, Any]) -> str:
    if options.get(name) is not None:
        return "option"
    if os.environ.get(variable(name)):
        return variable(name)
    file = config_file()
    return str(file) if file and name in tomllib.loads(file.read_text(encoding="utf-8")) else "default"


def variable(name: str) -> str:
    """The environment variable of a setting.

    >>> variable("max_size")
    'DELIB_MAX_SIZE'
    """
    return f"{_PREFIX}{name.upper()}"


def _refuse_unknown_variables() -> None:
    known = {CONFIG_VARIABLE, *map(variable, Settings.model_fields)}
    unknown = sorted(name for name in os.environ if name.startswith(_PREFIX) and name not in known)
    if unknown:
        raise UsageError(f"no setting {unknown[0]}; there are {', '.join(sorted(known))}")


def _explained(error: Exception, given: Mapping[str, Any]) -> str:
    """Which setting is wrong, where it stands and why, on one line."""
    if not isinstance(error, ValidationError):
        return f"{config_file()} cannot be read: {error}"
    first = error.errors()[0]
    name = ".".join(map(str, first["loc"]))
    if first["type"] == "extra_forbidden":
        return f"{config_file()}: no setting {name!r}; there are {', '.join(Settings.model_fields)}"
    source = _source(name, given)
    return f"{name} = {first['input']!r} ({source}): {first['msg']}"
