"""Writing a note into the history by hand."""

from __future__ import annotations

from typing import Any, Self

from textual.app import App, ComposeResult

from data.offers import notes
from data.records.typed_records import About, TypedPlace
from tui.screens.base.form_dialog import FormDialog
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry


class NoteDialog(FormDialog[bool]):
    """A note on an offer, a candidate or a job; dismissed with True when it is written."""

    def __init__(self, subject: str, subject_id: int, title: str) -> None:
        super().__init__(title, ("It stays as written; a correction is a further note.",))
        self._subject = subject
        self._subject_id = subject_id

    def compose_more(self) -> ComposeResult:
        """The words."""
        yield Field("note", "Note", LongEntry(), required=True)

    def typed_for(self) -> TypedPlace:
        """What the note is on."""
        about = About(**{f"{self._subject}_id": self._subject_id}, word=self._subject)
        return TypedPlace("NoteDialog", self._title, about)

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """A note on the same."""
        subject = place.about.word
        return cls(subject, getattr(place.about, f"{subject}_id"), place.title)

    def store(self) -> bool:
        """Write it."""
        notes.add(self._subject, self._subject_id, self.field("note").text)
        return True
