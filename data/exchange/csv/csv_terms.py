"""The terms, days and moments of a row: cells read by the strict grammar that people type in."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

from data.exchange.csv import csv_facts
from data.exchange.csv.csv_cells import read_day, read_serial
from data.exchange.csv.csv_facts import TableFacts
from data.exchange.parsed_offer import Record
from data.exchange.record_reader import Reading, quoted
from data.records.offer_records import Terms
from data.records.offer_terms import DAY, TEXT, of_type
from data.records.pay import PayFrequency
from data.values import dates, money
from data.values.money import AmountError, Money

FREQUENCIES = {
    **dict.fromkeys(("hourly", "hour", "h", "per hour", "an hour"), PayFrequency.HOURLY),
    **dict.fromkeys(("daily", "day", "d", "per day", "a day"), PayFrequency.DAILY),
    **dict.fromkeys(("weekly", "week", "w", "per week", "a week"), PayFrequency.WEEKLY),
    **dict.fromkeys(("monthly", "month", "m", "per month", "a month"), PayFrequency.MONTHLY),
    **dict.fromkeys(
        ("yearly", "year", "y", "per year", "a year", "annual", "annually", "per annum", "pa"),
        PayFrequency.YEARLY,
    ),
}


class RowReading(Reading):
    """Reads the known cells of a row, with what the table shows of dates and amounts."""

    def __init__(
        self,
        cells: Record,
        facts: TableFacts,
        currency: str | None,
        *,
        is_ours: bool,
        is_number: bool = False,
    ) -> None:
        """`currency` is what the header of the pay names; tables of ours have plain decimals.

        `is_number`: the pay is a number cell of a spreadsheet, and nothing but that number.
        """
        super().__init__(cells)
        self._facts = facts
        self._currency = currency
        self._is_ours = is_ours
        self._is_number = is_number

    def text(self, key: str) -> str:
        """The cell, which is plain text on one line already; empty when there is none."""
        return str(self.record.get(key, ""))

    def terms(self) -> Terms:
        """The terms that the row says."""
        code = self.text("currency")
        currency = self.currency("currency") if code else self._currency
        salary, text = self._salary(currency)
        if salary is not None:
            currency = salary.currency
        elif code and currency is None:
            text = f"{text} {code}".strip()
        return Terms(
            salary=salary,
            salary_text=text,
            currency=currency,
            pay_frequency=self._frequency(),
            **self._of_type(),
        )

    def _of_type(self) -> dict[str, Any]:
        """The terms that are read by their type alone."""
        days = {term.name: self.cell_day(term.header) for term in _DAYS}
        return days | {term.name: self.text(term.header) for term in _TEXTS}

    def _salary(self, currency: str | None) -> tuple[Money | None, str]:
        """The pay as an amount, else as text with a flag that says what would be right."""
        text = self.text("salary")
        if not text:
            return None, ""
        is_plain = self._is_ours or self._is_number
        plain = money.from_number(text, currency) if currency and is_plain else None
        if plain is not None:
            return plain, ""
        try:
            if self._is_number and currency:
                raise AmountError(f"no amount of {currency} is written so.")
            self._refuse_two_meanings(text)
            return money.parse_money(text, currency), ""
        except AmountError as error:
            self.flag("salary", f"The salary is kept as text ({quoted(text)}): {error}")
            return None, text

    def _refuse_two_meanings(self, text: str) -> None:
        """Raise AmountError where the column writes decimals with what may group thousands here."""
        for mark in self._facts.decimal_marks:
            whole, found, rest = text.rpartition(mark)
            if found and _THREE.match(rest) and not _OTHER_MARKS.search(whole):
                raise AmountError(
                    f"other cells of the column have a {_MARKS[mark]} before decimals, so this one"
                    " could be two amounts."
                )

    def _frequency(self) -> PayFrequency | None:
        word = self.text("pay frequency").lower().strip(" /.")
        found = FREQUENCIES.get(word)
        if word and found is None:
            self.flag("pay frequency", f"The pay frequency {quoted(word)} is unknown: left empty.")
        return found

    def cell_day(self, target: str) -> date | None:
        """A day with its year; what could be two days is none."""
        text = self.text(target)
        found = (read_day(text, self._facts.date_order) or read_serial(text)) if text else None
        if text and found is None:
            problem = "which is no clear date (2026-04-15)"
            self.flag(target, f"{target} is {quoted(text)}, {problem}: left empty.")
        if found is not None:
            self.look_at_year(target, found)
            self._look_at_order(target, text)
        return found

    def cell_moment(self, target: str) -> datetime | None:
        """A moment; a day is its midnight."""
        text = self.text(target)
        found = dates.read_moment(text) if text else None
        if text and found is None:
            day = read_day(text, self._facts.date_order) or read_serial(text)
            found = datetime.combine(day, time(), UTC) if day else None
        if text and found is None:
            self.flag(target, f"{target} is {quoted(text)}, which is no moment: left empty.")
        self._look_at_order(target, text)
        return found

    def _look_at_order(self, target: str, text: str) -> None:
        """Flag a day that is not in the order in which the others are read."""
        order, own = self._facts.date_order, csv_facts.WORDS.get(csv_facts.order_of(text))
        if order and own and own != csv_facts.WORDS[order]:
            others = f"but dates that could be two days are read {csv_facts.WORDS[order]}"
            self.flag(target, f"{target} is {quoted(text)}, {own}, {others}.")


_DAYS, _TEXTS = of_type(DAY), of_type(TEXT)
_MARKS = {".": "point", ",": "comma"}
_THREE = re.compile(r"[0-9]{3}(?![0-9])")
_OTHER_MARKS = re.compile(r"[.,']")
