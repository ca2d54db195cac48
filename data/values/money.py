"""Money: whole minor units of an ISO 4217 currency, read from people strictly, shown plainly.

Never a float, never rounded. What could be two amounts is refused with both ways to write it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from data.values.amounts import decimals as decimals
from data.values.amounts import pay as pay
from data.values.amounts import show_amount as show_amount
from data.values.text import one_line


def _words(text: str) -> list[str]:
    return text.split()


def _power(exponent: int) -> int:
    return int(10**exponent)


CURRENCIES = frozenset(
    _words(
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN "
        "BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD "
        "EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR "
        "IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD "
        "MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD "
        "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE "
        "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI "
        "UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
    )
)
"""The active codes of ISO 4217 that pay can be in (no metals, funds of banks or test codes)."""

WITHDRAWN = frozenset(
    _words(
        "ADP AFA ANG ATS AZM BEF BGL BGN BYB BYR CSD CSK CUC CYP DDM DEM ECS EEK ESP FIM FRF "
        "GHC GRD GWP HRD HRK IEP ITL LTL LUF LVL MGF MRO MTL MXP MZM NLG PLZ PTE ROL RUR SDD "
        "SIT SKK SLL SRG STD SUR TMM TPE TRL UYP VEB VEF YUM ZMK ZWD ZWL ZWN ZWR"
    )
)
"""Codes that ISO 4217 has withdrawn; records of their time still carry them."""

LIMIT = 10**15
"""Every amount is below this many minor units, far inside SQLite's 64-bit integers."""

