"""Choosing from a list: type to find, Enter takes; the same for five options as for a million."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical

from data.records.row_list import RowList
from data.values.styled_text import Span
from data.values.text import folded, one_line
from tui.commands import key_of
from tui.screens.base.screens import Dialog, FieldScreen
from tui.text import cell_len, content, glyphs
from tui.widgets.choice import Chooser, New, Option, OptionValue, Source
from tui.widgets.columns import GAP, Column
from tui.widgets.entry import Entry
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import line
from tui.widgets.link_line import LinkLine
from tui.widgets.virtual_table import ListRows, VirtualTable

STYLE = Path(__file__).parents[2] / "styles" / "form.tcss"
"""How forms and their dialogs look; whole, so that subclasses elsewhere find it."""

BURST = 0.03
"""Seconds between two keys of words that are pasted as keys or come from a scanner or a macro."""
FRAME = 8
"""Cells of a picker beside its columns: border, margins, marker and scroll bar."""
LEAST, NOTES = 48, 60
"""The narrowest list, and the most cells of what is noted beside an option."""

MOVES = {
    "down": "cursor_down",
    "up": "cursor_up",
    "pagedown": "page_down",
    "pageup": "page_up",
    "ctrl+home": "first",
    "ctrl+end": "last",
}


class Picked(NamedTuple):
    """What was picked: values, and in words what a single one is called."""

    values: tuple[OptionValue, ...] = ()
    text: str = ""
    new: bool = False


class _Line(NamedTuple):
    """An option as a row: where it is among all."""

    at: int
    option: Option


class PickEntry(Entry):
    """What is looked for; with `marks`, space belongs to the list, unless words are being typed."""

    marks = False
    _typed_at = 0.0

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key is text; a space right behind a letter is one between two words."""
        if self.marks and key == "space" and monotonic() - self._typed_at > BURST:
            return False
        return super().check_consume_key(key, character)

    def watch_value(self) -> None:
        """Remember when something was typed."""
        self._typed_at = monotonic() if self.value else 0.0
        super().watch_value()


class PickTable(VirtualTable[Any], can_focus=False):
    """The options; the keys stay with the field above, a click takes."""

    def click_line(self, index: int, event: events.Click) -> None:
        """Take the row that was clicked."""
        if index < len(self.rows):
            self.move_to(index)
            self.action_open()


