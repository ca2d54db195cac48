"""The letter templates and clauses that come with the program, read from its package."""

import functools
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    """A letter template that comes with the desk."""

    file_name: str
    name: str
    kind: str
    source: str
    subject: str = ""
    locale: str = ""


@functools.cache
def letters() -> tuple[ShippedTemplate, ...]:
    """The shipped letters by file name: the files whose header says a name and a kind."""
    from data.letters.language.template_header import header  # asked once for each release

    headers = ((name, source, header(source)) for name, source in sorted(_sources().items()))
    return tuple(
        ShippedTemplate(name, head.name, head.kind, source, head.subject, head.locale)
        for name, source, head in headers
        if head.name and head.kind and not name.startswith("_")
    )


def sources() -> dict[str, str]:
    """Every shipped file by the name that templates use: "offer.html", "_clauses/pay.html"."""
    return dict(_sources())


@functools.cache
def _sources() -> dict[str, str]:
    from importlib.resources import files  # not needed before the first letter

    folder = files("letter_templates")
    return {
        prefix + entry.name: entry.read_text(encoding="utf-8")
        for prefix, place in (("", folder), ("_clauses/", folder / "_clauses"))
        for entry in place.iterdir()
        if entry.name.endswith(".html")
    }
