"""What several commands say or ask in the same way."""

from __future__ import annotations

from typing import Annotated

import typer

#: Where a command that reads published tables finds them.
Tables = Annotated[str, typer.Option("--tables", "-t", metavar="OUT", help="Where the tables are published (OUT of a run).")]

DEFAULT_TABLES = "data/processed"

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]

Public = Annotated[bool, typer.Option("--public", help="Leave out the names of private persons, such as those who get social aid.")]
