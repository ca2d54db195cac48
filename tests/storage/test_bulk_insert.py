"""Bulk writes: the SQL is built from the models, and a column that they lack is refused."""

import sqlite3
from pathlib import Path

import pytest

from data.storage import bulk_insert, connection
from data.storage.database import transaction
from data.storage.models import TABLES, Candidate, JobValue, Setting, Table

NOW = "2026-11-22T12:00:00Z"


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model.__name__)
def test_sqlite_takes_the_statements_of_every_model(desk: Path, model: type[Table]) -> None:
    columns = bulk_insert.columns_of(model)
    reader = connection.reader()
    known = [row[1] for row in reader.execute(f"PRAGMA table_info({model._meta.table_name})")]
    assert set(columns) <= set(known)
    reader.execute(f"EXPLAIN {bulk_insert.insert_sql(model)}", (1,) * len(columns))
    update = bulk_insert.update_sql(model, columns)
    reader.execute(f"EXPLAIN {update}", (1,) * update.count("?"))


@pytest.mark.parametrize("number", [0, 1, 19, 20, 21, 47])
def test_every_row_is_written_once_in_order(desk: Path, number: int) -> None:
    rows = [(f"First {place}", NOW, NOW) for place in range(number)]
    with transaction() as current:
        columns = ("first_name", "created_at", "updated_at")
        bulk_insert.insert_rows(current, Candidate, rows, columns)
    found = Candidate.select(Candidate.first_name).order_by(Candidate.id).tuples()
    assert [name for (name,) in found] == [name for name, *_ in rows]


def test_rows_are_updated_by_their_key(desk: Path) -> None:
    with transaction() as current:
        rows = [(f"First {place}", NOW, NOW) for place in range(3)]
        columns = ("first_name", "created_at", "updated_at")
        bulk_insert.insert_rows(current, Candidate, rows, columns)
        bulk_insert.update_rows(current, Candidate, [("Ann", 2), ("Eve", 3)], ("first_name",))
    names = [row.first_name for row in Candidate.select().order_by(Candidate.id)]
    assert names == ["First 0", "Ann", "Eve"]


def test_a_key_of_two_columns_is_two_values() -> None:
    assert bulk_insert.update_sql(JobValue, ("value",)).endswith("job_id = ? AND field_id = ?")


def test_what_is_there_already_stays_when_asked_to(desk: Path) -> None:
    with transaction() as current:
        bulk_insert.insert_rows(current, Setting, [("theme", '"a"')])
        bulk_insert.insert_rows(current, Setting, [("theme", '"b"')], conflict="IGNORE")
        with pytest.raises(sqlite3.IntegrityError):
            bulk_insert.insert_rows(current, Setting, [("theme", '"b"')])
    assert Setting.get_by_id("theme").value == '"a"'


def test_a_column_that_a_model_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="Candidate has no column middle_name"):
        bulk_insert.insert_sql(Candidate, ("first_name", "middle_name"))
    with pytest.raises(ValueError, match="Candidate has no column nick"):
        bulk_insert.update_sql(Candidate, ("nick",))
