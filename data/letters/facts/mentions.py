"""Amounts and days that a text names, with every reading they allow."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import chain
from typing import NamedTuple

from data.records.pay import PayFrequency
from data.values import money
from data.values.money import Money

_WHOLE = Decimal(1)
_NAMES = {
    **dict.fromkeys(("euro", "euros", "Euro", "Euros"), ("EUR",)),
    **dict.fromkeys(("francs", "Franken", "Fr."), ("CHF",)),
    "dollars": ("USD",),
    "pounds": ("GBP",),
}
"""Names of currencies in letters."""
_NUMBER = (
    r"\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?![\d])(?:[.,]\d{1,3}(?!\d))?"
    r"|\d+(?:[.,]\d{1,4})?"
)
CURRENCY = "|".join(
    [r"\b[A-Z]{3}\b", r"(?:\b[A-Z]{1,2})?[$€£¥￥₹₩₪₺₽₴₫₱₦]", r"\bkr\b", r"\bzł", r"\bKč"]
    + [re.escape(name) for name in sorted(_NAMES, key=len, reverse=True)]
)
"""How a currency is written, as a pattern."""
_AMOUNT = re.compile(
    rf"(?:(?P<before>{CURRENCY})[\u00a0\u202f ]?)?(?<![\d.,+/-])(?P<number>{_NUMBER})"
    rf"(?P<thousand>[kK]\b)?(?:[\u00a0\u202f ]?(?P<after>{CURRENCY}))?"
)
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,2})?")
_PERIODS = {
    PayFrequency.HOURLY: "hour hourly stunde heure hora",
    PayFrequency.DAILY: "day daily tag jour dia día",
    PayFrequency.WEEKLY: "week weekly woche semaine semana",
    PayFrequency.MONTHLY: "month monthly monat mois mes",
    PayFrequency.YEARLY: "year yearly annum jahr an année año",
}
_PERIOD_OF = {word: period for period, words in _PERIODS.items() for word in words.split()}
_PERIOD = re.compile(
    r"\s{0,2}(?:(?:gross|brutto|bruts?|brutos?)\s)?(?:(?:per|a|an|each|every|pro|je|im|par|por|al"
    r")\s|/\s?)(" + "|".join(_PERIOD_OF) + r")\b",
    re.IGNORECASE,
)

_MONTH_WORDS = (
    ("january", "jan", "januar", "jänner", "janvier", "enero"),
    ("february", "feb", "februar", "février", "febrero"),
    ("march", "mar", "märz", "mars", "marzo"),
    ("april", "apr", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juni", "juin", "junio"),
    ("july", "jul", "juli", "juillet", "julio"),
    ("august", "aug", "août", "agosto"),
    ("september", "sep", "sept", "septembre", "septiembre", "setiembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "dezember", "dez", "décembre", "diciembre"),
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words}
MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
"""The months as letters write them, as a pattern."""
_B = "[\u00a0\u202f\\s]{1,3}"
_DAY = re.compile(
    rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?{_B}(?:of{_B}|de{_B})?(?P<m1>{MONTH})\.?,?"
    rf"{_B}(?:de{_B}|del{_B})?(?P<y1>\d{{4}})"
    rf"|\b(?P<m2>{MONTH})\.?{_B}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?{_B}(?P<y2>\d{{4}})"
    r"|\b(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})\b"
    r"|(?<![\d.])(?P<n1>\d{1,2})(?P<mark>[./-])(?P<n2>\d{1,2})(?P=mark)(?P<y4>\d{4})\b",
    re.IGNORECASE,
)


class AmountMention(NamedTuple):
    """An amount in a text: where, the numbers it may be, its currencies, what it is paid by.

    No currency is any; no period is none that is written behind it.
    """

    text: str
    start: int
    values: frozenset[Decimal]
    currencies: frozenset[str]
    period: PayFrequency | None

    def is_amount(self, amount: Money) -> bool:
        """Whether it is this amount, written whole or to the last unit."""
        if self.currencies and amount.currency not in self.currencies:
            return False
        exact = amount.decimal()
        return not self.values.isdisjoint((exact, exact.quantize(_WHOLE, ROUND_HALF_UP)))


class DayMention(NamedTuple):
    """A day in a text: where, and the days it may be."""

    text: str
    start: int
    days: frozenset[date]


def amounts(text: str) -> Iterator[AmountMention]:
    """Every amount with a currency, and every large number written in groups."""
    days = [(day.start, day.start + len(day.text)) for day in dates(text)]
    for match in _AMOUNT.finditer(text):
        if any(start <= match.start("number") < end for start, end in days):
            continue
        known = frozenset(chain(_codes(match["before"]), _codes(match["after"])))
        if not known and not _GROUPED.fullmatch(match["number"]):
            continue
        period = _PERIOD.match(text, match.end())
        start = match.start("before") if _codes(match["before"]) else match.start("number")
        end = match.end("after") if _codes(match["after"]) else match.end("number")
        yield AmountMention(
            text[start : period.end() if period else end],
            start,
            frozenset(_readings(match["number"], thousand=match["thousand"] is not None)),
            known,
            _PERIOD_OF[period[1].lower()] if period else None,
        )


def _codes(word: str | None) -> tuple[str, ...]:
    if not word:
        return ()
    return _NAMES.get(word) or money.currencies_of(word)


def _readings(text: str, *, thousand: bool) -> Iterator[Decimal]:
    """What a number may be: 12.345 is twelve thousand, or twelve and a little."""
    plain = re.sub("['’\u00a0\u202f\u2009 ]", "", text)
    marks = [mark for mark in plain if mark in ".,"]
    times = 1000 if thousand else 1
    head, _, tail = plain.replace(",", ".").rpartition(".")
    if not marks:
        yield Decimal(plain) * times
        return
    if len(set(marks)) > 1 or len(marks) == 1:
        whole = re.sub("[.,]", "", head)
        yield Decimal(f"{whole}.{tail}") * times
    if len(set(marks)) == 1 and len(tail) == 3:
        yield Decimal(re.sub("[.,]", "", plain)) * times


def dates(text: str) -> Iterator[DayMention]:
    """Every day that is written with its year."""
    for match in _DAY.finditer(text):
        found = frozenset(_days(match))
        if found:
            yield DayMention(match[0], match.start(), found)


def _days(match: re.Match[str]) -> Iterator[date]:
    given = {name: value for name, value in match.groupdict().items() if value}
    if "n1" in given:
        one, two, four = int(given["n1"]), int(given["n2"]), int(given["y4"])
        tried = [(four, two, one), (four, one, two)]
    else:
        year, month, day = (
            next(value for name, value in given.items() if name[0] == kind) for kind in "ymd"
        )
        tried = [(int(year), _MONTH_OF.get(month.lower(), 0) or int(month), int(day))]
    for parts in tried:
        try:
            yield date(*parts)
        except ValueError:
            continue
