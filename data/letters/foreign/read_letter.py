"""Reads a letter of another program, whatever kind of file it is in."""

from collections.abc import Iterable, Iterator

from data.letters.foreign import slot_finder
from data.letters.foreign.foreign_letter import Block, ForeignLetter, Part, RawLetter
from data.letters.foreign.html_reader import read_page
from data.letters.foreign.text_reader import read_text
from data.letters.foreign.word_package import ForeignLetterError, refuse_others
from data.records.field_records import FieldRecord

LONGEST = 128 * 1024
"""The longest letter, in characters of text."""
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(data: bytes, fields: Iterable[FieldRecord] = ()) -> ForeignLetter:
    """The letter in the bytes of a file: .docx, HTML or text; raises ForeignLetterError.

    `fields` are the custom fields of offers, which placeholders may stand for.
    """
    raw = _raw(data)
    if sum(_lengths(raw.blocks)) > LONGEST:
        raise ForeignLetterError(f"It has more than {LONGEST:,} characters: no letter has.")
    letter = slot_finder.find(raw, fields)
    if not letter.blocks:
        raise ForeignLetterError("There are no words in it.")
    return letter


def read_pasted(text: str, fields: Iterable[FieldRecord] = ()) -> ForeignLetter:
    """The letter in a text that was pasted, HTML or not; raises ForeignLetterError."""
    return read(text.encode("utf-8", "replace"), fields)


def _lengths(parts: tuple[Part, ...]) -> Iterator[int]:
    for part in parts:
        if isinstance(part, Block):
            yield from _lengths(part.parts)
        else:
            yield len(part[0])


def _raw(data: bytes) -> RawLetter:
    if data.startswith(b"PK\x03\x04"):
        from data.letters.foreign.word_reader import read_word

        return read_word(data)
    refuse_others(data)
    text = _decoded(data)
    return read_page(text) if is_html(text) else read_text(text)


def is_html(text: str) -> bool:
    """Whether a text is a page or a piece of one."""
    start = text[:20_000].lower()
    return any(tag in start for tag in ("<html", "<body", "<!doctype", "</p>", "<br", "</div>"))


def _decoded(data: bytes) -> str:
    """The text: UTF-8, UTF-16 where a mark says so, else as Windows wrote it."""
    named = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(named)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if text.count("\0") > 0:
        raise ForeignLetterError("It is no .docx, no HTML and no text.")
    return text
