"""Delivers the letters of many offers into a folder: first what would be refused, then files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from data.delivery import (
    cover_note,
    deliverable_letter,
    delivery_events,
    file_formats,
    file_names,
    pdf,
    save_file,
)
from data.delivery.delivery_records import DeliverableLetter, FileFormat
from data.errors import DataError, NotAllowed, Stopped
from data.offers import offers
from data.records.offer_records import OfferRecord

Progress = Callable[[int, int], None]
"""Told how many are done of how many; raises Stopped to stop."""


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """What is to be made, and where.

    `force` writes letters with something unset too, and over files that are there.
    """

    folder: Path
    form: FileFormat = FileFormat.PDF
    force: bool = False


class Outcome(StrEnum):
    """What became of a letter."""

    READY = "ready"
    WRITTEN = "written"
    REFUSED = "refused"


class DeliveryLine(NamedTuple):
    """One offer in a report: what became of its letter, and the file's name or the reason."""

    offer_id: int
    who: str
    outcome: Outcome
    text: str


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What became of every letter that was reached; `notes` hold for all of them."""

    lines: tuple[DeliveryLine, ...]
    total: int
    stopped: bool = False
    notes: tuple[str, ...] = ()

    def of(self, outcome: Outcome) -> tuple[DeliveryLine, ...]:
        """The lines with this outcome."""
        return tuple(line for line in self.lines if line.outcome is outcome)

    @property
    def summary(self) -> str:
        """The counts in a sentence."""
        counts = [(len(self.of(outcome)), outcome.value) for outcome in Outcome]
        counted = ", ".join(f"{number:,} {word}" for number, word in counts if number)
        letters = "1 letter" if self.total == 1 else f"{self.total:,} letters"
        stopped = f"; stopped after {len(self.lines):,}" if self.stopped else ""
        return f"{letters}: {counted or 'none'}{stopped}"


def look(
    ids: Sequence[int], order: DeliveryOrder, progress: Progress | None = None
) -> DeliveryReport:
    """Which letters would be written and which refused, and why; writes nothing.

    Raises NotAllowed when none can be made in this form.
    """
    return _each(ids, order, _looked_at, progress)


def write(
    ids: Sequence[int], order: DeliveryOrder, progress: Progress | None = None
) -> DeliveryReport:
    """Write the letters, one file an offer; raises a DataError when none can be."""
    save_file.make_folder(order.folder)
    return _each(ids, order, _written, progress)


def _each(
    ids: Iterable[int],
    order: DeliveryOrder,
    treat: Callable[[OfferRecord, DeliveryOrder], tuple[DeliveryLine, tuple[str, ...]]],
    progress: Progress | None,
) -> DeliveryReport:
    """Treat one offer after the other; one that is refused stops nothing."""
    if order.form is FileFormat.PDF and pdf.trouble():
        raise NotAllowed(pdf.trouble(), title="No PDF")
    wanted = tuple(ids)
    lines: list[DeliveryLine] = []
    notes: dict[str, None] = {}
    try:
        for done, offer_id in enumerate(wanted):
            if progress is not None:
                progress(done, len(wanted))
            line, letter_notes = _treated(offer_id, order, treat)
            lines.append(line)
            notes |= dict.fromkeys(letter_notes)
        if progress is not None:
            progress(len(wanted), len(wanted))
    except Stopped:
        return DeliveryReport(tuple(lines), len(wanted), True, tuple(notes))
    return DeliveryReport(tuple(lines), len(wanted), False, tuple(notes))


def _treated(
    offer_id: int,
    order: DeliveryOrder,
    treat: Callable[[OfferRecord, DeliveryOrder], tuple[DeliveryLine, tuple[str, ...]]],
) -> tuple[DeliveryLine, tuple[str, ...]]:
    who = f"Offer {offer_id}"
    try:
        offer = offers.get(offer_id)
        who = f"{offer.candidate_name}, {offer.job_title}"
        return treat(offer, order)
    except DataError as error:
        return DeliveryLine(offer_id, who, Outcome.REFUSED, error.text), ()


def _looked_at(offer: OfferRecord, order: DeliveryOrder) -> tuple[DeliveryLine, tuple[str, ...]]:
    letter = _letter(offer, order)
    name = file_names.file_name(letter, order.form)
    if not order.force:
        save_file.refuse_taken(order.folder / name)
    return _line(offer, Outcome.READY, name), letter.notes


def _written(offer: OfferRecord, order: DeliveryOrder) -> tuple[DeliveryLine, tuple[str, ...]]:
    letter = _letter(offer, order)
    path = order.folder / file_names.file_name(letter, order.form)
    if not order.force:
        save_file.refuse_taken(path)
    made = file_formats.make(cover_note.covered(letter, offer, order.form), order.form)
    save_file.save(made, path, force=order.force)
    delivery_events.record(letter, order.form)
    mine = tuple(note for note in made.notes if note not in letter.notes)
    written = "; ".join((path.name, *mine)) if mine else path.name
    return _line(offer, Outcome.WRITTEN, written), letter.notes


def _letter(offer: OfferRecord, order: DeliveryOrder) -> DeliverableLetter:
    letter = deliverable_letter.for_offer(offer)
    missing = deliverable_letter.refusal(letter)
    if missing and not order.force:
        raise NotAllowed(missing)
    return letter


def _line(offer: OfferRecord, outcome: Outcome, text: str) -> DeliveryLine:
    return DeliveryLine(offer.id, f"{offer.candidate_name}, {offer.job_title}", outcome, text)
