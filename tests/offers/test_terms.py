"""Every term is declared once: each list that is made of the declarations has each of them."""

import sqlite3
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support import making

from data.exchange.csv import csv_columns, csv_edits
from data.exchange.exporting import common_losses
from data.filters.filter import parse
from data.filters.vocabulary import OFFERS
from data.letter_checks import preview_offers
from data.letters.language.letter_context import context
from data.letters.language.name_reference import LANGUAGE, is_set
from data.lists import offer_list, sorting
from data.offers import (
    comparison,
    inheritance,
    json_documents,
    offer_draft_checks,
    offer_editing,
    offers,
    send_checks,
)
from data.offers.comparison import Measure
from data.records import offer_terms
from data.records.offer_records import OfferDraft, OfferRecord, Terms
from data.records.offer_terms import HTML, REFERENCE, TERMS, Term
from data.records.pay import PayFrequency
from data.storage import connection
from data.storage.models import Offer, Version
from data.values.money import Money

DAY = date(2027, 2, 1)
EXAMPLES: dict[str, Any] = {
    "letter_html": "<p>Welcome!</p>",
    "salary": Money(9_250_000, "EUR"),
    "pay_frequency": PayFrequency.YEARLY,
}


def value_of(term: Term) -> Any:
    """A value that the term may have."""
    made_up = term.example(DAY) if term.example else None
    return EXAMPLES.get(term.key, made_up)


def everything(desk: Path) -> OfferRecord:
    """An offer with every term set."""
    job = making.a_job()
    opening, template = making.an_opening(job), making.a_template()
    terms = Terms(
        **{term.name: value_of(term) for term in TERMS}
        | {"opening_id": opening.id, "template_id": template}
    )
    draft = OfferDraft(
        candidate_id=making.a_candidate().id, job_id=job.id, **offer_terms.entered(terms)
    )
    return offer_editing.create(draft)


def test_the_terms_of_a_record_are_the_declared_ones() -> None:
    declared = {term.name for term in TERMS} | {term.as_text for term in TERMS if term.as_text}
    assert {field.name for field in fields(Terms)} == declared | {"fields"}
    assert {term.name for term in TERMS} <= {field.name for field in fields(OfferDraft)}
    assert list(offer_terms.LABELS)[-len(TERMS) :] == [term.key for term in TERMS]


def test_the_tables_have_a_column_for_every_term() -> None:
    known = [set(model._meta.columns) for model in (Offer, Version)]
    for term in TERMS:
        assert term.stored_in in known[1]
        assert (term.stored_in in known[0]) is term.is_mirrored
    assert set(offer_terms.COLUMNS) <= known[1]
    assert set(offer_terms.MIRRORED) <= known[0]


def test_the_database_refuses_to_change_any_term_of_a_version(desk: Path) -> None:
    offer = everything(desk)
    reader = connection.reader()
    for column in offer_terms.COLUMNS:
        with pytest.raises(sqlite3.IntegrityError, match="a version never changes"):
            reader.execute(f"UPDATE versions SET {column} = 7 WHERE offer_id = ?", (offer.id,))


def test_every_term_is_stored_mirrored_and_read_back(desk: Path) -> None:
    offer = everything(desk)
    assert all(term.of(offer.terms) is not None for term in TERMS)
    row = Offer.get_by_id(offer.id)
    version = Version.get(Version.offer == offer.id)
    for column in offer_terms.COLUMNS:
        stored = getattr(version, column)
        assert stored is not None
        assert column not in offer_terms.MIRRORED or getattr(row, column) == stored


def test_terms_go_through_columns_and_back() -> None:
    terms = Terms(**{term.name: value_of(term) for term in TERMS})
    assert Terms(**offer_terms.read_columns(offer_terms.columns(terms))) == terms
    assert Terms(**offer_terms.read_columns(offer_terms.columns(Terms()))) == Terms()


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.key)
def test_a_term_is_erased_and_compared(desk: Path, term: Term) -> None:
    offer = everything(desk)
    blank = getattr(OfferDraft(), term.name)
    draft = offers.draft_of(offer)
    without = replace(draft, **{term.name: blank})
    if term.key == "currency":
        without = replace(without, salary="")  # it names its currency
    after = offer_draft_checks.check_offer(without, (), DAY, offer.terms).terms
    assert term.of(after) is None
    said = comparison.changes(offer.terms, after)
    assert any(line.startswith((term.change_word, "letter follows")) for line in said), said
    lines = comparison.differences(offer.terms, after, Measure(), {"opening": {}, "template": {}})
    known = {line.key: line for line in lines}
    assert (term.key in known) is (term.type is not HTML)
    assert term.type is HTML or not known[term.key].is_same
    assert not comparison.changes(after, after)


