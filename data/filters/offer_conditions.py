"""Filters of offers as SQL: conditions on a row `o` of offers, every value bound.

Conditions are never NULL, so that NOT means all the others. A plus sign before a column keeps
SQLite from choosing an index for it: which index is walked is decided in
data.storage.incremental_list.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace

from data.filters import field_terms, full_text_match, inside_words, note_terms, operands
from data.filters.field_terms import FieldWord
from data.filters.filter import Filter
from data.filters.full_text_match import Known, Match
from data.filters.nodes import And, Node, Not, Operand, Or, Phrase, Term, Word
from data.filters.vocabulary import NONE, STATUS_WORDS
from data.records.offer_terms import AMOUNT, CURRENCY, DAY, FREQUENCY, TERMS, TEXT, TermType
from data.storage import approval_state
from data.storage.sql_plan import Argument, FilterPlan, IndexHint, SqlCondition
from data.values import clock, money
from data.values.status import DECIDED, LIVE, STANDINGS, SUPERSEDED, WITH_CANDIDATE, expired_sql

SQL_OPERATORS = {":": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">="}


def plan(wanted: Filter, desk: sqlite3.Connection) -> FilterPlan:
    """How to find what passes; raises FilterError for fields and values that this desk lacks."""
    chosen: frozenset[str] | None = None
    others: list[Node] = []
    for part in wanted.parts:
        stands = standings(part)
        if stands is None:
            others.append(part)
            stands = _WITH_CANDIDATE if part == _IS_EXPIRED else None
        if stands is not None:
            chosen = stands if chosen is None else chosen & stands
    if not others:
        return FilterPlan(chosen)
    maker = _SqlBuilder(desk)
    conditions = {part: maker.sql(part) for part in others}  # says what is wrong with any of them
    found = _matched(others, maker.known)
    left = [part for part in others if not _is_condition(part, found, maker.known)]
    rest = joined((conditions[part] for part in left), " AND ")
    probes = tuple(probe for part in others if (probe := maker.probe(part)) is not None)
    terms = [part for part in others if isinstance(part, Term)]
    before, since = _created(terms)
    job = next((maker.job(term) for term in terms if _is_job(term)), None)
    query, is_flagged = found.query if found else "", _IS_FLAGGED in others
    return FilterPlan(chosen, query, rest, probes, before, since, job, is_flagged)


def condition(desk: sqlite3.Connection, parts: Iterable[Node]) -> SqlCondition:
    """What holds for a row `o` that has what these parts of a filter ask for."""
    maker = _SqlBuilder(desk)
    return joined((maker.sql(part) for part in parts), " AND ")


def standings(node: Node) -> frozenset[str] | None:
    """How the offers stand that pass, None when more than the standing is asked for."""
    match node:
        case Term(name="status", values=values):
            return frozenset().union(*(STATUS_WORDS[operand.text] for operand in values))
        case Term(name="is", values=values):
            known = [_IS_STANDINGS.get(operand.text) for operand in values]
            sets = [one for one in known if one is not None]
            return frozenset[str]().union(*sets) if len(sets) == len(known) else None
        case Not(part=part):
            inner = standings(part)
            return None if inner is None else frozenset(STANDINGS) - inner
        case And(parts=parts) | Or(parts=parts):
            found = [standings(part) for part in parts]
            sets = [one for one in found if one is not None]
            if len(sets) < len(found):
                return None
            first, *more = sets
            return first.intersection(*more) if isinstance(node, And) else first.union(*more)
    return None


_COLUMNS = {"job": "job_title", "candidate": "candidate_name"}
"""Terms that search one column of the words of offers."""
_IS_EXPIRED = Term("is", ":", (Operand("expired"),))
_IS_FLAGGED = Term("is", ":", (Operand("flagged"),))
_WITH_CANDIDATE = frozenset(map(str, WITH_CANDIDATE))
_IS_STANDINGS = {
    "live": frozenset(map(str, LIVE)),
    "decided": frozenset(map(str, DECIDED)),
    **dict.fromkeys((SUPERSEDED, "replaced"), frozenset({SUPERSEDED})),
}


def _matched(parts: list[Node], known: Known) -> Match | None:
    whole = And(tuple(parts)) if len(parts) > 1 else parts[0]
    return full_text_match.match(whole, known)


def _is_condition(part: Node, found: Match | None, known: Known) -> bool:
    """Whether the query of the search index says this part wholly."""
    if found is None:
        return False
    own = full_text_match.match(part.part if isinstance(part, Not) else part, known)
    return own is not None and own.is_exact


def joined(parts: Iterable[SqlCondition], word: str) -> SqlCondition:
    """Conditions with AND or OR between them; none at all hold always."""
    found = list(parts)
    if len(found) == 1:
        return found[0]
    where = word.join(f"({one.where})" for one in found)
    return SqlCondition(where or "1", tuple(arg for one in found for arg in one.args))


def combined(node: Node, single: Callable[[Word | Phrase | Term], SqlCondition]) -> SqlCondition:
    """The condition of a whole filter, of those that its words and terms make.

    What SQL cannot tell of a row, because there is nothing to compare, does not hold of it.
    """
    match node:
        case Not(part=part):
            inner = combined(part, single)
            return SqlCondition(f"({inner.where}) IS NOT TRUE", inner.args)
        case And(parts=parts):
            return joined((combined(part, single) for part in parts), " AND ")
        case Or(parts=parts):
            return joined((combined(part, single) for part in parts), " OR ")
    return single(node)


class _SqlBuilder:
    """Makes conditions for one desk."""

    def __init__(self, desk: sqlite3.Connection) -> None:
        self._desk = desk
        self._fields: tuple[FieldWord, ...] | None = None
        self.known = Known(inside_words.finder(desk), self._is_text, _COLUMNS)

    def sql(self, node: Node) -> SqlCondition:
        """The condition that says the same."""
        return combined(node, self._single)

    def _single(self, node: Word | Phrase | Term) -> SqlCondition:
        match node:
            case Word(text=text):
                return inside_words.condition(text, False)
            case Phrase(text=text, is_open=is_open):
                return inside_words.condition(text, not is_open)
        return self._term(node)

    def probe(self, node: Node) -> IndexHint | None:
        """What an index answers and what holds for whatever passes the part of a filter."""
        if not isinstance(node, Term) or Operand(NONE) in node.values:
            return None
        if node.name in _IDS and node.name != "job_id":
            return IndexHint("offers AS o", self._identified(node, *_IDS[node.name], plus=""))
        if node.name == "candidate" and all(map(full_text_match.is_number, node.values)):
            known = self._identified(node, *_IDS["candidate_id"], plus="")
            return IndexHint("offers AS o", known)
        if node.name == "note":
            return self._noted(node)
        if node.name == "approval":
            return approval_state.found_by([operand.text for operand in node.values])
        if node == _IS_EXPIRED:
            return IndexHint("offers AS o INDEXED BY offers_by_expiry", _expired(""))
        return None

    def _noted(self, term: Term) -> IndexHint | None:
        """Offers found from their notes, when there are few that say so."""
        found = [note_terms.probe(operand, self._desk) for operand in term.values]
        few = [SqlCondition(*one) for one in found if one is not None]
        return IndexHint("offers AS o", joined(few, " OR ")) if len(few) == len(found) else None

    def job(self, term: Term) -> SqlCondition:
        """Finds the jobs that a term means by number."""
        found = self._identified(term, "id", "job", plus="")
        return SqlCondition(f"SELECT id FROM jobs WHERE {found.where}", found.args)

    def _term(self, term: Term) -> SqlCondition:
        if term.name.startswith("field."):
            fields = field_terms.meant(term, self._all_fields())
            return SqlCondition(*field_terms.condition(term, fields))
        if term.name in ("job", "candidate"):
            return self._about(term)
        if term.name == "note":
            noted = (note_terms.condition(operand, self._desk) for operand in term.values)
            return joined((SqlCondition(*one) for one in noted), " OR ")
        if term.name in _IDS:
            return self._identified(term, *_IDS[term.name])
        return _PLAIN[term.name](term)

    def _about(self, term: Term) -> SqlCondition:
        """Words of the job or the candidate, or their number."""
        own = "o.job_id" if term.name == "job" else "o.candidate_id"
        parts = []
        for operand in term.values:
            if operand == Operand(NONE):
                parts.append(SqlCondition(f"{own} IS NULL"))
            elif full_text_match.is_number(operand):
                parts.append(
                    self._identified(replace(term, values=(operand,)), *_IDS[f"{term.name}_id"])
                )
            else:
                column = _COLUMNS[term.name]
                parts.append(inside_words.condition(operand.text, operand.is_exact, (column,)))
        return joined(parts, " OR ")

    def _identified(self, term: Term, column: str, kind: str, plus: str = "+") -> SqlCondition:
        """Numbers of this desk and of where records came from."""
        elsewhere = f"SELECT {kind}_id FROM remote_ids WHERE kind = '{kind}' AND remote_id = ?"
        looked_up, args = [], list[Argument]()
        for operand in term.values:
            number = operands.own_number(operand.text)
            if number is not None:
                looked_up.append("SELECT ?")
                args.append(number)
            looked_up.append(elsewhere)
            args.append(operand.text)
        known = "" if column == "o.id" else f"{column} IS NOT NULL AND "
        where = f"{known}{plus}{column} IN ({' UNION ALL '.join(looked_up)})"
        return SqlCondition(where, tuple(args))

    def _is_text(self, term: Term) -> bool:
        return field_terms.is_text(term, self._all_fields())

    def _all_fields(self) -> tuple[FieldWord, ...]:
        if self._fields is None:
            self._fields = field_terms.fields_of(self._desk)
        return self._fields


def _is_job(term: Term) -> bool:
    """Whether the term names jobs by their numbers."""
    return term.name == "job_id" or (
        term.name == "job" and all(map(full_text_match.is_number, term.values))
    )


def _created(terms: list[Term]) -> tuple[str | None, str | None]:
    """Between which moments everything was made: before the one, since the other."""
    before, since = list[str](), list[str]()
    for term in terms:
        if term.name == "created":
            start, until, end = operands.span(term.values[0].text)
            if term.operator in ("<", "<=", ":"):
                before.append({"<": start, "<=": until, ":": end}[term.operator])
            if term.operator in (">", ">=", ":"):
                since.append(until if term.operator == ">" else start)
    return min(before, default=None), max(since, default=None)


# ---------------------------------------------------------------- plain terms


def _status(term: Term) -> SqlCondition:
    stands = sorted(standings(term) or ())
    return SqlCondition(f"+o.standing IN ({', '.join('?' * len(stands))})", tuple(stands))


def _is(term: Term) -> SqlCondition:
    return joined((_IS[operand.text]() for operand in term.values), " OR ")


def _expired(plus: str = "+") -> SqlCondition:
    return SqlCondition(expired_sql("o", "?", plus), (clock.today().isoformat(),))


def _stands(stands: frozenset[str]) -> Callable[[], SqlCondition]:
    words = tuple(sorted(stands))
    return lambda: SqlCondition(f"+o.standing IN ({', '.join('?' * len(words))})", words)


_IS: dict[str, Callable[[], SqlCondition]] = {
    **{word: _stands(stands) for word, stands in _IS_STANDINGS.items()},
    "expired": _expired,
    "flagged": lambda: SqlCondition("+o.flags > 0"),
    "reoffer": lambda: SqlCondition("o.reoffer_offer_id IS NOT NULL"),
}


def _salary(term: Term) -> SqlCondition:
    return joined((_paid(term, operand) for operand in term.values), " OR ")


def _paid(term: Term, operand: Operand) -> SqlCondition:
    """Amounts are compared by the year: each in its own currency, or in the one that is named.

    Another currency is converted by the rates of the settings; without a rate it does not pass.
    """
    if operand == Operand(NONE):
        return SqlCondition("o.salary_minor IS NULL AND o.salary_text = ''")
    amount = operands.amount(operand.text)
    sign = SQL_OPERATORS[term.operator]
    yearly = f"o.salary_minor * {FINENESS} * {_YEARLY}"
    limit: Argument = int(amount.number * _FINEST)
    if amount.currency is None:
        return SqlCondition(f"o.salary_minor IS NOT NULL AND {yearly} {sign} ?", (limit,))
    here = f"(+o.currency = ? AND {yearly} {sign} ?)"
    rate = f"{_RATE.format('o.currency')} / {_RATE.format('?')}"
    there = f"(+o.currency <> ? AND coalesce({yearly} * ({rate}) {sign} ?, 0))"
    code = amount.currency
    return SqlCondition(
        f"o.salary_minor IS NOT NULL AND ({here} OR {there})",
        (code, limit, code, code, limit),
    )


_HOURS, _DAYS = (
    f"coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE key = '{key}'), {default})"
    for key, default in (("hours_per_year", 2080), ("days_per_year", 260))
)
_YEARLY = money.yearly_sql("o.pay_frequency", _HOURS, _DAYS)
"""How often the pay of a row is paid in a year, by the settings."""
_RATE = (
    "(SELECT CAST(json_extract(value, '$.' || {}) AS REAL) FROM settings"
    " WHERE key = 'exchange_rates')"
)
"""What a major unit of a currency is worth, by the rates that were entered."""
_FINEST = 10_000
"""Amounts are compared in ten-thousandths of a major unit: no currency has finer ones."""


def _fineness() -> str:
    """How many of these a minor unit of the row's currency is."""
    by_decimals: dict[int, list[str]] = {}
    for code in sorted(money.CURRENCIES | money.WITHDRAWN):
        by_decimals.setdefault(money.decimals(code), []).append(f"'{code}'")
    cases = (
        f"WHEN o.currency IN ({', '.join(codes)}) THEN {_FINEST // 10**places}"
        for places, codes in by_decimals.items()
        if places != 2
    )
    return f"(CASE {' '.join(cases)} ELSE {_FINEST // 100} END)"


