"""Files as people have them: from pipes, with a broken line, and those that hold no records."""

import gzip
import io
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from data import exchange
from data.exchange import ImportOptions, Report
from data.exchange.files import csv_rows
from data.exchange.files.record_file import Source
from data.exchange.files.text_file import Unreadable
from data.storage import connection

TABLE = "Candidate,Job,Salary,Currency\nMila Roth,Cook,90000,EUR\n"
OFFER = '{"id": 4, "candidateId": 7, "jobId": 2, "salary": 5, "currency": "EUR"}'


def written(folder: Path, content: bytes, name: str = "file.dat") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def through_pipe(folder: Path, pieces: Iterable[bytes]) -> list[object]:
    """What is read from a pipe that gives these pieces, each by itself."""
    path = folder / "pipe"
    os.mkfifo(path)

    def write() -> None:
        with path.open("wb", buffering=0) as pipe:
            for piece in pieces:
                pipe.write(piece)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        with Source(path) as source:
            return [source.form, source.header, [item.value for item in source]]
    finally:
        writer.join()


ROW = dict(zip(("Candidate", "Job", "Salary", "Currency"), ("Mila Roth", "Cook", "90000", "EUR"),
               strict=True))  # fmt: skip


@pytest.mark.parametrize(
    "bom", [b"", b"\xef\xbb\xbf", b"\xff\xfe"], ids=["none", "UTF-8", "UTF-16"]
)
@pytest.mark.parametrize("size", [1, 2, 5, 4096])
def test_from_a_pipe_as_from_a_file(tmp_path: Path, bom: bytes, size: int) -> None:
    data = bom + TABLE.encode("utf-16-le" if bom == b"\xff\xfe" else "utf-8")
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    assert through_pipe(tmp_path, pieces) == ["CSV", tuple(ROW), [ROW]]


def test_standard_input_is_a_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tui", "import", "-", "--db", str(tmp_path / "a.db")]
    root = Path(__file__).parents[2]
    done = subprocess.run(
        command, input=TABLE, text=True, capture_output=True, cwd=root, check=False
    )
    assert done.returncode == 0, done.stderr


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return out.getvalue()


