"""Placeholders that were left in a letter, in whatever spelling."""

import re
from collections.abc import Iterator

from data.letters.facts.visible_text import visible_text
from data.letters.letter_records import LetterInputs
from data.values import field_texts

MOST = 12
"""So many different placeholders are named."""
_WORDS = """
name vorname nachname prenom prénom nombre apellido candidate applicant bewerber kandidat employee
date datum fecha salary gehalt salaire salario pay amount betrag currency title titel position poste
puesto stelle company firma société empresa address adresse dirección manager placeholder department
location signature unterschrift phone email field feld
"""
_KNOWN = frozenset(_WORDS.split())
_SURE = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}?|\{%[^{}\n]{0,80}%?\}|\{#[^{}\n]{0,80}#\}"  # Jinja, half of them too
    r"|\{\s*MERGEFIELD[^{}\n]{0,80}\}|\{[A-Za-z][\w .:/-]{0,60}\}|\$\{[^{}\n]{1,60}\}"
    r"|<<[^<>\n]{1,60}>>|<[A-Za-z][^<>\n]{0,60}>"
    r"|\[\[[^\[\]\n]{1,60}\]\]|\[[^\W\d_][^\[\]\n]{1,60}\]"
    r"|%[A-Z][A-Z0-9_]{2,40}%|@@[\w.]{2,40}@@|##?[A-Z][A-Z0-9_]{2,40}##?"
    r"|(?<![\w@.])(?:TBD|TBC|TBA|TO[D]O|FIX[M]E|T\.B\.D\.|X{3,}|XX+(?:[./-]XX+)+|N\.N\.)(?![\w@])"
    r"|\b(?:DD|MM|TT|JJ)[./-](?:DD|MM|TT)[./-](?:YYYY|YY|JJJJ|AAAA)\b|\?\?\?+|\b[Ll]orem ipsum\b"
)
_GUILLEMETS = re.compile(r"«([^«»\n]{1,60})»")
_NOTES = frozenset(("sic", "signed", "signature", "seal", "l.s.", "gezeichnet"))
"""What stands in brackets in letters that are finished."""


def placeholders(html: str, inputs: LetterInputs | None = None) -> tuple[str, ...]:
    """Every placeholder that is left, as it is written.

    What a template marks as unset is none, and neither is what the inputs themselves say: a job may
    be called "Engineer [EMEA]".
    """
    own = "\n".join(_own(inputs)) if inputs else ""
    left = (one[0] for one in marked(visible_text(html)) if one[0] not in own)
    return tuple(dict.fromkeys(left))[:MOST]


def _own(inputs: LetterInputs) -> Iterator[str]:
    """The texts that a letter takes from its inputs."""
    for record in (inputs.candidate, inputs.job, inputs.company, inputs.sender, inputs.opening):
        names = record.__slots__ if record is not None else ()
        yield from (text for name in names if isinstance(text := getattr(record, name), str))
    job_fields = inputs.job.fields if inputs.job else ()
    yield from (field_texts.show(value) for value in (*inputs.terms.fields, *job_fields))
    yield inputs.terms.salary_text


def marked(text: str) -> Iterator[re.Match[str]]:
    """Every placeholder in a text; those in guillemets come last."""
    for match in _SURE.finditer(text):
        if match[0].strip("[]").casefold() not in _NOTES:
            yield match
    for match in _GUILLEMETS.finditer(text):
        if _is_field(match[1]):
            yield match


def _is_field(words: str) -> bool:
    """Whether words in guillemets name a field; they may be quoted words as well."""
    has_sign = "_" in words or re.search(r"[a-z][A-Z]|\d", words) is not None
    return has_sign or not _KNOWN.isdisjoint(re.findall(r"\w+", words.casefold()))
