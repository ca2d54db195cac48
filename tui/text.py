"""The only way user text becomes something drawn: harmless, one line, exactly so many cells.

Money, dates and statuses in the words people read are here too, each once.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len as _cell_len
from rich.cells import split_graphemes
from textual.content import Content

from data.values import clock, dates, money
from data.values.status import DECIDED, SUPERSEDED, WITH_CANDIDATE, is_expired, standing_word
from data.values.styled_text import Span
from data.values.text import one_line, plain

if TYPE_CHECKING:
    from data.records.list_rows import OfferRow

SOON = 7
"""Days before its expiry from which an offer is marked as running out."""


_BLANKS = str.maketrans("\t\n", "  ")
_LOOSE_JOINERS = re.compile("(?:^|(?<= ))[\u200d\ufe0f]+|\u200d+(?= |$)")


class Glyphs(NamedTuple):
    """The signs drawn beside words; one set for every font, one for ASCII terminals."""

    draft: str
    sent: str
    pending: str
    accepted: str
    declined: str
    withdrawn: str
    superseded: str
    expired: str
    unknown: str
    marker: str
    mark: str
    thumb: str
    ellipsis: str
    dash: str
    ascending: str
    descending: str
    dot: str


UNICODE = Glyphs(*"○●◐✓✗⊘·!?▌◆▐…–▲▼·")
ASCII = Glyphs(*"o*~+x/.!?>=#~-^v-")
_glyphs = UNICODE


def glyphs() -> Glyphs:
    """The signs in use."""
    return _glyphs


def use_ascii(ascii_only: bool) -> None:
    """Draw signs with ASCII alone from now on, or with the usual ones again."""
    global _glyphs
    _glyphs = ASCII if ascii_only else UNICODE
    _fit.cache_clear()


def is_ascii(own: str, of_desk: object) -> bool:
    """Whether signs are ASCII: as a person's own configuration says, else as the desk does."""
    return own == "ascii" if own else bool(of_desk)


# ---------------------------------------------------------------- fitting text


def content(text: str) -> Content:
    """User text for a widget or a border title: harmless, never read as markup."""
    return Content(plain(text))


