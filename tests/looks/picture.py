"""Draws the picture in README.md: `python tests/looks/picture.py` writes docs/offers.svg."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from looks import screens

FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.S)
FONT = "DejaVu Sans Mono, Menlo, Consolas, monospace"


async def draw() -> str:
    """The home screen on the made-up desk, with fonts of the reader's own machine."""
    with tempfile.TemporaryDirectory() as folder, screens.demo(Path(folder)):
        app = screens.desk()
        async with app.run_test(size=(132, 34)) as pilot:
            await pilot.press(*["j"] * 15)
            await pilot.pause(0.5)
            drawn = app.export_screenshot(title="offerdesk")
    drawn = FONT_FACES.sub("", drawn).replace("Fira Code, monospace", FONT)
    return drawn.replace("Fira Code", FONT) + "\n"


if __name__ == "__main__":
    picture = ROOT / "docs" / "offers.svg"
    picture.parent.mkdir(exist_ok=True)
    picture.write_text(asyncio.run(draw()), "utf-8")
    print(picture)
