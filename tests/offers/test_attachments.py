"""Files kept with an offer: taken in, read back, removed, erased, dumped, verified."""

import os
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support import making

from data.delivery import attached_files, file_names, open_externally
from data.errors import DataError, Invalid, NotAllowed, NotFound, Storage
from data.offers import attachments, offer_deletion, offers, status_changes, warnings
from data.people import candidates, erasing
from data.records.attachment_records import AttachmentDraft, AttachmentKind
from data.records.candidate_records import CandidateDraft
from data.records.status_records import MoveDraft
from data.safekeeping import salvage, verify
from data.storage import attached_bytes, connection, database
from data.values.status import Status

pytestmark = pytest.mark.usefixtures("desk")

LONG = bytes(range(256)) * 600
"""More than three pieces."""


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "signed by Mina.pdf"
    path.write_bytes(LONG)
    return path


def rows(sql: str) -> list[tuple[object, ...]]:
    return connection.reader().execute(sql).fetchall()


def test_a_file_is_kept_with_its_hash_and_read_back_byte_for_byte(scan: Path) -> None:
    offer = making.an_offer()
    kept = attachments.attach(offer.id, AttachmentDraft(scan, AttachmentKind.SIGNED, 1))
    scan.unlink()
    assert rows("SELECT count(*) FROM attachment_pieces") == [(4,)]
    assert attachments.content(kept.id).data == LONG
    after = offers.get(offer.id)
    (found,) = after.attachments
    assert (found.name, found.kind, found.version, found.size, found.media_type) == (
        "signed by Mina.pdf", "signed", 1, len(LONG), "application/pdf",
    )  # fmt: skip
    assert found.sha256 == attached_bytes.digest(LONG)
    assert len(after.versions) == 1
    assert (after.events[-1].kind, after.events[-1].text) == (
        "attached", "signed copy: signed by Mina.pdf",
    )  # fmt: skip


@pytest.mark.parametrize("size", [1, attached_bytes.PIECE - 1, attached_bytes.PIECE,
                                  attached_bytes.PIECE + 1, 2 * attached_bytes.PIECE])  # fmt: skip
def test_every_size_comes_back(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(os.urandom(size))
    kept = attachments.attach(making.an_offer().id, AttachmentDraft(path))
    assert attachments.content(kept.id).data == path.read_bytes()


def _a_pipe(path: Path) -> None:
    os.mkfifo(path)


def _a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _too_large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(attachments.MOST + 1)


def _a_link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def _nothing(path: Path) -> None: ...


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_nothing, "no such file"),
        (Path.mkdir, "no file that can be read"),
        (_a_pipe, "no file that can be read"),
        (_a_socket, "no file that can be read"),
        (Path.touch, "is empty"),
        (_too_large, "at most 25 MB"),
        (_a_link_to_itself, "no file that can be read"),
    ],
)
def test_what_is_no_file_of_a_fair_size_is_refused(
    tmp_path: Path, make: Callable[[Path], None], words: str
) -> None:
    path = tmp_path / "x"
    make(path)
    offer = making.an_offer()
    with pytest.raises(Invalid) as error:
        attachments.attach(offer.id, AttachmentDraft(path))
    assert words in error.value.text
    assert offers.get(offer.id).attachments == ()
    assert [event.kind for event in offers.get(offer.id).events] == ["created"]


@pytest.mark.parametrize("path", [Path(), Path("a\0b"), Path("x" * 5_000), Path("/dev/zero")])
def test_no_path_leads_to_anything_else(path: Path) -> None:
    with pytest.raises(Invalid):
        attachments.attach(making.an_offer().id, AttachmentDraft(path))


def test_an_offer_and_a_version_have_to_be_there(scan: Path) -> None:
    with pytest.raises(NotFound):
        attachments.attach(999, AttachmentDraft(scan))
    with pytest.raises(Invalid, match="no version 7"):
        attachments.attach(making.an_offer().id, AttachmentDraft(scan, version=7))
    for act in (attachments.get, attachments.content, attachments.remove):
        with pytest.raises(NotFound):
            act(999)


def test_a_file_that_is_removed_is_gone_and_the_history_says_so(scan: Path) -> None:
    kept = attachments.attach(making.an_offer().id, AttachmentDraft(scan))
    attachments.remove(kept.id)
    assert offers.get(kept.offer_id).attachments == ()
    assert rows("SELECT count(*) FROM attachment_pieces") == [(0,)]
    assert offers.get(kept.offer_id).events[-1].kind == "removed"


