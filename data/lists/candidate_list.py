"""The list of candidates, by last name; those that pass a filter; reads SQLite directly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from data.filters import full_text_match, operands
from data.filters.filter import Filter
from data.filters.full_text_match import Known
from data.filters.nodes import And, Node, Not, Operand, Phrase, Term, Word
from data.filters.offer_conditions import combined, joined, moment
from data.filters.vocabulary import NONE
from data.records.list_rows import CandidateLine
from data.records.row_list import RowList
from data.storage import connection, incremental_list
from data.storage.incremental_list import IncrementalList, ListOrder, along, column, given
from data.storage.keyset_pages import KeysetList
from data.storage.sql_plan import HIGHEST, LOWEST, SqlCondition
from data.values.text import one_line, spoken


class CandidateRow(NamedTuple):
    """A candidate in a list, as read."""

    id: int
    first_name: str
    last_name: str
    name: str
    email: str
    phone: str
    applications: int
    offers: int


CandidateList = RowList[CandidateRow]

_PATH = ListOrder("candidates AS c", ("c.last_name", "c.first_name", "c.id"), descending=False)
_COLUMNS = (
    "id, first_name, last_name, name, email, phone,"
    " (SELECT count(*) FROM applications WHERE candidate_id = candidates.id),"
    " (SELECT count(*) FROM offers WHERE candidate_id = candidates.id)"
)
_BY_ID = f"SELECT {_COLUMNS} FROM candidates WHERE id IN ({{marks}})"
_OWN = "own number"
"""The number here alone, which no filter can say."""
_HITS = "SELECT rowid FROM candidate_words WHERE candidate_words MATCH ? LIMIT ?"


def candidates(words: str = "") -> CandidateList:
    """All candidates, or those whose names or email have words that begin with all the words."""
    each = _words(words)
    if not each:
        return passing(Filter())
    return passing(Filter(And(each) if len(each) > 1 else each[0]))


def others(candidate_id: int, words: str = "") -> CandidateList:
    """The same without one of them."""
    but = Not(Term(_OWN, "", (Operand(str(candidate_id)),)))
    return passing(Filter(And((*_words(words), but))))


def _words(words: str) -> tuple[Word, ...]:
    return tuple(dict.fromkeys(Word(word) for word in one_line(words).split()))


def passing(wanted: Filter) -> CandidateList:
    """The candidates that pass a filter in the words of `vocabulary.CANDIDATES`."""
    if wanted.root is not None:
        return IncrementalList(_slices(wanted.root), _BY_ID, CandidateRow._make)
    reader = connection.reader()
    total = reader.execute("SELECT rows FROM row_counts WHERE name = 'candidates'").fetchone()[0]
    return KeysetList(
        _COLUMNS, "candidates", ("last_name", "first_name", "id"), CandidateRow._make, total,
        descending=False,
    )  # fmt: skip


def candidate_line(row: CandidateRow) -> CandidateLine:
    """A candidate's row as a line to show."""
    name = row.name or f"Candidate {row.id}"
    return CandidateLine(row.id, name, row.email, row.phone, row.applications, row.offers)


def _slices(root: Node) -> Iterator[list[int]]:
    """The ids of those that pass, by name, some at a time."""
    found = full_text_match.match(root, _KNOWN)
    inner = combined(root, _single)
    rest = SqlCondition(f"({inner.where})", inner.args)
    if found is not None:
        ids = column(_HITS, (found.query, incremental_list.FEW_HITS + 1))
        if len(ids) <= incremental_list.FEW_HITS:
            sql = (
                f"SELECT c.id FROM candidates AS c WHERE c.id IN ({', '.join(map(str, ids))})"
                f" AND {rest.where} ORDER BY {', '.join(_PATH.keys)}"
            )
            yield column(sql, given(rest.args, min(ids, default=0), max(ids, default=0)))
            return
    yield from along(_PATH, SqlCondition(), rest)


# ---------------------------------------------------------------- conditions on a row `c`

_KNOWN = Known(full_text_match.by_beginning, lambda term: False, {"email": "email"})


def _single(node: Word | Phrase | Term) -> SqlCondition:
    if isinstance(node, Term):
        return joined((_term(node, operand) for operand in node.values), " OR ")
    found = full_text_match.match(node, _KNOWN)
    return _searched(found.query if found else "")


def _searched(query: str) -> SqlCondition:
    where = (
        "+c.id IN (SELECT rowid FROM candidate_words WHERE candidate_words MATCH ?"
        " AND rowid BETWEEN ? AND ?)"
    )
    return SqlCondition(where, (query, LOWEST, HIGHEST))


def _term(term: Term, operand: Operand) -> SqlCondition:
    match term.name:
        case name if name == _OWN:
            return SqlCondition("c.id = ?", (int(operand.text),))
        case "email":
            if operand == Operand(NONE):
                return SqlCondition("c.email = ''")
            found = full_text_match.match(replace(term, values=(operand,)), _KNOWN)
            return _searched(found.query if found else "")
        case "phone":
            return _phone(operand)
        case "job":
            words = spoken(operand.text)
            jobs = "SELECT id FROM jobs WHERE instr(spoken(title), ?) > 0"
            where = (
                "EXISTS (SELECT 1 FROM applications AS a WHERE a.candidate_id = c.id"
                f" AND a.job_id IN ({jobs}))"
            )
            return SqlCondition(where, (words if operand.is_exact else words.rstrip(),))
        case "is":
            return _is(operand.text)
        case "created":
            return moment("c.created_at", term.operator, operand.text)
    return _number(operand)


def _phone(operand: Operand) -> SqlCondition:
    if operand == Operand(NONE):
        return SqlCondition("c.phone = ''")
    digits = "".join(sign for sign in operand.text if sign.isalnum())
    plain = "c.phone"
    for sign in " -()+./":
        plain = f"replace({plain}, '{sign}', '')"
    return SqlCondition(f"instr({plain}, ?) > 0", (digits or operand.text,))


def _is(word: str) -> SqlCondition:
    if word == "erased":
        return SqlCondition("c.erased_at IS NOT NULL")
    where = "EXISTS (SELECT 1 FROM applications AS a WHERE a.candidate_id = c.id AND a.status = ?)"
    return SqlCondition(where, (word,))


def _number(operand: Operand) -> SqlCondition:
    own = operands.own_number(operand.text)
    called = "SELECT candidate_id FROM remote_ids WHERE kind = 'candidate' AND remote_id = ?"
    remote = f"c.id IN ({called})"
    if own is None:
        return SqlCondition(remote, (operand.text,))
    return SqlCondition(f"c.id = ? OR {remote}", (own, operand.text))
