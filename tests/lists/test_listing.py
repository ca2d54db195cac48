"""Lists: every row once, in order, found by number and by key, counted without counting."""

import random
from typing import Any

import pytest
from support import making
from support.everyday import everyday

from data.filters.filter import parse
from data.lists import candidate_list, offer_list
from data.offers import flags, offer_deletion, offers
from data.storage import connection, database
from data.storage.keyset_pages import PAGE
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")

MANY = PAGE * 5 + 17


def many_offers(number: int = MANY) -> None:
    """Offers written straight into the file; several share a moment, so that ties occur."""
    job, candidate = making.a_job().id, making.a_candidate().id
    application = making.an_offer(candidate_id=candidate, job_id=job).application_id
    rows = [
        (application, job, f"Candidate {i}", "Data Engineer", ("draft", "sent", "declined")[i % 3],
         f"2026-11-{i % 20 + 1:02d}T12:00:00.000Z")
        for i in range(number - 1)
    ]  # fmt: skip
    with database.transaction() as current:
        current.executemany(
            "INSERT INTO offers (application_id, job_id, candidate_name, job_title, status,"
            " created_at, version, updated_at) VALUES (?, ?, ?, ?, ?, ?, 1, '2026')",
            rows,
        )


def ids(found: Any) -> list[int]:
    return [found.key(found.row(index)) for index in range(len(found))]


def in_order(where: str = "1") -> list[int]:
    sql = f"SELECT id FROM offers WHERE {where} ORDER BY created_at DESC, id DESC"
    return [row[0] for row in connection.reader().execute(sql)]


def found_by(text: str, job_id: int | None = None) -> list[int]:
    return ids(offer_list.offers(job_id, parse(text)))


# ---------------------------------------------------------------- windows


@pytest.mark.parametrize("number", [1, 2, PAGE, PAGE + 1, MANY])
def test_every_row_is_there_once_newest_first(number: int) -> None:
    many_offers(number)
    assert ids(offer_list.offers()) == in_order()


def test_an_empty_list_has_no_rows() -> None:
    found = offer_list.offers()
    assert (len(found), found.row(0), found.index_of(1)) == (0, None, None)


