"""Every command once: its keys, its title, its help, and the screens that know it.

Bindings, the key bar, the help page and the palette are all made from this. The action of a
command is `action_<id>` of the screen (of the focused list for "list"), or what `action` says.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.commands import decisions, exchange, letters, offers, places, templates
from tui.commands.command import MOST_KEYS, Command, key_text
from tui.commands.shared import (
    BACK,
    BOARD,
    BY_HAND,
    COMPARE,
    COMPARE_PAY,
    COPY,
    DECIDE,
    DELETE,
    DRIFT,
    EDIT,
    EXPORT,
    FIELD_BEFORE,
    FILTER,
    FOLLOW,
    HELP,
    IMPORT,
    LETTER,
    LETTER_OUT,
    LIST,
    NEGOTIATE,
    NEW,
    NEXT_FIELD,
    NOTE,
    OPEN,
    PALETTE,
    PANE,
    PANE_BACK,
    PLACES,
    QUIT,
    RELOAD,
    REOFFER,
    RESTORE,
    SAVE,
    STATUS,
    UNDO,
)

__all__ = [
    "BACK",
    "BOARD",
    "BY_HAND",
    "COMMANDS",
    "COMPARE",
    "COMPARE_PAY",
    "COPY",
    "DECIDE",
    "DELETE",
    "DRIFT",
    "EDIT",
    "EXPORT",
    "FIELD_BEFORE",
    "FILTER",
    "FOLLOW",
    "HELP",
    "IMPORT",
    "LETTER",
    "LETTER_OUT",
    "MOST_KEYS",
    "NEGOTIATE",
    "NEW",
    "NEXT_FIELD",
    "NOTE",
    "OPEN",
    "PALETTE",
    "PANE",
    "PANE_BACK",
    "PLACES",
    "QUIT",
    "RELOAD",
    "REOFFER",
    "RESTORE",
    "SAVE",
    "STATUS",
    "UNDO",
    "Command",
    "bindings",
    "footer",
    "for_help",
    "key_text",
]

COMMANDS: dict[str, tuple[Command, ...]] = {
    "list": LIST,
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


def footer(screen: str) -> tuple[Command, ...]:
    """What the key bar shows for a screen: at most seven entries, help first."""
    shown = [command for command in COMMANDS[screen] if command.footer]
    return tuple(sorted(shown, key=lambda command: command.id != HELP.id))[:MOST_KEYS]


def for_help(screen: str) -> tuple[Command, ...]:
    """Everything the help page lists for a screen: its own commands, then moving about."""
    own = COMMANDS[screen]
    known = {command.id for command in own}
    return own + tuple(command for command in COMMANDS["list"] if command.id not in known)
