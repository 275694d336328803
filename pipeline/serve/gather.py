"""What pages are about: collectivités, people, beneficiaries and the places that checks show, gathered from all documents.

Where nobody has linked the names of different documents, those that are spelled alike stand together, and the row says so
(``linked`` is 0).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipeline.present.corpus import Corpus
from pipeline.publish.version import PACKAGE, Version

_GATHER = """
CREATE TABLE collectivities AS
    SELECT collectivity_key AS key, h.name, min(siren) AS siren, min(department) AS department,
           count(DISTINCT document_id) AS documents, min(document_date) AS first_seen, max(document_date) AS last_seen
    FROM documents JOIN homes h ON h.key = collectivity_key GROUP BY 1;
CREATE UNIQUE INDEX collectivities_by_key ON collectivities (key);

CREATE TABLE people AS
    SELECT person_id AS key, name, body, spellings, 1 AS linked FROM persons
    UNION ALL
    SELECT person_key, min(name), min(body), json_group_array(DISTINCT name), 0
    FROM (SELECT m.person_key, m.name, d.collectivity AS body FROM members m JOIN documents d USING (document_id)
              WHERE m.person_id IS NULL
          UNION ALL
          SELECT b.person_key, b.name, d.collectivity FROM ballots b JOIN documents d USING (document_id)
              WHERE b.person_id IS NULL)
    GROUP BY person_key;
CREATE UNIQUE INDEX people_by_key ON people (key);

CREATE TABLE beneficiaries AS
    SELECT organization_id AS key, name, siren, siret, kind, spellings, 1 AS linked FROM organizations
    WHERE organization_id IN (SELECT organization_id FROM grants UNION SELECT organization_id FROM parties)
    UNION ALL
    SELECT beneficiary_key, min(name), min(siren), min(siret), NULL, json_group_array(DISTINCT name), 0
    FROM (SELECT beneficiary_key, beneficiary AS name, substr(beneficiary_siret, 1, 9) AS siren, beneficiary_siret AS siret
              FROM grants WHERE organization_id IS NULL AND beneficiary_key IS NOT NULL
          UNION ALL
          SELECT beneficiary_key, name, siren, siret FROM parties WHERE organization_id IS NULL)
    GROUP BY beneficiary_key;
CREATE UNIQUE INDEX beneficiaries_by_key ON beneficiaries (key);

CREATE TABLE places (check_id TEXT, rank INTEGER, document_id TEXT, char_start INTEGER, char_end INTEGER, raw TEXT);
INSERT INTO places
    SELECT check_id, e.key, e.value ->> 'document_id', e.value ->> 'char_start', e.value ->> 'char_end', e.value ->> 'raw'
    FROM checks, json_each(checks.evidence) e;

CREATE TABLE veiled (document_id TEXT PRIMARY KEY);
CREATE TABLE about (name TEXT PRIMARY KEY, said TEXT);
"""


def add_gathered(connection: sqlite3.Connection, version: Version, corpus: Corpus) -> None:
    """Add what is gathered from the tables that are there."""
    connection.execute("CREATE TEMP TABLE homes (key TEXT PRIMARY KEY, name TEXT)")
    connection.executemany(
        "INSERT OR IGNORE INTO homes VALUES (?, ?)", sorted({(home.key, home.name) for home in corpus.homes.values()})
    )
    connection.executescript(_GATHER)
    connection.executemany("INSERT INTO veiled VALUES (?)", [(document,) for document in sorted(corpus.veils)])
    connection.executemany("INSERT INTO about VALUES (?, ?)", _about(connection, version))


def _about(connection: sqlite3.Connection, version: Version) -> Iterator[tuple[str, str]]:
    """What the first page says of the base, counted once."""
    yield "run_id", version.run_id
    yield "contract", str(version.package.get("version", ""))
    yield "package", PACKAGE
    counts = {
        "documents": "SELECT count(DISTINCT document_id) FROM documents",
        "files": "SELECT count(*) FROM documents",
        "quarantined": "SELECT count(*) FROM documents WHERE status = 'quarantined'",
        "pages": "SELECT count(*) FROM pages",
        "acts": "SELECT count(*) FROM acts",
        "facts": "SELECT count(*) FROM facts",
        "collectivities": "SELECT count(*) FROM collectivities",
        "people": "SELECT count(*) FROM people",
        "beneficiaries": "SELECT count(*) FROM beneficiaries",
        "checks": "SELECT count(*) FROM checks",
        "granted": "SELECT coalesce(sum(value), 0) FROM grants WHERE counted IS NOT NULL",
        "first": "SELECT min(date) FROM acts",
        "last": "SELECT max(date) FROM acts",
    }
    for name, sql in counts.items():
        yield name, str(connection.execute(sql).fetchone()[0] or "0")
    rows = connection.execute("SELECT kind, count(*) FROM facts GROUP BY 1")
    yield from ((f"facts.{kind}", str(count)) for kind, count in rows)
    yield from ((f"checks.{grade}", str(n)) for grade, n in connection.execute("SELECT severity, count(*) FROM checks GROUP BY 1"))
