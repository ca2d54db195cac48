"""A field of one line to type into: compact, and safe for whatever is pasted."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input
from textual.widgets.input import Selection

from data.values.text import one_line, plain


class Entry(Input):
    """One line of text without a border.

    `on_change` is called in the message cycle of the key that changed the text, so that what
    follows from it is drawn in the same frame; `on_erase` when Backspace finds nothing to erase.
    """

    DEFAULT_CSS = """
    Entry, Entry:focus {
        border: none;
        height: 1;
        padding: 0 1;
        background: $surface;
        background-tint: $foreground 0%;
        color: $foreground;
        &>.input--placeholder { color: $foreground 65%; }
    }
    Entry:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    IS_REPLACED: ClassVar[bool] = True
    """Whether, in a form, what is typed takes the place of what was there."""

    # Input asks for a new layout of the whole screen whenever its text gets longer or shorter.
    virtual_size = Reactive(Size(0, 0), layout=False)
    on_change: Callable[[], None] | None = None
    on_erase: Callable[[], None] | None = None

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        on_change: Callable[[], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            placeholder=plain(placeholder), id=id, classes=classes, select_on_focus=False
        )
        if value:  # nobody listens yet: setting it the long way takes four times as long
            self.set_reactive(Input.value, self.validate_value(value))
            self.set_reactive(Input.selection, Selection.cursor(len(value)))
        self._initial_value = False
        self.cursor_blink = False
        self.on_change = on_change

    def validate_value(self, value: str) -> str:
        """Nothing harmful gets in, typed, pasted or set."""
        return plain(value).replace("\n", " ")

    def _on_mount(self, event: events.Mount) -> None:
        """As wide as the text that it starts with; no timer, because the cursor does not blink."""
        event.prevent_default()
        self.virtual_size = Size(self.content_width, 1)

    def watch_value(self) -> None:
        """Tell who listens, now."""
        if self.on_change is not None and self.is_attached:
            self.on_change()

    def action_delete_left(self) -> None:
        """Erase; on nothing say so."""
        if not self.value and self.on_erase is not None:
            self.on_erase()
        super().action_delete_left()

    def _on_paste(self, event: events.Paste) -> None:
        """All lines of what was pasted, put on one."""
        event.stop()
        event.prevent_default()
        self.replace(one_line(event.text), *self.selection)
