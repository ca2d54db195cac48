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
        shared.SETTLE._replace(group="Board", footer=True),
        shared.BACK,
        shared.NOTE._replace(needs="has_selection"),
        shared.APPROVE,
        shared.EXTEND,
        shared.DECIDE,
        shared.DRIFT,
        shared.CLOSE_OPENING,
        Command(
            "asleep",
            "Show again",
            ("Z",),
            "Show a snoozed matter again",
            "Board",
            needs="has_snoozed",
        ),
        shared.OPTIONS._replace(help="Choose what the board looks for", action="rules"),
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
        *(one._replace(needs="has_letters") for one in shared.COMPARE_CHANGES),
        shared.SHOW_ONLY._replace(
            help="Show only the terms that differ, or all",
            group="Changes",
            footer=True,
            action="everything",
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
        shared.DO_IT._replace(needs="can_do_it"),
        shared.MARK._replace(
            help="Mark as seen, for every offer it is about",
            group="Offers",
            only_if="can_tick",
            action="tick",
        ),
        shared.STOP,
        shared.with_help(shared.BACK, "Leave it; stops what is going on"),
    ),
    "columns": (
        shared.HELP,
        shared.MARK._replace(
            help="Show the column, or hide it", group="Columns", action="show_hide"
        ),
        shared.MOVE_UP._replace(help="Move the column to the left", group="Columns"),
        shared.MOVE_DOWN._replace(help="Move the column to the right", group="Columns"),
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
        shared.RESET._replace(help="The columns as they come with the desk", group="Columns"),
        shared.SAVE._replace(help="Keep the columns so"),
        shared.BACK,
    ),
    "views": (
        shared.HELP,
        shared.with_help(shared.NEW, "Save what the list shows as a view"),
        shared.with_help(shared.EDIT, "Change the view"),
        shared.DELETE._replace(help="Forget the view", group="Views", footer=True, action="remove"),
        shared.with_help(shared.OPEN, "Show what the view shows", footer=True)._replace(
            needs="has_selection"
        ),
        shared.BACK,
    ),
}
