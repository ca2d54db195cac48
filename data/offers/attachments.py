"""Attachments: files kept with an offer, with their SHA-256 (docs/domain.md, *Decisions*).

The bytes are part of the desk: its dumps carry them, erasing a person takes them along. What is
kept never changes; it can be removed, and the history keeps that it was there.
"""

from pathlib import Path
from typing import NamedTuple

from data.errors import Invalid, NotFound, Problem, Storage
from data.people import users
from data.records.attachment_records import AttachmentDraft, AttachmentKind, AttachmentRecord
from data.records.user_records import Actor
from data.storage import attached_bytes, connection, events, read_file
from data.storage.database import transaction
from data.storage.models import Attachment, AttachmentPiece, Offer, Version
from data.storage.prepared import Read, bound
from data.values import clock
from data.values.media_types import media_type
from data.values.text import one_line

MOST = 25_000_000
"""The most bytes of one file: what a mail may carry."""
NAME_LENGTH = 200
ATTACHED, REMOVED = "attached", "removed"


class FileRead(NamedTuple):
    """A file as it was read: its name made harmless, and its bytes."""

    name: str
    data: bytes


def attach(offer_id: int, draft: AttachmentDraft, actor: Actor | None = None) -> AttachmentRecord:
    """Keep a file with an offer or one of its versions; raises Invalid and NotFound."""
    file = read(draft.path)
    with transaction():
        return keep(offer_id, file, draft.kind, draft.version, actor)


def read(path: Path, field: str = "file", label: str = "File") -> FileRead:
    """A file of this machine; raises Invalid with a problem of the field."""
    words = _unreadable(path)
    try:
        data = read_file.beginning(path, MOST)
    except FileNotFoundError:
        words, data = "there is no such file.", None
    except PermissionError:
        words, data = "you may not read it.", None
    except (OSError, ValueError):
        data = None
    if data is not None and len(data) > MOST:
        words, data = f"it is too large: at most {MOST // 1_000_000} MB.", None
    elif data == b"":
        words, data = "the file is empty.", None
    if data is None:
        raise Invalid((Problem(field, label, words),))
    return FileRead(_name(path.name), data)


def _unreadable(path: Path) -> str:
    return "name a file." if str(path) in ("", ".") else "it is no file that can be read."


def _name(text: str) -> str:
    """The name on one line, harmless; one that is too long keeps its ending."""
    name = one_line(text) or "file"
    if len(name) <= NAME_LENGTH:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
    return name[: NAME_LENGTH - len(ending)] + ending


def keep(
    offer_id: int,
    file: FileRead,
    kind: AttachmentKind,
    version: int | None = None,
    actor: Actor | None = None,
) -> AttachmentRecord:
    """Keep bytes under a name, inside the running transaction; raises Invalid and NotFound."""
    actor = actor or users.current()
    _refuse_unknown(offer_id, version)
    row = Attachment.create(
        offer=offer_id,
        version=version,
        kind=kind,
        name=file.name,
        media_type=media_type(file.name),
        size=len(file.data),
        sha256=attached_bytes.digest(file.data),
        added_at=clock.stamp(),
        added_by=actor.user_id,
    )
    for number, text in attached_bytes.pieces(file.data):
        AttachmentPiece.insert(attachment=row.id, number=number, content=text).execute()
    text = f"{kind.words}: {file.name}"
    events.record(events.OFFER, offer_id, ATTACHED, actor, version=version, text=text)
    return _record(row, users.names())


def _refuse_unknown(offer_id: int, version: int | None) -> None:
    if Offer.get_or_none(Offer.id == offer_id) is None:
        raise NotFound(f"There is no offer {offer_id}.")
    same = (Version.offer == offer_id) & (Version.number == version)
    if version is not None and not Version.select().where(same).exists():
        words = f"the offer has no version {version}."
        raise Invalid((Problem("version", "Version", words),))


def get(attachment_id: int) -> AttachmentRecord:
    """One attachment; raises NotFound."""
    return _record(_row(attachment_id), users.names())


def of_offer(offer_id: int, names: dict[int, str] | None = None) -> tuple[AttachmentRecord, ...]:
    """The attachments of an offer, oldest first."""
    rows = _OF_OFFER.rows(offer=offer_id)
    names = users.names() if rows and names is None else names or {}
    return tuple(_record(row, names) for row in rows)


def content(attachment_id: int) -> FileRead:
    """The bytes, as they were kept; raises NotFound, and Storage when they are damaged."""
    row = _row(attachment_id)
    try:
        data = attached_bytes.content(connection.reader(), attachment_id)
    except ValueError:
        data = b""
    if attached_bytes.digest(data) != row.sha256:
        raise Storage(f"The bytes of {one_line(row.name)} are damaged: they are not what was kept.")
    return FileRead(_name(row.name), data)


def remove(attachment_id: int, actor: Actor | None = None) -> AttachmentRecord:
    """Remove a file for good; the history keeps its name. Raises NotFound."""
    with transaction():
        record = get(attachment_id)
        Attachment.delete().where(Attachment.id == attachment_id).execute()
        events.record(
            events.OFFER,
            record.offer_id,
            REMOVED,
            actor or users.current(),
            version=record.version,
            text=f"{record.kind.words}: {record.name}",
        )
    return record


def size_words(size: int) -> str:
    """A size as people say it: "812 bytes", "48 kB", "2.5 MB"."""
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:.0f} kB" if size < 999_500 else f"{size / 1_000_000:.1f} MB"


def _row(attachment_id: int) -> Attachment:
    row: Attachment | None = Attachment.get_or_none(Attachment.id == attachment_id)
    if row is None:
        raise NotFound(f"There is no attachment {attachment_id}.")
    return row


def _record(row: Attachment, names: dict[int, str]) -> AttachmentRecord:
    return AttachmentRecord(
        id=row.id,
        offer_id=row.offer_id,
        version=row.version,
        kind=AttachmentKind(row.kind),
        name=one_line(row.name),
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        added_at=clock.moment(row.added_at),
        added_by=names.get(row.added_by_id or 0, ""),
    )


_OF_OFFER = Read(
    Attachment,
    lambda: Attachment.select().where(Attachment.offer == bound("offer")).order_by(Attachment.id),
)
