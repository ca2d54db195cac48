"""JSON records out of text that comes in pieces: an array, one a line, one alone, or in `data`.

Only one record is held at a time. A record that cannot be kept as it is (a key twice, NaN, too
large, too deep) is refused and stepped over; where the text itself is no JSON, the file is.
"""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from json.decoder import JSONDecodeError
from typing import NamedTuple

from data.exchange.files import envelopes, json_keys
from data.exchange.files.json_window import Feed
from data.exchange.files.text_file import Unreadable
from data.exchange.parsed_offer import JsonValue
from data.exchange.record_reader import Refused
from data.values import exact_json
from data.values.text import one_line

LARGEST = 16_000_000
"""Signs of text that one record may have."""
DEEPEST = 64
"""A record nested deeper than this is refused: no system writes one."""
_AT_ONCE = 1 << 20
"""Signs in which the first object of a file ends, unless it is an envelope of many records."""


class FileItem(NamedTuple):
    """One thing in a file: where (from 1), what, or why it is no record; its size in signs.

    `label` is what its envelope calls it, empty when there is none; `raw` is the value as compact
    JSON, if it was written anyway.
    """

    position: int
    value: JsonValue
    problem: Refused | None
    size: int
    label: str = ""
    raw: str = ""


class BrokenValue(Unreadable):
    """One value that is no JSON, in a file that may have others."""


class Stream:
    """The records of a JSON text, in order; to be gone through once. Raises Unreadable."""

    def __init__(self, read: Callable[[], str], *, skip_bad: bool = False) -> None:
        """`skip_bad`: a broken line is an item with a problem, and the rest is read."""
        self._feed = Feed(read)
        self._skip_bad = skip_bad
        self._values = _Values(self._feed)
        self._position = 0
        self._is_own_dump = False

    def __iter__(self) -> Iterator[FileItem]:
        sign = self._feed.sign()
        if sign and sign not in '[{"-0123456789tfn':
            raise Unreadable(f"is neither JSON nor a table: it begins with {self._feed.quoted()}.")
        while sign:
            if sign == "[":
                yield from self._items()
            else:
                yield from self._line(is_object=sign == "{")
            sign = self._feed.sign()

    def _line(self, *, is_object: bool) -> Iterator[FileItem]:
        """One value by itself, usually a line; a broken one is left out if that is wanted."""
        try:
            yield from self._object() if is_object else iter((self._next(),))
        except BrokenValue as error:
            if not self._skip_bad:
                advice = f" {_SKIP}" if self._feed.has_lines() else ""
                raise Unreadable(f"{error.text}{advice}") from None
            size = self._feed.step_over_line()
            yield FileItem(self._position, None, Refused("", error.text), size)

    def _next(self) -> FileItem:
        self._position += 1
        return self._values.next(self._position)

    def _items(self, label: str = "") -> Iterator[FileItem]:
        """The items of the array that begins here, which is called `label`."""
        self._feed.at += 1
        if self._feed.sign() == "]":
            self._feed.at += 1
            return
        while self._feed.sign():
            yield from self._unwrapped(self._next()._replace(label=label), is_item=True)
            sign = self._feed.sign()
            if sign and sign not in ",]":
                raise self._wrong("expecting ',' or ']'")
            self._feed.at += 1 if sign else 0
            if sign == "]":
                return
        place = self._feed.place()
        raise Unreadable(f"is not JSON: it ends behind record {self._position:,}, {place}.")

    def _object(self) -> Iterator[FileItem]:
        """A record, or what is in its envelope."""
        if self._position == 0 and not self._skip_bad and self._values.may_be_many():
            yield from self._members()
            return
        yield from self._unwrapped(self._next())

    def _unwrapped(self, whole: FileItem, *, is_item: bool = False) -> Iterator[FileItem]:
        """What is in the envelope, if it is one; nothing for a message without a record."""
        if self._position == 1 and envelopes.is_own_dump(whole.value):
            self._is_own_dump = True
        if self._is_own_dump:
            yield whole
            return
        wrapped = (envelopes.of_stream if is_item else envelopes.opened)(whole.value)
        if wrapped is None:
            if not envelopes.is_message(whole.value):
                yield whole
            return
        inner = wrapped.inner if isinstance(wrapped.inner, list) else [wrapped.inner]
        for place, one in enumerate(inner):
            self._position += place > 0
            yield whole._replace(position=self._position, value=one, label=wrapped.label, raw="")

    def _members(self) -> Iterator[FileItem]:
        """A long object: the items of its envelope, or the whole of it if it is none."""
        record: dict[str, JsonValue] = {}
        size, problem, many = 0, None, False
        sign = ""
        while sign != "}":
            self._feed.at += 1
            if self._feed.sign() == "}" and not sign:
                break
            key = self._key()
            label = envelopes.label_of_page(key, record)
            if label is not None and self._feed.sign() == "[":
                many = True
                yield from self._items(label)
            else:
                item = self._values.next(self._position + 1)
                size += item.size
                problem = problem or item.problem or _twice(key, record)
                record[key] = item.value if size <= LARGEST else None
            sign = self._feed.sign()
            if sign not in (",", "}"):
                raise self._wrong("expecting ',' or '}'")
        self._feed.at += 1
        if not many:
            self._position += 1
            problem = problem or (Refused("", _TOO_LARGE) if size > LARGEST else None)
            yield from self._unwrapped(FileItem(self._position, record, problem, size))

    def _key(self) -> str:
        """The key that begins here, and to its value."""
        is_text = self._feed.sign() == '"'
        item = self._values.next(self._position + 1) if is_text else None
        if item is None or self._feed.sign() != ":":
            raise self._wrong("expecting a key and ':'")
        self._feed.at += 1
        if not self._feed.sign():
            raise self._wrong("expecting value")
        return str(item.value)

    def _wrong(self, what: str) -> Unreadable:
        return Unreadable(f"is not JSON: {what} at {self._feed.place()}.")


