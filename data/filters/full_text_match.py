"""Turns filters into queries of the full-text index: what it answers, and what it narrows.

The index knows words, their places and columns, nothing else. A query that is not exact finds every
offer that passes, and others; the rest is then asked of the offers themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from data.filters.nodes import And, Node, Not, Operand, Or, Phrase, Term, Word
from data.filters.vocabulary import NONE
from data.values.text import one_line


class Match(NamedTuple):
    """A query of the search index; `is_exact` when it finds just what passes."""

    query: str
    is_exact: bool = True


class Known(NamedTuple):
    """What a query needs to know: how words are found, which fields have texts, columns.

    `find` takes words, whether they are whole, and the column if it is one; it gives None when the
    index cannot help.
    """

    find: Callable[[str, bool, str], Match | None]
    is_text: Callable[[Term], bool]
    columns: dict[str, str]


def match(node: Node, known: Known) -> Match | None:
    """The query that finds at least what passes, None when the index cannot help."""
    match node:
        case Word(text=text):
            return known.find(text, False, "")
        case Phrase(text=text, is_open=is_open):
            return known.find(text, not is_open, "")
        case Term():
            return _term(node, known)
        case And(parts=parts):
            return _all(parts, known)
        case Or(parts=parts):
            return _either(parts, known)
    return None


def by_beginning(text: str, is_whole: bool, column: str) -> Match:
    """The query for words as they stand, the last one by its beginning unless they are whole."""
    return Match(quoted(text) if is_whole else quoted(text) + "*")


def quoted(text: str) -> str:
    """Words as they stand, for the search index."""
    return '"' + one_line(text).replace('"', '""') + '"'


def of_names(words: str, *, is_whole: bool = False) -> str:
    """The query for candidates with all these words in their names, by their beginnings."""
    sign = "" if is_whole else "*"
    each = (f"({quoted(word)}{sign})" for word in one_line(words).split())
    return f"{{first_name last_name}} : ({' AND '.join(each)})"


def is_number(operand: Operand) -> bool:
    """Whether the value of a term about a record is its number."""
    return operand.text.isascii() and operand.text.isdigit()


def _term(term: Term, known: Known) -> Match | None:
    if term.operator != ":" or any(operand == Operand(NONE) for operand in term.values):
        return None
    column = known.columns.get(term.name)
    if column is not None:
        return None if any(map(is_number, term.values)) else _column(column, term.values, known)
    sayable = all(any(sign.isalnum() for sign in operand.text) for operand in term.values)
    if not (sayable and term.name.startswith("field.") and known.is_text(term)):
        return None
    found = _column("fields", term.values, known)
    return None if found is None else Match(found.query, is_exact=False)


def _column(column: str, values: tuple[Operand, ...], known: Known) -> Match | None:
    each = [known.find(operand.text, operand.is_exact, column) for operand in values]
    found = [one for one in each if one is not None]
    if len(found) < len(each):
        return None
    query = " OR ".join(one.query for one in found)
    return Match(f"{column} : ({query})", all(one.is_exact for one in found))


def _all(parts: tuple[Node, ...], known: Known) -> Match | None:
    wanted = [match(one, known) for one in parts if not isinstance(one, Not)]
    barred = [match(one.part, known) for one in parts if isinstance(one, Not)]
    found = [one for one in wanted if one is not None]
    if not found:
        return None
    out = [one.query for one in barred if one is not None and one.is_exact]
    query = " AND ".join(f"({one.query})" for one in found)
    if out:
        query = f"({query}) NOT ({' OR '.join(out)})"
    is_exact = len(found) == len(wanted) and all(one.is_exact for one in found)
    return Match(query, is_exact and len(out) == len(barred))


def _either(parts: tuple[Node, ...], known: Known) -> Match | None:
    found = [match(one, known) for one in parts]
    if any(one is None for one in found):
        return None
    all_found = [one for one in found if one is not None]
    query = " OR ".join(f"({one.query})" for one in all_found)
    return Match(query, all(one.is_exact for one in all_found))
