"""The commands of the board, of comparing, and of what is done to many offers."""

from __future__ import annotations

from tui.commands import shared
from tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "board": (
        shared.HELP,
        shared.EDIT._replace(help="Change the terms of the offer"),
        shared.STATUS,
        Command(
            "snooze",
            "Snooze",
            ("z",),
            "Leave this out until a day, with a reason",
            "Board",
            True,
            needs="has_selection",
        ),
        Command(
            "settle",
            "Settle flags",
            ("F",),
            "The flags were looked at and are done",
            "Board",
            True,
            needs="has_flags",
        ),
        shared.BACK,
        shared.NOTE._replace(needs="has_selection"),
        shared.APPROVE,
        shared.EXTEND,
        shared.DECIDE,
        shared.DRIFT,
        Command(
            "close_opening",
            "Close opening",
            ("c",),
            "Close the opening as filled by this offer",
            "Board",
            needs="can_close_opening",
        ),
        Command(
            "asleep",
            "Show again",
            ("Z",),
            "Show a snoozed matter again",
            "Board",
            needs="has_snoozed",
        ),
        Command("rules", "Rules", ("x",), "Choose what the board looks for", "Board"),
        shared.with_help(shared.OPEN, "Open the offer with its versions and history"),
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        shared.PALETTE,
        shared.RELOAD,
        shared.IMPORT,
        *shared.PLACES,
    ),
    "compare": (
        shared.HELP,
        Command(
            "next_change",
            "Next",
            ("n", "]"),
            "To the next change",
            "Changes",
            True,
            needs="has_letters",
        ),
        Command(
            "previous_change",
            "Previous",
            ("N", "["),
            "To the change before",
            "Changes",
            True,
            needs="has_letters",
        ),
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
            needs="has_letters",
        ),
        shared.with_help(
            shared.COPY, "Copy both letters in one, with what changed marked"
        )._replace(needs="has_letters"),
        shared.BACK,
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        shared.PALETTE,
    ),
    "bulk": (
        shared.HELP,
        Command(
            "do_it", "Do it", ("ctrl+s",), "Do what is shown", "Offers", True, needs="can_do_it"
        ),
        Command(
            "tick",
            "Seen",
            ("space",),
            "Say that this was seen, for every offer it is about",
            "Offers",
            True,
            only_if="can_tick",
        ),
        Command(
            "stop",
            "Stop",
            ("ctrl+x",),
            "Stop; nothing is kept",
            "Offers",
            True,
            priority=True,
            only_if="is_working",
        ),
        shared.with_help(shared.BACK, "Leave it; stops what is going on"),
    ),
    "columns": (
        shared.HELP,
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
        shared.SAVE._replace(help="Keep the columns so"),
        shared.BACK,
    ),
    "views": (
        shared.HELP,
        shared.with_help(shared.NEW, "Save what the list shows as a view"),
        shared.with_help(shared.EDIT, "Change the view"),
        Command(
            "remove", "Remove", ("D",), "Forget the view", "Views", True, needs="has_selection"
        ),
        shared.with_help(shared.OPEN, "Show what the view shows", footer=True)._replace(
            needs="has_selection"
        ),
        shared.BACK,
    ),
}
