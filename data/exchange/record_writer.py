"""The protocol of what writes offers as records of one system."""

from collections.abc import Callable, Iterator
from typing import Protocol

from data.exchange.exporting.exported_records import ApprovalOut, Copy, OfferOut
from data.exchange.parsed_offer import JsonValue, Record
from data.records.approval_records import ApprovalState, ApproverRecord


class ApprovalWriter(Protocol):
    """Approvals as one system writes them by themselves."""

    def flow(self, offer: OfferOut, copies: list[Copy], one: ApprovalOut) -> Record:
        """A round that the system does not have."""

    def answered(self, record: Record, who: ApproverRecord) -> Record:
        """The record of somebody who is asked, with what they said here."""

    def answered_inside(
        self, record: Record, step: str, number: str, who: ApproverRecord
    ) -> Record:
        """A whole flow, with what somebody in this step of it said here."""

    def decided(self, record: Record, state: ApprovalState) -> Record:
        """A flow with how it stands here."""


class RecordWriter(Protocol):
    """One system's form of offers."""

    @property
    def name(self) -> str:
        """The short name, as its references have it."""

    @property
    def follows(self) -> tuple[str, ...]:
        """What besides the offer its records show: opening, candidate, job."""
        return ()

    @property
    def envelope(self) -> tuple[str, str]:
        """What stands before and behind the records of a list."""
        return "[", "]"

    @property
    def by_application(self) -> bool:
        """Whether its lists are in the order of applications."""
        return False

    @property
    def has_fields(self) -> bool:
        """Whether it has custom fields."""
        return False

    @property
    def other_form(self) -> str:
        """The kind of records that copies are put together from; empty when there is none."""
        return ""

    @property
    def approvals(self) -> ApprovalWriter | None:
        """What writes approvals by themselves; None where offers say all of them."""
        return None

    def standing_of(self, record: JsonValue) -> tuple[str | None, ...]:
        """How a record stands, when it was made, changed, decided and sent, and when it starts.

        Nothing where filters are about offers.
        """
        return ()

    def scope_of(self, record: Record) -> str:
        """The scope of the copy that a record of the other form is put into."""
        return ""

    def records(self, offer: OfferOut, copies: list[Copy]) -> Iterator[Record | str]:
        """The offer in the system's form: its kept copies with what is different here, or anew."""


def one_record(
    offer: OfferOut,
    copies: list[Copy],
    again: Callable[[Copy, OfferOut], Record],
    fresh: Callable[[OfferOut], Record],
) -> Iterator[Record]:
    """The record of an offer that has one: its kept copy with what is different here, or anew.

    None for an offer that only ever was superseded.
    """
    if copies:
        yield again(copies[0], offer)
    elif not offer.is_superseded:
        yield fresh(offer)
