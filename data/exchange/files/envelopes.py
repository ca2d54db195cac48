"""What records come wrapped in: pages of servers, and messages of tools that extract records."""

from typing import NamedTuple

from data.exchange.parsed_offer import JsonValue

_PAGES = frozenset(("data", "results", "items", "records"))
_NOUNS = (
    *("application", "candidate", "department", "job", "job_posting", "jobPosting", "location"),
    *("offer", "office", "opening", "opportunity", "opportunitie", "posting", "requisition"),
    "user",
)
_LABELS = {form: noun for noun in _NOUNS for form in (noun, f"{noun}s")}
_MESSAGES = frozenset(("SCHEMA", "STATE", "ACTIVATE_VERSION", "BATCH", "LOG", "SPEC", "CATALOG",
                       "TRACE", "CONTROL", "CONNECTION_STATUS"))  # fmt: skip
_MOST_MEMBERS = 6
_ANSWER = ("statusCode", "status_code")


class Wrapped(NamedTuple):
    """What was in an envelope: the record or records, and what the envelope calls them."""

    inner: JsonValue
    label: str = ""


def label_of_page(key: str, known: dict[str, JsonValue]) -> str | None:
    """What a list under this key is called if the object is an envelope; None when it is none.

    `known` are the members that came before.
    """
    if "id" in known:
        return None
    if key in _PAGES:
        return ""
    return (
        _LABELS.get(key) if all(not isinstance(value, dict) for value in known.values()) else None
    )


def opened(value: JsonValue) -> Wrapped | None:
    """What is in the envelope; None for a record that is in none, or an answer of its own."""
    if not isinstance(value, dict) or "id" in value:
        return None
    return _message(value) or _page(value) or _single(value)


def is_own_dump(value: JsonValue) -> bool:
    """Whether it is the first line of the desk's own dump, whose lines are in no envelope."""
    return isinstance(value, dict) and value.get("offerdesk") == "dump"


def of_stream(value: JsonValue) -> Wrapped | None:
    """The record of an extraction tool's message; None for what is no such message."""
    return _message(value) if isinstance(value, dict) and "id" not in value else None


def is_message(value: JsonValue) -> bool:
    """Whether it is a message of an extraction tool about something else than a record."""
    if not isinstance(value, dict) or "id" in value or len(value) > _MOST_MEMBERS:
        return False
    kind = value.get("type")
    return isinstance(kind, str) and kind in _MESSAGES


def _message(value: dict[str, JsonValue]) -> Wrapped | None:
    """A record of a stream, as Singer and Airbyte write them."""
    record = value.get("record")
    if value.get("type") == "RECORD" and isinstance(record, dict):
        stream = value.get("stream", record.get("stream"))
        inner = record["data"] if isinstance(record.get("data"), dict) else record
        return Wrapped(inner, stream if isinstance(stream, str) else "")
    if isinstance(value.get("stream"), str) and isinstance(value.get("data"), dict):
        return Wrapped(value["data"], value["stream"])
    return None


def _page(value: dict[str, JsonValue]) -> Wrapped | None:
    """A page of records, or one record that a server answers with."""
    for key in _PAGES & value.keys():
        if isinstance(value[key], list):
            return Wrapped(value[key])
        if isinstance(value[key], dict) and not any(one in value for one in _ANSWER):
            return Wrapped(value[key])
    return None


def _single(value: dict[str, JsonValue]) -> Wrapped | None:
    """Records under their own name: {"offer": {…}} or {"offers": […], "total": 7}."""
    found = [key for key, one in value.items() if isinstance(one, dict | list)]
    if len(found) != 1 or found[0] not in _LABELS:
        return None
    if len(value) > 1 and not isinstance(value[found[0]], list):
        return None
    return Wrapped(value[found[0]], _LABELS[found[0]])
