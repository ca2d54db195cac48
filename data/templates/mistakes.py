"""Reports everything that is wrong with a template, and which clauses it includes.

A mistake that is only `unknown` keeps no letter from being made: it is marked in its place.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from data.letters import rendering
from data.letters.letter_records import LetterInputs, Missing, Mistake, Rendered

_INCLUDE = re.compile(
    r"""\{%[-+]?\s*(?:include|extends|import|from)\s+(?P<quote>["'])(?P<name>[^"'\n]+)(?P=quote)"""
)


class TemplateCheck(NamedTuple):
    """What words come to: the letter, the subject line as it would read, and what is wrong."""

    rendered: Rendered
    subject: str
    mistakes: tuple[Mistake, ...]


def check_template(
    source: str, subject: str, inputs: LetterInputs, clauses: Mapping[str, str]
) -> TemplateCheck:
    """Make the letter and say everything that is wrong with the words, in their order."""
    keys = [field.key for field in inputs.fields]
    found = list(
        rendering.check(
            source, clauses, fields=keys, job_fields=[field.key for field in inputs.job_fields]
        )
    )
    rendered = rendering.render(source, inputs, clauses)
    found += _besides(rendered, found)
    line = rendering.one_line(subject, inputs, clauses)
    found += [
        Mistake(0, 0, f"Subject: {one.text}", one.unknown)
        for one in rendering.check(subject, clauses)
    ]
    return TemplateCheck(rendered, line.text, tuple(found))


def _besides(rendered: Rendered, known: list[Mistake]) -> Iterator[Mistake]:
    """What came to light only when the letter was made."""
    error = rendered.error
    if error is not None and not any(not one.unknown for one in known):
        yield Mistake(error.line or 0, error.column or 0, error.text)
    known_texts = [one.text for one in known]
    for one in rendered.missing:
        if one.unknown and not any(one.name in text for text in known_texts):
            yield Mistake(one.line or 0, 0, unknown(one), unknown=True)


def unknown(missing: Missing) -> str:
    """A name that letters do not know, as a sentence."""
    hint = f"; did you mean {missing.nearest}?" if missing.nearest else ""
    return f"{missing.name} is no name that letters know{hint}"


# ---------------------------------------------------------------- clauses


def includes(source: str) -> tuple[str, ...]:
    """The clauses and layouts that a source names, each once, in their order."""
    return tuple(dict.fromkeys(found["name"] for found in _INCLUDE.finditer(source)))


def includes_all(source: str, clauses: Mapping[str, str]) -> frozenset[str]:
    """Everything that a source includes, and what that includes, and so on."""
    found: set[str] = set()
    waiting = list(includes(source))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += includes(clauses.get(name, ""))
    return frozenset(found)