FINENESS = _fineness()
"""How many ten-thousandths of a major unit a minor unit of a row is."""


def _listed(column: str) -> Callable[[Term], SqlCondition]:
    """One of several words in a column."""

    def made(term: Term) -> SqlCondition:
        words = tuple(operand.text for operand in term.values if operand != Operand(NONE))
        parts = [f"{column} IS NULL"] if Operand(NONE) in term.values else []
        if words:
            marks = ", ".join("?" * len(words))
            parts.append(f"({column} IS NOT NULL AND +{column} IN ({marks}))")
        return SqlCondition(" OR ".join(parts), words)

    return made


def _day(column: str) -> Callable[[Term], SqlCondition]:
    """A column of days."""

    def made(term: Term) -> SqlCondition:
        if Operand(NONE) in term.values:
            return SqlCondition(f"{column} IS NULL")
        test, args = operands.compared(f"+{column}", term.operator, term.values[0].text)
        return SqlCondition(f"{column} IS NOT NULL AND {test}", args)

    return made


def _expires(term: Term) -> SqlCondition:
    """The expiry date of what can still expire: of live offers."""
    found = _day("o.expiry_date")(term)
    if Operand(NONE) in term.values:
        return found
    return joined((_stands(_IS_STANDINGS["live"])(), found), " AND ")


