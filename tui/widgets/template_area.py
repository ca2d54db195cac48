"""The field that templates are written in: coloured, with marks where something is wrong or found.

Imported only by the editor: Textual's TextArea takes a while to load.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.style import Style
from rich.text import Text
from textual import events
from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from data.values.text import plain
from tui import themes
from tui.widgets.template_tokens import State, inside_jinja, tokens

MARKED = 2_000
"""Found text is marked up to so many characters into a line."""
WRAPPED = 4_000
"""With a line longer than this nothing is wrapped: drawing every part of it would take seconds."""


_LONGEST_NAME = 80
_TYPED = re.compile(r"(?<![\w.|\"'])[A-Za-z_][\w.]*$")
_GOES_ON = re.compile(r"[\w.]")
"""A name that is being typed, and what stands behind one that is whole."""


class _Theme(TextAreaTheme):
    """The colours of the desk's theme, whichever is on; syntax keeps its colour everywhere."""

    def apply_css(self, text_area: TextArea) -> None:
        """Take the colours from the theme that is on."""
        super().apply_css(text_area)
        if isinstance(text_area, TemplateArea):
            palette = text_area.palette
            dim, bright = palette.on("cursor-dim").base, palette.on("cursor").base
            self.gutter_style = palette("muted")
            self.cursor_line_style = Style(bgcolor=dim.bgcolor)
            self.cursor_line_gutter_style = Style(bgcolor=dim.bgcolor, bold=True)
            self.selection_style = Style(bgcolor=bright.bgcolor, underline=True)
            self.bracket_matching_style = Style(bold=True, underline=True)


