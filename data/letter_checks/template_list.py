"""The list of templates: how each is used, and what is wrong with it."""

from collections.abc import Mapping
from typing import NamedTuple

from data.letter_checks import template_uses
from data.letters.language.template_header import header
from data.letters.letter_records import LetterInputs
from data.records.template_records import TemplateRecord
from data.templates import mistakes, templates
from data.values.text import folded


class TemplateRow(NamedTuple):
    """A template in the list: `offers` follow it, `unsent` of them are drafts.

    `is_default`: new letters of its kind start with it. `included` counts the letter templates
    that include a clause.
    """

    template: TemplateRecord
    offers: int = 0
    unsent: int = 0
    included: int = 0
    is_default: bool = False

    @property
    def id(self) -> int:
        """The template's id."""
        return self.template.id


def rows(words: str = "") -> tuple[TemplateRow, ...]:
    """All templates: by kind, clauses behind letters, retired ones last; each by name.

    With words, those of which every word is in the name, or is the kind, "ours", "shipped",
    "changed" (what is shipped, in words of ours) or "retired"; without case or accents.
    """
    wanted = folded(words).split()
    counts = template_uses.counts()
    found = [
        one
        for one in templates.all_templates(retired=True)
        if all(word in _searched_text(one) for word in wanted)
    ]
    kinds = list(templates.KINDS)
    found.sort(key=lambda one: (one.retired, kinds.index(one.kind)))
    defaults = _defaults()
    included = _included()
    return tuple(
        TemplateRow(
            one,
            *counts.get(one.id, (0, 0)),
            included.get(one.include, 0) if one.kind == "clause" else 0,
            one.id in defaults,
        )
        for one in found
    )


def problem(template: TemplateRecord, inputs: LetterInputs) -> str:
    """What is wrong with a template whatever the offer, in one sentence; empty for nothing.

    `inputs` are those of a made-up offer with everything set, so that only mistakes are left.
    """
    if template.draft:
        return f"revision {template.draft} is a draft with a mistake"
    found = mistakes.check_template(template.source, "", inputs, templates.clauses()).mistakes
    if not found:
        return ""
    first = sorted(found, key=lambda one: one.unknown)[0]
    line = f"line {first.line}: " if first.line else ""
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"{line}{first.text}{more}"


def to_check(template: TemplateRecord) -> str:
    """What a lawyer should look at in the letters of a template, as it and its clauses name it.

    Said at the desk only, never in a letter; empty where they name nothing.
    """
    known = templates.clauses()
    sources = (template.source, *(known.get(one, "") for one in _parts(template, known)))
    named = tuple(dict.fromkeys(filter(None, (header(one).check for one in sources))))
    return f"No lawyer has reviewed it. Have checked: {'; '.join(named)}." if named else ""


def _parts(template: TemplateRecord, known: Mapping[str, str]) -> list[str]:
    return sorted(mistakes.includes_all(template.source, known))


def _searched_text(template: TemplateRecord) -> str:
    origin = "shipped" if template.shipped else "ours"
    origin += " changed" if template.is_overridden else ""
    state = "retired" if template.retired else ""
    return folded(f"{template.name} {template.kind} {origin} {state}")


def _defaults() -> frozenset[int]:
    kinds = [kind for kind in templates.KINDS if kind != "clause"]
    found = (templates.default(kind) for kind in kinds)
    return frozenset(one.id for one in found if one is not None)


def _included() -> dict[str, int]:
    """How many letter templates in use say what each clause says."""
    known = templates.clauses()
    counts: dict[str, int] = {}
    for one in templates.all_templates():
        if one.kind != "clause":
            for name in mistakes.includes_all(one.source, known):
                counts[name] = counts.get(name, 0) + 1
    return counts
