"""The field behind `/`: what is typed narrows the list at once, and mistakes are shown in place."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from data.filters.completion import Completions
from data.filters.filter_error import FilterError
from tui import themes
from tui.commands.command import Command
from tui.text import cell_len, cells, glyphs
from tui.widgets.entry import Entry
from tui.widgets.key_bar import KeyBar
from tui.widgets.line_writer import LineWriter

_NOTHING = Completions(0, 0)
_GAP = "  "
NOTHING_TO_OFFER = "The list follows each key."
"""What stands below where nothing can be completed."""
_NOTE = 24
"""Cells that the meaning of a completion needs at least to be shown."""


def _keys(*, completes: bool) -> tuple[Command, ...]:
    """What the keys do while somebody types a filter."""

    def key(id: str, title: str, key: str, action: str) -> Command:
        return Command(f"filter_{id}", title, (key,), "", "Filter", True, f"focused.{action}")

    words = (
        key("take", "Complete", "tab", "take"),
        key("next", "Next", "down", "down"),
        key("explain", "Explain", "f1", "explain"),
    )
    keep, back = key("keep", "Keep", "enter", "done"), key("back", "Back", "escape", "close")
    return (keep, *(words if completes else ()), back)


class FilterBar(Entry):
    """A field in the upper border of a list, and a line over its header; hidden until it is opened.

    Nothing moves when it comes and goes. While it has the keys, the bar of keys is its own.

    `on_text` gets the text in the message cycle of the key and may raise FilterError: the place is
    marked on the second line, and what was shown before stays. What is only unfinished is not a
    mistake until Enter: `on_enter` gets the text then, and may raise FilterError too. `complete`
    says what could stand at the cursor; the second line offers it: up and down choose, Tab takes
    it, and so does Right at the end.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FilterBar, FilterBar:focus { padding: 0 1 0 1; display: none; layer: border; }
    FilterBar.-typing { display: block; }
    FilterBar.-wrong, FilterBar.-completing { height: 2; }
    FilterBar.-long { height: 3; }
    """
    BINDINGS = [
        Binding("escape", "close", "Leave the filter", show=False),
        Binding("down", "down", "The next completion, or to the list", show=False),
        Binding("up", "choose(-1)", "The completion before", show=False),
        Binding("tab", "take", "Take the completion", show=False),
        Binding("f1", "explain", "What a filter can say", show=False),
    ]

    class Ended(Message):
        """The keys go back to the list."""

        def __init__(self, bar: FilterBar) -> None:
            super().__init__()
            self.bar = bar

        @property
        def control(self) -> FilterBar:
            """The bar."""
            return self.bar

    class Closed(Ended):
        """The filter was left with Escape; it is empty now."""

    class Done(Ended):
        """Enter: the filter stays."""

    class Explain(Ended):
        """Somebody wants to know what a filter can say; the keys stay in the bar."""

    def __init__(
        self,
        on_text: Callable[[str], None],
        *,
        on_enter: Callable[[str], None] | None = None,
        complete: Callable[[str, int], Completions] | None = None,
        placeholder: str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(placeholder=placeholder, on_change=self._apply, id=id, classes=classes)
        self._on_text = on_text
        self._on_done = on_enter
        self._complete = complete
        self._error: FilterError | None = None
        self._found = _NOTHING
        self._chosen = 0
        self._at = (0, 0, 0)
        self._words: list[str] = []
        self._palette: themes.StylePalette | None = None
        self._over: Widget | None = None
        self.set_class(complete is not None, "-completing")

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen, or what was typed in it holds."""
        return self.has_class("-open")

    @property
    def error(self) -> str:
        """What cannot be read, in words; empty when all can."""
        return self._error.text if self._error else ""

    @property
    def offered(self) -> tuple[str, ...]:
        """What could stand at the cursor."""
        return tuple(one.text for one in self._found.options)

    @property
    def chosen(self) -> str:
        """The completion that Tab would take; empty when there is none."""
        return self.offered[self._chosen] if self.offered else ""

    def open(self, over: Widget) -> None:
        """Show it in the border of a list and put the keys into it; what was typed stays."""
        self._over = over
        if self.screen.maximized not in (None, over):
            self.screen.minimize()
        self._place()
        self.add_class("-open", "-typing")
        self.focus()
        self._suggest()

    def on_mount(self) -> None:
        """Follow the list when there is more room, or less."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _: self._place())

    def _place(self) -> None:
        """Lie over the upper border of the list, and the line below it."""
        if self._over is None or self.parent is None:
            return
        region, base = self._over.region, self.screen.dock_gutter
        place = (region.x + 2 - base.left, region.y - base.top, max(10, region.width - 4))
        if place != self._at:
            self._at = place
            self.styles.offset, self.styles.width = place[:2], place[2]

    def on_focus(self) -> None:
        """The bar of keys says what they do here."""
        self._show_keys(_keys(completes=self._complete is not None))

    def on_blur(self) -> None:
        """The list shows its border and keys again, unless only another screen lies over it."""
        if self.app.screen is self.screen and self.app.app_focus:
            self.remove_class("-typing")
        self._show_keys(None)

    def _show_keys(self, keys: tuple[Command, ...] | None) -> None:
        for bar in self.screen.query(KeyBar):
            bar.show_commands(keys)

    def close(self) -> None:
        """Empty and hide it."""
        self.value = ""
        self._show(None)
        self.remove_class("-open", "-typing")

    # ------------------------------------------------------------ keys

    def action_close(self) -> None:
        """Leave the filter: everything is listed again."""
        self.close()
        self.post_message(self.Closed(self))

    def action_down(self) -> None:
        """The next completion; to the list when there is none."""
        if self._found.options:
            self.action_choose(1)
        else:
            self.action_done()

    def action_done(self) -> None:
        """Keep the filter and go to the list, if it can be read."""
        if not self.value.strip():
            self.action_close()
            return
        try:
            if self._on_done is not None:
                self._on_done(self.value)
        except FilterError as error:
            self._show(error)
            return
        self.post_message(self.Done(self))

    async def action_submit(self) -> None:
        """Enter goes to the list."""
        self.action_done()

    def action_choose(self, by: int) -> None:
        """Go to another completion, round and round."""
        if self._found.options:
            self._chosen = (self._chosen + by) % len(self._found.options)
            self.refresh()

    def action_take(self) -> None:
        """Put the chosen completion in its place; without one go on to the next pane."""
        if not self._found.options:
            self.screen.focus_next()
            return
        text, cursor = self._found.taken(self.value, self._chosen)
        self.value = text
        self.cursor_position = cursor

    def action_cursor_right(self, select: bool = False) -> None:
        """To the right; at the end the completion is taken."""
        if self._found.options and self.cursor_position == len(self.value) and not select:
            self.action_take()
        else:
            super().action_cursor_right(select)

    def action_explain(self) -> None:
        """Ask for what a filter can say."""
        self.post_message(self.Explain(self))

    # ------------------------------------------------------------ text

    def _apply(self) -> None:
        try:
            self._on_text(self.value)
        except FilterError as error:
            self._show(None if error.is_unfinished else error)
        else:
            self._show(None)
        self._suggest()

    def watch_selection(self) -> None:
        """What could stand at the cursor changes with its place."""
        if self.is_open:
            self._suggest()

    def _suggest(self) -> None:
        """Look for completions at the cursor."""
        if self._complete is None:
            return
        at_end = self.cursor_position if self.has_focus else len(self.value)
        found = self._complete(self.value, at_end)
        if found != self._found:
            self._found, self._chosen = found, 0
            self.refresh()

    def _show(self, error: FilterError | None) -> None:
        self._error = error
        self._words = self._in_two_lines(error) if error is not None else []
        self.set_class(error is not None, "-wrong")
        self.set_class(len(self._words) > 1, "-long")
        self.refresh()

    # ------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """What was typed; below it what cannot be read, under its place, or completions."""
        if y == 0:
            return super().render_line(y)
        palette = self._palette = self._palette or themes.palette(self)
        writer = LineWriter(palette, self.size.width)
        if len(self._words) > 1:
            words = self._words[y - 1] if y <= len(self._words) else ""
            writer.write(cells(words, self.size.width), "bad")
        elif self._error is not None:
            self._write_error(writer, self._error)
        else:
            self._write_completions(writer)
        return writer.strip()

    def _in_two_lines(self, error: FilterError) -> list[str]:
        """The words of a mistake where no one line beside its place has room for them."""
        room, place = self.size.width, self._place_of(error)
        if room < 20 or cell_len(error.text) <= max(room - place - 2, place - 1):
            return []
        mark = " " * place + "^ " if room - place > 20 else ""
        return textwrap.wrap(
            error.text, room, initial_indent=mark, max_lines=2, placeholder=" …",
            break_long_words=False,
        )  # fmt: skip

    def _place_of(self, error: FilterError) -> int:
        """The cell under which a mistake stands."""
        place = cell_len(self.value[: error.place]) - self.scroll_offset.x
        return max(0, min(place, self.size.width - 1))

    def _write_error(self, writer: LineWriter, error: FilterError) -> None:
        """The mark under the place; the words behind it, or before it where there is more room."""
        place, width = self._place_of(error), self.size.width
        behind = width - place - 2
        length = cell_len(error.text)
        if length <= behind or place <= behind:
            writer.write(" " * place)
            writer.write("^" + cells(f" {error.text}", max(0, min(length, behind) + 1)), "bad")
        else:
            shown = cells(error.text, min(length, place - 1))
            writer.write(" " * (place - 1 - cell_len(shown)))
            writer.write(f"{shown} ^", "bad")

    def _write_completions(self, writer: LineWriter) -> None:
        """As many as there is room for, the chosen one among them with what it means."""
        options = self._found.options
        if not options:
            writer.write(cells(f" {NOTHING_TO_OFFER}", self.size.width), "muted")
            return
        note = options[self._chosen].note
        room = self.size.width
        first, used = self._chosen, 0
        while first >= 0:  # as far back as it fits, with room for the meaning
            used += cell_len(options[first].text) + len(_GAP)
            if used > max(room - _NOTE, room // 2) and first < self._chosen:
                break
            first -= 1
        for at in range(first + 1, len(options)):
            text = options[at].text
            need = cell_len(text) + len(_GAP)
            is_chosen = at == self._chosen
            if need > room - (0 if is_chosen else min(_NOTE, room // 2)):
                break
            mark = glyphs().marker if is_chosen else " "
            writer.write(mark, "accent")
            writer.write(text, "strong accent" if is_chosen else "muted")
            writer.write(" ")
            room -= need
        if note and room > 6:
            cut_note = cells(note, min(cell_len(note), room - 4))
            writer.write(f"· {cut_note}", "em")
