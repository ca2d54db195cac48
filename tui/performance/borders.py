"""The text in a lower border, without drawing the whole widget again.

Buys all lines of a list but one at every key that moves the cursor: setting `border_subtitle`
draws the whole widget, here only the border is drawn.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def set_border_subtitle(widget: Widget, text: str) -> None:
    """Say something in the lower border of a widget."""
    widget._border_subtitle = Content(text)
    widget.refresh(Region(0, widget.size.height, widget.size.width, 1))
