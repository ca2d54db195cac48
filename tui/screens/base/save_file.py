"""Asking under which name a text is written; a file that is there is replaced only on demand."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen

from data.errors import Invalid, Problem
from data.storage import safe_files
from data.values.text import one_line
from tui import folders
from tui.screens.base.confirm import Confirm
from tui.screens.base.form_dialog import FormDialog
from tui.widgets.field import Field
from tui.widgets.path_entry import PathEntry


class SaveFile(FormDialog[Path]):
    """Writes something into a file; dismissed with its path."""

    yes = "Write it"

    def __init__(self, title: str, place: Path) -> None:
        super().__init__(title, ())
        self._place = place
        self._force = False

    @abstractmethod
    def write(self, place: Path, *, force: bool) -> None:
        """Write it; raises Unwritable."""

    def compose_more(self) -> ComposeResult:
        """The file."""
        yield Field("file", "Into file", PathEntry(folders.shown(self._place)))

    def store(self) -> Path:
        """Write the file; raises Invalid."""
        place = named(self.field("file"))
        try:
            self.write(place, force=self._force)
        except safe_files.Unwritable as error:
            raise Invalid((Problem("file", "", error.text),)) from None
        return place

    def action_save(self) -> None:
        """Write it; over a file that is there only after asking."""
        place = folders.expanded(self.field("file").text)
        if is_taken(place) and not self._force:
            ask_to_replace(self, place, self._replace)
        else:
            super().action_save()

    def _replace(self) -> None:
        self._force = True
        self.action_save()
        self._force = False


class SaveText(SaveFile):
    """Writes a text into a file."""

    def __init__(self, title: str, place: Path, text: str) -> None:
        super().__init__(title, place)
        self._text = text

    def write(self, place: Path, *, force: bool) -> None:
        """Write the text."""
        with safe_files.writing(place, force=force) as file:
            file.write(self._text.encode())


def named(field: Field) -> Path:
    """The file that a field names; raises Invalid."""
    if not field.text.strip():
        raise Invalid((Problem(field.key, field.label, "name a file."),))
    return folders.expanded(field.text)


def is_taken(place: Path) -> bool:
    """Whether there is a file of that name."""
    try:
        return place.is_file()
    except (OSError, ValueError):
        return False


def ask_to_replace(screen: Screen[Any], place: Path, replace: Callable[[], None]) -> None:
    """Ask whether the file that is there may go."""

    def answered(yes: bool | None) -> None:
        if yes:
            replace()

    lines = (f"{one_line(str(place))} is there already. What is in it now would be gone.",)
    asked = Confirm("Replace the file", lines, yes="Replace it", danger=True)
    screen.app.push_screen(asked, answered)
