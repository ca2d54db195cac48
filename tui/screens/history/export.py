"""Writing the lines of the history that are listed into a file."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult

from data.exchange.exporting import history_files
from data.filters.filter import Filter
from data.offers import desk_history
from data.settings import settings
from data.storage import safe_files
from tui import folders
from tui.screens.base.save_file import SaveFile
from tui.widgets.field import Field
from tui.widgets.path_entry import PathEntry

NAME = "history.csv"
_HINT = "A table; a name that ends in .jsonl makes lines of JSON."


class SaveHistory(SaveFile):
    """Writes what passes a filter; dismissed with the file."""

    def __init__(self, wanted: Filter) -> None:
        folder = folders.usual(str(settings.get("export_folder")))
        super().__init__("Write the listed history into a file", folder / NAME)
        self._wanted = wanted

    def compose_more(self) -> ComposeResult:
        """The file, and what its name says."""
        yield Field("file", "Into file", PathEntry(folders.shown(self._place)), hint=_HINT)

    def write(self, place: Path, *, force: bool) -> None:
        """Write the lines as they are read."""
        found = desk_history.every(self._wanted)
        with safe_files.writing(place, force=force) as file:
            for piece in history_files.pieces(found, history_files.form_of(place.name)):
                file.write(piece.encode())
