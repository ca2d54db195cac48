"""The field that finds text in a template: what is typed is found at once."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.message import Message
from textual.widget import Widget

from tui.widgets.entry import Entry


class FindBar(Entry):
    """A field of one line; hidden until it is opened. Enter and ↓ go on, ↑ goes back."""

    DEFAULT_CSS = """
    FindBar, FindBar:focus { display: none; }
    FindBar.-open { display: block; }
    """
    BINDINGS = [
        Binding("escape", "close", "Back", show=False),
        Binding("down", "next", "The next one", show=False),
        Binding("up", "before", "The one before", show=False),
    ]

    class Next(Message):
        """The next place is wanted, or the one before."""

        def __init__(self, bar: FindBar, back: bool) -> None:
            super().__init__()
            self.bar = bar
            self.back = back

        @property
        def control(self) -> Widget:
            """The bar."""
            return self.bar

    class Closed(Message):
        """The bar was left; what was found stays marked until the text changes."""

        def __init__(self, bar: FindBar) -> None:
            super().__init__()
            self.bar = bar

        @property
        def control(self) -> Widget:
            """The bar."""
            return self.bar

    def __init__(self, on_text: Callable[[], None], *, id: str | None = None) -> None:
        super().__init__(placeholder="find", on_change=on_text, id=id)

    def open(self, words: str = "") -> None:
        """Show it, with these words if there are any, and put the keys into it."""
        self.add_class("-open")
        if words:
            self.value = words
        self.screen.set_focus(self)  # at once: what is typed next is what is to be found
        self.action_select_all()

    def action_next(self) -> None:
        """The next place."""
        self.post_message(self.Next(self, back=False))

    def action_before(self) -> None:
        """The place before."""
        self.post_message(self.Next(self, back=True))

    async def action_submit(self) -> None:
        """The next place."""
        self.action_next()

    def action_close(self) -> None:
        """Hide it."""
        self.remove_class("-open")
        self.post_message(self.Closed(self))
