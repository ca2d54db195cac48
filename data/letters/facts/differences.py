"""What a letter says of the terms against what the terms say: amounts, days, names, figures.

Read from the text, so that it holds for a letter by hand in any form. What a letter does not say
is no difference (`omissions` names that); what it says otherwise is one.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from html import escape
from typing import NamedTuple

from data.letters import rendering
from data.letters.facts.known_figures import KnownFigures
from data.letters.facts.mentions import AmountMention, DayMention, amounts, dates
from data.letters.facts.visible_text import part, visible_text
from data.letters.language.letter_context import field_name
from data.letters.language.words import paid
from data.letters.letter_records import LetterInputs
from data.records.candidate_records import CandidateRecord
from data.records.field_records import field_key
from data.records.offer_records import Terms
from data.values import field_texts
from data.values.field_values import FieldValue
from data.values.money import Money
from data.values.person_names import in_letters
from data.values.text import folded

_GREETING = re.compile(
    r"^(?:dear|hello|hi|liebe[rs]?|sehr geehrte[rs]?|guten tag|hallo|chère?|bonjour|estimad[oa]"
    r"|querid[oa]|hola)\s+(?:mr|mrs|ms|mx|dr|herr|frau|madame|monsieur|señora?)?\.?\s*"
    r"(.{1,60}?)[,:!]?$",
    re.IGNORECASE | re.MULTILINE,
)
_NOBODY = re.compile(
    r"\b(?:sirs?|madams?|damen|herren|madame|monsieur|señor(?:es|as?)?|candidates?|applicants?"
    r"|colleagues?|recipients?|team|all|everyone|you|there)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:position|role|post|job|employment|engagement|internship|offer)(?: of employment)?"
    r" (?:of|as) (?:an? |the )?([A-Z][^.,;:()\n]{1,60}?)(?= at | with |[.,;:()\n]|$)"
)
_STARTS = re.compile(r"start|begin|first day|join|eintritt|beginn|début|entrée|inicio|incorp", re.I)
_ENDS = re.compile(r"until|open|expire|accept|by the end|deadline|bis zum|jusqu|hasta", re.I)
_PAY = re.compile(
    r"salary|\bpay\b|wage|remuneration|compensation|gehalt|vergütung|lohn|salaire|rémunération"
    r"|salario|sueldo|stipend|\bfee\b",
    re.I,
)
_PACKAGE = re.compile(r"package|total|in all|paket|gesamt|paquete|globale?\b", re.I)
NEAR = 50
"""So many characters before an amount say whether it is the pay."""
AROUND = 90
"""So many characters before a day say what it is about."""


class Difference(NamedTuple):
    """What a letter says, and what the terms say; `wanted` is empty where no term says anything.

    `is_sure` is false for a figure that only no term has.
    """

    key: str
    label: str
    found: str
    wanted: str
    is_sure: bool = True

    @property
    def sentence(self) -> str:
        """Both values, named."""
        if not self.wanted:
            return f"the letter says “{self.found}”, which is in none of the terms"
        return f"the letter says “{self.found}”; {self.label} is {self.wanted}"


def differences(
    html: str, inputs: LetterInputs, earlier: Iterable[Terms] = ()
) -> tuple[Difference, ...]:
    """Where a letter contradicts the terms; `earlier` are those of other versions of the offer."""
    return tuple(dict.fromkeys(_Comparison(html, inputs, tuple(earlier)).found()))


def taken_over(html: str, found: Iterable[Difference]) -> str:
    """The letter with the value of the terms in the place of each one that differs."""
    for one in found:
        if one.wanted:
            words = (re.escape(escape(word, quote=False)) for word in one.found.split())
            blank = r"(?:[\s\u00a0\u202f]|&nbsp;|&#160;|<[^<>]*>)+"
            pattern = rf"(?<![\w.,]){blank.join(words)}(?![\w]|[.,]\d)"
            html = re.sub(pattern, partial(_instead, escape(one.wanted, quote=False)), html)
    return rendering.clean(html)


def _instead(wanted: str, match: re.Match[str]) -> str:
    """The value of the terms; the tags that stood in the old one stay behind it."""
    return wanted + "".join(re.findall("<[^<>]*>", match[0]))


class _Comparison:
    """One comparison, under way."""

    def __init__(self, html: str, inputs: LetterInputs, earlier: tuple[Terms, ...]) -> None:
        self._html = html
        self._text = visible_text(html)
        self._inputs = inputs
        self._earlier = [terms for terms in earlier if terms != inputs.terms]
        self._known = KnownFigures(inputs)

    def found(self) -> Iterator[Difference]:
        """Everything that differs, the pay first."""
        yield from self._amounts()
        yield from self._dates()
        yield from self._names()
        yield from self._fields()

    # ------------------------------------------------------------ amounts

    def _amounts(self) -> Iterator[Difference]:
        named = list(amounts(self._text))
        strange = [one for one in named if not self._is_explained(one)]
        says_salary = any(self._known.is_salary(one) for one in named)
        for mention in strange:
            is_only = not says_salary and mention == strange[0]
            is_pay = self._says_pay(mention) or (is_only and self._is_near(mention))
            yield self._amount(mention, is_pay=is_pay)

    def _is_explained(self, mention: AmountMention) -> bool:
        is_package = self._says(_PACKAGE, mention)
        return self._known.explains(mention, pay=self._says_pay(mention), package=is_package)

    def _says_pay(self, mention: AmountMention) -> bool:
        """Whether the words before an amount say that it is the pay."""
        return self._says(_PAY, mention)

    def _says(self, words: re.Pattern[str], mention: AmountMention) -> bool:
        """Whether the words before an amount call it so."""
        before = self._text[max(0, mention.start - NEAR) : mention.start]
        return words.search(re.split(r"[.;] |\n", before)[-1]) is not None

    def _is_near(self, mention: AmountMention) -> bool:
        salary = self._inputs.terms.salary
        if salary is None:
            return False
        pay = salary.decimal()
        return any(pay <= 2 * value <= 4 * pay for value in mention.values)

    def _amount(self, mention: AmountMention, *, is_pay: bool) -> Difference:
        terms = self._inputs.terms
        old = any(one.salary and mention.is_amount(one.salary) for one in self._earlier)
        same = terms.salary is not None and terms.salary.decimal() in mention.values
        for value in terms.fields:
            if any(mention.is_amount(before) for before in self._before(value.key)):
                return self._of_field(value, mention.text)
        if terms.salary is not None and (old or same or is_pay):
            pay = self._written(paid(self._inputs.language))
            wanted = pay if mention.period else self._written("{{ offer.salary }}")
            label = "Currency" if same and not mention.period else "Salary"
            return Difference("salary", label, mention.text, wanted)
        return Difference("letter_html", "", mention.text, "", is_sure=False)

    def _before(self, key: str) -> Iterator[Money]:
        """What a field of amounts said in other versions."""
        for terms in self._earlier:
            for value in terms.fields:
                if value.key == key and isinstance(value.value, Money):
                    yield value.value

    # ------------------------------------------------------------ days

    def _dates(self) -> Iterator[Difference]:
        named = list(dates(self._text))
        for mention in named:
            if not mention.days & self._known.days and not self._known.quotes(mention.text):
                yield self._day(mention)

    def _day(self, mention: DayMention) -> Difference:
        terms, before = self._inputs.terms, self._text[max(0, mention.start - AROUND) :]
        before = before[: mention.start - max(0, mention.start - AROUND)]
        if mention.text in part(self._html, "date"):
            today = self._written("{{ today }}")
            return Difference("today", "the day of the letter", mention.text, today)
        for key, label, now, words in (
            ("start_date", "Start date", terms.start_date, _STARTS),
            ("expiry_date", "Expires", terms.expiry_date, _ENDS),
        ):
            old = any(getattr(one, key) in mention.days for one in self._earlier)
            if now is not None and (old or _last(words, before) > _last(_other(words), before)):
                wanted = self._written(f"{{{{ offer.{key} }}}}")
                return Difference(key, label, mention.text, wanted)
        for value in terms.fields:
            if isinstance(value.value, date) and self._was(value.key, mention.days):
                return self._of_field(value, mention.text)
        return Difference("letter_html", "", mention.text, "", is_sure=False)

    def _was(self, key: str, days: frozenset[date]) -> bool:
        return any(
            value.key == key and value.value in days
            for terms in self._earlier
            for value in terms.fields
        )

    # ------------------------------------------------------------ names

    def _names(self) -> Iterator[Difference]:
        person, job = self._inputs.candidate, self._inputs.job
        if person is not None and (person.first_name or person.last_name):
            yield from self._person(person)
        if job is not None and job.title and folded(job.title) not in folded(self._text):
            title = _TITLE.search(self._text)
            if title:
                yield Difference("job", "the job's title", title[1], job.title)

    def _person(self, person: CandidateRecord) -> Iterator[Difference]:
        first, last = person.first_name, person.last_name
        called = in_letters(first, last, person.full_name)
        names = [folded(name) for name in (first, last, person.called, called) if name]
        greeted = _GREETING.search(self._text)
        if greeted and not _NOBODY.search(greeted[1]) and not _has(greeted[1], names):
            yield Difference("candidate", "the candidate", greeted[1], first or last)
        addressed = part(self._html, "recipient").partition("\n")[0]
        if addressed and not _has(addressed, names):
            yield Difference("candidate", "the candidate", addressed, called)

    # ------------------------------------------------------------ custom fields

    def _fields(self) -> Iterator[Difference]:
        """Fields of which the letter says what they said before, and not what they say now."""
        for value in self._inputs.terms.fields:
            now = field_texts.show(value)
            if now and not _says(self._text, now):
                for old in self._earlier_texts(value.key, now):
                    if _says(self._text, old):
                        yield self._of_field(value, old)

    def _earlier_texts(self, key: str, now: str) -> Iterator[str]:
        shown = {
            field_texts.show(value)
            for terms in self._earlier
            for value in terms.fields
            if value.key == key and not isinstance(value.value, bool | Money | date)
        }
        return (old for old in sorted(shown) if old and old != now)

    def _of_field(self, value: FieldValue, found: str) -> Difference:
        name = field_name("offer.fields", value.key)
        wanted = self._written(f"{{{{ {name} }}}}")
        return Difference(field_key(value.key), value.name, found, wanted)

    def _written(self, source: str) -> str:
        """Something of the terms as this letter would write it."""
        return rendering.one_line(source, self._inputs).text


def _has(text: str, names: list[str]) -> bool:
    return any(name in folded(text) for name in names)


def _says(text: str, words: str) -> bool:
    """Whether a text has these words, as words of their own."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return re.search(rf"(?<![\w.,]){pattern}(?!\w|[.,]\d)", text, re.IGNORECASE) is not None


def _last(words: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in words.finditer(text)), default=-1)


def _other(words: re.Pattern[str]) -> re.Pattern[str]:
    return _ENDS if words is _STARTS else _STARTS
