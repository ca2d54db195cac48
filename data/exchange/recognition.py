"""Which system a record is of, by its shape alone."""

from data.exchange.parsed_offer import JsonValue, Record
from data.exchange.record_reader import Kind, RecordReader, Refused, quoted


def recognised(
    met: JsonValue, systems: tuple[RecordReader, ...]
) -> tuple[RecordReader, Kind, Record]:
    """The system that knows the record, and what it is; raises Refused."""
    if not isinstance(met, dict):
        called = _called(met)
        raise Refused(
            "",
            f"expected a record (a JSON object), but it is {called}.",
            expected="a JSON object",
            came=called if isinstance(met, list) else quoted(met),
        )
    kind: Kind | None = None
    for system in systems:
        found = system.recognise(met)
        if found is not None and not found.refusal:
            return system, found, met
        kind = kind or found
    if kind is not None:
        raise Refused("", kind.refusal)
    known = " and ".join(system.title for system in systems)
    raise Refused("", f"is no record that is known here: records of {known} are read.")


def _called(met: JsonValue) -> str:
    names = {str: "text", bool: "true or false", list: "a list", type(None): "null"}
    return names.get(type(met), "a number")