@pytest.mark.parametrize("seed", range(5))
def test_a_row_by_number_is_the_same_whatever_was_read_before(seed: int) -> None:
    many_offers()
    expected = in_order()
    found = offer_list.offers()
    order = list(range(MANY))
    random.Random(seed).shuffle(order)
    for index in [MANY - 1, 0, MANY // 2, *order]:
        row = found.row(index)
        assert row is not None
        assert row.id == expected[index]


def test_a_row_is_found_by_its_key() -> None:
    many_offers()
    found = offer_list.offers()
    for index, key in enumerate(in_order()):
        if index % 37 == 0 or index == MANY - 1:
            assert found.index_of(key) == index
    assert found.index_of(10**9) is None


def test_beyond_the_end_there_is_no_row() -> None:
    many_offers(3)
    assert offer_list.offers().row(3) is None


def test_a_list_of_one_job_holds_its_offers_only() -> None:
    many_offers(10)
    other = making.an_offer()
    assert other.job is not None
    assert found_by("", other.job.id) == [other.id]
    assert found_by("", 0) == []


# ---------------------------------------------------------------- counters and filters


@pytest.mark.parametrize(
    ("text", "where"),
    everyday(
        [
            ("", "1"),
            ("status:sent", "status = 'sent'"),
            ("status:sent,declined", "status IN ('sent', 'declined')"),
            ("-status:sent", "status <> 'sent'"),
            ("is:live", "status IN ('draft', 'sent', 'pending')"),
            ("is:live -status:draft", "status IN ('sent', 'pending')"),
            ("status:accepted", "0"),
            ("candidate 17", "candidate_name LIKE '%17%'"),
            ("candidate 17 status:sent", "candidate_name LIKE '%17%' AND status = 'sent'"),
            ("currency:EUR", "currency = 'EUR'"),
            ("is:flagged", "flags > 0"),
        ],
        most=8,
    ),
)
@pytest.mark.parametrize("job", [None, 1])
def test_a_filter_finds_what_the_rows_say(text: str, where: str, job: int | None) -> None:
    many_offers(300)
    making.a_ready_offer()
    assert found_by(text, job) == in_order(where + (" AND job_id = 1" if job else ""))


@pytest.mark.parametrize("words", ["zoe mul", "MÜLLER", "data eng", "oe ngin", "zo"])
def test_words_match_parts_of_names_and_titles_without_accents(words: str) -> None:
    offer = making.an_offer()
    assert found_by(words) == [offer.id]


@pytest.mark.parametrize(
    "words", ["eo", "zoe smith", "!!!", "*", "'; --", "NEAR(a b)", "a\x00b", "^zox AND", "-", "_"]
)
def test_words_that_match_nothing_find_nothing(words: str) -> None:
    making.an_offer()
    assert found_by(words) == []
    assert ids(candidate_list.candidates(words)) == []


def test_expired_are_those_with_the_candidate_whose_date_is_past(time: making.Time) -> None:
    offer = making.sent(expiry_date="2026-11-25")
    making.a_ready_offer(expiry_date="2026-11-25")
    assert found_by("is:expired") == []
    time.forward(days=4)
    assert found_by("is:expired") == [offer.id]


def test_a_flagged_offer_is_found_until_the_flag_is_settled() -> None:
    offer = making.an_offer()
    with database.transaction() as current:
        current.execute(
            "INSERT INTO flags (offer_id, field, text, created_at)"
            " VALUES (?, 'status', 'odd', '2026-11-22T12:00:00.000Z')",
            (offer.id,),
        )
    assert found_by("is:flagged") == [offer.id]
    (flag,) = offers.get(offer.id).flags
    flags.settle_flag(flag.id)
    assert found_by("is:flagged") == []
    assert offers.get(offer.id).flags == ()


def test_jobs_are_lined_up_by_department_with_live_and_total_counts() -> None:
    sales = making.a_job("Seller", department="Sales")
    engineer = making.a_job("Builder")
    loose = making.a_job("Helper", department="")
    candidate = making.a_candidate().id
    offer = making.a_ready_offer(candidate_id=candidate, job_id=sales.id)
    making.an_offer(candidate_id=candidate, job_id=sales.id)
    making.move(offer, Status.WITHDRAWN)
    lines = [(line.id, line.department, line.live, line.total) for line in offer_list.job_lines()]
    assert lines == [
        (None, "", 1, 2), (engineer.id, "Engineering", 0, 0), (sales.id, "Sales", 1, 2),
        (loose.id, "", 0, 0),
    ]  # fmt: skip


def test_counters_follow_every_change() -> None:
    offer = making.sent()
    assert (offer_list.count(), offer_list.count(None, frozenset({"sent"}))) == (1, 1)
    making.edit(offer, salary="95,000")
    assert offer_list.count(None, frozenset({"sent"})) == 0
    offer_deletion.delete(offer.id)
    assert (offer_list.count(), offer_list.count(None, frozenset({"draft"}))) == (0, 0)


# ---------------------------------------------------------------- candidates


def test_candidates_are_listed_by_last_name_and_found_by_words() -> None:
    for first, last in (("Zoë", "Müller"), ("Ada", "Cole"), ("Łukasz", "Żak")):
        making.a_candidate(first, last)
    offer = making.an_offer(candidate_id=2, job_id=making.a_job().id)
    found = candidate_list.candidates()
    rows = [found.row(index) for index in range(3)]
    lines = [candidate_list.candidate_line(row) for row in rows if row]
    assert [line.name for line in lines] == ["Ada Cole", "Zoë Müller", "Łukasz Żak"]
    assert (lines[0].applications, lines[0].offers) == (1, 1)
    assert ids(candidate_list.candidates("zo mul")) == [1]
    assert len(candidate_list.candidates("zoe@example")) == 3
    assert offer.candidate is not None


def test_many_candidates_are_listed_once_each() -> None:
    with database.transaction() as current:
        current.executemany(
            "INSERT INTO candidates (first_name, last_name, created_at, updated_at)"
            " VALUES (?, ?, '2026', '2026')",
            [(f"First {i}", f"Last {i % 50}") for i in range(PAGE * 3)],
        )
    found = candidate_list.candidates()
    assert len(set(ids(found))) == PAGE * 3
