"""Records in any order, each in a file of its own, make the same desk."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.examples import examples
from support.exchanging import Reader, one
from support.fresh_desks import fresh_desk

from data import exchange
from data.fields import custom_fields
from data.offers import offers
from data.people import candidates
from data.records.offer_records import OfferRecord
from data.safekeeping import verify
from data.storage import connection

Record = dict[str, Any]
AT = "2024-01-02T03:04:05.678Z"


def _seat(number: int, name: str) -> Record:
    return {"id": number, "opening_id": name, "status": "open", "opened_at": AT, "closed_at": None,
            "application_id": None, "close_reason": None}  # fmt: skip


def _offer(number: int, application: int, **changes: Any) -> Record:
    record = {"id": number, "version": 1, "application_id": application, "job_id": 52,
              "candidate_id": 71, "opening": None, "created_at": AT, "updated_at": AT,
              "sent_at": None, "resolved_at": None, "starts_at": None, "status": "unresolved",
              "custom_fields": {}, "keyed_custom_fields": {}}  # fmt: skip
    return record | changes


def _keyed(name: str, type: str, value: Any) -> Record:
    return {"name": name, "type": type, "value": value}


def _defined(number: int, name: str, type: str) -> Record:
    return {"id": number, "field_type": "offer", "priority": number, "name": name,
            "name_key": name.lower(), "active": True, "private": False, "required": False,
            "value_type": type, "description": "", "expose_in_job_board_api": False,
            "api_only": False, "offices": [], "departments": [],
            "custom_field_options": []}  # fmt: skip


GREENHOUSE: tuple[Record, ...] = (
    _offer(1, 61, custom_fields={"bonus": "a lot", "level": True, "employment_type": "Full"}),
    _offer(2, 62, job_id=53, opening=_seat(9, "4-7"), keyed_custom_fields={
        "bonus": _keyed("Bonus", "currency", {"value": 500, "currency": "EUR"}),
        "time_type": _keyed("Employment Type", "single_select", "Part")}),
    _offer(3, 63, opening=_seat(9, "4-7"), keyed_custom_fields={
        "bonus": _keyed("Bonus", "short_text", "maybe"),
        "notes": _keyed("Notes", "short_text", "x")}),
    _offer(4, 64, opening=_seat(10, "4-7"), custom_fields={"level": None, "area": "north"},
           keyed_custom_fields={"notes": _keyed("Notes", "long_text", "x\ny")}),
    _offer(5, 65, custom_fields={"level": "two"}),
    _offer(6, 66, status="accepted"),
    _offer(6, 66, version=2, status="deprecated"),
    _defined(7, "Area", "single_select") | {"priority": 1, "custom_field_options": [
        {"id": 1, "name": "south", "priority": 0}, {"id": 2, "name": "north", "priority": 1}]},
)  # fmt: skip
OPENATS: tuple[Record, ...] = (
    {"id": 123, "firstName": "Mila", "lastName": "Roth", "email": "mila@example.com",
     "phone": None, "resumeUrl": None, "jobId": 45, "currentStageId": 9, "appliedAt": AT,
     "updatedAt": AT},
    {"id": 11, "candidateId": 123, "jobId": 45, "templateId": 1, "status": "viewed",
     "salary": "150000.00", "currency": "EUR", "payFrequency": "yearly", "startDate": "2026-04-01",
     "sentAt": AT, "createdBy": 1, "createdAt": AT, "updatedAt": AT},
    {"id": 11, "status": "viewed", "salary": "150000.00", "currency": "EUR",
     "startDate": "2026-04-01", "sentAt": AT, "candidateName": "Mila Roth", "jobTitle": "Cook",
     "offerLetterHtml": None},
    {"id": 1, "name": "Standard Offer", "type": "offer", "subject": "Your offer",
     "bodyJson": [{"type": "text", "content": "Dear {{candidate_name}}"}], "createdBy": 1,
     "createdAt": AT, "updatedAt": AT},
)  # fmt: skip
STACKONE: tuple[Record, ...] = (
    {"id": "4071538b-3cac", "remote_id": "4071538b", "code": "7", "title": "Cook",
     "status": "open", "job_status": {"value": "published"}, "department_ids": ["30"],
     "location_ids": ["66"], "created_at": AT, "updated_at": AT},
    {"id": "a1", "remote_id": "ra1", "candidate_id": "c1", "job_id": "4071538b-3cac",
     "remote_job_id": "4071538b", "application_status": {"value": "active"},
     "candidate": {"name": "Mila Roth"}, "rejected_reasons": [], "updated_at": AT},
    {"id": "o1", "remote_id": "ro1", "application_id": "a1", "salary": 150000, "currency": "EUR",
     "offer_status": {"value": "accepted"}, "created_at": AT, "updated_at": AT},
)  # fmt: skip
WORDS = (("department", {"id": "30", "remote_id": "30", "name": "Kitchen"}),
         ("location", {"id": "66", "remote_id": "66", "name": "Ghent"}))  # fmt: skip
SYSTEMS = {
    "greenhouse": [("", one) for one in GREENHOUSE],
    "openats": [("", one) for one in OPENATS],
    "stackone": [*(("", one) for one in STACKONE), *WORDS],
}
Named = tuple[str, Record]


def _made(system: str, records: Iterable[Named]) -> dict[str, Any]:
    """What the desk says after these records, each in a file of its own."""
    with fresh_desk() as folder:
        for kind, record in records:
            report = Reader(folder)(record, system=system, kind=kind)
            assert report.refused == 0, record
        assert verify.verify() == ()
        return _said()


@cache
def _in_order(system: str) -> dict[str, Any]:
    return _made(system, SYSTEMS[system])


def _said() -> dict[str, Any]:
    rows = connection.reader().execute("SELECT id, remote_id FROM (SELECT offers.id, remote_id"
                                       " FROM offers JOIN remote_ids ON offer_id = offers.id"
                                       " WHERE kind = 'offer')").fetchall()  # fmt: skip
    fields = [(one.key, one.name, one.type, [it.name for it in one.options])
              for one in custom_fields.all_fields()]  # fmt: skip
    people = connection.reader().execute("SELECT id FROM candidates").fetchall()
    return {
        "fields": fields,
        "offers": {name: _offer_said(offers.get(number)) for number, name in rows},
        "people": sorted(candidates.get(number).name for (number,) in people),
        "applications": one("SELECT count(*) FROM applications"),
    }


def _offer_said(offer: OfferRecord) -> dict[str, Any]:
    terms = offer.terms
    return {
        "names": (offer.candidate_name, offer.job_title),
        "status": (offer.status, offer.is_superseded),
        "pay": (terms.salary, terms.pay_frequency, terms.start_date),
        "template": offer.template_name,
        "fields": {one.key: one.value for one in terms.fields},
        "flags": sorted(one.text for one in offer.flags if "creation" not in one.text),
    }


@pytest.mark.parametrize(
    "system",
    ["greenhouse", *(pytest.param(one, marks=pytest.mark.long) for one in ("openats", "stackone"))],
)
@examples(0.1)
@given(data=st.data())
def test_the_desk_follows_from_the_records_not_from_their_order(
    system: str, data: st.DataObject
) -> None:
    records = SYSTEMS[system]
    order = data.draw(st.permutations(records))
    assert _made(system, order) == _in_order(system)


TABLE = """Candidate,Email,Job,Salary,Currency,Badge,Days,Since,Perks
Mila Roth,mila@example.com,Cook,50000,EUR,yes,28.5,3 May 2026,Car; Phone
"""
DEFINED = [
    _defined(number, name, type)
    for number, (name, type) in enumerate(
        (("Badge", "yes_no"), ("Days", "number"), ("Since", "date"), ("Perks", "multi_select")), 1
    )
]


@pytest.mark.parametrize("is_first", [True, False])
def test_cells_of_a_table_mean_the_same_before_and_behind_the_definitions(
    is_first: bool, desk: Path, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(TABLE, "utf-8")
    reads = [lambda: exchange.read_files([table]), lambda: Reader(tmp_path)(*DEFINED)]
    for read in reads if is_first else reversed(reads):
        report = read()
        assert [line.text for line in report.lines if line.outcome == "refused"] == []
    (number,) = one("SELECT id FROM offers")
    offer = offers.get(number)
    assert {field.key: field.value for field in offer.terms.fields} == {
        "badge": True,
        "days": Decimal("28.5"),
        "since": date(2026, 5, 3),
        "perks": ("Car", "Phone"),
    }
    assert offer.flags == ()
    assert verify.verify() == ()
