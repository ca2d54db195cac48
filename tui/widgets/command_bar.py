"""A line of commands to click: what the line of places and the line of keys share."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.widget import Widget

from tui import themes
from tui.commands.command import Command


class ClickTarget(NamedTuple):
    """Where an entry is in its line, and what a click on it does."""

    left: int
    right: int
    command: Command


class CommandBar(Widget):
    """One line with entries that run commands; `targets` says where they are drawn."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "CommandBar { height: 1; background: $footer-background; color: $foreground; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._palette: themes.StylePalette | None = None
        self.targets: tuple[ClickTarget, ...] = ()

    @property
    def palette(self) -> themes.StylePalette:
        """The styles of the theme that is on."""
        if self._palette is None:
            self._palette = themes.palette(self)
        return self._palette

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    async def on_click(self, event: events.Click) -> None:
        """Run what was clicked."""
        offset = event.get_content_offset(self)
        x = -1 if offset is None else offset.x
        for left, right, command in self.targets:
            if left <= x < right:
                await self.app.run_action(command.run, self.screen)
                return
