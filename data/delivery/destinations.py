"""Delivers a letter to its destination: a file, the browser or the mail program."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from data.delivery import email_draft, file_formats, open_externally, save_file
from data.delivery.delivery_records import DeliverableLetter, FileFormat, RenderedFile
from data.errors import NotAllowed

MESSAGE, MAILTO = "message/rfc822", "x-scheme-handler/mailto"
"""What a desktop calls a file with an email, and an address that begins one."""


class Destination(StrEnum):
    """Where a letter goes."""

    FILE = "file"
    BROWSER = "browser"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was made, and where it is now; `notes` are what is not as wished."""

    way: Destination
    form: FileFormat
    place: str
    size: int
    notes: tuple[str, ...] = ()


def deliver(
    letter: DeliverableLetter,
    form: FileFormat,
    way: Destination,
    place: Path | None = None,
    *,
    force: bool = False,
) -> Delivered:
    """Make the letter and hand it on; needs no desk but for its file's name, so a thread can do it.

    Raises NotAllowed (no PDF, no desktop) and a DataError where a file cannot be written; one that
    is there stays, but for `force`.
    """
    made = file_formats.make(letter, form)
    if way is Destination.FILE:
        path = save_file.save(made, place or Path(), force=force)
        return Delivered(way, form, str(path), len(made.data), made.notes)
    if (
        way is Destination.MAIL
        and not open_externally.has_program(MESSAGE)
        and open_externally.has_program(MAILTO)
    ):
        return _begun(letter, made)
    refuse_without_desktop(way)
    path = open_externally.temporary(made)
    open_externally.launch(str(path))
    return Delivered(way, form, str(path), len(made.data), made.notes)


def refuse_without_desktop(way: Destination) -> None:
    """Raise NotAllowed where there is no program to open anything, saying what to do instead."""
    if not open_externally.can_open():
        instead = "Write the email to a file" if way is Destination.MAIL else "Write it to a file"
        raise NotAllowed(
            f"There is no desktop here to open it on. {instead} and open that elsewhere.",
            title="Not opened",
        )


def _begun(letter: DeliverableLetter, made: RenderedFile) -> Delivered:
    """An email begun by its address alone, where no program opens emails from files."""
    refuse_without_desktop(Destination.MAIL)
    open_externally.launch(email_draft.mailto(letter))
    note = "No program here opens emails from files, so nothing is attached: attach the PDF (p)."
    unknown = tuple(one for one in made.notes if "fill in To" in one)
    return Delivered(Destination.MAIL, made.form, "", 0, (note, *unknown))
