"""Made-up offers as every system lists them, in any number: what imports are timed with.

They are the Greenhouse ones of `greenhouse_records`, one of each application, in other words.
"""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import greenhouse_records

Record = dict[str, Any]
_FIRST = ("Ada", "Bo", "Chiara", "Dmitri", "Emeka", "Freja", "Goran", "Hana")
_LAST = ("Moreau", "Nkemelu", "Okafor", "Petrov", "Quist", "Rossi", "Sato", "Tanaka", "Ueda")
_TITLES = ("Baker", "Cook", "Driver", "Editor", "Fitter", "Grower")
_OPENATS = {"accepted": "accepted", "rejected": "declined", "unresolved": "sent"}
_LEVER = {"accepted": "signed", "rejected": "denied", "unresolved": "sent"}
_ASHBY = {"accepted": "Accepted", "rejected": "Declined", "unresolved": "WaitingOnResponse"}
_STACKONE = {"accepted": "accepted", "rejected": "rejected", "unresolved": "created"}


def _standing(count: int) -> Iterator[Record]:
    """Greenhouse records of which none follows another."""
    found = (one for one in greenhouse_records.records(count * 2) if one["version"] == 1)
    for _, one in zip(range(count), found, strict=False):
        yield {**one, "status": one["status"].replace("deprecated", "unresolved")}


def _name(number: int) -> tuple[str, str]:
    return _FIRST[number % len(_FIRST)], f"{_LAST[number % len(_LAST)]}{number // 72}"


def openats(count: int) -> Iterator[Record]:
    """Offers as OpenATS answers them."""
    for one in _standing(count):
        first, last = _name(one["candidate_id"])
        status = _OPENATS[one["status"]]
        record = {
            "id": one["id"],
            "candidate_id": one["candidate_id"],
            "job_id": one["job_id"],
            "salary": 40_000 + one["id"] % 50_000,
            "currency": "EUR",
            "pay_frequency": "yearly",
            "start_date": one["starts_at"],
            "expiry_date": None,
            "status": status,
            "created_at": one["created_at"],
            "updated_at": one["updated_at"],
            "sent_at": one["sent_at"],
            "candidate": {"first_name": first, "last_name": last,
                          "email": f"{first}.{last}@example.com"},
            "job": {"title": f"{_TITLES[one['job_id'] % len(_TITLES)]} {one['job_id']}"},
        }  # fmt: skip
        if status in ("accepted", "declined"):
            record[f"{status}_at"] = one["resolved_at"]
        yield record


def stackone(count: int) -> Iterator[Record]:
    """Offers as StackOne unifies them."""
    for one in _standing(count):
        yield {
            "id": f"so-{one['id']}",
            "remote_id": str(one["id"]),
            "application_id": f"app-{one['application_id']}",
            "start_date": one["starts_at"],
            "offer_status": {"value": _STACKONE[one["status"]], "source_value": one["status"]},
            "salary": 40_000 + one["id"] % 50_000,
            "currency": "EUR",
            "created_at": one["created_at"],
            "updated_at": one["updated_at"],
            "offer_history": [],
        }


def lever(count: int) -> Iterator[Record]:
    """Offers as Lever answers them."""
    for one in _standing(count):
        first, last = _name(one["candidate_id"])
        fields = {
            "job_posting": f"le-{one['application_id']}",
            "candidate_name": f"{first} {last}",
            "job_title": f"{_TITLES[one['job_id'] % len(_TITLES)]} {one['job_id']}",
            "salary_amount": 40_000 + one["id"] % 50_000,
            "compensation_currency": "EUR",
            "salary_interval": "per-year-salary",
            "anticipated_start_date": _milliseconds(one["starts_at"]),
            "contract": ("Permanent", "Fixed term")[one["id"] % 2],
        }
        yield {
            "id": f"le-{one['id']}",
            "createdAt": _milliseconds(one["created_at"]),
            "status": _LEVER[one["status"]],
            "creator": f"le-user-{one['id'] % 5}",
            "posting": f"le-post-{one['job_id']}",
            "approved": True,
            "approvedAt": _milliseconds(one["created_at"]),
            "sentAt": _milliseconds(one["sent_at"]),
            "fields": [
                {"identifier": key, "text": key.replace("_", " "), "value": value}
                for key, value in fields.items()
            ],
            "signatures": None,
            "sentDocument": None,
            "signedDocument": None,
        }


