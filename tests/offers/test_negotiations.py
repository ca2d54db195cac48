"""What was negotiated: who asked for what, what was countered, how it ended, where it led."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from support import making
from support.making import Time

from data.errors import Invalid, NotFound
from data.offers import json_documents, negotiated_terms, negotiations, offers
from data.records.negotiation_records import OTHER, NegotiationDraft, NegotiationRecord, Outcome
from data.records.offer_records import OfferRecord
from data.storage import connection
from tui.cli import printing
from tui.widgets.terms_view import terms_lines

SALARY = NegotiationDraft("Zoë Müller", "98k", term="salary")


@pytest.fixture(autouse=True)
def _standing(desk: object, time: Time) -> None: ...


def last(offer: OfferRecord) -> NegotiationRecord:
    return offers.get(offer.id).negotiations[-1]


def go_on(offer: OfferRecord, **said: object) -> NegotiationRecord:
    draft = replace(NegotiationDraft("Zoë Müller", follows=last(offer).id), **said)
    return negotiations.add(offer.id, draft).negotiations[-1]


def test_a_term_is_named_by_its_key_before_any_label_says_the_same() -> None:
    for name, key in (("Salary", "pay"), ("Other", "more"), ("Car", "car")):
        making.a_field(name, key=key)
    named = ("salary", "Salary", "other", "fields.pay", "CAR", "Boat")
    meant = ["salary", "salary", "other", "fields.pay", "fields.car", "Boat"]
    assert [negotiated_terms.key_of(name) for name in named] == meant


def test_the_trail_of_three_rounds_is_one_line(time: Time) -> None:
    offer = making.a_ready_offer()
    negotiations.add(offer.id, replace(SALARY, counter="94,000"))
    go_on(offer, asked="96.5k", counter="95k")
    go_on(offer, asked="95,500 EUR")
    assert go_on(offer, outcome="agreed").trail == (
        "asked 98,000 → countered 94,000 → asked 96,500 → countered 95,000 → asked 95,500"
        " → agreed 95,500 EUR"
    )
    assert last(offer).outcome is Outcome.AGREED
    assert [event.kind for event in offers.get(offer.id).events[-4:]] == ["negotiation"] * 4


def test_the_version_that_it_led_to_can_be_said_later_and_is_found_by_itself(time: Time) -> None:
    offer = making.a_ready_offer()
    negotiations.add(offer.id, replace(SALARY, counter="94k", agreed="95.5k"))
    assert (last(offer).version, last(offer).goes_on) == (None, True)
    time.forward(seconds=1)
    offer = making.edit(offers.get(offer.id), salary="95500")
    assert (last(offer).version, last(offer).is_guessed) == (2, True)
    assert last(offer).line == "Salary: asked 98,000 → countered 94,000 → agreed 95,500 EUR, v2"
    said = go_on(offer, version=1)
    assert (said.version, said.is_guessed, said.goes_on) == (1, False, False)


def test_a_version_that_has_what_was_agreed_on_from_before_is_not_what_it_led_to(
    time: Time,
) -> None:
    offer = making.a_ready_offer(salary="94000")
    negotiations.add(offer.id, replace(SALARY, counter="94k", outcome="agreed"))
    time.forward(seconds=1)
    making.edit(offers.get(offer.id), start_date="2027-04-01")
    assert last(offer).version is None


@pytest.mark.parametrize(
    ("term", "asked", "text", "document"),
    [
        ("salary", "98k", "98,000 EUR", {"value": 98000, "currency": "EUR"}),
        ("salary", "98k usd", "98,000 USD", {"value": 98000, "currency": "USD"}),
        ("salary", "about what Ana has", "about what Ana has", None),
        ("start_date", "1 mar 2027", "1 March 2027", "2027-03-01"),
        ("pay_frequency", "monthly", "monthly", "monthly"),
        ("fields.days", "30", "30", 30),
        ("fields.level", "Senior", "Senior", "Senior"),
        ("other", "a company car", "a company car", None),
    ],
)
def test_what_is_asked_for_is_a_value_of_its_term_or_stays_as_written(
    term: str, asked: str, text: str, document: object
) -> None:
    making.a_field("Days", "number", key="days")
    making.a_field("Level", "single_select", key="level", options=("Junior", "Senior"))
    offer = making.a_ready_offer()
    negotiations.add(offer.id, NegotiationDraft("Zoë", asked, term=term))
    (step,) = last(offer).steps
    assert (step.kind, step.text, step.who, step.document) == ("asked", text, "Zoë", document)
    shown = json.loads(json_documents.dumps(json_documents.offer_document(offers.get(offer.id))))
    (one,) = shown["negotiations"]
    assert one["steps"][0] | {"at": ""} == {
        "step": "asked", "text": text, "value": document, "who": "Zoë", "at": "",
    }  # fmt: skip
    assert (one["term"], one["outcome"], one["version"]) == (
        None if term == OTHER else term,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"who": " "}, {"who"}),
        ({"asked": ""}, {"asked"}),
        ({"version": 4}, {"version"}),
        ({"asked": "x" * 501}, {"asked"}),
        ({"term": "nothing known"}, {"term"}),
        ({"term": ""}, {"term"}),
        ({"outcome": "perhaps"}, {"outcome"}),
        ({"outcome": "not agreed", "agreed": "97k"}, {"agreed"}),
    ],
)
def test_an_entry_that_lacks_something_names_it(
    changes: dict[str, object], fields: set[str]
) -> None:
    offer = making.an_offer()
    with pytest.raises(Invalid) as refusal:
        negotiations.add(offer.id, replace(SALARY, **changes))
    assert making.problems(refusal.value) == fields
    assert offers.get(offer.id).negotiations == ()


def test_nothing_is_said_of_what_has_ended_and_nothing_is_no_entry() -> None:
    offer = making.a_ready_offer()
    negotiations.add(offer.id, SALARY)
    with pytest.raises(Invalid):
        go_on(offer)
    go_on(offer, outcome="not agreed")
    assert (last(offer).trail, last(offer).goes_on) == ("asked 98,000 EUR → not agreed", False)
    with pytest.raises(Invalid):
        go_on(offer, counter="97k")
    with pytest.raises(NotFound):
        negotiations.add(offer.id, replace(SALARY, follows=999))
    with pytest.raises(NotFound):
        negotiations.add(999, SALARY)


@pytest.mark.parametrize(
    ("details", "trail"),
    [
        ({"who": "Zoë", "asked": "100k", "counter": "95k", "outcome": "agreed on 97k"},
         "asked 100k → countered 95k → agreed on 97k, v1"),
        ({"who": "Zoë", "asked": "a car", "counter": "", "outcome": ""}, "asked a car, v1"),
        ({"text": "[erased]"}, None),
        ({"asked": 7, "counter": {"text": ["x"]}, "follows": "1", "term": []}, None),
    ],
)  # fmt: skip
def test_entries_of_former_days_erased_and_damaged_ones_can_be_read(
    details: dict[str, object], trail: str | None
) -> None:
    offer = making.an_offer()
    connection.reader().execute(
        "INSERT INTO events (subject, subject_id, kind, at, actor_id, version, text, details)"
        " VALUES ('offer', ?, 'negotiation', '2026-01-05T10:00:00Z', NULL, 1, 'as it was', ?)",
        (offer.id, json.dumps(details)),
    )
    read = offers.get(offer.id)
    assert [one.line for one in read.negotiations] == ([] if trail is None else [trail])
    assert read.events[-1].text == "as it was"


def test_offer_and_command_line_show_the_trail() -> None:
    offer = making.a_ready_offer()
    offer = negotiations.add(offer.id, replace(SALARY, counter="94k"))
    line = "Salary: asked 98,000 → countered 94,000 EUR"
    number = offer.negotiations[-1].id
    assert f"  {number}  {line}" in list(printing.offer_lines(offer))
    shown = terms_lines(offer, offer.versions[-1], (), (), "", 80)
    assert f"Negotiated      {line}" in ["".join(span.text for span in row) for row in shown]
