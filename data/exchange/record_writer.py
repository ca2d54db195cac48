"""The protocol of what writes offers as records of one system."""

from collections.abc import Callable, Iterator
from typing import Protocol

from data.exchange.exporting.exported_records import Copy, OfferOut
from data.exchange.parsed_offer import Record


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