def _moment(column: str) -> Callable[[Term], SqlCondition]:
    """A column of moments."""

    def made(term: Term) -> SqlCondition:
        if Operand(NONE) in term.values:
            return SqlCondition(f"{column} IS NULL")
        return moment(column, term.operator, term.values[0].text)

    return made


def moment(column: str, operator: str, text: str) -> SqlCondition:
    """The condition on a column of moments for what was typed."""
    start, until, end = operands.span(text)
    there = f"{column} IS NOT NULL AND "
    match operator:
        case ":":
            return SqlCondition(f"{there}+{column} >= ? AND +{column} < ?", (start, end))
        case "<":
            return SqlCondition(f"{there}+{column} < ?", (start,))
        case "<=":
            return SqlCondition(f"{there}+{column} < ?", (until,))
        case ">":
            return SqlCondition(f"{there}+{column} >= ?", (until,))
    return SqlCondition(f"{there}+{column} >= ?", (start,))


def _worded(column: str) -> Callable[[Term], SqlCondition]:
    """A column of text."""

    def made(term: Term) -> SqlCondition:
        return joined((_says(column, operand) for operand in term.values), " OR ")

    return made


def _says(column: str, operand: Operand) -> SqlCondition:
    if operand == Operand(NONE):
        return SqlCondition(f"{column} = ''")
    return SqlCondition(*field_terms.words_in(column, operand))


