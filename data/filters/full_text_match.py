"""Turns filters into queries of the full-text index: what it answers, and what it narrows.

The index knows words, their places and columns, nothing else. A query that is not exact finds every
offer that passes, and others; the rest is then asked of the offers themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from data.filters.nodes import And, Node, Not, Operand, Or, Phrase, Term, Word
from data.filters.vocabulary import NONE
from data.values.text import one_line

COLUMNS = {"job": "job_title", "candidate": "candidate_name"}
"""Terms that search one column of the words of offers."""
MOST_TERMS = 32
"""So many words behind a beginning are named one by one; more are left to the index."""


class Known(NamedTuple):
    """What a query needs to know: words by their beginning, which fields have texts, columns."""

    terms: Callable[[str], list[str] | None]
    is_text: Callable[[Term], bool]
    columns: dict[str, str] = COLUMNS


class Match(NamedTuple):
    """A query of the search index; `is_exact` when it finds just what passes."""

    query: str
    is_exact: bool = True


def match(node: Node, known: Known) -> Match | None:
    """The query that finds at least what passes, None when the index cannot help."""
    match node:
        case Word(text=text):
            return Match(begins(text, known))
        case Phrase(text=text, is_open=is_open):
            return Match(begins(text, known) if is_open else quoted(text))
        case Term():
            return _term(node, known)
        case And(parts=parts):
            return _all(parts, known)
        case Or(parts=parts):
            return _either(parts, known)
    return None


def begins(text: str, known: Known) -> str:
    """The query for a word by its beginning.

    The index goes through all offers with a word that begins with four letters or more before it
    gives the first; through the words themselves, when they are given, only as far as needed.
    """
    word = text.lower()
    if len(word) > 3 and word.isascii() and word.isalnum():
        terms = known.terms(word)
        if terms is not None and len(terms) <= MOST_TERMS:
            return "(" + " OR ".join(map(quoted, terms or [word])) + ")"
    return quoted(text) + "*"


def quoted(text: str) -> str:
    """Words as they stand, for the search index."""
    return '"' + one_line(text).replace('"', '""') + '"'


def terms_of(desk: sqlite3.Connection) -> Callable[[str], list[str]]:
    """The words of all offers by their beginning, at most one more than are named one by one."""

    def terms(word: str) -> list[str]:
        rows = desk.execute(
            "SELECT term FROM offer_terms WHERE term >= ? AND term < ? LIMIT ?",
            (word, word + "\U0010ffff", MOST_TERMS + 1),
        )
        return [row[0] for row in rows]

    return terms


def is_number(operand: Operand) -> bool:
    """Whether the value of a term about a record is its number."""
    return operand.text.isascii() and operand.text.isdigit()


def _term(term: Term, known: Known) -> Match | None:
    if term.operator != ":" or any(operand == Operand(NONE) for operand in term.values):
        return None
    column = known.columns.get(term.name)
    if column is not None:
        if any(map(is_number, term.values)):
            return None
        return Match(_column(column, term.values, known))
    sayable = all(any(sign.isalnum() for sign in operand.text) for operand in term.values)
    if not (sayable and term.name.startswith("field.") and known.is_text(term)):
        return None
    return Match(_column("fields", term.values, known), is_exact=False)


def _column(column: str, values: tuple[Operand, ...], known: Known) -> str:
    each = (
        quoted(operand.text) if operand.is_exact else begins(operand.text, known)
        for operand in values
    )
    return f"{column} : ({' OR '.join(each)})"


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
