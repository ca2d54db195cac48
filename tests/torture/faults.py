"""Kills and failing calls at every place where a desk is written; see faults.c."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

COUNT, KILL, SHORT, KILL_HALF = 0, -1, -2, -3
DONE, REFUSED, CRASHED = 0, 3, 4
ALL = 1 << 40


class Fault(NamedTuple):
    """What happens at a call: a kill before it or in its middle, or a failure, once or for good."""

    name: str
    mode: int
    lasts: bool = False


FAULTS = (
    Fault("kill", KILL),
    Fault("kill in the middle of a write", KILL_HALF),
    Fault("short write", SHORT),
    Fault("EINTR", errno.EINTR),
    Fault("disk full, once", errno.ENOSPC),
    Fault("disk full, for good", errno.ENOSPC, True),
    Fault("I/O error, once", errno.EIO),
    Fault("I/O error, for good", errno.EIO, True),
)


def compiler() -> str | None:
    """The C compiler, if there is one."""
    return shutil.which("cc")


def built() -> Path | None:
    """The library with the faults; None where there is no C compiler."""
    known = compiler()
    if known is None or not sys.platform.startswith("linux"):
        return None
    made = Path(tempfile.mkdtemp(prefix="torture-")) / "faults.so"
    source = Path(__file__).with_name("faults.c")
    command = [known, "-shared", "-fPIC", "-O1", "-o", str(made), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return made


def loaded() -> ctypes.CDLL | None:
    """The library, in a process that was started with it."""
    place = os.environ.get("LD_PRELOAD", "")
    return ctypes.CDLL(place) if "faults.so" in place else None


def forget(library: Path | None) -> None:
    """The library's own folder goes when the processes that were started with it are done."""
    if library is not None:
        shutil.rmtree(library.parent)


def calls_of(library: ctypes.CDLL, act: Callable[[], None]) -> int:
    """How many calls an act writes with."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        library.faults_arm(ctypes.c_long(ALL), COUNT, 0)
        act()
        count = ctypes.c_long(library.faults_calls()).value
        library.faults_arm(ctypes.c_long(-1), COUNT, 0)
        os.write(writer, str(count).encode())
        os._exit(DONE)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        said = answer.read()
    assert status == 0, f"the act fails without any fault: {status}"
    return int(said)


def recorded(library: ctypes.CDLL, act: Callable[[], None], log: Path) -> None:
    """Do the act in a child, which writes down in a file all that it does to files."""
    child = os.fork()
    if child == 0:
        code = CRASHED
        try:
            file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            library.faults_record(file)
            act()
            library.faults_record(-1)
            code = DONE
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    assert status == 0, f"the act fails without any fault: {status}"


def struck(
    library: ctypes.CDLL, act: Callable[[], None], at: int, fault: Fault, refused: type[Exception]
) -> int:
    """Do the act in a child with a fault at a call; its exit code, or minus the signal."""
    child = os.fork()
    if child == 0:
        code = CRASHED
        try:
            library.faults_arm(ctypes.c_long(at), fault.mode, int(fault.lasts))
            act()
            code = DONE
        except refused:
            code = REFUSED
        finally:
            library.faults_arm(ctypes.c_long(-1), COUNT, 0)
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
