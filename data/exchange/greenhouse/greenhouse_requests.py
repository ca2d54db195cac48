"""The body of Greenhouse's PATCH of an application's current offer."""

from data.exchange.parsed_offer import Record
from data.exchange.parsed_records import Change, FieldChange, News, Wrong
from data.exchange.record_reader import Reading, quoted
from data.values import dates

_DAY = 'a date such as "2018-03-15", or a timestamp'


def patch(record: Record) -> News:
    """What the request changes; whatever is wrong with it is named when it is applied."""
    wrong: list[Wrong] = []
    terms: dict[str, object] = {}
    moments: dict[str, object] = {}
    for key in ("start_date", "starts_at"):
        if key in record:
            terms["start_date"] = _day(record, key, wrong)
    if "sent_at" in record:
        moments["sent_at"] = _day(record, "sent_at", wrong)
    if "created_at" in record:
        met = record["created_at"]
        created = dates.read_moment(met) if isinstance(met, str) else None
        if created is None:
            expected = 'a timestamp such as "2017-09-29T12:56:05Z"'
            wrong.append(Wrong("created_at", expected, quoted(met)))
        else:
            moments["created_at"] = created
    change = Change(
        "application",
        terms=terms,
        moments=moments,
        fields=_fields(record, wrong),
        wrong=tuple(wrong),
    )
    return News("update request", form="patch", parts=(change,))


def answer(record: Record) -> News:
    """The answer to an update: whether it went well, or why not."""
    said = Reading(record).text("message")
    words = f"error answer: {said}" if "errors" in record else "answer to an update request"
    return News(words, form="error" if "errors" in record else "answer")


def _day(record: Record, key: str, wrong: list[Wrong]) -> object:
    """A day, the time of a timestamp dropped; null clears it."""
    met = record[key]
    if met is None:
        return None
    day = dates.read_date(met) if isinstance(met, str) else None
    if day is None:
        wrong.append(Wrong(key, _DAY, quoted(met)))
    return day


def _fields(record: Record, wrong: list[Wrong]) -> tuple[FieldChange, ...]:
    met = record.get("custom_fields")
    if met is None:
        return ()
    if not isinstance(met, list):
        wrong.append(Wrong("custom_fields", "a list of fields", quoted(met)))
        return ()
    return tuple(FieldChange(f"custom_fields[{place}]", one) for place, one in enumerate(met))
