"""The desk in a browser: what a page does over its websocket, with keys and with the mouse."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pyte
import pytest
import pytest_asyncio
from journeys import desks

aiohttp = pytest.importorskip("aiohttp", reason="needs offerdesk[web]")
ROOT = Path(__file__).parents[2]
COLUMNS, ROWS = 100, 30
PATIENCE = 15.0


class Page:
    """What a browser's page shows, and what is done to it."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def lines(self) -> list[str]:
        """The rows of the screen."""
        return list(self._screen.display)

    async def type(self, keys: str) -> None:
        """What the terminal of the page sends."""
        await self._socket.send_json(["stdin", keys])

    async def click(self, text: str) -> None:
        """Press and release the mouse on a text."""
        row = next(at for at, line in enumerate(self.lines) if text in line)
        at = f"{self.lines[row].index(text) + 2};{row + 1}"
        for event in (f"35;{at}M", f"0;{at}M", f"0;{at}m"):  # there, down, up
            await self.type(f"\x1b[<{event}")

    async def wait_for(self, text: str) -> None:
        """Read until the screen shows a text."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not any(text in line for line in self.lines):
                    message = await self._socket.receive()
                    assert message.type is aiohttp.WSMsgType.BINARY, (message, text)
                    self._stream.feed(message.data)
        except TimeoutError:
            pytest.fail("\n".join((f"{text} is not shown:", *self.lines)))

    async def wait_until_closed(self) -> None:
        """Read until the desk has gone."""
        async with asyncio.timeout(PATIENCE):
            while (await self._socket.receive()).type is aiohttp.WSMsgType.BINARY:
                pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address that the program prints for a desk with one offer."""
    path = desks.make(tmp_path / "desk.db")
    desks.an_offer(path)
    with subprocess.Popen(
        [sys.executable, "-m", "tui", "serve", "--db", str(path), "--port", "0"],
        cwd=ROOT, stderr=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        assert server.stderr is not None
        found = re.search(r"http://\S+", server.stderr.readline())
        assert found
        yield found[0]
        server.terminate()
        assert server.wait(PATIENCE) == 0
        assert server.stderr.read() == ""


@pytest_asyncio.fixture
async def browser() -> AsyncIterator[Any]:
    """A browser that keeps cookies, those of addresses without a name, too."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


async def status(browser: Any, address: str, **options: Any) -> int:
    async with browser.get(address, **options) as answer:
        found: int = answer.status
        return found


@pytest.mark.long
async def test_the_desk_is_used_in_a_browser_with_keys_and_the_mouse(
    served: str, browser: Any
) -> None:
    async with browser.get(served) as answer:
        text = await answer.text()
    assert str(answer.url) == served.partition("?")[0]  # the key does not stay in the address
    (address,) = re.findall(r'websocket-url="(.*)"', text)
    sources = re.findall(r'(?:href|src)="(.*?)"', text)
    assert all(one.startswith("/") for one in sources)  # nothing is fetched from elsewhere
    for one in sources:
        assert await status(browser, served.partition("/?")[0] + one) == 200
    async with browser.ws_connect(f"{address}?width={COLUMNS}&height={ROWS}") as socket:
        page = Page(socket)
        await page.wait_for("Mina Holt")
        await page.type("\x1a")
        await page.wait_for("No shell waits behind the desk")
        await page.type("n")
        await page.wait_for("New offer")
        await page.type("\x1b")
        await page.wait_for("All offers")
        await page.wait_for("All offers  ")
        await page.click("2 Jobs")
        await page.wait_for("70k – 90k EUR/y")
        await page.type("\x11")
        await page.wait_until_closed()


@pytest.mark.long
async def test_nobody_else_gets_in(served: str, browser: Any) -> None:
    place = served.partition("?")[0]
    port = place.rsplit(":", 1)[1].strip("/")
    assert await status(browser, place) == 403
    assert await status(browser, f"{place}ws") == 403
    assert await status(browser, f"{place}static/js/textual.js") == 403
    assert await status(browser, f"{place}?key=guessed") == 403
    assert await status(browser, served) == 200
    elsewhere: list[dict[str, str]] = [
        {"Host": f"elsewhere.example:{port}"},  # a name that was made to mean this machine
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
    ]
    for headers in elsewhere:
        assert await status(browser, f"{place}ws", headers=headers) == 403
    assert await status(browser, place, headers={"Origin": place.rstrip("/")}) == 200


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    from tui.cli import serve
    from tui.cli.command_line import main

    pytest.importorskip("textual_serve", reason="needs offerdesk[web]")
    with serve._listening(0) as taken:
        assert main(["serve", "--port", str(taken.getsockname()[1])]) == 1
    assert "--port names another" in capsys.readouterr().err
    assert main(["serve", "--port", "70000"]) == 1
    assert "no such port" in capsys.readouterr().err
