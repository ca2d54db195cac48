"""Numbers and amounts in English words, as contracts have them beside the figures.

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

_UNITS: dict[str, tuple[str, str]] = {
    "AED": ("UAE dirham", "UAE dirhams"),
    "ARS": ("Argentine peso", "Argentine pesos"),
    "AUD": ("Australian dollar", "Australian dollars"),
    "BGN": ("Bulgarian lev", "Bulgarian leva"),
    "BRL": ("Brazilian real", "Brazilian reais"),
    "CAD": ("Canadian dollar", "Canadian dollars"),
    "CHF": ("Swiss franc", "Swiss francs"),
    "CLP": ("Chilean peso", "Chilean pesos"),
    "CNY": ("Chinese yuan", "Chinese yuan"),
    "COP": ("Colombian peso", "Colombian pesos"),
    "CZK": ("Czech koruna", "Czech korunas"),
    "DKK": ("Danish krone", "Danish kroner"),
    "EGP": ("Egyptian pound", "Egyptian pounds"),
    "EUR": ("euro", "euros"),
    "GBP": ("pound sterling", "pounds sterling"),
    "HKD": ("Hong Kong dollar", "Hong Kong dollars"),
    "HUF": ("Hungarian forint", "Hungarian forints"),
    "IDR": ("Indonesian rupiah", "Indonesian rupiah"),
    "ILS": ("Israeli new shekel", "Israeli new shekels"),
    "INR": ("Indian rupee", "Indian rupees"),
    "ISK": ("Icelandic króna", "Icelandic krónur"),
    "JPY": ("Japanese yen", "Japanese yen"),
    "KES": ("Kenyan shilling", "Kenyan shillings"),
    "KRW": ("South Korean won", "South Korean won"),
    "KWD": ("Kuwaiti dinar", "Kuwaiti dinars"),
    "MXN": ("Mexican peso", "Mexican pesos"),
    "MYR": ("Malaysian ringgit", "Malaysian ringgits"),
    "NGN": ("Nigerian naira", "Nigerian naira"),
    "NOK": ("Norwegian krone", "Norwegian kroner"),
    "NZD": ("New Zealand dollar", "New Zealand dollars"),
    "PHP": ("Philippine peso", "Philippine pesos"),
    "PLN": ("Polish zloty", "Polish zlotys"),
    "QAR": ("Qatari riyal", "Qatari riyals"),
    "RON": ("Romanian leu", "Romanian lei"),
    "RSD": ("Serbian dinar", "Serbian dinars"),
    "SAR": ("Saudi riyal", "Saudi riyals"),
    "SEK": ("Swedish krona", "Swedish kronor"),
    "SGD": ("Singapore dollar", "Singapore dollars"),
    "THB": ("Thai baht", "Thai baht"),
    "TRY": ("Turkish lira", "Turkish lira"),
    "TWD": ("New Taiwan dollar", "New Taiwan dollars"),
    "UAH": ("Ukrainian hryvnia", "Ukrainian hryvnias"),
    "USD": ("US dollar", "US dollars"),
    "VND": ("Vietnamese dong", "Vietnamese dong"),
    "ZAR": ("South African rand", "South African rand"),
}
"""What one of a currency and several of it are called; others are called by their code."""


def amount(value: Money) -> str:
    """`one hundred fifty thousand US dollars`, `… and 50/100`; raises ValueError when too large."""
    factor = 10 ** money.decimals(value.currency)
    whole, rest = divmod(abs(value.minor), factor)
    units = _UNITS.get(value.currency, (value.currency, value.currency))
    sign = "minus " if value.minor < 0 else ""
    words = f"{sign}{_whole(whole)} {units[whole != 1]}"
    places = len(str(factor)) - 1
    return f"{words} and {rest:0{places}d}/{factor}" if rest else words


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
