"""A system that nobody has: one module with its reader, its writer and its declaration."""

from collections.abc import Iterator

from data.exchange.exporting.exported_records import Copy, Definition, OfferOut
from data.exchange.importing.record_merging import load
from data.exchange.parsed_offer import Identity, ParsedOffer, Record
from data.exchange.parsed_records import ParsedRecord
from data.exchange.record_kinds import Kind
from data.exchange.record_reader import Reading, RecordReader, Refused, required_id
from data.exchange.record_writer import RecordWriter
from data.exchange.shapes import shape
from data.exchange.system import Loss, System
from data.records.offer_records import Terms
from data.values.status import Status


class ToyReader(RecordReader):
    name = "toy"
    title = "Toybox"
    shapes = (shape(Kind("toy offer"), "toy", also="place begins updated_at"),)

    def identify(self, record: Record) -> Identity:
        return Identity("offer", required_id(record, "toy"), "", required_id(record, "place"))

    def understand_other(self, kind: Kind, record: Record) -> ParsedRecord:
        raise Refused("", "is no offer.")

    def understand(self, record: Record) -> ParsedOffer:
        reading = Reading(record)
        return ParsedOffer(
            identity=self.identify(record),
            status=Status.DRAFT,
            source_value="",
            is_superseded=False,
            terms=Terms(start_date=reading.day("begins")),
            updated_at=reading.moment("updated_at"),
            flags=tuple(reading.flags),
        )


class ToyWriter(RecordWriter):
    name = "toy"

    def records(self, offer: OfferOut, copies: list[Copy]) -> Iterator[Record | str]:
        known = load(copies[0].raw) if copies else {
            "toy": offer.id, "place": offer.number("application", offer.application_id)
        }  # fmt: skip
        yield known | {"begins": offer.current.start_date}


def _writer(definitions: tuple[Definition, ...]) -> RecordWriter:
    return ToyWriter()


SYSTEM = System(
    name="toy",
    title="Toybox",
    extension=".toy",
    reader=ToyReader,
    writer=_writer,
    losses=(Loss("expiry_date IS NOT NULL", "breaks", "break"),),
    record_words={"marbles": "marble"},
)
