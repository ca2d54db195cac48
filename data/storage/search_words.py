"""The words that search knows, found by letters that they have anywhere, begin with or end in.

`search_words` has each once; a word that no offer has any more stays until somebody is erased.
`parts_of_words` has three letters from each letter of a word on, fewer at its end. A sign that no
word has stands before and behind it: "anna" is there as "·an ann nna na· a· ·".
"""

import json
import sqlite3
from collections.abc import Iterable

MOST = 32
"""So many words are named one by one: the index takes ten times as long for twice as many."""
PLACES = {"candidate_name": 1, "job_title": 2, "fields": 4}
"""The columns that search looks through, as `places` of a word has them."""
_ANYWHERE = sum(PLACES.values())
_LENGTH = 3
_END = "·"
_PAIRED = 20_000
"""From so many words on, those with a single letter are not looked for: they are many."""
_FOUND = (
    "SELECT word FROM parts_of_words CROSS JOIN search_words ON id = parts_of_words.rowid"
    " WHERE parts_of_words MATCH ? AND places & ? LIMIT ?"
)
_KEPT = "SELECT word, places FROM search_words WHERE word IN (SELECT value FROM json_each(?))"


def parts(word: str) -> str:
    """A word as its parts stand in the index of parts."""
    marked = f"{_END}{word}{_END}"
    return " ".join(marked[at : at + _LENGTH] for at in range(len(marked)))


def containing(desk: sqlite3.Connection, letters: str, column: str = "") -> list[str] | None:
    """The words (of a column) with these letters side by side; None when there are many."""
    return _words(desk, letters, column)


def beginning(desk: sqlite3.Connection, letters: str, column: str = "") -> list[str] | None:
    """The words that begin with these letters; None when there are many."""
    return _words(desk, _END + letters, column)


def ending(desk: sqlite3.Connection, letters: str, column: str = "") -> list[str] | None:
    """The words that end in these letters; None when there are many."""
    return _words(desk, letters + _END, column)


def add(desk: sqlite3.Connection, texts: Iterable[tuple[str, str]]) -> None:
    """Learn the words of texts, each with its column, inside the running transaction."""
    places = dict[str, int]()
    for column, text in texts:
        for word in text.split():
            places[word] = places.get(word, 0) | PLACES[column]
    kept = {row[0]: row[1] for row in desk.execute(_KEPT, (json.dumps([*places]),))}
    _add(desk, [(word, places[word]) for word in sorted(places.keys() - kept.keys())])
    desk.executemany(
        "UPDATE search_words SET places = places | ? WHERE word = ?",
        [(there, word) for word, there in places.items() if there & ~kept.get(word, _ANYWHERE)],
    )


def _add(desk: sqlite3.Connection, fresh: list[tuple[str, int]]) -> None:
    numbered = list(enumerate(fresh, _last(desk) + 1))
    desk.executemany(
        "INSERT INTO search_words (id, word, places) VALUES (?, ?, ?)",
        ((number, *one) for number, one in numbered),
    )
    desk.executemany(
        "INSERT INTO parts_of_words (rowid, parts) VALUES (?, ?)",
        ((number, parts(word)) for number, (word, _) in numbered),
    )


def clear(desk: sqlite3.Connection) -> None:
    """Forget all words, inside the running transaction."""
    desk.execute("INSERT INTO parts_of_words (parts_of_words) VALUES ('delete-all')")
    desk.execute("DELETE FROM search_words")


def forget(desk: sqlite3.Connection) -> None:
    """Take out for good what stands in no text any more, inside the running transaction."""
    gone = desk.execute(
        "SELECT id, word FROM search_words WHERE word NOT IN (SELECT term FROM offer_vocabulary)"
    ).fetchall()
    desk.executemany(
        "INSERT INTO parts_of_words (parts_of_words, rowid, parts) VALUES ('delete', ?, ?)",
        ((number, parts(word)) for number, word in gone),
    )
    desk.execute("INSERT INTO parts_of_words (parts_of_words) VALUES ('optimize')")
    desk.executemany("DELETE FROM search_words WHERE id = ?", ((number,) for number, _ in gone))


def _words(desk: sqlite3.Connection, letters: str, column: str) -> list[str] | None:
    if len(letters) == 1 and _last(desk) > _PAIRED:
        return None
    wanted = PLACES.get(column, _ANYWHERE)
    rows = desk.execute(_FOUND, (_query(letters), wanted, MOST + 1)).fetchall()
    if len(rows) > MOST:
        return None
    return [word for (word,) in rows if letters in f"{_END}{word}{_END}"]


def _query(letters: str) -> str:
    if len(letters) < _LENGTH:
        return f'"{letters}"*'
    cut = (letters[at : at + _LENGTH] for at in range(len(letters) - _LENGTH + 1))
    return " AND ".join(f'"{part}"' for part in dict.fromkeys(cut))


def _last(desk: sqlite3.Connection) -> int:
    return int(desk.execute("SELECT coalesce(max(id), 0) FROM search_words").fetchone()[0])
