"""The form of a candidate: names, how to reach them, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from textual.app import App
from textual.widget import Widget

from data.errors import Problem
from data.lists import twin_candidates
from data.people import candidates
from data.records.candidate_records import CandidateDraft, CandidateRecord
from data.records.typed_records import About, TypedPlace
from data.values import person_names
from tui.screens.base.form import FormScreen
from tui.text import glyphs
from tui.widgets.entry import Entry
from tui.widgets.field import NAME, Field
from tui.widgets.long_entry import LongEntry

WHOLE = "If it is more than both, such as Dr. Anna Weber, PhD."
GUESSED = "came in one text, its order was taken; saving says that it is right."


class CandidateFormScreen(FormScreen[int | None]):
    """Add a candidate, or change one; dismissed with the candidate's id, or None when left."""

    def __init__(self, candidate: CandidateRecord | None = None) -> None:
        super().__init__()
        self._candidate = candidate

    @property
    def form_title(self) -> str:
        """Who it is."""
        return f"Edit {self._candidate.name}" if self._candidate else "New candidate"

    def compose_fields(self) -> Iterable[Widget]:
        """Names, contact data, notes."""
        start = candidates.draft_of(self._candidate) if self._candidate else CandidateDraft()
        hint = "Offers and their letters follow the name." if self._candidate else ""
        yield Field("first_name", "First name", Entry(start.first_name), required=True, width=NAME)
        yield Field("last_name", "Last name", Entry(start.last_name), hint=hint, width=NAME)
        yield Field("full_name", "Whole name", Entry(start.full_name), hint=WHOLE, width=NAME)
        yield Field("email", "Email", Entry(start.email, placeholder="zoe@example.com"))
        yield Field("phone", "Phone", Entry(start.phone), width=NAME)
        yield Field("address", "Address", LongEntry(start.address), hint="As on an envelope.")
        yield Field("notes", "Notes", LongEntry(start.notes), hint="Only for you; in no letter.")

    def draft(self) -> CandidateDraft:
        """What is entered now."""
        return candidates.names_seen(self._entered())

    def check(self) -> tuple[Problem, ...]:
        """Read the draft by the rules of candidates."""
        return candidates.check(self.draft())

    def typed_for(self) -> TypedPlace:
        """The candidate."""
        about = About(candidate_id=self._candidate.id if self._candidate else None)
        return TypedPlace("CandidateFormScreen", self.form_title, about)

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The form of the candidate as they are today, or of a new one."""
        number = place.about.candidate_id
        return cls(candidates.get(number) if number else None)

    def notes(self) -> Mapping[str, str]:
        """Who else has this email address or this name."""
        draft, sign = self.draft(), glyphs().expired
        found = {}
        if candidates.is_guessed(self._entered()):
            found["first_name"] = f"{sign} {self._entered().full_name} {GUESSED}"
        but = self._candidate.id if self._candidate else None
        name = person_names.called(draft.first_name, draft.last_name, draft.full_name)
        twins = twin_candidates.of(name, draft.email, but)
        if twins is not None:
            key = "email" if twins.shared == "email address" else "last_name"
            found[key] = f"{sign} {twins.words}: perhaps one person."
        return found

    def _entered(self) -> CandidateDraft:
        return CandidateDraft(**{key: field.text for key, field in self.fields.items()})

    def save(self) -> int:
        """Store the candidate."""
        if self._candidate is None:
            return candidates.create(self.draft()).id
        return candidates.update(self._candidate.id, self.draft()).id
