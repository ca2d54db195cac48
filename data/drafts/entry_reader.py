"""Reads what was typed into a draft, and collects the problems and what was understood."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from data.errors import Problem
from data.records.field_records import FieldEntry, FieldRecord, field_key
from data.records.offer_terms import (
    LABELS,
)
from data.records.pay import PayFrequency
from data.values import dates, field_entry, field_texts, money
from data.values.field_values import FieldValue
from data.values.money import Money
from data.values.text import one_line

_CLOCK = re.compile(r"(?:,\s*|\s+(?:at\s+)?)([0-9]{1,2}):([0-9]{2})\s*$")
"""The time of day at the end of a moment as typed."""


@dataclass(slots=True)
class EntryReader:
    """Collects what is wrong and what was understood while a draft is read."""

    today: date
    problems: list[Problem] = field(default_factory=list)
    understood: dict[str, str] = field(default_factory=dict)

    def problem(self, key: str, label: str, text: str) -> None:
        """Note a problem, with the field's name in front."""
        self.problems.append(Problem(key, label, text))

    def day(self, key: str, label: str, text: str) -> date | None:
        """A date as typed, or None with a problem noted (or nothing typed)."""
        if not text.strip():
            return None
        try:
            day = dates.parse_date(text, self.today)
        except dates.DateError as error:
            self.problem(key, label, str(error))
            return None
        self.understood[key] = dates.understood(day)
        return day

    def past_day(self, key: str, label: str, text: str) -> date | None:
        """A date that was, as typed: not after today, and read backwards without a year."""
        if not text.strip():
            return None
        try:
            day = dates.parse_past_date(text, self.today)
        except dates.DateError as error:
            self.problem(key, label, str(error))
            return None
        self.understood[key] = dates.understood(day)
        return day

    def past_moment(self, key: str, label: str, text: str) -> datetime | None:
        """A day that was, with a time where the person is ("27 nov 14:30"; noon without one)."""
        found = _CLOCK.search(text)
        day = self.past_day(key, label, text[: found.start()] if found else text)
        if day is None:
            return None
        hour, minute = (int(found[1]), int(found[2])) if found else (12, 0)
        if hour > 23 or minute > 59:
            self.problem(key, label, "a time such as 14:30.")
            return None
        if found:
            self.understood[key] += f", {hour:02}:{minute:02}"
        return datetime.combine(day, time(hour, minute)).astimezone(UTC)

    def amount(
        self, key: str, label: str, text: str, currency: str | None, fallback: str | None = None
    ) -> Money | None:
        """Money as typed, or None with a problem noted (or nothing typed).

        `currency` must not be contradicted; `fallback` counts where no currency is named at all.
        """
        if not text.strip():
            return None
        try:
            amount = money.parse_money(text, currency, fallback=fallback)
        except money.AmountError as error:
            self.problem(key, label, str(error))
            return None
        self.understood[key] = f"= {money.show(amount)}"
        return amount

    def currency(self, text: str, key: str = "currency") -> str | None:
        """An ISO 4217 code as typed, or None with a problem noted (or nothing typed)."""
        code = one_line(text).upper()
        if not code:
            return None
        if not money.is_known(code):
            shown = code if len(code) <= 12 else code[:11] + "…"
            self.problem(
                key, LABELS["currency"], f"{shown} is no ISO 4217 code; such as EUR or USD."
            )
            return None
        return code

    def frequency(self, text: str, key: str = "pay_frequency") -> PayFrequency | None:
        """How often pay is counted, or None with a problem noted (or nothing typed)."""
        word = one_line(text).lower()
        if not word:
            return None
        try:
            return PayFrequency(word)
        except ValueError:
            self.problem(key, LABELS["pay_frequency"], f"one of {', '.join(PayFrequency)}.")
            return None

    def custom(
        self,
        definition: FieldRecord,
        entry: FieldEntry,
        currency: str | None,
        before: FieldValue | None,
    ) -> FieldValue | None:
        """A custom field's value as typed; one that was not touched stays byte for byte."""
        if before is not None and field_entry.entered(definition.type, before) == (
            entry.text,
            entry.chosen,
        ):
            self._understand(definition, before)
            return before
        options = tuple(option.name for option in definition.options if option.active)
        try:
            value = field_entry.read_entered(
                definition.type, entry.text, entry.chosen, options, self.today, currency
            )
        except field_entry.ValueProblem as error:
            self.problem(field_key(definition.key), definition.name, str(error))
            return before
        if value is None:
            return None
        read = FieldValue(definition.key, definition.name, definition.type, value)
        self._understand(definition, read)
        return read

    def custom_values(
        self,
        entries: tuple[FieldEntry, ...],
        definitions: tuple[FieldRecord, ...],
        currency: str | None,
        base: tuple[FieldValue, ...],
    ) -> tuple[FieldValue, ...]:
        """Entered values in the order of the definitions, then whatever the form did not show."""
        entered = {entry.key: entry for entry in entries}
        before = {value.key: value for value in base}
        read = []
        for definition in definitions:
            entry = entered.get(definition.key)
            known = before.pop(definition.key, None)
            value = known if entry is None else self.custom(definition, entry, currency, known)
            if value is not None and not value.is_empty:
                read.append(value)
        return (*read, *before.values())

    def _understand(self, definition: FieldRecord, value: FieldValue) -> None:
        if value.value is not None:
            text = field_texts.understood(definition.type, value.value)
            if text:
                self.understood[field_key(definition.key)] = text
