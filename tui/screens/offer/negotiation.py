"""Writing down what was negotiated: who asked for what, what was countered, and where it led."""

from __future__ import annotations

from typing import Any, Self

from textual.app import App, ComposeResult

from data.offers import negotiated_terms, negotiations, offers
from data.offers.negotiations import LABELS
from data.records.negotiation_records import OTHER, NegotiationDraft, NegotiationRecord, Outcome
from data.records.offer_records import OfferRecord
from data.records.typed_records import About, TypedPlace
from tui.screens.base.form_dialog import FormDialog
from tui.widgets.choice import Choice, Option
from tui.widgets.entry import Entry
from tui.widgets.field import Field

OPEN = "open"
"""No outcome yet."""
_FOLLOWS = "#"
_HINTS = {
    "agreed": "by itself, what was said last",
    "version": "found by the value, or added later",
}


class NegotiationDialog(FormDialog[bool]):
    """What was said about one term; what is still open goes on where it stopped."""

    AUTO_FOCUS = "#asked > *"

    def __init__(self, offer: OfferRecord) -> None:
        super().__init__(f"Negotiation with {offer.candidate_name}", ())
        self._offer = offer
        self._open = tuple(one for one in offer.negotiations if one.goes_on)

    def compose_more(self) -> ComposeResult:
        """What it is about, who said what, and where it led; what has no outcome comes first."""
        last = negotiations.goes_on(self._offer)
        about = Choice(self._options(), _key(last) if last else negotiated_terms.SALARY)
        yield self._field("term", about, required=True)
        yield self._field("who", Entry(self._offer.candidate_name), required=True)
        for key in ("asked", "counter"):
            yield self._field(key, Entry())
        outcomes = (Option(OPEN, "still open"), *(Option(str(one), str(one)) for one in Outcome))
        yield self._field("outcome", Choice(outcomes, OPEN, always=True))
        yield self._field("agreed", Entry())
        versions = [
            Option(one.number, f"Version {one.number}", "; ".join(one.changes))
            for one in reversed(self._offer.versions)
        ]
        yield self._field("version", Choice(versions))

    def _field(self, key: str, control: Entry | Choice, *, required: bool = False) -> Field:
        hint = _HINTS.get(key, "")
        field = Field(key, LABELS[key], control, required=required, hint=hint, id=key)
        field.on_change = self._changed
        return field

    def _options(self) -> list[Option]:
        """What goes on, newest first, then all that can be negotiated."""
        going = [Option(_key(one), one.line, "goes on") for one in reversed(self._open)]
        terms = [Option(key, label) for key, label in negotiated_terms.terms()]
        return [*going, *terms, Option(OTHER, "Something else", "in words")]

    def _changed(self, field: Field) -> None:
        """Say how the values were understood."""
        notes = negotiations.understood(self._draft(), self._offer)
        for key in ("asked", "counter", "agreed"):
            self.field(key).set_note(notes.get(key) or _HINTS.get(key, ""))

    def _draft(self) -> NegotiationDraft:
        """What is entered now."""
        entries = {key: self.field(key).text for key in ("who", "asked", "counter", "agreed")}
        about, outcome = self.field("term").text, self.field("outcome").text
        follows = int(about[1:]) if about.startswith(_FOLLOWS) else None
        return NegotiationDraft(
            **entries,
            outcome="" if outcome == OPEN else outcome,
            version=self.field("version").number,
            term="" if follows else about,
            follows=follows,
        )

    def typed_for(self) -> TypedPlace:
        """The offer."""
        return TypedPlace("NegotiationDialog", self._title, About(offer_id=self._offer.id))

    @classmethod
    def again(cls, app: App[Any], place: TypedPlace) -> Self:
        """The negotiation of the offer as it is today."""
        return cls(offers.get(place.about.offer_id or 0))

    def store(self) -> bool:
        """Write it."""
        negotiations.add(self._offer.id, self._draft())
        return True


def _key(one: NegotiationRecord) -> str:
    return f"{_FOLLOWS}{one.id}"
