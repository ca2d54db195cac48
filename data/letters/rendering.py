"""Renders a letter template to safe HTML and reports every name that has no value.

Jinja2 and the sanitiser are imported when the first letter is rendered, not with this module; so
is Babel, when the first letter asks for another locale than English.
"""

import functools
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING

from data.letters.language import letter_context
from data.letters.language.contract import contract
from data.letters.language.filter_reference import FILTERS, TAGS, TESTS
from data.letters.language.name_reference import LANGUAGE, NameGroup
from data.letters.language.render_limits import NO_CLAUSES, RenderState, current
from data.letters.language.spoken import spoken
from data.letters.language.template_header import header
from data.letters.layout.sanitizer import LIMIT, clean, marked_unset
from data.letters.letter_records import (
    Company,
    FilterInfo,
    Header,
    LetterError,
    LetterInputs,
    Missing,
    Mistake,
    NameInfo,
    Rendered,
    TextLine,
)

if TYPE_CHECKING:
    from data.letters.language.compiler import LetterCompiler

__all__ = [
    "FILTERS",
    "LANGUAGE",
    "LIMIT",
    "TAGS",
    "TESTS",
    "Company",
    "FilterInfo",
    "Header",
    "LetterError",
    "LetterInputs",
    "Missing",
    "Mistake",
    "NameInfo",
    "Rendered",
    "TextLine",
    "check",
    "clean",
    "filters",
    "flaw",
    "header",
    "language",
    "marked_unset",
    "one_line",
    "render",
]

_TAG = re.compile("<[^>]*>")

# ---------------------------------------------------------------- making letters


def render(source: str, inputs: LetterInputs, clauses: Mapping[str, str] = NO_CLAUSES) -> Rendered:
    """The letter that a template makes of these inputs; never raises.

    `clauses` are the sources of everything that templates may include or extend, by name. A name
    without a value is marked in place and listed; an error leaves no letter, but a sentence.
    """
    html, letter, error = _run(source, inputs, clauses)
    if error is None:
        html = clean(html)
        if len(html) > 2 * LIMIT:
            error = LetterError(f"the letter is too long: more than {LIMIT // 512} kB", None)
    return Rendered("" if error else html, letter.missing, error)


def one_line(
    source: str, inputs: LetterInputs, clauses: Mapping[str, str] = NO_CLAUSES
) -> TextLine:
    """One line of plain text, such as the subject of an email; never raises.

    What is unset stands in it as in a letter: `[start date]`.
    """
    html, letter, error = _run(source, inputs, clauses)
    text = "" if error else " ".join(unescape(_TAG.sub("", clean(html))).split())
    return TextLine(text, letter.missing, error)


def _run(
    source: str, inputs: LetterInputs, clauses: Mapping[str, str]
) -> tuple[str, RenderState, LetterError | None]:
    from data.letters.language import compiler

    with _letter(source, inputs, clauses) as letter:
        try:
            template = _compiler().own(source)
            values = letter_context.context(inputs, letter.spoken.language)
            return compiler.run(template, values), letter, None
        except compiler.FAILURES as failure:
            return "", letter, compiler.explain(failure)


@contextmanager
def _letter(
    source: str, inputs: LetterInputs | None, clauses: Mapping[str, str]
) -> Iterator[RenderState]:
    """The state of one rendering, as long as it goes on."""
    if inputs is None:
        letter = RenderState(lambda: list(LANGUAGE), clauses)
    else:
        letter = RenderState(
            lambda: letter_context.known_names(inputs),
            clauses,
            inputs.terms.pay_frequency,
            contract(inputs.terms, inputs.hours_per_year, inputs.days_per_year),
            spoken(header(source), inputs.locale, inputs.language),
        )
    token = current.set(letter)
    try:
        yield letter
    finally:
        current.reset(token)


# ---------------------------------------------------------------- checking and explaining


def check(
    source: str,
    clauses: Mapping[str, str] | None = NO_CLAUSES,
    *,
    fields: Collection[str] | None = None,
    job_fields: Collection[str] | None = None,
) -> tuple[Mistake, ...]:
    """Everything that is wrong with the words of a template, in reading order; never raises.

    `clauses` are as in `render` (None: whatever is included is taken to be there); `fields` and
    `job_fields` are the keys of the custom fields there are, without which no custom field is
    called unknown. A mistake that is only `unknown` keeps no letter from being made.
    """
    from data.letters.language import compiler

    with _letter(source, None, clauses or NO_CLAUSES):
        try:
            return _compiler().mistakes(source, clauses, (fields, job_fields))
        except compiler.FAILURES as failure:
            error = compiler.explain(failure)
            return (Mistake(error.line or 0, error.column or 0, error.text),)


def flaw(source: str, clauses: Mapping[str, str] | None = None) -> LetterError | None:
    """The first mistake that keeps a template from becoming a letter; None when nothing does."""
    for one in check(source, clauses):
        if not one.unknown:
            return LetterError(one.text, one.line or None, one.column or None)
    return None


def language(inputs: LetterInputs) -> tuple[NameInfo, ...]:
    """Every name of the language with its meaning and what it says with these inputs."""
    from data.letters.language.letter_values import written

    with _letter("", inputs, NO_CLAUSES) as letter:
        values = letter_context.context(inputs, letter.spoken.language)
        words = [
            NameInfo(
                name, meaning.text, written(_value(values, name)), meaning.type, meaning.example
            )
            for name, meaning in LANGUAGE.items()
        ]
        for owner, known in (("offer", inputs.fields), ("job", inputs.job_fields)):
            for field in known:
                group = f"{owner}.fields"
                shown = written(_value(values, f"{group}.{field.key}"))
                name = letter_context.field_name(group, field.key)
                meaning = f"{field.name}, a custom field of the {owner}"
                words.append(NameInfo(name, meaning, shown, letter_context.TYPES[field.type], ""))
    return tuple(words)


def filters() -> tuple[FilterInfo, ...]:
    """Every filter with what it makes, and an example with what comes out of it."""
    return tuple(FilterInfo(name, *meaning) for name, meaning in FILTERS.items())


def _value(values: Mapping[str, object], name: str) -> object:
    """What is behind a name of the language, written out with its dots; keys may have dots."""
    if name in values:
        return values[name]
    head, _, rest = name.partition(".")
    found = values.get(head)
    return _value(found.values, rest) if isinstance(found, NameGroup) else None


@functools.cache
def _compiler() -> "LetterCompiler":
    from data.letters.language.compiler import LetterCompiler

    return LetterCompiler()
