"""Rows of tables about offers that are here already, from another system or made here.

A report has an offer once more, without the number by which it is known. Nobody can say for sure
that it is the same one: it is asked, and with the answer joined with the offer or made one more.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from data.exchange import registry
from data.exchange.import_report import Outcome
from data.exchange.importing.import_context import ImportContext
from data.exchange.importing.import_result import ImportResult
from data.exchange.importing.import_rows import TERMS
from data.exchange.importing.offer_columns import term_columns
from data.exchange.importing.remote_ids import Ref, own_number
from data.exchange.importing.remote_store import key_of
from data.exchange.parsed_offer import ImportFlag, ParsedJob, ParsedOffer, ParsedPerson
from data.exchange.record_reader import Refused
from data.records.offer_terms import TERMS as DECLARED
from data.values.text import folded, one_line, spoken

JOIN, NEW = "join", "new"
"""What may be said of such rows: they are about that offer, or about another one."""
CHOICES = (JOIN, NEW)
_LABELS = {term.stored_in: term.label for term in DECLARED}


class Known(NamedTuple):
    """An offer that a row may be about."""

    id: int
    candidate_id: int | None
    candidate: str
    email: str
    job_id: int | None
    job: str
    status: str
    system: str | None

    @property
    def words(self) -> str:
        """Whose it is, for what, how it stands and where it came from."""
        declared = registry.named(self.system or "")
        origin = f"from {declared.title}" if declared else "made here"
        who = ", ".join(filter(None, (self.candidate, self.job, self.status)))
        return one_line(f"offer {self.id} ({who}), {origin}")


class KnownElsewhere:
    """Finds the offer that a new row may be about, among those that no table brought in."""

    def __init__(self, context: ImportContext, choice: str) -> None:
        self._context = context
        self._choice = choice
        self._desk: sqlite3.Connection = context.unit.desk
        self._names: dict[str, list[int]] | None = None
        self._by_number: dict[str, list[Known]] = {}
        self._by_candidate: dict[int, list[Known]] = {}
        self._joined = set[int]()

    def take(self, parsed: ParsedOffer, raw: str) -> ImportResult | None:
        """The row joined with the offer; None for one of its own. Raises Refused to ask."""
        if not self._context.system.is_table or self._choice == NEW:
            return None
        found = self._offers_of(parsed)
        if self._choice == JOIN and len(found) == 1:
            return self._join(found[0], parsed, raw)
        if found:
            raise Refused("offer", _question(found))
        return None

    # ------------------------------------------------------------ finding

    def _offers_of(self, parsed: ParsedOffer) -> list[Known]:
        """By its number, else by person and job; those that stand as the row says before others."""
        self.load((parsed,))
        found = self._numbered(parsed) or self._of_person(parsed.candidate)
        free = (one for one in found if one.id not in self._joined)
        fitting = [one for one in free if _is_for(one, parsed.job)]
        alike = [one for one in fitting if one.status == parsed.status]
        return alike or fitting

    def load(self, every: Iterable[ParsedOffer]) -> None:
        """Read what these rows may be about, all of them in two queries."""
        if not self._context.system.is_table or self._choice == NEW:
            return
        fresh = [one for one in every if one.identity.remote_id not in self._by_number]
        numbers = {
            one.identity.remote_id: own_number(one.identity.remote_id) if one.candidate else None
            for one in fresh
        }
        self._by_number.update({number: [] for number in numbers})
        for number, *row in self._read(_BY_NUMBER, numbers):
            self._by_number[number].append(Known(*row))
        people = [one.candidate for one in fresh if one.candidate is not None]
        wanted = {number for person in people for number in self._people(person)}
        wanted.difference_update(self._by_candidate)
        self._by_candidate.update({number: [] for number in wanted})
        for number, *row in self._read(_BY_CANDIDATE, list(wanted)):
            self._by_candidate[number].append(Known(*row))

    def _read(self, sql: str, wanted: Collection[object]) -> Iterable[tuple[Any, ...]]:
        if not wanted:
            return ()
        bound = {"table": self._context.system.name, "wanted": json.dumps(wanted)}
        return self._desk.execute(sql, bound)

    def _numbered(self, parsed: ParsedOffer) -> list[Known]:
        """The offers that have this number there or here, unless they are somebody else's."""
        found = self._by_number[parsed.identity.remote_id]
        return [one for one in found if _is_of(one, parsed.candidate)]

    def _of_person(self, person: ParsedPerson | None) -> list[Known]:
        numbers = self._people(person) if person else ()
        return [one for number in numbers for one in self._by_candidate.get(number, ())]

    def _people(self, person: ParsedPerson) -> list[int]:
        """The candidates that the row may mean: by email address, else by name."""
        known = self._context.references.known_candidate(person)
        if known is not None or not person.is_named or person.email:
            return [] if known is None else [known]
        if self._names is None:
            self._names = {}
            for number, name in self._desk.execute(_NAMES):
                self._names.setdefault(_words(name), []).append(number)
        return self._names.get(_words(person.name), []) if _words(person.name) else []

    # ------------------------------------------------------------ joining

    def _join(self, known: Known, parsed: ParsedOffer, raw: str) -> ImportResult:
        """Note that the row is the offer's; what differs is named and stays as it is here."""
        self._joined.add(known.id)
        self._context.store.put(key_of(parsed.identity), Ref(known.id, known.id, raw))
        references = self._context.references
        if parsed.candidate and parsed.candidate.is_named and known.candidate_id:
            references.known_as("candidate", parsed.candidate.remote_id, known.candidate_id)
        if parsed.job and parsed.job.is_named and known.job_id:
            references.known_as("job", parsed.job.remote_id, known.job_id)
        offer = self._context.unit.offers.change(self._context.unit.offers.there(known.id))
        flags = self._context.flag(offer, None, self._differing(known, parsed))
        return ImportResult(Outcome.CHANGED, known.id, f"joined with {known.words}", flags)

    def _differing(self, known: Known, parsed: ParsedOffer) -> list[ImportFlag]:
        ours = self._context.unit.offers.there(known.id).terms
        theirs = term_columns(parsed.terms)[0]
        names = [
            _LABELS.get(name, name)
            for name, here, there in zip(TERMS, ours, theirs, strict=True)
            if there not in (None, "") and there != here
        ]
        if parsed.status != known.status:
            names.append(f"Status ({parsed.status})")
        if not names:
            return []
        text = (
            f"{', '.join(names)} {'differs' if len(names) == 1 else 'differ'} in the table: kept."
        )
        return [ImportFlag("offer", text)]


