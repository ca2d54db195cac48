"""Which names a candidate's row takes of what a record says: first, last and whole."""

from data.exchange.importing.import_rows import CandidateRow
from data.exchange.parsed_offer import ParsedPerson
from data.values import person_names


def of(one: CandidateRow | ParsedPerson) -> tuple[str, str, str]:
    """First, last and whole name."""
    return one.first_name, one.last_name, one.full_name


def are_taken(row: CandidateRow, person: ParsedPerson) -> bool:
    """Whether the row takes the names: it has none, or the same in one text, said apart here."""
    if of(row) == of(person) or not person.name:
        return False
    return not row.name or (not person.is_split and _is_same(row, person))


def put(row: CandidateRow, person: ParsedPerson, now: str) -> None:
    """Put the names into a row that is noted as changed."""
    row.first_name, row.last_name, row.full_name = of(person)
    row.updated_at = now


def are_apart(row: CandidateRow) -> bool:
    """Whether the row has names, and no whole one: what comes in one text adds nothing."""
    return bool(row.name) and not row.full_name


def _is_same(row: CandidateRow, person: ParsedPerson) -> bool:
    """Whether it is the row's name, of which nobody said what is first and what is last."""
    given, known = (person_names.plain_name(*of(one)[:2]) for one in (person, row))
    if given == known:
        return row.full_name in ("", known)
    is_split = (row.first_name, row.last_name) == person_names.split(row.full_name)
    is_whole = bool(person.first_name and person.last_name)
    return is_split and is_whole and person_names.is_within(given, row.full_name)
