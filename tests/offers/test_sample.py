"""Made-up desks: everything is there, it is what the rules would have made, and always the same."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from support import making, many_offers

from data.errors import NotAllowed
from data.filters.filter import parse
from data.letters.letter_hash import letter_hash
from data.lists import offer_list
from data.offers import offers, send_checks, status_changes
from data.records.offer_records import OfferRecord
from data.records.pay import PayKind
from data.samples.cast import JOBS
from data.samples.demo import fill_demo
from data.storage import connection
from data.storage.database import close_desk, open_desk, transaction
from data.values import clock, field_values
from data.values.status import Status, is_expired

NOW = datetime(2026, 3, 11, 15, 30, tzinfo=UTC)
MANY = 500


def _told() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    clock.set_source(_told)
    yield
    clock.set_source(None)
    close_desk()


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _filled(tmp_path_factory.mktemp("demo") / "demo.db", fill_demo)


@pytest.fixture(scope="module")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _filled(tmp_path_factory.mktemp("many") / "many.db", lambda: many_offers.fill_many(MANY))


class _TakenBack(Exception):
    """Raised to have a transaction taken back."""


def _filled(path: Path, fill: Callable[[], None]) -> Path:
    clock.set_source(_told)
    open_desk(path)
    fill()
    close_desk()
    return path


@pytest.fixture
def demo(demo_file: Path) -> sqlite3.Connection:
    open_desk(demo_file)
    return connection.reader()


@pytest.fixture
def many(many_file: Path) -> sqlite3.Connection:
    open_desk(many_file)
    return connection.reader()


def _all(desk: sqlite3.Connection, sql: str, *args: object) -> list[tuple[Any, ...]]:
    return desk.execute(sql, args).fetchall()


def _one(desk: sqlite3.Connection, sql: str, *args: object) -> Any:
    return desk.execute(sql, args).fetchone()[0]


def _every_offer(desk: sqlite3.Connection) -> list[OfferRecord]:
    return [offers.get(number) for (number,) in _all(desk, "SELECT id FROM offers ORDER BY id")]


def _sound(desk: sqlite3.Connection) -> None:
    assert _one(desk, "PRAGMA integrity_check") == "ok"
    assert not _all(desk, "PRAGMA foreign_key_check")
    for words in ("offer_words", "candidate_words"):
        desk.execute(f"INSERT INTO {words} ({words}) VALUES ('integrity-check')")
    counted = _all(desk, "SELECT * FROM offer_counts WHERE offers > 0 ORDER BY 1, 2")
    assert counted == _all(
        desk,
        "SELECT coalesce(job_id, 0), standing, count(*) FROM offers GROUP BY 1, 2 ORDER BY 1, 2",
    )
    assert _one(desk, "SELECT rows FROM row_counts WHERE name = 'candidates'") == _one(
        desk, "SELECT count(*) FROM candidates"
    )


# ---------------------------------------------------------------- the demonstration


@pytest.mark.long
def test_demo_is_the_same_on_every_run_at_the_same_moment(demo_file: Path, tmp_path: Path) -> None:
    again = _filled(tmp_path / "again.db", fill_demo)
    assert making.everything_stored(demo_file) == making.everything_stored(again)
    assert clock.now() == NOW


@pytest.mark.long
def test_demo_puts_the_clock_back_after_an_error(demo: sqlite3.Connection) -> None:
    before = _one(demo, "SELECT count(*) FROM events")
    with pytest.raises(Exception, match="taken"):
        fill_demo()
    assert clock.now() == NOW
    assert _one(demo, "SELECT count(*) FROM events") == before


def test_demo_is_a_sound_desk(demo: sqlite3.Connection) -> None:
    _sound(demo)


def test_demo_shows_every_status_in_four_departments_and_three_currencies(
    demo: sqlite3.Connection,
) -> None:
    standing = Counter(offer.status for offer in _every_offer(demo))
    assert set(standing) == set(Status)
    assert 38 <= standing.total() <= 45
    assert len(_all(demo, "SELECT DISTINCT department FROM jobs")) >= 4
    assert _one(demo, "SELECT count(*) FROM jobs") == len(JOBS) == 8
    money = {row[0] for row in _all(demo, "SELECT currency FROM offers")}
    assert money == {"EUR", "USD", "JPY", None}


def test_demo_jobs_have_fixed_pay_a_range_and_none(demo: sqlite3.Connection) -> None:
    assert {row[0] for row in _all(demo, "SELECT pay_kind FROM jobs")} == set(PayKind)
    assert {row[0] for row in _all(demo, "SELECT is_open FROM jobs")} == {0, 1}


def test_demo_has_an_expired_offer_and_ones_that_expire_soon(demo: sqlite3.Connection) -> None:
    today = clock.today()
    live = [one for one in _every_offer(demo) if one.status in ("sent", "pending")]
    expired = [one for one in live if is_expired(one.status, one.terms.expiry_date, today)]
    days = {(one.terms.expiry_date - today).days for one in live if one.terms.expiry_date}
    assert len(expired) == len(offer_list.offers(None, parse("is:expired"))) == 1
    assert {1, 3, 5} <= days


def test_demo_has_a_value_of_every_custom_field_type(demo: sqlite3.Connection) -> None:
    used = _all(
        demo,
        "SELECT DISTINCT type FROM version_values JOIN custom_fields ON field_id = id"
        " WHERE value IS NOT NULL",
    )
    assert {row[0] for row in used} == set(field_values.FieldType)
    assert _one(demo, "SELECT count(*) FROM custom_fields WHERE required") >= 2
    assert _one(demo, "SELECT count(*) FROM custom_fields WHERE NOT active") == 1


def test_demo_offers_start_with_the_values_of_their_job(demo: sqlite3.Connection) -> None:
    inherited = [key for offer in _every_offer(demo) for key in offer.inherited]
    assert {"salary", "currency", "pay_frequency", "fields.vacation_days"} <= set(inherited)


def test_demo_letters_are_frozen_with_every_sent_version(demo: sqlite3.Connection) -> None:
    frozen = 0
    for offer in _every_offer(demo):
        for version in offer.versions:
            if version.was_sent:
                assert version.letter is not None
                assert version.letter.sha256 == letter_hash(version.letter.html)
                assert "<mark" not in version.letter.html
                frozen += 1
    assert frozen >= 30


def test_demo_letters_leave_nothing_unset_where_all_terms_are_set(demo: sqlite3.Connection) -> None:
    drafts = [offer for offer in _every_offer(demo) if offer.status is Status.DRAFT]
    lacking = {
        offer.id: {problem.field for problem in send_checks.missing(offer)} for offer in drafts
    }
    assert any(not found for found in lacking.values())
    assert any("start_date" in found for found in lacking.values())
    assert all("letter" not in found for found in lacking.values() if "salary" not in found)


def test_demo_offers_mirror_their_newest_version_and_its_last_event(
    demo: sqlite3.Connection,
) -> None:
    for offer in _every_offer(demo):
        newest = offer.versions[-1]
        assert (offer.version, newest.is_superseded) == (newest.number, False)
        assert all(version.is_superseded for version in offer.versions[:-1])
        told = [event for event in offer.events if event.to_status is not None]
        assert told[-1].to_status == offer.status
        assert (offer.resolved_at is None) == (offer.status in ("draft", "sent", "pending"))
        moments = [event.at for event in offer.events]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW
    terms = "salary_minor, currency, pay_frequency, start_date, expiry_date, opening_id"
    assert _all(demo, f"SELECT id, {terms} FROM offers ORDER BY 1") == _all(
        demo,
        f"SELECT offer_id, versions.{terms.replace(', ', ', versions.')} FROM versions"
        " JOIN offers ON offers.id = offer_id AND number = offers.version ORDER BY 1",
    )


def test_demo_tells_the_stories_that_people_look_for(demo: sqlite3.Connection) -> None:
    everyone = _every_offer(demo)
    events = [event for offer in everyone for event in offer.events]
    kinds = {event.kind for event in events}
    assert {"created", "version", "status", "undone", "correction", "restored"} <= kinds
    assert any(event.forced and event.reason for event in events)
    assert any(event.on_behalf_of for event in events)
    assert any(offer.reoffer_of and offer.application_id for offer in everyone)
    assert any(offer.terms.letter_html for offer in everyone)
    assert any(offer.flags and offer.terms.salary_text for offer in everyone)
    assert max(len(offer.versions) for offer in everyone) >= 3
    assert any('"[bold]" O\'Neill-Łuczak' in offer.candidate_name for offer in everyone)
    corrected = [one for one in everyone if any(e.kind == "correction" for e in one.events)]
    assert [one.status for one in corrected] == [Status.SENT]


def test_demo_has_a_candidate_with_two_live_offers(demo: sqlite3.Connection) -> None:
    live = Counter(
        _all(demo, "SELECT candidate_id FROM offers WHERE status IN ('sent', 'pending')")
    )
    assert max(live.values()) == 2


def test_demo_openings_are_open_filled_and_open_behind_an_accepted_offer(
    demo: sqlite3.Connection,
) -> None:
    assert _one(demo, "SELECT count(*) FROM openings WHERE is_open") > 3
    filled = "SELECT count(*) FROM openings WHERE NOT is_open AND application_id IS NOT NULL"
    assert _one(demo, filled) > 3
    still = [
        one for one in _every_offer(demo)
        if one.status is Status.ACCEPTED and one.opening and one.opening.is_open
    ]  # fmt: skip
    assert len(still) == 1


@pytest.mark.long
@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2028, 2, 29)])
def test_demo_can_be_made_on_any_day(day: date, tmp_path: Path) -> None:
    moment = datetime(day.year, day.month, day.day, 0, 5, tzinfo=UTC)
    clock.set_source(lambda: moment)
    open_desk(tmp_path / "desk.db")
    fill_demo()
    latest = _one(connection.reader(), "SELECT max(at) FROM events")
    assert clock.moment(latest) <= moment
    assert clock.moment(latest) > moment - timedelta(days=1)


# ---------------------------------------------------------------- any number


def test_many_leaves_the_schema_of_a_new_desk(many: sqlite3.Connection, tmp_path: Path) -> None:
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"
    filled = _all(many, schema)
    pragmas = ("journal_mode", "foreign_keys", "user_version", "application_id", "temp_store")
    held = [_one(many, f"PRAGMA {name}") for name in pragmas]
    open_desk(tmp_path / "new.db")
    new = connection.reader()
    assert filled == _all(new, schema)
    assert held == [_one(new, f"PRAGMA {name}") for name in pragmas]


def test_many_is_a_sound_desk(many: sqlite3.Connection) -> None:
    _sound(many)
    assert _one(many, "SELECT count(*) FROM offers") == len(offer_list.offers()) == MANY
    extra = _one(many, "SELECT count(*) FROM versions") - MANY
    assert extra == _one(many, "SELECT count(*) FROM supersessions")
    assert 0.05 * MANY < extra < 0.3 * MANY
    assert _one(many, "SELECT count(*) FROM version_values") == 2 * (MANY + extra)


def test_many_offers_mirror_their_newest_version_and_its_last_event(
    many: sqlite3.Connection,
) -> None:
    for offer in _every_offer(many):
        assert offer.version == len(offer.versions)
        assert all(version.is_superseded for version in offer.versions[:-1])
        assert not offer.versions[-1].is_superseded
        assert offer.events[-1].to_status == offer.status
        assert (offer.sent_at is None) == (offer.versions[-1].was_sent is False)
        assert (offer.resolved_at is None) == (offer.status in ("draft", "sent", "pending"))
        moments = [event.at for event in offer.events]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW


def test_many_has_every_status_and_several_currencies(many: sqlite3.Connection) -> None:
    assert {row[0] for row in _all(many, "SELECT status FROM offers")} == set(Status)
    assert _one(many, "SELECT count(DISTINCT currency) FROM offers") >= 5


def test_many_acceptances_can_be_taken_back(many: sqlite3.Connection) -> None:
    accepted = _one(many, "SELECT max(id) FROM offers WHERE status = 'accepted'")
    with pytest.raises(_TakenBack), transaction():
        assert status_changes.undo(accepted).status in ("sent", "pending")
        assert offers.get(accepted).application_status == "active"
        raise _TakenBack


def test_many_is_the_same_on_every_run_and_says_how_far_it_is(
    many_file: Path, tmp_path: Path
) -> None:
    said: list[int] = []
    again = _filled(tmp_path / "again.db", lambda: many_offers.fill_many(MANY, said.append))
    assert said == [MANY]
    assert making.everything_stored(many_file) == making.everything_stored(again)


def test_many_refuses_a_desk_that_has_offers(many: sqlite3.Connection) -> None:
    with pytest.raises(NotAllowed, match="empty desk"):
        many_offers.fill_many(5)
    assert len(offer_list.offers()) == MANY


def test_many_inside_a_transaction_goes_with_it(tmp_path: Path) -> None:
    open_desk(tmp_path / "desk.db")
    with pytest.raises(_TakenBack), transaction():
        many_offers.fill_many(40)
        assert len(offer_list.offers()) == 40
        raise _TakenBack
    assert len(offer_list.offers()) == 0
    _sound(connection.reader())
