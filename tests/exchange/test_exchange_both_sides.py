"""Offers changed here and in their system: kept as ours, unless theirs is asked for."""

from pathlib import Path
from typing import Any

import pytest
from support.exchanging import Reader, counts, flags, found, kept, one, stored, version
from support.making import edit

from data.exchange.importing import conflicts
from data.values.status import Status

Record = dict[str, Any]
LATER = {"updated_at": "2021-04-01T00:00:00Z"}


@pytest.fixture
def read(desk: Path, tmp_path: Path) -> Reader:
    """A reader; offer 700 was read and its start was changed here."""
    reader = Reader(tmp_path)
    reader(version(sent_at="2021-03-02"))
    edit(found(700), start_date="2021-09-09")
    return reader


def theirs(**changes: Any) -> Record:
    return version(sent_at="2021-03-02", starts_at="2021-12-24", **LATER) | changes


def starts() -> str:
    return str(found(700).terms.start_date)


def test_ours_is_kept_and_theirs_waits(read: Reader) -> None:
    report = read(theirs())
    assert (counts(report), report.flagged) == ((0, 0, 1, 0), 1)
    assert (starts(), len(found(700).versions)) == ("2021-09-09", 2)
    assert kept("conflict") == [theirs()]
    assert kept("version") == [version(sent_at="2021-03-02")]
    before = stored()
    assert counts(read(theirs())) == (0, 0, 1, 0)
    assert [line for line in stored() if "theirs" not in line] == [
        line for line in before if "theirs" not in line
    ]


def test_theirs_is_taken_when_it_is_preferred(read: Reader) -> None:
    report = read(theirs(), prefer_theirs=True)
    assert counts(report) == (0, 1, 0, 0)
    assert (starts(), len(found(700).versions)) == ("2021-12-24", 3)
    assert (kept("conflict"), kept("version")) == ([], [theirs()])


def test_theirs_is_taken_later(read: Reader) -> None:
    read(theirs())
    conflicts.take_theirs(found(700).id)
    assert (starts(), flags(found(700)).get("offer")) == ("2021-12-24", None)
    assert (kept("conflict"), kept("version")) == ([], [theirs()])
    assert counts(read(theirs())) == (0, 0, 1, 0)


def test_after_theirs_was_taken_their_next_change_is_no_conflict(read: Reader) -> None:
    read(theirs(), prefer_theirs=True)
    report = read(theirs(starts_at="2022-01-01", updated_at="2021-05-01T00:00:00Z"))
    assert (counts(report), starts()) == ((0, 1, 0, 0), "2022-01-01")


def test_ours_is_kept_for_good_once_decided(read: Reader) -> None:
    read(theirs())
    conflicts.keep_ours(found(700).id)
    assert (starts(), kept("conflict"), kept("version")) == ("2021-09-09", [], [theirs()])
    assert "offer" not in flags(found(700))
    assert counts(read(theirs())) == (0, 0, 1, 0)
    read(theirs(starts_at="2022-01-01", updated_at="2021-05-01T00:00:00Z"))
    assert (starts(), len(kept("conflict"))) == ("2021-09-09", 1)


def test_both_sides_saying_the_same_is_no_conflict(read: Reader) -> None:
    report = read(theirs(starts_at="2021-09-09", sent_at=None))
    assert (counts(report), report.flagged) == ((0, 0, 1, 0), 0)
    assert (kept("conflict"), len(found(700).versions)) == ([], 2)


def test_theirs_that_goes_back_to_what_was_known_waits_no_more(read: Reader) -> None:
    read(theirs())
    read(version(sent_at="2021-03-02"))
    assert kept("conflict") == []
    assert starts() == "2021-09-09"


def test_their_decision_waits_beside_ours(read: Reader) -> None:
    read(theirs(status="accepted"))
    assert found(700).status is Status.DRAFT
    read(theirs(status="accepted"), prefer_theirs=True)
    assert found(700).status is Status.ACCEPTED
    assert one("SELECT count(*) FROM offers") == (1,)
