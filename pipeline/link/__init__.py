"""What is worked out over all documents: who is the same person, which body is the same body, which act speaks of which.

Everything follows from the published rows alone, whatever their order: a run after additions gives what a run from scratch gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.link.bodies import find_bodies
from pipeline.link.citations import link_acts
from pipeline.link.organizations import link_organizations
from pipeline.link.persons import link_persons

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]


class Read(Protocol):
    """Gives the rows of a table, or some of its columns, or those of some documents."""

    def __call__(self, table: str, columns: Sequence[str] | None = None, documents: Sequence[str] | None = None) -> pa.Table:
        """The rows, always in the same order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What was worked out.

    Attributes:
        rows: of the tables that are made over all documents.
        columns: for each table in ``LINKED``, its linked columns, row by row in the order in which the table was read.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    columns: dict[str, pa.Table] = field(default_factory=dict)


def link(read: Read) -> Links:
    """The persons, the organizations and the graph of acts of all documents, and which facts speak of them."""
    bodies = find_bodies(read("documents", ["document_id", "collectivity", "siren", "department"]))
    persons, person_columns = link_persons(read, bodies)
    organizations, organization_columns = link_organizations(read, bodies)
    act_links, act_columns = link_acts(read, bodies)
    for name in (citations := organization_columns.pop("citations")).column_names:
        act_columns["citations"] = act_columns["citations"].append_column(name, citations[name])
    return Links(
        rows={"persons": persons, "organizations": organizations, "act_links": act_links},
        columns=person_columns | organization_columns | act_columns,
    )