STRANGE: dict[str, tuple[bytes, str]] = {
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "is a picture"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF"),
    "sqlite": (b"SQLite format 3\0" + bytes(80), "opened with --db"),
    "zip": (zipped("offers.json"), "is a ZIP archive"),
    "docx": (zipped("[Content_Types].xml", "word/document.xml"), "is a document"),
    "numbers": (zipped("Index/Document.iwa"), "is a Numbers file"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)), "old Office file"),
    "zeros": (bytes(1 << 20), "nothing but zeros"),
    "program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)), "is a program"),
    "noise": (bytes((7 * at) % 256 for at in range(5000)), "is no text"),
    "html": (b"<!DOCTYPE html><html></html>", "is a web page or XML"),
    "xml": (b"<?xml version='1.0'?><a/>", "is a web page or XML"),
    "tar": (bytes(257) + b"ustar" + bytes(300), "tar"),
    "words": (b"Dear Mila\nwe are glad to offer you\n", "it begins with “Dear Mila"),
    "number": (b"\xfd7zXZ\0\0", "compressed with xz"),
    "empty": (b"", "is empty"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_any_file_is_answered_in_one_sentence_that_helps(
    desk: Path, tmp_path: Path, name: str
) -> None:
    content, words = STRANGE[name]
    for path in (written(tmp_path, content), written(tmp_path, content, "file.csv")):
        report = exchange.read_files([path])
        assert (report.read, report.refused) == (0, 1)
        if path.suffix != ".csv" or name != "words":
            assert words in report.lines[0].text


def test_what_is_packed_is_looked_at_too(tmp_path: Path) -> None:
    path = written(tmp_path, gzip.compress(STRANGE["png"][0]))
    with pytest.raises(Unreadable, match="is a picture"):
        Source(path)


TABLES = {
    "no name": (TABLE, "offers"),
    "quoted": (TABLE.replace("Candidate,Job", '"Candidate","Job"'), "offers.txt"),
    "title": (f"Offers of May\n\n{TABLE}", "offers.csv"),
    "padded title": (f"Offers of May,,,\n{TABLE}", "offers.csv"),
    "remark": (f"# exported today\n{TABLE}", "offers"),
    "separator": ("sep=;\n" + TABLE.replace(",", ";"), "offers"),
    "CR": (TABLE.replace("\n", "\r"), "offers.csv"),
    "CR LF": (TABLE.replace("\n", "\r\n"), "offers"),
    "tabs": (TABLE.replace(",", "\t"), "offers"),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_table_is_one_whatever_it_is_called(tmp_path: Path, case: str) -> None:
    text, name = TABLES[case]
    with Source(written(tmp_path, text.encode(), name)) as source:
        assert [item.value for item in source] == [ROW]


def test_a_comma_inside_a_quoted_header_belongs_to_it(tmp_path: Path) -> None:
    text = '"Name, first and last";"Pay ""gross"""\nMila;5\n'
    with Source(written(tmp_path, text.encode(), "offers.csv")) as source:
        assert source.header == ("Name, first and last", 'Pay "gross"')


def test_windows_text_needs_no_name_either(tmp_path: Path) -> None:
    with Source(written(tmp_path, "Name;Pay\nJürgen;5 €\n".encode("cp1252"), "a.txt")) as source:
        assert [item.value for item in source] == [{"Name": "Jürgen", "Pay": "5 €"}]


# ---------------------------------------------------------------- one broken line


def lines(tmp_path: Path, *texts: str, **options: bool) -> Report:
    path = written(tmp_path, "\n".join(texts).encode(), "offers.jsonl")
    return exchange.read_files([path], options=ImportOptions(**options))


@pytest.mark.parametrize("broken", ['{"id": 5, "salary": }', '{"id": 5', "oops", '{"id" 5}', "]"])
def test_a_broken_line_is_named_and_can_be_left_out(
    desk: Path, tmp_path: Path, broken: str
) -> None:
    last = OFFER.replace("4", "6")
    report = lines(tmp_path, OFFER, broken, last)
    assert (report.new, report.refused) == (0, 1)
    if broken not in ("]", "oops"):
        assert "--skip-bad" in report.lines[0].text and "line" in report.lines[0].text
    report = lines(tmp_path, OFFER, broken, last, skip_bad=True)
    assert report.refused == 1
    assert report.new == 2


def test_a_broken_row_is_named_and_can_be_left_out(desk: Path, tmp_path: Path) -> None:
    text = TABLE + 'Max "M" Muster,"Co"ok,5,EUR\nIda Berg,Baker,70000,EUR\n'
    path = written(tmp_path, text.encode(), "offers.csv")
    report = exchange.read_files([path])
    assert (report.new, report.refused) == (0, 1)
    assert report.lines[0].text.endswith(
        "is no table: a quotation mark stands in the middle of a cell in line 3."
        " Leave such lines out with --skip-bad."
    )
    report = exchange.read_files([path], options=ImportOptions(skip_bad=True))
    assert (report.new, report.refused) == (2, 1)
    names = connection.reader().execute("SELECT last_name FROM candidates ORDER BY id")
    assert [row[0] for row in names] == ["Roth", "Berg"]


@pytest.mark.parametrize("broken", ['"Max,Baker,5,EUR', 'Max,"Baker,5,EUR', 'Max,Baker,5,"EUR'])
@pytest.mark.parametrize("last", ["", "\n", '\nEla,"Baker, and more",7,EUR\n'])
def test_a_quote_that_is_never_closed_costs_its_own_line_only(
    desk: Path, tmp_path: Path, broken: str, last: str
) -> None:
    text = f"{TABLE}{broken}\nIda Berg,Baker,70000,EUR\nBo Ek,Baker,6,EUR{last}"
    path = written(tmp_path, text.encode(), "offers.csv")
    report = exchange.read_files([path])
    assert (report.new, report.refused) == (0, 1)
    assert "in the row that begins in line 3. Leave" in report.lines[0].text
    report = exchange.read_files([path], options=ImportOptions(skip_bad=True))
    assert (report.new, report.refused) == (3 + ("Ela" in last), 1)


def test_a_file_of_open_quotes_is_not_read_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "LARGEST", 4_000)
    monkeypatch.setattr(csv_rows, "_AGAIN", 40_000)
    pieces = iter(["a,b\n" + 'a","x\n' * 10_000, ""])
    found = list(csv_rows.Rows(lambda: next(pieces, ""), skip_bad=True))
    assert 10 < len(found) < 100
    assert all(item.problem for item in found)


def test_no_sentence_is_of_python(tmp_path: Path) -> None:
    for content in ('[{"a": 1,}]', '{"a": "\x01"}', '{"a": "\\q"}', "[1 2]", '["a'):
        with pytest.raises(Unreadable) as caught:
            read_all(lambda text=content: Source(written(tmp_path, text.encode())))
        assert not any(word in caught.value.text for word in ("Expecting", "delimiter", "Invalid"))


def read_all(made: Callable[[], Source]) -> None:
    with made() as source:
        list(source)
