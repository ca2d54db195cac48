"""Why applications were rejected in Greenhouse: reasons, and details that give their numbers."""

from data.exchange.parsed_offer import Record
from data.exchange.parsed_records import ParsedApplication, ParsedRecord, ParsedWord
from data.exchange.record_reader import Reading, required_id


def reason(record: Record) -> ParsedRecord:
    """A reason by itself; `type` says whose decision it is."""
    number = required_id(record, "id")
    reading = Reading(record)
    part = ParsedWord("reason", number, reading.text("name"))
    changed = reading.moment("updated_at")
    flags = tuple(reading.flags)
    return ParsedRecord("rejection reason", "reason", number, "", (part,), changed, flags)


def detail(record: Record) -> ParsedRecord:
    """What Harvest v3 keeps apart of an application: the number of the reason."""
    number = required_id(record, "id")
    reading = Reading(record)
    of = required_id(record, "application_id")
    part = ParsedApplication(of, reason_number=reading.id("rejection_reason_id") or "")
    changed = reading.moment("updated_at")
    flags = tuple(reading.flags)
    return ParsedRecord("rejection detail", "rejection", number, "", (part,), changed, flags)
