"""The jobs: by department, with pay, openings and offers; the chosen one in full at the right."""

from __future__ import annotations

from data.errors import NotFound
from data.jobs import job_openings, jobs
from data.lists import job_list
from data.lists.job_list import JobRow
from data.offers import notes
from data.values.text import count
from tui import report, screens
from tui.commands import key_of
from tui.screens.base.list_detail import ListDetailScreen
from tui.screens.jobs import job_lines
from tui.text import content
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import VirtualTable

NO_JOBS = f"""No jobs yet
A job is what people are offered: title, pay, openings.
Press {key_of("jobs", "new")} to make the first one."""
NONE_MATCH = f"""No job matches the filter
Press {key_of("jobs", "filter")} to change it, Esc to leave it."""


class JobsScreen(ListDetailScreen):
    """Jobs by department, with their openings."""

    commands_name = "jobs"
    place = "jobs"
    filter_hint = "words of title, department, location or notes, is:open … F1 explains"
    vocabulary = "JOBS"

    def __init__(self) -> None:
        self._rows: tuple[JobRow, ...] = ()
        table = VirtualTable[JobRow](
            job_lines.COLUMNS,
            empty=NO_JOBS,
            section=job_lines.is_heading,
            on_cursor=lambda row: self.detail_soon(),
            id="list",
            classes="pane",
        )
        detail = LinesView(empty="No job is selected.", id="detail", classes="pane")
        super().__init__(table, detail)
        self.detail.border_title = "Job"
        self.show_list(None)

    def show_list(self, keep: int | None) -> None:
        """The jobs that match the words."""
        self._rows = job_list.jobs(self._filter)
        self.table.set_empty(NONE_MATCH if self._words else NO_JOBS)
        self.table.set_rows(job_lines.with_departments(self._rows), keep)
        number = len(self._rows)
        wording = f"Jobs · {number:,} {'job' if number == 1 else 'jobs'}"
        self.table.border_title = content(wording + (f" · / {self._words}" if self._words else ""))

    def show_detail(self, key: int | None, *, keep: bool) -> None:
        """Pay, openings, fields and notes of a job."""
        if key is None:
            self.detail.show_items(lambda width: ())
            return
        job, row, noted = jobs.get(key), self._row(key), notes.notes_on("job", key)
        self.detail.show_items(lambda width: job_lines.job_items(job, row, noted, width), keep=keep)

    def _row(self, job_id: int) -> JobRow | None:
        return next((row for row in self._rows if row.id == job_id), None)

    # ------------------------------------------------------------ jobs

    @property
    def has_opening(self) -> bool:
        """Whether an opening is under the cursor."""
        return self.has_selection and self._opening_id() is not None

    def action_new(self) -> None:
        """Make a new job."""
        self.app.push_screen(screens.JobFormScreen(None), self._saved)

    def action_edit(self) -> None:
        """Change the job."""
        self.app.push_screen(screens.JobFormScreen(jobs.get(self._job_id())), self._saved)

    def action_note(self) -> None:
        """Add a note on the job."""
        job = jobs.get(self._job_id())
        self.add_note("job", job.id, job.name)

    def action_open(self) -> None:
        """Change the job, or the opening under the cursor."""
        if self.in_detail:
            self.detail.action_open()
        else:
            self.action_edit()

    def on_virtual_table_opened(self) -> None:
        """Enter on a job changes it."""
        with report.reported(self.app):
            self.action_edit()

    def action_export(self) -> None:
        """Write the offers of all listed jobs into a file."""
        from data.exchange.exporting import selection

        ids = tuple(row.id for row in self._rows)
        what = f"the offers of {count(len(ids), 'listed job')}"
        screens.export.offers(self, lambda: selection.of_jobs(ids), what)

    def _job_id(self) -> int:
        if self.table.cursor_key is None:
            raise NotFound("No job is selected.")
        return self.table.cursor_key

    def _saved(self, job_id: int | None) -> None:
        if job_id is not None:
            self.show_saved(job_id)

    # ------------------------------------------------------------ openings

    def action_openings(self) -> None:
        """Go to the job in full: its openings."""
        self.go_to_detail()

    def action_new_opening(self) -> None:
        """Add an opening to the job."""
        self._open_opening(None)

    def action_toggle_opening(self) -> None:
        """Close the opening under the cursor, or open it again."""
        self._open_opening(self._opening_id(), toggle=True)

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter on an opening changes it; on the last line it adds one."""
        with report.reported(self.app):
            self._open_opening(event.key if event.key != job_lines.ADD_OPENING else None)

    def _opening_id(self) -> int | None:
        return self.detail.item_key or None

    def _open_opening(self, opening_id: int | None, *, toggle: bool = False) -> None:
        job = jobs.get(self._job_id())
        opening = None if opening_id is None else job_openings.opening_record(opening_id)
        form = screens.OpeningFormScreen(job, opening, toggle=toggle)
        self.app.push_screen(form, self._opening_saved)

    def _opening_saved(self, opening_id: int | None) -> None:
        if opening_id is not None:
            self.reload()
            self.detail.choose(opening_id)
