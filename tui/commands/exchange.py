"""The commands of files in and out."""

from __future__ import annotations

from tui.commands import shared
from tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "importing": (
        shared.HELP,
        shared.MARK._replace(help="Mark the file, or not", group="Files", needs="has_file"),
        Command(
            "plan",
            "Plan",
            ("ctrl+s",),
            "See what would become of every record",
            "Files",
            True,
            needs="has_files",
            is_answer=True,
        ),
        shared.ATTACH._replace(
            id="path",
            help="Type a folder or file; Tab completes",
            group="Files",
            footer=True,
            needs="",
        ),
        shared.COLUMNS._replace(
            help="Say what the columns of a table mean",
            group="Files",
            footer=True,
            needs="has_columns",
        ),
        Command(
            "read_as",
            "Read as",
            ("E",),
            "Choose the sheet of a spreadsheet, or the encoding of a table",
            "Files",
            only_if="has_ways_to_read",
        ),
        shared.OPTIONS._replace(
            help="The system, what requests are for, and which side wins",
            group="Files",
            footer=True,
        ),
        shared.BACK,
        Command("up", "Folder above", ("backspace",), "Go to the folder above", "Files"),
        shared.with_help(shared.IN_FULL, "Show what is in the file, on narrow screens"),
        shared.with_help(shared.OPEN, "Into the folder; or on to the plan"),
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        shared.PALETTE,
        shared.RELOAD,
        shared.BOARD,
        *shared.PLACES,
    ),
    "import_run": (
        shared.HELP._replace(keys=("f1",)),
        shared.with_help(shared.STOP, "Stop; nothing of the file is kept"),
        shared.with_help(shared.BACK, "Leave it; stops what is going on"),
    ),
    "import_report": (
        shared.HELP,
        Command(
            "import_now",
            "Import",
            ("ctrl+s",),
            "Do what the plan says",
            "Import",
            True,
            only_if="is_plan",
            needs="would_change",
            is_answer=True,
        ),
        shared.DECIDE._replace(group="Import", footer=True, only_if="is_done"),
        shared.SHOW_ONLY._replace(
            help="New, changed, the same, flagged or refused lines",
            group="Import",
            footer=True,
            action="only(1)",
        ),
        Command(
            "save_report",
            "Save file",
            ("S",),
            "Write the report into a file, as JSON",
            "Import",
            True,
            action="keep",
        ),
        shared.with_help(shared.COPY, "Copy the report as text"),
        shared.with_help(shared.IN_FULL, "Show the line in full, on narrow screens"),
        shared.with_help(shared.OPEN, "Open the offer of the line")._replace(needs="has_offer"),
        shared.BACK,
        shared.PANE,
        shared.PANE_BACK,
        shared.ZOOM,
        shared.PALETTE,
        shared.BOARD,
        *shared.PLACES,
    ),
    "exporting": (
        shared.HELP._replace(keys=("f1",)),
        shared.SAVE._replace(
            help="Write the file", group="Offers", action="write", needs="can_write"
        ),
        shared.STOP,
        shared.with_help(shared.BACK, "Leave it; stops what is going on"),
    ),
}
