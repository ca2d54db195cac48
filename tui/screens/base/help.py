"""What every key does on a screen: made from the commands, so that it is never out of date."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical

from data.values.styled_text import Line, Span
from data.values.text import folded
from tui import commands
from tui.commands.command import Command, key_text
from tui.screens.base.screens import Dialog
from tui.text import cell_len, cells
from tui.widgets.find_bar import FindBar
from tui.widgets.key_bar import KeyBar
from tui.widgets.lines_view import LinesView

TWO_COLUMNS = 88
"""Cells from which the groups stand in two columns."""
KEY_WIDTH = 14
_BETWEEN = 3
_FRAME = 4
"""Lines of the box besides the keys: its border, a blank line, its own keys."""


class SearchableHelp(Dialog[None]):
    """Lines of help in a box as high as all of them need; `/` shows those that match."""

    commands_name = "help"
    CSS_PATH = "../../styles/places.tcss"
    AUTO_FOCUS = "LinesView"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._find = FindBar(self._show)

    def lines(self, words: str, width: int) -> tuple[Line, ...]:
        """What is said about these words, or everything."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """One view of lines, as wide as the terminal allows."""
        with Vertical(id="help-box", classes="pane") as box:
            box.border_title = self._title
            yield self._find
            yield LinesView(id="help", empty="Nothing matches.")
            yield KeyBar(self.commands_name)

    def on_mount(self) -> None:
        """Lay everything out for the width there is."""
        self._show()

    def _show(self) -> None:
        self.query_one(LinesView).show(self._made)

    def _made(self, width: int) -> tuple[Line, ...]:
        self.query_one("#help-box").styles.height = len(self.lines("", width)) + _FRAME
        return self.lines(self._find.value, width)

    def action_filter(self) -> None:
        """Find something by its words."""
        self._find.open()

    def on_find_bar_next(self) -> None:
        """Enter and the arrows are for the lines again."""
        self.query_one(LinesView).focus()

    def on_find_bar_closed(self) -> None:
        """Everything is shown again."""
        self._find.value = ""
        self.query_one(LinesView).focus()


class HelpScreen(SearchableHelp):
    """Every key of a screen by what it is for."""

    def __init__(self, commands_name: str, known: Sequence[Command] = ()) -> None:
        """`known` are the commands to list; all of the screen's unless they are given."""
        super().__init__(f"Keys · {name_of(commands_name)}")
        self._known = known or commands.for_help(commands_name)

    def lines(self, words: str, width: int) -> tuple[Line, ...]:
        """The commands that the words are about."""
        return help_lines(matching(self._known, words), width)


def matching(known: Sequence[Command], words: str) -> Sequence[Command]:
    """The commands that all the words are about: in their titles, their help or their keys."""
    return [one for one in known if is_about(_words_of(one), words)]


def is_about(text: str, words: str) -> bool:
    """Whether all the words are in a text, without case or accents."""
    known = folded(text)
    return all(word in known for word in folded(words).split())


def _words_of(command: Command) -> str:
    keys = " ".join(key_text(key) for key in command.keys)
    return f"{command.title} {command.help} {command.group} {keys}"


NAMES = {
    "bulk": "Many offers",
    "letter_edit": "Letter by hand",
    "letter_compare": "Two letters",
    "template_compare": "Revisions",
    "check_letters": "Check of all letters",
    "safekeeping": "Copies of the desk",
    "importing": "Import",
    "import_run": "Import",
    "exporting": "Export",
}
"""What a screen is called where the name of its commands is no word for it."""


def name_of(commands_name: str) -> str:
    """A screen's name for people: "offer_form" is "Offer form"."""
    return NAMES.get(commands_name, commands_name.replace("_", " ").capitalize())


def help_lines(known: Sequence[Command], width: int) -> tuple[Line, ...]:
    """The commands by group, in two columns where the width allows."""
    blocks = _groups(known)
    if width < TWO_COLUMNS:
        return _column(blocks, width)
    size = (width - _BETWEEN) // 2
    left, right = _halves(blocks)
    return _beside(_column(left, size), _column(right, size), size)


def _groups(known: Sequence[Command]) -> list[tuple[str, list[Command]]]:
    """Groups in the order in which they are first met, what works everywhere last."""
    groups: dict[str, list[Command]] = {}
    for command in known:
        groups.setdefault(command.group, []).append(command)
    last = ("Moving", "Places", "Everywhere")
    own = [pair for pair in groups.items() if pair[0] not in last]
    return own + [(name, groups[name]) for name in last if name in groups]


def _halves(
    blocks: list[tuple[str, list[Command]]],
) -> tuple[list[tuple[str, list[Command]]], list[tuple[str, list[Command]]]]:
    """Whole groups shared out so that the columns are about as long."""
    sizes = [len(entries) + 2 for _, entries in blocks]
    cuts = range(1, len(blocks) + 1)
    cut = min(cuts, key=lambda at: max(sum(sizes[:at]), sum(sizes[at:])), default=0)
    return blocks[:cut], blocks[cut:]


def _column(blocks: Sequence[tuple[str, list[Command]]], width: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    for name, entries in blocks:
        if lines:
            lines.append(())
        lines.append((Span(cells(f" {name}", width), "heading accent"),))
        for command in entries:
            lines.extend(_entry(command, width))
    return tuple(lines)


def _entry(command: Command, width: int) -> list[Line]:
    """A command's keys and help, wrapped beside the keys."""
    keys = " ".join(key_text(key) for key in command.keys)
    room = max(10, width - KEY_WIDTH - 2)
    lines = [""]
    for word in command.help.split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    first = f"  {cells(keys, KEY_WIDTH - 2)}  "
    return [
        (Span(first if at == 0 else " " * (KEY_WIDTH + 2), "strong"), Span(cells(text, room)))
        for at, text in enumerate(lines)
    ]


def _beside(left: Sequence[Line], right: Sequence[Line], size: int) -> tuple[Line, ...]:
    lines: list[Line] = []
    for at in range(max(len(left), len(right))):
        first = left[at] if at < len(left) and left[at] else (Span(" " * size),)
        second = right[at] if at < len(right) else ()
        lines.append((*first, Span(" " * _BETWEEN), *second))
    return tuple(lines)
