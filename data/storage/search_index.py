"""The search index of offers: brought in step at the end of every transaction, many rows at once.

Triggers note which offers changed (`offer_words_due`), whoever changes them and however; `settle`
works that off. `transaction` in data.storage.database calls it before it commits, so nobody who
writes offers, versions or values inside one has to think of it. Whoever begins and commits by hand
(or wants to tell how far it is) calls `settle` before the commit; whoever takes the triggers down
to write in bulk calls `rebuild` instead.

`offer_words` holds texts as `data.values.search_text.sought` makes them; every word of theirs is
known to `data.storage.search_words`.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

CHUNK = 5_000
"""Offers worked off at once; between two of them Ctrl+C is heard."""


class _Texts(NamedTuple):
    """What search knows of an offer."""

    offer_id: int
    candidate_name: str
    job_title: str
    fields: str


_TEXTS_NOW = (
    "SELECT offer_id, candidate_name, job_title, fields FROM offer_texts WHERE offer_id IN"
    " (SELECT offer_id FROM offer_words_due WHERE offer_id <= ?)"
)
_TEXTS_KEPT = (
    "SELECT id, c0, c1, c2 FROM offer_words_content"
    " WHERE id IN (SELECT offer_id FROM offer_words_due WHERE offer_id <= ?)"
)
_INSERT = "INSERT INTO offer_words (rowid, candidate_name, job_title, fields) VALUES (?, ?, ?, ?)"


def settle(desk: sqlite3.Connection, progress: Callable[[int], None] | None = None) -> None:
    """Bring the index in step, inside the running transaction; `progress` hears how many are done.

    What is in step already costs one look; what `progress` raises stops it.
    """
    done = 0
    while found := _next(desk):
        last, number = found
        _bring_in_step(desk, last)
        desk.execute("DELETE FROM offer_words_due WHERE offer_id <= ?", (last,))
        done += number
        if progress is not None:
            progress(done)


def rebuild(desk: sqlite3.Connection) -> None:
    """Make the whole index anew, inside the running transaction."""
    from data.storage import search_words  # the first screen searches nothing

    desk.execute("DELETE FROM offer_words")
    search_words.clear(desk)
    desk.execute(
        "INSERT INTO offer_words_due SELECT id FROM offers WHERE true ON CONFLICT DO NOTHING"
    )
    settle(desk)


def forget(desk: sqlite3.Connection) -> None:
    """Take out of the index for good what the offers no longer say, inside the transaction.

    Replaced words stay in an index until its parts are merged, and in the list of words.
    """
    settle(desk)
    for index in ("offer_words", "candidate_words", "note_words"):
        desk.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    from data.storage import search_words  # as above

    search_words.forget(desk)


def is_due(desk: sqlite3.Connection) -> bool:
    """Whether somebody wrote offers past `transaction`."""
    return desk.execute("SELECT 1 FROM offer_words_due LIMIT 1").fetchone() is not None


def texts(rows: Iterable[tuple[int, str, str, str]]) -> Iterator[_Texts]:
    """Rows of `offer_texts` as the index should have them."""
    from data.values.search_text import sought  # the first screen searches nothing

    return (_Texts(row[0], *map(sought, row[1:4])) for row in rows)


def _next(desk: sqlite3.Connection) -> tuple[int, int] | None:
    """The last offer of the next chunk, and how many are in it."""
    last, number = desk.execute(
        "SELECT max(offer_id), count(*) FROM"
        " (SELECT offer_id FROM offer_words_due ORDER BY offer_id LIMIT ?)",
        (CHUNK,),
    ).fetchone()
    return (int(last), int(number)) if number else None


def _bring_in_step(desk: sqlite3.Connection, last: int) -> None:
    """Write what differs of the offers that are due, up to the last."""
    now = {row.offer_id: row for row in texts(desk.execute(_TEXTS_NOW, (last,)))}
    known = {row[0]: row for row in desk.execute(_TEXTS_KEPT, (last,))}
    changed = [row for number, row in sorted(now.items()) if known.get(number) != row]
    gone = [number for number in known if known[number] != now.get(number)]
    desk.executemany("DELETE FROM offer_words WHERE rowid = ?", ((number,) for number in gone))
    desk.executemany(_INSERT, changed)
    from data.storage import search_words  # as above

    search_words.add(
        desk, (text for row in changed for text in zip(search_words.PLACES, row[1:], strict=True))
    )
