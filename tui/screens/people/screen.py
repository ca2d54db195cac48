"""The candidates: found as one types, with applications and all their offers at the right."""

from __future__ import annotations

from data.errors import NotFound
from data.lists import candidate_list
from data.lists.candidate_list import CandidateRow
from data.offers import notes
from data.people import applications, candidates, erasing
from data.people import joining as people_joining
from data.records.candidate_records import ApplicationRecord, ApplicationStatus
from data.values.text import count
from tui import report, screens
from tui.commands import key_of
from tui.screens.base.incremental_list import IncrementalSearch
from tui.screens.base.list_detail import ListDetailScreen
from tui.screens.base.picker import Picked
from tui.screens.people import candidate_lines, joining
from tui.text import content
from tui.widgets.choice import Option
from tui.widgets.lines_view import LinesView
from tui.widgets.virtual_table import VirtualTable

NO_CANDIDATES = f"""No candidates yet
The people you make offers to, with their applications.
Press {key_of("candidates", "new")} to add the first one."""
NONE_MATCH = f"""No candidate matches the filter
Press {key_of("candidates", "filter")} to change it, Esc to leave it."""

MEANING = {
    ApplicationStatus.ACTIVE: "still open",
    ApplicationStatus.HIRED: "locks the terms of its offers",
    ApplicationStatus.REJECTED: "turned down",
}


