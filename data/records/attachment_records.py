"""Attachments: files that are kept with an offer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class AttachmentKind(StrEnum):
    """What an attachment is."""

    SIGNED = "signed"
    MAIL = "mail"
    FILE = "file"

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS[self]


_WORDS = {
    AttachmentKind.SIGNED: "signed copy",
    AttachmentKind.MAIL: "mail",
    AttachmentKind.FILE: "file",
}


@dataclass(frozen=True, slots=True)
class AttachmentDraft:
    """A file to keep; None as the version means the offer as a whole."""

    path: Path
    kind: AttachmentKind = AttachmentKind.FILE
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """A file that is kept: everything but its bytes. `sha256` is in hex."""

    id: int
    offer_id: int
    version: int | None
    kind: AttachmentKind
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str
