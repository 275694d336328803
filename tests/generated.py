"""The parts of the documentation that are printed by the code itself, so that they cannot lie.

``python -m tests.generated`` (``make fix``) writes them; ``test_docs.py`` fails when one is not what the code prints.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from extractors import EXTRACTORS
from pipeline.check import CHECKS
from pipeline.check.across import ACROSS
from pipeline.cli import app
from pipeline.errors import EXIT_CODES, REASONS
from pipeline.tables import TABLES, Column
from tests.sample import sample_tables

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DICTIONARY = ROOT / "docs" / "dictionnaire.md"
RECIPES = ROOT / "docs" / "recettes.md"
CHECKS_PAGE = ROOT / "docs" / "controles.md"
COMMANDS = (
    "run",
    "show",
    "query",
    "serve",
    "checks",
    "evaluate",
    "export scdl",
    "export xlsx",
    "export csv",
    "export duckdb",
    "export popolo",
    "gold draft",
    "runs",
    "correct",
    "forget",
    "config",
    "doctor",
)

_BLOCK = re.compile(r"(?P<begin><!-- begin: (?P<name>[a-z-]+) -->\n)(?P<body>.*?)(?P<end><!-- end: (?P=name) -->)", re.DOTALL)
_QUERY = re.compile(r"^```sql\n(?P<sql>.*?)```\n", re.DOTALL | re.MULTILINE)

TYPES = {
    "str": "texte",
    "int": "entier",
    "bool": "oui/non",
    "float": "nombre",
    "Decimal": "montant",
    "date": "date",
    "datetime": "date et heure",
}


def invoke(*arguments: str) -> str:
    """What a command prints, in a terminal of 100 columns."""
    result = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}).invoke(app, list(arguments), prog_name="delib")
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.output.strip("\n").splitlines())


def help_block() -> str:
    """The help of the program and of its commands."""
    calls = [["--help"], *([*command.split(), "--help"] for command in COMMANDS)]
    return "\n".join(f"```console\n$ delib {' '.join(call)}\n{invoke(*call)}\n```\n" for call in calls)


def tables_block() -> str:
    """Every table with what a row of it is."""
    rows = (f"| [`{t.name}`](docs/dictionnaire.md#{t.name}) | {t.description} | {len(t.columns)} |" for t in TABLES.values())
    return "\n".join(("| table | une ligne | colonnes |", "| --- | --- | --- |", *rows)) + "\n"


def extractors_block() -> str:
    """Every extractor with its record."""
    columns = {e.name: ", ".join(f"`{column.name}`" for column in e.columns) for e in EXTRACTORS}
    rows = (f"| `extractors/{e.name}` | `{e.record.__name__}` | {columns[e.name]} |" for e in EXTRACTORS)
    return "\n".join(("| module | record | columns beside those of every fact |", "| --- | --- | --- |", *rows)) + "\n"


def checks_block() -> str:
    """Every check with what it reports."""
    rows = (
        f"| [`{check.code}`](docs/controles.md#{check.code}) | {check.severity} | {check.says} |" for check in (*CHECKS, *ACROSS)
    )
    return "\n".join(("| contrôle | gravité | ce qu'il signale |", "| --- | --- | --- |", *rows)) + "\n"


def checks_page() -> str:
    """What each check says and when it stays silent, in French."""
    parts = [_CHECKS_HEAD]
    for check in (*CHECKS, *ACROSS):
        parts.append(_ACROSS_HEAD if check is ACROSS[0] else "")
        parts.append(
            f"\n### {check.code}\n\nGravité : {_SEVERITIES[check.severity]}.\n\n{check.says}\n\n*Se tait :* {check.silent}\n"
        )
    return "".join(parts)


_SEVERITIES = {"error": "erreur", "warning": "alerte", "info": "information"}

_CHECKS_HEAD = """# Contrôles

Produit par le code : `make fix` le récrit, un test refuse qu'il s'en écarte.

Un contrôle signale ce qu'un acte imprime et qui ne peut pas être vrai en même temps, ou ce que la loi n'admet pas. Chaque
constat est une ligne de la table `checks`, avec les endroits du texte qui le montrent. Un contrôle à qui il manque une donnée
se tait.

