"""What tests of letters on their way out share."""

import email
import email.policy
import re
import zlib
from dataclasses import replace
from email.message import EmailMessage

from data.delivery import cover_note, deliverable_letter
from data.delivery.delivery_records import DeliverableLetter, FileFormat, Paper
from data.offers import offer_editing, offers
from data.people import users
from data.records.offer_records import OfferRecord

HOSTILE = (
    '<script src="http://127.0.0.1:9/x.js">alert(1)</script><img src="file:///etc/passwd" alt="us">'
    '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><style>@import "file:///etc/passwd";'
    "body{background:url(http://127.0.0.1:9/b.png)}</style><base href='http://127.0.0.1:9/'>"
    '<svg><image href="file:///etc/passwd"/></svg><object data="file:///etc/passwd"></object>'
    '<p style="background:url(file:///etc/passwd)" onclick="x()">Dear <b>Zoë</b></p>'
    '<iframe src="http://127.0.0.1:9/"></iframe><a href="javascript:alert(1)">here</a>'
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">'
)


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cf"
    "c0000003010100c9fe92ef0000000049454e44ae426082"
)


PLAIN = DeliverableLetter(
    offer_id=1, version=1, kind="offer", html="<p>Dear Zoë</p>", sha256="0" * 64, subject="Offer",
    candidate="Zoë Müller", email="zoe@example.com", job="Data Engineer", company="Ferncastle",
    paper=Paper(), source="",
)  # fmt: skip


def tampered(offer: OfferRecord, body: str) -> OfferRecord:
    """The offer with a newer version whose letter was written past every check."""
    terms = replace(offer.terms, letter_html=body)
    offer_editing.new_version(offers.get(offer.id), terms, users.current())
    return offers.get(offer.id)


def for_mail(offer: OfferRecord, kind: str = "offer") -> DeliverableLetter:
    """The letter as it becomes an email."""
    return cover_note.covered(deliverable_letter.for_offer(offer, kind=kind), offer, FileFormat.EML)


def parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def attached(message: EmailMessage) -> EmailMessage:
    (part,) = list(message.iter_attachments())
    assert isinstance(part, EmailMessage)
    return part


def structure(data: bytes) -> str:
    """Everything in a PDF that is not the content of a page, its compressed streams unpacked."""
    parts = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(parts).decode("latin-1")
