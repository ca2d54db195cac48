"""StackOne out: create requests with the whole history of the offer."""

from pathlib import Path
from typing import Any

from support import making
from support.exported import as_read, differing, out, read_in, unordered
from support.making import edit, force, move

from data.exchange.exporting import export_run
from data.offers import offers
from data.values.status import Status

NOW = "2026-11-22T12:00:00.000Z"


def state(**changes: Any) -> dict[str, Any]:
    return {
        "start_date": "2023-02-01T01:01:01.000Z",
        "salary": 70000,
        "currency": "USD",
        "created_at": "2023-01-01T09:00:00.000Z",
        "updated_at": "2023-01-02T09:00:00.000Z",
    } | changes


def record(**changes: Any) -> dict[str, Any]:
    """A create request with what only its own system knows."""
    return {
        "application_id": "app-7",
        "start_date": "2023-03-01T01:01:01.000Z",
        "offer_status": {"value": "pending", "source_value": "Out for signature", "by": 7},
        "salary": 72000,
        "currency": "USD",
        "offer_history": [state()],
        "passthrough": {"other_known_names": ["Bo"], "deep": {"ok": None}},
    } | changes


def the_offer() -> Any:
    (number,) = making.rows(_path(), "SELECT id FROM offers")[0]
    return offers.get(number)


def _path() -> Path:
    from data.storage import connection

    return connection.path()


def test_what_came_goes_out_as_it_came(desk: Path, tmp_path: Path) -> None:
    others = [
        record(id="8187", remote_id="r-8187", offer_status={"value": None, "source_value": ["x"]}),
        record(id="f00", application_id="app-8", salary="plenty", offer_history=None, note=1.10),
    ]
    read_in(tmp_path, record(application_id="app-9"), *others)
    assert unordered(out("stackone")) == unordered(as_read(record(application_id="app-9"), *others))


def test_an_edit_leaves_its_former_state_in_the_history(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, record(id="8187"))
    edit(the_offer(), salary="75000")
    (found,) = out("stackone")
    before = as_read(record(id="8187"))[0]
    assert differing(before, found).keys() == {"salary", "offer_history", "offer_status"}
    assert found["salary"] == 75000
    assert found["offer_status"] == {"value": "created", "source_value": "Draft", "by": 7}
    assert found["offer_history"][:-1] == before["offer_history"]
    former = found["offer_history"][-1]
    assert (former["salary"], former["currency"]) == (72000, "USD")
    assert (former["start_date"], former["updated_at"]) == ("2023-03-01T00:00:00.000Z", NOW)


def test_a_decision_changes_the_status_only(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, record(id="8187"))
    force(the_offer(), Status.WITHDRAWN)
    (found,) = out("stackone")
    assert differing(as_read(record(id="8187"))[0], found) == {
        "offer_status": {"value": "retracted", "source_value": "Withdrawn", "by": 7}
    }


def test_an_offer_made_here_goes_out_as_a_create_request(desk: Path) -> None:
    made = move(making.a_ready_offer(), Status.SENT)
    edit(made, salary="95,000.50")
    (found,) = out("stackone")
    assert list(found) == [
        *("application_id", "start_date", "offer_status", "salary", "currency", "offer_history"),
    ]
    assert found["application_id"] == str(made.application_id)
    assert str(found["salary"]) == "95000.50"
    assert found["offer_status"] == {"value": "created", "source_value": "Draft"}
    assert [entry["salary"] for entry in found["offer_history"]] == [92500]
    assert found["start_date"] == "2027-02-01T00:00:00.000Z"


def test_an_expired_offer_says_so_in_its_sources_word(desk: Path, time: making.Time) -> None:
    move(making.a_ready_offer(), Status.SENT)
    time.forward(days=60)
    (found,) = out("stackone")
    assert found["offer_status"] == {"value": "pending", "source_value": "Expired"}
    lost = export_run.unsayable("stackone", None)
    assert any("has expired: written as pending" in sentence for sentence in lost)


def test_reading_it_back_gives_the_same_offer_as_far_as_it_can_say(
    desk: Path, tmp_path: Path
) -> None:
    from data.storage import database

    made = move(making.a_ready_offer(), Status.SENT)
    edit(made, salary="95000")
    force(offers.get(made.id), Status.ACCEPTED)
    records = out("stackone")
    database.open_desk(tmp_path / "elsewhere.db")
    assert read_in(tmp_path, *records).new == 1
    back = the_offer()
    assert (back.status, back.terms.salary.minor, len(back.versions)) == ("accepted", 9500000, 2)
    assert back.versions[0].terms.salary.minor == 9250000
    assert out("stackone") == records