def cell_len(text: str) -> int:
    """How many terminal cells `text` takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else _cell_len(text)


def cells(text: str, width: int, align: str = "left") -> str:
    """`text` harmless, on one line and in exactly `width` cells, cut with an ellipsis.

    `align` is left, right or center. Leading spaces stay, because they indent.
    """
    if width <= 0:
        return ""
    if not (text.isascii() and text.isprintable()):
        return _fit(text[: 8 * width + 64], width, align)
    if len(text) > width:
        return text[: width - 1] + _glyphs.ellipsis
    return _padded(text, width - len(text), align)


@lru_cache(maxsize=4096)
def _fit(text: str, width: int, align: str) -> str:
    """The slow way of `cells`, for text with anything but printable ASCII in it."""
    flat = _flat(text)
    spans, length = split_graphemes(flat)
    if length <= width:
        return _padded(flat, width - length, align)
    used = end = 0
    for _, stop, size in spans:
        if used + size > width - 1:
            break
        used, end = used + size, stop
    return flat[:end] + _glyphs.ellipsis + " " * (width - 1 - used)


def harmless(text: str) -> str:
    """User text for one run on a line that is laid out already: no break, tab or control in it."""
    if text.isascii() and text.isprintable():
        return text
    return plain(text).translate(_BLANKS)


def _flat(text: str) -> str:
    """`text` harmless and on one line, its indentation kept."""
    clean = plain(text)
    indent = len(clean) - len(clean.lstrip(" "))
    flat = " " * indent + one_line(clean)
    # A joiner with nothing to join would take a blank beside the text with it.
    return _LOOSE_JOINERS.sub("", flat) if "\u200d" in flat or "\ufe0f" in flat else flat


def _padded(text: str, missing: int, align: str) -> str:
    if align == "right":
        return " " * missing + text
    if align == "center":
        return " " * (missing // 2) + text + " " * (missing - missing // 2)
    return text + " " * missing


def span_cells(spans: tuple[Span, ...], width: int, align: str = "left") -> tuple[Span, ...]:
    """Styled text in exactly `width` cells; the span at the edge is cut with an ellipsis."""
    if len(spans) == 1:
        return (Span(cells(spans[0].text, width, align), spans[0].style),)
    fitted: list[Span] = []
    left = width
    for index, (text, style) in enumerate(spans):
        last = index == len(spans) - 1
        size = left if last else min(left, cell_len(_flat(text)))
        if not last and size == left:
            fitted.append(Span(cells(text + " ", left), style))
            left = 0
            break
        fitted.append(Span(cells(text, size), style))
        left -= size
    return _shifted(tuple(fitted), align) if align != "left" else tuple(fitted)


def _shifted(spans: tuple[Span, ...], align: str) -> tuple[Span, ...]:
    """Spans with the blanks behind the last one moved before the first."""
    if not spans:
        return spans
    last = spans[-1].text.rstrip(" ")
    blanks = len(spans[-1].text) - len(last)
    before = blanks if align == "right" else blanks // 2
    rest = Span(last + " " * (blanks - before), spans[-1].style)
    return (Span(" " * before), *spans[:-1], rest)


# ---------------------------------------------------------------- words for people


class Mark(NamedTuple):
    """How a status is shown: never by colour alone."""

    glyph: str
    word: str
    style: str


def status_mark(standing: str, signs: Glyphs | None = None, *, expired: bool = False) -> Mark:
    """The sign, word and style of a standing: a status, "superseded", or expired."""
    name = "expired" if expired else standing
    sign = getattr(signs or _glyphs, name, (signs or _glyphs).unknown)
    return Mark(sign, standing_word(name), name)


def status_spans(row: OfferRow, today: date | None = None) -> tuple[Span, ...]:
    """The status of an offer as a cell of a list: sign and word in its colour."""
    mark = status_mark(row.standing, expired=_expired(row.expiry_date, row.standing, today))
    return (Span(f"{mark.glyph} {mark.word}", mark.style),)


def _expired(iso: str | None, standing: str, today: date | None) -> bool:
    expiry = date.fromisoformat(iso) if iso else None
    return is_expired(standing, expiry, today or clock.today())


def expiry_words(iso: str | None, standing: str, today: date | None = None) -> str:
    """When an offer expires, in people's words; nothing for one that is decided."""
    if standing in DECIDED or standing == SUPERSEDED:
        return ""
    if not iso:
        return _glyphs.dash
    return dates.relative(date.fromisoformat(iso), today or clock.today())


def expiry_spans(row: OfferRow, today: date | None = None) -> tuple[Span, ...]:
    """When an offer expires as a cell of a list: bad when past, a warning when near."""
    today = today or clock.today()
    words = expiry_words(row.expiry_date, row.standing, today)
    return (Span(words, _expiry_style(row, today)),)


def _expiry_style(row: OfferRow, today: date) -> str:
    if not row.expiry_date or row.standing not in WITH_CANDIDATE:
        return "muted"
    if _expired(row.expiry_date, row.standing, today):
        return "bad"
    is_near = date.fromisoformat(row.expiry_date) <= today + timedelta(days=SOON)
    return "warn" if is_near else "value"


def pay(row: OfferRow) -> str:
    """The pay of an offer in a list: an amount, a source's own words, or a dash."""
    if row.salary_minor is not None:
        return money.pay(row.salary_minor, row.currency, row.pay_frequency)
    return one_line(row.salary_text) or _glyphs.dash


def when(moment: datetime | str | None) -> str:
    """A moment in people's words ("5 min ago", "2 weeks ago"), or a dash."""
    if moment is None or moment == "":
        return _glyphs.dash
    read = clock.moment(moment) if isinstance(moment, str) else moment
    return dates.ago(read, clock.now())


def day(value: date | str | None) -> str:
    """A day, short ("15 Apr 2026"), or a dash."""
    if not value:
        return _glyphs.dash
    read = date.fromisoformat(value) if isinstance(value, str) else value
    return read.strftime(_DAYS[_days]) if _days in _DAYS else dates.short(read)


_DAYS = {"iso": "%Y-%m-%d", "dmy": "%d.%m.%Y", "mdy": "%m/%d/%Y"}
"""How days read that are not in words."""
_days = ""


def use_days(style: str) -> None:
    """Show days as a person wants them: "iso", "dmy", "mdy", else in words."""
    global _days
    _days = style
