"""What was typed into a form and not saved: where, for what, and field by field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TypedValue = str | int | tuple[str | int | None, ...] | None
"""What a field of a form holds."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A field that was changed: what it held when the form opened, what it holds, in words too."""

    key: str
    label: str
    start: TypedValue
    value: TypedValue
    text: str = ""

    @property
    def shown(self) -> str:
        """What it holds, as people read it."""
        if self.text:
            return self.text
        if isinstance(self.value, tuple):
            return ", ".join(str(one) for one in self.value)
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class About:
    """What a form is open for; `word` tells apart forms of the same records."""

    offer_id: int | None = None
    candidate_id: int | None = None
    application_id: int | None = None
    job_id: int | None = None
    opening_id: int | None = None
    field_id: int | None = None
    template_id: int | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """A form: the name of its screen, its title, and what it is open for."""

    screen: str
    title: str
    about: About = About()


@dataclass(frozen=True, slots=True)
class TypedWork:
    """What is kept aside of a form."""

    id: int
    place: TypedPlace
    entries: tuple[Typed, ...]
    kept_at: datetime
