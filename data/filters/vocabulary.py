"""The terms of filters: name, type of value, meaning and example of each.

Reader, completion, help and the command line all go by these lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from data.records.offer_terms import AMOUNT, CURRENCY, DAY, FREQUENCY, TERMS, TEXT
from data.values import status_words
from data.values.status import SUPERSEDED, Status

NONE = "none"
"""The value that finds what is empty."""


class TermKind(StrEnum):
    """What a term's value is."""

    STATUS = "status"
    IS = "is"
    TEXT = "text"
    ID = "id"
    CURRENCY = "currency"
    FREQUENCY = "frequency"
    DAY = "day"
    MOMENT = "moment"
    MONEY = "money"
    COUNT = "count"
    CHOICE = "choice"
    FIELD = "field"


COMPARED = frozenset(
    {TermKind.DAY, TermKind.MOMENT, TermKind.MONEY, TermKind.COUNT, TermKind.FIELD}
)
"""Kinds that can be more or less than a value."""
OPERATORS = ("<=", ">=", "<", ">", ":", "=")
"""The comparison operators of a term, the longer ones first; "=" is the same as ":"."""

STATUS_WORDS: dict[str, frozenset[str]] = {
    **{str(status): frozenset({str(status)}) for status in Status},
    **dict.fromkeys((SUPERSEDED, "replaced"), frozenset({SUPERSEDED})),
    **status_words.GREENHOUSE,
    **status_words.STACKONE,
}
"""Every word for a status, in any of the three vocabularies, and how the offers stand that it means
(docs/domain.md, *Three vocabularies*). Where ours and StackOne's differ ("pending"), ours holds."""

IS_WORDS: dict[str, str] = {
    "live": "a draft, sent or pending",
    "decided": "accepted, declined or withdrawn",
    "expired": "with the candidate, and the expiry date is past",
    "flagged": "something waits for a person to look at",
    **dict.fromkeys((SUPERSEDED, "replaced"), "another one took its place in its system"),
    "reoffer": "made from a declined or withdrawn offer",
}
"""What `is:` takes, and what it means."""
OFFERED_STATUSES = tuple(word for word in STATUS_WORDS if word != SUPERSEDED)
OFFERED_IS = tuple(word for word in IS_WORDS if word != SUPERSEDED)
"""What is offered: "superseded" is understood, and everywhere it reads "replaced"."""
FREQUENCIES = ("hourly", "daily", "weekly", "monthly", "yearly")


class TermName(NamedTuple):
    """A term: its name, what it takes, what it means, how it is used.

    `of` and `operator` are those of the term that it is another name for (`created_before:` is
    `created<`). `empty` says that `none` finds the offers without any.
    """

    name: str
    kind: TermKind
    meaning: str
    example: str
    of: str = ""
    operator: str = ""
    empty: bool = False
    choices: dict[str, str] = {}


class Vocabulary(NamedTuple):
    """The terms of one kind of list; `fields` says whether there are `field.` terms too."""

    words: str
    """What words search, for the help."""
    names: dict[str, TermName]
    aliases: dict[str, str]
    fields: bool = False

    def find(self, word: str) -> TermName | None:
        """The term of this name, in any case."""
        word = word.lower()
        word = self.aliases.get(word, word)
        if self.fields and word.startswith(FIELD.name) and len(word) > len(FIELD.name):
            return FIELD._replace(name=word)
        return self.names.get(word)


def vocabulary(
    words: str, names: tuple[TermName, ...], aliases: dict[str, str], *, fields: bool = False
) -> Vocabulary:
    """A vocabulary of these terms."""
    return Vocabulary(words, {name.name: name for name in names}, aliases, fields)


FIELD = TermName(
    "field.",
    TermKind.FIELD,
    "a custom field by its key",
    "field.employment_type:Contractor",
    empty=True,
)
"""Stands for all terms of custom fields."""


def _dates(
    name: str, kind: TermKind, meaning: str, example: str, *, empty: bool = False
) -> tuple[TermName, ...]:
    """A date with the names that Greenhouse gives its two ends; only created_before excludes."""
    before = "<" if name == "created" else "<="
    edge = "before" if name == "created" else "until"
    ends = (
        (f"{name}_before", f"{name} {edge} then", before),
        (f"{name}_after", f"{name} then or later", ">="),
    )
    return (
        TermName(name, kind, meaning, example, empty=empty),
        *(TermName(end, kind, note, f"{end}:2024-01-01", name, sign) for end, note, sign in ends),
    )


_KINDS = {
    AMOUNT: TermKind.MONEY,
    CURRENCY: TermKind.CURRENCY,
    FREQUENCY: TermKind.FREQUENCY,
    DAY: TermKind.DAY,
    TEXT: TermKind.TEXT,
}
"""What filters make of the types of terms."""


def _of_terms() -> Iterator[TermName]:
    """The terms of offers that filters know."""
    for term in TERMS:
        if term.filter is not None:
            kind, (name, meaning, example, _) = _KINDS[term.type], term.filter
            if kind is TermKind.DAY:
                yield from _dates(name, kind, meaning, example, empty=True)
            else:
                yield TermName(name, kind, meaning, example, empty=True)


_TERM_ALIASES = {
    alias: term.filter.name for term in TERMS if term.filter for alias in term.filter.aliases
}


