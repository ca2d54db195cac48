"""JSON that loses nothing: decimals stay decimals, keys keep their order, NaN is refused."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache

_HELD = "\0#"
"""Opens the text that stands for a decimal number until the rest is written."""
_HELD_TEXT = r'"\\u0000#([-+.0-9E]+)"'


def load_json(text: str) -> object:
    """JSON with its decimal numbers as Decimal; raises ValueError for anything that is not JSON."""
    try:
        value: object = _decoder()(text)
    except (RecursionError, ArithmeticError):
        raise ValueError("nested too deeply or with a number too large") from None
    return value


@cache
def _decoder() -> Callable[[str], object]:
    import json

    return json.JSONDecoder(parse_float=Decimal, parse_constant=_no_number).decode


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number of JSON")


def whole(number: Decimal) -> int | Decimal:
    """A number as JSON writes it: a whole one without a decimal point."""
    return int(number) if number == number.to_integral_value() else number


def dump_json(value: object) -> str:
    """What load_json gave, as compact JSON text that reads back as the same, keys in their order.

    Raises ValueError for what is not JSON, NaN and infinity included.
    """
    kind = type(value)
    if value is None or kind is bool or kind is int:
        return "null" if value is None else str(value).lower()
    return dump_loaded(value) if kind is str or _has_text_keys(value) else _dump_slowly(value)


def dump_loaded(value: object) -> str:
    """The same for what surely came from load_json: only text is asked to be a key there."""
    try:
        text = _fast()(value)
    except TypeError:
        return _dump_numbers(value)
    except (ValueError, RecursionError):
        return _dump_slowly(value)
    return text if _has_utf8(text) else _dump_slowly(value)


def dump_sorted(value: object) -> str:
    """The same with all keys in the order of the alphabet: one text for equal records."""
    try:
        text = _fast(is_sorted=True)(value)
    except (TypeError, ValueError, RecursionError):
        return dump_loaded(_sorted(value))
    return text if _has_utf8(text) else dump_loaded(_sorted(value))


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def _dump_numbers(value: object) -> str:
    """With decimal numbers in it, which the standard encoder cannot write as they are.

    Texts of their own stand for them until the rest is written.
    """
    held: list[Decimal] = []

    def hold(item: object) -> str:
        if not isinstance(item, Decimal) or not item.is_finite():
            raise ValueError(f"{item!r} is not JSON")
        held.append(item)
        return _HELD + _decimal_text(item)

    try:
        text, found = re.subn(_HELD_TEXT, r"\1", _encoder(hold)(value))
    except (ValueError, RecursionError):
        return _dump_slowly(value)
    return text if found == len(held) and _has_utf8(text) else _dump_slowly(value)


def _has_utf8(text: str) -> bool:
    """Whether the text can be written as it is: half a surrogate pair cannot."""
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            return False
    return True


@cache
def _fast(*, is_sorted: bool = False) -> Callable[[object], str]:
    """The standard encoder for what has no decimal numbers, made once if it can be."""
    import json.encoder

    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return _encoder(None, is_sorted=is_sorted)
    text = json.encoder.encode_basestring
    encode = make(None, _no_json, text, None, ":", ",", is_sorted, False, False)

    def dump(value: object) -> str:
        return text(value) if isinstance(value, str) else "".join(encode(value, 0))

    return dump


def _no_json(item: object) -> object:
    raise TypeError(f"{item!r} is not JSON")


def _encoder(
    default: Callable[[object], object] | None, *, is_sorted: bool = False
) -> Callable[[object], str]:
    import json

    return json.JSONEncoder(
        ensure_ascii=False,
        check_circular=False,
        allow_nan=False,
        sort_keys=is_sorted,
        separators=(",", ":"),
        default=default,
    ).encode


def is_same(one: object, other: object) -> bool:
    """Whether two things that load_json gave are the same JSON, to the last digit and in order.

    For what is not nested deeply, as records are.
    """
    kind = type(one)
    if kind is not type(other) or one != other:
        return False
    if kind is str or kind is int or one is None:
        return True
    # Equal is not yet the same: 1 and true, 1.0 and 1.00, and the order of keys.
    return repr(one) == repr(other)


def printable(text: str) -> str:
    """JSON text with every character that cannot be seen escaped: a terminal might act on it."""
    if (text.isascii() and "\x7f" not in text) or text.isprintable():
        return text
    for char in set(text):
        if not char.isprintable():
            text = text.replace(char, _escaped(char))
    return text


def _escaped(char: str) -> str:
    """A character as JSON escapes it: one \\u, or two beyond the first plane."""
    units = char.encode("utf-16-be", "surrogatepass")
    pairs = (units[start : start + 2] for start in range(0, len(units), 2))
    return "".join(f"\\u{pair.hex()}" for pair in pairs)


def _has_text_keys(value: object) -> bool:
    """Whether all keys are text; looked at without recursion."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            if not all(isinstance(key, str) for key in item):
                return False
            todo.extend(item.values())
        elif isinstance(item, list | tuple):
            todo.extend(item)
    return True


def _dump_slowly(value: object) -> str:
    parts: list[str] = []
    # A stack of its own, so that deep nesting from a file cannot exhaust the interpreter's.
    todo: list[tuple[bool, object]] = [(False, value)]
    while todo:
        is_text, item = todo.pop()
        if is_text:
            parts.append(str(item))
        elif isinstance(item, dict):
            todo.extend(reversed(_members(item)))
        elif isinstance(item, list | tuple):
            todo.extend(reversed(_items(item)))
        else:
            parts.append(_scalar(item))
    return "".join(parts)


def _members(value: dict[object, object]) -> list[tuple[bool, object]]:
    tokens: list[tuple[bool, object]] = [(True, "{")]
    for key, item in value.items():
        if not isinstance(key, str):
            raise ValueError("keys of JSON are text")
        tokens += [(True, f"{',' if len(tokens) > 1 else ''}{_scalar(key)}:"), (False, item)]
    return [*tokens, (True, "}")]


def _items(value: list[object] | tuple[object, ...]) -> list[tuple[bool, object]]:
    tokens: list[tuple[bool, object]] = [(True, "[")]
    for item in value:
        tokens += [(True, "," if len(tokens) > 1 else ""), (False, item)]
    return [*tokens, (True, "]")]


def _scalar(item: object) -> str:
    import json

    if isinstance(item, str):
        # Half a surrogate pair has no UTF-8; its escape has.
        return json.dumps(item, ensure_ascii=any("\ud800" <= sign <= "\udfff" for sign in item))
    if item is None or isinstance(item, bool | int):
        return json.dumps(item)
    if isinstance(item, float | Decimal) and Decimal(item).is_finite():
        return _decimal_text(item) if isinstance(item, Decimal) else repr(item)
    raise ValueError(f"{item!r} is not JSON")


def _decimal_text(number: Decimal) -> str:
    text = str(number)
    # "1.2e1" was a decimal number and must not come back as the whole number 12.
    return text if "." in text or "E" in text else f"{text}E0"
