"""The tables of docs/letters.md, made of the tables of the language of letters.

`PYTHONPATH=. python tests/support/letter_reference.py` writes them into the page.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from data.letters.language.filter_reference import FILTERS, TAGS, TESTS
from data.letters.language.name_reference import LANGUAGE

ROOT = Path(__file__).parents[2]


def names() -> str:
    """Every name with its type, its meaning and an example, as a table in Markdown."""
    rows = ((f"`{name}`", word.type, word.text, word.example) for name, word in LANGUAGE.items())
    return _table(("name", "type", "what it says", "such as"), rows)


def filters() -> str:
    """Every filter with what it makes and an example, as a table in Markdown."""
    rows = (
        (f"`{_cell(one.signature)}`", one.text, f"`{{{{ {_cell(one.example)} }}}}`", one.result)
        for one in FILTERS.values()
    )
    return _table(("filter", "what it makes", "example", "gives"), rows)


def tests() -> str:
    """Everything that can be asked with `is`, as a table in Markdown."""
    return _table(("test", "true if"), _pairs(TESTS, "is "))


def tags() -> str:
    """What the tags do, as a table in Markdown."""
    return _table(("tag", "what it does"), _pairs(TAGS, ""))


def _pairs(words: Mapping[str, str], start: str) -> Iterable[tuple[str, ...]]:
    return ((f"`{start}{word}`", text) for word, text in words.items())


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


PAGE = ROOT / "docs" / "letters.md"
TABLES = {"tags": tags, "names": names, "filters": filters, "tests": tests}


def block(name: str) -> str:
    """A table as it stands on the page, between its marks."""
    return f"<!-- {name} -->\n\n{TABLES[name]()}\n<!-- end of {name} -->"


def main() -> None:
    """Write the tables into the page."""
    text = PAGE.read_text("utf-8")
    for name in TABLES:
        found = re.search(rf"<!-- {name} -->.*?<!-- end of {name} -->", text, re.DOTALL)
        if found:
            text = text.replace(found[0], block(name))
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
