"""The line at the bottom: which key is next, at most seven of them, each to click as well."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import Input, TextArea

from tui import commands
from tui.commands.allowed import allowed
from tui.commands.command import Command, is_character
from tui.text import cell_len
from tui.widgets.command_bar import ClickTarget, CommandBar


class KeyBar(CommandBar):
    """The keys of a screen: dim when not possible now (`check_action` None), absent when False."""

    DEFAULT_CSS = "KeyBar { dock: bottom; }"

    def __init__(self, screen: str, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._of_screen = self._commands = commands.footer(screen)

    def show_commands(self, shown: Sequence[Command] | None) -> None:
        """Show other commands than those of the screen, or those again (None)."""
        self._commands = self._of_screen if shown is None else tuple(shown)
        self.refresh()

    def on_mount(self) -> None:
        """Follow what can be done."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render_line(self, y: int) -> Strip:
        """The keys, as many as fit."""
        palette = self.palette
        segments, targets, used = [Segment(" ", palette(""))], [], 1
        for command, can in self.shown():
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
        self.targets = tuple(targets)
        return Strip(segments, used).adjust_cell_length(self.size.width, palette(""))

    def shown(self) -> list[tuple[Command, bool]]:
        """The commands to show, and whether the first key of each runs it now."""
        answers = [(command, allowed(self.screen, command)) for command in self._commands]
        return [
            (command, bool(can) and not self._is_typed(command))
            for command, can in answers
            if can is not False
        ]

    def _is_typed(self, command: Command) -> bool:
        """Whether the key goes into a text as a character, so that only a click runs it."""
        typing = isinstance(self.screen.focused, Input | TextArea)
        return typing and not command.priority and is_character(command.keys[0])
