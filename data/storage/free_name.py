"""A name that no file has yet."""

from pathlib import Path


def free_name(path: Path) -> Path:
    """The path, or the first like it with a number that no file has."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
