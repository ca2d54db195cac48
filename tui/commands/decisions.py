"""The commands of the board, of comparing, and of what is done to many offers."""

from __future__ import annotations

from tui.commands.command import Command
from tui.commands.shared import (
    BACK,
    COPY,
    DECIDE,
    DRIFT,
    EDIT,
    HELP,
    IMPORT,
    NEW,
    OPEN,
    PALETTE,
    PANE,
    PANE_BACK,
    PLACES,
    RELOAD,
    SAVE,
    STATUS,
    with_help,
)

COMMANDS: dict[str, tuple[Command, ...]] = {
    "board": (
        HELP,
        EDIT._replace(help="Change the terms of the offer"),
        STATUS,
        Command(
            "snooze", "Snooze", ("z",), "Leave this out until a day, with a reason", "Board", True
        ),
        Command(
            "settle", "Settle flags", ("F",), "The flags were looked at and are done", "Board", True
        ),
        BACK,
        DECIDE,
        DRIFT,
        Command(
            "close_opening",
            "Close opening",
            ("c",),
            "Close the opening as filled by this offer",
            "Board",
        ),
        Command("asleep", "Show again", ("Z",), "Show a snoozed matter again", "Board"),
        Command("rules", "Rules", ("x",), "Choose what the board looks for", "Board"),
        with_help(OPEN, "Open the offer with its versions and history"),
        PANE,
        PANE_BACK,
        PALETTE,
        RELOAD,
        IMPORT,
        *PLACES,
    ),
    "compare": (
        HELP,
        Command("next_change", "Next", ("n", "]"), "To the next change", "Changes", True),
        Command("previous_change", "Previous", ("N", "["), "To the change before", "Changes", True),
        Command(
            "everything", "All terms", ("a",), "All terms, or only what differs", "Changes", True
        ),
        Command(
            "beside",
            "Side by side",
            ("v",),
            "Letters side by side, or both in one",
            "Changes",
            True,
        ),
        with_help(COPY, "Copy both letters in one, with what changed marked"),
        BACK,
        PANE,
        PANE_BACK,
        PALETTE,
    ),
    "bulk": (
        HELP,
        Command("do_it", "Do it", ("ctrl+s",), "Do what is shown", "Offers", True),
        Command(
            "stop", "Stop", ("ctrl+x",), "Stop; nothing is kept", "Offers", True, priority=True
        ),
        with_help(BACK, "Leave it; stops what is going on"),
    ),
    "columns": (
        HELP,
        Command(
            "show_hide", "Show/hide", ("space",), "Show the column, or hide it", "Columns", True
        ),
        Command(
            "move_up",
            "Left",
            ("K",),
            "Move the column to the left",
            "Columns",
            True,
            action="move(-1)",
        ),
        Command(
            "move_down",
            "Right",
            ("J",),
            "Move the column to the right",
            "Columns",
            True,
            action="move(1)",
        ),
        Command(
            "wider", "Wider", ("plus",), "Make the column wider", "Columns", True, action="size(1)"
        ),
        Command(
            "narrower",
            "Narrower",
            ("minus",),
            "Make the column narrower",
            "Columns",
            action="size(-1)",
        ),
        Command("reset", "Reset", ("r",), "The columns as they come with the desk", "Columns"),
        SAVE._replace(help="Keep the columns so"),
        BACK,
    ),
    "views": (
        HELP,
        with_help(NEW, "Save what the list shows as a view"),
        with_help(EDIT, "Change the view"),
        Command("remove", "Remove", ("D",), "Forget the view", "Views", True),
        with_help(OPEN, "Show what the view shows", footer=True),
        BACK,
    ),
}
