"""The line at the top: where one is, and what the desk has to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from tui import themes
from tui.commands.command import Command
from tui.commands.shared import PLACES
from tui.text import cell_len, cells
from tui.widgets.command_bar import ClickTarget, CommandBar

NAME = " offerdesk  "


class StatusMessage(NamedTuple):
    """A message in forms that are shorter and shorter, and the command that says more."""

    forms: tuple[str, ...]
    style: str = "muted"
    command: Command | None = None


class TopBar(CommandBar):
    """The name, the places with the one that is open, and a short message at the right."""

    DEFAULT_CSS = "TopBar { dock: top; }"

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
        self._message = StatusMessage((message,))

    @property
    def message(self) -> str:
        """What it says at the right, in the longest form."""
        return self._message.forms[0]

    def say(
        self,
        message: str,
        style: str = "muted",
        *,
        shorter: Sequence[str] = (),
        command: Command | None = None,
    ) -> None:
        """Say something short at the right; an empty text says nothing.

        `shorter` says the same in fewer words, for narrow terminals. `command` has more about it:
        its key is named behind the message.
        """
        new_message = StatusMessage((message, *shorter), style, command)
        if new_message != self._message:
            self._message = new_message
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The places, and the message in the longest form that there is room for.

        Places are named only by their keys when the message has no room beside their names.
        """
        palette = self.palette
        width = self.size.width
        names, short = self._places(whole=True), self._places(whole=False)
        form = self._fitting(width - _length(names))
        if form is None and self.message:
            names, form = short, self._fitting(width - _length(short))
            form = self._message.forms[-1] if form is None else form
        segments, targets, used = [Segment(NAME, palette("strong accent"))], [], len(NAME)
        for title, command in names:
            here = command.id == f"go_{self._place}"
            segments.append(Segment(title, palette("strong underline" if here else "muted")))
            segments.append(Segment("  ", palette("")))
            targets.append(ClickTarget(used, used + len(title), command))
            used += len(title) + 2
        segments += self._ended(form, used, palette, targets)
        self.targets = tuple(targets)
        return Strip(segments).adjust_cell_length(width, palette(""))

    def _places(self, *, whole: bool) -> list[tuple[str, Command]]:
        """What each place is called: by key and title, or only the one that is open."""
        return [
            (
                f"{command.key_text} {command.title}"
                if whole or command.id == f"go_{self._place}"
                else command.key_text,
                command,
            )
            for command in PLACES
        ]

    def _fitting(self, room: int) -> str | None:
        """The longest form of the message that has room, with the key behind it."""
        tail = len(self._tail)
        return next((form for form in self._message.forms if cell_len(form) + tail < room), None)

    @property
    def _tail(self) -> str:
        command = self._message.command
        return f"  {command.key_text} {command.title}" if command else ""

    def _ended(
        self, form: str | None, used: int, palette: themes.StylePalette, targets: list[ClickTarget]
    ) -> list[Segment]:
        """The message at the right end, and the key that says more."""
        shown, tail = self._message, self._tail if form is not None else ""
        left = self.size.width - used - 1 - len(tail)
        if left < 0:
            return []
        ended = [Segment(cells(form or "", left, "right"), palette(shown.style))]
        if shown.command is not None and tail:
            key, _, title = tail.strip().partition(" ")
            ended += [Segment("  ", palette("")), Segment(key, palette("accent strong"))]
            ended.append(Segment(f" {title}", palette("")))
            end = self.size.width - 1
            targets.append(ClickTarget(end - len(tail) - cell_len(form or ""), end, shown.command))
        return [*ended, Segment(" ", palette(""))]


def _length(names: Sequence[tuple[str, Command]]) -> int:
    return len(NAME) + sum(len(title) + 2 for title, _ in names)
