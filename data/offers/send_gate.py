"""The gate before sending: what an offer must have, each thing that is missing by name."""

from datetime import date

from data.drafts import draft_checks
from data.errors import Problem
from data.records.field_records import FieldRecord
from data.records.offer_records import Terms
from data.records.offer_terms import TERMS
from data.values import dates


def missing(
    terms: Terms,
    definitions: tuple[FieldRecord, ...],
    today: date,
    letter: tuple[tuple[str, str], ...],
) -> tuple[Problem, ...]:
    """What stands in the way of sending these terms (docs/domain.md, *Offer status*).

    `definitions` are the active custom fields; `letter` are names and sentences about
    what is wrong with the letter; what is missing as a term is not said twice.
    """
    problems = [
        Problem(term.key, f"{term.label} is not set.")
        for term in TERMS
        if term.is_needed and term.of(terms) is None
    ]
    if terms.salary is None and terms.salary_text:
        problems[0] = Problem("salary", f"Salary is text ({terms.salary_text}), not an amount.")
    known = {value.key: value for value in terms.fields}
    for definition in definitions:
        value = known.get(definition.key)
        if definition.required and definition.active and (value is None or value.value is None):
            problems.append(
                Problem(
                    draft_checks.field_key(definition.key),
                    f"{definition.name} is required and not set.",
                )
            )
    if terms.expiry_date is not None and terms.expiry_date < today:
        problems.append(
            Problem("expiry_date", f"The expiry date, {dates.show(terms.expiry_date)}, is past.")
        )
    told = {f"offer.{problem.field}" for problem in problems} | {
        problem.field for problem in problems
    }
    problems.extend(
        Problem("letter", f"Letter: {said}") for name, said in letter if name not in told
    )
    return tuple(problems)
