"""Offers, lists and import reports as plain lines, for the command line; nothing of Textual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from data.storage.connection import storage_errors
from data.values import amounts, clock
from data.values.cell_width import cell_width, cut
from data.values.status import is_expired, standing_word
from data.values.text import one_line

if TYPE_CHECKING:
    from data.filters.filter import Filter
    from data.lists.sort_order import SortOrder
    from data.records.attachment_records import AttachmentRecord
    from data.records.list_rows import OfferRow
    from data.records.offer_records import EventRecord, OfferRecord, Terms, VersionRecord

_MEASURED = 1000
"""Rows looked at to find the width of the columns."""
_WIDEST = 40
_HEADER = ("ID", "CANDIDATE", "JOB", "PAY", "STATUS", "V", "START", "EXPIRES", "CREATED", "")
_APPROVALS = {"asked": "approval asked", "approved": "approved", "refused": "not approved"}
_RIGHT = frozenset((0, 3, 5))


# ---------------------------------------------------------------- lists


class Rows:
    """The offers of a list, read on the way; raises FilterError."""

    def __init__(
        self, job_id: int | None, wanted: Filter, limit: int | None, order: SortOrder
    ) -> None:
        from data.lists import offer_list

        with storage_errors():
            self._rows = islice(offer_list.rows(job_id, wanted, order), limit)

    def __iter__(self) -> Iterator[OfferRow]:
        while True:
            with storage_errors():
                row = next(self._rows, None)
            if row is None:
                return
            yield row


def rows_json(rows: Rows) -> Iterator[str]:
    """One JSON array, a row a line, written as it is read."""
    from data.offers import json_documents

    before: str | None = None
    yield "["
    for row in rows:
        if before is not None:
            yield before + ","
        before = json_documents.dumps(json_documents.row_document(row))
    if before is not None:
        yield before
    yield "]"


def table(rows: Rows) -> Iterator[str]:
    """Aligned columns with a header; a sentence when there is nothing."""
    cells = (_cells(row) for row in rows)
    measured = list(islice(cells, _MEASURED))
    if not measured:
        yield "No offers."
        return
    widths = [
        min(_WIDEST, max(cell_width(line[column]) for line in (_HEADER, *measured)))
        for column in range(len(_HEADER))
    ]
    for line in chain([_HEADER], measured, cells):
        yield _aligned(line, widths)


def _cells(row: OfferRow) -> tuple[str, ...]:
    pay = amounts.pay(row.salary_minor, row.currency, row.pay_frequency) or row.salary_text
    expiry = date.fromisoformat(row.expiry_date) if row.expiry_date else None
    expired = is_expired(row.standing, expiry, clock.today())
    marks = ["expired"] if expired else []
    marks += [_count(row.flags, "flag")] if row.flags else []
    marks += [_APPROVALS[row.approval]] if row.approval in _APPROVALS else []
    return (
        str(row.id),
        one_line(row.candidate_name),
        one_line(row.job_title) or "-",
        one_line(pay) or "-",
        standing_word(row.standing),
        str(row.version),
        row.start_date or "-",
        row.expiry_date or "-",
        row.created_at[:10],
        ", ".join(marks),
    )


def _aligned(line: tuple[str, ...], widths: list[int]) -> str:
    parts = []
    for column, (text, width) in enumerate(zip(line, widths, strict=True)):
        fitted = cut(text, width)
        space = " " * (width - cell_width(fitted))
        parts.append(space + fitted if column in _RIGHT else fitted + space)
    return "  ".join(parts).rstrip()


# ---------------------------------------------------------------- one offer


def offer(number: int) -> OfferRecord:
    """The offer with this number, here or where it came from; raises NotFound."""
    from data.offers import offers

    with storage_errors():
        return offers.get(offers.resolve_number(number))


def offer_lines(offer: OfferRecord) -> Iterator[str]:
    """One offer for people: its terms, versions with what changed, history and flags."""
    yield f"Offer {offer.id}: {one_line(offer.candidate_name)}, {one_line(offer.job_title)}"
    yield from _pairs(_head(offer))
    yield from _section("Terms", _pairs(_terms(offer.terms, offer)))
    trails = (f"  {one.id}  {one_line(one.line)}" for one in offer.negotiations)
    yield from _section("Negotiated", trails)
    yield from _section("Attached", (attachment(one) for one in offer.attachments))
    yield from _section("Versions", (line for one in offer.versions for line in _version(one)))
    yield from _section("History", (event_line(event) for event in offer.events))
    flags = (f"  {one_line(flag.field)}: {one_line(flag.text)}" for flag in offer.flags)
    yield from _section("To look at", flags)


def attachment(one: AttachmentRecord) -> str:
    """One attached file: its number, what it is, its name, its size and its SHA-256."""
    from data.offers import attachments

    version = f" of version {one.version}" if one.version is not None else ""
    by = f" by {one.added_by}" if one.added_by else ""
    what = f"{one.kind.words}{version}, {attachments.size_words(one.size)}"
    parts = (one.name, what, f"{_when(one.added_at)}{by}", f"SHA-256 {one.sha256}")
    return f"  {one.id}  " + " · ".join(one_line(part) for part in parts)


def _head(offer: OfferRecord) -> Iterator[tuple[str, str]]:
    from data.values import dates

    wording = f" ({offer.source_value} where it came from)" if offer.source_value else ""
    expired = ", expired" if offer.is_expired(clock.today()) else ""
    yield "Status", f"{standing_word(offer.standing)}{expired}{wording}"
    yield "Version", f"{offer.version} of {len(offer.versions)}"
    yield "Application", f"{offer.application_id}, {one_line(offer.application_standing)}"
    if offer.candidate:
        contact = (offer.candidate.email, offer.candidate.phone)
        yield "Candidate", " · ".join(filter(None, (offer.candidate.name, *contact)))
    if offer.job:
        place = (offer.job.name, offer.job.department, offer.job.location)
        yield "Job", " · ".join(filter(None, place))
    yield "Created", _when(offer.created_at) + (f" by {offer.created_by}" * bool(offer.created_by))
    yield "Updated", _when(offer.updated_at)
    yield "Sent", dates.show(offer.sent_at) if offer.sent_at else ""
    yield "Resolved", _when(offer.resolved_at) if offer.resolved_at else ""
    yield "Known as", ", ".join(f"{system} {number}" for system, number in offer.remote_ids)


def _terms(terms: Terms, offer: OfferRecord) -> Iterator[tuple[str, str]]:
    from data.records.offer_terms import HTML, TERMS
    from data.records.template_records import BY_HAND
    from data.values import field_texts, money

    seat = offer.opening
    own = {
        "salary": terms.salary_text or "-" if terms.salary is None else money.show(terms.salary),
        "currency": "" if terms.salary else terms.currency or "",
        "opening": f"{seat.name}, {'open' if seat.is_open else 'closed'}" if seat else "",
        "template": BY_HAND if terms.letter_html is not None else offer.template_name,
    }
    for term in TERMS:
        if term.type is not HTML:
            label = "Letter" if term.key == "template" else term.header.capitalize()
            yield label, own[term.key] if term.key in own else term.shown(terms)
    for value in terms.fields:
        yield value.name, field_texts.show(value)
    for at, text in enumerate(_package(terms)):
        yield "" if at else "Package", text


def _package(terms: Terms) -> tuple[str, ...]:
    """What they cost; without a custom field that is part of it nothing is loaded to say so."""
    from data.fields import custom_fields

    if not custom_fields.in_package():
        return ()
    from data.offers import packages

    return packages.lines(terms)


def _version(version: VersionRecord) -> Iterator[str]:
    by = f" by {one_line(version.created_by)}" if version.created_by else ""
    state = ", replaced" if version.is_superseded else ""
    note = f" · {one_line(version.note)}" if version.note else ""
    yield f"  {version.number}  {_when(version.created_at)}{by}  {version.status}{state}{note}"
    for change in version.changes:
        yield f"       {one_line(change)}"


def event_line(event: EventRecord) -> str:
    """One line of a history: when, what happened, why, by whom."""
    moved = [status for status in (event.from_status, event.to_status) if status]
    parts = [
        event.kind,
        f"version {event.version}" if event.version is not None else "",
        " → ".join(dict.fromkeys(moved)),
        event.reason,
        event.text,
        "as an exception" if event.forced else "",
        f"by {event.actor}" if event.actor else "",
        f"for {event.on_behalf_of}" if event.on_behalf_of else "",
    ]
    return f"  {_when(event.at)}  " + " · ".join(one_line(part) for part in parts if part)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    found = [(one_line(label), one_line(text)) for label, text in pairs if text]
    width = min(_WIDEST, max((cell_width(label) for label, _ in found), default=0))
    for label, text in found:
        yield f"  {label}{' ' * max(0, width - cell_width(label))}  {text}"


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield title
        yield from found


def _when(moment: datetime) -> str:
    """A moment in local time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")
