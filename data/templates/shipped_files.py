"""The letter templates and clauses that come with the program, read from its package.

English stands at the top, every other language in a folder of its name: "de/_clauses/pay.html".
"""

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.letters.language.words import LANGUAGES, called, language_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from data.letters.letter_records import Header

ENGLISH = "en"
FOLDERS = {ENGLISH: "", **{one: f"{one}/" for one in LANGUAGES if one != ENGLISH}}
"""Where the files of a language stand."""


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    """A letter template that comes with the desk."""

    file_name: str
    name: str
    kind: str
    source: str
    subject: str = ""
    locale: str = ""
    language: str = ENGLISH


@functools.cache
def letters() -> tuple[ShippedTemplate, ...]:
    """The shipped letters by file name: the files whose header says a name and a kind."""
    headers = ((name, source, head_of(source)) for name, source in sorted(_sources().items()))
    return tuple(
        ShippedTemplate(
            name, head.name, head.kind, source, head.subject, head.locale, spoken_in(name, head)
        )
        for name, source, head in headers
        if head.name and head.kind and not name.rpartition("/")[2].startswith("_")
    )


def head_of(source: str) -> "Header":
    """What a file says of itself."""
    from data.letters.language.template_header import header  # asked once for each release

    return header(source)


def sources() -> dict[str, str]:
    """Every shipped file by the name that templates use: "offer.html", "de/_clauses/pay.html"."""
    return dict(_sources())


def language_in(name: str) -> str:
    """The language of a shipped file, by its folder."""
    return language_of(name.partition("/")[0]) or ENGLISH


def spoken_in(name: str, head: "Header") -> str:
    """The language of a shipped file with the country whose customs it has: "de-CH", "en"."""
    return f"{language_in(name)}-{head.country}" if head.country else language_in(name)


def clause_name(name: str, head: "Header") -> str:
    """What a clause or layout is called: "Pay", "Layout", "Pay, German"."""
    plain = name.rpartition("/")[2].removesuffix(".html").strip("_")
    words = head.name or plain.replace("_", " ").replace("-", " ").capitalize()
    spoken = spoken_in(name, head)
    return words if spoken == ENGLISH else f"{words}, {called(spoken)}"


def is_for(name: str, head: "Header", languages: frozenset[str]) -> bool:
    """Whether a shipped file is for one of these languages; English is always among them."""
    spoken = spoken_in(name, head)
    return spoken in languages | {language_of(one) for one in languages} | {ENGLISH}


@functools.cache
def _sources() -> dict[str, str]:
    from importlib.resources import files  # not needed before the first letter

    folder = files("letter_templates")
    return {
        f"{prefix}{place}{entry.name}": entry.read_text(encoding="utf-8")
        for prefix in FOLDERS.values()
        for place in ("", "_clauses/")
        for entry in _entries(folder, f"{prefix}{place}")
        if entry.name.endswith(".html")
    }


def _entries(folder: "Traversable", path: str) -> "list[Traversable]":
    for part in filter(None, path.split("/")):
        folder = folder / part
    return list(folder.iterdir()) if folder.is_dir() else []
