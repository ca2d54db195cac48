"""The search index of offers: brought in step at the end of every transaction, many rows at once.

Triggers note which offers changed (`offer_words_due`), whoever changes them and however; `settle`
works that off. `transaction` in data.storage.database calls it before it commits, so nobody who
writes offers, versions or values inside one has to think of it. Whoever begins and commits by hand
(or wants to tell how far it is) calls `settle` before the commit; whoever takes the triggers down
to write in bulk calls `rebuild` instead.
"""

import sqlite3
from collections.abc import Callable

CHUNK = 5_000
"""Offers worked off by one statement; between two of them Ctrl+C is heard."""

_TOKENIZER = "tokenize='unicode61 remove_diacritics 2'"
_TEMPORARY = (
    "CREATE TEMP TABLE IF NOT EXISTS offer_words_fresh ("
    " offer_id INTEGER PRIMARY KEY, candidate_name TEXT, job_title TEXT, fields TEXT)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.offer_words_new USING fts5 ("
    f" candidate_name, job_title, fields, content='', {_TOKENIZER})",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.offer_terms_new"
    " USING fts5vocab (temp, offer_words_new, 'row')",
)
_FRESH = (
    # what the index should say of these offers
    "INSERT INTO offer_words_fresh SELECT * FROM offer_texts"
    " WHERE offer_id IN (SELECT offer_id FROM offer_words_due WHERE offer_id <= :last)",
    # what it says already
    "DELETE FROM offer_words_fresh WHERE EXISTS (SELECT 1 FROM offer_words_content"
    " WHERE id = offer_id AND c0 = candidate_name AND c1 = job_title AND c2 = fields)",
)
_REPLACED = (
    "DELETE FROM offer_words WHERE rowid IN ("
    " SELECT id FROM offer_words_content JOIN offer_words_due ON offer_id = id"
    " WHERE offer_id <= :last AND (offer_id IN (SELECT offer_id FROM offer_words_fresh)"
    " OR NOT EXISTS (SELECT 1 FROM offers WHERE offers.id = offer_id)))",
    "INSERT INTO offer_words (rowid, candidate_name, job_title, fields)"
    " SELECT * FROM offer_words_fresh ORDER BY offer_id",
)
_TERMS = (
    "INSERT INTO offer_words_new (rowid, candidate_name, job_title, fields)"
    " SELECT * FROM offer_words_fresh ORDER BY offer_id",
    "INSERT OR IGNORE INTO offer_terms SELECT term FROM offer_terms_new",
    "INSERT INTO offer_words_new (offer_words_new) VALUES ('delete-all')",
)
_DONE = (
    "DELETE FROM offer_words_fresh",
    "DELETE FROM offer_words_due WHERE offer_id <= :last",
)


def settle(desk: sqlite3.Connection, progress: Callable[[int], None] | None = None) -> None:
    """Bring the index in step, inside the running transaction; `progress` hears how many are done.

    What is in step already costs one look; what `progress` raises stops it.
    """
    done = 0
    while found := _next(desk):
        last, number = found
        for statement in (*_TEMPORARY, *_FRESH, *_REPLACED, *_TERMS, *_DONE):
            desk.execute(statement, {"last": last} if ":last" in statement else {})
        done += number
        if progress is not None:
            progress(done)


def rebuild(desk: sqlite3.Connection) -> None:
    """Make the whole index anew, inside the running transaction."""
    desk.execute("DELETE FROM offer_words")
    desk.execute(
        "INSERT INTO offer_words (rowid, candidate_name, job_title, fields)"
        " SELECT * FROM offer_texts ORDER BY offer_id"
    )
    desk.execute("DELETE FROM offer_words_due")
    _list_terms(desk)


def forget(desk: sqlite3.Connection) -> None:
    """Take out of the index for good what the offers no longer say, inside the transaction.

    Replaced words stay in an index until its parts are merged, and in the list of words.
    """
    settle(desk)
    for index in ("offer_words", "candidate_words", "note_words"):
        desk.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    _list_terms(desk)


def is_due(desk: sqlite3.Connection) -> bool:
    """Whether somebody wrote offers past `transaction`."""
    return desk.execute("SELECT 1 FROM offer_words_due LIMIT 1").fetchone() is not None


def _next(desk: sqlite3.Connection) -> tuple[int, int] | None:
    """The last offer of the next chunk, and how many are in it."""
    last, number = desk.execute(
        "SELECT max(offer_id), count(*) FROM"
        " (SELECT offer_id FROM offer_words_due ORDER BY offer_id LIMIT ?)",
        (CHUNK,),
    ).fetchone()
    return (int(last), int(number)) if number else None


def _list_terms(desk: sqlite3.Connection) -> None:
    desk.execute("DELETE FROM offer_terms")
    desk.execute("INSERT INTO offer_terms SELECT term FROM offer_vocabulary")
