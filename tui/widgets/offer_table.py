"""Offers as lines of a list: which columns there are, and what each shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.records.list_rows import OfferRow
from data.settings import preferences
from data.values.nearest import nearest
from data.values.styled_text import Span
from data.values.text import one_line
from tui.text import day, expiry_spans, pay, status_spans, when
from tui.widgets.columns import Column


def _candidate(row: OfferRow) -> tuple[Span, ...]:
    flag = (Span("⚑ ", "warn"),) if row.flags else ()
    return (*flag, Span(row.candidate_name))


_APPROVALS = {
    "asked": Span("asked", "warn"),
    "approved": Span("approved", "good"),
    "refused": Span("not approved", "bad"),
}


def _approval(row: OfferRow) -> tuple[Span, ...]:
    """How the approval of its newest version stands; nothing where nobody was asked."""
    word = _APPROVALS.get(row.approval)
    return (word,) if word else ()


_COLUMNS = (
    Column[OfferRow]("candidate", "Candidate", 22, _candidate, 13, flex=True, priority=9),
    Column[OfferRow]("title", "Job", 24, lambda row: row.job_title, 14, flex=True, priority=6),
    Column[OfferRow]("pay", "Pay", 16, pay, 16, align="right", priority=8),
    Column[OfferRow]("status", "Status", 11, status_spans, priority=9),
    Column[OfferRow]("version", "Ver.", 4, lambda row: str(row.version), align="right", priority=5),
    Column[OfferRow]("start", "Starts", 11, lambda row: day(row.start_date), priority=4),
    Column[OfferRow]("expiry", "Expires", 10, expiry_spans, priority=7),
    Column[OfferRow](
        "updated", "Updated", 11, lambda row: when(row.updated_at), priority=2, style="muted"
    ),
    Column[OfferRow](
        "created", "Created", 11, lambda row: when(row.created_at), priority=2, style="muted"
    ),
    Column[OfferRow]("sent", "Sent", 11, lambda row: day(row.sent_at), priority=4),
    Column[OfferRow]("approval", "Approval", 12, _approval, priority=4),
    Column[OfferRow](
        "flags", "Flags", 5, lambda row: str(row.flags or ""), align="right", priority=4
    ),
    Column[OfferRow]("id", "Offer", 8, lambda row: str(row.id), align="right", priority=3),
    Column[OfferRow](
        "application", "Applic.", 8, lambda row: str(row.application_id), align="right", priority=3
    ),
)
_BY_ID = {column.id: column for column in _COLUMNS}


class ChosenColumn(NamedTuple):
    """A column that a person chose, and its width in cells."""

    id: str
    width: int


EVERY = tuple(ChosenColumn(column.id, column.width) for column in _COLUMNS)
"""Every column there is."""
USUAL = EVERY[:8]
"""Those that are shown unless a person chose others."""
SORTED_BY = {
    "title": "job", "pay": "salary", "start": "starts", "expiry": "expires",
}  # fmt: skip
"""The order by a column where it has another name."""


def title(column_id: str) -> str:
    """The column's title, whole."""
    return {"version": "Version", "application": "Application"}.get(
        column_id, _BY_ID[column_id].title
    )


NARROWEST, WIDEST = 4, 60
"""How wide a person can make a column."""


def problem(text: str) -> str:
    """What is wrong with columns as a person's configuration names them, if anything is."""
    for name, width in _named(text):
        if name not in _BY_ID:
            return f"there is no column {one_line(name)}; {nearest(name, list(_BY_ID))}"
        if width and not (width.isdecimal() and NARROWEST <= int(width) <= WIDEST):
            return f"the width of {name} is a number from {NARROWEST} to {WIDEST}."
    return ""


def usual() -> tuple[ChosenColumn, ...]:
    """The columns of a list where none were chosen: those of the person, or those it comes with."""
    text = preferences.get("columns")
    if problem(text):
        return USUAL
    own = {name: int(width or _BY_ID[name].width) for name, width in _named(text)}
    return tuple(ChosenColumn(name, width) for name, width in own.items()) or USUAL


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Names and widths of `candidate, status:14`."""
    for part in text.split(","):
        if part.strip():
            name, _, width = part.partition(":")
            yield name.strip(), width.strip()


def chosen(stored: Iterable[tuple[str, int]]) -> tuple[ChosenColumn, ...]:
    """Columns as they were stored; unknown ones are left out; none: the usual ones."""
    known = tuple(ChosenColumn(name, width) for name, width in stored if name in _BY_ID)
    return known or usual()


def columns(
    chosen: Iterable[ChosenColumn], *, of_a_job: bool = False
) -> tuple[Column[OfferRow], ...]:
    """The columns to show; in the list of a job its title is left out."""
    return tuple(
        _sized(_BY_ID[one.id], one.width) for one in chosen if not (of_a_job and one.id == "title")
    )


def _sized(column: Column[OfferRow], width: int) -> Column[OfferRow]:
    if width == column.width:
        return column
    return column._replace(width=width, min_width=min(width, column.least))
