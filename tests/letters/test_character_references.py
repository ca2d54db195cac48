"""No character that steers a terminal comes through a letter, however spelled, on any way out."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace

import pytest
from support import making
from support.delivering import for_mail
from support.everyday import everyday

from data.delivery import deliverable_letter, email_draft, file_formats
from data.delivery.delivery_records import FileFormat
from data.letters.layout import letter_lines
from data.letters.layout.sanitizer import clean
from data.offers import offer_editing, offers, sent_letter
from data.values.status import Status

STEERS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""C0 without tab and newline, DEL, C1, overrides of direction, halves of characters."""
POINTS = (*range(0x3000), *range(0xD7F0, 0x10000, 7), *range(0xD800, 0xE010),
          *range(0xE0000, 0xE0080), *range(0x10FFFE, 0x110002))  # fmt: skip
SPELLINGS = ("&#{0};", "&#{0}", "&#x{0:x};", "&#X{0:X};", "&#0000{0};", "&#x0000{0:x};", "&#x{0:x}")
NAMES = ("&Tab;", "&NewLine;", "&nbsp;", "&shy;", "&ZeroWidthSpace;", "&NoBreak;", "&lrm;", "&rlm;",
         "&amp;#27;", "&amp;amp;#x9b;", "&#38;#27;")  # fmt: skip
PLACES = ("<p>{}</p>", '<a href="https://x.example/{0}">{0}</a>', '<abbr title="{0}">x</abbr>',
          "<pre>{}</pre>", '<p class="{0}" lang="{0}">{0}</p>', "<ul><li>{}</li></ul>")  # fmt: skip


@pytest.mark.parametrize("spelling", everyday(SPELLINGS, most=2))
def test_every_numeric_reference_is_harmless_after_cleaning(spelling: str) -> None:
    for start in range(0, len(POINTS), 2000):
        letter = "".join(f"{spelling.format(at)} " for at in POINTS[start : start + 2000])
        safe = clean(f"<p>{letter}</p>")
        assert not STEERS.search(safe)
        assert clean(f"{safe} ") == safe
        assert not STEERS.search(letter_lines.to_plain(safe))


@pytest.mark.parametrize("place", everyday(PLACES, most=2))
def test_every_byte_and_its_references_are_harmless_everywhere_in_a_letter(place: str) -> None:
    for at in range(256):
        for said in (chr(at), *(spelling.format(at) for spelling in SPELLINGS), *NAMES):
            safe = clean(place.format(said))
            assert not STEERS.search(safe), (place, said)
            assert clean(f"{safe}\n") == safe, (place, said)


@pytest.fixture
def hostile(desk: object) -> str:
    """A letter that spells every control character in every way."""
    spelled = (
        spelling.format(at) for spelling in SPELLINGS for at in (*range(33), *range(127, 161))
    )
    return f"<p>Title &#27;]0;owned&#7; {' '.join(spelled)}</p><p>{' '.join(NAMES)}</p>"


def test_no_way_out_carries_a_control_character(hostile: str) -> None:
    offer = making.a_ready_offer()
    offer_editing.save(offer.id, replace(offers.draft_of(offer), letter_html=hostile))
    letter = deliverable_letter.for_offer(offers.get(offer.id))
    for form in (FileFormat.TEXT, FileFormat.HTML):
        assert not STEERS.search(file_formats.make(letter, form).data.decode())
    mail = email.message_from_bytes(
        email_draft.draft(for_mail(offers.get(offer.id)))[0], policy=email.policy.default
    )
    bodies = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    assert len(bodies) >= 2
    assert not any(STEERS.search(body.replace("\r\n", "\n")) for body in bodies)


def test_a_frozen_letter_has_no_control_character(hostile: str) -> None:
    offer = making.a_ready_offer()
    offer_editing.save(offer.id, replace(offers.draft_of(offer), letter_html=hostile))
    making.move(offers.get(offer.id), Status.SENT)
    frozen = sent_letter.current(offer.id)
    assert frozen is not None
    assert frozen.is_whole
    assert "owned" in frozen.html
    assert not STEERS.search(frozen.html)


def test_the_screen_shows_no_control_character(hostile: str) -> None:
    for width in (20, 80):
        lines = letter_lines.lay_out(clean(hostile), width)
        assert not STEERS.search("".join(span.text for line in lines for span in line))
