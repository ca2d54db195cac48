"""Many records at once give the very rows that one after the other would give, in any batches."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from benchmarks import greenhouse_records, system_records
from hypothesis import given
from hypothesis import strategies as st
from support import making, records_of_systems
from support.everyday import everyday
from support.examples import examples

from data import exchange
from data.exchange.import_report import Report
from data.exchange.importing import import_batch, version_chains
from data.exchange.importing.offer_importer import OfferImporter
from data.exchange.importing.offer_rows import OfferTable
from data.exchange.record_reader import Refused
from data.storage import connection, database
from data.values import clock

MOMENTS = st.sampled_from(
    ("2021-03-01T09:00:00.250Z", "2021-03-02T09:00:00Z", "2021-04-01T10:00:00+02:00", None, "soon")
)
DAYS = st.sampled_from(("2021-03-05", "2019-01-01", None, "2021-05-01T10:00:00Z", ""))
STATUSES = st.sampled_from(
    ("unresolved", "accepted", "rejected", "deprecated", "deprecated", "on_ice", None)
)
NUMBERS = st.integers(1, 6)
MONEY = st.sampled_from(
    (
        {"value": 42000, "currency": "EUR"},
        {"amount": 80.5, "unit": "USD"},
        {"value": 10, "currency": "XXQ"},
        "$123,000",
        "31000",
        None,
        [],
    )
)
FIELDS = {
    "salary": ("Salary", "currency", MONEY),
    "kind": ("Contract kind", "single_select", st.sampled_from(("Permanent", "Freelance", None))),
    "perks": (
        "Perks",
        "multi_select",
        st.lists(st.sampled_from(("Gym", "Zoë's bike")), max_size=2),
    ),
    "remote": ("Remote", "boolean", st.booleans() | st.just("maybe")),
    "days": ("Notice days", "number", st.integers(0, 90) | st.just("ten")),
    "range": (
        "Pay range",
        "currency_range",
        st.fixed_dictionaries(
            {"min_value": st.sampled_from(("10.0", 90, None)), "max_value": st.just(50)},
            optional={"unit": st.sampled_from(("EUR", None))},
        ),
    ),
    "note": ("Note", "short_text", st.text(max_size=8)),
}


@st.composite
def keyed_fields(draw: st.DrawFn) -> dict[str, Any]:
    chosen = draw(st.sets(st.sampled_from(sorted(FIELDS)), max_size=4))
    return {
        key: {"name": FIELDS[key][0], "type": FIELDS[key][1], "value": draw(FIELDS[key][2])}
        for key in sorted(chosen)
    }


OPENINGS = st.fixed_dictionaries(
    {
        "id": st.integers(1, 3) | st.none(),
        "opening_id": st.sampled_from(("4-7", "4-8", None)),
        "status": st.sampled_from(("open", "closed")),
        "opened_at": MOMENTS,
        "closed_at": MOMENTS,
        "application_id": st.none() | st.integers(1, 5),
        "close_reason": st.none() | st.just({"name": "Hired"}),
    }
)


@st.composite
def offers(draw: st.DrawFn) -> dict[str, Any]:
    """An offer with whatever is odd about it; few numbers, so that they meet again."""
    keyed = draw(keyed_fields())
    record = {
        "id": draw(st.integers(1, 8)),
        "version": draw(st.sampled_from((1, 1, 1, 2, 2, 3, 0, None, "2", "two"))),
        "application_id": draw(st.integers(1, 5)),
        "job_id": draw(st.sampled_from((1, 1, 2, None))),
        "candidate_id": draw(st.sampled_from((1, 2, 3, None))),
        "opening": draw(st.none() | OPENINGS),
        "created_at": draw(MOMENTS),
        "updated_at": draw(MOMENTS),
        "sent_at": draw(DAYS),
        "resolved_at": draw(MOMENTS),
        "starts_at": draw(DAYS),
        "status": draw(STATUSES),
        "custom_fields": {key: field["value"] for key, field in keyed.items()},
        "keyed_custom_fields": keyed,
    }
    for key in draw(st.sets(st.sampled_from(("job_id", "candidate_id", "opening", "version")))):
        del record[key]
    return record


def applications() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "id": st.integers(1, 5),
            "candidate_id": st.integers(1, 3),
            "prospect": st.just(False),
            "applied_at": st.just("2021-01-01T00:00:00.000Z"),
            "status": st.sampled_from(("active", "hired", "rejected")),
            "jobs": st.lists(
                st.fixed_dictionaries({"id": st.integers(1, 2), "name": st.just("Baker")}),
                max_size=1,
            ),
        }
    )


FILES = st.lists(
    st.lists(offers() | offers() | offers() | applications(), min_size=1, max_size=12),
    min_size=1,
    max_size=3,
)


def a_table(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    table = csv.DictWriter(text, list(dict.fromkeys(key for row in rows for key in row)))
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


TEXTS: dict[str, Callable[[list[Any]], str]] = {"json": json.dumps, "csv": a_table}


def imported(
    folder: Path, name: str, files: list[list[Any]], *, size: int = 1000, form: str = "json"
) -> tuple[dict[str, Any], list[Report]]:
    """Everything that is stored afterwards, and what was said; so many are written together."""
    path = folder / f"{name}.db"
    making.open_empty(path)
    reports = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_batch, "TOGETHER", size)
        for number, records in enumerate(files):
            file = folder / f"{number}.{form}"
            file.write_text(TEXTS[form](records), "utf-8")
            reports.append(exchange.read_files([file]))
    for words in ("offer_words", "candidate_words"):
        connection.reader().execute(f"INSERT INTO {words} ({words}) VALUES ('integrity-check')")
    database.close_desk()
    stored = making.everything_stored(path)
    # Only the numbers of references differ, which nobody sees.
    for name in ("remote_ids", "kept_records", "import_memory", "import_conflicts"):
        stored[name] = sorted((row[1:] for row in stored[name]), key=repr)
    stored["offer_counts"] = [row for row in stored["offer_counts"] if row[-1]]
    # SQLite's own note of the highest numbers counts rows that were taken back as well.
    del stored["sqlite_sequence"]
    return {name: rows for name, rows in stored.items() if "_words_" not in name}, reports


def same_in_batches(
    folder: Path, files: list[list[Any]], sizes: tuple[int, ...], form: str = "json"
) -> dict[str, Any]:
    """Batches of any size give the same rows under the same numbers, and say the same."""
    alone, said_alone = imported(folder, "alone", files, size=1, form=form)
    for size in sizes:
        together, said = imported(folder, f"by-{size}", files, size=size, form=form)
        for table in alone:
            assert together[table] == alone[table], table
        assert said == said_alone
    return alone


RECORDS = st.one_of(
    offers(),
    offers(),
    applications(),
    records_of_systems.greenhouse_offer(),
    records_of_systems.greenhouse_v3_offer(),
    records_of_systems.greenhouse_hook(),
    records_of_systems.openats_offer(),
    records_of_systems.openats_offer().map(records_of_systems.camel),
    records_of_systems.stackone_offer(),
)


@pytest.mark.long
@examples(0.5)
@given(
    files=st.lists(st.lists(RECORDS, min_size=1, max_size=10), min_size=1, max_size=3),
    sizes=st.sampled_from(((2, 1000), (3, 1000), (5, 7))),
)
def test_batches_of_any_size_give_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[Any]], sizes: tuple[int, ...]
) -> None:
    clock.set_source(making.Time())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version_chains, "_MOST_PENDING", 1)
        same_in_batches(tmp_path_factory.mktemp("desks"), json_files(files), sizes)


def json_files(files: list[list[Any]]) -> list[list[Any]]:
    """Records that JSON can hold, each once."""
    return [json.loads(json.dumps(records)) for records in files]


ROWS = st.fixed_dictionaries(
    {
        "Offer ID": st.sampled_from(("1", "2", "3", "A-7")),
        "Version": st.sampled_from(("1", "2", "3", "")),
        "Application ID": st.sampled_from(("1", "2", "3", "4", "")),
        "Candidate": st.sampled_from(("Zoë Müller", "Bo Ek", "")),
        "Email": st.sampled_from(("zoe@example.com", "")),
        "Job": st.sampled_from(("Baker", "Cook", "")),
        "Opening": st.sampled_from(("4-7", "")),
        "Salary": st.sampled_from(("50,000 EUR", "plenty", "")),
        "Status": st.sampled_from(("draft", "accepted", "deprecated", "superseded", "odd")),
        "Template": st.sampled_from(("", "", "Plain")),
        "Created": st.sampled_from(("2021-03-01", "2021-03-02T09:00:00Z", "")),
        "Perks": st.sampled_from(("Gym", "")),
    }
)


@pytest.mark.long
@examples(0.5)
@given(files=st.lists(st.lists(ROWS, min_size=1, max_size=8), min_size=1, max_size=2))
def test_rows_of_tables_come_in_the_same_in_any_batches(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[Any]]
) -> None:
    clock.set_source(making.Time())
    same_in_batches(tmp_path_factory.mktemp("desks"), files, (3, 1000), "csv")


def test_ordinary_records_are_the_same_one_by_one_and_at_once(
    tmp_path: Path, time: making.Time
) -> None:
    stored = same_in_batches(tmp_path, [list(greenhouse_records.records(120))], (1000,))
    assert len(stored["versions"]) == 120 and len(stored["version_values"]) > 700


def deprecated(version: int) -> dict[str, Any]:
    at = f"2021-03-0{version}T00:00:00.000Z"
    return {
        "id": version,
        "version": version,
        "application_id": 1,
        "status": "deprecated",
        "created_at": at,
        "resolved_at": at,
    }


@pytest.mark.parametrize("size", [1, 1000])
@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 1, 3)])
def test_since_when_versions_are_superseded_does_not_depend_on_how_they_came(
    tmp_path: Path, size: int, apart: bool, order: tuple[int, ...], time: making.Time
) -> None:
    records = [deprecated(version) for version in order]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(version_chains, "_MOST_PENDING", 0)
        files = [[record] for record in records] if apart else [records]
        imported(tmp_path, "any", files, size=size)
    moments = making.rows(
        tmp_path / "any.db",
        "SELECT number, at FROM versions LEFT JOIN supersessions ON version_id = versions.id"
        " ORDER BY number",
    )
    assert moments == [
        (1, "2021-03-02T00:00:00.000Z"),
        (2, "2021-03-03T00:00:00.000Z"),
        (3, None),
    ]


# ---------------------------------------------------------------- what nobody foresaw


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_record_refused_after_it_was_taken_in_leaves_no_trace_and_stops_nothing_else(
    tmp_path: Path, time: making.Time, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    records = list(greenhouse_records.records(8))
    bad = records[3]
    bring = OfferImporter.bring_in

    def refusing(self: OfferImporter, record: Any, **how: Any) -> Any:
        placed = bring(self, record, **how)
        if record["id"] == bad["id"]:
            raise Refused("id", "is refused after all.")
        return placed

    rest = [record for record in records if record is not bad]
    expected, _ = imported(tmp_path, "without", [rest])
    monkeypatch.setattr(OfferImporter, "bring_in", refusing)
    stored, (report,) = imported(tmp_path, "with", [records], size=size)
    assert (report.new, report.refused) == (7, 1)
    for table in expected:
        assert stored[table] == expected[table], table


@pytest.mark.parametrize("size", everyday([1, 6, 1000]))
def test_a_record_that_cannot_be_stored_is_refused_and_stops_nothing_else(
    tmp_path: Path, time: making.Time, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    records = list(greenhouse_records.records(40))
    alone = [one for one in records if one["version"] == 1 and one["status"] != "deprecated"]
    bad = alone[15]
    rest = [record for record in records if record is not bad]
    expected, _ = imported(tmp_path, "without", [rest], size=size)
    write = OfferTable.write

    def failing(self: OfferTable) -> None:
        write(self)
        offers = connection.reader().execute("SELECT id FROM offers WHERE id = ?", (bad["id"],))
        if offers.fetchone():
            raise sqlite3.IntegrityError("CHECK constraint failed")

    monkeypatch.setattr(OfferTable, "write", failing)
    stored, (report,) = imported(tmp_path, "failing", [records], size=size)
    assert (report.new, report.refused) == (39, 1)
    assert [line.text for line in report.lines if line.outcome == "refused"] == [
        "cannot be stored: CHECK constraint failed."
    ]
    for table in expected:
        assert stored[table] == expected[table], table


# ---------------------------------------------------------------- a desk that grows


def steps_of(file: Path) -> int:
    """How much SQLite has to do to import a file, in thousands of its steps."""
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    connection.reader().set_progress_handler(count, 1000)
    try:
        exchange.read_files([file])
    finally:
        connection.reader().set_progress_handler(None, 0)
    return steps[0]


@pytest.mark.long
def test_an_import_does_not_take_longer_the_more_is_here(tmp_path: Path, time: making.Time) -> None:
    making.open_empty(tmp_path / "offers.db")
    records = list(greenhouse_records.records(1_600))
    parts = (records[:150], records[150:1_450], records[1_450:])
    steps = []
    for number, part in enumerate(parts):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(part), "utf-8")
        steps.append(steps_of(file))
    assert steps[2] < 1.5 * steps[0]


# ---------------------------------------------------------------- read with the batch


def questions(folder: Path, system: str, count: int) -> tuple[int, int]:
    """How often the desk is asked for new records, and for the same ones with a change."""
    folder.mkdir()
    database.open_desk(folder / "desk.db")
    found = []
    for changed in (False, True):
        file = system_records.write(folder, system, count, changed=changed)
        asked: list[str] = []
        connection.reader().set_trace_callback(asked.append)
        report = exchange.read_files([file])
        connection.reader().set_trace_callback(None)
        assert (report.changed if changed else report.new, report.refused) == (count, 0)
        found.append(sum(sql.startswith("SELECT") for sql in asked))
    database.close_desk()
    return found[0], found[1]


@pytest.mark.parametrize("system", everyday(sorted(system_records.MAKERS), most=2))
def test_what_a_batch_names_is_read_in_as_many_queries_however_many_records_it_has(
    system: str, tmp_path: Path
) -> None:
    few, many = (questions(tmp_path / str(count), system, count) for count in (40, 160))
    assert few == many
