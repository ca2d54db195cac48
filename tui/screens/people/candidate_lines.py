"""Candidates as lines: the columns of their list, and one of them with applications and offers."""

from __future__ import annotations

from collections.abc import Sequence

from data.lists import twin_candidates
from data.lists.candidate_list import CandidateRow, candidate_line
from data.records.candidate_records import ApplicationRecord, ApplicationStatus, CandidateRecord
from data.records.list_rows import OfferRow
from data.records.offer_records import EventRecord
from data.values.status import LIVE
from data.values.styled_text import Line, Span
from data.values.text import one_line
from tui.commands import key_of
from tui.screens.base import detail_lines
from tui.text import cell_len, cells, expiry_words, glyphs, pay, status_spans
from tui.widgets.columns import Column
from tui.widgets.lines_view import Item

STATUS_WIDTH = 12
_CONTACT = 8


# ---------------------------------------------------------------- the list


def _number(count: int) -> tuple[Span, ...]:
    return (Span(f"{count:,}"),) if count else (Span(glyphs().dash, "muted"),)


COLUMNS = (
    Column[CandidateRow](
        "name", "Candidate", 24, lambda row: candidate_line(row).name, 14, flex=True, priority=9
    ),
    Column[CandidateRow]("email", "Email", 28, lambda row: row.email, 24, flex=True, priority=5),
    Column[CandidateRow](
        "phone", "Phone", 17, lambda row: row.phone, 16, priority=2, style="muted"
    ),
    Column[CandidateRow](
        "applications", "Applied", 7, lambda row: _number(row.applications), align="right",
        priority=6,
    ),
    Column[CandidateRow](
        "offers", "Offers", 6, lambda row: _number(row.offers), align="right", priority=7
    ),
)  # fmt: skip


# ---------------------------------------------------------------- the detail


def candidate_items(
    candidate: CandidateRecord,
    applications: Sequence[ApplicationRecord],
    notes: Sequence[EventRecord],
    width: int,
    hints: Sequence[str] = (),
) -> list[Item]:
    """Contact data, and every application with its offers.

    Offers can be chosen by their ids, applications by their ids with a minus sign.
    """
    lines: list[Line] = [*detail_lines.name(candidate.name, width)]
    if candidate.is_erased:
        lines += detail_lines.wrapped("Deleted: name and contact data are gone.", width, "warn")
    lines += detail_lines.pair("Email", candidate.email, width, left=_CONTACT)
    lines += detail_lines.pair("Phone", candidate.phone, width, left=_CONTACT)
    for hint in hints:
        lines += detail_lines.wrapped(hint, width, "warn")
    number = f"{len(applications)}" if applications else ""
    items = [Item(line) for line in (*lines, (), detail_lines.heading("Applications", number))]
    for application in applications:
        items += _application_items(application, width)
    if not applications:
        key = key_of("candidates", "reoffer")
        none = f"None yet. Press {key} to make an offer: it makes the application."
        items += [Item(line) for line in detail_lines.wrapped(none, width, "muted")]
    note_lines = detail_lines.notes(candidate.notes, notes, width)
    between = [Item(())] if note_lines and not applications else []
    return [*items, *between, *(Item(line) for line in note_lines)]


def hints(candidate: CandidateRecord, joined: Sequence[int]) -> tuple[str, ...]:
    """Who else the candidate may be, and with whom they were joined, each with its key."""
    if candidate.is_erased:
        return ()
    found = []
    twins = twin_candidates.of(candidate.called, candidate.email, candidate.id)
    if twins is not None:
        key = key_of("candidates", "join")
        found.append(f"Has {twins.words}: perhaps one person, {key} joins them.")
    if joined:
        numbers = ", ".join(map(str, joined))
        key = key_of("candidates", "undo_join")
        found.append(f"Joined with candidate {numbers}; {key} takes the last one back.")
    return tuple(found)


def _application_items(application: ApplicationRecord, width: int) -> list[Item]:
    key = -application.id
    mark = application_mark(application.status)
    room = max(1, width - 2 - cell_len(mark.text))
    title = cells(one_line(application.job_title) or "Job not known", room)
    items = [Item((Span(f" {title} ", "strong"), mark), key)]
    if application.rejection_reason:
        lines = detail_lines.wrapped(application.rejection_reason, width - 3, "muted")
        items += [Item((Span("   "), *line)) for line in lines]
    live = sum(offer.standing in LIVE for offer in application.offers)
    if live > 1:
        items.append(Item((Span(f"   {live} live offers for one application", "warn"),)))
    for offer in application.offers:
        items.append(Item(_offer(offer, application.current_offer_id, width), offer.id))
    if not application.offers:
        items.append(
            Item((Span(f"   No offer yet; {key_of('candidates', 'reoffer')} makes one", "muted"),))
        )
    return [*items, Item(())]


def application_mark(status: ApplicationStatus) -> Span:
    """Where an application stands, as sign, word and style."""
    signs = glyphs()
    glyph, style = {
        ApplicationStatus.ACTIVE: (signs.draft, "info"),
        ApplicationStatus.HIRED: (signs.accepted, "good"),
        ApplicationStatus.REJECTED: (signs.declined, "bad"),
    }[status]
    return Span(f"{glyph} {status}", style)


def _offer(offer: OfferRow, current: int | None, width: int) -> Line:
    """Status, version, pay, and when it expires; the current offer is named so."""
    status = status_spans(offer)[0]
    is_current = offer.id == current
    flag = Span("⚑ ", "warn") if offer.flags else Span("  ")
    end = "current" if is_current else ""
    room = max(1, width - STATUS_WIDTH - cell_len(end) - 3)
    words = f" version {offer.version} · {pay(offer)}"
    words = words if cell_len(words) <= room else f" {pay(offer)}"
    if offer.standing in LIVE and offer.expiry_date:
        expiry = f"  expires {expiry_words(offer.expiry_date, offer.standing)}"
        words += expiry if cell_len(words + expiry) <= room else ""
    return (
        flag,
        Span(cells(status.text, STATUS_WIDTH), status.style),
        Span(cells(words, room), "" if is_current else "muted"),
        Span(f" {end}", "accent"),
    )