_LONGEST = 64
_MINUS = ("-", "−", "–", "(")
_UNITS = {"k": 1_000, "m": 1_000_000}
_DOLLARS = tuple(
    _words(
        "USD AUD BBD BMD BND BSD BZD CAD CLP COP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD "
        "SRD TTD TWD XCD"
    )
)
_SYMBOLS = {
    "$": _DOLLARS,
    "us$": ("USD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "c$": ("CAD",),
    "ca$": ("CAD",),
    "hk$": ("HKD",),
    "mx$": ("MXN",),
    "nt$": ("TWD",),
    "nz$": ("NZD",),
    "r$": ("BRL",),
    "s$": ("SGD",),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "￥": ("JPY", "CNY"),
    "₹": ("INR",),
    "₩": ("KRW",),
    "₪": ("ILS",),
    "₺": ("TRY",),
    "₽": ("RUB",),
    "₴": ("UAH",),
    "₫": ("VND",),
    "₱": ("PHP",),
    "₦": ("NGN",),
    "zł": ("PLN",),
    "kč": ("CZK",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}

PER_YEAR = {"weekly": 52, "monthly": 12, "yearly": 1}
"""How many payments make a year; hourly and daily depend on the settings."""

# Kept as text: `re` compiles and caches them at first use, not when the program starts.
_PARTS = r"([^0-9]*)([0-9](?:[0-9 .,']*[0-9])?)([^0-9]*)"
_GROUPED = r"[1-9][0-9]{0,2}([ .,'])[0-9]{3}(?:\1[0-9]{3})*"
_INDIAN = r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}"
_SPACES = str.maketrans(dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f", " "))
_QUOTES = str.maketrans(dict.fromkeys("\u2019\u02bc\u00b4`", "'"))


class AmountError(ValueError):
    """Text that is no amount, or could be two; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: whole minor units (cents, fils, yen) and an ISO 4217 code."""

    minor: int
    currency: str

    def decimal(self) -> Decimal:
        """The amount in major units, exactly."""
        return Decimal(self.minor).scaleb(-decimals(self.currency))


def is_currency(code: str) -> bool:
    """Whether `code` is an active ISO 4217 code, in capitals."""
    return code in CURRENCIES


def is_known(code: str) -> bool:
    """Whether `code` is or was an ISO 4217 code, in capitals."""
    return code in CURRENCIES or code in WITHDRAWN


def currency_named(word: str) -> str | None:
    """The one currency that a code or a symbol names; None for several, and for any other word."""
    meant = currencies_of(word.strip())
    return meant[0] if len(meant) == 1 else None


# ---------------------------------------------------------------- reading


def parse_amount(text: str, currency: str) -> Money:
    """What a person typed as an amount of `currency`; raises AmountError."""
    return parse_money(text, currency)


@lru_cache(maxsize=4096)
def parse_money(text: str, currency: str | None, *, fallback: str | None = None) -> Money:
    """What a person typed as an amount, the currency in it or given beside it.

    Both may name it when they agree; `fallback` is the currency only if neither does.
    Raises AmountError with a sentence for the person. Remembered, because an import reads the pay
    of a row and again that of the row which is kept of it.
    """
    given = _given(currency)
    if given and text.isascii() and text.isdecimal() and len(text) <= _LONGEST:
        return Money(_minor(text, 1, given), given)
    default = given or _given(fallback)
    match = re.fullmatch(_PARTS, _tidy(text))
    if match is None:
        raise AmountError(_no_amount(text))
    before, number, after = (part.strip() for part in match.groups())
    if before.startswith(_MINUS) or before.endswith(_MINUS):
        raise AmountError("An amount cannot be negative: leave the minus sign out.")
    unit, after = _unit(after)
    named = [_named(word, default, text) for word in (before, after) if word]
    code = _agreed(named, given, default)
    return Money(_minor(number, unit, code), code)


def from_number(number: int | Decimal | str, currency: str) -> Money | None:
    """A number of major units from a record, exactly; None when that cannot be.

    None for what is not finite, negative, finer than the currency, absurdly large, not a plain
    decimal number when text, or of an unknown currency. Nothing is ever rounded.
    """
    if isinstance(number, Decimal) and not number.is_finite():
        return None
    return _from_number(number, currency)


def from_decimal_text(text: str, currency: str) -> Money | None:
    """An amount that a record writes as text, "150000.00"; None when it is none, or could be two.

    What a person would mean by the same text is another amount for "50.500".
    """
    amount = from_number(text, currency)
    try:
        return amount if amount == parse_money(text, currency) else None
    except AmountError:
        return None


@lru_cache(maxsize=4096, typed=True)
def _from_number(number: int | Decimal | str, currency: str) -> Money | None:
    """Remembered: a record's amount is looked at several times."""
    if isinstance(number, bool) or not is_known(currency):
        return None
    if isinstance(number, str):
        if len(number) > _LONGEST or not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", number):
            return None
        number = Decimal(number)
    if isinstance(number, int):
        return _bounded(number * 10 ** decimals(currency), currency) if number < LIMIT else None
    if number and number.is_signed():
        return None
    digits, exponent = number.as_tuple()[1:]
    if number and (len(digits) > _LONGEST or not -_LONGEST < number.adjusted() < _LONGEST):
        return None
    shift = int(exponent) + decimals(currency) if number else 0
    whole = int("".join(map(str, digits)))
    if shift >= 0:
        return _bounded(whole * 10**shift, currency)
    minor, rest = divmod(whole, 10**-shift)
    return None if rest else _bounded(minor, currency)


def _bounded(minor: int, currency: str) -> Money | None:
    return Money(minor, currency) if 0 <= minor < LIMIT else None


def _given(currency: str | None) -> str | None:
    code = (currency or "").strip().upper()
    if code and not is_known(code):
        raise AmountError(_no_currency(code))
    return code or None


def _tidy(text: str) -> str:
    if len(text) > _LONGEST:
        raise AmountError(f"That is too long for an amount: at most {_LONGEST} characters.")
    tidy = text.translate(_SPACES).translate(_QUOTES).strip()
    if not tidy:
        raise AmountError("Write an amount such as 92,500 or 92500.50.")
    if any(sign.isnumeric() and not sign.isascii() for sign in tidy):
        raise AmountError("Write the amount with the digits 0 to 9.")
    return tidy


def _no_amount(text: str) -> str:
    return f"“{one_line(text)}” is not an amount: write it like 92,500 or 92500.50 or 80k."


def _no_currency(word: str) -> str:
    return f"“{one_line(word)}” is not a currency: write its three letters, such as USD or EUR."


def _unit(after: str) -> tuple[int, str]:
    """The factor of a `k` or `m` behind the number, and what is left behind it."""
    if currencies_of(after) or after[:1].lower() not in _UNITS:
        return 1, after
    rest = after[1:].strip()
    return (_UNITS[after[0].lower()], rest) if not rest or currencies_of(rest) else (1, after)


def currencies_of(word: str) -> tuple[str, ...]:
    """The currencies that a code or a symbol may stand for; none for any other word."""
    code = word.upper()
    return (code,) if is_known(code) else _SYMBOLS.get(word.lower(), ())


def _named(word: str, default: str | None, text: str) -> str:
    """The currency that a word beside the number names; the word itself if several are meant."""
    meant = currencies_of(word)
    if not meant:
        is_code = len(word) == 3 and word.isalpha()
        raise AmountError(_no_currency(word) if is_code else _no_amount(text))
    if default in meant:
        return default
    return meant[0] if len(meant) == 1 else word


def _agreed(named: list[str], given: str | None, default: str | None) -> str:
    """The one currency that everything named agrees on."""
    code = next((word for word in named if is_known(word)), default)
    if code is None:
        raise AmountError(
            f"“{named[0]}” is several currencies: write three letters, such as USD or CAD."
            if named
            else "Add the currency with its three letters, such as 92,500 EUR."
        )
    for other in (*named, given or code):
        if code not in currencies_of(other):
            raise AmountError(f"The amount says {code}, but also {other}: name one currency.")
    return code


def _minor(number: str, unit: int, code: str) -> int:
    """The minor units that the digits mean; raises AmountError."""
    whole, fraction = _halves(number, code, scaled=unit > 1)
    places = decimals(code)
    if unit == 1 and len(fraction) > places:
        raise AmountError(_too_fine(code))
    minor, rest = divmod(int(whole + fraction) * unit * _power(places), _power(len(fraction)))
    if rest:
        raise AmountError(_too_fine(code))
    if minor >= LIMIT:
        raise AmountError(f"That is too much: write less than {show(Money(LIMIT, code))}.")
    return minor


def _too_fine(code: str) -> str:
    places = decimals(code)
    if not places:
        return f"{code} has no decimals: write a whole number."
    return f"Too many decimals: {code} has {places}."


def _halves(number: str, code: str, *, scaled: bool) -> tuple[str, str]:
    """The digits before and behind the decimal mark, grouping removed; raises AmountError."""
    marks = [sign for sign in number if sign in ".,"]
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        return _ungrouped(number), ""
    whole, mark, fraction = number.rpartition(marks[-1])
    if not fraction.isdigit() or mark in whole:
        raise AmountError(_no_amount(number))
    if len(marks) == 1 and len(fraction) == 3 and re.fullmatch("[1-9][0-9]{0,2}", whole):
        if scaled or decimals(code) >= 3:
            raise AmountError(_two_things(whole, mark, fraction))
        return whole + fraction, ""
    return _ungrouped(whole), fraction


def _two_things(whole: str, mark: str, fraction: str) -> str:
    return (
        f"“{whole}{mark}{fraction}” could be two amounts: "
        f"write {whole}{fraction} for the large one, 0{whole}.{fraction} for the small one."
    )


def _ungrouped(whole: str) -> str:
    if whole.isdigit():
        return whole
    if re.fullmatch(_GROUPED, whole) or re.fullmatch(_INDIAN, whole):
        return re.sub("[^0-9]", "", whole)
    raise AmountError(f"The groups of “{whole}” are not of three digits: write it like 92,500.")


# ---------------------------------------------------------------- showing


def show(money: Money) -> str:
    """For people: "92,500 EUR", decimals only when there are any ("31,000.50 USD")."""
    return f"{show_amount(money.minor, money.currency)} {money.currency}"


def entered(money: Money) -> str:
    """The amount as a form starts with it; parse_amount reads it back to exactly this."""
    places = decimals(money.currency)
    whole, rest = divmod(money.minor, 10**places)
    if not rest:
        return str(whole)
    fraction = f"{rest:0{places}d}"
    if places != 3 or not 0 < whole < 1000:
        return f"{whole}.{fraction}"
    # "12.345" could be two amounts in a currency with three decimals.
    return f"{whole}.{fraction[:2]}" if fraction[2] == "0" else f"0{whole}.{fraction}"


# ---------------------------------------------------------------- comparing


def yearly(minor: int, frequency: str, hours_per_year: int = 2080, days_per_year: int = 260) -> int:
    """Pay in minor units a year, for comparison only: 52 weeks, 12 months, stated hours and days.

    Raises ValueError for a frequency that is none of the five.
    """
    counts = {"hourly": hours_per_year, "daily": days_per_year, **PER_YEAR}
    if frequency not in counts:
        raise ValueError(f"no pay frequency: {frequency!r}")
    return minor * counts[frequency]


def yearly_sql(frequency: str, hours: str, days: str) -> str:
    """How many payments make a year as SQL, by a column of frequencies; one where it has none."""
    counts = {"hourly": hours, "daily": days, **PER_YEAR}
    cases = " ".join(f"WHEN '{word}' THEN {count}" for word, count in counts.items())
    return f"(CASE {frequency} {cases} ELSE 1 END)"


def midpoint(a: Money, b: Money) -> Money:
    """Half-way between two amounts of one currency, to the minor unit, half a unit upwards."""
    if a.currency != b.currency:
        raise ValueError(f"no midpoint between {a.currency} and {b.currency}")
    return Money((a.minor + b.minor + 1) // 2, a.currency)


def change(old: Money, new: Money) -> str:
    """What became of an amount: "+5,000 USD (+3.3 %)"; both amounts when the currency differs."""
    if old.currency != new.currency:
        return f"{show(old)} → {show(new)}"
    step = new.minor - old.minor
    if not step:
        return "no change"
    sign = "+" if step > 0 else "-"
    amount = f"{sign}{show(Money(abs(step), old.currency))}"
    if old.minor <= 0:
        return amount
    tenths = (abs(step) * 2000 + old.minor) // (2 * old.minor)
    return f"{amount} ({sign}{tenths // 10:,}.{tenths % 10} %)"
