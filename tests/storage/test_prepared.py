"""Reads that a key waits for: built once from the models, bound anew, the same rows as Peewee's."""

from pathlib import Path
from typing import Any

import peewee
import pytest
from support import making

from data.offers import offer_editing, offers
from data.people import users
from data.storage.models import TABLES, Offer, Opening, Table, Version
from data.storage.prepared import Read, bound, by_id
from data.values.status import Status


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every query that Peewee makes SQL of from now on."""
    made: list[object] = []
    make = peewee.Select.__sql__

    def counted(query: Any, context: Any) -> Any:
        made.append(query)
        return make(query, context)

    monkeypatch.setattr(peewee.Select, "__sql__", counted)
    return made


def test_a_query_is_built_once_however_often_it_is_asked(desk: Path, built: list[object]) -> None:
    first, second = making.an_offer(), making.an_offer()
    read = Read(Version, lambda: Version.select().where(Version.offer == bound("offer")))
    built.clear()
    assert [row.offer_id for row in read.rows(offer=first.id)] == [first.id]
    assert [row.offer_id for row in read.rows(offer=second.id)] == [second.id]
    assert len(built) == 1


def test_an_offer_that_was_opened_before_is_read_without_building_any_query(
    desk: Path, built: list[object]
) -> None:
    offer = making.force(making.a_ready_offer(), Status.ACCEPTED)
    built.clear()
    assert offers.get(offer.id) == offer
    assert built == []


def test_a_key_in_the_form_builds_no_query(desk: Path, built: list[object]) -> None:
    offer = making.a_ready_offer(template_id=making.a_template(), letter_html=None)
    draft = offers.draft_of(offer)
    new = making.an_application()
    offer_editing.check(draft, offer)
    offer_editing.check(making.OfferDraft(**new))
    built.clear()
    assert offer_editing.check(draft, offer).problems == ()
    assert offer_editing.check(making.OfferDraft(**new)).problems == ()
    users.current()
    assert built == []


@pytest.mark.parametrize("model", [Offer, Opening, Version], ids=lambda model: model.__name__)
def test_rows_are_those_of_peewee(desk: Path, model: type[Table]) -> None:
    offer = making.in_status(Status.ACCEPTED)
    assert offer.job is not None
    making.an_opening(offer.job)
    expected = model.select().order_by(model._meta.primary_key)
    read: Read[Any] = Read(model, lambda: model.select().order_by(model._meta.primary_key))
    found = read.rows()
    assert len(found) > 0
    assert [row.__data__ for row in found] == [row.__data__ for row in expected]
    assert [{type(value) for value in row.__data__.values()} for row in found] == [
        {type(value) for value in row.__data__.values()} for row in expected
    ]


def test_constants_of_a_condition_and_bound_values_go_together(desk: Path) -> None:
    job = making.a_job()
    making.an_opening(job, "4-7")
    read = Read(
        Opening,
        lambda: Opening.select().where((Opening.opening_id == "4-7") & (Opening.job == bound("j"))),
    )
    assert [row.opening_id for row in read.rows(j=job.id)] == ["4-7"]
    assert read.rows(j=job.id + 1) == []
    assert read.first(j=job.id + 1) is None
    with pytest.raises(KeyError):
        read.rows()


def test_nothing_has_no_id(desk: Path) -> None:
    single = [
        model for model in TABLES if not isinstance(model._meta.primary_key, peewee.CompositeKey)
    ]
    assert [by_id(model, None) for model in single] == [None] * len(single)
    assert [by_id(model, 999) for model in single] == [None] * len(single)
