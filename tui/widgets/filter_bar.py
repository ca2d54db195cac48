"""The field behind `/`: what is typed narrows the list at once, and mistakes are shown in place."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip

from data.filters import FilterError
from tui import themes
from tui.text import cell_len, cells
from tui.widgets.entry import Entry
from tui.widgets.pen import Pen

_MARK = "/ "


class FilterBar(Entry):
    """A field of one line that begins with a slash; hidden until it is opened.

    `on_text` gets the text in the message cycle of the key and may raise FilterError: the place
    is marked on a second line, and what was shown before stays.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FilterBar, FilterBar:focus { padding: 0 1 0 3; display: none; }
    FilterBar.-open { display: block; }
    FilterBar.-wrong { height: 2; }
    """
    BINDINGS = [
        Binding("escape", "close", "Leave the filter", show=False),
        Binding("down", "done", "To the list", show=False),
    ]

    class Closed(Message):
        """The filter was left with Escape; it is empty now."""

        def __init__(self, bar: FilterBar) -> None:
            super().__init__()
            self.bar = bar

        @property
        def control(self) -> FilterBar:
            """The bar."""
            return self.bar

    class Done(Message):
        """Enter: the filter stays, and the keys go back to the list."""

        def __init__(self, bar: FilterBar) -> None:
            super().__init__()
            self.bar = bar

        @property
        def control(self) -> FilterBar:
            """The bar."""
            return self.bar

    def __init__(
        self,
        on_text: Callable[[str], None],
        *,
        placeholder: str = "words, status:sent, is:live, currency:EUR …",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, on_change=self._apply, id=id, classes=classes)
        self._on_text = on_text
        self._error: FilterError | None = None
        self._ink: themes.Ink | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self.has_class("-open")

    @property
    def error(self) -> str:
        """What cannot be read, in words; empty when all can."""
        return self._error.text if self._error else ""

    def open(self) -> None:
        """Show it and put the keys into it; what was typed stays."""
        self.add_class("-open")
        self.focus()

    def close(self) -> None:
        """Empty and hide it."""
        self.value = ""
        self._show(None)
        self.remove_class("-open")

    def action_close(self) -> None:
        """Leave the filter: everything is listed again."""
        self.close()
        self.post_message(self.Closed(self))

    def action_done(self) -> None:
        """Keep the filter and go to the list."""
        if not self.value:
            self.action_close()
            return
        self.post_message(self.Done(self))

    async def action_submit(self) -> None:
        """Enter goes to the list."""
        self.action_done()

    def _apply(self) -> None:
        try:
            self._on_text(self.value)
        except FilterError as error:
            self._show(error)
        else:
            self._show(None)

    def _show(self, error: FilterError | None) -> None:
        self._error = error
        self.set_class(error is not None, "-wrong")
        self.refresh()

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._ink = None

    def render_line(self, y: int) -> Strip:
        """What was typed; below it what cannot be read, under its place."""
        if y == 0 or self._error is None:
            return super().render_line(y)
        ink = self._ink = self._ink or themes.ink(self)
        width = self.size.width
        before = cell_len(self.value[: self._error.place]) - self.scroll_offset.x
        words = f"^ {self._error.text}"
        at = max(0, min(before, width - cell_len(words)))
        pen = Pen(ink, width)
        if at < before:  # no room behind the place: the mark stands under it, the words before
            words = f"{self._error.text} ^"
            at = max(0, min(before, width - 1) - cell_len(words) + 1)
        pen.write(" " * at)
        pen.write(cells(words, min(cell_len(words), width - at)), "bad")
        return pen.strip()
