"""Applies a filter to rows in memory, without SQL."""

from __future__ import annotations

from collections.abc import Callable

from data.filters.filter import Filter
from data.filters.nodes import And, Node, Not, Operand, Or, Phrase, Term, Word
from data.values.text import folded, spoken


def passes(wanted: Filter, text: str, term: Callable[[str, Operand], bool]) -> bool:
    """Whether a row passes: `text` is what words look through, `term` answers a term by name.

    Words may stand anywhere in the text; words in quotes side by side and whole.
    """
    return wanted.root is None or _passes(wanted.root, folded(text), spoken(text), term)


def _passes(node: Node, text: str, words: str, term: Callable[[str, Operand], bool]) -> bool:
    match node:
        case Word(text=typed):
            return folded(typed) in text
        case Phrase(text=typed, is_open=is_open):
            wanted = spoken(typed)
            return (wanted.rstrip() if is_open else wanted) in words
        case Term(name=name, values=values):
            return any(term(name, operand) for operand in values)
        case Not(part=part):
            return not _passes(part, text, words, term)
        case And(parts=parts):
            return all(_passes(part, text, words, term) for part in parts)
        case Or(parts=parts):
            return any(_passes(part, text, words, term) for part in parts)


def matches_yes_no(operand: Operand, text: str) -> bool:
    """Whether a text has the words of a value side by side, or nothing where none is asked for."""
    if operand == Operand("none"):
        return not text
    wanted = spoken(operand.text)
    return (wanted if operand.is_exact else wanted.rstrip()) in spoken(text)
