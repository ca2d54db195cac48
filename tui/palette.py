"""The command palette over the commands of the screen; imported only when the palette opens."""

from __future__ import annotations

from functools import partial

from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.widgets import OptionList

from tui import commands
from tui.commands import shared
from tui.commands.allowed import allowed
from tui.commands.command import Command
from tui.key_order import OrderedScreen


class Palette(CommandPalette, OrderedScreen[None]):
    """Textual's palette, where a page of nothing is nothing (its own list fails there)."""

    BINDINGS = [
        Binding("pagedown", "page(1)", "Next page", show=False),
        Binding("pageup", "page(-1)", "Previous page", show=False),
    ]

    def action_page(self, direction: int) -> None:
        """Go a page on or back."""
        found = self.query_one(OptionList)
        if found.option_count:
            at = (found.highlighted or 0) + direction * max(1, found.size.height - 1)
            found.highlighted = max(0, min(found.option_count - 1, at))


class CommandProvider(Provider):
    """Offers what the screen below the palette can do now, by title and by help."""

    def _commands(self) -> list[Command]:
        name = getattr(self.screen, "commands_name", "")
        known = commands.COMMANDS.get(name, shared.PLACES)
        return [
            command
            for command in known
            if command.id not in ("palette", "next_pane", "previous_pane")
            and allowed(self.screen, command)
        ]

    def _text(self, command: Command) -> str:
        return f"{command.title} ({command.key_text}): {command.help}"

    async def discover(self) -> Hits:
        """Everything that can be done, before anything is typed."""
        for command in self._commands():
            run = partial(self.app.run_action, command.run, self.screen)
            yield DiscoveryHit(self._title(command), run, text=command.title, help=command.help)

    async def search(self, query: str) -> Hits:
        """What matches the words typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            title = self._title(command)
            score = max(matcher.match(title), matcher.match(command.help) * 0.8)
            if score > 0:
                run = partial(self.app.run_action, command.run, self.screen)
                yield Hit(score, matcher.highlight(title), run, text=title, help=command.help)

    def _title(self, command: Command) -> str:
        return f"{command.title} ({command.key_text})"
