"""The line at the top: where one is, and what the desk has to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui import themes
from tui.commands import PLACES, Command
from tui.text import cell_len, cells
from tui.widgets.key_bar import Spot, hit

NAME = " offerdesk  "


class Said(NamedTuple):
    """A message in forms that are shorter and shorter, and the command that says more."""

    forms: tuple[str, ...]
    style: str = "muted"
    command: Command | None = None


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
        self._said = Said((message,))
        self._ink: themes.Ink | None = None
        self._spots: tuple[Spot, ...] = ()

    @property
    def message(self) -> str:
        """What it says at the right, in the longest form."""
        return self._said.forms[0]

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
        said = Said((message, *shorter), style, command)
        if said != self._said:
            self._said = said
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
        """The places, and the message in the longest form that there is room for.

        Places are named only by their keys when the message has no room beside their names.
        """
        ink = self._ink = self._ink or themes.ink(self)
        width = self.size.width
        names, short = self._places(whole=True), self._places(whole=False)
        form = self._fitting(width - _length(names))
        if form is None and self.message:
            names, form = short, self._fitting(width - _length(short))
            form = self._said.forms[-1] if form is None else form
        segments, spots, used = [Segment(NAME, ink("strong accent"))], [], len(NAME)
        for title, command in names:
            here = command.id == f"go_{self._place}"
            segments.append(Segment(title, ink("strong underline" if here else "muted")))
            segments.append(Segment("  ", ink("")))
            spots.append(Spot(used, used + len(title), command))
            used += len(title) + 2
        segments += self._ended(form, used, ink, spots)
        self._spots = tuple(spots)
        return Strip(segments).adjust_cell_length(width, ink(""))

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
        return next((form for form in self._said.forms if cell_len(form) + tail < room), None)

    @property
    def _tail(self) -> str:
        command = self._said.command
        return f"  {command.key_text} {command.title}" if command else ""

    def _ended(
        self, form: str | None, used: int, ink: themes.Ink, spots: list[Spot]
    ) -> list[Segment]:
        """The message at the right end, and the key that says more."""
        said, tail = self._said, self._tail if form is not None else ""
        left = self.size.width - used - 1 - len(tail)
        if left < 0:
            return []
        ended = [Segment(cells(form or "", left, "right"), ink(said.style))]
        if said.command is not None and tail:
            key, _, title = tail.strip().partition(" ")
            ended += [Segment("  ", ink("")), Segment(key, ink("accent strong"))]
            ended.append(Segment(f" {title}", ink("")))
            end = self.size.width - 1
            spots.append(Spot(end - len(tail) - cell_len(form or ""), end, said.command))
        return [*ended, Segment(" ", ink(""))]


def _length(names: Sequence[tuple[str, Command]]) -> int:
    return len(NAME) + sum(len(title) + 2 for title, _ in names)
