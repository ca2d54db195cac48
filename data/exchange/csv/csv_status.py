"""The words for a status that tables have: those that are known, and those that a person states."""

from collections.abc import Iterable, Mapping
from datetime import date

from data.exchange.csv.csv_columns import MappingError
from data.exchange.record_reader import Reading, quoted
from data.values.status import Status
from data.values.text import caseless, normal, one_line

SUPERSEDED = ("superseded", "deprecated")
_WORDS: dict[Status, tuple[str, ...]] = {
    Status.DRAFT: (
        "draft", "created", "new", "prepared", "in preparation", "not sent", "unsent",
        "pending approval", "awaiting approval", "waiting for approval", "in approval", "approved",
    ),
    Status.SENT: (
        "sent", "unresolved", "offer sent", "extended", "offer extended", "offered", "offer made",
        "made", "issued", "delivered", "emailed", "out", "open",
    ),
    Status.PENDING: (
        "pending", "expired", "viewed", "opened", "seen", "considering", "under consideration",
        "negotiating", "in negotiation", "awaiting response", "awaiting candidate",
        "awaiting signature", "out for signature", "waiting for candidate",
    ),
    Status.ACCEPTED: (
        "accepted", "offer accepted", "candidate accepted", "accepted by candidate", "signed",
        "offer signed", "countersigned", "hired",
    ),
    Status.DECLINED: (
        "declined", "offer declined", "candidate declined", "declined by candidate", "turned down",
        "refused", "rejected by candidate", "candidate rejected", "offer rejected", "rejected",
        "candidate withdrew",
    ),
    Status.WITHDRAWN: (
        "withdrawn", "offer withdrawn", "withdrawn by company", "company withdrew", "retracted",
        "rescinded", "offer rescinded", "offer retracted", "revoked", "offer revoked", "cancelled",
        "canceled", "offer cancelled", "offer canceled",
    ),
}  # fmt: skip
_KNOWN = {normal(word): status for status, words in _WORDS.items() for word in words}


def read_choice(text: str) -> tuple[str, Status]:
    """`Word=status` as a person states it; raises MappingError."""
    word, sign, name = text.rpartition("=")
    if not sign or not word.strip():
        raise MappingError(f"{one_line(text)} is no choice: write Word=status.")
    known = name.strip().lower()
    if known not in [str(status) for status in Status]:
        choices = ", ".join(Status)
        raise MappingError(f"{one_line(name.strip())} is no status: choose {choices}.")
    return word.strip(), Status(known)


def read_choices(texts: Iterable[str]) -> dict[str, Status]:
    """Several of them, by the word; raises MappingError."""
    return dict(map(read_choice, texts))


def over(known: Mapping[str, Status], own: Mapping[str, Status]) -> dict[str, Status]:
    """The words that were known with those that a person states, which win in any capitals."""
    stated = set(map(caseless, own))
    kept = {word: status for word, status in known.items() if caseless(word) not in stated}
    return {**kept, **own}


def read(
    reading: Reading, sent: date | None, stated: Mapping[str, Status]
) -> tuple[Status, str, bool]:
    """Our status, the cell's own word, and whether the version is superseded."""
    word = reading.text("status")
    if not word:
        return Status.DRAFT, "", False
    meant = {caseless(own): status for own, status in stated.items()}.get(caseless(word))
    if meant is not None:
        return meant, word, False
    if word.lower() in SUPERSEDED:
        return Status.SENT if sent else Status.DRAFT, word, True
    key = normal(word)
    status = _KNOWN.get(key)
    if status is None:
        text = f"The status is {quoted(word)}, which is unknown: taken as draft."
        reading.flag("status", f'{text} --status "{word}=sent" would say what it means.')
        return Status.DRAFT, word, False
    if key == "unresolved" and sent is None:
        status = Status.DRAFT
    if key == "rejected":
        text = "The status rejected may mean declined or withdrawn: read as declined."
        reading.flag("status", text)
    return status, word, False
