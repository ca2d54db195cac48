"""Standard input, output and error as they may be: closed, full, left early, of any encoding."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

_LOST = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""What writing to standard output fails with; files of the desk say so themselves."""


class _Closed(io.RawIOBase):
    """What stands for an output that is closed: writing fails, as the system says it does."""

    is_hushed = False
    """Whether that was said already; what is left in a buffer goes nowhere then."""

    def writable(self) -> bool:
        """Whether it can be written to, as far as that is asked."""
        return True

    def write(self, data: Any) -> int:
        """Fail, until nobody listens any more."""
        if self.is_hushed:
            return len(data)
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def prepare() -> None:
    """Take the places of closed streams, so that no file of ours gets their number; speak UTF-8.

    UTF-8 into pipes whatever the locale says; a terminal that cannot gets question marks.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BytesIO())
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Closed()), encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            _speak_utf8(stream)


def _speak_utf8(stream: io.TextIOWrapper) -> None:
    if stream.isatty():
        stream.reconfigure(errors="replace")
    else:
        stream.reconfigure(encoding="utf-8", errors="replace")


def is_lost(error: OSError) -> bool:
    """Whether this came of writing to standard output."""
    return error.errno in _LOST and error.filename is None


def hush() -> None:
    """Nothing more is written to standard output, not even on leaving."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except OSError:  # it was closed from the beginning
        _Closed.is_hushed = True
        sys.stdout = io.TextIOWrapper(io.FileIO(nowhere, "w"), encoding="utf-8")
