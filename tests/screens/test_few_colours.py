"""With 16 colours, 256 or none, one still sees which pane has the keys, where the cursor is, and
how an offer stands: looked at in the cells as they are drawn."""

from __future__ import annotations

from typing import Any

import pytest
from rich.color import Color, ColorSystem
from rich.style import Style
from support import making
from textual.color import Color as Shade
from textual.geometry import Offset
from textual.widget import Widget

from data.values.status import Status
from tui import themes
from tui.app import OfferDesk
from tui.text import status_mark

Look = tuple[object, ...]


def reduced(colour: Color | None, system: ColorSystem | None) -> object:
    """A colour as a terminal with so few of them shows it."""
    if colour is None or colour.is_default or system is None:
        return None
    return colour.downgrade(system)


def look(style: Style, system: ColorSystem | None) -> Look:
    """Everything that is seen of a style."""
    seen = (style.bold, style.dim, style.italic, style.underline, style.strike, style.reverse)
    return (reduced(style.color, system), reduced(style.bgcolor, system), *map(bool, seen))


MODES = {
    "16": (themes.ANSI_NAME, ColorSystem.STANDARD),
    "256 dark": (themes.DARK_NAME, ColorSystem.EIGHT_BIT),
    "256 light": (themes.LIGHT_NAME, ColorSystem.EIGHT_BIT),
    "none": (themes.ANSI_NAME, None),
}
STATES = (*(str(one) for one in Status), "expired")


@pytest.fixture(
    params=[
        "none",
        *(pytest.param(kind, marks=pytest.mark.long) for kind in MODES if kind != "none"),
    ]
)
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A theme, and how many colours there are."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    if request.param == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    return MODES[request.param]


def at(app: OfferDesk, place: Offset, system: ColorSystem | None) -> Look:
    """How the cell at a place of the screen looks."""
    (segment,) = app.screen._compositor.render_strips()[place.y].crop(place.x, place.x + 1)
    return segment.text, *look(segment.style or Style(), system)


def row(widget: Widget, line: int) -> Offset:
    """A cell in a row of a list, behind the mark of the cursor."""
    return widget.content_region.offset + Offset(2, line)


@pytest.mark.usefixtures("desk")
async def test_focus_and_cursor_are_seen(mode: Any) -> None:
    theme, system = mode
    job = making.a_job()
    for _ in range(3):
        making.an_offer(job_id=job.id)
    app = OfferDesk(theme=theme)
    async with app.run_test(size=(120, 30)) as pilot:
        table, jobs = app.screen.query_one("#offers"), app.screen.query_one("#jobs")

        def see(place: Offset) -> Look:
            return at(app, place, system)

        border = see(table.region.offset), see(jobs.region.offset)
        cursor, other = see(row(table, 1)), see(row(table, 2))
        assert border[0] != border[1]
        assert cursor != other
        await pilot.press("shift+tab")
        assert app.focused is jobs
        assert (see(jobs.region.offset), see(table.region.offset)) == border
        assert len({see(row(table, 1)), cursor, other}) == 3


@pytest.mark.parametrize("kind", MODES)
def test_no_two_states_of_an_offer_look_the_same(kind: str) -> None:
    theme, system = MODES[kind]
    (found,) = (one for one in themes.THEMES if one.name == theme)
    variables = found.to_color_system().generate() | found.variables
    background = Shade.parse(variables["background"])
    colours = themes.theme_colours(variables, background)
    base = Style(color=Shade.parse(variables["foreground"]).rich_color,
                 bgcolor=background.rich_color)  # fmt: skip
    palette = themes.StylePalette(colours, base, few_colours=found.ansi)
    marks = {state: status_mark(state, expired=state == "expired") for state in STATES}
    looks = {state: (mark.glyph, *look(palette(mark.style), system))
             for state, mark in marks.items()}  # fmt: skip
    alike = {state: other for state in looks for other in looks
             if state < other and looks[state] == looks[other]}  # fmt: skip
    assert alike == {}
