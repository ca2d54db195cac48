"""The desk's own dump, in: into an empty desk the same desk; into the one it came from, nothing.

Decided: numbers are what ties a desk together, so rows of two desks are never mixed under them. A
dump comes in whole or not at all: what is here already must be the same, and what is new stands
beside it (`dump_beside`). A file that says otherwise is refused with the names of what is other,
and belongs into a desk of its own. Settings stay as they are, unless the desk is empty.

Nothing is switched off for it: checks, foreign keys and the triggers that keep versions, letters
and events from being changed hold for a dump as for everything else.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from data.exchange.backup.backup_checks import Checks, DumpRefused, check_setting, quoted
from data.exchange.backup.backup_merge import OF_THE_PROGRAM, SET_HERE, Beside
from data.exchange.backup.backup_tables import COUNTERS, SEQUENCES, Shape, counters, shapes
from data.exchange.backup.older_dump import OlderRows
from data.exchange.parsed_offer import JsonValue, Record
from data.fields import custom_fields
from data.storage import attached_bytes
from data.values.text import one_line

MARK, FORMAT = "offerdesk", 1
"""What the first line of a dump is known by, and the form of the lines behind it."""
_TOGETHER = 500
_FURNITURE = frozenset({"users", "settings", "templates", "template_revisions"})
"""Tables that the program itself fills in a new desk."""
_MADE_BY_PEOPLE = (
    "SELECT 1 FROM templates WHERE shipped IS NULL",
    "SELECT 1 FROM template_revisions WHERE created_by IS NOT NULL",
    "SELECT 1 FROM users WHERE id <> (SELECT min(id) FROM users)",
)
_BROKEN = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError)


@dataclass(slots=True)
class DumpRead:
    """What reading a dump did: rows that were new, rows that were here, and offers among them."""

    new: int = 0
    same: int = 0
    offers: int = 0
    same_offers: int = 0


def recognise(value: object) -> bool:
    """Whether this is the first line of a dump."""
    return isinstance(value, dict) and value.get(MARK) == "dump"


def read(desk: sqlite3.Connection, records: Iterable[object]) -> DumpRead:
    """Bring a dump in, in the running transaction, which whoever began it takes back on an error.

    `records` are its lines as JSON says them, the first one included. Raises DumpRefused.
    """
    reader: Reader | None = None
    for record in records:
        if reader is None:
            reader = Reader(desk, record)
        else:
            reader.take(record)
    if reader is None:
        raise DumpRefused("The file is empty.")
    return reader.finish()


class Reader:
    """Takes a dump line by line, in the running transaction; nothing is sure before `finish`."""

    def __init__(self, desk: sqlite3.Connection, header: object) -> None:
        """Raises DumpRefused for a first line that is none, or of a newer program."""
        self._desk = desk
        is_complete, schema = _check_header(desk, header)
        tables = shapes(desk)
        self._shapes = {shape.name: shape for shape in tables}
        self._older = OlderRows(desk, schema, tables)
        self._counters = counters(desk)
        self._is_empty = self._looks_empty()
        self._checks = Checks()
        self._beside = Beside(desk)
        self._rows: list[tuple[JsonValue, ...]] = []
        self._into: tuple[str, tuple[str, ...]] = ("", ())
        self._taken = 0
        self._ended: int | None = None
        self._blank: list[int] = []
        self._zeroes: list[Record] = []
        self._set: list[tuple[str, Record]] = []
        self._last: dict[str, int] = {}
        self._result = DumpRead()
        if self._is_empty:
            desk.execute("DELETE FROM users")
            if is_complete:
                desk.execute("DELETE FROM settings")

    def take(self, record: object) -> None:
        """One line after the first; raises DumpRefused."""
        if self._ended is not None:
            raise DumpRefused("The dump goes on behind its end: it was put together by hand.")
        name, row = self._row(record)
        if name == "end":
            count = row.get("rows")
            self._ended = count if isinstance(count, int) else -1
            return
        self._taken += 1
        try:
            if name == SEQUENCES:
                self._take_sequence(row)
            elif name == COUNTERS:
                self._take_counter(row)
            else:
                self._take(name, row)
        except _BROKEN as error:
            raise DumpRefused(self._contradiction(name, error)) from None

    def finish(self) -> DumpRead:
        """What only the end shows; raises DumpRefused."""
        try:
            self._flush()
            self._set_again()
        except _BROKEN as error:
            raise DumpRefused(self._contradiction(self._into[0], error)) from None
        if self._ended != self._taken:
            raise DumpRefused(
                "The dump ends before its end: it was cut off. Write or copy it again."
            )
        self._take_older()
        self._check_values()
        self._check_attachments()
        self._beside.finish()
        if self._beside.differences:
            raise DumpRefused(self._beside.sentence())
        self._check_letters()
        if self._is_empty:
            self._keep_counting()
        custom_fields.forget()
        return self._result

    # ------------------------------------------------------------ a row

    def _row(self, record: object) -> tuple[str, Record]:
        """The one table that a line names, and its row."""
        if isinstance(record, dict) and len(record) == 1:
            (name, row), *_ = record.items()
            if isinstance(row, dict):
                return name, row
        raise DumpRefused(f"Line {self._taken + 2:,} of the dump holds no row of a table.")

    def _take(self, name: str, row: Record) -> None:
        if self._older.has(name):
            self._add_older(name, row)
            return
        shape = self._shapes.get(name)
        if shape is None:
            raise DumpRefused(f"The dump has rows of {quoted(name)}, which is no table here.")
        plan = self._checks.check(shape, row)
        if name == "letters":
            self._check_letter(row)
        elif name == "settings":
            check_setting(row)
        is_new = self._is_new(shape, row)
        self._count(name, is_new)
        if self._is_empty and not is_new and name in SET_HERE:
            self._set.append((name, row))
        if not is_new or self._beside.differences:  # then nothing comes in any more
            return
        if (name, plan.columns) != self._into or len(self._rows) >= _TOGETHER:
            self._flush()
            self._into = name, plan.columns
        self._rows.append(plan.values(row))

    def _add_older(self, name: str, row: Record) -> None:
        try:
            self._older.add(name, row)
        except (KeyError, sqlite3.ProgrammingError, sqlite3.InterfaceError) as error:
            raise DumpRefused(self._contradiction(name, error)) from None

    def _take_older(self) -> None:
        """What an older program wrote otherwise; raises DumpRefused."""
        name = ""
        try:
            for name, row in self._older.rows():
                self._take(name, row)
            self._flush()
        except _BROKEN as error:
            raise DumpRefused(self._contradiction(name, error)) from None

    def _is_new(self, shape: Shape, row: Record) -> bool:
        """Whether the row is not here; in an empty desk only what every desk has can be."""
        if self._is_empty and shape.name not in OF_THE_PROGRAM:
            return True
        self._flush()
        return self._beside.is_new(shape, row, is_empty=self._is_empty)

    def _count(self, name: str, is_new: bool) -> None:
        result = self._result
        result.new += is_new
        result.same += not is_new
        if name == "offers":
            result.offers += is_new
            result.same_offers += not is_new

    def _set_again(self) -> None:
        """What people set in rows that every desk makes for itself."""
        for name, row in self._set:
            for column in SET_HERE[name]:
                sql = f"UPDATE {name} SET {column} = ? WHERE id = ?"
                self._desk.execute(sql, (row.get(column), row["id"]))

    def _flush(self) -> None:
        name, columns = self._into
        if self._rows:
            marks = ", ".join("?" * len(columns))
            rows, self._rows = self._rows, []
            self._desk.executemany(
                f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})", rows
            )

    # ------------------------------------------------------------ letters and values

    def _check_letter(self, row: Record) -> None:
        """A letter says what was sent: its hash proves it, unless its person was erased."""
        from data.letters.letter_hash import letter_hash

        html = row.get("html")
        if html == "" and row.get("inputs") == "{}":
            self._blank.append(row["version_id"])
        elif not isinstance(html, str) or letter_hash(html) != row.get("sha256"):
            raise DumpRefused(
                f"The letter {row.get('id')} in the dump is not the one that was sent: its SHA-256 "
                "is another one. Nothing was read."
            )

    def _check_letters(self) -> None:
        """Only letters of erased people may be blank, and those that were always empty."""
        from data.letters.letter_hash import letter_hash

        for version_id in self._blank:
            row = self._desk.execute(_BLANK, (version_id, letter_hash(""))).fetchone()
            if row is not None:
                raise DumpRefused(
                    f"The letter of offer {row[0]} in the dump is blank, but its candidate was "
                    "not erased: it is not the one that was sent. Nothing was read."
                )

    def _check_values(self) -> None:
        """A version has as many values as it was written with: nobody adds any later."""
        new = " AND id IN (SELECT id FROM temp.fresh WHERE name = 'versions')"
        if self._beside.differences:
            return
        lacking = self._desk.execute(
            _LACKING + ("" if self._is_empty else new) + " LIMIT 1"
        ).fetchone()
        if lacking is not None:
            raise DumpRefused(
                f"Version {lacking[1]} of offer {lacking[0]} in the dump lacks some of its values: "
                "rows are missing. Nothing was read."
            )

    def _check_attachments(self) -> None:
        """What is attached has the bytes that were kept: their hash proves it."""
        if self._beside.differences:
            return
        new = "id IN (SELECT id FROM temp.fresh WHERE name = 'attachments')"
        for number, offer in attached_bytes.damaged(self._desk, "1" if self._is_empty else new):
            raise DumpRefused(
                f"The attachment {number} of offer {offer} in the dump is not the file that was "
                "kept: its SHA-256 is another one. Nothing was read."
            )

    # ------------------------------------------------------------ numbers

    def _take_sequence(self, row: Record) -> None:
        name, last = row.get("name"), row.get("seq")
        if isinstance(name, str) and self._older.has(name):
            return
        if name not in self._shapes or not isinstance(last, int) or isinstance(last, bool):
            raise DumpRefused(f"The dump counts numbers of {quoted(name)}, which is no table here.")
        self._last[name] = last

    def _take_counter(self, row: Record) -> None:
        if set(row) != set(self._counters.columns):
            raise DumpRefused("The dump has a counter that is none.")
        if row["offers"] == 0:
            self._zeroes.append(row)

    def _keep_counting(self) -> None:
        """No number is given out twice, here or where the dump was written; zeroes are counted."""
        for name, last in self._last.items():
            done = self._desk.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, name)
            )
            if not done.rowcount:
                self._desk.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, last))
        for row in self._zeroes:
            self._desk.execute(
                "INSERT OR IGNORE INTO offer_counts VALUES (?, ?, 0)",
                (row["job_id"], row["standing"]),
            )

    def _looks_empty(self) -> bool:
        """Whether nothing is here but what every new desk has."""
        own = (f"SELECT 1 FROM {name}" for name in self._shapes if name not in _FURNITURE)
        return not any(
            self._desk.execute(f"{sql} LIMIT 1").fetchone() for sql in (*own, *_MADE_BY_PEOPLE)
        )

    def _contradiction(self, name: str, error: Exception) -> str:
        if self._beside.differences:
            return self._beside.sentence()
        detail = f"{quoted(name)}: {one_line(str(error))}"
        return f"The dump contradicts itself or this desk ({detail}); nothing was read."


def _check_header(desk: sqlite3.Connection, header: object) -> tuple[bool, int]:
    """Whether the dump is of everything, and its schema; raises DumpRefused for what is no dump."""
    if not isinstance(header, dict) or not recognise(header):
        raise DumpRefused("The file is no dump of offerdesk.")
    form, schema = header.get("format"), header.get("schema")
    here = desk.execute("PRAGMA user_version").fetchone()[0]
    if not isinstance(form, int) or not isinstance(schema, int):
        raise DumpRefused("The first line of the dump does not say its format and schema.")
    if form > FORMAT or schema > here:
        raise DumpRefused(
            f"The dump was written by a newer offerdesk ({quoted(header.get('program'))}, schema "
            f"{schema}; this one knows {here}): update the program. Nothing was read."
        )
    return header.get("complete") is True, schema


_BLANK = (
    "SELECT offers.id FROM letters JOIN versions ON versions.id = version_id"
    " JOIN offers ON offers.id = offer_id LEFT JOIN candidates ON candidates.id = candidate_id"
    " WHERE version_id = ? AND html = '' AND sha256 <> ? AND erased_at IS NULL"
)
_LACKING = (
    "SELECT offer_id, number FROM versions WHERE field_count <>"
    " (SELECT count(*) FROM version_values WHERE version_id = versions.id)"
)
