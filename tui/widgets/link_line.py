"""A line to click that runs an action of the screen, with its key at the right."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tui import themes
from tui.text import cell_len, cells
from tui.widgets.line_writer import LineWriter


class LinkLine(Widget):
    """One line that does what its key does."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "LinkLine { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(self, text: str, key: str, action: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._key = key
        self._action = action
        self._palette: themes.StylePalette | None = None

    async def on_click(self) -> None:
        """Run the action."""
        await self.app.run_action(self._action, self.screen)

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """The text, and the key at the right."""
        palette = self._palette = self._palette or themes.palette(self)
        writer = LineWriter(palette, self.size.width)
        room = max(1, self.size.width - cell_len(self._key))
        writer.write(cells(self._text, room), "info")
        writer.write(self._key, "accent strong")
        return writer.strip()
