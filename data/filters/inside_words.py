"""Finds letters anywhere in the words of offers: as a query of the search index, as a condition.

The index knows whole words. Which of them have the letters that were typed, `search_words` knows;
where those are too many the offers are asked for their texts, one by one: then many have one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from itertools import product

from data.filters.full_text_match import Match
from data.storage import search_words
from data.storage.sql_plan import SqlCondition
from data.values.search_text import is_unspaced, needle

TEXTS = {"candidate_name": "c0", "job_title": "c1", "fields": "c2"}
"""The columns of the index, and where their texts stand."""
_NOWHERE = '"·"'
"""A word that no text has."""
_ANY = ("",)
"""Instead of words that are too many to be named."""


def finder(desk: sqlite3.Connection) -> Callable[[str, bool, str], Match | None]:
    """What makes the query for words of offers; None where there are too many of them."""

    def find(text: str, is_whole: bool, column: str) -> Match | None:
        words = needle(text).split()
        if not words:
            return Match(_NOWHERE)
        if len(words) == 1:
            return _of_one(desk, words[0], is_whole, column)
        return _of_several(desk, words, is_whole, column)

    return find


def condition(text: str, is_whole: bool, columns: Iterable[str] = TEXTS) -> SqlCondition:
    """The same, asked of an offer `o`."""
    wanted = needle(text, is_whole=is_whole)
    if not wanted:
        return SqlCondition("0")
    texts = [TEXTS[column] for column in columns]
    tests = " OR ".join(f"instr(' ' || w.{one} || ' ', ?)" for one in texts)
    where = f"EXISTS (SELECT 1 FROM offer_words_content AS w WHERE w.id = o.id AND ({tests}))"
    return SqlCondition(where, (wanted,) * len(texts))


def _of_one(desk: sqlite3.Connection, word: str, is_whole: bool, column: str) -> Match | None:
    if _is_closed(word, is_whole):
        return Match(_any((word,)))
    found = search_words.containing(desk, word, column)
    return None if found is None else Match(_any(found))


def _of_several(
    desk: sqlite3.Connection, words: list[str], is_whole: bool, column: str
) -> Match | None:
    """Words side by side: the first one may be the end of a longer one, the last its beginning."""
    first, *middle, last = words
    is_start = is_whole or is_unspaced(first)
    firsts = [first] if is_start else search_words.ending(desk, first, column)
    lasts = [last] if _is_closed(last, is_whole) else search_words.beginning(desk, last, column)
    is_exact = firsts is not None and lasts is not None
    if firsts is not None and lasts is not None and len(firsts) * len(lasts) > search_words.MOST:
        firsts, is_exact = None, False
    ways = product(_ANY if firsts is None else firsts, _ANY if lasts is None else lasts)
    phrases = [" ".join(filter(None, (start, *middle, end))) for start, end in ways]
    return Match(_any(phrases), is_exact) if all(phrases) else None


def _is_closed(word: str, is_whole: bool) -> bool:
    """Whether it stands in texts as it is, and is not only a part of what does."""
    return len(word) > 1 if is_unspaced(word) else is_whole


def _any(phrases: Iterable[str]) -> str:
    named = " OR ".join(f'"{one}"' for one in phrases)
    return f"({named or _NOWHERE})"
