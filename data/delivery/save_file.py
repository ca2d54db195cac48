"""Saves a letter or an attached file to a file, or under its own name in a folder."""

from pathlib import Path

from data.delivery.delivery_records import NamedFile
from data.errors import DataError
from data.storage.safe_files import writing
from data.values.text import one_line


def save(made: NamedFile, place: Path, *, force: bool = False) -> Path:
    """Write it to a file, or under its own name into a folder; gives the file.

    Private to its owner, whole or not at all; a file that is there stays, but for `force`. Raises
    a DataError that says why it cannot be written.
    """
    path = target(made.name, place)
    with writing(path, force=force) as file:
        file.write(made.data)
    return path


def target(name: str, place: Path) -> Path:
    """The file that something of this name becomes in a place."""
    try:
        path = place.expanduser()
        return path / name if path.is_dir() else path
    except (OSError, ValueError, RuntimeError):
        raise DataError(f"{one_line(str(place))} is no place to write to.") from None


def refuse_taken(path: Path) -> None:
    """Raise a DataError when there is a file of this name already, before anything is made."""
    if path.exists() or path.is_symlink():
        raise DataError(f"{path.name} is there already.")


def make_folder(folder: Path) -> None:
    """Make the folder, private to its owner, if it is not there; raises a DataError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise DataError(f"{one_line(str(folder))} is a file; name a folder.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise DataError(f"The folder {one_line(str(folder))} cannot be made: {why}.") from None
