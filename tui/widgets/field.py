"""A field of a form: label, control and unit on one line, and what is to say about it below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from data.errors import Problem
from data.values.text import one_line
from tui import themes
from tui.text import cell_len, cells, glyphs
from tui.widgets.choice import Choice, Chooser, MultiChoice, OptionValue
from tui.widgets.entry import Entry
from tui.widgets.line_writer import LineWriter

if TYPE_CHECKING:
    from tui.widgets.long_entry import LongEntry

    Control = Entry | LongEntry | Choice | MultiChoice

LEFT, WIDEST_LEFT = 19, 28
"""Where the controls begin behind short labels, and behind long ones at most."""
NAME = 36
"""Cells for a part of a name, or a telephone number."""
LONG = 4
"""Lines of a control for long text."""
NOTE_LINES = 4
"""A note or problem takes at most so many lines."""


class Note(NamedTuple):
    """What stands under a field, in the style of a word."""

    text: str = ""
    style: str = "muted"
    mark: str = ""


class Field(Widget):
    """A labelled control; the field draws the label, the unit and the line below by itself.

    `width` gives the control so many cells, so that the unit stands beside it (0: all there are).
    `on_change` is called with the field in the message cycle of the key.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Field { height: 2; width: 1fr; }
    Field > * { margin: 0 1 0 19; width: 1fr; max-width: 60; }
    Field > LongEntry, Field > PathEntry { max-width: 88; }
    """

    def __init__(
        self,
        key: str,
        label: str,
        control: Control,
        *,
        required: bool = False,
        hint: str = "",
        unit: str = "",
        width: int = 0,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.key = key
        self.label = one_line(label)
        self.left = LEFT
        self._label_lines = _wrapped(self.label, LEFT - 4, 2)
        self.control = control
        self.required = required
        self.hint = hint
        self.touched = False
        self.on_change: Callable[[Field], None] | None = None
        self._unit = unit
        self._note = Note()
        self._lines: tuple[str, ...] = ()
        self._room = -1
        self._palette: themes.StylePalette | None = None
        self._control_height = 1 if isinstance(control, Chooser | Entry) else LONG
        self._height = 2
        if width:
            control.styles.width = width
        if self._control_height > 1:
            self._wrap()
        if isinstance(control, Entry):
            control.select_on_focus = control.IS_REPLACED
        control.on_change = self._changed
        if isinstance(control, Chooser) and not control.title:
            control.title = self.label

    def compose(self) -> ComposeResult:
        """The control; all else is drawn."""
        yield self.control

    # ------------------------------------------------------------ what forms ask and tell

    @property
    def value(self) -> str | int | tuple[OptionValue, ...] | None:
        """What the control holds."""
        return self.control.value

    def set_value(self, value: str | int | tuple[OptionValue, ...] | None, text: str = "") -> None:
        """Put a value into the control, as if it had been entered; `text` as in Choice."""
        control = self.control
        if isinstance(control, Choice):
            control.set_value(None if isinstance(value, tuple) else value, text)
        elif isinstance(control, MultiChoice):
            control.value = value if isinstance(value, tuple) else ()
        else:
            control.value = "" if value is None or isinstance(value, tuple) else str(value)

    @property
    def text(self) -> str:
        """What the control holds, as text; empty for nothing."""
        value = self.control.value
        return "" if value is None or isinstance(value, tuple) else str(value)

    @property
    def number(self) -> int | None:
        """The id that was chosen."""
        value = self.control.value
        return value if isinstance(value, int) else None

    @property
    def chosen(self) -> tuple[str, ...]:
        """The texts that were chosen, of several."""
        value = self.control.value
        return tuple(str(one) for one in value) if isinstance(value, tuple) else ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return not self.text.strip() and not self.chosen

    @property
    def note(self) -> str:
        """What is said below."""
        return self._note.text

    @property
    def has_problem(self) -> bool:
        """Whether what is said below is a problem."""
        return self._note.style == "bad"

    def set_note(self, text: str, style: str = "muted") -> None:
        """Say below what was understood, or where a value comes from."""
        self._say(Note(text, style))

    def set_problem(self, problem: Problem | str) -> None:
        """Say below what is wrong, with a mark; an empty text takes the problem away."""
        words = problem if isinstance(problem, str) else problem.beside(self.label)
        sentence = words[:1].upper() + words[1:]
        self._say(Note(sentence, "bad", glyphs().declined) if words else Note())

    def set_left(self, left: int) -> None:
        """Let the control begin there."""
        if left != self.left:
            self.left = left
            self._label_lines = _wrapped(self.label, left - 4, 2)
            self.control.styles.margin = (0, 1, 0, left)

    def set_unit(self, text: str) -> None:
        """Say what the value is counted in."""
        if text != self._unit:
            self._unit = text
            self.refresh()

    def focus_control(self) -> None:
        """Put the focus into the control."""
        if self.is_attached:
            self.control.focus()

    # ------------------------------------------------------------ events

    def _changed(self) -> None:
        if self.on_change is not None:
            self.on_change(self)

    def on_descendant_focus(self) -> None:
        """The label is bright where the keys go."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """It was visited: from now on problems are told in colour."""
        self.touched = True
        self._changed()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click on the label goes to the control."""
        if event.widget is self:
            self.focus_control()

    def _say(self, note: Note) -> None:
        if note == self._note:
            return
        self._note = note
        self._wrap()
        self.refresh()

    def _wrap(self) -> None:
        """The note in lines for the room there is, and that room kept free below the control."""
        self._room = room = self.size.width - self.left - 3
        text = one_line(f"{self._note.mark} {self._note.text}")
        self._lines = tuple(_wrapped(text, room)) if room > 0 else ()
        height = self._control_height + max(1, len(self._lines))
        if height != self._height:
            self._height = height
            self.styles.height = height

    def on_resize(self) -> None:
        """Other widths break the note elsewhere."""
        if self.size.width - self.left - 3 != self._room:
            self._wrap()
            self.refresh()

    # ------------------------------------------------------------ drawing

    def notify_style_update(self) -> None:
        """Colours may have changed."""
        super().notify_style_update()
        self._palette = None

    def render_line(self, y: int) -> Strip:
        """The label and the unit beside the control, the note below it."""
        palette = self._palette = self._palette or themes.palette(self)
        writer = LineWriter(palette, self.size.width)
        focused = self.control.has_focus
        label = self._label_lines
        wrong = self.has_problem
        sign = glyphs().marker if focused else glyphs().declined if wrong else " "
        writer.write(sign if y == 0 else " ", "bad" if wrong else "accent")
        words = label[y] if y < len(label) else ""
        writer.write(words, "bad strong" if wrong else "strong" if focused else "label")
        star = self.required and y == len(label) - 1
        writer.write("*" if star else "", "warn strong")
        at = y - self._control_height
        writer.write(" " * (self.left - 1 - cell_len(words) - star))
        if y == 0 and self._unit:
            writer.write(" " * (self.control.outer_size.width + 1))
            writer.write(cells(self._unit, cell_len(self._unit)), "muted")
        elif 0 <= at < len(self._lines):
            writer.write(" " + self._lines[at], self._note.style)
        return writer.strip()


def align(fields: Iterable[Field]) -> None:
    """Let the controls of a form begin in one column, behind its longest label if that is short."""
    fields = tuple(fields)
    longest = max((cell_len(field.label) for field in fields), default=0)
    for field in fields:
        field.set_left(max(LEFT, min(WIDEST_LEFT, longest + 4)))


def to_correct(fields: Iterable[Field]) -> str:
    """How many fields say that something is wrong, for the border; nothing when none does."""
    count = sum(field.has_problem for field in fields)
    return f"{count} to correct" if count else ""


def _wrapped(text: str, room: int, most: int = NOTE_LINES) -> list[str]:
    """Words in at most `most` lines of at most `room` cells; what has no room becomes dots."""
    if cell_len(text) <= room:
        return [text] if text else []
    lines, line = [], ""
    words = text.split(" ")
    for at, word in enumerate(words):
        longer = f"{line} {word}" if line else word
        if cell_len(longer) <= room or not line:
            line = longer
            continue
        lines.append(line)
        line = word
        if len(lines) == most - 1:
            line = " ".join(words[at:])
            break
    return [cells(one, room).rstrip() for one in (*lines, line)]
