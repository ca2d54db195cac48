"""What a screen looks like: its text, line by line, and the colours behind every character."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.color import ColorTriplet
from rich.segment import Segment
from support import shown
from textual.app import App


class Drawn(NamedTuple):
    """A run of text on the screen with its colours (None: the terminal's own)."""

    line: int
    column: int
    text: str
    colour: ColorTriplet | None
    background: ColorTriplet | None


def lines(app: App[Any]) -> list[str]:
    """The screen as text, without blanks at the ends."""
    return ["".join(segment.text for segment in line).rstrip() for line in _segments(app)]


def drawn(app: App[Any]) -> Iterator[Drawn]:
    """Every run of text that shows something; behind a dialog nothing is meant to be read."""
    region = app.screen.children[0].region if app.screen.is_modal else app.screen.region
    for run in _runs(app):
        if region.contains(run.column, run.line):
            yield run


def _runs(app: App[Any]) -> Iterator[Drawn]:
    for number, line in enumerate(_segments(app)):
        column = 0
        for text, style, _ in line:
            column += cell_len(text)
            if text.strip() and style is not None:
                colour, background = style.color, style.bgcolor
                if style.reverse:
                    colour, background = background, colour
                yield Drawn(
                    number,
                    column - cell_len(text),
                    text,
                    colour.triplet if colour else None,
                    background.triplet if background else None,
                )


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: ColorTriplet) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _segments(app: App[Any]) -> list[list[Segment]]:
    return [list(strip) for strip in shown.strips(app)]
