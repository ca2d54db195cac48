"""Writing into the history by hand: a note, or what was negotiated."""

from __future__ import annotations

from typing import Any, Self

from textual.app import App, ComposeResult

from data.offers import notes, offers
from data.offers.notes import NegotiationDraft
from data.records.offer_records import OfferRecord
from data.records.typed_records import About, TypedPlace
from tui.screens.base.form_dialog import FormDialog
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field
from tui.widgets.long_entry import LongEntry

WHO = "Who asked"


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


class NegotiationDialog(FormDialog[bool]):
    """Who asked for what, the counter-offer, the outcome, and the version that it led to."""

    def __init__(self, offer: OfferRecord) -> None:
        super().__init__(f"Negotiation with {offer.candidate_name}", ())
        self._offer = offer

    def compose_more(self) -> ComposeResult:
        """The five fields; the candidate usually asks, the newest version usually follows."""
        versions = [
            Option(one.number, f"Version {one.number}", "; ".join(one.changes))
            for one in reversed(self._offer.versions)
        ]
        yield Field("who", WHO, Entry(self._offer.candidate_name), required=True)
        yield Field("asked", "Asked for", Entry(), required=True)
        yield Field("counter", "Counter-offer", Entry())
        yield Field("outcome", "Outcome", Entry())
        yield Field("version", "Led to", Choice(versions), hint="no version, or choose one")

    def typed_for(self) -> TypedPlace:
        """The offer."""
        return TypedPlace("NegotiationDialog", self._title, About(offer_id=self._offer.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The negotiation of the offer as it is today."""
        return cls(offers.get(place.about.offer_id or 0))

    def store(self) -> bool:
        """Write it."""
        entries = {key: self.field(key).text for key in ("who", "asked", "counter", "outcome")}
        draft = NegotiationDraft(**entries, version=self.field("version").number)
        notes.negotiated(self._offer.id, draft)
        return True
