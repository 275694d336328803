"""What stands between the network and the pages: only reading, only our addresses, only what a page of ours needs to run."""

from __future__ import annotations

import csv
import io
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from typing import Any

from pipeline.harmless import in_cell

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

#: No script, style, image or frame but our own files, nothing inline, and nobody may put a page of ours into theirs.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)

_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))


class Guard:
    """Lets through what only reads, and puts safe headers on every answer.

    Args:
        app: what answers.
        host: the address that is listened on. On the loopback address, whoever comes under another name was led here by a
            page of somebody else (DNS rebinding), and gets nothing.
    """

    def __init__(self, app: App, host: str) -> None:
        self._app = app
        self._names: Collection[str] | None = {*_LOOPBACK, host} if is_loopback(host) else None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif refusal := self._refusal(scope):
            await _refuse(send, *refusal)
        else:
            await self._app(scope, receive, _safely(send))

    def _refusal(self, scope: Message) -> tuple[int, str] | None:
        if scope["method"] not in ("GET", "HEAD"):
            return 405, "L'explorateur ne fait que lire."
        named = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1")
        if self._names is not None and _without_port(named) not in self._names:
            return 421, "Adresse inconnue."
        # Datasette's own pages about itself name paths of this machine.
        if scope["path"].startswith(("/-/", "/_internal", "/_memory")):
            return 404, "Introuvable."
        return None


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine can reach an address."""
    return host in _LOOPBACK or host.startswith("127.")


def _without_port(named: str) -> str:
    """The name that a request gives to its host.

    >>> _without_port("127.0.0.1:8001"), _without_port("[::1]:80"), _without_port("LOCALHOST")
    ('127.0.0.1', '::1', 'localhost')
    """
    if named.startswith("["):
        return named[1:].partition("]")[0]
    return named.partition(":")[0].lower()


async def _refuse(send: Send, status: int, said: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-security-policy", POLICY.encode()), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": said.encode()})


def _safely(send: Send) -> Send:
    """Sends on, with our headers; rows of CSV that Datasette writes, one message for each, are made harmless."""
    rows = False

    async def safely(message: Message) -> None:
        nonlocal rows
        if message["type"] == "http.response.start":
            kept = [
                (name.lower(), value)
                for name, value in message["headers"]
                if name.lower() not in (b"server", b"link", b"set-cookie")
            ]
            kind = dict(kept).get(b"content-type", b"")
            rows = kind.startswith((b"text/csv", b"text/plain"))
            # The reader of PDF files that comes with a browser is a page of its own, which the policy would break.
            policy = [] if kind.startswith(b"application/pdf") else [(b"content-security-policy", POLICY.encode())]
            message = {**message, "headers": [*kept, *policy, *_HEADERS]}
        elif rows and message.get("more_body") and message.get("body"):
            message = {**message, "body": _harmless_row(message["body"].decode("utf-8")).encode("utf-8")}
        await send(message)

    return safely


def _harmless_row(line: str) -> str:
    r"""One row of CSV whose cells are no formulas.

    >>> _harmless_row('a,"=1+1",-3\r\n')
    "a,'=1+1,-3\r\n"
    """
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([in_cell(cell) for cell in row] for row in csv.reader(io.StringIO(line)))
    return buffer.getvalue()
