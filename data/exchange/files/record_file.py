"""One file with its records, whatever its form: JSON in any arrangement, a table, a spreadsheet."""

from collections.abc import Iterator
from pathlib import Path

from data.exchange.files import csv_rows, text_encodings
from data.exchange.files.csv_rows import Rows
from data.exchange.files.how_read import AS_IT_IS, HowRead
from data.exchange.files.json_records import FileItem, Stream
from data.exchange.files.text_encodings import Guess
from data.exchange.files.text_file import TextFile, Unreadable

JSON, CSV, SHEET = "JSON", "CSV", "Spreadsheet"


class Source:
    """An open file of records, to be gone through once; raises Unreadable.

    `header` names the columns of a table, and is empty for JSON; `sheets` are those of a
    spreadsheet, `sheet` is the one that is read.
    """

    sheets: tuple[str, ...] = ()
    sheet = ""

    def __init__(
        self,
        path: Path,
        *,
        as_table: bool = False,
        skip_bad: bool = False,
        how: HowRead = AS_IT_IS,
    ) -> None:
        """`as_table`: whatever it is called; `skip_bad`: broken lines are items with a problem."""
        self.path = path
        self._skip_bad = skip_bad
        self._encoding, self._is_rows = how.encoding, how.as_rows
        self._file, is_table, self.guess = _opened(path, how.encoding, as_table=as_table)
        try:
            if self._file.is_zip:
                self._items, self.header = self._of_sheet(how.sheet)
                return
            if how.sheet:
                raise Unreadable("has no sheets: it is no spreadsheet.")
            self._ahead = _first_text(self._file)
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
    def how(self) -> str:
        """What was decided about it that a person may want otherwise, in words."""
        if self._encoding:
            return f"encoding {text_encodings.label(self._file.encoding)}"
        if self.guess is not None:
            return self.guess.words
        return f"sheet {self.sheet}" if len(self.sheets) > 1 else ""

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

    def _of_sheet(self, sheet: str) -> tuple[Iterator[FileItem], tuple[str, ...]]:
        from data.exchange.files import sheet_rows

        self.form = SHEET
        rows = sheet_rows.SheetRows(self._file.whole(sheet_rows.LARGEST), sheet)
        self.sheets, self.sheet = rows.sheets, rows.sheet
        return iter(rows), rows.header

    def _records(self) -> tuple[Iterator[FileItem], tuple[str, ...]]:
        if self.form == JSON:
            if not self._ahead:
                raise Unreadable("is empty.")
            items = iter(Stream(self._read, skip_bad=self._skip_bad))
            return self._as_rows(items) if self._is_rows else (items, ())
        rows = Rows(self._read, skip_bad=self._skip_bad)
        return iter(rows), rows.header

    def _as_rows(self, items: Iterator[FileItem]) -> tuple[Iterator[FileItem], tuple[str, ...]]:
        from data.exchange.files.json_rows import JsonRows

        rows = JsonRows(items)
        return iter(rows), rows.header

    def _read(self) -> str:
        ahead, self._ahead = self._ahead, ""
        return ahead or self._file.read()


def _opened(path: Path, stated: str, *, as_table: bool) -> tuple[TextFile, bool, Guess | None]:
    """The file in the encoding that it has, whether it is a table, and what was guessed."""
    file = TextFile(path, text_encodings.stated(stated) if stated else "")
    if file.is_zip:
        return file, True, None
    is_table = as_table or csv_rows.is_called_table(path) or csv_rows.is_table(file.start)
    guess = text_encodings.guess(path) if is_table else None
    if guess is not None and not stated:
        file.close()
        file = TextFile(path, guess.name)
    return file, is_table, guess


def _first_text(file: TextFile) -> str:
    """The first piece of text with something in it, empty if there is none."""
    text = file.read()
    while text and not text.strip():
        text = file.read()
    return text if text.strip() else ""
