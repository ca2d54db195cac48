"""Made-up Greenhouse offers in any number, as Harvest v1 lists them: what exchange is timed with.

The same count gives the same records. One in six applications has a superseded version before its
current one; most offers have eight custom fields in both forms, a quarter an opening.
"""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

SEED = 20_261_122
JOBS = 300
PEOPLE_PER_THOUSAND = 950
"""Candidates for a thousand applications: some apply more than once."""

_FIRST_DAY = date(2019, 1, 7)
_DAYS = 2600
_CONTRACTS = ("Permanent", "Fixed term", "Internship", "Freelance")
_PERKS = ("Bicycle", "Meals", "Gym", "Books", "Train pass")
_CURRENCIES = ("EUR", "EUR", "USD", "SEK", "JPY")
_MANAGERS = ("Ines Vahl", "Tomás Rueda", "Priya Nair", "Henrik Moe")
_STATUSES = ("accepted",) * 9 + ("rejected",) * 3 + ("unresolved",) * 8
_CUSTOM: tuple[tuple[str, str, str, str], ...] = (
    ("salary", "salary", "Salary", "currency"),
    ("contract_kind", "contract_kind", "Contract kind", "single_select"),
    ("perks", "perks", "Perks", "multi_select"),
    ("will_relocate", "relocation", "Will relocate", "boolean"),
    ("bonus_range", "bonus_range", "Bonus range", "currency_range"),
    ("notice_days", "notice_days", "Notice days", "number"),
    ("hiring_manager", "hiring_manager", "Hiring manager", "user"),
    ("remarks", "remarks", "Remarks", "long_text"),
)
"""Key in `custom_fields`, key in `keyed_custom_fields`, name and type."""


def records(count: int) -> Iterator[dict[str, Any]]:
    """`count` records in the order of their applications."""
    random = Random(SEED)
    number = application = 0
    while number < count:
        application += 1
        versions = 2 if random.random() < 1 / 6 else 1
        place = _place(random, application)
        for version in range(1, min(versions, count - number) + 1):
            number += 1
            yield _record(random, number, version, version < versions, place)


def write(path: Path, count: int) -> Path:
    """The records as a file, one a line; gives the path."""
    with path.open("w", encoding="utf-8") as file:
        for record in records(count):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def _place(random: Random, application: int) -> dict[str, Any]:
    people = max(1, application * PEOPLE_PER_THOUSAND // 1000)
    return {
        "application_id": 40_000_000 + application,
        "job_id": 50_001 + int(random.random() * JOBS),
        "candidate_id": 30_000_000 + people,
    }


def _record(
    random: Random, number: int, version: int, superseded: bool, place: dict[str, Any]
) -> dict[str, Any]:
    day = _FIRST_DAY + timedelta(days=int(random.random() * _DAYS) // 2 * version)
    status = "deprecated" if superseded else _STATUSES[int(random.random() * len(_STATUSES))]
    decided = status != "unresolved"
    values = _values(random, number)
    return {
        "id": 10_000_000 + number,
        "version": version,
        **place,
        "opening": _opening(number, place, day, status) if number % 4 == 0 else None,
        "created_at": f"{day}T09:{number % 60:02d}:12.345Z",
        "updated_at": f"{day + timedelta(days=5)}T10:{number % 60:02d}:00.000Z",
        "sent_at": f"{day + timedelta(days=1)}" if decided or number % 3 else None,
        "resolved_at": f"{day + timedelta(days=5)}T10:00:00.000Z" if decided else None,
        "starts_at": f"{day + timedelta(days=60)}",
        "status": status,
        "custom_fields": {
            bare: value for (bare, _, _, _), value in zip(_CUSTOM, values, strict=True)
        },
        "keyed_custom_fields": {
            key: {"name": name, "type": type, "value": value}
            for (_, key, name, type), value in zip(_CUSTOM, values, strict=True)
        },
    }


def _values(random: Random, number: int) -> tuple[Any, ...]:
    currency = _CURRENCIES[number % len(_CURRENCIES)]
    pay = 40_000 + int(random.random() * 900) * 100
    return (
        {"value": pay, "currency": currency},
        _CONTRACTS[number % len(_CONTRACTS)],
        list(_PERKS[: number % 4]) or None,
        number % 3 == 0,
        {"min_value": f"{pay // 20}.0", "max_value": f"{pay // 10}.0", "unit": currency},
        30 * (1 + number % 6),
        {
            "user_id": 900 + number % len(_MANAGERS),
            "name": _MANAGERS[number % len(_MANAGERS)],
            "email": f"manager{number % len(_MANAGERS)}@heronbridge.example",
            "employee_id": f"h{number % len(_MANAGERS)}",
        },
        f"Agreed by phone on the {1 + number % 28}th, to be confirmed in letter {number}."
        if number % 2
        else None,
    )


def _opening(number: int, place: dict[str, Any], day: date, status: str) -> dict[str, Any]:
    closed = status == "accepted"
    return {
        "id": 60_000_000 + number,
        "opening_id": f"{place['job_id'] - 50_000}-{number}",
        "status": "closed" if closed else "open",
        "opened_at": f"{day - timedelta(days=90)}T08:00:00.000Z",
        "closed_at": f"{day + timedelta(days=5)}T10:00:00.000Z" if closed else None,
        "application_id": place["application_id"] if closed else None,
        "close_reason": {"id": 1, "name": "Hired"} if closed else None,
    }
