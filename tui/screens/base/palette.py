"""Every command of the screen below, to find by its words: a row each, with key and help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from textual.app import App
from textual.screen import Screen

from data.errors import Storage
from data.settings import settings
from data.storage import connection
from data.values.styled_text import Span
from tui import commands
from tui.commands import shared
from tui.commands.allowed import allowed
from tui.commands.command import Command
from tui.screens.base.picker import Picked, Picker
from tui.text import cell_len
from tui.widgets.choice import Option
from tui.widgets.columns import Column

REMEMBERED = 8
"""So many commands that were used last stand first."""
_SETTING = "recent_commands"
_NOT_HERE = frozenset(("palette", "next_pane", "previous_pane"))
_KEY_WIDTH = 9
_TITLE_WIDTH = 18


class Entry(NamedTuple):
    """A command, and whether it can run now."""

    command: Command
    can: bool


class Palette(Picker):
    """What the screen below can do now, then what it cannot; what was used last is on top."""

    def __init__(self, below: Screen[Any]) -> None:
        self._entries: dict[Any, Entry] = {entry.command.id: entry for entry in entries(below)}
        found = [Option(id, one.command.title, one.command.help)
                 for id, one in self._entries.items()]  # fmt: skip
        super().__init__("Commands", found, empty="Nothing can be done here")

    def command(self, picked: Picked) -> Command:
        """The command that was picked."""
        return self._entries[picked.values[0]].command

    def action_choose(self) -> None:
        """Run the command under the cursor; what cannot run now says so and stays."""
        row = self.table.cursor_row
        if row is None:
            return
        command, can = self._entries[row.option.value]
        if can:
            super().action_choose()
        else:
            self.app.notify(f"{command.title} is not possible now.", markup=False)

    def _columns(self) -> Sequence[Column[Any]]:
        widest = max((cell_len(option.text) for option in self.options), default=0)
        return (
            Column("key", "", _KEY_WIDTH, self._cell_of_key, priority=2),
            Column("title", "", min(_TITLE_WIDTH, widest), self._cell_of_title, priority=3),
            Column("help", "", 20, lambda row: row.option.note, 12, flex=True, priority=1,
                   style="muted"),
        )  # fmt: skip

    def _cell_of_key(self, row: Any) -> tuple[Span, ...]:
        command, can = self._entries[row.option.value]
        return (Span(command.key_text, "accent strong" if can else "muted"),)

    def _cell_of_title(self, row: Any) -> tuple[Span, ...]:
        return (Span(row.option.text, "" if self._entries[row.option.value].can else "muted"),)


def entries(below: Screen[Any]) -> Iterator[Entry]:
    """The commands of a screen: those used last, those that can run now, those that cannot."""
    known = commands.COMMANDS.get(getattr(below, "commands_name", ""), shared.PLACES)
    there = [(command, allowed(below, command)) for command in known if command.id not in _NOT_HERE]
    found = [Entry(command, bool(can)) for command, can in there if can is not False]
    used = [one for one in settings.get(_SETTING) if isinstance(one, str)]
    rank = {command_id: at for at, command_id in enumerate(used)}
    return iter(sorted(found, key=lambda one: (not one.can, rank.get(one.command.id, len(used)))))


def open_over(app: App[Any]) -> None:
    """Let a command of the screen be picked, and run it there."""
    below = app.screen
    palette = Palette(below)

    async def run(picked: Picked | None) -> None:
        if picked is not None and picked.values:
            command = palette.command(picked)
            _remember(command.id)
            await app.run_action(command.run, below)

    app.push_screen(palette, run)


def _remember(command_id: str) -> None:
    """Put it first, where that can be written at once: the command itself waits for nothing."""
    used = [one for one in settings.get(_SETTING) if one != command_id]
    with suppress(Storage), connection.not_waiting():
        settings.put(_SETTING, [command_id, *used][:REMEMBERED])
