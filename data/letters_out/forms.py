"""A letter made into a file's worth of bytes: the one place that knows every form."""

from data.letter import text as letter_text
from data.letters_out import html, naming
from data.letters_out.records import Form, Made, Outgoing


def make(letter: Outgoing, form: Form) -> Made:
    """The letter as text, web page, PDF or email draft; raises NotAllowed where there is no PDF.

    Needs no desk, so that a thread can do it while the screen goes on.
    """
    name = naming.file_name(letter, form)
    if form is Form.EML:
        from data.letters_out import mail

        data, notes = mail.draft(letter)
        return Made(form, name, data, (*letter.notes, *notes))
    return Made(form, name, _bytes(letter, form), letter.notes)


def text(letter: Outgoing) -> str:
    """The letter as plain text of at most 78 columns, its foot at the end."""
    parts = [f"[{letter.mark}]\n" if letter.mark else "", letter_text.to_plain(letter.html)]
    parts += [f"-- \n{letter.paper.footer}\n"] if letter.paper.footer else []
    return "\n".join(filter(None, parts))


def _bytes(letter: Outgoing, form: Form) -> bytes:
    if form is Form.PDF:
        from data.letters_out import pdf

        return pdf.make(letter)
    return (html.page(letter) if form is Form.HTML else text(letter)).encode()