@pytest.mark.parametrize("sql", ["UPDATE attachments SET sha256 = 'x'",
                                 "UPDATE attachments SET name = 'other.pdf'",
                                 "UPDATE attachment_pieces SET content = ''"])  # fmt: skip
def test_the_database_refuses_to_change_what_was_kept(scan: Path, sql: str) -> None:
    attachments.attach(making.an_offer().id, AttachmentDraft(scan))
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        connection.reader().execute(sql)


# ---------------------------------------------------------------- names are hostile

HOSTILE = {
    "../../etc/passwd": "passwd",
    "a\x1b[2Jb.pdf": "a_[2Jb.pdf",
    "ann\u202efdp.exe": "ann_fdp.exe",
    "CON.pdf": "_CON.pdf",
    "nul": "_nul",
    "..": "attachment",
    "~root.pdf": "root.pdf",
    "C:\\Users\\x.pdf": "C_Users_x.pdf",
    "a\nb.pdf": "a b.pdf",
    ".bashrc": "bashrc",
    "x.p/df": "df",
    "-rf.pdf": "rf.pdf",
    "name.": "name",
    "a.pdf\u202e": "a.pdf",
}


@pytest.mark.parametrize(("name", "safe"), HOSTILE.items())
def test_no_name_leaves_its_folder_or_says_something_to_a_terminal(
    tmp_path: Path, name: str, safe: str
) -> None:
    kept = _as_named(name)
    path = attached_files.save(kept, tmp_path)
    assert path == tmp_path / safe
    assert path.read_bytes() == b"x"
    (shown,) = [one.name for one in offers.get(attachments.get(kept).offer_id).attachments]
    assert shown.isprintable() and "\u202e" not in shown


def _as_named(name: str) -> int:
    """An attachment as a dump may bring it, whatever its name."""
    offer = making.an_offer()
    with database.transaction():
        file = attachments.FileRead(name.rpartition("/")[2] or name, b"x")
        return attachments.keep(offer.id, file, AttachmentKind.FILE).id


@pytest.mark.parametrize("name", ["long" * 100 + ".pdf", "ä" * 300 + ".docx", "x" * 300])
def test_a_long_name_keeps_its_ending(tmp_path: Path, name: str) -> None:
    ending = name.rpartition(".")[2] if "." in name else ""
    safe = file_names.attached_name(name)
    assert safe.endswith(ending) and len(safe.encode()) < 100
    (tmp_path / safe).touch()


def test_a_copy_takes_no_other_files_place(scan: Path, tmp_path: Path) -> None:
    kept = attachments.attach(making.an_offer().id, AttachmentDraft(scan))
    scan.write_text("mine")
    with pytest.raises(DataError, match="is there already"):
        attached_files.save(kept.id, tmp_path)
    assert scan.read_text() == "mine"
    assert attached_files.save(kept.id, tmp_path, force=True).read_bytes() == LONG
    assert scan.stat().st_mode & 0o077 == 0


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    targets: list[str] = []
    monkeypatch.setattr(open_externally, "can_open", lambda: True)
    monkeypatch.setattr(open_externally, "launch", targets.append)
    yield targets
    open_externally.sweep(-1)


def test_a_document_is_opened_as_a_private_copy(launched: list[str], scan: Path) -> None:
    kept = attachments.attach(making.an_offer().id, AttachmentDraft(scan))
    path = attached_files.open_outside(kept.id)
    assert launched == [str(path)]
    assert path.read_bytes() == LONG and path.stat().st_mode & 0o777 == 0o600
    assert path.name == scan.name


@pytest.mark.parametrize("name", ["x.exe", "x.desktop", "x.sh", "x.html", "x", "pdf", "x.pdf.js"])
def test_what_could_be_run_is_not_opened(launched: list[str], name: str) -> None:
    kept = _as_named(name)
    with pytest.raises(NotAllowed, match="save a copy"):
        attached_files.open_outside(kept)
    assert launched == []


# ---------------------------------------------------------------- accepting


def test_accepting_keeps_the_signed_copy_and_can_go_without(scan: Path) -> None:
    offer = making.in_status(Status.SENT)
    after = status_changes.move(
        offer.id, MoveDraft(Status.ACCEPTED, seen=warnings.EVERY, signed_copy=scan)
    )
    (kept,) = after.attachments
    assert (kept.kind, kept.version, after.status) == ("signed", after.version, Status.ACCEPTED)
    assert status_changes.is_newest(after)
    status_changes.undo(offer.id)
    assert offers.get(offer.id).attachments == (kept,)
    without = making.in_status(Status.SENT)
    assert making.move(without, Status.ACCEPTED).attachments == ()


