"""Whether a command can run now: what its declaration asks of the screen."""

from __future__ import annotations

from textual.dom import DOMNode
from textual.screen import Screen

from tui import commands
from tui.commands import COMMANDS
from tui.commands.command import Command


def is_possible(screen: DOMNode, commands_name: str, action: str) -> bool | None:
    """What `check_action` of a screen answers: True, None (not now) or False (not here)."""
    command = _BY_ACTION.get(commands_name, {}).get(action)
    if command is None:
        return True
    if command.only_if and not getattr(screen, command.only_if):
        return False
    return True if not command.needs or getattr(screen, command.needs) else None


def for_screen(screen: DOMNode, commands_name: str) -> tuple[Command, ...]:
    """What the help lists of a screen: what is there at all."""
    return tuple(
        command
        for command in commands.for_help(commands_name)
        if not command.only_if or getattr(screen, command.only_if, True)
    )


def allowed(screen: Screen[object], command: Command) -> bool | None:
    """The same for a command of a screen, or of the app."""
    node = screen.app if command.run.startswith("app.") else screen
    return node.check_action(command.action_name, ())


_BY_ACTION = {
    name: {command.action_name: command for command in known} for name, known in COMMANDS.items()
}
