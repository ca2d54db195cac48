"""Every screen at three sizes: its text as it was looked at and found good, in both themes.

Every day every second one is looked at, in one of the two usual sizes by turns; all others are
`long`.

`pytest tests/looks --update-looks` writes the texts anew (look at the difference before you keep
it); `--save-looks FOLDER` writes pictures (SVG) of every screen, size and theme.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import looking, screens
from textual.pilot import Pilot

GOLDEN = Path(__file__).parent / "golden"
LEAST_CONTRAST = 4.5
FURNITURE = set("▼╭╮╰╯│─▐▌┃━┏┓┗┛┣┫├┤▔▁▊▎█▇▆▅▄▃▂ ")


@pytest.fixture(autouse=True)
def everything_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dialogs look the same whether or not PDFs can be made here."""
    monkeypatch.setattr("data.delivery.pdf.is_installed", lambda: True)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        pytest.param(
            name,
            size,
            marks=[pytest.mark.long] * (4 * place != number % 8),
            id=f"{name}-{size[0]}x{size[1]}",
        )
        for number, name in enumerate(screens.KEYS)
        for place, size in enumerate(screens.SIZES)
    ],
)
@pytest.mark.usefixtures("demo_desk")
async def test_looks_as_it_was_found_good(
    name: str, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    texts = []
    app = screens.desk()
    async with app.run_test(size=size) as pilot:
        await pilot.press(*screens.KEYS[name])
        for theme in screens.THEMES:
            app.theme = theme
            await _settled(pilot)
            texts.append("\n".join(looking.lines(app)) + "\n")
            faint = [
                (run.line, run.text)
                for run in looking.drawn(app)
                if set(run.text) - FURNITURE
                and run.colour
                and run.background
                and looking.contrast(run.colour, run.background) < LEAST_CONTRAST
            ]
            _save(app, request, f"{name}-{size[0]}x{size[1]}-{theme.removeprefix('offerdesk-')}")
            assert not faint, f"too little contrast in {theme}: {faint}"
    dark, light = texts
    assert dark == light, "the two themes show different texts"
    golden = GOLDEN / f"{name}-{size[0]}x{size[1]}.txt"
    if request.config.getoption("--update-looks"):
        golden.write_text(dark, "utf-8")
    assert dark == golden.read_text("utf-8")


async def _settled(pilot: Pilot[None]) -> None:
    """Wait until no thread works, then do and draw what waits for a pause in the keys."""
    app = pilot.app
    assert isinstance(app, screens.OfferDesk)
    await app.workers.wait_for_complete()
    await pilot.pause()
    screens.catch_up(app)
    await app.workers.wait_for_complete()
    await pilot.pause()


def _save(app: screens.OfferDesk, request: pytest.FixtureRequest, name: str) -> None:
    folder = request.config.getoption("--save-looks")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        Path(folder, f"{name}.svg").write_text(app.export_screenshot(), "utf-8")