def test_the_signed_copy_is_read_before_the_desk_is_kept_from_others(
    scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = []

    def read(*given: object) -> attachments.FileRead:
        writing.append(connection.reader().in_transaction)
        return attachments.FileRead("scan.pdf", b"%PDF")

    monkeypatch.setattr(attachments, "read", read)
    offer = making.in_status(Status.SENT)
    draft = MoveDraft(Status.ACCEPTED, seen=warnings.EVERY, signed_copy=scan)
    status_changes.move(offer.id, draft)
    assert writing == [False]


def test_a_signed_copy_that_cannot_be_read_stops_the_acceptance(tmp_path: Path) -> None:
    offer = making.in_status(Status.SENT)
    draft = MoveDraft(Status.ACCEPTED, seen=warnings.EVERY, signed_copy=tmp_path / "none.pdf")
    with pytest.raises(Invalid) as error:
        status_changes.move(offer.id, draft)
    assert [problem.field for problem in error.value.problems] == ["signed_copy"]
    assert offers.get(offer.id).status is Status.SENT


# ---------------------------------------------------------------- gone with the offer, the person


def test_an_offer_takes_its_files_along_and_says_so_before(scan: Path) -> None:
    offer = making.an_offer()
    attachments.attach(offer.id, AttachmentDraft(scan))
    assert "1 attached file" in offer_deletion.what_delete_removes(offers.get(offer.id))
    offer_deletion.delete(offer.id)
    assert rows("SELECT (SELECT count(*) FROM attachments), count(*) FROM attachment_pieces") == [
        (0, 0)
    ]


def test_a_persons_files_are_erased_and_their_name_in_those_of_others(
    desk: Path, tmp_path: Path
) -> None:
    person = candidates.create(CandidateDraft("Zephyrine", "Quillfeather"))
    own = making.an_offer(candidate_id=person.id, job_id=making.a_job().id)
    other = making.an_offer()
    path = tmp_path / "about Quillfeather.txt"
    path.write_text("whispered")
    for offer in (own, other):
        attachments.attach(offer.id, AttachmentDraft(path))
    assert "1 attached file of their offers." in erasing.what_erasing_removes(person.id)
    assert erasing.erase(person.id) == ""
    assert offers.get(own.id).attachments == ()
    (kept,) = offers.get(other.id).attachments
    assert kept.name == "about [erased].txt"
    assert attachments.content(kept.id).data == b"whispered"
    assert b"uillfeather" not in desk.read_bytes()


# ---------------------------------------------------------------- dumped, verified, salvaged


def damage(sql: str) -> None:
    desk = connection.reader()
    desk.execute("DROP TRIGGER attachment_pieces_stay")
    desk.execute(sql)


def test_verify_names_a_file_whose_bytes_are_others(scan: Path) -> None:
    kept = attachments.attach(making.an_offer().id, AttachmentDraft(scan))
    assert verify.verify() == ()
    damage("UPDATE attachment_pieces SET content = 'AAAA' WHERE number = 2")
    (defect,) = verify.verify()
    assert defect == (
        "attachments", f"The attachment {kept.id} of offer 1 is not the file that was kept.",
    )  # fmt: skip
    with pytest.raises(Storage, match="damaged"):
        attachments.content(kept.id)


@pytest.mark.parametrize("sql", ["DELETE FROM attachment_pieces WHERE number = 4",
                                 "UPDATE attachment_pieces SET content = '*'"])  # fmt: skip
def test_verify_finds_a_piece_that_is_lost_or_no_base64(scan: Path, sql: str) -> None:
    attachments.attach(making.an_offer().id, AttachmentDraft(scan))
    damage(sql)
    assert [defect.check for defect in verify.verify()] == ["attachments"]


def test_a_salvaged_desk_has_the_files(scan: Path, desk: Path, tmp_path: Path) -> None:
    kept = attachments.attach(making.an_offer().id, AttachmentDraft(scan))
    database.close_desk()
    salvage.salvage(desk, tmp_path / "new.db")
    database.open_desk(tmp_path / "new.db")
    assert attachments.content(kept.id).data == LONG
    assert verify.verify() == ()
