"""The term `note:`: words of notes on an offer, its candidate or its job.

Words are found by their beginning, in quotes as they stand. Conditions on a row `o` of offers.
"""

from __future__ import annotations

import sqlite3

from data.filters import full_text_match
from data.filters.nodes import Operand
from data.values.text import spoken

FEW = 1_000
"""Up to so many notes are found before the offers are; of more, each offer is asked for its own."""

_OWN = (
    "EXISTS (SELECT 1 FROM events WHERE events.subject = 'offer' AND events.subject_id = o.id"
    " AND events.kind IN ('note', 'negotiation') AND EXISTS (SELECT 1 FROM note_words"
    " WHERE note_words.rowid = events.id AND note_words MATCH ?))"
)
_CANDIDATE = (
    "o.candidate_id IS NOT NULL AND +o.candidate_id IN"
    " (SELECT rowid FROM candidate_words WHERE candidate_words MATCH ?)"
)
_FOUND = (
    "SELECT subject_id FROM note_words CROSS JOIN events ON events.id = note_words.rowid"
    " WHERE note_words MATCH ? AND subject = 'offer'",
    "SELECT offers.id FROM candidate_words CROSS JOIN offers"
    " ON offers.candidate_id = candidate_words.rowid WHERE candidate_words MATCH ?",
    "SELECT id FROM offers WHERE job_id IN ({jobs})",
)
_MATCHES = "SELECT count(*) FROM (SELECT 1 FROM {0} WHERE {0} MATCH ? LIMIT ?)"

Condition = tuple[str, tuple[str, ...]]


def condition(operand: Operand, desk: sqlite3.Connection) -> Condition:
    """Asked of every offer that is looked at."""
    if not _is_word(operand):
        return "0", ()
    query = _query(operand)
    jobs = f"o.job_id IS NOT NULL AND +o.job_id IN ({_jobs(operand, desk)})"
    return f"{_OWN} OR ({_CANDIDATE}) OR ({jobs})", (query, f"notes : {query}")


def probe(operand: Operand, desk: sqlite3.Connection) -> Condition | None:
    """The same, found from the notes; None when there are many."""
    if not _is_word(operand):
        return "0", ()
    query = _query(operand)
    for table, asked in (("note_words", query), ("candidate_words", f"notes : {query}")):
        if desk.execute(_MATCHES.format(table), (asked, FEW + 1)).fetchone()[0] > FEW:
            return None
    most = f" LIMIT {FEW + 1}"  # more than that of one kind is too many already
    ways = " UNION ALL ".join(f"SELECT * FROM ({way}{most})" for way in _FOUND)
    return f"o.id IN ({ways.format(jobs=_jobs(operand, desk))})", (query, f"notes : {query}")


def _is_word(operand: Operand) -> bool:
    """Whether there is anything to look for."""
    return any(sign.isalnum() for sign in operand.text)


def _query(operand: Operand) -> str:
    return full_text_match.quoted(operand.text) + ("" if operand.is_exact else "*")


def _jobs(operand: Operand, desk: sqlite3.Connection) -> str:
    """The jobs that have it in their notes, by their ids: few have any notes."""
    words = spoken(operand.text)
    wanted = words if operand.is_exact else words.rstrip()
    rows = desk.execute(
        "SELECT id FROM jobs WHERE instr(spoken(notes), :words) OR EXISTS (SELECT 1 FROM events"
        " WHERE subject = 'job' AND subject_id = jobs.id AND kind IN ('note', 'negotiation')"
        " AND instr(spoken(text), :words))",
        {"words": wanted},
    )
    return ", ".join(str(int(row[0])) for row in rows)