class CandidatesScreen(ListDetailScreen):
    """Candidates by last name, with their applications and offers."""

    commands_name = "candidates"
    place = "candidates"
    filter_hint = "words of name, email or notes, is:hired, job:engineer … F1 explains"
    vocabulary = "CANDIDATES"

    def __init__(self) -> None:
        self._applications: tuple[ApplicationRecord, ...] = ()
        self._joined: tuple[int, ...] = ()
        table = VirtualTable[CandidateRow](
            candidate_lines.COLUMNS,
            empty=NO_CANDIDATES,
            on_cursor=lambda row: self.detail_soon(),
            id="list",
            classes="pane",
        )
        detail = LinesView(empty="No candidate is selected.", id="detail", classes="pane")
        super().__init__(table, detail)
        self.detail.border_title = "Candidate"
        self._searching = IncrementalSearch(self, table, self._name_list, NONE_MATCH)
        self.show_list(None)

    def show_list(self, keep: int | None) -> None:
        """The candidates that match the words."""
        rows = candidate_list.passing(self._filter)
        self.table.set_empty(NONE_MATCH if self._words else NO_CANDIDATES)
        self.table.set_rows(rows, keep)
        self._searching.start()
        self._name_list()

    def _name_list(self) -> None:
        rows = self.table.rows
        more = rows.total.more
        wording = f"Candidates · {len(rows):,}{'+' if more else ''}"
        self.table.border_title = content(wording + (f" · / {self._words}" if self._words else ""))

    def show_detail(self, key: int | None, *, keep: bool) -> None:
        """Contact data, applications and offers of a candidate."""
        self._applications, self._joined = (), ()
        if key is None:
            self.detail.show_items(lambda width: ())
            return
        candidate = candidates.get(key)
        found, noted = applications.applications_of(key), notes.notes_on("candidate", key)
        self._applications, self._joined = found, people_joining.joined_with(key)
        hints = candidate_lines.hints(candidate, self._joined)
        self.detail.show_items(
            lambda width: candidate_lines.candidate_items(candidate, found, noted, width, hints),
            keep=keep,
        )

    # ------------------------------------------------------------ candidates

    def action_new(self) -> None:
        """Add a candidate."""
        self.app.push_screen(screens.CandidateFormScreen(None), self._saved)

    def action_edit(self) -> None:
        """Change the candidate."""
        candidate = candidates.get(self._candidate_id())
        self.app.push_screen(screens.CandidateFormScreen(candidate), self._saved)

    def action_note(self) -> None:
        """Add a note on the candidate."""
        candidate = candidates.get(self._candidate_id())
        self.add_note("candidate", candidate.id, candidate.name)

    def action_open(self) -> None:
        """Go to the candidate's offers; open the one under the cursor."""
        if self.in_detail:
            self.detail.action_open()
        else:
            self.go_to_detail()

    def on_virtual_table_opened(self) -> None:
        """Enter on a candidate goes to the offers."""
        self.go_to_detail()

    @property
    def can_undo_join(self) -> bool:
        """Whether somebody was joined with the candidate."""
        return bool(self._joined)

    def action_join(self) -> None:
        """Join the candidate with somebody, after asking who, and whether."""
        joining.choose(self, self._candidate_id(), self.show_saved)

    def action_undo_join(self) -> None:
        """Take the last joining back."""
        joining.take_back(self, self._candidate_id(), self.show_saved)

    def action_erase(self) -> None:
        """Remove the person for good, after asking."""
        candidate = candidates.get(self._candidate_id())

        def answered(yes: bool | None) -> None:
            if yes:
                with report.reported(self.app):
                    held = erasing.erase(candidate.id)
                    report.say(self.app, f"Candidate {candidate.id} is deleted")
                    if held:
                        report.say(self.app, held, warning=True)
                self.reload()

        lines = (
            "This cannot be undone. It is for a person's right to be forgotten.",
            "Gone for good: name, email, phone, notes, letters, reasons, texts of custom fields,",
            "and the daily copies of the desk. Copies that you made yourself still hold them.",
            *erasing.what_erasing_removes(candidate.id),
            "What stays: offers with their pay, dates and status, without any name.",
        )
        asked = screens.Confirm(f"Delete {candidate.name}", lines, yes="Delete", danger=True)
        self.app.push_screen(asked, answered)

    def action_export(self) -> None:
        """Write the offers of all listed candidates into a file."""
        from data.exchange.exporting import selection

        wanted = self._filter
        what = f"the offers of {count(len(self.table.rows), 'listed candidate')}"
        screens.export.offers(self, lambda: selection.of_candidates(wanted), what)

    def _candidate_id(self) -> int:
        if self.table.cursor_key is None:
            raise NotFound("No candidate is selected.")
        return self.table.cursor_key

    def _saved(self, candidate_id: int | None) -> None:
        if candidate_id is not None:
            self.show_saved(candidate_id)

    # ------------------------------------------------------------ applications and offers

    def on_lines_view_item_opened(self, event: LinesView.ItemOpened) -> None:
        """Enter on an offer opens it; on an application it makes an offer."""
        with report.reported(self.app):
            if event.key > 0:
                self.app.push_screen(screens.OfferScreen(event.key))
            else:
                self.action_new_offer()

    def action_new_offer(self) -> None:
        """Make a new offer for the chosen application, or for the candidate."""
        application = self._application()
        form = screens.OfferFormScreen(
            None,
            candidate_id=self._candidate_id(),
            job_id=application.job_id if application else None,
            application_id=application.id if application else None,
        )
        self.app.push_screen(form, self._offer_made)

    def action_application_status(self) -> None:
        """Mark the application active, hired or rejected."""
        application = self._application()
        if application is None:
            key = key_of("candidates", "reoffer")
            raise NotFound(
                f"This candidate has no application yet; {key} makes one, with an offer."
            )

        def picked(answer: Picked | None) -> None:
            if answer is not None and answer.values:
                self._mark(application, ApplicationStatus(str(answer.values[0])))

        options = [Option(status.value, status.value, MEANING[status]) for status in MEANING]
        title = f"Mark the application for {application.job_title or 'an unknown job'} as"
        picker = screens.Picker(title, options, value=(application.status.value,))
        self.app.push_screen(picker, picked)

    def _mark(self, application: ApplicationRecord, status: ApplicationStatus) -> None:
        with report.reported(self.app):
            after = applications.set_status(application.id, status)
            wording = f"{after.candidate_name}: application {after.status}"
            report.say(self.app, f"{wording} · {key_of('candidates', 'status')} changes it")
            self.reload()

    def _application(self) -> ApplicationRecord | None:
        """The application under the cursor of the detail, or of the offer there; else the first."""
        self.refresh_detail()
        key = self.detail.item_key
        for application in self._applications:
            if key in (-application.id, *(offer.id for offer in application.offers)):
                return application
        return next(iter(self._applications), None)

    def _offer_made(self, offer_id: int | None) -> None:
        if offer_id is not None:
            self.reload()
            self.detail.choose(offer_id)