def _version(term: Term) -> SqlCondition:
    sign = SQL_OPERATORS[term.operator]
    parts = (SqlCondition(f"+o.version {sign} ?", (int(operand.text),)) for operand in term.values)
    return joined(parts, " OR ")


def _approval(term: Term) -> SqlCondition:
    return approval_state.stands([operand.text for operand in term.values])


_OF_TYPE: dict[TermType, Callable[[str], Callable[[Term], SqlCondition]]] = {
    AMOUNT: lambda column: _salary,
    CURRENCY: _listed,
    FREQUENCY: _listed,
    DAY: _day,
    TEXT: _worded,
}
"""The conditions on the column of a term of an offer, by its type."""
_PLAIN: dict[str, Callable[[Term], SqlCondition]] = {
    "status": _status,
    "is": _is,
    **{
        term.filter.name: _OF_TYPE[term.type](f"o.{term.stored_in}")
        for term in TERMS
        if term.filter is not None
    },
    "expires": _expires,
    "sent": _day("o.sent_at"),
    "created": _moment("o.created_at"),
    "updated": _moment("o.updated_at"),
    "resolved": _moment("o.resolved_at"),
    "version": _version,
    "approval": _approval,
}
_IDS = {
    "id": ("o.id", "offer"),
    "application": ("o.application_id", "application"),
    "job_id": ("o.job_id", "job"),
    "candidate_id": ("o.candidate_id", "candidate"),
}
