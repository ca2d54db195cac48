"""Warnings: what a person has to have seen before an offer is sent or accepted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferWarning:
    """What a person has to have seen before a move: the rule, what it found, and of which field.

    `about` stays the same as long as the matter does, whatever day it is.
    """

    rule: str
    title: str
    text: str
    field: str = ""
    about: str = ""

    @property
    def sentence(self) -> str:
        """What was found, as a sentence."""
        return f"{self.text[:1].upper()}{self.text[1:]}."
