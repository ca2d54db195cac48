"""Records as one array or one a line, all of them or one page."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.exchange.exporting.export_options import USUAL_PER_PAGE, ExportOptions
from data.exchange.exporting.exported_records import Piece
from data.exchange.exporting.record_texts import Texts
from data.values import exact_json


@dataclass(slots=True)
class Place:
    """Where a page is among all: filled in while it is written."""

    page: int = 1
    per_page: int = USUAL_PER_PAGE
    records: int = 0

    @property
    def last(self) -> int:
        """The last page."""
        return max(1, -(-self.records // self.per_page))

    @property
    def header(self) -> str:
        """The pages beside it, as a Link header of HTTP names them."""
        pages = {"prev": self.page - 1, "next": self.page + 1, "last": self.last}
        there = {rel: page for rel, page in pages.items() if 1 <= page <= self.last}
        return ", ".join(
            f'<?page={page}&per_page={self.per_page}>; rel="{rel}"' for rel, page in there.items()
        )


def listed(
    found: Iterator[Texts],
    options: ExportOptions,
    envelope: tuple[str, str],
    place: Place | None = None,
) -> Iterator[Piece]:
    """The records of one page, or of all, as one array or one a line.

    A place is filled in: for that everything is read, also behind the page.
    """
    start, stop = _window(options)
    before, behind, between = f"{envelope[0]}\n", f"\n{envelope[1]}\n", ",\n"
    if options.lines:
        before, behind, between = "", "\n", "\n"
    seen = 0
    lead = before
    is_empty = True
    for offers, texts in found:
        wanted = texts[max(0, start - seen) : None if stop is None else max(0, stop - seen)]
        seen += len(texts)
        text = between.join(map(exact_json.printable, wanted))
        yield Piece(lead + text if text else "", offers, len(wanted))
        lead, is_empty = (between, False) if text else (lead, is_empty)
        if stop is not None and seen >= stop and place is None:
            break
    if place is not None:
        place.page, place.per_page = options.page or 1, options.per_page or USUAL_PER_PAGE
        place.records = seen
    nothing = "" if options.lines else "".join(envelope) + "\n"
    yield Piece(nothing if is_empty else behind, 0, 0)


def _window(options: ExportOptions) -> tuple[int, int | None]:
    if options.page is None and options.per_page is None:
        return 0, None
    size = options.per_page or USUAL_PER_PAGE
    start = ((options.page or 1) - 1) * size
    return start, start + size
