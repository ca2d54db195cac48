"""Renders a letter as PDF with WeasyPrint where that is installed; it may load nothing.

The library is imported when the first PDF is made: it takes a second, and may not be there.
"""

import contextlib
import functools
import importlib
import importlib.util
import io
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from data.delivery import letterhead_files, missing_letters, signing, web_page
from data.delivery.delivery_records import DeliverableLetter, Picture
from data.errors import NotAllowed

INSTEAD = "Or open the letter in the browser and print it there."
"""What works everywhere, instead of a PDF."""
INSTALL = 'pip install "offerdesk[pdf]"'
MOST_CELLS = 4_000
"""A letter with more table cells takes minutes to lay out."""
MOST_LENGTH = 300_000
"""The longest letter that is laid out, in characters; about 50,000 words."""
WIDEST = 50
"""The most columns or rows that one cell spans."""
_WORD = re.compile("[^\\s<>\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]{1000}")
"""A word so long takes seconds to break; scripts that break between any two characters do not."""
_SPAN = re.compile(r'\b(colspan|rowspan)="\s*(\d{2,})[^"]*"')
_LIBRARY = re.compile(r"'(lib[\w.+-]+|[\w.+-]+)'")


def is_installed() -> bool:
    """Whether WeasyPrint is here, as far as can be seen without loading it."""
    try:
        return importlib.util.find_spec("weasyprint") is not None
    except (ImportError, ValueError):
        return False


def trouble() -> str:
    """Why no PDF can be made here, and what would help; empty when it can be made."""
    try:
        _weasyprint()
    except ImportError:
        return f"A PDF needs WeasyPrint, which is not installed: {INSTALL}. {INSTEAD}"
    except OSError as error:
        found = _LIBRARY.search(str(error))
        named = f"the system library {found[1]}" if found else "a system library"
        return (
            f"A PDF needs {named}, which is missing: install Pango "
            f"(Debian: apt install libpangoft2-1.0-0; macOS: brew install pango). "
            f"{INSTEAD}"
        )
    return ""


def make(letter: DeliverableLetter) -> bytes:
    """The letter as a tagged PDF (PDF/UA-1) with its fonts in it; raises NotAllowed."""
    cells = letter.html.count("<td") + letter.html.count("<th")
    if cells > MOST_CELLS or len(letter.html) > MOST_LENGTH or _WORD.search(letter.html):
        raise NotAllowed(f"The letter is too large for a PDF. {INSTEAD}", title="No PDF")
    made = from_page(web_page.page_for_pdf(letter), tuple(web_page.used(letter).values()))
    under = letter.paper.letterhead
    return letterhead_files.put_under(made, under.data) if under is not None else made


def from_page(page: str, pictures: Iterable[Picture] = ()) -> bytes:
    """A page as a PDF; whatever it names is refused, but for the pictures that it has in itself.

    Raises NotAllowed where a PDF cannot be made.
    """
    missing = trouble()
    if missing:
        raise NotAllowed(missing, title="No PDF")
    document = _weasyprint().HTML(string=_bounded(page), url_fetcher=_refusing(pictures))
    try:
        with _no_time_in_fonts():
            made = document.write_pdf(finisher=_finished, pdf_variant="pdf/ua-1")
    except RecursionError:
        raise NotAllowed(
            f"The letter is nested too deeply for a PDF. {INSTEAD}", title="No PDF"
        ) from None
    return bytes(made)


def _finished(document: Any, made: Any) -> None:
    """Raises NotAllowed for letters that would be boxes; makes the field to sign one to sign."""
    missing = [chr(code) for font in document.fonts.values() for code in font.missing]
    if missing:
        raise NotAllowed(f"{missing_letters.sentence(missing)} {INSTEAD}", title="No PDF")
    _with_signature(made)


def _with_signature(made: Any) -> None:
    """The field for the signature, which comes as one for text, is one to sign."""
    for field in made.objects:
        if _is_field(field, signing.SIGNATURE):
            field["FT"] = "/Sig"
            for name in ("DA", "V"):
                field.pop(name, None)


def _is_field(found: Any, name: str) -> bool:
    return isinstance(found, dict) and found.get("FT") == "/Tx" and found["T"].string == name


@contextlib.contextmanager
def _no_time_in_fonts() -> Iterator[None]:
    """Where fontTools cuts fonts, it writes the time into them, unless this variable is set."""
    name = "SOURCE_DATE_EPOCH"
    if name in os.environ:
        yield
        return
    os.environ[name] = "0"
    try:
        yield
    finally:
        os.environ.pop(name, None)


def _bounded(page: str) -> str:
    """The page with cells that span no more than a table can have."""

    def bounded(match: re.Match[str]) -> str:
        return f'{match[1]}="{min(int(match[2][:6]), WIDEST)}"'

    return _SPAN.sub(bounded, page)


@functools.cache
def _weasyprint() -> Any:
    """The library; raises ImportError or OSError.

    What it prints on failing, and warns of on a system with an older Pango, is not for people.
    """
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return importlib.import_module("weasyprint")


def _refusing(pictures: Iterable[Picture]) -> Any:
    """What WeasyPrint asks for everything that a page names: it knows pictures and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    known = {picture.uri: picture for picture in pictures}

    class Refusing(URLFetcher):
        """Refuses every address but those of the pictures."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            """A picture; raises ValueError for everything else, which is left out then."""
            if url in known:
                kind = {"Content-Type": known[url].mime}
                return URLFetcherResponse(url, known[url].data, kind)
            raise ValueError("letters fetch nothing")

    return Refusing(allowed_protocols=())
