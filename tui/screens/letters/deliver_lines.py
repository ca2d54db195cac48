"""What the dialogs for letters on their way out say, as lines."""

from __future__ import annotations

from typing import NamedTuple

from data.delivery import deliverable_letter, file_names
from data.delivery.deliver_many import DeliveryReport, Outcome
from data.delivery.delivery_records import DeliverableLetter, FileFormat
from data.delivery.destinations import Delivered, Destination
from data.values.styled_text import Line, Span
from tui.commands import key_of
from tui.screens.base import detail_lines
from tui.text import cell_len, cells, glyphs
from tui.widgets.lines_view import Item

_KEY, _TITLE = 3, 13


class DeliveryOption(NamedTuple):
    """One way out as the dialog offers it: its key, what it is called, what is made."""

    key: str
    title: str
    form: FileFormat
    way: Destination


EXITS: tuple[DeliveryOption, ...] = (
    DeliveryOption("p", "PDF", FileFormat.PDF, Destination.FILE),
    DeliveryOption("m", "Email", FileFormat.EML, Destination.MAIL),
    DeliveryOption("b", "Browser", FileFormat.HTML, Destination.BROWSER),
    DeliveryOption("h", "Web page", FileFormat.HTML, Destination.FILE),
    DeliveryOption("w", "Word file", FileFormat.DOCX, Destination.FILE),
    DeliveryOption("t", "Text", FileFormat.TEXT, Destination.FILE),
    DeliveryOption("e", "Email file", FileFormat.EML, Destination.FILE),
)
"""Every way out, in the order of the dialog."""


def title(letter: DeliverableLetter | None, who: str) -> str:
    """Whose letter it is, of which version, and how it stands."""
    if letter is None:
        return f"Letter of {who}"
    state = "as sent" if letter.is_frozen else "not sent" if letter.is_draft else "as of now"
    return f"{letter.kind.capitalize()} letter of {who} · version {letter.version} · {state}"


def about(letter: DeliverableLetter | None, problem: str, width: int) -> list[Line]:
    """What is in the way, or the subject of the letter."""
    if letter is None:
        return [*detail_lines.wrapped(problem, width, "bad"), ()]
    lines = detail_lines.wrapped(f"“{letter.subject}”", width, "value")
    refusal = deliverable_letter.refusal(letter)
    for note in filter(None, (refusal, letter.left_out, *letter.notes)):
        lines += detail_lines.wrapped(note, width, "warn")
    return [*lines, ()]


def ways(letter: DeliverableLetter | None, has_pdf: bool, width: int) -> list[Item]:
    """The ways out with what each makes; none without a letter."""
    if letter is None:
        return []
    return [Item(_way(one, letter, has_pdf, width), at) for at, one in enumerate(EXITS)]


def _way(one: DeliveryOption, letter: DeliverableLetter, has_pdf: bool, width: int) -> Line:
    room = max(1, width - _KEY - _TITLE)
    can = has_pdf or one.form is not FileFormat.PDF
    return (
        Span(cells(f" {one.key}", _KEY), "accent strong"),
        Span(cells(one.title, _TITLE), "strong" if can else "muted"),
        Span(_makes(one, letter, has_pdf, room), "value" if can else "warn"),
    )


def _makes(one: DeliveryOption, letter: DeliverableLetter, has_pdf: bool, room: int) -> str:
    if one.form is FileFormat.PDF and not has_pdf:
        return cells('needs WeasyPrint: pip install "offerdesk[pdf]"', room)
    if one.way is Destination.BROWSER:
        return cells("opened there, to read and to print", room)
    if one.way is Destination.MAIL:
        attached = "the PDF" if has_pdf else "the web page"
        return cells(f"with {attached}, to {letter.email or 'nobody yet'}", room)
    return _short_name(file_names.file_name(letter, one.form), room)


def _short_name(name: str, room: int) -> str:
    """A file's name in so many cells; its end, which tells files apart, stays."""
    end = name[name.rfind(" - ") :]
    if cell_len(name) <= room or cell_len(end) + 2 > room:
        return cells(name, room)
    return cells(name[: -len(end)], room - cell_len(end)) + cells(end, cell_len(end))


def working(one: DeliveryOption) -> list[Line]:
    """What is being made."""
    return [(Span(f" Making the {one.form.words} {glyphs().ellipsis}", "info"),)]


def done(result: Delivered, can_mark: bool, width: int) -> list[Line]:
    """What was made and where it is; what to do next."""
    sign = glyphs().accepted
    if result.way is Destination.FILE:
        wording = f"{sign} Written: {result.place} ({max(1, result.size // 1000):,} kB)"
    elif result.way is Destination.BROWSER:
        wording = f"{sign} Opened in your browser; print it there."
    else:
        wording = f"{sign} Opened in your mail program; nothing is sent before you send it there."
    lines = detail_lines.wrapped(wording, width, "accepted")
    for note in result.notes:
        lines += detail_lines.wrapped(note, width, "warn")
    if can_mark:
        key = key_of("letter_out", "mark_sent")
        wording = f"When it is sent: {key} marks the offer as sent."
        lines += detail_lines.wrapped(wording, width, "muted")
    return [*lines, ()]


# ---------------------------------------------------------------- letters of many offers


def progress(doing: str, at: int, total: int) -> Line:
    """How far it is."""
    return (Span(f" {doing} {at:,} of {total:,} {glyphs().ellipsis}", "info"),)


def report(found: DeliveryReport, width: int) -> list[Line]:
    """The counts, then every letter that is refused and why."""
    refused = found.of(Outcome.REFUSED)
    style = "warn" if refused or found.stopped else "accepted"
    lines = detail_lines.wrapped(found.summary, width, f"{style} strong")
    for note in found.notes:
        lines += detail_lines.wrapped(note, width, "warn")
    for one in refused:
        lines += detail_lines.wrapped(f"{one.who} ({one.offer_id}): {one.text}", width, "value")
    return lines


def state(wording: str) -> list[Line]:
    """What was done last."""
    return [(Span(f" {glyphs().accepted} {wording}", "accepted"),)] if wording else [()]
