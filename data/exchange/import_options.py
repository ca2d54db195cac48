"""What a person asks of an import, and the progress it reports."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from data import errors
from data.exchange.files.how_read import AS_IT_IS, HowRead
from data.exchange.import_report import Report
from data.values.status import Status


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How files are read.

    `system` is the short name of the only system looked for, `kind` what every record is stated to
    be; with `skip_bad` a broken line is left out instead of its file; `dates`
    is dmy or mdy for dates that could be two days; `known` is join or new for rows that may be
    about offers which are here from elsewhere; `application` and `offer`
    are what requests without an id of their own are meant for; `mapping` says what columns of
    tables mean, `columns` what those of single files do, `statuses` what words for a status do;
    `how` says how files are written, `hows` how single ones are.
    """

    system: str | None = None
    kind: str = ""
    dry_run: bool = False
    skip_bad: bool = False
    dates: str = ""
    known: str = ""
    prefer_theirs: bool = False
    application: int | None = None
    offer: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[Path, Mapping[str, str]] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    how: HowRead = AS_IT_IS
    hows: Mapping[Path, HowRead] = field(default_factory=dict)

    def of(self, path: Path) -> "ImportOptions":
        """The options for one file."""
        mapping = {**self.mapping, **self.columns.get(path, {})}
        return replace(self, mapping=mapping, how=self.hows.get(path, self.how))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of one file is; `bytes_total` 0 when nobody can know."""

    file: Path
    records: int
    bytes_done: int
    bytes_total: int


class Stopped(errors.Stopped):
    """The import was stopped: the file in work is left out whole.

    `report` has what was done before, filled in by the import.
    """

    def __init__(self, text: str = "The import was stopped.") -> None:
        super().__init__(text)
        self.report = Report()
