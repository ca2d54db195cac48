"""Filters half typed and half deleted, as lists and the command line meet them, on a real desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support import making

from data.filters import vocabulary
from data.filters.filter import Filter, complete, parse
from data.filters.filter_error import FilterError
from data.filters.filter_help import sections
from data.filters.suggestions import DeskSource
from data.filters.vocabulary import Vocabulary
from data.lists import candidate_list, job_list, offer_list
from data.offers import desk_history

SIGNS = ' ()<>=:-",.\\'
PLACES = {
    "offers": (vocabulary.OFFERS, lambda wanted: list(offer_list.ids(None, wanted))),
    "candidates": (vocabulary.CANDIDATES, candidate_list.passing),
    "jobs": (vocabulary.JOBS, job_list.jobs),
    "history": (vocabulary.HISTORY, lambda wanted: list(desk_history.every(wanted))),
}


def documented(words: Vocabulary) -> list[str]:
    """Every example that the help of a list shows, alone and inside of others."""
    found = [entry.example for section in sections(words) for entry in section.entries]
    return [*found, *(f"(zoe or {text} )" for text in found)]


def changed(text: str) -> Iterator[tuple[str, int]]:
    """Every beginning and end, every character left out, every sign put in anywhere; the cursor."""
    for place in range(len(text) + 1):
        before, after = text[:place], text[place:]
        yield from ((before, place), (after, 0), (before + after[1:], place))
        yield from ((before + sign + after, place + 1) for sign in SIGNS)


def read(text: str, words: Vocabulary, *, typing: bool) -> Filter | None:
    """The filter, or None for a mistake that has a sentence."""
    try:
        return parse(text, vocabulary=words, typing=typing)
    except FilterError as error:
        assert error.text.endswith((".", "?")), text
        assert 0 <= error.place <= len(text), text
        return None


def tried(name: str, texts: list[str]) -> None:
    """Read, complete and find whatever they can be while somebody types."""
    words, find = PLACES[name]
    seen: set[str] = set()
    for text, cursor in (one for each in texts for one in changed(each)):
        if text in seen:
            continue
        seen.add(text)
        complete(text, cursor, DeskSource(), words)
        for wanted in (read(text, words, typing=True), read(text, words, typing=False)):
            if wanted is not None and str(wanted) not in seen:
                seen.add(str(wanted))
                try:
                    find(wanted)
                except FilterError as error:
                    assert error.text.endswith((".", "?")), text


def test_a_half_typed_filter_ends_no_list(desk: object) -> None:
    making.a_ready_offer()
    tried("offers", ["(expires< )", "-(job: or is: )"])


@pytest.mark.long
@pytest.mark.parametrize("name", PLACES)
def test_no_half_typed_filter_ends_a_list(desk: object, name: str) -> None:
    making.a_ready_offer()
    making.sent()
    tried(name, documented(PLACES[name][0]))
