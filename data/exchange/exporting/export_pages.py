"""Records as one array or one a line, all of them or one page."""

from collections.abc import Iterator

from data.exchange.exporting.export_options import USUAL_PER_PAGE, ExportOptions
from data.exchange.exporting.exported_records import Piece
from data.exchange.exporting.record_texts import Texts
from data.values import exact_json


def listed(
    found: Iterator[Texts], options: ExportOptions, envelope: tuple[str, str]
) -> Iterator[Piece]:
    """The records of one page, or of all, as one array or one a line."""
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
        if stop is not None and seen >= stop:
            break
    nothing = "" if options.lines else "".join(envelope) + "\n"
    yield Piece(nothing if is_empty else behind, 0, 0)


def _window(options: ExportOptions) -> tuple[int, int | None]:
    if options.page is None and options.per_page is None:
        return 0, None
    size = options.per_page or USUAL_PER_PAGE
    start = ((options.page or 1) - 1) * size
    return start, start + size
