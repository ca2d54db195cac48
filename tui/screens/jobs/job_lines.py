"""Jobs as lines: the columns of the list of jobs, and the detail of one job beside it."""

from __future__ import annotations

from collections.abc import Sequence

from data.lists.job_list import JobRow
from data.records.job_records import JobRecord, OpeningRecord
from data.records.offer_records import EventRecord
from data.records.pay import JobPay, PayKind
from data.values import money
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui.screens.base import detail_lines
from tui.text import day, glyphs, when
from tui.widgets.columns import Column
from tui.widgets.lines_view import Item
from tui.widgets.virtual_table import ListRows

ADD_OPENING = 0
"""The key of the line that adds an opening; the others are the openings' ids."""

INHERITED = "A new offer starts with this pay."
MIDPOINT = "A new offer starts with the middle of this range."


# ---------------------------------------------------------------- the list


def with_departments(rows: Sequence[JobRow]) -> ListRows[JobRow]:
    """The rows with a heading (a row with a negative id) over the jobs of each department."""
    shown: list[JobRow] = []
    department: str | None = None
    for row in rows:
        if row.department != department:
            department = row.department
            title = department or "No department"
            shown.append(row._replace(id=-1 - len(shown), title=title))
        shown.append(row)
    return ListRows(shown, lambda row: row.id)


def is_heading(row: JobRow) -> bool:
    """Whether the row is a department."""
    return row.id < 0


def _title(row: JobRow) -> tuple[Span, ...]:
    if is_heading(row):
        return (Span(row.title, "strong muted"),)
    return (Span(f" {row.name}", "" if row.is_open else "muted"),)


def _state(row: JobRow) -> tuple[Span, ...]:
    if is_heading(row):
        return ()
    return state(row.is_open)


def state(is_open: bool) -> tuple[Span, ...]:
    """Open or closed, as sign, word and colour."""
    signs = glyphs()
    if is_open:
        return (Span(f"{signs.draft} open", "info"),)
    return (Span(f"{signs.withdrawn} closed", "muted"),)


def _pay(row: JobRow) -> str:
    if is_heading(row):
        return ""
    low, high = row.minimum_minor, row.maximum_minor
    if row.pay_kind == PayKind.FIXED:
        low, high = row.salary_minor, row.salary_minor
    elif row.pay_kind == PayKind.NONE:
        low, high = None, None
    return pay_words(low, high, row.currency, row.pay_frequency, short=True) or glyphs().dash


def pay_words(
    low: int | None,
    high: int | None,
    currency: str | None,
    frequency: str | None,
    *,
    short: bool = False,
) -> str:
    """Pay from `low` to `high` minor units: "80,000 – 95,000 EUR/y"; empty when there is none.

    With `short` a range in whole thousands is said in thousands: "80k – 95k EUR/y".
    """
    if low is None or high is None or low == high:
        words = money.pay(high if low is None else low, currency, frequency)
        if low == high or not words:
            return words
        return f"from {words}" if high is None else f"up to {words}"
    amount, words = money.show_amount(low, currency or ""), money.pay(high, currency, frequency)
    both = f"{amount} {glyphs().dash} {words}"
    return both.replace(",000 ", "k ") if short and both.count(",000 ") == 2 else both


def _numbers(row: JobRow, number: int, total: int) -> tuple[Span, ...]:
    if is_heading(row):
        return ()
    if not total:
        return (Span(glyphs().dash, "muted"),)
    return (Span(f"{number:,}", "value" if number else "muted"), Span(f"/{total:,}", "muted"))


def _place(row: JobRow) -> str:
    return "" if is_heading(row) else row.location or glyphs().dash