class TemplateArea(TextArea):
    """A template's source. `on_change` is called in the message cycle of the key."""

    DEFAULT_CSS = """
    TemplateArea, TemplateArea:focus {
        border: none;
        padding: 0;
        background: $background;
        background-tint: $foreground 0%;
        color: $foreground;
        scrollbar-size-vertical: 1;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $border-blurred;
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        on_change: Callable[[], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        self._states: list[State] = [State()]
        self._joined: str | None = None
        self._palette: themes.StylePalette | None = None
        self.wrong: Location | None = None
        self._sought: re.Pattern[str] | None = None
        self._reported = ""
        super().__init__(
            plain(value), id=id, classes=classes, compact=True, tab_behavior="focus",
            show_line_numbers=True, max_checkpoints=500, soft_wrap=_is_short(value),
        )  # fmt: skip
        self.cursor_blink = False
        self.register_theme(_Theme("desk"))
        self.theme = "desk"
        self._reported = self.value
        self.on_change = on_change
        self.names: Callable[[], tuple[str, ...]] = tuple

    # ------------------------------------------------------------ what screens ask and tell

    @property
    def text(self) -> str:
        """The source; kept until it changes, because every line that is drawn asks for it."""
        if self._joined is None:
            self._joined = self.document.text
        return self._joined

    @text.setter
    def text(self, value: str) -> None:
        self.load_text(value)

    @property
    def value(self) -> str:
        """The source, harmless."""
        return plain(self.text)

    def put(self, value: str) -> None:
        """Put another source in the place of this one; undo brings it back."""
        self.soft_wrap = _is_short(value)
        here = self.cursor_location
        self.replace(plain(value), self.document.start, self.document.end)
        self.move_cursor(self.clamp_visitable(here))
        self._tell()

    def insert_text(self, text: str) -> None:
        """Put text where the cursor is, in the place of what is selected."""
        result = self.replace(plain(text), *self.selection)
        self.move_cursor(result.end_location)
        self._tell()

    def mark_wrong(self, place: Location | None) -> None:
        """Mark where something is wrong, by line and column from 0; None takes the mark away."""
        if place != self.wrong:
            self.wrong = place
            self._drawn_anew()

    @property
    def before_cursor(self) -> str:
        """What stands before the cursor on its line."""
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]

    def in_jinja(self) -> str:
        """What would end the tag of Jinja that the cursor is in: "}}", "%}", "#}", or empty."""
        return inside_jinja(self.before_cursor, self._state(self.cursor_location[0]))

    @property
    def palette(self) -> themes.StylePalette:
        """The colours of the theme that is on."""
        if self._palette is None:
            self._palette = themes.palette(self)
        return self._palette

    # ------------------------------------------------------------ completing

    def update_suggestion(self) -> None:
        """Show how the name that is being typed goes on; the right arrow takes it."""
        self.suggestion = self._rest_of_name()

    def watch_selection(self) -> None:
        """The cursor is elsewhere: what is typed there has a suggestion of its own."""
        self.suggestion = ""

    def _rest_of_name(self) -> str:
        row, column = self.cursor_location
        line = self.document.get_line(row)
        typed = _TYPED.search(line[max(0, column - _LONGEST_NAME) : column])
        behind = line[column:]
        if typed is None or _GOES_ON.match(behind):
            return ""
        closer = self.in_jinja()
        if closer not in ("}}", "%}"):
            return ""
        begun = typed[0]
        name = next((one for one in self.names() if one.startswith(begun) and one != begun), "")
        closed = closer == "%}" or closer in behind
        return name[len(begun) :] + ("" if closed or not name else " }}")

    # ------------------------------------------------------------ finding

    def seek(self, words: str) -> int:
        """Mark every place where the words are, whatever their case; how many there are."""
        self._sought = re.compile(re.escape(words), re.IGNORECASE) if words else None
        self._drawn_anew()
        return 0 if self._sought is None else sum(1 for _ in self._sought.finditer(self.text))

    def to_match(self, *, back: bool = False, stay: bool = False) -> bool:
        """Select the next place (or the one before) that was sought, going round at the end.

        With `stay` the place that the selection begins with counts as well.
        """
        if self._sought is None:
            return False
        start, end = sorted(self.selection)
        here = self._offset(start if back or stay else end)
        places = [match.span() for match in self._sought.finditer(self.text)]
        if not places:
            return False
        if back:
            chosen = next((one for one in reversed(places) if one[0] < here), places[-1])
        else:
            chosen = next((one for one in places if one[0] >= here), places[0])
        self.selection = Selection(self._location(chosen[0]), self._location(chosen[1]))
        self.scroll_cursor_visible(center=True)
        return True

    def _offset(self, place: Location) -> int:
        row, column = place
        lines = self.text.split("\n")
        return sum(len(line) + 1 for line in lines[:row]) + column

    def _location(self, offset: int) -> Location:
        before = self.text[:offset]
        row = before.count("\n")
        return row, offset - (before.rfind("\n") + 1)

    # ------------------------------------------------------------ typing

    async def _on_key(self, event: events.Key) -> None:
        """Type, then tell who listens in the same cycle.

        What erases and moves is done here too: as a binding it would come after letters that were
        typed behind it.
        """
        bound = self._bindings.key_to_bindings.get(event.key, ())
        if bound:
            event.stop()
            await self.run_action(bound[0].action)
        else:
            await super()._on_key(event)
        event.prevent_default()
        self._tell()

    async def _on_paste(self, event: events.Paste) -> None:
        """Paste without anything harmful."""
        event.prevent_default()
        event.stop()
        self.insert_text(event.text)

    def on_text_area_changed(self) -> None:
        """Whatever else changed the text (erasing, undo) is told as well."""
        self._tell()

    def _tell(self) -> None:
        text = self.text
        if text != self._reported:
            self._reported = text
            if self.on_change is not None:
                self.on_change()

    def edit(self, edit: Edit) -> EditResult:
        """What is above the edit keeps its colours."""
        known = self._states[: edit.top[0] + 1]
        result = super().edit(edit)
        self._states = known or [State()]
        return result

    def _build_highlight_map(self) -> None:
        """The text is another: nothing that was remembered of it holds."""
        super()._build_highlight_map()
        self._joined = None
        self._states = [State()]

    # ------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    def get_line(self, line_index: int) -> Text:
        """A line in its colours, with its marks."""
        line = super().get_line(line_index)
        palette = self.palette
        plain_line = line.plain
        for start, end, style in tokens(plain_line, self._state(line_index))[0]:
            line.stylize(_colour(palette(style)), start, end)
        if self._sought is not None:
            for match in self._sought.finditer(plain_line, 0, MARKED):
                line.stylize(Style(reverse=True), *match.span())
        if self.wrong is not None and self.wrong[0] == line_index:
            start, end = _word_at(plain_line, self.wrong[1])
            line.stylize(_colour(palette("bad strong underline")), start, end)
        return line

    def _state(self, row: int) -> State:
        """What is open where a line begins."""
        states = self._states
        while len(states) <= row:
            states.append(tokens(self.document.get_line(len(states) - 1), states[-1])[1])
        return states[row]

    def _drawn_anew(self) -> None:
        self._line_cache.clear()
        self.refresh()


def _word_at(line: str, column: int) -> tuple[int, int]:
    """The word or sign at a column, or before the end of the line."""
    found = re.compile(r"\w[\w.]*|\S{1,2}|\s+").match(line, max(0, min(column, len(line) - 1)))
    return found.span() if found else (0, len(line))


def _is_short(source: str) -> bool:
    """Whether every line can be wrapped and drawn in no time."""
    return len(source) <= WRAPPED or max(map(len, source.split("\n"))) <= WRAPPED


def _colour(style: Style) -> Style:
    """A style without its background, which is that of the line."""
    return Style(color=style.color, bold=style.bold, italic=style.italic, underline=style.underline)
