"""The line at the top: where one is, and what the desk has to say."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui import themes
from tui.commands import PLACES
from tui.text import cells
from tui.widgets.key_bar import Spot, hit

NAME = " offerdesk  "


class TopBar(Widget):
    """The name, the places with the one that is open, and a short message at the right."""

    ALLOW_SELECT = False
    DEFAULT_CSS = (
        "TopBar { dock: top; height: 1; background: $footer-background; color: $foreground; }"
    )

    def __init__(
        self,
        place: str = "",
        message: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._place = place
        self._message = (message, "muted")
        self._ink: themes.Ink | None = None
        self._spots: tuple[Spot, ...] = ()

    @property
    def message(self) -> str:
        """What it says at the right."""
        return self._message[0]

    def say(self, message: str, style: str = "muted") -> None:
        """Say something short at the right; an empty text says nothing."""
        if (message, style) != self._message:
            self._message = (message, style)
            self.refresh()

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._ink = None

    async def on_click(self, event: events.Click) -> None:
        """Go to the place that was clicked."""
        offset = event.get_content_offset(self)
        command = None if offset is None else hit(self._spots, offset.x)
        if command is not None:
            await self.app.run_action(command.run, self.screen)

    def render_line(self, y: int) -> Strip:
        """The line; the message takes what the places leave."""
        ink = self._ink = self._ink or themes.ink(self)
        segments, spots, used = [Segment(NAME, ink("strong accent"))], [], len(NAME)
        for command in PLACES:
            title = f"{command.key_text} {command.title}"
            here = command.id == f"go_{self._place}"
            segments.append(Segment(title, ink("strong underline" if here else "muted")))
            segments.append(Segment("  ", ink("")))
            spots.append(Spot(used, used + len(title), command))
            used += len(title) + 2
        self._spots = tuple(spots)
        return self._ended(segments, used, ink)

    def _ended(self, segments: list[Segment], used: int, ink: themes.Ink) -> Strip:
        text, style = self._message
        left = self.size.width - used - 1
        if left > 0:
            segments.append(Segment(cells(text, left, "right"), ink(style)))
            segments.append(Segment(" ", ink("")))
        return Strip(segments).adjust_cell_length(self.size.width, ink(""))
