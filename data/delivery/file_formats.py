"""A letter made into a file's worth of bytes: the one place that knows every form."""

from data.delivery import file_names, web_page
from data.delivery.delivery_records import Form, Made, Outgoing
from data.letters.layout import letter_lines


def make(letter: Outgoing, form: Form) -> Made:
    """The letter as text, web page, PDF or email draft; raises NotAllowed where there is no PDF.

    Needs no desk, so that a thread can do it while the screen goes on.
    """
    name = file_names.file_name(letter, form)
    if form is Form.EML:
        from data.delivery import email_draft

        data, notes = email_draft.draft(letter)
        return Made(form, name, data, (*letter.notes, *notes))
    return Made(form, name, _bytes(letter, form), letter.notes)


def text(letter: Outgoing) -> str:
    """The letter as plain text of at most 78 columns, its foot at the end."""
    parts = [f"[{letter.mark}]\n" if letter.mark else "", letter_lines.to_plain(letter.html)]
    parts += [f"-- \n{letter.paper.footer}\n"] if letter.paper.footer else []
    return "\n".join(filter(None, parts))


def _bytes(letter: Outgoing, form: Form) -> bytes:
    if form is Form.PDF:
        from data.delivery import pdf

        return pdf.make(letter)
    return (web_page.page(letter) if form is Form.HTML else text(letter)).encode()
