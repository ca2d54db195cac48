"""Choosing a value: one line with what is chosen; the screen opens the list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from data.records.row_list import RowList
from data.values.text import one_line
from tui import themes
from tui.text import cells, glyphs
from tui.widgets.columns import Column
from tui.widgets.line_writer import LineWriter

OptionValue = str | int | None

STEPPED = 9
"""Left and right step through lists of at most so many options."""


class Option(NamedTuple):
    """Something to choose: its value, how it reads, and a dim note beside it."""

    value: OptionValue
    text: str
    note: str = ""


class Source(NamedTuple):
    """A long list to choose from: rows for the words typed, their columns, a row's own text.

    The key of the row is the value that is chosen.
    """

    rows: Callable[[str], RowList[Any]]
    columns: Sequence[Column[Any]]
    text: Callable[[Any], str]


class New(NamedTuple):
    """A line above the options that makes a new one; `make` gets what was typed."""

    text: str
    make: Callable[[str], None]


class Chooser(Widget, can_focus=True):
    """What Choice and MultiChoice share: one line, and the wish to be asked."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Chooser { height: 1; width: 1fr; padding: 0 1; background: $surface; color: $foreground; }
    Chooser:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    BINDINGS = [
        Binding("enter,space,down", "ask", "Choose", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
        Binding("left", "step(-1)", "The option before", show=False),
        Binding("right", "step(1)", "The next option", show=False),
    ]
    multi = False

    class Asked(Message):
        """The options are wanted, with `text` typed already; the screen opens the Picker."""

        def __init__(self, chooser: Chooser, text: str = "") -> None:
            super().__init__()
            self.chooser = chooser
            self.text = text

        @property
        def control(self) -> Widget:
            """The chooser."""
            return self.chooser

    def __init__(
        self,
        options: Sequence[Option] = (),
        *,
        title: str = "",
        source: Source | None = None,
        new: New | None = None,
        placeholder: str = "",
        empty: str = "",
        on_change: Callable[[], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`empty` says what is missing when there is nothing to choose from."""
        super().__init__(id=id, classes=classes)
        self.options = tuple(options)
        self.title = title
        self.source = source
        self.new = new
        self.placeholder = placeholder
        self.empty = empty
        self.on_change = on_change
        self.on_erase: Callable[[], None] | None = None
        self.note_of: Callable[[OptionValue], str] | None = None
        """Makes the notes of the options when they are asked for, where that costs something."""
        self._palette: themes.StylePalette | None = None

    @property
    def shown(self) -> str:
        """What is chosen, in words; empty for nothing."""
        return ""

    @property
    def chosen(self) -> tuple[OptionValue, ...]:
        """The values that are chosen."""
        return ()

    def take(self, values: tuple[OptionValue, ...], text: str = "") -> None:
        """Take what was picked; `text` says it in words where a source gave it."""
        raise NotImplementedError

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; what is chosen stays."""
        self.options = tuple(options)
        self.refresh()

    def noted_options(self) -> tuple[Option, ...]:
        """The options as they are shown to choose from."""
        note = self.note_of
        if note is None:
            return self.options
        return tuple(one._replace(note=one.note or note(one.value)) for one in self.options)

    # ------------------------------------------------------------ keys and mouse

    def action_ask(self) -> None:
        """Ask for the options."""
        self.post_message(self.Asked(self))

    def action_clear(self) -> None:
        """Choose nothing."""
        if not self.chosen and self.on_erase is not None:
            self.on_erase()
        elif self.chosen:
            self.take(())

    def action_step(self, by: int) -> None:
        """Take the option before or behind, where there are few."""

    def on_key(self, event: events.Key) -> None:
        """A letter asks for the options that it finds."""
        if event.is_printable and event.character is not None and event.character != " ":
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked(self, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """What was pasted asks for the options that it finds."""
        event.stop()
        text = one_line(event.text)
        if text:
            self.post_message(self.Asked(self, text))

    def on_click(self) -> None:
        """A click asks for the options."""
        self.action_ask()

    def changed(self) -> None:
        """What is chosen is another: draw it and tell who listens, now."""
        self.refresh()
        if self.on_change is not None and self.is_attached:
            self.on_change()

    # ------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """What is chosen, and a mark that there is a list."""
        palette = self._palette = self._palette or themes.palette(self)
        width = self.size.width
        writer = LineWriter(palette, width)
        shown = self.shown or self.placeholder or "not set"
        writer.write(cells(shown, max(1, width - 2)), "" if self.chosen else "muted")
        writer.write(f" {glyphs().descending}", "accent" if self.has_focus else "muted")
        return writer.strip()


class Choice(Chooser):
    """One value of several; None is nothing chosen."""

    def __init__(
        self,
        options: Sequence[Option] = (),
        value: OptionValue = None,
        *,
        text: str = "",
        title: str = "",
        source: Source | None = None,
        new: New | None = None,
        placeholder: str = "",
        empty: str = "",
        on_change: Callable[[], None] | None = None,
        always: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`text` says the value in words when no option does.

        `always`: one of the options is chosen at all times; clearing goes back to the first choice.
        """
        super().__init__(
            options, title=title, source=source, new=new, placeholder=placeholder,
            empty=empty, on_change=on_change, id=id, classes=classes,
        )  # fmt: skip
        self._value = value
        self._usual = value if always else None
        self._text = text

    @property
    def value(self) -> OptionValue:
        """The chosen value."""
        return self._value

    @value.setter
    def value(self, value: OptionValue) -> None:
        self.set_value(value)

    def set_value(self, value: OptionValue, text: str = "") -> None:
        """Choose a value; `text` says it in words when no option does."""
        value = self._usual if value is None else value
        if value == self._value:
            return
        self._value, self._text = value, text
        self.changed()

    @property
    def chosen(self) -> tuple[OptionValue, ...]:
        """The value, unless it is nothing."""
        return () if self._value is None else (self._value,)

    @property
    def shown(self) -> str:
        """The chosen option's text."""
        known = next((option.text for option in self.options if option.value == self._value), None)
        return known or self._text or ("" if self._value is None else str(self._value))

    def take(self, values: tuple[OptionValue, ...], text: str = "") -> None:
        """Take the first value."""
        self.set_value(next(iter(values), None), text)

    def action_step(self, by: int) -> None:
        """Take the option before or behind, where there are few."""
        if self.source is not None or not 0 < len(self.options) <= STEPPED:
            return
        values = [option.value for option in self.options]
        if self._value in values:
            at = max(0, min(len(values) - 1, values.index(self._value) + by))
        else:
            at = 0 if by > 0 else len(values) - 1
        self.set_value(values[at])


class MultiChoice(Chooser):
    """Several values, in the order of the options."""

    multi = True

    def __init__(
        self,
        options: Sequence[Option] = (),
        value: Sequence[OptionValue] = (),
        *,
        title: str = "",
        placeholder: str = "",
        on_change: Callable[[], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            options, title=title, placeholder=placeholder, on_change=on_change, id=id,
            classes=classes,
        )  # fmt: skip
        self._value = tuple(value)

    @property
    def value(self) -> tuple[OptionValue, ...]:
        """The chosen values."""
        return self._value

    @value.setter
    def value(self, value: Sequence[OptionValue]) -> None:
        self.take(tuple(value))

    @property
    def chosen(self) -> tuple[OptionValue, ...]:
        """The values."""
        return self._value

    @property
    def shown(self) -> str:
        """The texts of what is chosen."""
        texts = {option.value: option.text for option in self.options}
        return ", ".join(texts.get(value) or str(value) for value in self._value)

    def take(self, values: tuple[OptionValue, ...], text: str = "") -> None:
        """Take these, in the order of the options; values that no option has stay behind them."""
        order = {option.value: at for at, option in enumerate(self.options)}
        taken = tuple(sorted(dict.fromkeys(values), key=lambda one: order.get(one, len(order))))
        if taken != self._value:
            self._value = taken
            self.changed()
