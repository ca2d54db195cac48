"""Asks which letter is brought in, a file or pasted text, and what the template is called."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from textual.app import ComposeResult

from data.errors import DataError, Invalid, Problem
from data.letter_checks import foreign_templates
from data.letters.foreign.foreign_letter import ForeignLetter
from data.records.template_records import TemplateDraft
from data.settings import settings
from data.templates import templates
from tui import folders
from tui.screens.base.form_dialog import FormDialog
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry
from tui.widgets.path_entry import PathEntry

_ABOUT = (
    "Word (.docx), HTML or text. What its placeholders stand for is asked next; nothing is made "
    "before that."
)


class BroughtIn(NamedTuple):
    """A letter that was read, and the template that it shall become."""

    letter: ForeignLetter
    draft: TemplateDraft


class BringIn(FormDialog[BroughtIn]):
    """The file or the text, the name, the kind; dismissed with the letter, read."""

    yes = "Read it"

    def __init__(self, kind: str = "offer") -> None:
        super().__init__("Bring in a letter", (_ABOUT,))
        self._kind = kind

    def compose_more(self) -> ComposeResult:
        """Where the letter is, what the template is called, and what it is for."""
        folder = folders.shown(folders.usual(str(settings.get("import_folder"))))
        path = PathEntry(f"{folder.rstrip('/')}/")
        path.on_names = self._say_names
        yield Field("file", "File", path, hint="Tab completes the names of files.")
        yield Field("pasted", "Or its text", LongEntry(), hint="Pasted here, instead of a file.")
        yield Field("name", "Name", Entry(), hint="Like the file, if nothing is said.")
        kinds = [Option(kind, words) for kind, words in templates.KINDS.items()]
        yield Field("kind", "Kind", Choice(kinds, self._kind, always=True))

    def _say_names(self, names: tuple[str, ...]) -> None:
        self.field("file").set_note(" · ".join(names[:12]))

    def store(self) -> BroughtIn:
        """Read the letter; raises Invalid when it cannot be read, or the name is taken."""
        pasted = self.field("pasted").text
        path = folders.expanded(self.field("file").text)
        letter = self._read(path, pasted)
        kind = self.field("kind").text or "offer"
        named = Path() if pasted.strip() else path
        name = self.field("name").text.strip() or foreign_templates.name_for(named, kind)
        draft = TemplateDraft(name, kind)
        problems = templates.check(draft)
        if problems:
            raise Invalid(problems)
        if not pasted.strip():
            settings.put("import_folder", str(path.absolute().parent))
        return BroughtIn(letter, draft)

    def _read(self, path: Path, pasted: str) -> ForeignLetter:
        where = "pasted" if pasted.strip() else "file"
        try:
            if where == "pasted":
                return foreign_templates.read_bytes(pasted.encode("utf-8", "replace"))
            return foreign_templates.read_file(path)
        except DataError as error:
            raise Invalid((Problem(where, "", error.text),)) from None
