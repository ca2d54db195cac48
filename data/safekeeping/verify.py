"""A desk looked through: the file itself, and everything that has to agree with something else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from data.letters.letter_hash import letter_hash
from data.records.offer_terms import MIRRORED
from data.safekeeping import wrong_values
from data.settings import paper_files
from data.storage import attached_bytes, connection, desk_file
from data.storage.connection import DAMAGED, storage_errors
from data.values.text import count, one_line

MOST = 100
"""So many defects of one kind are named; the others are counted."""


class Defect(NamedTuple):
    """Something that is not as it has to be."""

    check: str
    text: str


def verify(path: Path | None = None) -> tuple[Defect, ...]:
    """Everything that is wrong with a desk, in the order of the checks; raises Storage.

    Without a path the open desk is looked through.
    """
    if path is None:
        with storage_errors():
            return tuple(_defects(connection.reader()))
    with desk_file.reading(path) as desk:
        return tuple(_defects(desk, only_read=True))


def _defects(desk: sqlite3.Connection, *, only_read: bool = False) -> Iterator[Defect]:
    broken = list(_limited("file", _only_read(desk) if only_read else _file(desk)))
    yield from broken
    if broken:  # the other checks read what is damaged
        return
    there = {name for (name,) in desk.execute("SELECT name FROM sqlite_master")}
    for name, check in CHECKS.items():
        if _ADDED.get(name, "offers") in there:
            yield from _limited(name, check(desk))


def unreadable(desk: sqlite3.Connection) -> Iterator[Defect]:
    """What may keep a desk from being read: the file, values that no desk stores, what is lost.

    The desk is opened to be read only.
    """
    for name, check in {
        "file": _only_read,
        "values": wrong_values.wrong,
        "references": _references,
        "counters": _counters,
        "versions": _lost_versions,
    }.items():
        yield from (Defect(name, text) for text in check(desk))


def _limited(name: str, texts: Iterator[str]) -> Iterator[Defect]:
    more = 0
    for at, text in enumerate(texts):
        if at < MOST:
            yield Defect(name, text)
        else:
            more += 1
    if more:
        yield Defect(name, f"and {more:,} more")


def _file(desk: sqlite3.Connection, check: str = "integrity_check") -> Iterator[str]:
    """SQLite's own check of every page, row and index."""
    try:
        rows = desk.execute(f"PRAGMA {check}({MOST})").fetchall()
    except DAMAGED as error:
        yield f"The file cannot be read: {error}."
        return
    yield from (one_line(row[0]) for row in rows if row[0] != "ok")


def _only_read(desk: sqlite3.Connection) -> Iterator[str]:
    """The same, of a file that is opened to be read only: SQLite reads no CHECK of its tables then.

    They are looked at in a copy, which SQLite keeps in memory or a file without a name.
    """
    found = list(_file(desk))
    yield from found
    if not found:
        with closing(sqlite3.connect("", isolation_level=None)) as copied:
            desk.backup(copied)
            connection.add_functions(copied)
            yield from _file(copied, "quick_check")


def _references(desk: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in desk.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} belongs to a row of {parent} that is not there."


def _counters(desk: sqlite3.Connection) -> Iterator[str]:
    counted = "SELECT coalesce(job_id, 0), standing, count(*) FROM offers GROUP BY 1, 2"
    there = {row[:2]: row[2] for row in desk.execute(counted)}
    stored = {row[:2]: row[2] for row in desk.execute("SELECT * FROM offer_counts")}
    for job, standing in sorted(there.keys() | stored.keys()):
        says, number = stored.get((job, standing), 0), there.get((job, standing), 0)
        if says != number:
            yield f"The counter of {standing} offers of job {job} says {says}; there are {number}."
    yield from _each(
        desk,
        "SELECT coalesce(says, 'nothing'), there FROM (SELECT"
        " (SELECT rows FROM row_counts WHERE name = 'candidates') AS says,"
        " (SELECT count(*) FROM candidates) AS there) WHERE says IS NOT there",
        "The counter of candidates says {0}; there are {1}.",
    )
    yield from _each(
        desk,
        "SELECT id, flags, (SELECT count(*) FROM flags"
        " WHERE offer_id = offers.id AND settled_at IS NULL) AS open FROM offers"
        " WHERE flags <> open",
        "Offer {0} says that it has {1} flags; it has {2}.",
    )


def _mirrors(desk: sqlite3.Connection) -> Iterator[str]:
    """The terms on the offer are those of its newest version."""
    differs = " OR ".join(f"offers.{name} IS NOT versions.{name}" for name in MIRRORED)
    yield from _each(
        desk,
        "SELECT offers.id, offers.version FROM offers LEFT JOIN versions"
        " ON versions.offer_id = offers.id AND versions.number = offers.version"
        f" WHERE versions.id IS NULL OR {differs}",
        "Offer {0} does not say the same as its version {1}.",
    )
    yield from _each(
        desk,
        "SELECT offers.id FROM offers JOIN candidates ON candidates.id = offers.candidate_id"
        " JOIN applications ON applications.id = offers.application_id"
        " WHERE applications.candidate_id IS NOT offers.candidate_id"
        " OR applications.job_id IS NOT offers.job_id",
        "Offer {0} names another candidate or job than its application.",
    )


def _lost_versions(desk: sqlite3.Connection) -> Iterator[str]:
    yield from _each(
        desk,
        "SELECT offers.id, offers.version FROM offers LEFT JOIN versions"
        " ON versions.offer_id = offers.id AND versions.number = offers.version"
        " WHERE versions.id IS NULL",
        "Offer {0} is at version {1}, which is not there.",
    )


