"""Lines as part of something that scrolls: as high as they are many, to click, to tick."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding

from tui.widgets.lines_view import Item, LinesView


class AutoHeightLines(LinesView):
    """Lines as high as they are many; what is around them scrolls."""

    made: tuple[Item, ...] = ()
    """The lines as they are shown."""

    def make_lines(self, width: int) -> Sequence[Item]:
        """The lines; the height follows."""
        self.made = tuple(super().make_lines(width))
        self.styles.height = max(1, len(self.made))
        return self.made

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel belongs to what is around."""
        event.prevent_default()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel belongs to what is around."""
        event.prevent_default()


class StaticLines(AutoHeightLines, can_focus=False):
    """Lines that only say something; the keys never go there."""


class ButtonLines(AutoHeightLines):
    """Lines of which one click opens an item, and Space as well; the arrows leave at the ends."""

    BINDINGS = [Binding("space", "open", "Open", show=False)]

    def click_line(self, index: int, event: events.Click) -> None:
        """Open what was clicked."""
        key = self.made[index].key if 0 <= index < len(self.made) else None
        if key is not None:
            self.choose(key)
            self.post_message(self.ItemOpened(self, key))

    def action_cursor_down(self) -> None:
        """The next item, or what comes after them."""
        if self.keys and self.item_key == self.keys[-1]:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """The item before, or what comes before them."""
        if self.keys and self.item_key == self.keys[0]:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()


class CheckboxLines(ButtonLines):
    """Lines with boxes to tick: Space or a click ticks, Enter goes on."""

    BINDINGS = [Binding("enter", "go_on", "Go on", show=False)]

    def action_go_on(self) -> None:
        """Go to what comes after them."""
        self.screen.focus_next()