def _milliseconds(written: str | None) -> int | None:
    if written is None:
        return None
    moment = datetime.fromisoformat(written)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return int(aware.timestamp() * 1000)


def ashby(count: int) -> Iterator[Record]:
    """Offers as Ashby answers them."""
    for one in _standing(count):
        version = {
            "id": f"as-version-{one['id']}",
            "createdAt": one["created_at"],
            "startDate": one["starts_at"],
            "salary": {"currencyCode": "EUR", "value": 40_000 + one["id"] % 50_000},
            "openingId": None,
            "author": {"id": f"as-user-{one['id'] % 5}", "firstName": "Ines", "lastName": "Vahl"},
            "customFields": [
                {
                    "id": "as-field-contract",
                    "title": "Contract",
                    "value": ("Permanent", "Fixed term")[one["id"] % 2],
                }
            ],
        }
        yield {
            "id": f"as-{one['id']}",
            "applicationId": f"as-app-{one['application_id']}",
            "acceptanceStatus": _ASHBY[one["status"]],
            "offerStatus": None,
            "decidedAt": one["resolved_at"],
            "latestVersion": version,
            "versions": [version],
        }


def table(count: int) -> Iterator[Record]:
    """Rows of a table that a person keeps."""
    for one in _standing(count):
        first, last = _name(one["candidate_id"])
        yield {
            "Offer ID": one["id"],
            "First name": first,
            "Last name": last,
            "Email": f"{first}.{last}@example.com".lower(),
            "Job": f"{_TITLES[one['job_id'] % len(_TITLES)]} {one['job_id']}",
            "Salary": f"{40_000 + one['id'] % 50_000} EUR",
            "Pay frequency": "yearly",
            "Start date": one["starts_at"],
            "Status": one["status"].replace("rejected", "declined"),
            "Created": one["created_at"],
            "Contract": ("Permanent", "Fixed term")[one["id"] % 2],
        }


MAKERS: dict[str, Callable[[int], Iterator[Record]]] = {
    "greenhouse": greenhouse_records.records,
    "openats": openats,
    "stackone": stackone,
    "lever": lever,
    "ashby": ashby,
    "csv": table,
}
CHANGES = {"greenhouse": "starts_at", "openats": "start_date", "stackone": "start_date",
           "csv": "Start date"}  # fmt: skip
"""The member that is another one in changed records, where it stands in the record itself."""


def write(folder: Path, system: str, count: int, *, changed: bool = False) -> Path:
    """The records as a file; with another start date and a later change, if `changed`."""
    name = f"{system}{'-changed' if changed else ''}"
    found = MAKERS[system](count)
    records = (_changed(one, system) for one in found) if changed else found
    if system == "csv":
        return _table(folder / f"{name}.csv", records)
    path = folder / f"{name}.ndjson"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in records)
    return path


def _changed(record: Record, system: str) -> Record:
    if system == "lever":
        day = _milliseconds("2027-02-01")
        fields = [
            {**one, "value": day} if one["identifier"] == "anticipated_start_date" else one
            for one in record["fields"]
        ]
        return {**record, "fields": fields}
    if system == "ashby":
        before = record["latestVersion"]
        latest = {**before, "id": f"{before['id']}-2", "startDate": "2027-02-01"}
        return {**record, "latestVersion": latest, "versions": [before, latest]}
    later = {"updated_at": "2027-01-01T00:00:00.000Z"} if "updated_at" in record else {}
    return {**record, CHANGES[system]: "2027-02-01", **later}


def _table(path: Path, records: Iterator[Record]) -> Path:
    first = next(records)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(first))
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(records)
    return path
