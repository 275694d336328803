"""What it costs to find out who is who, with so many rows of ``members``.

    python -m benchmarks.performance.linking 1000000

does it once, in a process of its own, and prints its processor time in seconds, and how much more memory it held than the rows
themselves take, in megabytes.
"""

from __future__ import annotations

import functools
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.links import reader
from benchmarks.performance.clock import measure, spent
from benchmarks.performance.memory import held
from benchmarks.performance.result import Goal, Section, ratio
from pipeline.link.bodies import find_bodies
from pipeline.link.persons import link_persons
from pipeline.tables import TABLES
from samples.make import ROOT
from samples.spellings import labelled_mentions, member_rows

if TYPE_CHECKING:
    import pyarrow as pa

    from pipeline.link import Read

#: How many times the rows are multiplied.
_MANY = 4

#: Meetings of an assembly in one term.
_MEETINGS = 40


def rows_of(count: int) -> Read:
    """A reader of at least ``count`` rows of ``members``: roll calls of as many assemblies as that takes."""
    import pyarrow as pa

    base = reader(member_rows(labelled_mentions(random.Random(5), _MEETINGS)))
    few = {table: base(table) for table in ("documents", "members")}
    made: dict[str, pa.Table] = {}
    for table, names in (("documents", ("document_id", "collectivity")), ("members", ("document_id", "act_id"))):
        copies = []
        for number in range(-(-count // len(few["members"]))):
            rows = few[table]
            for name in names:
                at = rows.schema.get_field_index(name)
                other: Any = pa.array([f"{value} {number}" for value in rows[name].to_pylist()], pa.string())
                rows = rows.set_column(at, rows.schema.field(at), other)
            copies.append(rows)
        made[table] = pa.concat_tables(copies)

    def read(table: str, columns: Sequence[str] | None = None, documents: Sequence[str] | None = None) -> pa.Table:
        rows = made.get(table, TABLES[table].schema.empty_table())
        return rows.select(list(columns)) if columns else rows

    return read


def link_all(read: Read) -> int:
    """How many persons there are."""
    bodies = find_bodies(read("documents", ["document_id", "collectivity", "siren", "department"]))
    return len(link_persons(read, bodies)[0])


def people(count: int, most: int, rounds: int) -> Section:
    """So many rows and four times as many, and once ``most`` of them in a process of its own."""
    reads = {f"{n:,} rows": rows_of(n) for n in (count, _MANY * count)}
    times = measure({name: functools.partial(lambda read, _: link_all(read), read) for name, read in reads.items()}, [None], rounds)
    small, large = times
    times[large] = [seconds / _MANY for seconds in times[large]]
    seconds, megabytes = _apart(most)
    return Section(
        title="Who is who",
        about=f"`persons` made of rows of `members`, without reading or writing them; per {count:,} rows. {most:,} rows in a "
        f"process of its own take {seconds:.1f} s of processor time and {megabytes:.0f} MB more than the rows themselves.",
        times=times,
        unit="part",
        reference=small,
        goals=(
            Goal(name="cost of a row at four times the rows, who is who", limit=1.1, value=ratio(times, large, small)),
            Goal(
                name=f"memory for a million rows, who is who (from {most:,})", limit=1200, value=megabytes * 1e6 / most, unit=" MB"
            ),
        ),
    )


def _apart(count: int) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.performance.linking", str(count)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split()
    return float(said[0]), float(said[1])


def main() -> None:
    """Do it once, and print what it cost."""
    read = rows_of(int(sys.argv[1]))
    Path("/proc/self/clear_refs").write_text("5")  # forget the most that was held so far: making up the rows took more than they do
    began, before = spent(), held("VmRSS")
    link_all(read)
    print(f"{spent() - began:.1f} {held('VmHWM') - before:.0f}")


if __name__ == "__main__":
    main()
