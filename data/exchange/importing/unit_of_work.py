"""What a batch of records makes and changes: objects in memory, written together in the end.

Rows are read once and changed as objects; `flush` writes everything in the order in which rows
refer to each other. `mark` begins a record and `drop` takes back what that record did, unless
something of it had to be written before (`drop` raises HalfWritten then: the batch is taken back in
the file and its records come in by themselves).
"""

import sqlite3
from collections.abc import Callable

from data.exchange.importing.import_rows import (
    ApplicationRow,
    CandidateRow,
    FieldRow,
    JobRow,
    OpeningRow,
    OptionRow,
    Row,
    UserRow,
)
from data.exchange.importing.offer_rows import OfferTable
from data.exchange.importing.row_table import RowTable
from data.fields import custom_fields
from data.storage import events
from data.storage.bulk_insert import insert_rows
from data.storage.models import (
    Application,
    Candidate,
    CustomField,
    Event,
    FieldOption,
    Job,
    JobValue,
    Opening,
    User,
)

_EVENT = (
    "subject", "subject_id", "kind", "at", "actor_id", "from_status", "to_status", "version",
    "text",
)  # fmt: skip
_JOB_VALUE = ("job_id", "field_id", "value", "raw")
_OVER_VALUE = "ON CONFLICT DO UPDATE SET value = excluded.value, raw = excluded.raw"


class HalfWritten(Exception):
    """A record was refused of which something was written already."""


