"""What is done to a desk while something strikes: each act confirms by a file what it has done."""

from __future__ import annotations

import contextlib
import json
import lzma
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from support import making
from torture.rounds import Torture

from data import exchange
from data.bulk import bulk_changes
from data.bulk.bulk_changes import Action, Kind
from data.errors import DataError
from data.exchange.exporting import export_run
from data.offers import offer_editing, offers
from data.people import candidates, erasing
from data.records.candidate_records import CandidateDraft
from data.records.typed_records import Typed, TypedPlace
from data.safekeeping import backup, typed_work, verify
from data.storage import connection, database, safe_files

OLDER = Path(__file__).parents[1] / "storage/released/desk-0.1.0.db.xz"
"""A desk as the first release wrote it."""
OFFERS = "SELECT count(*) FROM offers"


def save(path: Path) -> None:
    """A new version of an offer, confirmed by a file."""
    database.open_desk(path)
    row = connection.reader().execute("SELECT id FROM offers WHERE standing = 'draft'").fetchone()
    offer = offers.get(row[0])
    draft = replace(offers.draft_of(offer), salary="123456", currency="EUR")
    saved = offer_editing.save(offer.id, draft)
    confirm(path, f"SELECT version FROM offers WHERE id = {saved.id:d}", saved.version)
    database.close_desk()


def confirm(path: Path, sql: str, answer: object) -> None:
    """Write beside the desk what it has to say from now on."""
    with contextlib.suppress(OSError):  # the fault meets the confirmation, not the desk
        path.with_name("confirmed").write_text(json.dumps([sql, answer]))


def add_many(path: Path) -> None:
    """Many people in one transaction, as an import brings them."""
    database.open_desk(path)
    with database.transaction():
        for number in range(60):
            candidates.create(CandidateDraft(f"Mina {number}", "Holt"))
    confirm(path, "SELECT count(*) FROM candidates WHERE last_name = 'Holt'", 60)
    database.close_desk()


def copy(path: Path) -> None:
    """A backup while the desk is open."""
    database.open_desk(path)
    candidates.create(CandidateDraft("Before", "Copy"))
    backup.backup(path.with_name("copy.db"), force=True)
    database.close_desk()


def go_back(path: Path) -> None:
    """A restore of a copy that was made beforehand."""
    backup.restore(path.with_name("early.db"), path)


def update(path: Path) -> None:
    """A desk of an older schema is opened."""
    database.open_desk(path)
    database.close_desk()


def act_on_many(path: Path) -> None:
    """One action on many offers."""
    database.open_desk(path)
    rows = connection.reader().execute("SELECT id FROM offers WHERE standing = 'draft'").fetchall()
    done = bulk_changes.run([row[0] for row in rows], Action(Kind.EXPIRY, "2027-01-31"))
    confirm(path, "SELECT count(*) FROM bulk_items", len(done.plan.done))
    database.close_desk()


def bring_in(path: Path) -> None:
    """Records of another system into a new desk, which is made for them."""
    database.open_desk(path)
    exchange.read_files([path.with_name("records.json")])
    sql = "SELECT count(*) FROM offers"
    confirm(path, sql, connection.reader().execute(sql).fetchone()[0])
    database.close_desk()


def send_out(path: Path) -> None:
    """A dump of the whole desk."""
    database.open_desk(path)
    with safe_files.writing(path.with_name("dump.json")) as file:
        export_run.export("json", None, file, export_run.ExportOptions())
    database.close_desk()


def type_in(path: Path) -> None:
    """What is typed is kept aside, kept anew, and let go."""
    database.open_desk(path)
    place, number = TypedPlace("NoteDialog", "Note"), None
    for words in ("more", "more and more"):
        number = typed_work.keep(number, place, (Typed("note", "Note", "", words),))
    typed_work.drop(number or 0)
    typed_work.keep(None, place, (Typed("note", "Note", "", "kept"),))
    confirm(path, "SELECT count(*) FROM typed_work WHERE entries LIKE '%kept%'", 1)
    database.close_desk()


def erase(path: Path) -> None:
    """A person is erased for good."""
    database.open_desk(path)
    row = connection.reader().execute("SELECT candidate_id FROM offers").fetchone()
    erasing.erase(row[0])
    confirm(path, f"SELECT erased_at IS NULL FROM candidates WHERE id = {row[0]:d}", 0)
    database.close_desk()


ACTS: tuple[Callable[[Path], None], ...] = (
    save, add_many, copy, go_back, update, act_on_many, bring_in, send_out, type_in, erase,
)  # fmt: skip


def prepared(run: Torture, act: Callable[[Path], None]) -> Path:
    """A folder in which the act can be done."""
    path = run.fresh("desk.db")
    if act is go_back:
        shutil.copy(run.original, path.with_name("early.db"))
    if act is bring_in:
        path.unlink()
        path.with_name("records.json").write_bytes(run.exports["greenhouse"])
    if act is update:
        path.write_bytes(lzma.decompress(OLDER.read_bytes()))
    return path


def practise(run: Torture) -> None:
    """Do each act once, so that no child has to import what it needs; and see what was wrong
    with the older desk before."""
    for act in ACTS:
        path = prepared(run, act)
        act(path)
        if act is update:
            database.open_desk(path)
            run.known = {one.text for one in verify.verify()}
            database.close_desk()
        look_after(run, act, path, f"{act.__name__} without a fault")


def look_after(run: Torture, act: Callable[[Path], None], path: Path, what: str) -> None:
    """See that the desk is whole, and that everything is there that was confirmed."""
    try:
        if act is not bring_in and not path.exists():
            run.fail(f"{what}: the desk is gone")
        run.is_whole(path, what)
        if act not in (bring_in, update) and _offers(path) != _offers(run.original):
            run.fail(f"{what}: the desk lacks offers")
        if path.with_name("dump.json").exists():
            _read_back(run, path.with_name("dump.json"), what)
        if path.with_name("copy.db").exists():
            run.is_whole(path.with_name("copy.db"), f"{what}, the copy")
        _look_for_confirmed(run, path, what)
    except DataError as error:
        run.fail(f"{what}: {error.text}")
    finally:
        database.close_desk()


def _look_for_confirmed(run: Torture, path: Path, what: str) -> None:
    confirmed = path.with_name("confirmed")
    said: list[object] = []
    with contextlib.suppress(OSError, ValueError):  # not said, or struck in the middle of it
        said = json.loads(confirmed.read_text())
    if said:
        sql, answer = str(said[0]), said[1]
        if making.rows(path, sql)[0][0] != answer:
            run.fail(f"{what}: {sql}: {answer} was confirmed and is lost")


def _offers(path: Path) -> int:
    return int(making.rows(path, OFFERS)[0][0])


def _read_back(run: Torture, dump: Path, what: str) -> None:
    """A dump that is there comes in again, whole."""
    new = dump.with_name("new.db")
    database.open_desk(new)
    exchange.read_files([dump])
    database.close_desk()
    if _offers(new) != _offers(run.original):
        run.fail(f"{what}: the dump lacks offers")
    run.is_whole(new, f"{what}, the dump")
