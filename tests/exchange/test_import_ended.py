"""An import that is ended in the middle, by whomever, leaves the desk as it was before its file."""

import json
import os
import select
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import NoReturn

import pytest
from benchmarks import greenhouse_records
from support import making
from support.everyday import everyday

from data import exchange
from data.exchange import Progress
from data.exchange.files.json_records import Stream
from data.exchange.files.text_file import Unreadable
from data.storage import database

ROOT = Path(__file__).resolve().parents[2]
COUNT = 2_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return greenhouse_records.write(tmp_path / "offers.ndjson", COUNT)


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


# ---------------------------------------------------------------- killed


def _import_telling(path: Path, file: Path, tell: int) -> NoReturn:
    """The child: import, and say how far it is."""
    try:
        database.open_desk(path)

        def told(progress: Progress) -> None:
            os.write(tell, b".")

        exchange.read_files([file], progress=told)
        os.write(tell, b"!")
        signal.pause()
    finally:
        os._exit(1)


def _kill_after(path: Path, file: Path, signs: int) -> bytes:
    """Start a child, kill it when it has said something so often; gives what it said."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _import_telling(path, file, write)
    os.close(write)
    said = b""
    while len(said) < signs and b"!" not in said and select.select([read], [], [], 60)[0]:
        said += os.read(read, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(read, "rb") as rest:
        return said + rest.read()


@pytest.mark.long
def test_killed_at_any_moment_a_file_is_in_whole_or_not_at_all(desk: Path, file: Path) -> None:
    making.a_ready_offer()
    database.close_desk()
    for signs in (1, 2, 4, 5, 6):
        before = making.everything_stored(desk)
        said = _kill_after(desk, file, signs)
        assert making.rows(desk, "PRAGMA integrity_check") == [("ok",)]
        assert making.rows(desk, "PRAGMA foreign_key_check") == []
        if making.everything_stored(desk) != before:
            assert len(making.rows(desk, "SELECT id FROM versions")) in (COUNT + 1,)
        else:
            assert b"!" not in said
    database.open_desk(desk)
    report = exchange.read_files([file])
    assert report.new + report.same == COUNT


# ---------------------------------------------------------------- interrupted


@pytest.mark.parametrize("form", everyday([[], ["--json"]]))
def test_ctrl_c_in_the_middle_of_a_file_leaves_it_out_whole(
    desk: Path, tmp_path: Path, form: list[str]
) -> None:
    database.close_desk()
    first = greenhouse_records.write(tmp_path / "first.ndjson", 3)
    pipe = tmp_path / "second.ndjson"
    os.mkfifo(pipe)
    argv = [sys.executable, "-m", "tui", "import", *form, "--db", str(desk), str(first), str(pipe)]
    program = subprocess.Popen(
        argv,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=making.hear_interrupts,
    )
    records = (json.dumps(record) + "\n" for record in greenhouse_records.records(COUNT))
    with pipe.open("w", encoding="utf-8") as endless:
        for line in records:  # by then most of them were read, and it waits for more
            endless.write(line)
        endless.flush()
        program.send_signal(signal.SIGINT)
        _, said = program.communicate(timeout=540)
    assert program.returncode == 130
    assert b"second.ndjson is left out whole" in said
    assert b"Traceback" not in said
    assert len(making.rows(desk, "SELECT id FROM versions")) == 3


# ---------------------------------------------------------------- memory


def peak_of(text: Iterator[str]) -> int:
    """The most bytes that were held while this text was read."""
    tracemalloc.start()
    try:
        for _ in Stream(lambda: next(text, "")):
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_records_are_read_one_at_a_time() -> None:
    lines = [json.dumps(record) + "\n" for record in greenhouse_records.records(50)]
    piece = "".join(lines)
    assert peak_of(repeat(piece, 80)) < 1.2 * peak_of(repeat(piece, 25))


@pytest.mark.parametrize(
    "start", everyday(['[{"id": 1}, {"a": "', '{"id": 1, "a": "', '["', '{"a": [["'])
)
def test_an_endless_text_is_not_held(start: str) -> None:
    text = chain([start], repeat("x" * 1_000_000, 100))
    tracemalloc.start()
    try:
        with pytest.raises(Unreadable):
            list(Stream(lambda: next(text, "")))
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.long
def test_the_memory_of_an_import_does_not_grow_with_the_file(tmp_path: Path) -> None:
    peaks = []
    for count in (1_000, 8_000):
        file = greenhouse_records.write(tmp_path / f"{count}.ndjson", count)
        code = (
            "import resource, sys; from tui.cli.command_line import main;"
            " code = main(sys.argv[1:]);"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss); sys.exit(code)"
        )
        argv = [sys.executable, "-c", code, "import", str(file), "--db", f"{tmp_path}/{count}.db"]
        done = subprocess.run(
            argv, cwd=ROOT, env=environment(), capture_output=True, check=True, timeout=540
        )
        peaks.append(int(done.stdout.split()[-1]) // 1024)
    # 7,000 records more are 11 MB of text and more than 80 MB of objects; SQLite's cache grows.
    assert peaks[1] - peaks[0] < 50
