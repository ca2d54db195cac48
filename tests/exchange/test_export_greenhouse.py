"""Greenhouse out: what came goes out the same; what was changed here is changed there."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import making
from support.exported import as_read, differing, exactly, out, read_in, text_out, unordered
from support.making import edit, entry, move

from data.exchange.exporting import export_run
from data.fields import custom_fields
from data.jobs import job_openings
from data.offers import offers
from data.records.job_records import OpeningDraft
from data.storage import connection
from data.values.status import Status

APPLICATION = 71_000_400


def keyed(**values: tuple[str, str, Any]) -> dict[str, Any]:
    return {
        key: {"name": name, "type": type, "value": value}
        for key, (name, type, value) in values.items()
    }


def opening(**changes: Any) -> dict[str, Any]:
    return {
        "id": 881_200,
        "opening_id": "9-3",
        "status": "open",
        "opened_at": "2022-01-03T08:00:00.000Z",
        "closed_at": None,
        "application_id": None,
        "close_reason": None,
    } | changes


def offer(number: int = 5001, version: int = 1, **changes: Any) -> dict[str, Any]:
    """A version as the API lists it today, with a key that nobody knows."""
    return {
        "id": number,
        "version": version,
        "application_id": APPLICATION,
        "job_id": 62_700,
        "candidate_id": 8_300_100,
        "opening": opening(),
        "created_at": f"2022-02-0{version}T09:00:00.125Z",
        "updated_at": f"2022-02-0{version}T10:00:00.000Z",
        "sent_at": "2022-02-04",
        "resolved_at": None,
        "starts_at": "2022-05-02",
        "status": "unresolved",
        "x_score": 1.50,
        "custom_fields": {
            "salary": {"value": 61000, "currency": "EUR"},
            "type_of_contract": "Permanent",
            "perks": ["Bicycle", "Meals"],
            "budget": {"min_value": "1000.0", "max_value": "2000.0", "unit": "EUR"},
        },
        "keyed_custom_fields": keyed(
            salary=("Salary", "currency", {"value": 61000, "currency": "EUR"}),
            contract=("Type of contract", "single_select", "Permanent"),
            perks=("Perks", "multi_select", ["Bicycle", "Meals"]),
            budget=(
                "Budget",
                "currency_range",
                {"min_value": "1000.0", "max_value": "2000.0", "unit": "EUR"},
            ),
        ),
    } | changes


def of_2016(number: int = 311, **changes: Any) -> dict[str, Any]:
    """A version as the API gave it before jobs, candidates and typed fields were in it."""
    return {
        "id": number,
        "version": 1,
        "application_id": 90_000 + number,
        "created_at": "2016-02-01T12:00:00Z",
        "sent_at": None,
        "resolved_at": None,
        "starts_at": "2016-04-01",
        "status": "unresolved",
        "custom_fields": {"salary": "38500", "perks": None, "contract": "Full-time"},
    } | changes


def the_offer(number: int = 5001) -> Any:
    return offers.get(offers.resolve_number(number))


def test_what_came_goes_out_as_it_came(desk: Path, tmp_path: Path) -> None:
    records = [
        offer(5001, 1, status="deprecated"),
        offer(5002, 2, starts_at="2022-06-01", status="rejected"),
        of_2016(),
        of_2016(312, custom_fields={"salary": "Around $100k", "größe": 1e3}, version=None),
    ]
    read_in(tmp_path, *records)
    assert unordered(out("greenhouse")) == unordered(as_read(*records))


def test_numbers_keys_and_their_order_come_back_exactly(desk: Path, tmp_path: Path) -> None:
    record = offer(x_big=12345678901234567890123, x_small=0.10, x_half="\ud800", x_sep="a\u2028b")
    read_in(tmp_path, record)
    (found,) = out("greenhouse")
    assert list(found) == list(record)
    assert found == as_read(record)[0]


def test_lists_are_in_the_order_of_their_applications(desk: Path, tmp_path: Path) -> None:
    records = [offer(7000 + at, application_id=number) for at, number in enumerate((31, 4, 200))]
    read_in(tmp_path, *records)
    assert [record["application_id"] for record in out("greenhouse")] == [4, 31, 200]


def test_an_edit_comes_out_as_a_version_that_supersedes(
    desk: Path, tmp_path: Path, time: Any
) -> None:
    before = offer()
    read_in(tmp_path, before)
    edit(the_offer(), start_date="2022-07-01")
    old, new = out("greenhouse")
    now = "2026-11-22T12:00:00.000Z"
    assert differing(as_read(before)[0], old) == {"status": "deprecated", "updated_at": now}
    assert differing(as_read(before)[0], new) == {
        "version": 2,
        "created_at": now,
        "updated_at": now,
        "sent_at": None,
        "starts_at": "2022-07-01",
    }


def test_pay_goes_back_in_the_shape_in_which_it_came(desk: Path, tmp_path: Path) -> None:
    pay = {"amount": 80000, "unit": "USD", "note": "x"}
    record = offer(
        custom_fields={"salary": pay},
        keyed_custom_fields={
            "salary": {"name": "Salary", "type": "currency", "value": pay, "frequency": "annually"}
        },
    )
    read_in(tmp_path, record)
    edit(the_offer(), salary="85,500.50", pay_frequency="monthly")
    new = out("greenhouse")[-1]
    changed = {"amount": exactly("85500.5"), "unit": "USD", "note": "x"}
    assert new["custom_fields"] == {"salary": changed}
    assert new["keyed_custom_fields"]["salary"] == {
        "name": "Salary",
        "type": "currency",
        "value": changed,
        "frequency": "monthly",
    }


@pytest.mark.parametrize(
    ("type", "expected"),
    [("currency", {"value": 99000, "currency": "EUR"}), ("short_text", "99000 EUR")],
)
def test_pay_that_was_text_becomes_what_its_field_can_hold(
    desk: Path, tmp_path: Path, type: str, expected: Any
) -> None:
    record = offer(
        custom_fields={"salary": "Around 90k"},
        keyed_custom_fields=keyed(salary=("Salary", type, "Around 90k")),
    )
    read_in(tmp_path, record)
    edit(the_offer(), salary="99000", currency="EUR")
    new = out("greenhouse")[-1]
    assert new["custom_fields"]["salary"] == expected
    assert new["keyed_custom_fields"]["salary"]["value"] == expected


def test_an_edited_field_is_changed_in_both_forms_and_nothing_else(
    desk: Path, tmp_path: Path
) -> None:
    read_in(tmp_path, offer())
    entries = (entry("contract", "Permanent"), entry("perks", "", "Meals"), entry("budget", ""))
    entries += (entry("salary", "61000 EUR"),)
    edit(the_offer(), fields=entries)
    before, new = as_read(offer())[0], out("greenhouse")[-1]
    assert differing(before["custom_fields"], new["custom_fields"]) == {
        "perks": ["Meals"],
        "budget": None,
    }
    assert new["keyed_custom_fields"]["perks"]["value"] == ["Meals"]
    assert new["keyed_custom_fields"]["budget"]["value"] is None
    assert new["keyed_custom_fields"]["contract"] == before["keyed_custom_fields"]["contract"]


def test_numbers_that_were_text_stay_text(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, offer())
    entries = [item for item in offers.draft_of(the_offer()).fields if item.key != "budget"]
    edit(the_offer(), fields=(*entries, entry("budget", "1000 - 2500 EUR")))
    new = out("greenhouse")[-1]["custom_fields"]["budget"]
    assert new == {"min_value": "1000", "max_value": "2500", "unit": "EUR"}


def test_a_field_that_is_new_here_is_added_in_the_forms_there_are(
    desk: Path, tmp_path: Path
) -> None:
    read_in(tmp_path, offer(), of_2016())
    custom_fields.create(making.FieldDraft(name="Signing bonus", type="number"))
    for number in (5001, 311):
        draft = offers.draft_of(the_offer(number))
        edit(the_offer(number), fields=(*draft.fields, entry("signing_bonus", "7.5")))
    by_id = {(one["id"], one["version"]): one for one in out("greenhouse")}
    assert by_id[5001, 2]["custom_fields"]["signing_bonus"] == exactly("7.5")
    assert by_id[5001, 2]["keyed_custom_fields"]["signing_bonus"] == {
        "name": "Signing bonus",
        "type": "number",
        "value": exactly("7.5"),
    }
    assert by_id[311, 2]["custom_fields"]["signing_bonus"] == exactly("7.5")
    assert "keyed_custom_fields" not in by_id[311, 2]


def test_a_decision_here_is_written_there_without_a_version(desk: Path, tmp_path: Path) -> None:
    before = offer(opening=None)
    read_in(tmp_path, before)
    move(the_offer(), Status.ACCEPTED)
    (found,) = out("greenhouse")
    now = "2026-11-22T12:00:00.000Z"
    assert differing(as_read(before)[0], found) == {
        "status": "accepted",
        "resolved_at": now,
        "updated_at": now,
    }


def test_what_was_taken_back_goes_out_as_it_came(desk: Path, tmp_path: Path) -> None:
    from data.offers import status_changes

    before = offer(opening=None)
    read_in(tmp_path, before)
    move(the_offer(), Status.DECLINED, reason="Pay")
    status_changes.undo(the_offer().id)
    assert out("greenhouse") == as_read(before)


def test_an_opening_closed_here_is_closed_there(desk: Path, tmp_path: Path) -> None:
    before = offer()
    read_in(tmp_path, before)
    seat = the_offer().opening
    job_openings.update_opening(seat.id, OpeningDraft("9-3", is_open=False, close_reason="Filled"))
    (found,) = out("greenhouse")
    assert differing(as_read(before)[0]["opening"], found["opening"]) == {
        "status": "closed",
        "closed_at": "2026-11-22T12:00:00.000Z",
        "close_reason": {"id": None, "name": "Filled"},
    }
    assert found["starts_at"] == before["starts_at"]


def test_only_the_current_version_changes_when_a_later_one_is_superseded(
    desk: Path, tmp_path: Path
) -> None:
    records = [offer(5001, 1, status="accepted"), offer(5002, 2, status="deprecated")]
    records += [offer(5003, 1, application_id=5), offer(5004, 2, application_id=5)]
    read_in(tmp_path, *records)
    move(the_offer(5004), Status.DECLINED, reason="Pay")
    by_id = {record["id"]: record for record in out("greenhouse")}
    for untouched in as_read(*records[:3]):
        assert by_id[untouched["id"]] == untouched
    assert by_id[5004]["status"] == "rejected"


def test_reading_an_export_again_changes_nothing(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, offer(5001, 1, status="deprecated"), offer(5002, 2), of_2016())
    before = making.everything_stored(desk)
    report = read_in(tmp_path, *json.loads(text_out("greenhouse")))
    assert (report.new, report.changed, report.refused, report.same) == (0, 0, 0, 3)
    assert making.everything_stored(desk) == before


def test_an_offer_made_here_goes_out_with_every_version(desk: Path) -> None:
    making.a_field("Signing bonus", "currency", key="bonus")
    made = making.a_ready_offer(fields=(entry("bonus", "1500 EUR"),), pay_frequency="yearly")
    made = move(made, Status.SENT)
    edit(made, salary="95000")
    move(making.offers.get(made.id), Status.WITHDRAWN, reason="Position cancelled")
    first, second = out("greenhouse")
    assert (first["version"], first["status"], first["sent_at"]) == (1, "deprecated", "2026-11-22")
    assert (second["version"], second["status"]) == (2, "rejected")
    assert second["resolved_at"] == "2026-11-22T12:00:00.000Z"
    assert second["custom_fields"] == {
        "signing_bonus": {"value": 1500, "currency": "EUR"},
        "salary": {"value": 95000, "currency": "EUR"},
    }
    assert second["keyed_custom_fields"]["salary"] == {
        "name": "Salary",
        "type": "currency",
        "value": {"value": 95000, "currency": "EUR"},
        "frequency": "annually",
    }
    lost = export_run.unsayable("greenhouse", None)
    assert [sentence.split(" ", 2)[2].split(":")[0] for sentence in lost] == [
        "is withdrawn",
        "has an expiry date (1).",
        "has a letter written by hand (1).",
        "names its candidate",
    ]


def test_what_greenhouse_cannot_say_is_counted_only_where_it_is_lost(
    desk: Path, tmp_path: Path
) -> None:
    read_in(tmp_path, offer(), of_2016(status="rejected"))
    assert export_run.unsayable("greenhouse", None) == ()
    edit(the_offer(), expiry_date="2027-01-01")
    assert export_run.unsayable("greenhouse", None) == ("1 offer has an expiry date (5001).",)


def test_pages_are_cut_from_the_whole_list(desk: Path, tmp_path: Path) -> None:
    records = [offer(6000 + at, application_id=100 + at) for at in range(7)]
    read_in(tmp_path, *records)
    pages = [out("greenhouse", page=page, per_page=3) for page in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert [record for page in pages for record in page] == out("greenhouse")
    assert out("greenhouse", page=1) == out("greenhouse")


def test_only_the_wanted_offers_go_out(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, *(offer(6000 + at, application_id=100 + at) for at in range(4)))
    found = out(
        "greenhouse",
        [offers.resolve_number(6003), offers.resolve_number(6001), 99_999_999],
    )
    assert [record["id"] for record in found] == [6001, 6003]
    assert out("greenhouse", []) == []


def test_an_erased_persons_offer_goes_out_without_what_was_erased(
    desk: Path, tmp_path: Path
) -> None:
    from data.people import erasing

    read_in(tmp_path, offer(x_note="knows Kim"))
    erasing.erase(the_offer().candidate.id)
    text = text_out("greenhouse")
    (found,) = exactly(text)
    assert (found["id"], found["version"], found["application_id"]) == (5001, 1, APPLICATION)
    assert "Kim" not in text and found["starts_at"] == "2022-05-02"


def test_other_records_come_out_again_by_their_kind(desk: Path, tmp_path: Path) -> None:
    job = {"id": 62_700, "name": "Glazier", "requisition_id": "G1", "status": "open", "extra": [1]}
    hook = {
        "action": "offer_created",
        "payload": {
            "id": 999,
            "application_id": 77,
            "job_id": 62_700,
            "user_id": 4,
            "version": 1,
            "sent_on": "2022-02-02",
            "resolved_at": None,
            "start_date": "05/02/2022",
            "offer_status": "Created",
            "custom_fields": {},
        },
    }
    read_in(tmp_path, job, hook, offer())
    assert out("greenhouse", records="jobs") == as_read(job)
    assert out("greenhouse", records="webhooks") == as_read(hook)
    assert unordered(out("greenhouse", records="all")) == unordered(as_read(job, hook, offer()))
    by_id = {record["id"]: record for record in out("greenhouse")}
    assert (by_id[999]["starts_at"], by_id[999]["status"]) == ("2022-05-02", "unresolved")


def v3(**changes: Any) -> dict[str, Any]:
    return {
        "id": 4100,
        "version": 1,
        "application_id": 4000,
        "job_id": 62_700,
        "candidate_id": 8_300_100,
        "created_at": "2025-02-01T09:00:00.000Z",
        "updated_at": "2025-02-02T09:00:00.000Z",
        "sent_on": "2025-02-02",
        "resolved_at": None,
        "starts_on": "2025-05-01",
        "status": "Created",
        "custom_fields": keyed(contract=("Contract", "short_text", "Permanent")),
    } | changes


def test_a_record_of_harvest_v3_goes_out_as_one(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, v3())
    assert out("greenhouse") == as_read(v3())
    assert out("greenhouse", records="all") == as_read(v3())
    offer_id = offers.resolve_number(4100)
    edit(offers.get(offer_id), start_date="2025-06-01", fields=(entry("contract", "Fixed"),))
    old, new = out("greenhouse")
    assert differing(as_read(v3())[0], old).keys() == {"status", "updated_at"}
    assert (old["status"], new["status"], new["starts_on"]) == (
        "Deprecated",
        "Created",
        "2025-06-01",
    )
    assert new["custom_fields"]["contract"]["value"] == "Fixed"


def test_the_desk_is_not_written_by_an_export(desk: Path, tmp_path: Path) -> None:
    read_in(tmp_path, offer())
    before = connection.reader().total_changes, making.everything_stored(desk)
    out("greenhouse")
    export_run.unsayable("greenhouse", None)
    assert (connection.reader().total_changes, making.everything_stored(desk)) == before
