"""The fields of Word: which of them are a place for a value, and what that is called."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(r'"([^"]{0,400})"|(\S+)')
_NAMED = frozenset(("MERGEFIELD", "DOCVARIABLE", "DOCPROPERTY"))
_ASKED = frozenset(("ASK", "FILLIN", "MACROBUTTON"))
_DAYS = frozenset(("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"))
_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES"))
_FORMS = frozenset(("FORMTEXT", "FORMDROPDOWN"))
_BLOCKS = {"ADDRESSBLOCK": "address block", "GREETINGLINE": "greeting line"}
_QUIET = frozenset(("HYPERLINK", "REF", "PAGEREF", "NOTEREF", "SEQ", "FORMCHECKBOX", "QUOTE", ""))
"""Fields whose result is simply text."""


class FieldMeaning(NamedTuple):
    """What a field is: a slot by its spelling and words, or something `lost` by its name."""

    spelled: str = ""
    words: str = ""
    lost: str = ""


@dataclass(slots=True)
class OpenField:
    """A field that has begun: its instruction, whether its result has begun, and hides.

    `is_hidden` says that it begins in hidden text, `shows` that words of its result are not.
    """

    name: str = ""
    is_hidden: bool = False
    shows: bool = False
    instruction: list[str] = field(default_factory=list)
    in_result: bool = False
    hides: bool = False

    def begin_result(self) -> None:
        """What follows is its result, which a slot hides."""
        self.in_result = True
        self.hides = bool(self.meaning.spelled)

    @property
    def meaning(self) -> FieldMeaning:
        """What it is, as far as it is known."""
        return meaning("".join(self.instruction), self.name)


def meaning(instruction: str, name: str = "") -> FieldMeaning:
    """What a field with this instruction is; `name` is that of a form field."""
    tokens = [quoted or bare for quoted, bare in _TOKEN.findall(instruction[:2_000])]
    kind = tokens[0].upper() if tokens else ""
    stated = tokens[1] if len(tokens) > 1 and not tokens[1].startswith("\\") else ""
    if kind in _NAMED and stated:
        return FieldMeaning(f"«{stated}»", stated)
    if kind in _ASKED and stated:
        words = " ".join(tokens[2:]) if kind != "FILLIN" and len(tokens) > 2 else stated
        return FieldMeaning(f"[{words}]", words)
    if kind in _FORMS:
        return FieldMeaning(f"[{name or 'form field'}]", name or "form field")
    if kind in _DAYS:
        return FieldMeaning(f"«{kind}»", "today")
    if kind in _BLOCKS:
        return FieldMeaning(f"«{kind}»", _BLOCKS[kind])
    if kind in _PAGES:
        return FieldMeaning(lost="page number")
    return FieldMeaning(lost="" if kind in _QUIET else f"computation of a field ({kind})")
