"""The terms of one version as label and value, with what is inherited, missing or unread marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.errors import Problem
from data.letters.layout.wrapping import prefixed, wrap
from data.records import field_records
from data.records.field_records import FieldRecord
from data.records.offer_records import OfferRecord, Terms, VersionRecord
from data.records.offer_terms import HTML, TERMS, TEXT, of_type
from data.values import field_texts
from data.values.status import WITH_CANDIDATE
from data.values.styled_text import Line, Span
from data.values.text import one_line, plain
from tui.text import cells, day, expiry_words, glyphs, status_mark, when

LABEL = 15
"""Cells of the label column."""
_TEXTS = frozenset(term.key for term in of_type(TEXT))
"""Terms that are shown only when they are set, or missing."""


def terms_lines(
    offer: OfferRecord,
    version: VersionRecord,
    definitions: Sequence[FieldRecord],
    missing: Iterable[Problem],
    template: str,
    width: int,
    pay_standing: Sequence[str] = (),
) -> list[Line]:
    """Everything about an offer as lines of `width` cells; what is missing says so in its place.

    `pay_standing` says where its pay stands, in the job's range and among other offers.
    """
    lacking = {problem.field for problem in missing}
    inherited = set(offer.inherited) if version.number == offer.version else set()
    marks = dict.fromkeys(inherited, ("inherited", "info"))
    marks |= dict.fromkeys(lacking, ("missing", "warn"))
    lines = _about(offer, version, width)
    lines += [(), _heading("Terms", width)]
    for key, label, text in _terms(offer, version.terms, template):
        if text or key in marks or key not in _TEXTS:
            lines += row(label, text, width, marks.get(key))
        if key == "salary" and text:
            lines += [line for words in pay_standing for line in row("", words, width)]
    for one in offer.negotiations:
        lines += row("Negotiated", one.line, width)
    lines += [(), _heading("Custom fields", width)]
    for key, label, text in _custom(version.terms, definitions):
        lines += row(label, text, width, marks.get(key))
    return [*lines, *_flags(offer, width)]


def row(label: str, text: str, width: int, mark: tuple[str, str] | None = None) -> list[Line]:
    """A label and its value, wrapped under itself; a mark such as "missing" comes after it."""
    wording = text or ("" if mark else glyphs().dash)
    pieces = [Span(plain(wording), "value" if text else "muted")]
    pieces += [Span(" "), Span(*mark)] if mark else []
    first = Span(cells(label, LABEL) + " ", "label")
    return prefixed(wrap(pieces, max(8, width - LABEL - 1)), first, Span(" " * (LABEL + 1)))


def _heading(text: str, width: int) -> Line:
    return (Span(text, "strong accent"),)


def _about(offer: OfferRecord, version: VersionRecord, width: int) -> list[Line]:
    standing = offer.standing
    expires = version.terms.expiry_date
    expired = _is_past(offer, version)
    mark = status_mark(standing, expired=expired)
    state = f"{mark.glyph} {mark.word}" + (f" ({offer.status.value})" if expired else "")
    status: Line = (Span(cells("Status", LABEL) + " ", "label"), Span(state, mark.style))
    lines = [status]
    if offer.source_value and offer.source_value != offer.status.value:
        lines += row("There", offer.source_value, width)
    lines += row("Job", offer.job_title, width)
    if offer.job and (offer.job.department or offer.job.location):
        lines += row(
            "", " · ".join(filter(None, (offer.job.department, offer.job.location))), width
        )
    applied = one_line(offer.application_standing)
    lines += row("Application", f"{offer.application_id} · {applied}", width)
    if offer.sent_at:
        lines += row("Sent", day(offer.sent_at), width)
    if offer.resolved_at:
        lines += row("Decided", when(offer.resolved_at), width)
    if expires and offer.status in WITH_CANDIDATE:
        lines += row("Expires", expiry_words(expires.isoformat(), standing), width)
    lines += row(
        "Created", f"{when(offer.created_at)} by {offer.created_by or 'nobody known'}", width
    )
    if offer.reoffer_of:
        lines += row("Re-offer of", f"offer {offer.reoffer_of[0]}, v{offer.reoffer_of[1]}", width)
    for system, number in offer.remote_ids:
        lines += row("", f"{number} in {system}", width)
    return lines


def _is_past(offer: OfferRecord, version: VersionRecord) -> bool:
    from data.values import clock
    from data.values.status import is_expired

    return is_expired(offer.standing, version.terms.expiry_date, clock.today())


def _terms(offer: OfferRecord, terms: Terms, template: str) -> list[tuple[str, str, str]]:
    seats = offer.job.openings if offer.job else ()
    openings = {one.id: one.name for one in (*seats, *filter(None, (offer.opening,)))}
    names = {"opening": openings, "template": {terms.template_id or 0: template}}
    shown = {term.key: term.shown(terms, names, short=True) for term in TERMS}
    if terms.salary is None and terms.salary_text:
        shown["salary"] = f"“{terms.salary_text}” (text)"
    if terms.letter_html is not None:
        shown["template"] = f"by hand, no longer follows {template or 'a template'}"
    return [(term.key, term.label, shown[term.key]) for term in TERMS if term.type is not HTML]


def _custom(terms: Terms, definitions: Sequence[FieldRecord]) -> list[tuple[str, str, str]]:
    held = {value.key: value for value in terms.fields}
    active = [item for item in definitions if item.active or item.key in held]
    return [
        (
            field_records.field_key(item.key),
            item.name,
            field_texts.show(held[item.key]) if item.key in held else "",
        )
        for item in active
    ]


def _flags(offer: OfferRecord, width: int) -> list[Line]:
    if not offer.flags:
        return []
    lines: list[Line] = [(), _heading("Flags", width)]
    for flag in offer.flags:
        wrapped = wrap([Span(plain(flag.text), "warn")], max(8, width - 2))
        lines += prefixed(wrapped, Span("! ", "warn"), Span("  "))
    return lines
