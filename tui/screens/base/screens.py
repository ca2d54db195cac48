"""What every screen of the desk shares: its commands, its bars, going back, being read again."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen

from tui.widgets.key_bar import KeyBar
from tui.widgets.too_small import TooSmall
from tui.widgets.top_bar import TopBar

Result = TypeVar("Result")


class DeskScreen(Screen[None]):
    """A screen with the bar of places at the top and its keys at the bottom.

    `commands_name` names its commands in `tui.commands`; `place` is set on the four places only.
    """

    commands_name: ClassVar[str] = ""
    place: ClassVar[str] = ""
    AUTO_FOCUS = "VirtualTable"

    def compose(self) -> ComposeResult:
        """The bars, and between them what the screen is for."""
        yield TopBar(self.place)
        yield from self.compose_body()
        yield TooSmall()
        yield KeyBar(self.commands_name)

    def compose_body(self) -> ComposeResult:
        """What the screen is for."""
        yield from ()

    def reload(self) -> None:
        """Read the records again; cursor and scroll stay."""

    _seen = False

    def on_screen_resume(self) -> None:
        """Something may have changed while another screen was shown."""
        if self._seen:
            self.reload()
        self._seen = True

    def action_reload(self) -> None:
        """Read the records again."""
        self.reload()

    def action_back(self) -> None:
        """Go back to the screen before."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()


class Dialog(ModalScreen[Result]):
    """A dialog over a screen: gone with one key, its keys on its last line."""

    commands_name: ClassVar[str] = ""

    def action_back(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)