class _Values:
    """Decodes one value after the other out of a feed."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._constants: list[str] = []
        self._scan = json.JSONDecoder(
            parse_float=Decimal, parse_constant=self._constants.append
        ).raw_decode

    def next(self, position: int) -> FileItem:
        """The value at the feed's place, which is behind it afterwards; raises Unreadable."""
        feed = self._feed
        self._constants.clear()
        while True:
            try:
                value, end = self._scan(feed.text, feed.at)
            except JSONDecodeError as error:
                if not self._is_cut(error):
                    raise self._no_json(error, position) from None
                if len(feed.text) - feed.at > LARGEST:
                    return self._over(position, _TOO_LARGE)
                feed.more()
            except (RecursionError, ArithmeticError, ValueError) as error:
                return self._over(position, _why(error))
            else:
                # Behind the last digit of a window there may be more digits, or an exponent's.
                is_open = isinstance(value, int | Decimal) and end >= len(feed.text) - 2
                if feed.is_all or not is_open:
                    item = self._item(position, end, value)
                    feed.at = end
                    return item
                feed.more()

    def _over(self, position: int, why: str) -> FileItem:
        """Step over a value that cannot be kept; raises Unreadable when it does not end."""
        try:
            return FileItem(position, None, Refused("", why), self._feed.step_over())
        except Unreadable as error:
            raise Unreadable(f"{error.text} That record {why}") from None

    def may_be_many(self) -> bool:
        """Whether the object here is an envelope of records, or too long to know."""
        self._feed.ahead(_AT_ONCE)
        try:
            value, _ = self._scan(self._feed.text, self._feed.at)
        except (RecursionError, ArithmeticError, ValueError):
            return not self._feed.is_all or '"data"' in self._feed.text
        return envelopes.opened(value) is not None

    def _is_cut(self, error: JSONDecodeError) -> bool:
        """Whether the value may only end behind the window."""
        near_the_end = error.pos > len(self._feed.text) - 16
        return not self._feed.is_all and (near_the_end or error.msg.startswith("Unterminated"))

    def _item(self, position: int, end: int, value: JsonValue) -> FileItem:
        """A whole value that ends there, with what keeps it from coming in as it is."""
        text, start = self._feed.text, self._feed.at
        problem, raw = self._too_much(start, end, value), ""
        if problem is None:
            raw = exact_json.dump_loaded(value)
            is_whole = json_keys.are_all_in(raw, text, start, end)
            key = None if is_whole else json_keys.twice(text[start:end])
            problem = self._no_number() if key is None else _twice(key, [key])
        return FileItem(position, value, problem, end - start, raw=raw)

    def _too_much(self, start: int, end: int, value: JsonValue) -> Refused | None:
        """Why a whole value is not looked at any further."""
        if end - start > LARGEST:
            return Refused("", _TOO_LARGE)
        text = self._feed.text
        brackets = text.count("{", start, end) + text.count("[", start, end)
        if brackets > DEEPEST and _depth(value) > DEEPEST:
            return Refused("", _TOO_DEEP)
        return None

    def _no_number(self) -> Refused | None:
        if not self._constants:
            return None
        return Refused("", f"has {self._constants[0]}, which is not a number of JSON.")

    def _no_json(self, error: JSONDecodeError, position: int) -> Unreadable:
        place = self._feed.place(error.pos)
        ends = error.msg.startswith("Unterminated") or error.pos >= len(self._feed.text.rstrip())
        if self._feed.is_all and ends:
            text = f"is not JSON: it ends in the middle of record {position:,}, {place}."
            return BrokenValue(text)
        return BrokenValue(f"is not JSON: {_problem(error.msg)} at {place}.")


def _twice(key: str, known: object) -> Refused | None:
    """A key that occurred before: of its two values one would be lost."""
    if not isinstance(known, dict | list) or key not in known:
        return None
    name = one_line(key)
    return Refused(
        name,
        f"has the key {name} twice: only one of them could be kept, take one out.",
        expected="each key once",
        came=f"{name} twice",
    )


def _depth(value: JsonValue) -> int:
    """How deeply lists and objects are nested, counted without recursion."""
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        inner: list[JsonValue] = []
        for one in level:
            if isinstance(one, dict):
                inner.extend(one.values())
            elif isinstance(one, list):
                inner.extend(one)
        depth, level = depth + 1, inner
    return depth


def _problem(words: str) -> str:
    """What is wrong with a text, by the words of Python's reader."""
    return next((ours for sign, ours in _PROBLEMS if sign in words), "something is written wrongly")


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _TOO_DEEP
    much = "many digits" if "digits" in str(error) else "large an exponent"
    return f"has a number with too {much}."


_SKIP = "Leave such lines out with --skip-bad."
_PROBLEMS = (
    ("Expecting value", "a value is missing"),
    ("Expecting ','", "a comma is missing"),
    ("Expecting ':'", "a colon is missing"),
    ("Expecting property", "a key in quotation marks is missing"),
    ("trailing comma", "there is a comma too many"),
    ("control character", "a text holds a line break or a control character"),
    ("escape", "a backslash stands before a sign that needs none"),
    ("Unterminated", "a text is never closed"),
    ("Extra data", "something stands behind the value"),
)
_TOO_DEEP = f"is nested too deeply: at most {DEEPEST} levels."
_TOO_LARGE = f"is too large: at most {LARGEST // 1_000_000} million signs."
