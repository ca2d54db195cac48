"""A new candidate in between, without leaving the form that needs one."""

from __future__ import annotations

from textual.app import ComposeResult

from data.people import candidates
from data.records.candidate_records import CandidateDraft, CandidateRecord
from data.records.typed_records import Typed, TypedPlace
from data.values import person_names
from tui.screens.base.form_dialog import FormDialog
from tui.screens.base.keeps_typed import typed_fields
from tui.widgets.entry import Entry
from tui.widgets.field import NAME, Field


class NewCandidate(FormDialog[CandidateRecord]):
    """Names and email of a new candidate; dismissed with the candidate, who is stored then."""

    def __init__(self, typed: str = "") -> None:
        """`typed` is what was looked for: it becomes the name."""
        super().__init__("New candidate", ())
        self._first, self._last = person_names.split(typed)
        if not self._first and " " not in self._last:
            self._first, self._last = self._last, ""

    def compose_more(self) -> ComposeResult:
        """The fields."""
        yield Field("first_name", "First name", Entry(self._first), required=True, width=NAME)
        yield Field("last_name", "Last name", Entry(self._last), width=NAME)
        yield Field("email", "Email", Entry())
        yield Field("phone", "Phone", Entry(), width=NAME)

    def typed_for(self) -> TypedPlace:
        """A new candidate, who has a form of their own to go on in."""
        return TypedPlace("CandidateFormScreen", self._title)

    def typed(self) -> tuple[Typed, ...]:
        """All that is filled in, also what it began with."""
        return typed_fields((field for field in self.query(Field) if not field.is_blank), {})

    def store(self) -> CandidateRecord:
        """Store the candidate."""
        return candidates.create(
            CandidateDraft(**{field.key: field.text for field in self.query(Field)})
        )
