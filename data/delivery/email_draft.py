"""Writes a letter as an unsent email that mail programs open for editing."""

import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from urllib.parse import quote

from data.delivery import file_names, pdf, plain_text, web_page
from data.delivery.delivery_records import DeliverableLetter, FileFormat
from data.errors import DataError
from data.values.text import REPLACEMENT, one_line

PLACE = "offerdesk"
"""What pictures inside an email are called after: "logo@offerdesk"."""
MAILTO_BODY = 1_500
"""The most characters of a body in a mailto address, quoted; some programs take 2,000 in all."""
_ADDRESS = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}@([^\s@<>()\[\]\\,;:\"]{1,253})")


def draft(letter: DeliverableLetter) -> tuple[bytes, tuple[str, ...]]:
    """The email as a file, and what is not as wished: no address, no PDF.

    From, To, subject, the cover note (without one the letter itself), and the PDF; where that
    cannot be made, the page.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = subject(letter)
    _add_thread(message, letter)
    notes = []
    to = address(letter.candidate, letter.email)
    if to is not None:
        message["To"] = to
    else:
        notes.append(_no_address(letter))
    if letter.covering is not None and letter.covering.note:
        _add_note(message, letter.covering.note, letter.language)
    else:
        message.set_content(plain_text.text(letter), cte="quoted-printable")
        _add_page(message, letter)
    notes += _attach(message, letter)
    return message.as_bytes(), tuple(filter(None, notes))


def _add_thread(message: EmailMessage, letter: DeliverableLetter) -> None:
    """Who sends it, and the email of the offer that a reminder or a withdrawal belongs to."""
    around = letter.covering
    sender = address(around.sender, around.sender_email) if around is not None else None
    if around is None or sender is None:
        return
    message["From"] = sender
    if around.message_id:
        message["Message-ID"] = around.message_id
    if around.answers:
        message["In-Reply-To"] = around.answers
        message["References"] = around.answers


def _add_note(message: EmailMessage, note: str, language: str) -> None:
    message.set_content(plain_text.lines(note), cte="quoted-printable")
    page = f'<!DOCTYPE html>\n<html lang="{escape(language)}"><body>{note}</body></html>\n'
    message.add_alternative(page, subtype="html", cte="quoted-printable")


def mailto(letter: DeliverableLetter) -> str:
    """An address that opens an empty mail program with To, subject and text filled in.

    A letter too long for it is replaced by a line that says it is attached.
    """
    to = address("", letter.email)
    note = letter.covering.note if letter.covering is not None else ""
    body = _quoted(plain_text.lines(note) if note else plain_text.text(letter))
    if len(body) > MAILTO_BODY:
        body = _quoted(f"{letter.candidate},\n\nplease find our letter attached.\n")
    place = quote(to.addr_spec, safe="@") if to else ""
    return f"mailto:{place}?subject={_quoted(subject(letter))}&body={body}"


def subject(letter: DeliverableLetter) -> str:
    """The subject on one line; a header can never begin another one in it."""
    lines = (one_line(text).replace(REPLACEMENT, "") for text in (letter.subject, letter.title))
    return next(filter(None, lines), "Letter")


def address(name: str, email: str) -> Address | None:
    """Somebody's address with their name; None when it is no address that mail can go to.

    Names of domains outside ASCII are written as the network knows them.
    """
    found = _ADDRESS.fullmatch(email.strip())
    if found is None or REPLACEMENT in one_line(email):
        return None
    user, _, domain = email.strip().rpartition("@")
    try:
        host = domain if domain.isascii() else domain.encode("idna").decode("ascii")
        shown = one_line(name).replace(REPLACEMENT, "")
        return Address(shown, user, host) if user.isascii() else None
    except ValueError:  # no name of a domain that the network knows
        return None


def _no_address(letter: DeliverableLetter) -> str:
    if not letter.email:
        return "No email address of the candidate is known: fill in To yourself."
    return f"{one_line(letter.email)} is no address that mail can go to: fill in To yourself."


def _quoted(text: str) -> str:
    return quote(text.replace("\n", "\r\n"), safe="")


def _add_page(message: EmailMessage, letter: DeliverableLetter) -> None:
    """The letter as HTML beside the text; its pictures travel inside the email."""
    pictures = web_page.used(letter)
    page = web_page.page_for_mail(letter, {name: f"cid:{name}@{PLACE}" for name in pictures})
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    part = message.get_body(("html",))
    if not isinstance(part, EmailMessage):
        return
    for name, picture in pictures.items():
        subtype = picture.mime.partition("/")[2]
        place = f"<{name}@{PLACE}>"
        part.add_related(picture.data, "image", subtype, cid=place, disposition="inline")


def _attach(message: EmailMessage, letter: DeliverableLetter) -> list[str]:
    """The PDF; where it cannot be made the page, and why."""
    name = file_names.attachment_name(letter, FileFormat.PDF)
    try:
        message.add_attachment(
            pdf.make(letter), maintype="application", subtype="pdf", filename=name
        )
    except DataError as error:
        page = web_page.page(letter).encode()
        name = file_names.attachment_name(letter, FileFormat.HTML)
        message.add_attachment(page, maintype="text", subtype="html", filename=name)
        return [f"A web page is attached instead of a PDF. {error.text}"]
    return []
