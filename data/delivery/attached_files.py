"""Attached files out of the desk: written under a safe name, or opened with the program for it."""

from pathlib import Path

from data.delivery import file_names, open_externally, save_file
from data.errors import NotAllowed
from data.offers import attachments
from data.offers.attachments import FileRead
from data.values.media_types import UNKNOWN, media_type


def save(attachment_id: int, place: Path, *, force: bool = False) -> Path:
    """Write it into a file, or under its own name into a folder; gives the file.

    Private to its owner, whole or not at all. Raises NotFound, Storage, and a DataError that says
    why it cannot be written.
    """
    return save_file.save(_file(attachment_id), place, force=force)


def open_outside(attachment_id: int) -> Path:
    """Open a copy with the system's program for it; gives the copy, which goes after a while.

    Only what is read is opened: documents, pictures, mails. Raises NotAllowed for the rest, which
    could be run by being opened, and where no program opens anything.
    """
    file = _file(attachment_id)
    if media_type(file.name) == UNKNOWN:
        raise NotAllowed(
            f"{file.name} is no document, picture or mail, so it is not opened from here: save a"
            " copy, and open that if you trust it.",
            title="Not opened",
        )
    if not open_externally.can_open():
        raise NotAllowed(
            "There is no desktop here to open it: save a copy instead.", title="Not opened"
        )
    path = open_externally.temporary(file)
    open_externally.launch(str(path.absolute()))
    return path


def _file(attachment_id: int) -> FileRead:
    """The bytes, with a name that no system takes for anything else."""
    kept = attachments.content(attachment_id)
    return kept._replace(name=file_names.attached_name(kept.name))
