"""The commands of files in and out."""

from __future__ import annotations

from tui.commands import shared
from tui.commands.command import Command

COMMANDS: dict[str, tuple[Command, ...]] = {
    "importing": (
        shared.HELP,
        Command(
            "mark", "Pick", ("space",), "Pick the file, or not", "Files", True, needs="has_file"
        ),
        Command(
            "plan",
            "Plan",
            ("ctrl+s",),
            "See what would become of every record",
            "Files",
            True,
            needs="has_files",
        ),
        Command("path", "Path", ("slash",), "Type a folder or file; Tab completes", "Files", True),
        Command(
            "columns",
            "Columns",
            ("m",),
            "Say what the columns of a table mean",
            "Files",
            True,
            needs="has_columns",
        ),
        Command(
            "sheet",
            "Sheet",
            ("s",),
            "Choose the sheet of a spreadsheet",
            "Files",
            only_if="has_sheets",
        ),
        Command(
            "encoding",
            "Encoding",
            ("e",),
            "Choose the encoding of a table that is not UTF-8",
            "Files",
            only_if="has_encodings",
        ),
        Command(
            "options",
            "Options",
            ("o",),
            "The system, what requests are for, and which side wins",
            "Files",
            True,
        ),
        shared.BACK,
        Command("up", "Folder above", ("backspace",), "Go to the folder above", "Files"),
        Command(
            "about", "What is in it", ("p",), "Show what is in the file, on narrow screens", "Files"
        ),
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
        Command(
            "stop",
            "Stop",
            ("ctrl+x",),
            "Stop; nothing of the file is kept",
            "Import",
            True,
            priority=True,
            only_if="is_working",
        ),
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
        ),
        shared.DECIDE._replace(group="Import", footer=True, only_if="is_done"),
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
        shared.with_help(shared.COPY, "Copy the report as text"),
        Command("about", "In full", ("p",), "Show the line in full, on narrow screens", "Import"),
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
        Command(
            "write", "Write it", ("ctrl+s",), "Write the file", "Offers", True, needs="can_write"
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
}
