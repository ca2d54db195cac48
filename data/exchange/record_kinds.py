"""What records are: their kinds, and in which order kinds come in."""

from dataclasses import dataclass
from enum import IntEnum


class Rank(IntEnum):
    """In which order the records of one batch come in, so that names are known before offers."""

    USER = 1
    DEFINITION = 2
    DEPARTMENT = 3
    JOB = 4
    CANDIDATE = 5
    APPLICATION = 6
    OPENING = 7
    OFFER = 8
    ACTION = 9
    """What was done with an offer: webhooks, requests, answers, deletions."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a record was recognised as; `refusal` says why it is not read, empty when it is.

    Offers are taken in by `OfferImporter`, anything else by `OtherRecordImporter`.
    """

    words: str
    refusal: str = ""
    is_offer: bool = True
    rank: Rank = Rank.OFFER
    is_alone: bool = False
    """Whether it is carried out in the file at once, and not with others."""


def other(words: str, rank: Rank) -> Kind:
    """A kind of records that are no offers."""
    return Kind(words, "", False, rank)


def unread(words: str) -> Kind:
    """A kind that is known by its shape, and not read."""
    return Kind(words, "not read", False, Rank.ACTION)
