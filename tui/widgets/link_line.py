"""A line to click that runs an action of the screen, with its key at the right."""

from __future__ import annotations

from textual.strip import Strip
from textual.widget import Widget

from tui import themes
from tui.text import cell_len, cells
from tui.widgets.pen import Pen


class LinkLine(Widget):
    """One line that does what its key does."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "LinkLine { height: 1; width: 1fr; padding: 0 1; }"

    def __init__(self, text: str, key: str, action: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = text
        self._key = key
        self._action = action
        self._ink: themes.Ink | None = None

    async def on_click(self) -> None:
        """Run the action."""
        await self.app.run_action(self._action, self.screen)

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._ink = None

    def render_line(self, y: int) -> Strip:
        """The text, and the key at the right."""
        ink = self._ink = self._ink or themes.ink(self)
        pen = Pen(ink, self.size.width)
        room = max(1, self.size.width - cell_len(self._key))
        pen.write(cells(self._text, room), "info")
        pen.write(self._key, "accent strong")
        return pen.strip()
