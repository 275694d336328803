"""One base and all pages over it: Datasette, with our pages, our words and our templates."""

from __future__ import annotations

import asyncio
import functools
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.french import fold
from pipeline.errors import Unreadable
from pipeline.present import words
from pipeline.serve.chart import png, svg
from pipeline.serve.images import Images
from pipeline.serve.page import Args, NotHere, Page, as_csv, as_json
from pipeline.serve.pages import PAGES, Maker
from pipeline.serve.sources import Place, Sources, read_place
from pipeline.tables import TABLES

# No plugin of somebody else's installation takes part.
os.environ["DATASETTE_LOAD_PLUGINS"] = ""

HERE = Path(__file__).resolve().parent
DATABASE = "delib"

#: Seconds that a page may take to be put together.
_SECONDS = 20

_SETTINGS = {
    "sql_time_limit_ms": 5_000, "facet_time_limit_ms": 800, "default_facet_size": 30, "suggest_facets": False,
    "allow_download": False, "default_page_size": 50, "max_returned_rows": 2_000, "max_csv_mb": 200, "num_sql_threads": 4,
    "default_cache_ttl": 0, "truncate_cells_html": 300,
}  # fmt: skip

_FORMATS = r"(?:\.(?P<format>csv|json|svg|png))?$"

Route = tuple[str, Callable[[Any], Awaitable[Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What all pages show and where it comes from.

    Attributes:
        sources: RAW, or nothing.
        public: whether private persons are left out.
    """

    sources: Sources
    public: bool


class Site:
    """Datasette over one base, as an ASGI application.

    Args:
        base: the file.
        shown: what pages show.
    """

    def __init__(self, base: Path, shown: Shown) -> None:
        from datasette.app import Datasette
        from datasette.plugins import pm

        self.base = base
        self._images = Images(base.parent / "images")
        self._shown = shown
        self._datasette = Datasette(
            immutables=[str(base)], template_dir=str(HERE / "templates"), static_mounts=[("statique", str(HERE / "static"))],
            settings=_SETTINGS, metadata=_metadata(), cache_headers=False,
        )  # fmt: skip
        environment = self._datasette.jinja_env
        environment.filters |= {
            "nombre": words.number, "euros": words.euros, "jour": words.day, "pourcent": words.percent, "compte": words.count,
            "nature": words.kind, "natures": words.kinds, "matiere": words.matter, "controle": words.check,
        }  # fmt: skip
        environment.globals |= {
            "ACT_KINDS": words.ACT_KINDS, "RELATIONS": words.RELATIONS,
            "BODY_KINDS": words.BODY_KINDS, "SHEETS": words.SHEETS, "SEVERITIES": words.SEVERITIES,
            "SOURCES": words.SOURCES, "REASONS": words.REASONS,
            "COMPARISONS": words.COMPARISONS, "STATUSES": words.STATUSES,
            "POSITIONS": words.POSITIONS, "valeur": words.value,
        }  # fmt: skip
        pm.register(_plugin(self._datasette, list(self._routes()), shown), name=f"delib-{id(self)}")
        self.app: Any = self._datasette.app()

    def close(self) -> None:
        """Let go of the base; who is still being answered is."""
        from datasette.plugins import pm

        pm.unregister(name=f"delib-{id(self)}")
        self._datasette.executor.shutdown(wait=False)
        self._images.close()

    def _routes(self) -> Iterator[Route]:
        yield r"^/document/(?P<key>[\w-]{1,80})/page-(?P<number>\d{1,6})\.webp$", self._image
        yield r"^/document/(?P<key>[\w-]{1,80})/original\.pdf$", self._original
        for pattern, maker in PAGES.items():
            address = "/(?:accueil(?=\\.))?" if pattern == "/" else pattern
            yield f"^{address}{_FORMATS}", functools.partial(self._page, maker)

    async def _page(self, maker: Maker, request: Any) -> Any:
        from datasette.utils.asgi import Response

        args = {name: request.args.get(name) for name in request.args} | {k: v for k, v in request.url_vars.items() if v}
        try:
            page = await self._made(maker, args)
        except NotHere as missing:
            html = await self._datasette.render_template("erreur.html", {"title": "Introuvable", "said": str(missing)}, request)
            return Response.html(html, status=404)
        except sqlite3.OperationalError as error:
            if "interrupted" not in str(error):
                raise
            said = "Cette page demande trop de travail : précisez la recherche."
            return Response.html(
                await self._datasette.render_template("erreur.html", {"title": "Trop long", "said": said}, request), status=503
            )
        if format := args.get("format"):
            return await asyncio.to_thread(_taken_away, page, format, args)
        context = {
            **page.context,
            "sheets": list(page.sheets),
            "chart": page.chart,
            "picture": svg(page.chart) if page.chart else None,
        }
        return Response.html(await self._datasette.render_template(page.template, context, request))

    async def _made(self, maker: Maker, args: Args) -> Page:
        from datasette.utils import sqlite_timelimit

        def make(connection: sqlite3.Connection) -> Page:
            with sqlite_timelimit(connection, _SECONDS * 1000):
                return maker(connection, args)

        page: Page = await self._datasette.get_database(DATABASE).execute_fn(make)
        return page

    async def _image(self, request: Any) -> Any:
        from datasette.utils.asgi import Response

        number = int(request.url_vars["number"])
        try:
            place = await self._place(request.url_vars["key"], number)
            image = await asyncio.to_thread(self._images.image, place, number)
        except (NotHere, Unreadable) as missing:
            return Response.text(
                str(missing) if isinstance(missing, NotHere) else "Cette page ne peut pas être dessinée.", status=404
            )
        headers = {"cache-control": "private, max-age=3600"}
        return Response(image, content_type="image/webp", headers=headers)

    async def _original(self, request: Any) -> Any:
        from datasette.utils.asgi import Response

        try:
            content = await asyncio.to_thread(read_place, await self._place(request.url_vars["key"], None))
        except (NotHere, Unreadable) as missing:
            return Response.text(
                str(missing) if isinstance(missing, NotHere) else "Ce fichier n’est plus celui qui a été lu.", status=404
            )
        if not content[:1024].lstrip().startswith(b"%PDF-"):
            return Response.text("Ce fichier n’est pas un PDF.", status=404)
        headers = {"content-disposition": 'inline; filename="document.pdf"'}
        return Response(content, content_type="application/pdf", headers=headers)

    async def _place(self, key: str, number: int | None) -> Place:
        """Where a document lies whose page, or whose file, may be shown."""
        found = await self._made(functools.partial(_source, number=number), {"key": key})
        for row in found.context["rows"]:
            place = await asyncio.to_thread(self._shown.sources.place, row["source_path"], row["source_sha256"])
            if place:
                return place
        raise NotHere("Le fichier d’origine n’est pas là : lancez « delib serve » avec --raw.")


def _source(connection: sqlite3.Connection, args: Args, number: int | None) -> Page:
    """The files of a document; those that name a private person are not shown where these are left out."""
    from pipeline.serve.page import ask

    sql = """SELECT source_path, source_sha256 FROM documents WHERE document_id = ? AND media_type = 'application/pdf'
             AND source_sha256 IS NOT NULL AND document_id NOT IN (SELECT document_id FROM veiled)
             AND (? IS NULL OR ? BETWEEN 1 AND page_count)"""
    rows = ask(connection, sql, args["key"], number, number)
    if not rows:
        raise NotHere("Ce document n’a pas d’image à montrer.")
    return Page(template="", context={"rows": rows})


def _taken_away(page: Page, format: str, args: Args) -> Any:
    """A page as a file."""
    from datasette.utils.asgi import Response

    if format == "json":
        return Response(as_json(page.sheets), content_type="application/json; charset=utf-8")
    name = args.get("table") or next(iter(page.sheets), "")
    if format == "csv" and name in page.sheets:
        headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
        return Response("\ufeff" + as_csv(page.sheets[name]), content_type="text/csv; charset=utf-8", headers=headers)
    if page.chart and format == "svg":
        return Response(svg(page.chart), content_type="image/svg+xml; charset=utf-8")
    if page.chart and format == "png":
        return Response(
            png(page.chart), content_type="image/png", headers={"content-disposition": 'attachment; filename="graphique.png"'}
        )
    return Response.text("Cette page n’a pas cette forme.", status=404)


def _metadata() -> Mapping[str, Any]:
    """What Datasette says of tables and columns: the French data dictionary."""
    tables = {
        name: {
            "description": table.description,
            "columns": {column.name: column.description for column in table.columns},
            "size": 50,
        }
        for name, table in TABLES.items()
    }
    tables["facts"] = {
        "description": "Tous les faits de toutes les tables, avec ce qui permet de les chercher et de les trier.",
        "facets": ["kind", "department", "collectivity", "year", "matter", "severity"], "sort_desc": "day", "size": 50,
    }  # fmt: skip
    hidden = {name: {"hidden": True} for name in ("veiled", "about", "places")}
    return {"title": "delib", "databases": {DATABASE: {"tables": tables | hidden}}}


def _plugin(own: Any, routes: list[Route], shown: Shown) -> ModuleType:
    """What one site adds to its Datasette; other Datasettes of this process go without it."""
    from datasette import hookimpl

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(datasette: Any) -> list[Route]:
        return routes if datasette is own else []

    @hookimpl  # type: ignore[untyped-decorator]
    def extra_template_vars(datasette: Any) -> Mapping[str, Any]:
        return {"public": shown.public, "has_raw": bool(shown.sources)} if datasette is own else {}

    @hookimpl  # type: ignore[untyped-decorator]
    def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:
        if datasette is own and database == DATABASE:
            conn.execute("PRAGMA query_only = ON")
            conn.create_function("holds", 2, _holds, deterministic=True)

    plugin = ModuleType("delib_pages")
    vars(plugin).update(
        register_routes=register_routes, extra_template_vars=extra_template_vars, prepare_connection=prepare_connection
    )
    return plugin


def _holds(text: str | None, typed: str) -> bool:
    """Whether a name holds what was typed, whatever case and accents; every word of it, in any order."""
    folded = fold(text or "")
    return all(word in folded for word in fold(typed).split())
