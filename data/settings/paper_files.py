"""The files that letters are put on, kept in the desk: a logo, images of signatures, a letterhead.

Each is known by its SHA-256. A setting says which one is used; a letter that was sent keeps those
that it had.
"""

import base64
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from data.settings import settings
from data.storage import connection
from data.storage.database import transaction

PICTURES = {
    "logo": "logo_file",
    "signature": "signature_file",
    "second_signature": "second_signature_file",
}
"""The pictures of letters, and the setting of each."""
LETTERHEAD = "letterhead_file"
KEYS = (*PICTURES.values(), LETTERHEAD)
"""The settings that name a file; a path in one of them is from before files were kept."""
PRINTED = (
    "letter_header", "letter_signing", "page_size", "letter_font", "letterhead_top",
    "letterhead_next_top", "letterhead_bottom",
)  # fmt: skip
"""The settings that say how a letter is put on them, beside its foot."""
_DIGEST = re.compile("[0-9a-f]{64}")
_KEPT = "SELECT sha256, name, type, width, height FROM paper_files ORDER BY name, sha256"


class PaperFile(NamedTuple):
    """A file: its name where it came from, what it is, its size in pixels or points, its bytes."""

    name: str
    type: str
    width: int
    height: int
    data: bytes


class KeptFile(NamedTuple):
    """A file of the desk by its SHA-256, and what people see of it."""

    sha256: str
    label: str


def is_kept(value: str) -> bool:
    """Whether a setting names a file of the desk, and not a path."""
    return bool(_DIGEST.fullmatch(value))


def keep(file: PaperFile) -> str:
    """Store a file, once; gives its SHA-256."""
    from data.storage import models  # the first frame reads settings and needs no Peewee

    digest = sha256(file.data).hexdigest()
    with transaction():
        row = models.PaperFile.insert(
            sha256=digest, name=file.name or "file", type=file.type, width=file.width,
            height=file.height, data=base64.b64encode(file.data).decode("ascii"),
        )  # fmt: skip
        row.on_conflict_ignore().execute()
    return digest


def get(digest: str) -> PaperFile | None:
    """A file of the desk; None for one that is not there, or not what it was."""
    sql = "SELECT name, type, width, height, data FROM paper_files WHERE sha256 = ?"
    row = connection.reader().execute(sql, (digest,)).fetchone()
    if row is None:
        return None
    name, kind, width, height, text = row
    if not is_whole(digest, text):
        return None
    return PaperFile(name, kind, width, height, base64.b64decode(text))


def is_whole(digest: str, text: str) -> bool:
    """Whether the text of a file is still that of which the SHA-256 was taken."""
    try:
        return sha256(base64.b64decode(text, validate=True)).hexdigest() == digest
    except ValueError:
        return False


def label(value: str) -> str:
    """What people see of the file that a setting names: "logo.png (PNG, 320 x 80)"."""
    return next((one.label for one in kept() if one.sha256 == value), value)


def kept() -> Iterator[KeptFile]:
    """Every file of the desk; those that look alike are told apart by their beginning."""
    seen: set[str] = set()
    for digest, name, kind, width, height in connection.reader().execute(_KEPT):
        text = f"{name} ({kind.upper()}, {width} x {height})"
        text = f"{text} {digest[:6]}" if text in seen else text
        seen.add(text)
        yield KeptFile(digest, text)


def forget_unused() -> None:
    """Remove files that no setting names and no letter that was sent has."""
    from data.storage.models import Letter, PaperFile

    used = {settings.get(key) for key in KEYS}
    with transaction():
        for row in list(PaperFile.select(PaperFile.sha256)):
            in_letters = Letter.select().where(Letter.inputs.contains(row.sha256))
            if row.sha256 not in used and not in_letters.exists():
                PaperFile.delete().where(PaperFile.sha256 == row.sha256).execute()
