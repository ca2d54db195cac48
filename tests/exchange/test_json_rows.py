"""JSON of no known system: its keys are said to mean something, and its objects are rows."""

import json
from pathlib import Path
from typing import Any

from data import exchange
from data.exchange import ImportOptions, Report
from data.exchange.files.how_read import HowRead
from data.exchange.preview import look
from data.filters import filter
from data.lists import offer_list
from data.offers import offers

MEANING = {"pay": "salary", "cur": "currency", "who.name": "candidate", "who.mail": "email"}


def record(name: str = "Mila Roth", **changes: Any) -> dict[str, Any]:
    who = {"name": name, "mail": f"{name.split()[0]}@example.com"}
    made = {"who": who, "position": "Cook", "pay": 90000.5, "cur": "EUR", "perks": ["a", "b"]}
    return {**made, "remote": True, "note": None, **changes}


def written(folder: Path, *records: Any) -> Path:
    path = folder / "flat.json"
    path.write_text(json.dumps(records), "utf-8")
    return path


def read(path: Path, **options: Any) -> Report:
    how = {path: HowRead(as_rows=True)}
    asked = ImportOptions(columns={path: MEANING}, hows=how, **options)
    return exchange.read_files([path], options=asked)


def test_objects_of_nobody_are_rows_when_their_keys_are_said(desk: Path, tmp_path: Path) -> None:
    path = written(tmp_path, record(), record("Jo Lee", pay=50.505))
    (plan,) = look([path])
    assert dict(plan.columns)["who.name"] == "custom field"
    assert plan.sample[:2] == ("Mila Roth", "Mila@example.com")
    assert exchange.read_files([path]).refused == 2  # nothing is guessed
    assert (read(path).new, read(path).same) == (2, 2)
    mila, jo = (offers.get(one) for one in sorted(offer_list.ids(None, filter.parse(""))))
    assert mila.terms.salary is not None and mila.terms.salary.minor == 9_000_050
    assert mila.candidate is not None and mila.candidate.email == "Mila@example.com"
    assert {one.name: one.value for one in mila.terms.fields} == {"perks": "a; b", "remote": "yes"}
    assert (jo.terms.salary, jo.terms.salary_text) == (None, "50.505")


def test_records_of_a_system_have_no_columns(desk: Path, tmp_path: Path) -> None:
    of_openats = {"id": 4, "candidateId": 7, "jobId": 2, "salary": 5, "currency": "EUR"}
    for records in ([of_openats], [of_openats, record()], [1, 2]):
        (plan,) = look([written(tmp_path, *records)])
        assert plan.columns == ()
    (line,) = read(written(tmp_path, 1, 2)).lines
    assert line.reason == "holds no objects that could be rows of a table."