_KNOWN = (
    " offers.id, candidate_id, candidate_name, coalesce(candidates.email, ''), job_id,"
    " job_title, offers.status,"
    " (SELECT system FROM remote_ids WHERE remote_ids.offer_id = offers.id LIMIT 1)"
)
_FREE = (
    " LEFT JOIN candidates ON candidates.id = candidate_id"
    " WHERE superseded = 0 AND NOT EXISTS (SELECT 1 FROM remote_ids AS own"
    " WHERE own.offer_id = offers.id AND own.system = :table)"
)
_BY_CANDIDATE = " ".join(
    (
        *("SELECT wanted.value,", _KNOWN, "FROM json_each(:wanted) AS wanted"),
        *("CROSS JOIN offers ON offers.candidate_id = wanted.value", _FREE),
        "ORDER BY offers.id DESC",
    )
)
_CALLED = (
    "SELECT key AS number, value AS id FROM json_each(:wanted) WHERE value IS NOT NULL"
    " UNION SELECT key, offer_id FROM json_each(:wanted) CROSS JOIN remote_ids"
    " ON kind IN ('offer', 'alias') AND remote_id = key WHERE offer_id IS NOT NULL"
)
_BY_NUMBER = " ".join(
    (
        *("SELECT called.number,", _KNOWN, "FROM (", _CALLED, ") AS called"),
        *("CROSS JOIN offers ON offers.id = called.id", _FREE, "ORDER BY offers.id"),
    )
)
_NAMES = "SELECT id, name FROM candidates WHERE name <> ''"


def _question(found: list[Known]) -> str:
    if len(found) > 1:
        several = "; ".join(one.words for one in found)
        return (
            f"it may be about one of several: {several}. A column Offer ID says about which;"
            " Known offers, in the options of the import (--known new), makes it a further one."
        )
    return (
        f"it may be about {found[0].words}. Known offers, in the options of the import (--known"
        " join, --known new), says whether such rows are those offers or further ones."
    )


def _words(name: str) -> str:
    """The words of a name in any order, small; empty for a single one, which many have."""
    words = spoken(name).split()
    return " ".join(sorted(words)) if len(words) > 1 or not name.isascii() else ""


def _is_for(known: Known, job: ParsedJob | None) -> bool:
    """Whether the offer is for the job that the row names, in any style; or it names none."""
    if job is None or not job.title:
        return True
    return folded(" ".join(job.title.split())) == folded(" ".join(known.job.split()))


def _is_of(known: Known, person: ParsedPerson | None) -> bool:
    """Whether the offer is the person's, as far as the row says who it is."""
    if person is None or not (person.email or person.name):
        return True
    if person.email and known.email:
        return folded(person.email) == folded(known.email)
    return _words(person.name) == _words(known.candidate)
