"""A quick look at files before they are read: what is recognised in them. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from data.exchange import registry
from data.exchange.backup import restore_report
from data.exchange.csv import csv_columns, table_memory
from data.exchange.files import json_rows
from data.exchange.files.how_read import AS_IT_IS, HowRead
from data.exchange.files.json_records import FileItem
from data.exchange.files.record_file import JSON, Source
from data.exchange.files.text_file import Unreadable
from data.exchange.recognition import Recogniser
from data.exchange.record_reader import Refused
from data.values.text import one_line

_UNKNOWN = "not known"
LOOKED_AT = 200
"""Records of each file that are looked at."""


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a file seems to hold, judged by its first records.

    `kinds` are (what, how many of those looked at), `columns` of a table (name, meaning) with the
    first row's cells as `sample`, and `problem` what is wrong with it, shown behind its name.
    `is_whole`: it has no further records. `sheets` are those of a spreadsheet, `encodings` what
    the text may be where it is not UTF-8 (name, label, a line of it); `how` says what was decided.
    """

    path: Path
    size: int = 0
    form: str = JSON
    is_compressed: bool = False
    kinds: tuple[tuple[str, int], ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    looked_at: int = 0
    is_whole: bool = False
    problem: str = ""
    sample: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    how: str = ""
    encodings: tuple[tuple[str, str, str], ...] = ()


def look(
    paths: Iterable[Path],
    *,
    system: str | None = None,
    how: HowRead = AS_IT_IS,
    hows: Mapping[Path, HowRead] = MappingProxyType({}),
) -> tuple[FilePlan, ...]:
    """What each file holds, as far as its first records show; options as in ImportOptions."""
    as_table = registry.is_table(system)
    return tuple(_look(path, hows.get(path, how), as_table=as_table) for path in paths)


def _look(path: Path, how: HowRead, *, as_table: bool) -> FilePlan:
    try:
        with Source(path, as_table=as_table, how=how) as source:
            found: list[FileItem] = []
            problem = ""
            try:
                found += islice(source, LOOKED_AT + 1)
            except Unreadable as error:
                problem = error.text
            return _plan(source, found, problem)
    except Unreadable as error:
        return FilePlan(path, problem=error.text)


def _plan(source: Source, found: list[FileItem], problem: str) -> FilePlan:
    header = source.header or _keys(source, found)
    columns = csv_columns.chosen(header, table_memory.recall(header).columns)
    if found and restore_report.is_dump(found[0]):
        kinds = Counter((restore_report.WORDS,))
    else:
        recognise = _recogniser(source)
        kinds = Counter(_kind(item, source.header, recognise) for item in found[:LOOKED_AT])
    return FilePlan(
        source.path,
        source.bytes_total,
        source.form,
        source.is_compressed,
        tuple(kinds.most_common()),
        tuple(columns.items()),
        min(len(found), LOOKED_AT),
        len(found) <= LOOKED_AT and not problem,
        problem,
        _sample(found, header),
        source.sheets,
        source.how,
        source.guess.choices() if source.guess is not None else (),
    )


def _recogniser(source: Source) -> Recogniser:
    if source.header:
        return Recogniser(registry.of_table(source.header, {}))
    return registry.recogniser(file_name=source.path.stem)


def _keys(source: Source, found: list[FileItem]) -> tuple[str, ...]:
    """The keys of objects of no known system, of which a person may say what they mean."""
    if source.form != JSON or not found or restore_report.is_dump(found[0]):
        return ()
    recognise = _recogniser(source)
    kinds = {_kind(item, (), recognise) for item in found[:LOOKED_AT]}
    return json_rows.header_of(found[:LOOKED_AT]) if kinds == {_UNKNOWN} else ()


def _sample(found: list[FileItem], header: tuple[str, ...]) -> tuple[str, ...]:
    """The first row's cells, to see what a column holds."""
    row = found[0].value if header and found else {}
    cells = dict(json_rows.flat(row)) if isinstance(row, dict) else {}
    return tuple(one_line(str(cells.get(name, ""))) for name in header)


def _kind(item: FileItem, header: tuple[str, ...], recognise: Recogniser) -> str:
    """What a record is, in words."""
    if item.problem is not None:
        return "not readable"
    try:
        system, kind, _ = recognise(item.value, item.label)
    except Refused:
        return _UNKNOWN
    return kind.words if header else f"{system.title} {kind.words}"
