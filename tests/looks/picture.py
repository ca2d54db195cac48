"""Draws the pictures in README.md: `python tests/looks/picture.py` writes docs/pictures anew."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from looks import screens

FOLDER = ROOT / "docs" / "pictures"
WIDE, NARROW = (132, 34), (92, 44)


class Picture(NamedTuple):
    """The keys that lead to a screen from the home screen, and how large it is."""

    keys: tuple[str, ...]
    size: tuple[int, int] = WIDE


PICTURES = {
    "home": Picture(tuple("j" * 15)),
    "offer": Picture((*"j" * 15, "enter")),
    "compare": Picture(("slash", *"version", "greater_than_sign", "1", "enter", "enter", "c")),
    "board": Picture(("b",)),
    "letter": Picture((*"j" * 15, "p"), NARROW),
}
SHADES = {"dark": "offerdesk-dark", "light": "offerdesk-light"}
FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.S)
FONT = "DejaVu Sans Mono, Menlo, Consolas, monospace"


def names() -> list[str]:
    """The files, in the order in which they are drawn."""
    return [f"{name}-{shade}.svg" for name in PICTURES for shade in SHADES]


async def draw(what: Picture, theme: str) -> str:
    """A screen of the made-up desk, with fonts of the reader's own machine."""
    with tempfile.TemporaryDirectory() as folder, screens.demo(Path(folder)):
        app = screens.desk(theme)
        async with app.run_test(size=what.size) as pilot:
            await pilot.press(*what.keys)
            screens.catch_up(app)
            await pilot.pause(0.5)
            drawn = app.export_screenshot(title="offerdesk")
    drawn = FONT_FACES.sub("", drawn).replace("Fira Code, monospace", FONT)
    return drawn.replace("Fira Code", FONT) + "\n"


def write() -> None:
    """Every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, what in PICTURES.items():
        for shade, theme in SHADES.items():
            picture = FOLDER / f"{name}-{shade}.svg"
            picture.write_text(asyncio.run(draw(what, theme)), "utf-8")
            print(picture.relative_to(ROOT))


if __name__ == "__main__":
    write()