def test_a_document_says_every_term(desk: Path) -> None:
    offer = everything(desk)
    said = json_documents.offer_document(offer)
    for term in TERMS:
        assert said[term.name] is not None
        assert said["versions"][0][term.name] is not None
    assert (said["salary"], said["start_date"]) == (Decimal(92_500), "2027-04-02")


@pytest.mark.parametrize("term", [one for one in TERMS if one.filter], ids=lambda one: one.key)
def test_filters_know_the_term_by_every_name(desk: Path, term: Term) -> None:
    everything(desk)
    making.an_offer()
    assert term.filter is not None
    for name in (term.filter.name, *term.filter.aliases):
        assert OFFERS.find(name) is OFFERS.names[term.filter.name]
        assert offer_list.number(wanted=parse(f"{name}:none")) == 1
        assert offer_list.number(wanted=parse(f"-{name}:none")) == 1
    offer_list.check(parse(term.filter.example))


@pytest.mark.parametrize("term", [one for one in TERMS if one.sort], ids=lambda one: one.key)
def test_lists_are_ordered_by_the_term(desk: Path, term: Term) -> None:
    filled, empty = everything(desk), making.an_offer()
    assert term.sort is not None
    for name in (term.sort.name, *term.sort.aliases):
        found = offer_list.ids(order=sorting.order(name))
        assert list(found) == [filled.id, empty.id]
        assert list(offer_list.ids(order=sorting.order(name, reverse=True))) == [
            filled.id, empty.id,
        ]  # fmt: skip


def test_letters_have_a_name_for_every_term_with_a_value_behind_it() -> None:
    for term in TERMS:
        assert term.letter or term.type in (REFERENCE, HTML) or term.key == "pay_reason"
        for name in term.letter:
            assert f"offer.{name.name}" in LANGUAGE


def test_a_made_up_letter_has_every_name_of_every_term(desk: Path) -> None:
    offer: Any = context(preview_offers.made_up())["offer"]
    for term in TERMS:
        for name in term.letter:
            assert is_set(offer.values[name.name]), name.name


def test_tables_have_a_column_for_every_term_that_is_a_cell(desk: Path) -> None:
    known = {target.name for target in csv_columns.TARGETS}
    for term in TERMS:
        assert (term.table is not None) is (term.type is not HTML)
        if term.table is not None:
            assert term.header in known
            assert csv_edits.is_term(term.header)
            for word in (term.key, *term.table.synonyms):
                assert csv_columns.guess([word]) == {word: term.header}


def test_an_export_names_every_term_that_a_system_does_not_have(desk: Path) -> None:
    offer, _ = everything(desk), making.an_offer()
    losses = common_losses.all_terms_but()
    assert [loss.one for loss in losses] == [f"has {term.one}" for term in TERMS]
    for loss in losses:
        found = connection.reader().execute(f"SELECT id FROM offers WHERE {loss.where}").fetchall()
        assert found == [(offer.id,)], loss.one
    for key in ("salary", "opening", "letter_html"):
        lost = common_losses.all_terms_but(*(term.key for term in TERMS if term.key != key))
        assert [loss.one for loss in lost] == [f"has {offer_terms.BY_KEY[key].one}"]


def test_sending_names_every_term_that_it_needs(desk: Path) -> None:
    lacking = {problem.field: problem.text for problem in send_checks.missing(making.an_offer())}
    for term in TERMS:
        assert (lacking.get(term.key) == f"{term.label} is not set.") is term.is_needed


def test_a_job_gives_what_the_declarations_say(desk: Path) -> None:
    job = making.a_paid_job()
    given = inheritance.inherit(Terms(), job)
    known = {term.key for term in TERMS if term.is_from_job}
    assert set(given.keys) <= known
    assert known - set(given.keys) == {"template"}  # the job has no template of its own
