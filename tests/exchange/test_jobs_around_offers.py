"""Jobs of every system come in with their pay, and with the names of what they give numbers for."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from support.everyday import everyday
from support.exchanging import Reader, counts, one
from support.exported import out

from data import exchange
from data.exchange.import_options import ImportOptions
from data.jobs import jobs
from data.records.job_records import JobRecord
from data.storage import connection

Record = dict[str, Any]
SECOND = "2026-03-02T10:00:00.000Z"


def _openats(**pay: Any) -> Record:
    return {"id": 45, "slug": "cook-1", "title": "Cook", "departmentId": 3, "location": "Ghent",
            "salaryType": None, "currency": "EUR", "payFrequency": "yearly", "salaryFixed": None,
            "salaryMin": None, "salaryMax": None, "status": "published", "createdBy": 1,
            "createdAt": SECOND, "updatedAt": SECOND, "skills": [], **pay}  # fmt: skip


def _greenhouse(**fields: Any) -> Record:
    return {"id": 600, "created_at": SECOND, "updated_at": SECOND, "name": "Cook",
            "requisition_id": "R1", "status": "open", "opened_at": SECOND, "closed_at": None,
            "is_template": False, "department_id": 31, "office_ids": [41, 42],
            "custom_fields": fields}  # fmt: skip


def _lever(low: Any, high: Any) -> Record:
    return {"id": "p1", "text": "Cook", "createdAt": 1707000000000, "updatedAt": 1709000000000,
            "state": "published", "distributionChannels": ["public"], "reqCode": "R1",
            "categories": {"team": "Kitchen", "location": "Ghent"},
            "salaryRange": {"min": low, "max": high, "currency": "EUR",
                            "interval": "per-year-salary"}}  # fmt: skip


STACKONE_JOB = {"id": "long-j1", "remote_id": "j1", "code": "7", "title": "Cook", "status": "open",
                "job_status": {"value": "published"}, "department_ids": ["d1"],
                "location_ids": ["l1"], "updated_at": SECOND}  # fmt: skip


def _posting(**changes: Any) -> Record:
    pay = {"type": {"value": "salary"}, "min": 50000, "max": 70000, "currency": "USD",
           "pay_period": {"value": "year"}, "pay_frequency": {"value": "monthly"}}  # fmt: skip
    return {"id": "p1", "remote_id": "p1", "title": "Cook wanted", "job_id": "j1",
            "remote_job_id": "j1", "status": {"value": "live"}, "compensation": [pay | changes],
            "updated_at": SECOND}  # fmt: skip


def _job() -> JobRecord:
    (number,) = one("SELECT id FROM jobs")
    return jobs.get(number)


def _pay() -> tuple[Any, ...]:
    pay = _job().pay
    ends = (pay.salary, pay.minimum, pay.maximum)
    amounts = [None if one is None else f"{one.minor} {one.currency}" for one in ends]
    return (str(pay.kind), *amounts, pay.pay_frequency and str(pay.pay_frequency))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (_openats(salaryType="fixed", salaryFixed="90000.00"),
         ("fixed", "9000000 EUR", None, None, "yearly")),
        (_openats(salaryType="range", salaryMin="120000.00", salaryMax=180000),
         ("range", None, "12000000 EUR", "18000000 EUR", "yearly")),
        (_openats(salaryType="range", salaryMin="120000.00"),
         ("range", None, "12000000 EUR", None, "yearly")),
        (_openats(salaryType="none", salaryFixed="90000.00"), ("none", None, None, None, None)),
        (_openats(salaryType="fixed", salaryFixed="about 90k"), ("none", None, None, None, None)),
        (_openats(salaryType="fixed", salaryFixed="90000.00", currency="EURO"),
         ("none", None, None, None, None)),
        (_greenhouse(pay={"name": "Salary Range", "type": "currency_range",
                          "value": {"min_value": "10000.0", "max_value": 20000, "unit": "EUR"}}),
         ("range", None, "1000000 EUR", "2000000 EUR", None)),
        (_greenhouse(pay={"name": "Base Salary", "type": "currency",
                          "value": {"value": 42000, "unit": "EUR"}}),
         ("fixed", "4200000 EUR", None, None, None)),
        (_greenhouse(one={"name": "Base Salary", "type": "currency",
                          "value": {"value": 42000, "unit": "EUR"}},
                     two={"name": "Salary", "type": "currency",
                          "value": {"value": 43000, "unit": "EUR"}}),
         ("none", None, None, None, None)),
        (_lever(75000, 95000), ("range", None, "7500000 EUR", "9500000 EUR", "yearly")),
        (_lever(95000, 75000), ("range", None, "9500000 EUR", "7500000 EUR", "yearly")),
    ],
)  # fmt: skip
def test_the_pay_of_a_job_comes_in(
    desk: Path, tmp_path: Path, record: Record, expected: tuple[Any, ...]
) -> None:
    """A fixed salary, a range, either end, decimals as text; what is no amount is left empty."""
    report = Reader(tmp_path)(record)
    assert _pay() == expected
    odd = expected[0] == "none" and record.get("salaryType") == "fixed"
    assert any("left empty" in line.text for line in report.lines) is odd
    assert counts(Reader(tmp_path)(record)) == (0, 0, 1, 0)


def test_pay_that_changed_there_is_taken_and_pay_that_changed_here_stays(
    desk: Path, tmp_path: Path
) -> None:
    read = Reader(tmp_path)
    read(_openats(salaryType="fixed", salaryFixed="90000.00"))
    later = "2026-03-03T10:00:00.000Z"
    read(_openats(salaryType="fixed", salaryFixed="95000.00", updatedAt=later))
    assert _pay()[1] == "9500000 EUR"
    connection.reader().execute("UPDATE jobs SET salary_minor = 7700000")
    report = read(
        _openats(salaryType="fixed", salaryFixed="99000.00", updatedAt="2026-03-04T10:00:00.000Z")
    )
    assert _pay()[1] == "7700000 EUR"
    assert [line.text for line in report.lines if line.field == "job"] == [
        "Job 45: the pay is 77,000 yearly here and 99,000 yearly in OpenATS: not changed."
    ]


AROUND: dict[str, list[tuple[str, Record]]] = {
    "openats": [
        ("jobs", _openats()),
        ("departments", {"id": 3, "companyId": 1, "name": "Kitchen", "updatedAt": SECOND}),
    ],
    "greenhouse": [
        ("jobs", _greenhouse()),
        ("departments", {"id": 31, "name": "Kitchen", "parent_id": None, "external_id": None}),
        ("offices", {"id": 41, "name": "G", "location": {"name": "Ghent"}, "parent_id": None}),
        ("offices", {"id": 42, "name": "Lille", "location": None, "parent_id": None}),
    ],
    "stackone": [
        ("jobs", STACKONE_JOB),
        ("departments", {"id": "d1", "remote_id": "d1", "name": "Kitchen"}),
        ("locations", {"id": "l1", "remote_id": "l1", "name": "Ghent"}),
        ("postings", _posting()),
    ],
    "ashby": [
        ("jobs", {"id": "j1", "title": "Cook", "status": "Open", "locationId": "l1",
                  "departmentId": "d1", "defaultInterviewPlanId": "p", "jobPostingIds": [],
                  "updatedAt": SECOND}),
        ("departments", {"id": "d1", "name": "Kitchen", "isArchived": False, "parentId": None}),
        ("locations", {"id": "l1", "name": "Ghent", "isArchived": False, "isRemote": False}),
    ],
}  # fmt: skip
PLACES = {"openats": "Ghent", "greenhouse": "Ghent; Lille", "stackone": "Ghent", "ashby": "Ghent"}


@pytest.mark.parametrize("system", everyday(AROUND, most=2))
def test_what_a_job_gives_numbers_for_is_named_in_any_order(
    desk: Path, tmp_path: Path, system: str
) -> None:
    """Departments, offices, locations and postings come before or after their job."""
    for order in itertools.permutations(AROUND[system]):
        with connection.reader() as opened:
            for table in ("kept_records", "remote_ids", "import_memory", "jobs"):
                opened.execute(f"DELETE FROM {table}")
        paths = []
        for place, (kind, record) in enumerate(order):
            paths.append(tmp_path / f"{place}-{kind}.json")
            paths[-1].write_text(json.dumps([record]), "utf-8")
        for path in paths:
            options = ImportOptions(system=system, kind=path.stem.partition("-")[2])
            assert counts(exchange.read_files([path], options=options))[3] == 0
        job = _job()
        assert (job.title, job.department, job.location) == ("Cook", "Kitchen", PLACES[system])
        assert _pay()[0] == ("range" if system == "stackone" else "none")


@pytest.mark.parametrize(
    "order", [*itertools.permutations(("job", "posting", "application"))], ids=", ".join
)
def test_a_job_of_two_numbers_is_one_job_in_any_order(
    desk: Path, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """An application names it by its long number, a posting by the short one."""
    application = {"id": "a1", "remote_id": "a1", "candidate_id": "c1", "job_id": "long-j1",
                   "remote_job_id": "j1", "application_status": {"value": "active"},
                   "candidate": {"name": "Mila Roth"}, "updated_at": SECOND}  # fmt: skip
    records = {"job": STACKONE_JOB, "posting": _posting(), "application": application}
    for name in order:
        assert counts(Reader(tmp_path)(records[name])) == (1, 0, 0, 0)
    assert (_job().title, _pay()[0]) == ("Cook", "range")
    assert one("SELECT job_id FROM applications") == (_job().id,)


def test_a_department_that_is_called_otherwise_now_renames_its_jobs_but_not_what_was_typed(
    desk: Path, tmp_path: Path
) -> None:
    read = Reader(tmp_path)
    department = {"id": 31, "name": "Kitchen", "parent_id": None, "external_id": None}
    read(_greenhouse(), department)
    read(department | {"name": "Cuisine"})
    assert _job().department == "Cuisine"
    connection.reader().execute("UPDATE jobs SET department = 'Mine'")
    read(department | {"name": "Cookery"})
    assert _job().department == "Mine"


@pytest.mark.parametrize("is_first", [True, False])
def test_an_offer_of_harvest_v3_has_the_opening_whose_number_it_gives(
    desk: Path, tmp_path: Path, *, is_first: bool
) -> None:
    offer = {"id": 900, "created_at": SECOND, "updated_at": SECOND, "version": 1,
             "application_id": 800, "job_id": 600, "candidate_id": 700, "opening_id": 500,
             "status": "Created", "starts_on": "2026-05-01", "sent_on": None,
             "resolved_at": None, "custom_fields": {}}  # fmt: skip
    opening = {"id": 500, "created_at": SECOND, "updated_at": SECOND, "job_id": 600,
               "opened_at": SECOND, "closed_at": None, "sort_order": 1, "opening_id": "E-7",
               "application_id": None, "close_reason_id": None, "target_start_on": None,
               "open": True, "custom_fields": {}}  # fmt: skip
    read = Reader(tmp_path)
    for record in (opening, offer) if is_first else (offer, opening):
        assert counts(read(record)) == (1, 0, 0, 0)
    joined = (
        "SELECT openings.opening_id, openings.job_id = offers.job_id, is_open FROM openings"
        " JOIN offers ON offers.opening_id = openings.id"
    )
    assert one(joined) == ("E-7", 1, 1)
    assert one("SELECT count(*) FROM flags") == (0,)


def test_a_requisition_is_an_opening_of_its_posting_and_says_what_that_pays(
    desk: Path, tmp_path: Path
) -> None:
    requisition = {"id": "r1", "requisitionCode": "REQ-12", "name": "Cook", "backfill": False,
                   "createdAt": 1707000000000, "headcountHired": 0, "headcountTotal": "2",
                   "status": "open", "postings": ["p1"], "closedAt": None,
                   "compensationBand": {"min": 75000, "max": 95000, "currency": "EUR",
                                        "interval": "per-year-salary"},
                   "updatedAt": 1709000000000}  # fmt: skip
    other = {**_lever(1, 2), "id": "p0", "text": "Waiter"}
    read = Reader(tmp_path)
    assert counts(read(other, requisition)) == (2, 0, 0, 0)
    joined = (
        "SELECT openings.opening_id, jobs.minimum_minor FROM openings"
        " JOIN remote_ids ON remote_ids.opening_id = openings.id JOIN jobs ON jobs.id = job_id"
        " WHERE remote_ids.remote_id = 'r1'"
    )
    assert one(joined.replace("job_id", "openings.job_id")) == ("REQ-12", 7_500_000)
    assert out("lever", records="openings") == [requisition]
    assert counts(read(requisition)) == (0, 0, 1, 0)
