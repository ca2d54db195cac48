"""The lines of the history of the desk that pass a filter, newest first; reads SQLite directly."""

from collections.abc import Callable
from typing import Any

from data.filters import full_text_match, operands
from data.filters.filter import Filter
from data.filters.nodes import Operand, Phrase, Term, Word
from data.filters.offer_conditions import combined, joined, moment
from data.records.row_list import RowList
from data.storage import connection
from data.storage.incremental_list import IncrementalList, ListOrder, along
from data.storage.keyset_pages import KeysetList, R
from data.storage.sql_plan import SqlCondition
from data.values.text import spoken

_PATH = ListOrder("events AS e", ("e.id",), descending=True)
_PERSON = "SELECT name FROM candidates WHERE id = {}"
_ABOUT = f"""CASE e.subject
    WHEN 'offer' THEN (SELECT candidate_name || ' · ' || job_title FROM offers
        WHERE id = e.subject_id)
    WHEN 'candidate' THEN ({_PERSON.format("e.subject_id")})
    WHEN 'application' THEN (SELECT ({_PERSON.format("a.candidate_id")})
        || ' · ' || coalesce((SELECT title FROM jobs WHERE id = a.job_id), '')
        FROM applications AS a WHERE a.id = e.subject_id)
    WHEN 'job' THEN (SELECT title FROM jobs WHERE id = e.subject_id)
    WHEN 'opening' THEN (SELECT opening_id FROM openings WHERE id = e.subject_id)
    WHEN 'field' THEN (SELECT name FROM custom_fields WHERE id = e.subject_id)
    WHEN 'template' THEN (SELECT name FROM templates WHERE id = e.subject_id) END"""
"""What the subject of an event is called, as SQL; NULL when it is gone."""
COLUMNS = (
    "id", "subject", "subject_id", "kind", "at", "actor_id", "on_behalf_of_id", "from_status",
    "to_status", "version", "reason", "text", "forced", "details",
)  # fmt: skip
_SHOWN = f"{', '.join(f'e.{name}' for name in COLUMNS)}, {_ABOUT}"
_BY_ID = f"SELECT {_SHOWN} FROM events AS e WHERE e.id IN ({{marks}})"


def passing(wanted: Filter, make: Callable[[tuple[Any, ...]], R]) -> RowList[R]:
    """The rows that pass, made into lines: COLUMNS, then what the subject is called."""
    if wanted.root is None:
        total = connection.reader().execute("SELECT count(*) FROM events").fetchone()[0]
        return KeysetList(_SHOWN, "events AS e", ("e.id",), make, total)
    rest = combined(wanted.root, _single)
    slices = along(_PATH, SqlCondition(), SqlCondition(f"({rest.where})", rest.args))
    return IncrementalList(slices, _BY_ID, make)


# ---------------------------------------------------------------- conditions on a row `e`
# The plus keeps SQLite on its way along the lines: by the index it would sort all of a subject.


def _single(node: Word | Phrase | Term) -> SqlCondition:
    match node:
        case Word(text=text):
            return _says(spoken(text).rstrip())
        case Phrase(text=text, is_open=is_open):
            return _says(spoken(text).rstrip() if is_open else spoken(text))
    return joined((_term(node, operand) for operand in node.values), " OR ")


def _says(words: str) -> SqlCondition:
    """Whether what it is about, its reason or its text has these words."""
    text = f"coalesce({_ABOUT}, '') || ' ' || e.reason || ' ' || e.text"
    return SqlCondition(f"instr(spoken({text}), ?) > 0", (words,))


def _term(term: Term, operand: Operand) -> SqlCondition:
    match term.name:
        case "at":
            return moment("e.at", term.operator, operand.text)
        case "by":
            return _by(_prefix(operand))
        case "candidate":
            return _candidate(operand)
        case "of":
            return SqlCondition("+e.subject = ?", (operand.text,))
        case "is":
            return SqlCondition(_IS[operand.text])
        case "job":
            return _of_job(operand)
    number = operands.own_number(operand.text)
    return SqlCondition("+e.subject = 'offer' AND e.subject_id = ?", (number,))


_IS = {
    "deleted": "+e.subject = 'offer' AND e.kind = 'deleted'",
    "erased": "+e.subject = 'candidate' AND e.kind = 'erased'",
    "move": "e.to_status IS NOT NULL AND e.to_status IS NOT e.from_status",
    "exception": "e.forced = 1",
    "note": "e.kind = 'note'",
}


def _prefix(operand: Operand) -> str:
    words = spoken(operand.text)
    return words if operand.is_exact else words.rstrip()


def _by(words: str) -> SqlCondition:
    named = (
        "SELECT id FROM users WHERE instr(spoken(first_name || ' ' || last_name || ' ' || email),"
        " ?) > 0"
    )
    return SqlCondition(
        f"e.actor_id IN ({named}) OR e.on_behalf_of_id IN ({named})", (words, words)
    )


def _candidate(operand: Operand) -> SqlCondition:
    """What happened to a person, their applications and offers, also those that are deleted."""
    number = operands.own_number(operand.text)
    people = (
        "SELECT id FROM candidates WHERE id = ?"
        " UNION ALL SELECT rowid FROM candidate_words WHERE candidate_words MATCH ?"
    )
    query = full_text_match.of_names(operand.text, is_whole=operand.is_exact)
    return _of_records("candidate", "candidate_id", people, (number, query))


def _of_job(operand: Operand) -> SqlCondition:
    number = operands.own_number(operand.text)
    return _of_records("job", "job_id", "SELECT ?", (number,))


def _of_records(
    subject: str, column: str, ids: str, args: tuple[str | int | None, ...]
) -> SqlCondition:
    """What happened to these records, their applications, offers and openings."""
    applied = f"SELECT id FROM applications WHERE {column} IN ({ids})"
    parts = [
        f"+e.subject = '{subject}' AND e.subject_id IN ({ids})",
        f"+e.subject = 'application' AND e.subject_id IN ({applied})",
        f"+e.subject = 'offer' AND e.subject_id IN"
        f" (SELECT id FROM offers WHERE {column} IN ({ids}))",
        f"+e.subject = 'offer' AND e.kind = 'deleted'"
        f" AND json_extract(e.details, '$.application') IN ({applied})",
    ]
    return SqlCondition(" OR ".join(f"({part})" for part in parts), args * len(parts))
