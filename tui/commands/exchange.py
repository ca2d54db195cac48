"""The commands of files in and out."""

from __future__ import annotations

from tui.commands.command import Command
from tui.commands.shared import (
    BACK,
    BOARD,
    COPY,
    DECIDE,
    HELP,
    OPEN,
    PALETTE,
    PANE,
    PANE_BACK,
    PLACES,
    RELOAD,
    with_help,
)

COMMANDS: dict[str, tuple[Command, ...]] = {
    "importing": (
        HELP,
        Command("mark", "Pick", ("space",), "Pick the file, or not", "Files", True),
        Command(
            "plan", "Plan", ("ctrl+s",), "See what would become of every record", "Files", True
        ),
        Command("path", "Path", ("slash",), "Type a folder or file; Tab completes", "Files", True),
        Command(
            "columns", "Columns", ("m",), "Say what the columns of a table mean", "Files", True
        ),
        Command(
            "options",
            "Options",
            ("o",),
            "The system, what requests are for, and which side wins",
            "Files",
            True,
        ),
        BACK,
        Command("up", "Folder above", ("backspace",), "Go to the folder above", "Files"),
        Command(
            "about", "What is in it", ("p",), "Show what is in the file, on narrow screens", "Files"
        ),
        with_help(OPEN, "Into the folder; or on to the plan"),
        PANE,
        PANE_BACK,
        PALETTE,
        RELOAD,
        BOARD,
        *PLACES,
    ),
    "import_run": (
        HELP._replace(keys=("f1",), action="help"),
        Command(
            "stop",
            "Stop",
            ("ctrl+x",),
            "Stop; nothing of the file is kept",
            "Import",
            True,
            priority=True,
        ),
        with_help(BACK, "Leave it; stops what is going on"),
    ),
    "import_report": (
        HELP,
        Command("import_now", "Import", ("ctrl+s",), "Do what the plan says", "Import", True),
        DECIDE._replace(group="Import", footer=True),
        Command(
            "only(1)",
            "Show only",
            ("f",),
            "New, changed, the same, flagged or refused lines",
            "Import",
            True,
        ),
        Command("only(-1)", "Show before", ("F",), "The kind of lines before", "Import"),
        Command("keep", "Save", ("S",), "Write the report into a file, as JSON", "Import", True),
        with_help(COPY, "Copy the report as text"),
        Command("about", "In full", ("p",), "Show the line in full, on narrow screens", "Import"),
        with_help(OPEN, "Open the offer of the line"),
        BACK,
        PANE,
        PANE_BACK,
        PALETTE,
        BOARD,
        *PLACES,
    ),
    "exporting": (
        HELP._replace(keys=("f1",), action="help"),
        Command("write", "Write it", ("ctrl+s",), "Write the file", "Offers", True),
        Command(
            "stop", "Stop", ("ctrl+x",), "Stop; nothing is kept", "Offers", True, priority=True
        ),
        with_help(BACK, "Leave it; stops what is going on"),
    ),
}
