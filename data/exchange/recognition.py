"""Which system a record is of, by its shape alone."""

from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.record_reader import Kind, RecordReader, Refused, quoted


def recognised(
    value: JsonValue, systems: tuple[RecordReader, ...]
) -> tuple[RecordReader, Kind, Record]:
    """The system that knows the record, and what it is; raises Refused."""
    if not isinstance(value, dict):
        called = _called(value)
        raise Refused(
            "",
            f"expected a record (a JSON object), but it is {called}.",
            expected="a JSON object",
            came=called if isinstance(value, list) else quoted(value),
        )
    kind: Kind | None = None
    for system in systems:
        found = system.recognise(value)
        if found is not None and not found.refusal:
            return system, found, value
        kind = kind or found
    if kind is not None:
        raise Refused("", kind.refusal)
    known = " and ".join(system.title for system in systems)
    raise Refused("", f"is no record that is known here: records of {known} are read.")


def _called(value: JsonValue) -> str:
    names = {str: "text", bool: "true or false", list: "a list", type(None): "null"}
    return names.get(type(value), "a number")
