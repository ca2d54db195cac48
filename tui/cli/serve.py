"""`offerdesk serve`: the desk in a browser on this machine, for the person who started it.

Nobody else gets in: it listens on loopback alone, asks for a key that only the printed address has
(other people may use this machine), and takes nothing that another page's script asks for.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import secrets
import shlex
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from data.errors import NotAllowed
from tui import theme_choice
from tui.cli.open_desk import say

if TYPE_CHECKING:
    from aiohttp import web
    from textual_serve.server import Server

    Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HOST = "127.0.0.1"
_PAGE = Path(__file__).with_name("browser_page.html")
_SECONDS_TO_END = 3.0


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Serve until Ctrl+C; every page that is opened has a desk of its own on the same file."""
    try:
        from aiohttp import web
        from textual_serve.server import Server
    except ImportError:
        raise NotAllowed('It needs more: pip install "offerdesk[web]".') from None
    with _listening(args.port) as listening:
        door = Door(listening.getsockname()[1], secrets.token_urlsafe(24))
        _set_up_surroundings()
        _wait_for_desks()
        made = door.guarded(Server(_command(args), HOST, door.port))
        say(f"The desk is at {door.address} until Ctrl+C.")
        if args.open:
            _open(door.address)
        web.run_app(made, sock=listening, print=None, shutdown_timeout=_SECONDS_TO_END)
    return 0


class Door:
    """Who may come in, and by which address."""

    def __init__(self, port: int, key: str) -> None:
        self.port = port
        self.address = f"http://{HOST}:{port}/?key={key}"
        self._key = key
        self._hosts = (f"{HOST}:{port}", f"localhost:{port}")
        self._cookie = f"offerdesk-{port}"

    def guarded(self, server: Server) -> web.Application:
        """The pages, behind the door."""
        from aiohttp import web

        async def at_the_door(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._let_in(request, handler)

        made = web.Application(middlewares=[web.middleware(at_the_door)])
        made.add_routes(
            [
                web.get("/", self._page),
                web.get("/ws", server.handle_websocket),
                web.get("/download/{key}", server.handle_download),
                web.static("/static", server.statics_path),
            ]
        )
        return made

    async def _let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer whoever has the key; the address that has it is shown once only."""
        from aiohttp import web

        if request.host not in self._hosts or not self._is_own_page(request):
            raise web.HTTPForbidden(text="This is for pages of the desk alone.")
        if request.path == "/" and self._fits(request.query.get("key", "")):
            away = web.HTTPFound("/")
            away.set_cookie(self._cookie, self._key, httponly=True, samesite="Strict")
            raise away
        if not self._fits(request.cookies.get(self._cookie, "")):
            raise web.HTTPForbidden(text="Open the address that offerdesk serve has printed.")
        return await handler(request)

    def _is_own_page(self, request: web.Request) -> bool:
        origin = request.headers.get("Origin")
        return origin is None or origin == f"http://{request.host}"

    def _fits(self, key: str) -> bool:
        return secrets.compare_digest(key.encode(), self._key.encode())

    async def _page(self, request: web.Request) -> web.Response:
        from aiohttp import web

        text = Template(_PAGE.read_text("utf-8")).substitute(host=request.host)
        policy = (
            f"default-src 'self'; connect-src ws://{request.host};"
            " style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
        )
        headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
        return web.Response(text=text, content_type="text/html", headers=headers)


def _listening(port: int) -> socket.socket:
    """A socket on loopback; raises NotAllowed where the port is taken."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
        made.listen()
    except (OSError, OverflowError) as error:
        made.close()
        why = getattr(error, "strerror", None) or "there is no such port"
        raise NotAllowed(
            f"Port {port} cannot be used: {why.lower()}; --port names another, 0 takes any."
        ) from None
    return made


def _command(args: argparse.Namespace) -> str:
    """What shows a desk: this program, started as it was, on the same file."""
    given = len(sys.argv) - 1
    program = sys.orig_argv[1 : len(sys.orig_argv) - given]
    theme = ["--theme", theme_choice.known(args.theme)] if args.theme else []
    desk = ["demo"] if args.demo else ["--db", str(args.path.absolute())]
    return f"exec {shlex.join([sys.executable, *program, *theme, *desk])}"


def _set_up_surroundings() -> None:
    """What a browser shows has all colours and our own background, wherever this was started."""
    os.environ["COLORTERM"] = "truecolor"
    os.environ.pop("COLORFGBG", None)


def _wait_for_desks() -> None:
    """Let no desk outlive the loop that started it, which would be told in a traceback."""
    from textual_serve.app_service import AppService

    stop = AppService.stop

    async def stop_and_wait(desk: AppService) -> None:
        await stop(desk)
        if desk._process is not None:
            with suppress(TimeoutError):
                await asyncio.wait_for(desk._process.wait(), _SECONDS_TO_END)

    setattr(AppService, stop.__name__, stop_and_wait)


def _open(address: str) -> None:
    import webbrowser

    if not webbrowser.open(address):
        say("No browser could be opened.")
