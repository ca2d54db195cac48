"""What an offer must have before it is sent, each thing that is missing by name."""

from datetime import date

from data.errors import Problem
from data.fields import custom_fields
from data.letters.letter_hash import letter_hash
from data.offers import exported_letter, letter_facts, offer_letters, pay_standing
from data.offers.exported_letter import Export
from data.offers.offer_letters import Preview
from data.records.field_records import FieldRecord, field_key
from data.records.offer_records import OfferRecord, Terms
from data.records.offer_terms import TERMS
from data.values import clock, dates

SETTINGS = {
    "company.signatory": "signatory_name",
    "company.signatory_title": "signatory_title",
    "company.second_signatory": "second_signatory_name",
    "company.second_signatory_title": "second_signatory_title",
    "company.place": "letter_place",
    "sender.name": "own_name",
    "sender.first_name": "own_name",
    "sender.last_name": "own_name",
    "sender.email": "own_email",
    **{
        f"company.{name}": f"company_{name}"
        for name in ("name", "address", "email", "phone", "website")
    },
}
"""What a letter may lack that the settings have: the setting by its name in letters."""


def is_of_settings(problem: Problem) -> bool:
    """Whether what is missing is set in the settings."""
    return problem.field in SETTINGS.values()


def missing(offer: OfferRecord, terms: Terms | None = None) -> tuple[Problem, ...]:
    """What an offer lacks to be sent with these terms (its own, if none are given)."""
    terms = terms or offer.terms
    exported = exported_letter.newest(offer) if terms == offer.terms else None
    day = exported.day if exported else None
    preview = offer_letters.draft_preview(terms, offer.candidate, offer.job, offer=offer, day=day)
    unset = ((name.name, offer_letters.words(name)) for name in preview.missing)
    letter = (("letter", preview.error),) if preview.error else tuple(unset)
    definitions = custom_fields.all_fields("offer", active_only=True)
    outside = pay_standing.outside(terms, offer.job)
    found = lacking(terms, definitions, clock.today(), letter, outside)
    return (
        *found,
        *letter_facts.problems(offer, preview),
        *_not_exported(exported, preview),
    )


def _not_exported(exported: Export | None, letter: Preview) -> tuple[Problem, ...]:
    """Whether the letter is no longer the one that was exported: that is what would be kept."""
    if exported is None or letter_hash(letter.html) == exported.sha256:
        return ()
    text = (
        f"The letter is no longer the one that was exported on {dates.show(exported.day)}: "
        "export it again, so that what is kept is what was sent."
    )
    return (Problem("letter_html", "", text),)


def lacking(
    terms: Terms,
    definitions: tuple[FieldRecord, ...],
    today: date,
    letter: tuple[tuple[str, str], ...],
    outside: str = "",
) -> tuple[Problem, ...]:
    """What stands in the way of sending these terms (docs/domain.md, *Offer status*).

    `definitions` are the active custom fields; `letter` are names and sentences about
    what is wrong with the letter; what is missing as a term is not named twice.
    `outside` says where pay stands that is outside the job's range.
    """
    problems = [
        Problem(term.key, "", f"{term.label} is not set.")
        for term in TERMS
        if term.is_needed and term.of(terms) is None
    ]
    if terms.salary is None and terms.salary_text:
        problems[0] = Problem("salary", "", f"Salary is text ({terms.salary_text}), not an amount.")
    if outside and not terms.pay_reason:
        problems.append(Problem("pay_reason", "", f"Pay is {outside}: a reason is needed."))
    known = {value.key: value for value in terms.fields}
    for definition in definitions:
        value = known.get(definition.key)
        if definition.required and definition.active and (value is None or value.value is None):
            problems.append(
                Problem(
                    field_key(definition.key),
                    "",
                    f"{definition.name} is required and not set.",
                )
            )
    if terms.expiry_date is not None and terms.expiry_date < today:
        text = f"The expiry date, {dates.show(terms.expiry_date)}, is past."
        problems.append(Problem("expiry_date", "", text))
    named = {f"offer.{problem.field}" for problem in problems} | {
        problem.field for problem in problems
    }
    problems.extend(
        Problem(SETTINGS.get(name, "letter"), "Letter", text)
        for name, text in letter
        if name not in named
    )
    return tuple(problems)