- *Erreur* : les deux choses imprimées ne peuvent pas être vraies ensemble, ou la loi s'y oppose.
- *Alerte* : c'est très probablement une faute ; une explication reste possible.
- *Information* : c'est exact, et à chacun de voir si cela compte.

Un constat n'est pas une accusation : la plupart viennent d'une faute de frappe. Relisez toujours la page. Sur une page
numérisée, la machine a pu prendre un chiffre pour un autre : le message le rappelle.

`delib checks` les liste, du plus grave au moins grave et par collectivité, avec la phrase qui les montre ; `--severity`,
`--collectivity`, `--check` et `--document` trient, `--format csv` ou `json` les donne à un tableur ou à un programme. `delib
checks --mark IDENTIFIANT "mairie appelée"` note qu'un constat a été vu : la note figure ensuite dans la liste (colonne
`seen`), et `--unseen` ne garde que le reste. Vos notes sont dans un fichier à vous, hors des tables
(`~/.local/share/delib/marks.csv`, ou celui de la variable `DELIB_MARKS`) : un nouveau calcul des tables ne les touche pas,
et l'identifiant d'un constat ne change pas tant que le document et ce qui le montre ne changent pas.

## Dans un document
"""

_ACROSS_HEAD = """
## Entre plusieurs documents
"""


def reasons_block() -> str:
    """Why a file is quarantined, and what to do."""
    rows = (f"| `{code}` | {advice} |" for code, advice in REASONS.items())
    return "\n".join(("| code | what to do |", "| --- | --- |", *rows)) + "\n"


def exit_codes_block() -> str:
    """What the exit codes mean."""
    return "\n".join(("| code | meaning |", "| --- | --- |", *(f"| {code} | {text} |" for code, text in EXIT_CODES.items()))) + "\n"


def queries_block(body: str) -> str:
    """Each query of the block, followed by what it answers on the sample."""
    parts = [part for part in re.split(r"(?=^\*\*)", body, flags=re.MULTILINE) if part.startswith("**")]
    return "".join(_answered(part, str(sample_tables())) for part in parts)


def _answered(part: str, tables: str) -> str:
    match = _QUERY.search(part)
    assert match, f"no query in {part!r}"
    answer = invoke("query", match["sql"], "--tables", tables)
    return f"{part[: match.end()]}\n```text\n{answer}\n```\n\n"


def dictionary() -> str:
    """The data dictionary, in French."""
    parts = ["# Dictionnaire des données\n\nProduit par le code : `make fix` le récrit, un test refuse qu'il s'en écarte.\n"]
    for table in TABLES.values():
        rows = "\n".join(f"| `{c.name}` | {_type(c)} | {'oui' if c.nullable else ''} | {_meaning(c)} |" for c in table.columns)
        heads = "| colonne | type | peut être vide | sens |\n| --- | --- | --- | --- |"
        parts.append(f"\n## {table.name}\n\n{table.description}\n\n{heads}\n{rows}\n")
    return "".join(parts)


def _type(column: Column) -> str:
    name = getattr(column.kind, "__name__", str(column.kind))
    if name == "list":
        return "liste"
    return TYPES[name] + (f" ({column.digits[0]}, {column.digits[1]})" if name == "Decimal" and column.digits else "")


def _meaning(column: Column) -> str:
    return column.description + (" : " + ", ".join(f"`{v}`" for v in column.values) if column.values else "")


BLOCKS: dict[str, Callable[[], str]] = {
    "help": help_block,
    "tables": tables_block,
    "extractors": extractors_block,
    "checks": checks_block,
    "reasons": reasons_block,
    "exit-codes": exit_codes_block,
}


def readme(text: str) -> str:
    """A page, such as the README, with every generated block as the code prints it now."""

    def filled(match: re.Match[str]) -> str:
        body = queries_block(match["body"]) if match["name"] == "queries" else BLOCKS[match["name"]]()
        return f"{match['begin']}{body}{match['end']}"

    return _BLOCK.sub(filled, text)


def blocks(text: str) -> list[str]:
    """The names of the generated blocks of ``text``."""
    return [match["name"] for match in _BLOCK.finditer(text)]


def main() -> None:
    """Write what is generated."""
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
    RECIPES.write_text(readme(RECIPES.read_text(encoding="utf-8")), encoding="utf-8")
    DICTIONARY.write_text(dictionary(), encoding="utf-8")
    CHECKS_PAGE.write_text(checks_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
