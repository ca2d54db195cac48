"""Formats amounts, numbers, days and lists for a language and a country.

English ("en") is built in. Every other locale ("de", "en-US", "pt_BR") comes from Babel, which is
imported when the first letter asks for one.
"""

import copy
import difflib
import functools
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from data.values import dates, money
from data.values.money import Money

if TYPE_CHECKING:
    from babel import Locale

BUILT_IN = "en"
FORMS = ("full", "long", "medium", "short", "iso")
"""How a day can be written, from the longest; "iso" is 2026-04-15 everywhere."""
LONGEST = 30
"""Numbers of more digits are written with an exponent."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f]")
"""Marks of direction: they would be taken for harmful text, and browsers set one by themselves."""


_FIRST = re.compile(r"\b1\b")
"""The first of a month, which is 1er in French."""


class LocaleProblem(ValueError):
    """There is no such locale; the message says so."""


class LocaleFormat(Protocol):
    """Formats values for a letter."""

    def amount(self, value: Money) -> str:
        """The amount without its currency."""

    def money(self, value: Money) -> str:
        """The amount with its currency."""

    def number(self, value: Decimal) -> str:
        """A number, grouped."""

    def day(self, value: date, form: str) -> str:
        """A day in one of FORMS."""

    def weekday(self, value: date) -> str:
        """The day of the week."""

    def between(self, low: str, high: str) -> str:
        """From one value to another; either may be empty."""

    def listed(self, texts: Sequence[str], other: bool) -> str:
        """Texts as a sentence has them, with "and", or with "or" for `other`."""


class EnglishFormat:
    """The built-in format: 92,500 EUR, 15 April 2026, "a, b and c"."""

    def amount(self, value: Money) -> str:
        """`92,500`, decimals only where there are any."""
        return money.show_amount(value.minor, value.currency)

    def money(self, value: Money) -> str:
        """`92,500 EUR`."""
        return money.show(value)

    def number(self, value: Decimal) -> str:
        """`1,250.5`."""
        return f"{value:,f}"

    def day(self, value: date, form: str) -> str:
        """`Wednesday, 15 April 2026`, `15 April 2026`, `15 Apr 2026`."""
        if form == "full":
            return f"{self.weekday(value)}, {dates.show(value)}"
        return dates.show(value) if form == "long" else dates.short(value)

    def weekday(self, value: date) -> str:
        """`Wednesday`."""
        return dates.WEEKDAYS[value.weekday()]

    def between(self, low: str, high: str) -> str:
        """`5 to 7`, `from 5`, `up to 7`."""
        if low and high:
            return low if low == high else f"{low} to {high}"
        return (low and f"from {low}") or (high and f"up to {high}")

    def listed(self, texts: Sequence[str], other: bool) -> str:
        """`a, b and c`."""
        if not texts:
            return ""
        word = " or " if other else " and "
        return word.join(filter(None, (", ".join(texts[:-1]), texts[-1])))


class BabelFormat:
    """The format of a locale that Babel knows."""

    def __init__(self, locale: "Locale") -> None:
        self._locale = locale

    def amount(self, value: Money) -> str:
        """`92.500,00`: always with the decimals of the currency."""
        from babel.numbers import format_decimal

        places = money.decimals(value.currency)
        pattern = "#,##0" + ("." + "0" * places if places else "")
        return _plain(format_decimal(value.decimal(), pattern, locale=self._locale))

    def money(self, value: Money) -> str:
        """`92.500,00 €`, with the decimals of ISO 4217, which Babel's are not for 13 currencies."""
        pattern = copy.copy(self._locale.currency_formats["standard"])
        places = money.decimals(value.currency)
        pattern.frac_prec = (places, places)
        return _plain(
            pattern.apply(value.decimal(), self._locale, value.currency, currency_digits=False)
        )

    def number(self, value: Decimal) -> str:
        """`1.250,5`."""
        from babel.numbers import format_decimal

        return _plain(format_decimal(value, locale=self._locale, decimal_quantization=False))

    def day(self, value: date, form: str) -> str:
        """`Mittwoch, 15. April 2026`, `15. April 2026`, `15.04.2026`, `15.04.26`."""
        from babel.dates import format_date

        kinds = {"full": "full", "long": "long", "medium": "medium"}
        day = _plain(format_date(value, kinds.get(form, "short"), locale=self._locale))
        is_first = self._locale.language == "fr" and value.day == 1 and form in ("full", "long")
        return _FIRST.sub("1er", day, count=1) if is_first else day

    def weekday(self, value: date) -> str:
        """`Mittwoch`."""
        from babel.dates import format_date

        return _plain(format_date(value, "EEEE", locale=self._locale))

    def between(self, low: str, high: str) -> str:
        """`5 – 7`, `≥ 5`, `≤ 7`: symbols, which need no translation."""
        if low and high:
            return low if low == high else f"{low} – {high}"
        return (low and f"≥ {low}") or (high and f"≤ {high}")

    def listed(self, texts: Sequence[str], other: bool) -> str:
        """`a, b und c`."""
        from babel.lists import format_list

        return format_list(texts, "or" if other else "standard", locale=self._locale)


_ENGLISH = EnglishFormat()


def locale_format(tag: str) -> LocaleFormat:
    """The format of a locale; raises LocaleProblem if Babel does not know it."""
    return _ENGLISH if tag in ("", BUILT_IN) else _babel_format(tag)


def problem(tag: str) -> str:
    """What is wrong with a locale as it was typed, as a sentence; nothing when it is one."""
    try:
        locale_format(tag)
    except LocaleProblem as error:
        return str(error)
    return ""


@functools.lru_cache(maxsize=32)
def _babel_format(tag: str) -> BabelFormat:
    # Babel reads files named by the locale: nothing but a locale may get there.
    from babel import UnknownLocaleError

    from data.letters.language.house_style import HouseLocale

    if not _TAG.fullmatch(tag):
        raise LocaleProblem(_no_locale(tag))
    try:
        return BabelFormat(HouseLocale.parse(tag.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        raise LocaleProblem(_no_locale(tag)) from None


def _no_locale(tag: str) -> str:
    from babel.localedata import locale_identifiers

    known, wanted = locale_identifiers(), tag[:20].replace("-", "_")
    language = wanted.partition("_")[0]
    close = [language] if language in known else difflib.get_close_matches(wanted, known, 1, 0.5)
    hint = f"did you mean '{close[0]}'?" if close else "write one such as 'de', 'fr' or 'en-US'"
    return f"there is no locale '{tag[:20]}'; {hint}"


def _plain(text: str) -> str:
    return _DIRECTIONS.sub("", text)
