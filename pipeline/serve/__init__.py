"""The explorer: the published tables in a browser, from a number to the sentence on the page."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.storage import Place

#: What has to be installed besides.
_EXTRA = "the explorer needs datasette: pip install 'delib[explore]'"


def serve(
    tables: Place,
    *,
    raws: Sequence[Place] = (),
    host: str = "127.0.0.1",
    port: int = 8001,
    public: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the last published version until somebody ends it; a newer one is taken up as soon as it is there.

    Args:
        tables: OUT of a run.
        raws: the folders that were read, to draw pages from; without them there is text only.
        host: address to listen on.
        port: 0 for any that is free.
        public: leave the names of private persons out.
        say: told what the user should know.

    Raises:
        InputMissing: when nothing is published there, or a RAW is missing.
        UsageError: when the address cannot be listened on, or datasette is not there.
    """
    try:
        import uvicorn

        from pipeline.serve.keeper import Keeper
        from pipeline.serve.site import Shown
    except ModuleNotFoundError as error:
        raise UsageError(_EXTRA) from error
    from pipeline.errors import InputMissing
    from pipeline.pool import without_main
    from pipeline.serve.cache import cache_folder
    from pipeline.serve.guard import Guard
    from pipeline.serve.sources import Sources

    for raw in raws:
        if isinstance(raw, Path) and not raw.exists():
            raise InputMissing(f"{raw} is not there: check the path of --raw")
    with _listen(host, port) as listening:
        keeper = Keeper(tables, cache_folder(tables), Shown(sources=Sources(raws, tables), public=public))
        for line in _notices(host, listening.getsockname()[1], drawn=bool(raws), public=public):
            say(line)
        config = uvicorn.Config(Guard(keeper, host), log_level="warning", access_log=False, server_header=False, lifespan="on")
        try:
            # Processes that draw are started at any time, and need nothing of the script that started us.
            with without_main():
                uvicorn.Server(config).run(sockets=[listening])
        finally:
            keeper.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(f"{host}:{port} cannot be listened on ({error.strerror or error}): try another --port") from error


def _notices(host: str, port: int, *, drawn: bool, public: bool) -> list[str]:
    from pipeline.serve.guard import is_loopback

    lines = [f"explorer at http://{f'[{host}]' if ':' in host else host}:{port}/ (Ctrl+C ends it)"]
    if not drawn:
        lines.append("no --raw given: pages are shown as text, without their images")
    if public:
        lines.append("names of private persons are left out")
    if not is_loopback(host):
        named = "" if public else " Names of private persons are shown: --public leaves them out."
        open_to = f"WARNING: {host} is not the loopback address: whoever can reach this machine can read all of this."
        lines += ["!" * 100, f"{open_to} There is no password.{named}", "!" * 100]
    return lines
