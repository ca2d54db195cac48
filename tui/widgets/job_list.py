"""The jobs at the left, grouped by department, with live and total offers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from data.records.list_rows import JobLine
from data.values.styled_text import Span
from tui.text import cell_len
from tui.widgets.columns import GAP, Column
from tui.widgets.virtual_table import ListRows, VirtualTable

ALL = -1
"""The key of the line for the offers of all jobs."""
_AROUND = 4
"""The border, the cursor's mark and the scroll bar."""


class JobEntry(NamedTuple):
    """A line of the list: a job, or (section) a department with the sum of its jobs."""

    key: int
    title: str
    live: int
    total: int
    section: bool
    is_open: bool = True


def entries(lines: Sequence[JobLine]) -> tuple[JobEntry, ...]:
    """The lines as they are shown: all offers first, then each department over its jobs."""
    shown: list[JobEntry] = []
    departments = [line.department for line in lines]
    for at, line in enumerate(lines):
        if line.id is None:
            shown.append(JobEntry(ALL, line.title, line.live, line.total, False))
            continue
        if line.department and (at == 0 or departments[at - 1] != line.department):
            shown.append(_department(line.department, len(shown), lines))
        shown.append(JobEntry(line.id, line.title, line.live, line.total, False, line.is_open))
    return tuple(shown)


def _department(name: str, place: int, lines: Sequence[JobLine]) -> JobEntry:
    jobs = [line for line in lines if line.department == name and line.id is not None]
    live, total = sum(job.live for job in jobs), sum(job.total for job in jobs)
    return JobEntry(-2 - place, name, live, total, True)


def _title(entry: JobEntry) -> tuple[Span, ...]:
    if entry.section:
        return (Span(entry.title, "strong muted"),)
    indent = "" if entry.key == ALL else " "
    return (Span(indent + entry.title, "" if entry.is_open else "muted"),)


def _counts(entry: JobEntry) -> tuple[Span, ...]:
    if entry.section:
        return (Span(str(entry.total), "muted"),)
    if entry.total == 0:
        return (Span("–", "muted"),)
    live = Span(f"{entry.live:,}", "value" if entry.live else "muted")
    return (live, Span(f"/{entry.total:,}", "muted"))


def _columns(lines: Sequence[JobLine]) -> tuple[Column[JobEntry], ...]:
    """The title, and the two numbers in no more cells than they need."""
    longest = max(lines, key=lambda line: line.total, default=None)
    room = len(f"{longest.live:,}/{longest.total:,}") if longest else 1
    return (
        Column[JobEntry]("title", "Job", 12, _title, 6, flex=True, priority=2),
        Column[JobEntry]("counts", "live/all", room, _counts, align="right", priority=1),
    )


class JobList(VirtualTable[JobEntry]):
    """Jobs to choose from; departments are headings."""

    def __init__(
        self,
        lines: Sequence[JobLine],
        *,
        on_cursor: Callable[[JobEntry | None], None],
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            _columns(lines),
            _rows(lines),
            header=False,
            section=lambda entry: entry.section,
            on_cursor=on_cursor,
            id=id,
            classes=classes,
        )
        self.border_title = "Jobs"
        self._needed = _needed(lines)

    @property
    def position_text(self) -> str:
        """The border says what the two numbers mean."""
        return "undecided of all"

    @property
    def needed_width(self) -> int:
        """The cells that the longest title and its numbers need, in the border."""
        return self._needed

    def set_lines(self, lines: Sequence[JobLine]) -> None:
        """Show the jobs as they are now; the cursor stays."""
        self._needed = _needed(lines)
        self.set_columns(_columns(lines))
        self.set_rows(_rows(lines), self.cursor_key)


def _needed(lines: Sequence[JobLine]) -> int:
    longest = max((cell_len(f" {line.title}") for line in lines), default=0)
    return longest + GAP + _columns(lines)[1].width + _AROUND


def _rows(lines: Sequence[JobLine]) -> ListRows[JobEntry]:
    return ListRows(entries(lines), lambda entry: entry.key)
