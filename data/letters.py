"""Letters: a template and an offer's terms become safe HTML, with everything that is missing named.

Jinja2 and the sanitiser are imported when the first letter is rendered, not with this module.
"""

import functools
import re
from typing import TYPE_CHECKING

from data.letter_html import LIMIT, clean, marked_unset
from data.letter_limits import Letter, current, known_names
from data.letter_records import (
    Company,
    LetterError,
    LetterInputs,
    Missing,
    Rendered,
    ShippedTemplate,
)
from data.letter_words import FILTERS, LANGUAGE, context

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from data.letter_sandbox import Letters

__all__ = [
    "FILTERS",
    "LANGUAGE",
    "LIMIT",
    "Company",
    "LetterError",
    "LetterInputs",
    "Missing",
    "Rendered",
    "ShippedTemplate",
    "clean",
    "marked_unset",
    "render",
    "sha256",
    "shipped",
]

_HEADER = re.compile(r"\s*\{#\s*name:([^|#]+)\|\s*kind:([^|#]+?)#\}")


def render(source: str, inputs: LetterInputs) -> Rendered:
    """The letter that a template makes of these inputs; never raises.

    A name without a value is marked in place and listed; an error leaves no letter, but a sentence.
    """
    from data import letter_sandbox

    known = known_names([field.key for field in inputs.fields])
    letter = Letter(known, inputs.terms.pay_frequency)
    token = current.set(letter)
    try:
        letter_sandbox.check_size(source)
        template = _letters().compiled(source)
        html = letter_sandbox.run(template, context(inputs))
    except letter_sandbox.FAILURES as failure:
        return Rendered("", letter.missing, letter_sandbox.explain(failure))
    finally:
        current.reset(token)
    return Rendered(clean(html), letter.missing, None)


@functools.cache
def shipped() -> tuple[ShippedTemplate, ...]:
    """The letter templates that come with the desk, by file name.

    Their first line says what they are: `{# name: Permanent employment | kind: offer #}`.
    """
    found = []
    for name, source in sorted(_sources().items()):
        header = _HEADER.match(source)
        if header and not name.startswith("_"):
            found.append(ShippedTemplate(name, header[1].strip(), header[2].strip(), source))
    return tuple(found)


def sha256(html: str) -> str:
    """The SHA-256 of a letter's HTML, in hex, as it is frozen with a sent version."""
    import hashlib

    return hashlib.sha256(html.encode()).hexdigest()


@functools.cache
def _letters() -> "Letters":
    from data.letter_sandbox import Letters

    return Letters(_sources())


@functools.cache
def _sources() -> dict[str, str]:
    """Every shipped file by its plain name, the clauses as `_clauses/<file>`."""
    from importlib.resources import files

    folder = files("letter_templates")
    clauses = folder / "_clauses"
    return _html(folder, "") | _html(clauses, "_clauses/")


def _html(folder: "Traversable", start: str) -> dict[str, str]:
    return {
        start + entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".html")
    }
