"""A letterhead: a PDF that the pages of a letter are printed on, as if it were paper.

A PDF may come from anybody. Of its first two pages only what is drawn is kept, and what that needs;
links, forms, scripts, attachments and everything about the file stay behind. The first page is for
the first page of a letter, the second for all others; one alone is for every page.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from data.delivery.picture_files import BadPicture, read_bytes, short_name
from data.settings.paper_files import PaperFile
from data.values.text import one_line

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

MOST_BYTES = 2 * 1024 * 1024
"""The largest letterhead; it goes into every PDF."""
MOST_DRAWN = 4 * 1024 * 1024
"""The most that a page may draw, in bytes, unpacked."""
SIDES = (100, 2_000)
"""The shortest and the longest side of a page, in points."""
PAGES = 2
NEEDED = 'A letterhead needs pypdf, which is not installed: pip install "offerdesk[pdf]".'
UNREADABLE = "The letterhead cannot be read."
_KEPT = ("/Type", "/MediaBox", "/Resources", "/Contents", "/Rotate")
_BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError,
    AssertionError, NotImplementedError, MemoryError, zlib.error,
)  # fmt: skip
"""What reading a damaged PDF ends in."""


def read(named: str) -> tuple[PaperFile, tuple[str, ...]]:
    """The letterhead in a file, with only its first pages, and what was left out of it.

    Raises BadPicture.
    """
    name = one_line(named)
    return checked(name, read_bytes(name, MOST_BYTES, "a PDF"))


@lru_cache(maxsize=1)  # a form asks at every key
def checked(name: str, data: bytes) -> tuple[PaperFile, tuple[str, ...]]:
    """The letterhead that some bytes are; raises BadPicture."""
    if not data.startswith(b"%PDF-"):
        raise BadPicture(f"{name} is no PDF.")
    with _reading(f"{name} cannot be read as a letterhead."):
        made, size, left_out = _cleaned(data)
    if not SIDES[0] <= min(size) <= max(size) <= SIDES[1]:
        raise BadPicture(f"{name} is {size[0]} x {size[1]} points: no page of a letter.")
    return PaperFile(short_name(name), "pdf", *size, made), left_out


def put_under(letter: bytes, letterhead: bytes) -> bytes:
    """The PDF of a letter with the letterhead under each page; raises BadPicture."""
    with _reading(UNREADABLE):
        return _put_under(letter, letterhead)


def page_count(data: bytes) -> int:
    """How many pages a kept letterhead has, one or two; raises BadPicture."""
    with _reading(UNREADABLE):
        from pypdf import PdfReader

        return min(PAGES, len(PdfReader(BytesIO(data)).pages))


@contextmanager
def _reading(sentence: str) -> Iterator[None]:
    """Whatever reading a damaged PDF ends in is said in a sentence; raises BadPicture."""
    try:
        from pypdf.errors import PyPdfError
    except ImportError:
        raise BadPicture(NEEDED) from None
    try:
        yield
    except (*_BROKEN, PyPdfError) as error:
        raise BadPicture(sentence) from error


def _cleaned(data: bytes) -> tuple[bytes, tuple[int, int], tuple[str, ...]]:
    from pypdf import PdfReader, PdfWriter

    reader, writer = PdfReader(BytesIO(data)), PdfWriter()
    if reader.is_encrypted:
        raise ValueError("it is encrypted")
    left_out = {"pages behind the second"} if len(reader.pages) > PAGES else set()
    for page in reader.pages[:PAGES]:
        left_out |= _undress(page)
        _drawn(page)  # before anything reads it command by command, which takes long
        writer.add_page(page).transfer_rotation_to_content()
    box = writer.pages[0].mediabox
    file = BytesIO()
    writer.write(file)
    return file.getvalue(), (round(box.width), round(box.height)), tuple(sorted(left_out))


def _undress(page: "PageObject") -> set[str]:
    """Take everything from a page that is not drawn; gives what a person should know of."""
    left_out = {"links and fields"} if "/Annots" in page else set()
    for key in [key for key in page if key not in (*_KEPT, "/Parent")]:
        del page[key]
    return left_out


def _drawn(page: "PageObject") -> bytes:
    """What a page draws, within the limit."""
    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    if len(data) > MOST_DRAWN:
        raise ValueError("it draws too much")
    return data


def _put_under(letter: bytes, letterhead: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

    reader = PdfReader(BytesIO(letter))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    sheets = PdfReader(BytesIO(letterhead)).pages[:PAGES]
    forms = [_form(writer, sheet) for sheet in sheets]
    for at, page in enumerate(writer.pages):
        which = min(at, len(forms) - 1)
        name = f"/Letterhead{which}"
        resources: Any = page["/Resources"].get_object()
        known = resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()
        known[NameObject(name)] = forms[which]
        stream = StreamObject()
        stream.set_data(_drawn_whole(page, sheets[which], name).encode())
        drawn = page.raw_get("/Contents")
        behind = drawn if isinstance(drawn, ArrayObject) else ArrayObject([drawn])
        page[NameObject("/Contents")] = ArrayObject([writer._add_object(stream), *behind])
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _form(writer: "PdfWriter", sheet: "PageObject") -> Any:
    """What a page of the letterhead draws, as one thing to draw."""
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    form = StreamObject()
    form.set_data(_drawn(sheet))
    packed = form.flate_encode()
    resources: Any = sheet.get("/Resources", DictionaryObject()).get_object()
    packed.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): sheet.mediabox,
        NameObject("/Resources"): resources.clone(writer),
    })  # fmt: skip
    return writer._add_object(packed)


def _drawn_whole(page: "PageObject", sheet: "PageObject", name: str) -> str:
    """Draws it over the whole page, as something that is no part of the text."""
    own, box = page.mediabox, sheet.mediabox
    across, up = float(own.width) / float(box.width), float(own.height) / float(box.height)
    left, bottom = -float(box.left) * across, -float(box.bottom) * up
    matrix = " ".join(f"{number:.5f}" for number in (across, 0, 0, up, left, bottom))
    return f"/Artifact BMC q {matrix} cm {name} Do Q EMC\n"
