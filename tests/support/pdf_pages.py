"""What stands on the pages of a PDF, as it is laid out and as a reader takes it out."""

import io
import re

from data.delivery import pdf, web_page
from data.delivery.delivery_records import DeliverableLetter

_NUMBER = re.compile(r"\d+\s*/\s*\d+\s*$")


def pages(letter: DeliverableLetter) -> list[str]:
    """The text of each page as it is laid out, margins too."""
    page = web_page.page_for_pdf(letter)
    fetcher = pdf._refusing(letter.paper.by_name.values())
    document = pdf._weasyprint().HTML(string=page, url_fetcher=fetcher).render()
    return [
        " ".join(box.text for box in one._page_box.descendants() if hasattr(box, "text"))
        for one in document.pages
    ]


def extracted(data: bytes) -> list[str]:
    """The words that a reader takes out of a PDF, but for the number of each page and bullets."""
    from pypdf import PdfReader  # without the extra for PDFs these tests are left out

    said = (page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    words = (word for text in said for word in _NUMBER.sub("", text).split())
    return [word for word in words if word != "•"]
