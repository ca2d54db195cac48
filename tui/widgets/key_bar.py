"""The line at the bottom: which key is next, at most seven of them, each to click as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui import commands, themes
from tui.commands import Command
from tui.text import cell_len


class ClickTarget(NamedTuple):
    """Where an entry is in its line, and what a click on it does."""

    left: int
    right: int
    command: Command


def target_at(targets: Sequence[ClickTarget], x: int) -> Command | None:
    """The command at a place in a line."""
    return next((spot.command for spot in targets if spot.left <= x < spot.right), None)


class KeyBar(Widget):
    """The keys of a screen: dim when not possible now (`check_action` None), absent when False."""

    ALLOW_SELECT = False
    DEFAULT_CSS = (
        "KeyBar { dock: bottom; height: 1; background: $footer-background; color: $foreground; }"
    )

    def __init__(self, screen: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._commands = commands.footer(screen)
        self._palette: themes.StylePalette | None = None
        self._targets: tuple[ClickTarget, ...] = ()

    def show_commands(self, shown: Sequence[Command]) -> None:
        """Show other commands than those of the screen."""
        self._commands = tuple(shown)
        self.refresh()

    def on_mount(self) -> None:
        """Follow what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    async def on_click(self, event: events.Click) -> None:
        """Run what was clicked."""
        offset = event.get_content_offset(self)
        command = None if offset is None else target_at(self._targets, offset.x)
        if command is not None:
            await self.app.run_action(command.run, self.screen)

    def render_line(self, y: int) -> Strip:
        """The keys, as many as fit."""
        palette = self._palette = self._palette or themes.palette(self)
        segments, targets, used = [Segment(" ", palette(""))], [], 1
        for command, can in self._possible():
            size = cell_len(command.key_text) + 1 + cell_len(command.title)
            if used + size > self.size.width:
                break
            key, title = ("accent strong", "") if can else ("muted", "muted")
            segments += [
                Segment(command.key_text, palette(key)),
                Segment(f" {command.title}", palette(title)),
                Segment("  ", palette("")),
            ]
            targets.append(ClickTarget(used, used + size, command))
            used += size + 2
        self._targets = tuple(targets)
        return Strip(segments, used).adjust_cell_length(self.size.width, palette(""))

    def _possible(self) -> list[tuple[Command, bool]]:
        """The commands to show, and whether each can run now."""
        answers = [(command, allowed(self.screen, command)) for command in self._commands]
        return [(command, bool(can)) for command, can in answers if can is not False]


def allowed(screen: Widget, command: Command) -> bool | None:
    """What `check_action` says of a command: True, None (not now) or False (not here)."""
    target, _, name = command.run.rpartition(".")
    node = screen.app if target == "app" else screen
    return node.check_action(name, ())
