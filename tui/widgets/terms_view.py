"""The terms of one version as label and value, with what is inherited, missing or unread marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from data.errors import Problem
from data.letters.layout.wrapping import prefixed, wrap
from data.records import field_records
from data.records.field_records import FieldRecord
from data.records.offer_records import OfferRecord, Terms, VersionRecord
from data.records.offer_terms import HTML, LABELS, TERMS, TEXT, of_type
from data.values import field_texts, money
from data.values.status import WITH_CANDIDATE
from data.values.styled_text import Line, Span
from data.values.text import one_line, plain
from tui.text import cell_len, cells, day, expiry_words, glyphs, status_mark, when

LABEL = 15
"""Cells of the label column at least; wide panes give it what the longest label needs."""
PAY = ("salary", "currency", "pay_frequency")
"""Terms that are one line: "70,000 EUR a year"."""
Mark = tuple[str, str]
"""What is said behind a value, and its style."""
MISSING: Mark = ("missing", "warn")
FROM_JOB: Mark = ("from the job", "info")
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
    package: Sequence[str] = (),
) -> list[Line]:
    """Everything about an offer as lines of `width` cells; what is missing says so in its place.

    `pay_standing` says where its pay stands, in the job's range and among other offers, `package`
    what it costs a year.
    """
    lacking = {problem.field for problem in missing}
    inherited = set(offer.inherited) if version.number == offer.version else set()
    marks = dict.fromkeys(inherited, FROM_JOB) | dict.fromkeys(lacking, MISSING)
    custom = _custom(version.terms, definitions)
    rows = _Rows(width, _label_width((name for _, name, _ in custom), width))
    lines = [*_about(offer, version, rows), (), _heading("Terms")]
    lines += rows.row("Salary", *_pay(version.terms, marks))
    lines += [line for standing in pay_standing for line in rows.row("", standing)]
    for at, text in enumerate(package):
        lines += rows.row("" if at else "Package", text)
    for key, name, text in _terms(offer, version.terms, template):
        if text or key in marks or key not in _TEXTS:
            lines += rows.row(name, text, _mark(text, marks.get(key)))
    for one in offer.negotiations:
        lines += rows.row("Negotiated", one.line)
    return [*lines, *_custom_lines(custom, marks, rows), *_flags(offer, width)]


class _Rows(NamedTuple):
    """Labels in one column, values wrapped in the other."""

    width: int
    label: int

    def row(self, label: str, text: str, mark: Mark | None = None) -> list[Line]:
        """A label and its value; a mark such as "missing" comes after it."""
        wording = text or ("" if mark else glyphs().dash)
        pieces = [Span(plain(wording), "value" if text else "muted")]
        pieces += [Span(" · " if wording else "", mark[1]), Span(*mark)] if mark else []
        first = Span(cells(label, self.label) + " ", "label")
        room = max(8, self.width - self.label - 1)
        return prefixed(wrap(pieces, room), first, Span(" " * (self.label + 1)))


def _label_width(names: Iterable[str], width: int) -> int:
    """What the longest label needs, as far as the values keep two thirds of the pane."""
    longest = max((cell_len(one_line(name)) for name in names), default=0)
    return max(LABEL, min(longest, width // 3))


def _mark(text: str, mark: Mark | None) -> Mark | None:
    """What is there and does not do all the same is not missing: it is a day that is past."""
    return ("past", "warn") if text and mark == MISSING else mark


def _pay(terms: Terms, marks: Mapping[str, Mark]) -> tuple[str, Mark | None]:
    """Amount, currency and how often as one text, and what it lacks or has from the job."""
    if terms.salary is None and terms.salary_text:
        return f"“{terms.salary_text}”", ("text, not an amount", "warn")
    amount, by = terms.salary, terms.pay_frequency
    pay = money.pay(amount.minor, terms.currency, by, long=True) if amount else ""
    pay = pay or " ".join(filter(None, (terms.currency, by)))
    for what in (MISSING, FROM_JOB):
        marked = [key for key in PAY if marks.get(key) == what]
        if marked and (pay or what == MISSING):
            parts = " and ".join(LABELS[key].lower() for key in marked)
            whole = "salary" in marked and (what == FROM_JOB or not pay)
            return pay, (what[0] if whole else f"{parts} {what[0]}", what[1])
    return pay, None


def _custom_lines(
    custom: Iterable[tuple[str, str, str]], marks: Mapping[str, Mark], rows: _Rows
) -> list[Line]:
    """The custom fields that say something; the others are counted and named together."""
    lines: list[Line] = []
    unset: list[str] = []
    for key, name, text in custom:
        if text or key in marks:
            lines += rows.row(name, text, marks.get(key))
        else:
            unset.append(one_line(name))
    if unset:
        words = f"{len(unset)} not set: {', '.join(unset)}"
        lines += wrap([Span(plain(words), "muted")], max(8, rows.width))
    return [(), _heading("Custom fields"), *lines] if lines else []


def _heading(text: str) -> Line:
    return (Span(text, "strong accent"),)


def _about(offer: OfferRecord, version: VersionRecord, rows: _Rows) -> list[Line]:
    """How the offer stands, whose it is and where it comes from."""
    row, standing = rows.row, offer.standing
    expires = version.terms.expiry_date
    expired = _is_past(offer, version)
    mark = status_mark(standing, expired=expired)
    state = f"{mark.glyph} {mark.word}" + (f" ({offer.status.value})" if expired else "")
    status: Line = (Span(cells("Status", rows.label) + " ", "label"), Span(state, mark.style))
    lines = [status]
    if offer.source_value and offer.source_value != offer.status.value:
        lines += row("There", offer.source_value)
    lines += row("Job", offer.job_title)
    if offer.job and (offer.job.department or offer.job.location):
        lines += row("", " · ".join(filter(None, (offer.job.department, offer.job.location))))
    applied = one_line(offer.application_standing)
    lines += row("Application", f"{offer.application_id} · {applied}")
    if offer.sent_at:
        lines += row("Sent", day(offer.sent_at))
    if offer.resolved_at:
        lines += row("Decided", when(offer.resolved_at))
    if expires and offer.status in WITH_CANDIDATE:
        lines += row("Expires", expiry_words(expires.isoformat(), standing))
    made_by = offer.created_by or "nobody known"
    lines += row("Created", f"{when(offer.created_at)} by {made_by}")
    if offer.reoffer_of:
        lines += row("Re-offer of", f"offer {offer.reoffer_of[0]}, version {offer.reoffer_of[1]}")
    for system, number in offer.remote_ids:
        lines += row("", f"{number} in {system}")
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
    if terms.letter_html is not None:
        shown["template"] = f"by hand, no longer follows {template or 'a template'}"
    return [
        (term.key, term.label, shown[term.key])
        for term in TERMS
        if term.type is not HTML and term.key not in PAY
    ]


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
    lines: list[Line] = [(), _heading("Flags")]
    for flag in offer.flags:
        wrapped = wrap([Span(plain(flag.text), "warn")], max(8, width - 2))
        lines += prefixed(wrapped, Span("! ", "warn"), Span("  "))
    return lines
