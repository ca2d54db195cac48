"""Numbers and amounts in English words, as contracts write them beside the figures.

Other languages have other rules for every one of these words; there is no library that is right
for them, so a letter in another language says its amounts in figures.
"""

from decimal import Decimal

from data.values import money
from data.values.money import Money

LIMIT = 10**15
"""Numbers from here on are not put into words."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SMALL = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = ("", " thousand", " million", " billion", " trillion")

_HOUSE_NAMES = {
    "BRL": ("Brazilian real", "Brazilian reais"),
    "GBP": ("pound sterling", "pounds sterling"),
    "IDR": ("Indonesian rupiah", "Indonesian rupiah"),
    "NGN": ("Nigerian naira", "Nigerian naira"),
    "TRY": ("Turkish lira", "Turkish lira"),
}
"""One and several of a currency, where contracts say something else than Babel."""


def amount(value: Money) -> str:
    """`one hundred fifty thousand US dollars`, `… and 50/100`; raises ValueError when too large."""
    factor = 10 ** money.decimals(value.currency)
    whole, rest = divmod(abs(value.minor), factor)
    sign = "minus " if value.minor < 0 else ""
    words = f"{sign}{_whole(whole)} {_currency(value.currency, whole)}"
    places = len(str(factor)) - 1
    return f"{words} and {rest:0{places}d}/{factor}" if rest else words


def currency_name(code: str) -> str:
    """What a currency is called, in English: "Japanese Yen"."""
    from babel.numbers import get_currency_name

    name: str = get_currency_name(code, locale="en")
    return name


def _currency(code: str, count: int) -> str:
    """What so many of a currency are called; the code where it has no name."""
    if code in _HOUSE_NAMES:
        return _HOUSE_NAMES[code][count != 1]
    from babel.numbers import get_currency_name

    name = get_currency_name(code, count=1 if count == 1 else 2, locale="en")
    return code if name.startswith("(") else name


def number(value: int | Decimal) -> str:
    """`twenty-seven`, `two point five`; raises ValueError when too large."""
    exact = Decimal(value)
    if not exact.is_finite() or exact.adjusted() >= 15 or -int(exact.as_tuple()[2]) > 30:
        raise ValueError("the number is too long to be put into words")
    whole, _, digits = f"{abs(exact):f}".partition(".")
    digits = digits.rstrip("0")
    point = "".join(f" {_SMALL[int(digit)]}" for digit in digits)
    sign = "minus " if exact < 0 else ""
    return f"{sign}{_whole(int(whole))}" + (f" point{point}" if point else "")


def _whole(value: int) -> str:
    if value >= LIMIT:
        raise ValueError("the number is too long to be put into words")
    groups = []
    for scale in _SCALES:
        value, group = divmod(value, 1000)
        if group:
            groups.append(_hundreds(group) + scale)
    return " ".join(reversed(groups)) or _SMALL[0]


def _hundreds(value: int) -> str:
    hundreds, rest = divmod(value, 100)
    parts = [f"{_SMALL[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        ten, one = divmod(rest, 10)
        parts.append(_TENS[ten - 2] + (f"-{_SMALL[one]}" if one else ""))
    elif rest:
        parts.append(_SMALL[rest])
    return " ".join(parts)