class Picker(Dialog[Picked | None]):
    """A list to pick from. With `multi`, space marks and Enter takes all that are marked."""

    commands_name = "picker"
    CSS_PATH = STYLE
    AUTO_FOCUS = "Entry"
    BINDINGS = [
        *(Binding(key, f"move('{to}')", show=False) for key, to in MOVES.items()),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[Option] = (),
        *,
        value: tuple[OptionValue, ...] = (),
        multi: bool = False,
        source: Source | None = None,
        new: New | None = None,
        empty: str = "",
        typed: str = "",
    ) -> None:
        super().__init__()
        self._title = title
        self.options = tuple(options)
        self._value = value
        self._marked = set(value)
        self._multi = multi
        self._source = source
        self._new = new
        self._empty = empty or "There is nothing to choose from"
        self._typed = typed
        self._folded = [folded(f"{option.text} {option.note}") for option in options]

    def compose(self) -> ComposeResult:
        """What is typed, a line for a new one, and what was found."""
        with Vertical(classes="dialog picker") as box:
            box.border_title = content(self._title)
            entry = PickEntry(self._typed, placeholder="type to find", on_change=self._find)
            entry.marks = self._multi
            yield entry
            if self._new is not None:
                yield LinkLine(f"+ {self._new.text}", key_of("picker", "new"), "new")
            yield PickTable(self._columns(), self._rows(self._typed), header=False,
                            empty=self._why_empty(self._typed))  # fmt: skip
            yield KeyBar("picker")

    def on_mount(self) -> None:
        """As high and wide as the options need, with the cursor on what is chosen."""
        self.query_one(".picker").styles.width = self._width
        if self._source is None:
            extra = 5 + (self._new is not None)
            self.query_one(".picker").styles.height = max(8, len(self.options) + extra)
        else:
            self.query_one(".picker").add_class("-long")
        if not self._typed:
            self._to_value()

    # ------------------------------------------------------------ actions

    def action_move(self, to: str) -> None:
        """Move the cursor of the list."""
        getattr(self.table, f"action_{to}")()

    def action_choose(self) -> None:
        """Take what is marked, or the row under the cursor."""
        if self._multi:
            self.dismiss(Picked(tuple(o.value for o in self.options if o.value in self._marked)))
            return
        row = self.table.cursor_row
        if row is None:
            self.action_new()
        elif self._source is not None:
            self.dismiss(Picked((self.table.rows.key(row),), self._source.text(row)))
        else:
            self.dismiss(Picked((row.option.value,), row.option.text))

    def action_mark(self) -> None:
        """Mark the option under the cursor, or take the mark away."""
        row = self.table.cursor_row
        if row is not None:
            self._marked ^= {row.option.value}
            self.table.reload()

    def action_new(self) -> None:
        """Make a new one, called what was typed."""
        if self._new is not None:
            self.dismiss(Picked(text=self.query_one(PickEntry).value, new=True))

    @property
    def is_multiple(self) -> bool:
        """Whether several can be picked."""
        return self._multi

    @property
    def can_make_new(self) -> bool:
        """Whether a new one can be made."""
        return self._new is not None

    def after_enter(self) -> None:
        """Enter takes."""
        self.action_choose()

    def on_virtual_table_opened(self) -> None:
        """A click marks one of several, or takes the one."""
        if self._multi:
            self.action_mark()
        else:
            self.action_choose()

    # ------------------------------------------------------------ the list

    @property
    def table(self) -> PickTable:
        """The options, as a list."""
        return self.query_one(PickTable)

    def _find(self) -> None:
        """Show what matches, in the cycle of the key."""
        text = self.query_one(PickEntry).value
        self.table.set_rows(self._rows(text))
        if not self.table.rows:
            self.table.set_empty(self._why_empty(text))
        if not text:
            self._to_value()

    def _why_empty(self, text: str) -> str:
        """What is missing: what was typed finds nothing, or there is nothing at all."""
        there = bool(self.options if self._source is None else self._source.rows(""))
        why = f"Nothing matches “{one_line(text)}”" if there and text.strip() else self._empty
        if self._new is None:
            return why
        return f"{why}\nEnter makes {'a new one' if there or text.strip() else 'the first'}"

    def _to_value(self) -> None:
        """The cursor on what is chosen already."""
        first = next(iter(self._value), None)
        if self._source is not None:
            key = first if isinstance(first, int) else None
        else:
            key = next((at for at, o in enumerate(self.options) if o.value == first), None)
        if key is not None:
            self.table.move_to_key(key)

    def _rows(self, text: str) -> RowList[Any]:
        if self._source is not None:
            return self._source.rows(text)
        typed = folded(text).strip()
        found = [
            _Line(at, option)
            for at, option in enumerate(self.options)
            if all(word in self._folded[at] for word in typed.split())
        ]
        if typed and not self._multi:
            found.sort(key=lambda row: self._rank(row, typed))
        return ListRows(found, lambda row: row.at)

    def _rank(self, row: _Line, typed: str) -> tuple[bool, bool]:
        """What begins with the words comes first, then what is called so, then what is noted so."""
        name = folded(row.option.text)
        return not name.startswith(typed), not all(word in name for word in typed.split())

    def _columns(self) -> Sequence[Column[Any]]:
        if self._source is not None:
            return self._source.columns
        longest, note = self._needed
        text = Column[_Line]("text", "", longest, self._option_text, min(longest, 24), flex=True,
                             priority=2)  # fmt: skip
        if not note:
            return (text,)
        dim = Column[_Line]("note", "", note, lambda row: row.option.note, 8, flex=True,
                            priority=1, style="muted")  # fmt: skip
        return (text, dim)

    @property
    def _needed(self) -> tuple[int, int]:
        """The cells that the longest option and the longest note take."""
        texts = max((cell_len(one_line(option.text)) for option in self.options), default=0)
        notes = max((cell_len(one_line(option.note)) for option in self.options), default=0)
        return max(10, texts + (4 if self._multi else 0)), min(NOTES, notes)

    @property
    def _width(self) -> int:
        """The cells of the list in its border: what its columns need, and its title and keys."""
        if self._source is not None:
            cells = sum(column.width + GAP for column in self._source.columns)
        else:
            cells = sum(self._needed) + GAP
        return max(LEAST, cell_len(self._title) + 6, cells + FRAME)

    def _option_text(self, row: _Line) -> tuple[Span, ...]:
        shown = row.option.text or glyphs().dash
        if not self._multi:
            return line(shown)
        marked = row.option.value in self._marked
        return (Span("[x] " if marked else "[ ] ", "accent" if marked else "muted"), Span(shown))


def pick_for(app: App[Any], event: Chooser.Asked) -> None:
    """Open the options of a chooser over the screen, and give it what was picked."""
    event.stop()
    chooser = event.chooser

    def taken(picked: Picked | None) -> None:
        if picked is None:
            return
        if picked.new and chooser.new is not None:
            chooser.new.make(picked.text)
        else:
            chooser.take(picked.values, picked.text)
            screen = chooser.screen
            if isinstance(screen, FieldScreen) and screen.focused is chooser:
                screen.after_pick()

    picker = Picker(
        chooser.title,
        chooser.noted_options(),
        value=chooser.chosen,
        multi=chooser.multi,
        source=chooser.source,
        new=chooser.new,
        empty=chooser.empty,
        typed=event.text,
    )
    picker.heir = chooser.screen
    app.push_screen(picker, taken)
