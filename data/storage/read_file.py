"""Files in, whole: a regular file of at most so many bytes, opened without waiting."""

import os
import stat
from pathlib import Path


def beginning(path: Path, most: int) -> bytes | None:
    """The first bytes of a regular file, one more than allowed; None for anything else.

    Opened without waiting, because a pipe would wait for ever. Raises OSError and ValueError.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        return None
    with os.fdopen(number, "rb") as file:
        return file.read(most + 1)
