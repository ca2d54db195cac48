"""Every amount, number and day that the inputs of a letter account for."""

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from data.letters.facts.mentions import AmountMention
from data.letters.language import package as rule
from data.letters.language.contract import Contract, contract
from data.letters.letter_records import LetterInputs
from data.records.pay import PayFrequency
from data.values.field_values import FieldValue, MoneyRange, NumberRange
from data.values.money import Money

_WHOLE = Decimal(1)


class KnownFigures:
    """What amounts and days a letter may name; computed from the terms and nothing else."""

    def __init__(self, inputs: LetterInputs) -> None:
        self._inputs = inputs
        self._agreed = contract(inputs.terms, inputs.hours_per_year, inputs.days_per_year)
        self._fields = (*inputs.terms.fields, *(inputs.job.fields if inputs.job else ()))
        self._pay = dict(_by_period(inputs, self._agreed))
        counted = rule.package(inputs.terms, inputs.package, self._agreed)
        sums = (*counted.yearly, *counted.once, *counted.whole)
        self._package = sums if counted.is_marked else ()
        self._amounts = [*self._pay.values(), *self._others()]
        self._numbers = set(_numbers(inputs, self._fields))
        self._texts = [" ".join(text.split()) for text in _texts(inputs, self._fields)]
        self.days = frozenset(_days(inputs, self._fields))

    def _is_of_field(self, mention: AmountMention) -> bool:
        own = (*_amounts_of(self._inputs.terms.fields), *self._shares())
        return self.quotes(mention.text) or any(mention.is_amount(amount) for amount in own)

    def quotes(self, text: str) -> bool:
        """Whether a text of the terms has these words, figures and all."""
        return any(" ".join(text.split()) in words for words in self._texts)

    def is_salary(self, mention: AmountMention) -> bool:
        """Whether it is the pay as the terms have it."""
        salary = self._inputs.terms.salary
        return salary is not None and mention.is_amount(salary)

    def explains(self, mention: AmountMention, *, pay: bool, package: bool = False) -> bool:
        """Whether the terms say this amount; pay by the hour, month or year has to fit its word.

        `pay`: it is called the pay, so that what else is there does not explain it, but for the
        sums of the package where it is called that (`package`).
        """
        if mention.period is not None and any(mention.is_amount(one) for one in self._pay.values()):
            paid = self._pay.get(mention.period)
            return paid is not None and mention.is_amount(paid)
        if pay and mention.currencies:
            paid_once = (
                *self._pay.values(),
                *_contract_pay(self._inputs, self._agreed),
                *(self._package if package else ()),
            )
            return any(mention.is_amount(one) for one in paid_once) or self._is_of_field(mention)
        if self.quotes(mention.text) or any(mention.is_amount(one) for one in self._amounts):
            return True
        return not mention.currencies and not mention.values.isdisjoint(self._numbers)

    def _others(self) -> Iterator[Money]:
        yield from _contract_pay(self._inputs, self._agreed)
        yield from self._package
        yield from _amounts_of(self._fields)
        pay = self._inputs.job.pay if self._inputs.job else None
        yield from filter(None, (pay.salary, pay.minimum, pay.maximum) if pay else ())
        yield from self._shares()

    def _shares(self) -> Iterator[Money]:
        """What numbers come to as per cent of the pay of a year, and of the whole contract."""
        paid = [self._pay.get(PayFrequency.YEARLY), *_contract_pay(self._inputs, self._agreed)]
        shares = [
            value.value
            for value in self._fields
            if isinstance(value.value, Decimal) and 0 < value.value <= 1000
        ]
        for amount in filter(None, paid):
            for share in shares:
                minor = (amount.minor * share / 100).quantize(_WHOLE, ROUND_HALF_UP)
                yield Money(int(minor), amount.currency)


def _by_period(inputs: LetterInputs, agreed: Contract) -> Iterator[tuple[PayFrequency, Money]]:
    """The pay by every period that it can be counted by."""
    salary, frequency = inputs.terms.salary, inputs.terms.pay_frequency
    if salary is None:
        return
    if frequency is None:
        yield PayFrequency.YEARLY, salary
        return
    for period in PayFrequency:
        paid = agreed.per(salary, frequency, period)
        if paid is not None:
            yield period, paid


def _contract_pay(inputs: LetterInputs, agreed: Contract) -> Iterator[Money]:
    salary, frequency = inputs.terms.salary, inputs.terms.pay_frequency
    whole = agreed.whole(salary, frequency) if salary and frequency else None
    if whole is not None:
        yield whole


def _amounts_of(fields: tuple[FieldValue, ...]) -> Iterator[Money]:
    for value in fields:
        match value.value:
            case Money() as amount:
                yield amount
            case MoneyRange(minimum=low, maximum=high):
                yield from filter(None, (low, high))


def _numbers(inputs: LetterInputs, fields: tuple[FieldValue, ...]) -> Iterator[Decimal]:
    yield from (Decimal(inputs.hours_per_year), Decimal(inputs.days_per_year))
    for value in fields:
        match value.value:
            case Decimal() as number:
                yield number
                yield number * 52
            case NumberRange(minimum=low, maximum=high):
                yield from (end for end in (low, high) if end is not None)
    salary = inputs.terms.salary
    if salary is not None:
        yield salary.decimal()


def _texts(inputs: LetterInputs, fields: tuple[FieldValue, ...]) -> Iterator[str]:
    yield inputs.terms.salary_text
    for value in fields:
        match value.value:
            case str() as text:
                yield text
            case tuple() as chosen:
                yield from chosen


def _days(inputs: LetterInputs, fields: tuple[FieldValue, ...]) -> Iterator[date]:
    known = (
        inputs.today, inputs.terms.start_date, inputs.terms.expiry_date, inputs.sent_date,
        inputs.created_date, inputs.resolved_date,
    )  # fmt: skip
    yield from (day for day in known if day is not None)
    yield from (value.value for value in fields if isinstance(value.value, date))
