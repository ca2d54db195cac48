"""The text in a border, without drawing the whole widget again.

Buys all lines of a list but one at every key that moves the cursor, and at every count of a search
that goes on: setting `border_subtitle` or `border_title` draws the whole widget, here only the
border is drawn.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def set_border_title(widget: Widget, text: Content) -> None:
    """Say something in the upper border of a widget."""
    if widget._border_title != text:
        widget._border_title = text
        widget.refresh(Region(0, -1, widget.size.width, 1))


def set_border_subtitle(widget: Widget, text: str) -> None:
    """Say something in the lower border of a widget."""
    widget._border_subtitle = Content(text)
    widget.refresh(Region(0, widget.size.height, widget.size.width, 1))