def _versions(desk: sqlite3.Connection) -> Iterator[str]:
    yield from _each(
        desk,
        "SELECT offers.id, offers.version,"
        " coalesce(max(iif(version_id IS NULL, number, NULL)), max(number)) AS newest, count(*)"
        " FROM offers JOIN versions ON offer_id = offers.id"
        " LEFT JOIN supersessions ON version_id = versions.id GROUP BY offers.id"
        " HAVING newest <> offers.version OR sum(version_id IS NULL) > 1",
        "Offer {0} is at version {1}; the newest that is not superseded is {2}, of {3}, or several"
        " count as current.",
    )
    yield from _each(
        desk,
        "SELECT offer_id, number, field_count, (SELECT count(*) FROM version_values"
        " WHERE version_id = versions.id) AS there FROM versions WHERE field_count <> there",
        "Version {1} of offer {0} had {2} fields; {3} are there.",
    )


def _letters(desk: sqlite3.Connection) -> Iterator[str]:
    """Letters as sent still have the hash under which they were frozen."""
    rows = desk.execute(
        "SELECT offer_id, number, html, sha256 FROM letters"
        " JOIN versions ON versions.id = version_id WHERE NOT (html = '' AND EXISTS (SELECT 1"
        " FROM offers JOIN candidates ON candidates.id = candidate_id"
        " WHERE offers.id = offer_id AND erased_at IS NOT NULL)) ORDER BY letters.id"
    )
    for offer, number, html, digest in rows:
        if letter_hash(html) != digest:
            yield f"The letter of version {number} of offer {offer} is not the one that was sent."


def _paper(desk: sqlite3.Connection) -> Iterator[str]:
    """Pictures of letters are what they were when they came in, and those of letters are there."""
    there: set[str] = set()
    for digest, name, text in desk.execute("SELECT sha256, name, data FROM paper_files"):
        there.add(digest)
        if not paper_files.is_whole(digest, text):
            yield f"The file {one_line(name)} of the paper of letters is not what it was."
    rows = desk.execute(
        "SELECT offer_id, number, value FROM letters JOIN versions ON versions.id = version_id,"
        " json_each(letters.inputs, '$.paper') WHERE length(value) = 64"
    )
    for offer, number, digest in rows:
        if digest not in there:
            yield f"The letter of version {number} of offer {offer} has lost a picture."


def _attachments(desk: sqlite3.Connection) -> Iterator[str]:
    """Attached files still have the hash under which they were kept."""
    for number, offer in attached_bytes.damaged(desk):
        yield f"The attachment {number} of offer {offer} is not the file that was kept."


def _templates(desk: sqlite3.Connection) -> Iterator[str]:
    """What is to be said in words of our own has some."""
    yield from _each(
        desk,
        "SELECT name FROM templates WHERE own_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        " template_revisions WHERE template_id = templates.id AND created_by IS NOT NULL)",
        "The template {0} should have words of its own, and has none: no letter can be made of it.",
    )


def _search(desk: sqlite3.Connection) -> Iterator[str]:
    yield from _each(
        desk,
        "SELECT offer_id FROM offer_texts LEFT JOIN offer_words_content ON id = offer_id"
        " WHERE offer_id NOT IN (SELECT offer_id FROM offer_words_due) AND (c0 IS NOT"
        " sought(candidate_name) OR c1 IS NOT sought(job_title) OR c2 IS NOT sought(fields))",
        "The search does not know the words of offer {0}.",
    )
    yield from _each(
        desk,
        "SELECT id FROM offer_words_content WHERE id NOT IN (SELECT id FROM offers)"
        " AND id NOT IN (SELECT offer_id FROM offer_words_due)",
        "The search knows offer {0}, which is not there.",
    )


def _remote(desk: sqlite3.Connection) -> Iterator[str]:
    """The copy of a version belongs to the offer whose version it is."""
    yield from _each(
        desk,
        "SELECT system, remote_id, versions.offer_id, coalesce(kept_records.offer_id, 'none')"
        " FROM kept_records JOIN versions ON versions.id = version_id"
        " WHERE versions.offer_id IS NOT kept_records.offer_id",
        "The copy of offer {1} of {0} is of a version of offer {2}, and belongs to offer {3}.",
    )


def _each(desk: sqlite3.Connection, sql: str, sentence: str) -> Iterator[str]:
    for row in desk.execute(sql):
        yield sentence.format(*(one_line(str(value)) for value in row))


CHECKS: dict[str, Callable[[sqlite3.Connection], Iterator[str]]] = {
    "values": wrong_values.wrong,
    "references": _references,
    "counters": _counters,
    "mirrors": _mirrors,
    "versions": _versions,
    "letters": _letters,
    "paper": _paper,
    "attachments": _attachments,
    "templates": _templates,
    "search": _search,
    "copies of other systems": _remote,
}
"""What is looked at once the file itself can be read."""
_ADDED = {
    "paper": "paper_files",
    "attachments": "attachments",
    "templates": "templates_own_words",
    "search": "search_words",
    "copies of other systems": "kept_records",
}
"""The tables (or triggers) of checks for which a desk of an older program has none."""


def summary(defects: tuple[Defect, ...], path: Path) -> str:
    """The defects in a sentence."""
    if not defects:
        return f"{path} is whole."
    return f"{path}: {count(len(defects), 'defect')}."