COLUMNS = (
    Column[JobRow]("title", "Job", 28, _title, 16, flex=True, priority=9),
    Column[JobRow]("location", "Location", 14, _place, 10, priority=4),
    Column[JobRow]("state", "State", 8, _state, priority=5),
    Column[JobRow]("pay", "Pay", 24, _pay, 22, align="right", priority=7),
    Column[JobRow](
        "openings", "Openings", 8,
        lambda row: _numbers(row, row.openings_open, row.openings), align="right", priority=6,
    ),
    Column[JobRow](
        "offers", "Offers", 8, lambda row: _numbers(row, row.live, row.offers),
        align="right", priority=8,
    ),
)  # fmt: skip
"""Openings are open and all, offers live and all."""


# ---------------------------------------------------------------- the detail


def job_items(
    job: JobRecord, row: JobRow | None, notes: Sequence[EventRecord], width: int
) -> list[Item]:
    """Everything about a job; its openings can be chosen."""
    lines: list[Line] = [*detail_lines.name(job.name, width)]
    lines += detail_lines.name(_where(job), width, "muted")
    lines += [(), *_pay_lines(job.pay, width)]
    if row is not None:
        wording = f"{row.live:,} live of {row.offers:,}" if row.offers else "none yet"
        lines += detail_lines.pair("Offers", wording, width)
    lines += [*detail_lines.values(job.fields, width), ()]
    items = [Item(line) for line in lines] + _opening_items(job.openings, width)
    noted = detail_lines.notes(job.notes, notes, width)
    return [*items, *([Item(())] if noted else []), *(Item(line) for line in noted)]


def _where(job: JobRecord) -> str:
    parts = (job.department, job.location, "open" if job.is_open else "closed")
    return " · ".join(part for part in parts if part)


def _pay_lines(pay: JobPay, width: int) -> list[Line]:
    low, high = pay.minimum, pay.maximum
    if pay.kind is PayKind.FIXED:
        low = high = pay.salary
    words = pay_words(
        low.minor if low else None, high.minor if high else None, pay.currency, pay.pay_frequency
    )
    if pay.kind is PayKind.NONE:
        return detail_lines.pair("Pay", "", width)
    hint = MIDPOINT if pay.kind is PayKind.RANGE and low and high else INHERITED
    return [
        *detail_lines.pair("Pay", words, width),
        *detail_lines.wrapped(hint, width, "muted", detail_lines.indent(width)),
    ]


def _opening_items(openings: tuple[OpeningRecord, ...], width: int) -> list[Item]:
    still = sum(opening.is_open for opening in openings)
    number = f"{still} open of {len(openings)}" if openings else ""
    items = [Item(detail_lines.heading("Openings", number))]
    for opening in openings:
        items += [Item(line, opening.id) for line in _opening_lines(opening, width)]
    items.append(Item((Span(" + Add an opening", "info"),), ADD_OPENING))
    return items


def _opening_lines(opening: OpeningRecord, width: int) -> list[Line]:
    """Its sign, its name, and how it stands beside that."""
    mark, words = opening_words(opening)
    lines = detail_lines.pair(f"  {opening.name}", words, width)
    label = lines[0][0].text
    name = Span(label[3:], "" if opening.is_open else "muted")
    return [(Span(f" {mark.text} ", mark.style), name, *lines[0][1:]), *lines[1:]]


def opening_words(opening: OpeningRecord) -> tuple[Span, str]:
    """The sign of an opening, and how it stands: "filled by Zoë Müller, 3 d ago"."""
    signs = glyphs()
    if opening.is_open:
        since = f" since {day(opening.opened_at.astimezone().date())}" if opening.opened_at else ""
        return Span(signs.draft, "info"), f"open{since}"
    closed = f", {when(opening.closed_at)}" if opening.closed_at else ""
    if opening.filled_by or opening.application_id:
        who = opening.filled_by or f"application {opening.application_id}"
        return Span(signs.accepted, "good"), f"filled by {one_line(who)}{closed}"
    why = f": {one_line(opening.close_reason)}" if opening.close_reason else ""
    return Span(signs.withdrawn, "muted"), f"closed{closed}{why}"
