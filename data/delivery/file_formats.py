"""Renders a letter in every file format."""

from data.delivery import file_names, plain_text, web_page
from data.delivery.delivery_records import DeliverableLetter, FileFormat, RenderedFile


def make(letter: DeliverableLetter, form: FileFormat) -> RenderedFile:
    """The letter in a format; raises NotAllowed where there is no PDF.

    Needs no desk, so that a thread can do it while the screen goes on.
    """
    name = file_names.file_name(letter, form)
    if form is FileFormat.EML:
        from data.delivery import email_draft

        data, notes = email_draft.draft(letter)
        return RenderedFile(form, name, data, (*letter.notes, *notes))
    return RenderedFile(form, name, _bytes(letter, form), (*letter.notes, *_notes(letter, form)))


def _notes(letter: DeliverableLetter, form: FileFormat) -> tuple[str, ...]:
    """What the file lacks because of its format."""
    if form is not FileFormat.DOCX:
        return ()
    from data.delivery import word_file

    return tuple(filter(None, (word_file.note(letter),)))


def _bytes(letter: DeliverableLetter, form: FileFormat) -> bytes:
    if form is FileFormat.PDF:
        from data.delivery import pdf

        return pdf.make(letter)
    if form is FileFormat.DOCX:
        from data.delivery import word_file

        return word_file.make(letter)
    return (web_page.page(letter) if form is FileFormat.HTML else plain_text.text(letter)).encode()
