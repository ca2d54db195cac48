"""`offerdesk letter`: the letter of one offer as text, web page, PDF, Word file or email draft."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import NotAllowed
from tui.cli import printing
from tui.cli.open_desk import open_desk, print_lines, say

if TYPE_CHECKING:
    from data.delivery.delivery_records import DeliverableLetter, FileFormat, RenderedFile

_ENDINGS = {".txt": "text", ".html": "html", ".htm": "html", ".pdf": "pdf", ".eml": "eml",
            ".docx": "docx"}  # fmt: skip
STANDARD_OUTPUT = Path("-")


def run(args: argparse.Namespace, words: list[str]) -> int:
    """Write the letter: text to standard output unless told otherwise, the rest into a file.

    Raises NotFound, NotAllowed (nothing to write, something unset, no PDF here), Unwritable.
    """
    with open_desk(args.path, on_behalf_of=args.on_behalf_of):
        from data.delivery import cover_note, deliverable_letter, file_formats, plain_text
        from data.delivery.delivery_records import FileFormat

        offer = printing.offer(args.offer)
        letter = deliverable_letter.for_offer(offer, args.number, args.kind)
        _refuse_unset(deliverable_letter.refusal(letter), force=args.force)
        form = FileFormat(args.form or _ENDINGS.get(_ending(args.output), "text"))
        if args.output is None and not args.open and form is FileFormat.TEXT:
            print_lines([plain_text.text(letter).rstrip("\n")])
            _say_left_out(letter)
            return 0
        made = file_formats.make(cover_note.covered(letter, offer, form), form)
        for note in made.notes:
            say(f"offerdesk: {note}")
        if args.output == STANDARD_OUTPUT:
            _to_standard_output(form, made)
        else:
            _to_file(args, letter, made)
        _say_left_out(letter)
    return 0


def _say_left_out(letter: "DeliverableLetter") -> None:
    if letter.left_out:
        say(f"offerdesk: {letter.left_out}")


def _to_file(args: argparse.Namespace, letter: "DeliverableLetter", made: "RenderedFile") -> None:
    """Into the file or folder that was named, else here; only to be opened, for a while."""
    from data.delivery import delivery_events, open_externally, save_file

    if args.open and args.output is None:
        path = open_externally.temporary(made)
    else:
        path = save_file.save(made, args.output or Path(), force=args.force)
    delivery_events.record(letter, made.form)
    print_lines([str(path)])
    if args.open:
        open_externally.launch(str(path.absolute()))


def _to_standard_output(form: "FileFormat", made: "RenderedFile") -> None:
    if form in ("pdf", "docx") and sys.stdout.isatty():
        raise NotAllowed(f"A {form.words} is not for a terminal: name a file with -o.")
    sys.stdout.flush()
    sys.stdout.buffer.write(made.data)


def _ending(output: Path | None) -> str:
    return output.suffix.lower() if output else ""


def _refuse_unset(missing: str, *, force: bool) -> None:
    if missing and not force:
        raise NotAllowed(f"{missing}. --force writes it anyway, marked as a draft.")