OFFERS = vocabulary(
    "names, titles and texts of custom fields",
    (
        TermName(
            "status", TermKind.STATUS, "how it stands, in any system's words", "status:sent,pending"
        ),
        TermName("is", TermKind.IS, "what is so now", "is:expired"),
        TermName(
            "job", TermKind.TEXT, "words of the title, or a number", 'job:"Backend"', empty=True
        ),
        TermName(
            "candidate",
            TermKind.TEXT,
            "words of the name, or a number",
            "candidate:doe",
            empty=True,
        ),
        *_of_terms(),
        *_dates("sent", TermKind.DAY, "the day it was sent", "sent>=-14d", empty=True),
        *_dates("created", TermKind.MOMENT, "when it was made", "created<2024-01-01"),
        *_dates("updated", TermKind.MOMENT, "when it last changed", "updated>=2024-01-01T10:00Z"),
        *_dates("resolved", TermKind.MOMENT, "when it was decided", "resolved>=-30d", empty=True),
        FIELD,
        TermName(
            "approval",
            TermKind.CHOICE,
            "how its approval stands",
            "approval:asked",
            choices={
                "asked": "others were asked and have not all answered",
                "approved": "all who had to have approved this version",
                "refused": "it was not approved",
                NONE: "nobody was asked about this version",
            },
        ),
        TermName(
            "note", TermKind.TEXT, "words of notes on it, its candidate or job", "note:called"
        ),
        TermName("version", TermKind.COUNT, "the number of its version", "version>1"),
        TermName(
            "application", TermKind.ID, "its application, here or elsewhere", "application:91078894"
        ),
        TermName(
            "application_id", TermKind.ID, "the same", "application_id:91078894", "application", ":"
        ),
        TermName("job_id", TermKind.ID, "its job's number, here or elsewhere", "job_id:84593"),
        TermName("candidate_id", TermKind.ID, "its candidate's number", "candidate_id:7328851"),
        TermName("id", TermKind.ID, "its own number, here or elsewhere", "id:1142785"),
    ),
    {
        "created_at": "created",
        "updated_at": "updated",
        "resolved_at": "resolved",
        "sent_at": "sent",
        "sent_on": "sent",
        **_TERM_ALIASES,
        "title": "job",
        "name": "candidate",
        "offer": "id",
        "standing": "status",
        "notes": "note",
    },
    fields=True,
)
"""The terms of lists of offers, in the order in which they are offered."""

CANDIDATES = vocabulary(
    "names, email addresses and notes",
    (
        TermName("email", TermKind.TEXT, "words of the address", "email:example", empty=True),
        TermName("phone", TermKind.TEXT, "digits of the number", "phone:555", empty=True),
        TermName("job", TermKind.TEXT, "words of the title of a job applied for", 'job:"Backend"'),
        TermName(
            "is",
            TermKind.CHOICE,
            "what is so now",
            "is:hired",
            choices={
                "active": "an application is open",
                "hired": "hired in an application",
                "rejected": "an application was turned down",
                "erased": "nothing is known any more",
            },
        ),
        *_dates("created", TermKind.MOMENT, "when the desk got to know them", "created>=-7d"),
        TermName("id", TermKind.ID, "the number, here or elsewhere", "id:7328851"),
    ),
    {"candidate_id": "id", "created_at": "created", "mail": "email"},
)
"""The terms of lists of candidates."""

JOBS = vocabulary(
    "titles, departments, locations and notes",
    (
        TermName(
            "department", TermKind.TEXT, "words of the department", "department:sales", empty=True
        ),
        TermName("location", TermKind.TEXT, "words of the location", "location:berlin", empty=True),
        TermName(
            "is",
            TermKind.CHOICE,
            "what is so now",
            "is:open",
            choices={
                "open": "being filled",
                "closed": "no longer being filled",
            },
        ),
        TermName(
            "currency", TermKind.CURRENCY, "the currency of the pay", "currency:EUR", empty=True
        ),
        TermName("id", TermKind.ID, "the number", "id:84593"),
    ),
    {"job_id": "id"},
)
"""The terms of lists of jobs."""

FIELDS = vocabulary(
    "names and keys",
    (
        TermName("type", TermKind.TEXT, "the type", "type:date"),
        TermName(
            "of",
            TermKind.CHOICE,
            "what has it",
            "of:offer",
            choices={
                "offer": "offers have it",
                "job": "jobs have it",
            },
        ),
        TermName(
            "is",
            TermKind.CHOICE,
            "what is so now",
            "is:required",
            choices={
                "required": "has to be filled in",
                "active": "in use",
                "off": "switched off",
            },
        ),
    ),
    {},
)
"""The terms of the list of custom fields."""

HISTORY = vocabulary(
    "names, titles, reasons and notes",
    (
        *_dates("at", TermKind.MOMENT, "when it happened", "at>=-7d"),
        TermName("by", TermKind.TEXT, "words of who did it, or for whom", "by:ana"),
        TermName(
            "candidate", TermKind.TEXT, "words of the name, or a number", "candidate:doe"
        ),
        TermName("offer", TermKind.ID, "the offer's number", "offer:12"),
        TermName("job", TermKind.ID, "the job's number", "job:3"),
        TermName(
            "of",
            TermKind.CHOICE,
            "what it happened to",
            "of:offer",
            choices={
                "offer": "offers",
                "application": "applications",
                "candidate": "candidates",
                "job": "jobs",
                "opening": "openings",
                "field": "custom fields",
                "template": "letter templates",
            },
        ),
        TermName(
            "is",
            TermKind.CHOICE,
            "what kind of line",
            "is:deleted",
            choices={
                "deleted": "an offer that was removed for good",
                "erased": "a person who was erased",
                "move": "another status",
                "exception": "another status, as an exception",
                "note": "a note",
            },
        ),
    ),
    {"when": "at", "date": "at", "actor": "by", "user": "by", "person": "candidate",
     "name": "candidate", "offer_id": "offer", "job_id": "job"},
)  # fmt: skip
"""The terms of the history of the desk."""