class UnitOfWork:
    """The rows of one batch, in the running transaction."""

    def __init__(self, desk: sqlite3.Connection) -> None:
        self.desk = desk
        self.users = RowTable(desk, User, UserRow, UserRow.COLUMNS)
        self.fields = RowTable(desk, CustomField, FieldRow, FieldRow.COLUMNS)
        self.options = RowTable(desk, FieldOption, OptionRow, OptionRow.COLUMNS)
        self.jobs = RowTable(desk, Job, JobRow, JobRow.COLUMNS)
        self.candidates = RowTable(desk, Candidate, CandidateRow, CandidateRow.COLUMNS)
        self.applications = RowTable(desk, Application, ApplicationRow, ApplicationRow.COLUMNS)
        self.openings = RowTable(desk, Opening, OpeningRow, OpeningRow.COLUMNS)
        self.offers = OfferTable(desk, self._names)
        self._tables = (
            self.users, self.fields, self.options, self.jobs, self.candidates,
            self.applications, self.openings, self.offers,
        )  # fmt: skip
        self._events: list[Row] = []
        self._job_values: dict[tuple[int, int], Row] = {}
        self._last: dict[str, int] | None = None
        self._undo: list[Callable[[], object]] = []
        self._marked: tuple[int, dict[str, int] | None] = (0, None)
        self._is_written = False
        self.later: list[Callable[[], None]] = []
        """What is written behind the rows: remote ids and copies."""

    @property
    def changes(self) -> int:
        """How often rows were made or changed so far."""
        return sum(table.changes for table in self._tables)

    # ------------------------------------------------------------ one record

    def mark(self) -> None:
        """Begin a record."""
        for table in self._tables:
            table.mark()
        self._undo.clear()
        self._is_written = False
        self._marked = (len(self._events), self._last and dict(self._last))

    def drop(self) -> None:
        """Take back what the record did; raises HalfWritten."""
        if self._is_written:
            raise HalfWritten
        for table in self._tables:
            table.drop()
        while self._undo:
            self._undo.pop()()
        events, self._last = self._marked
        del self._events[events:]

    def on_drop(self, undo: Callable[[], object]) -> None:
        """What has to be done as well when the record is taken back."""
        self._undo.append(undo)

    # ------------------------------------------------------------ rows

    def next_id(self, table: str) -> int:
        """The number of a new row."""
        return self.use_id(table, self._numbers().get(table, 0) + 1)

    def use_id(self, table: str, number: int) -> int:
        """Let a new row have this number, which is free."""
        last = self._numbers()
        last[table] = max(last.get(table, 0), number)
        return number

    def _numbers(self) -> dict[str, int]:
        if self._last is None:
            self._last = dict(self.desk.execute("SELECT name, seq FROM sqlite_sequence"))
        return self._last

    def place_field(self, number: int, position: int) -> None:
        """Let a custom field stand at this place."""
        row = self.fields.get(number)
        if row is not None and row.position != position:
            self.fields.change(row).position = position

    def place_option(self, number: int, position: int) -> None:
        """Let an option stand at this place."""
        row = self.options.get(number)
        if row is not None and row.position != position:
            self.options.change(row).position = position

    def event(self, *row: object) -> None:
        """Note an event: subject, its id, when, by whom, from and to status, version, text."""
        subject, subject_id, *rest = row
        self._events.append((subject, subject_id, "imported", *rest))

    def rejection(self, application_id: int, at: str, actor_id: int | None, reason: str) -> None:
        """Note why an application was rejected."""
        row = (events.APPLICATION, application_id, events.REJECTION, at, actor_id)
        self._events.append((*row, None, None, None, reason))

    def has_event(self, offer_id: int, text: str) -> bool:
        """Whether the offer's history has a line with this text."""
        if any((one[0], one[1], one[-1]) == ("offer", offer_id, text) for one in self._events):
            return True
        sql = "SELECT 1 FROM events WHERE subject = 'offer' AND subject_id = ? AND text = ?"
        return self.desk.execute(sql, (offer_id, text)).fetchone() is not None

    def job_value(self, job_id: int, field_id: int) -> tuple[str | None, str | None] | None:
        """A job's value of a custom field as stored: the value and what came."""
        known = self._job_values.get((job_id, field_id))
        if known is not None:
            return known[2], known[3]
        sql = "SELECT value, raw FROM job_values WHERE job_id = ? AND field_id = ?"
        row = self.desk.execute(sql, (job_id, field_id)).fetchone()
        return None if row is None else (row[0], row[1])

    def put_job_value(self, job_id: int, field_id: int, value: str | None, raw: str | None) -> None:
        """Note a job's value of a custom field."""
        key, before = (job_id, field_id), self._job_values.get((job_id, field_id))
        self._job_values[key] = (job_id, field_id, value, raw)
        if before is None:
            self.on_drop(lambda: self._job_values.pop(key))
        else:
            self.on_drop(lambda: self._job_values.update({key: before}))

    def _names(self, application_id: int) -> tuple[int | None, int | None, str, str]:
        """Candidate, job, and both as lists show them."""
        application = self.applications.get(application_id)
        if application is None:
            return None, None, f"Application {application_id}", ""
        person, title = f"Application {application_id}", ""
        if application.candidate_id is not None:
            row = self.candidates.get(application.candidate_id)
            person = (row.name if row else "") or f"Candidate {application.candidate_id}"
        if application.job_id is not None:
            job = self.jobs.get(application.job_id)
            title = (job.title if job else "") or f"Job {application.job_id}"
        return application.candidate_id, application.job_id, person, title

    # ------------------------------------------------------------ writing

    def flush(self) -> None:
        """Write everything; the objects stay, and what the record did cannot be dropped now."""
        self._is_written = True
        self._undo.clear()
        self.users.write_new()
        if self.fields.write_new() + self.options.write_new():
            custom_fields.forget()
        for table in (self.jobs, self.candidates, self.applications, self.openings):
            table.write_new()
        for changed in (self.users, self.jobs, self.candidates, self.applications, self.openings):
            changed.write_changed()
        if self.fields.write_changed() + self.options.write_changed():
            custom_fields.forget()
        insert_rows(
            self.desk, JobValue, list(self._job_values.values()), _JOB_VALUE, upsert=_OVER_VALUE
        )
        self._job_values = {}
        self.offers.write()
        insert_rows(self.desk, Event, self._events, _EVENT)
        self._events = []
        self._marked = (0, self._last)
        for write in self.later:
            write()

    def forget(self) -> None:
        """Forget all rows: what is in the file counts."""
        for table in self._tables:
            table.forget()
        self._events, self._job_values, self._last = [], {}, None
        self._undo.clear()
