"""A field of several lines to type into; imported only by forms that have one."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import TextArea

from data.values.text import plain


class LongEntry(TextArea):
    """A few lines of text; Tab leaves it. `on_change` and `on_erase` as in Entry."""

    DEFAULT_CSS = """
    LongEntry, LongEntry:focus {
        border: none;
        height: 4;
        padding: 0 1;
        background: $surface;
        background-tint: $foreground 0%;
        color: $foreground;
        scrollbar-size-vertical: 1;
        & .text-area--cursor-line { background: transparent; }
    }
    LongEntry:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    def __init__(
        self,
        value: str = "",
        *,
        on_change: Callable[[], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(plain(value), id=id, classes=classes, compact=True, tab_behavior="focus")
        self.cursor_blink = False
        self.on_change = on_change
        self.on_erase: Callable[[], None] | None = None

    @property
    def value(self) -> str:
        """The text."""
        return plain(self.text)

    @value.setter
    def value(self, value: str) -> None:
        self.load_text(plain(value))
        self._tell()

    def action_delete_left(self) -> None:
        """Erase; on nothing say so."""
        if not self.text and self.on_erase is not None:
            self.on_erase()
        super().action_delete_left()

    async def _on_key(self, event: events.Key) -> None:
        """Type, then tell who listens in the same cycle."""
        before = self.text
        await super()._on_key(event)
        event.prevent_default()
        if self.text != before:
            self._tell()

    async def _on_paste(self, event: events.Paste) -> None:
        """Paste without anything harmful."""
        event.prevent_default()
        event.stop()
        self.replace(plain(event.text), *self.selection)
        self._tell()

    def on_text_area_changed(self) -> None:
        """Whatever else changed the text (erasing, undo) is told as well."""
        self._tell()

    def _tell(self) -> None:
        if self.on_change is not None:
            self.on_change()
