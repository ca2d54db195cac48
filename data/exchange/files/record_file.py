"""One file with its records, whatever its form: JSON in any arrangement, or a table."""

from collections.abc import Iterator
from pathlib import Path

from data.exchange.files import csv_rows
from data.exchange.files.csv_rows import Rows
from data.exchange.files.json_records import FileItem, Stream
from data.exchange.files.text_file import TextFile, Unreadable

JSON, CSV = "JSON", "CSV"


class Source:
    """An open file of records, to be gone through once; raises Unreadable.

    `header` names the columns of a table, and is empty for JSON.
    """

    def __init__(self, path: Path, *, as_table: bool = False) -> None:
        self.path = path
        is_table = as_table or csv_rows.is_called_table(path)
        self._file, self._ahead = _opened(path, csv_rows.encoding(path) if is_table else "")
        try:
            self.form = CSV if is_table or csv_rows.is_table(self._ahead) else JSON
            self._items, self.header = self._records()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[FileItem]:
        found = False
        for item in self._items:
            found = True
            yield item
        if not found:
            what = "a header without rows" if self.header else "an empty list"
            raise Unreadable(f"holds {what}: there is nothing to read.")

    @property
    def is_compressed(self) -> bool:
        """Whether it is unpacked on the way."""
        return self._file.is_compressed

    @property
    def bytes_done(self) -> int:
        """How much was read, as the file lies on the disk."""
        return self._file.bytes_done

    @property
    def bytes_total(self) -> int:
        """The size of the file; 0 when nobody can know."""
        return self._file.bytes_total

    def _records(self) -> tuple[Iterator[FileItem], tuple[str, ...]]:
        if self.form == JSON:
            if not self._ahead:
                raise Unreadable("is empty.")
            return iter(Stream(self._read)), ()
        rows = Rows(self._read)
        return iter(rows), rows.header

    def _read(self) -> str:
        ahead, self._ahead = self._ahead, ""
        return ahead or self._file.read()


def _opened(path: Path, encoding: str) -> tuple[TextFile, str]:
    """The file, and its first piece of text with something in it, empty if there is none."""
    file = TextFile(path, encoding)
    try:
        text = ahead = file.read()
        while text and not ahead.strip():
            text = ahead = file.read()
    except BaseException:
        file.close()
        raise
    return file, ahead if ahead.strip() else ""
