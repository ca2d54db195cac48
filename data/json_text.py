"""JSON that loses nothing: decimals stay decimals, keys keep their order, NaN is refused."""

from decimal import Decimal


def load_json(text: str) -> object:
    """JSON with its decimal numbers as Decimal; raises ValueError for anything that is not JSON."""
    import json

    try:
        met: object = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except (RecursionError, ArithmeticError):
        raise ValueError("nested too deeply or with a number too large") from None
    return met


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number of JSON")


def dump_json(met: object) -> str:
    """What load_json gave, as compact JSON text that reads back as the same, keys in their order.

    Raises ValueError for what is not JSON, NaN and infinity included.
    """
    parts: list[str] = []
    # A stack of its own, so that deep nesting from a file cannot exhaust the interpreter's.
    todo: list[tuple[bool, object]] = [(False, met)]
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


def _members(met: dict[object, object]) -> list[tuple[bool, object]]:
    tokens: list[tuple[bool, object]] = [(True, "{")]
    for key, item in met.items():
        if not isinstance(key, str):
            raise ValueError("keys of JSON are text")
        tokens += [(True, f"{',' if len(tokens) > 1 else ''}{_scalar(key)}:"), (False, item)]
    return [*tokens, (True, "}")]


def _items(met: list[object] | tuple[object, ...]) -> list[tuple[bool, object]]:
    tokens: list[tuple[bool, object]] = [(True, "[")]
    for item in met:
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
