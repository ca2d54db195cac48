"""The body of Greenhouse's PATCH of an application's current offer."""

from data.exchange.parsed_offer import Record
from data.exchange.parsed_records import Change, FieldChange, ParsedRecord, RequestProblem
from data.exchange.record_reader import Reading, quoted
from data.values import dates

_DAY = 'a date such as "2018-03-15", or a timestamp'


def patch(record: Record) -> ParsedRecord:
    """What the request changes; whatever is wrong with it is named when it is applied."""
    wrong: list[RequestProblem] = []
    terms: dict[str, object] = {}
    moments: dict[str, object] = {}
    for key in ("start_date", "starts_at"):
        if key in record:
            terms["start_date"] = _day(record, key, wrong)
    if "sent_at" in record:
        moments["sent_at"] = _day(record, "sent_at", wrong)
    if "created_at" in record:
        value = record["created_at"]
        created = dates.read_moment(value) if isinstance(value, str) else None
        if created is None:
            expected = 'a timestamp such as "2017-09-29T12:56:05Z"'
            wrong.append(RequestProblem("created_at", expected, quoted(value)))
        else:
            moments["created_at"] = created
    change = Change(
        "application",
        terms=terms,
        moments=moments,
        fields=_fields(record, wrong),
        wrong=tuple(wrong),
    )
    return ParsedRecord("update request", form="patch", parts=(change,))


def answer(record: Record) -> ParsedRecord:
    """The answer to an update: whether it went well, or why not."""
    message = Reading(record).text("message")
    words = f"error answer: {message}" if "errors" in record else "answer to an update request"
    return ParsedRecord(words, form="error" if "errors" in record else "answer")


def _day(record: Record, key: str, wrong: list[RequestProblem]) -> object:
    """A day, the time of a timestamp dropped; null clears it."""
    value = record[key]
    if value is None:
        return None
    day = dates.read_date(value) if isinstance(value, str) else None
    if day is None:
        wrong.append(RequestProblem(key, _DAY, quoted(value)))
    return day


def _fields(record: Record, wrong: list[RequestProblem]) -> tuple[FieldChange, ...]:
    value = record.get("custom_fields")
    if value is None:
        return ()
    if not isinstance(value, list):
        wrong.append(RequestProblem("custom_fields", "a list of fields", quoted(value)))
        return ()
    return tuple(FieldChange(f"custom_fields[{place}]", one) for place, one in enumerate(value))
