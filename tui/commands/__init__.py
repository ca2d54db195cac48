"""Every command once: its keys, its title, its help, and the screens that know it.

Bindings, the key bar, the help page and the palette are all made from this. The action of a
command is `action_<id>` of the screen (of the focused list for "list"), or what `action` says;
when it can run is what `needs` and `only_if` say.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.commands import decisions, exchange, letters, offers, places, shared, templates
from tui.commands.command import MOST_KEYS, Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "list": shared.LIST,
    **offers.COMMANDS,
    **decisions.COMMANDS,
    **letters.COMMANDS,
    **templates.COMMANDS,
    **places.COMMANDS,
    **exchange.COMMANDS,
}
"""The commands of every screen, in the order of the key bar; "list" is what every list knows."""


def bindings(screen: str) -> list[BindingType]:
    """The commands of a screen as Textual binds them, with ids for a person's own keys."""
    return [
        Binding(
            ",".join(command.keys),
            command.run,
            command.title,
            show=command.footer,
            key_display=command.key_text,
            id=command.id,
            priority=command.priority,
        )
        for command in COMMANDS[screen]
    ]


def key_of(screen: str, command_id: str) -> str:
    """The first key of a command as people read it, for sentences that name it."""
    return next(one.key_text for one in COMMANDS[screen] if one.id == command_id)


def footer(screen: str) -> tuple[Command, ...]:
    """What the key bar shows for a screen: at most seven entries, help first."""
    shown = [command for command in COMMANDS[screen] if command.footer]
    return tuple(sorted(shown, key=lambda command: command.id != shared.HELP.id))[:MOST_KEYS]


def for_help(screen: str) -> tuple[Command, ...]:
    """Everything the help page lists for a screen: its own commands, then moving about."""
    own = COMMANDS[screen]
    known = {command.id for command in own}
    return own + tuple(command for command in COMMANDS["list"] if command.id not in known)
