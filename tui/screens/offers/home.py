"""The home screen: jobs at the left, the offers of the chosen one, the letter at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from data.filters import filter
from data.filters.filter import Filter
from data.lists import offer_list
from data.records.list_rows import OfferRow
from data.settings import settings
from data.storage import changes
from tui import report, screens
from tui.commands import key_of, shared
from tui.performance.borders import set_border_title
from tui.screens.base.incremental_list import IncrementalSearch
from tui.screens.offers.offer_list import OfferListScreen
from tui.screens.offers.room import JOBS, Room, share
from tui.text import content
from tui.widgets import offer_table
from tui.widgets.job_list import ALL, JobEntry, JobList
from tui.widgets.letter_view import LetterView
from tui.widgets.top_bar import TopBar
from tui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from data.filters.completion import Completions
    from data.filters.suggestions import DeskSource
    from data.records.offer_records import OfferRecord
    from tui.widgets.filter_bar import FilterBar

PREVIEW_AFTER = 0.06
"""Seconds without a key after which the letter of the highlighted offer is shown."""

WARM_AFTER = 0.5
"""Seconds after the first letter until what live ones need is imported, unless one is shown."""

COUNT_AFTER = 0.25
"""Seconds after the first frame until what needs a person is counted."""

NONE_HERE = f"""No offers for this job
Press {key_of("offers", "new")} to make one."""
NONE_MATCH = f"""Nothing matches the filter
Press {key_of("offers", "filter")} to change it, Esc to leave it."""


class OffersScreen(OfferListScreen):
    """Offers by job, with the letter of the one under the cursor."""

    commands_name = "offers"
    place = "offers"
    AUTO_FOCUS = "#offers"

    def __init__(self) -> None:
        super().__init__()
        self._timer: Timer | None = None
        self._mark = changes.mark()
        self._lines = offer_list.job_lines()
        self.job_list = JobList(self._lines, on_cursor=self._job_chosen, id="jobs", classes="pane")
        self.table.set_rows(offer_list.offers(order=self._order))
        self._say_why_empty()
        self.table.on_cursor = self._offer_highlighted
        self.letter = LetterView(empty="No offer is selected.", id="letter", classes="pane")
        self.letter.border_title = "Letter"
        self.filter_bar: FilterBar | None = None
        self.searching = IncrementalSearch(self, self.table, self.name_list, NONE_MATCH)
        self._source: DeskSource | None = None

    def compose_body(self) -> ComposeResult:
        """The three panes; narrow terminals show fewer (styles/screens.tcss)."""
        with Horizontal(id="panes"):
            yield self.job_list
            yield self.table
            yield self.letter

    def on_mount(self) -> None:
        """Say where one is; what needs a person is counted after the first frame."""
        self.set_class(not settings.get("show_letter"), "-no-letter")
        self.share_room()
        self.name_list()
        self.set_timer(COUNT_AFTER, self.count_attention)
        self._timer = self.set_interval(PREVIEW_AFTER, self._keys_paused, pause=True)
        self.call_after_refresh(self._first_letter)

    def on_resize(self) -> None:
        """There is more room now, or less."""
        had = self.letter.display
        self.share_room()
        if self.letter.display and not had:
            self.call_after_refresh(self.show_letter)

    def _room(self) -> Room:
        return share(
            self.app.size.width, self.job_list.needed_width,
            jobs=not self.has_class("-no-jobs"), letter=not self.has_class("-no-letter"),
        )  # fmt: skip

    def share_room(self) -> None:
        """Give each pane its cells; the letter alone, or a pane made the whole, takes them all."""
        if self.maximized is not None:
            self.maximized.styles.width = "1fr"
            return
        room, alone = self._room(), self.has_class("-letter-only")
        jobs_too = self.has_class("-jobs-too")
        self.job_list.display = not alone and (room.jobs > 0 or jobs_too)
        self.job_list.styles.width = room.jobs or JOBS
        self.table.display = not alone
        self.table.styles.width = "1fr"
        self.letter.display = alone or room.letter > 0
        self.letter.styles.width = "1fr" if alone else room.letter

    def action_reload(self) -> None:
        """Read the records again, whether or not anything was written."""
        self._mark = -1
        self.reload()

    def reload(self) -> None:
        """Read jobs, offers and letter again, if anything was written since."""
        mark = changes.mark()
        if mark == self._mark:
            return
        self._mark = mark
        self._lines = offer_list.job_lines()
        self.job_list.set_lines(self._lines)
        self.share_room()
        self.show_offers(self.table.cursor_key)
        self._preview_soon()
        self.set_timer(COUNT_AFTER, self.count_attention)

    def show_offer(self, offer_id: int) -> None:
        """Put the cursor on an offer, leaving filter and job when they hide it."""
        self.reload()
        if self.table.move_to_key(offer_id):
            return
        self._filter, self._filter_text = Filter(), ""
        if self.filter_bar is not None:
            self.filter_bar.close()
        self.job_list.move_to_key(ALL)
        self.show_offers(offer_id)

    # ------------------------------------------------------------ the lists

    def _job_chosen(self, entry: JobEntry | None) -> None:
        job = None if entry is None or entry.key == ALL else entry.key
        if job != self._job and self.is_mounted:
            self._job = job
            self.show_offers(None)

    def show_offers(self, keep: int | None) -> None:
        """Read the list again, with the cursor on the offer `keep`."""
        everything = self._job is None
        self.table.set_columns(offer_table.columns(self.chosen_columns, of_a_job=not everything))
        self.table.set_rows(offer_list.offers(self._job, self._filter, self._order), keep)
        self._say_why_empty()
        self.searching.start()
        self.name_list()

    def _say_why_empty(self) -> None:
        """A list without offers says what to do about it."""
        if self.is_empty_desk:
            from tui.screens.offers import first_steps

            self.table.set_empty(first_steps.lines(len(self._lines) - 1))
        else:
            self.table.set_empty(NONE_MATCH if self._filter != Filter() else NONE_HERE)

    @property
    def is_empty_desk(self) -> bool:
        """Whether there is no offer at all."""
        return not self._lines[0].total

    def action_demo(self) -> None:
        """Look at a desk of made-up offers, and come back."""
        from tui.screens.offers import first_steps

        first_steps.show_demo(self.app)

    def name_list(self) -> None:
        """Say above the list whose offers it shows, how many, and by which filter."""
        line = next((line for line in self._lines if line.id == self._job), self._lines[0])
        rows = self.table.rows
        more = rows.total.more
        number = f"{len(rows):,}{'+' if more else ''}"
        words = f"{line.title} · {number} {'offer' if len(rows) == 1 else 'offers'}"
        if self._filter_text:
            words += f" · / {self._filter_text}"
        if self.table.marked:
            words += f" · {len(self.table.marked):,} marked"
        set_border_title(self.table, content(words))

    def set_filter(self, text: str) -> None:
        """Show what matches, with the filter in its field when that is open; raises FilterError."""
        self._filtered(text)
        if self.filter_bar is not None:
            self.filter_bar.value = text

    def count_attention(self) -> None:
        """Say at the top how much needs a person."""
        from data.board import headline
        from tui.widgets.attention_line import forms

        longest, *shorter = forms(headline.counts())
        bar = self.query_one(TopBar)
        bar.say(longest, "warn" if longest else "muted", shorter=shorter, command=shared.BOARD)

    # ------------------------------------------------------------ the letter

    def _offer_highlighted(self, row: OfferRow | None) -> None:
        self.searching.near()
        self._preview_soon()

    def _preview_soon(self) -> None:
        """The letter follows when the keys pause, so that it never makes one wait."""
        if self._timer is not None:
            self._timer.reset()
            self._timer.resume()

    def _first_letter(self) -> None:
        """After the first frame: a sent letter at once, a live one when all it needs is there."""
        from data.offers import warm_up

        row = self.table.cursor_row
        steps = warm_up.letters()
        if not (self.letter.display and self.letter.size.width and row is not None):
            return
        if screens.show_sent(self.letter, row.id):
            self.set_timer(WARM_AFTER, partial(self._warm_up, steps))
        else:
            self._warm_up(steps, then=self.show_letter)

    def _warm_up(self, steps: Iterator[str], then: Callable[[], None] | None = None) -> None:
        """One step; keys that came in the meantime are heard before the next."""
        if next(steps, ""):
            self.call_later(self._warm_up, steps, then)
        elif then is not None:
            then()

    def _keys_paused(self) -> None:
        if self._timer is not None:
            self._timer.pause()
        self.show_letter()

    def show_letter(self) -> None:
        """Show the letter of the offer under the cursor, now."""
        if not self.letter.display or not self.letter.size.width:
            return
        row = self.table.cursor_row
        if row is None:
            self.letter.show_letter(lambda width: ())
            return
        with report.reported(self.app):
            screens.show_letter(self.letter, row.id)

    def action_letter(self) -> None:
        """Show or hide the letter; on narrow terminals it takes the place of the list."""
        self.minimize()
        jobs = not self.has_class("-no-jobs")
        if share(self.app.size.width, 0, jobs=jobs).letter and not self.has_class("-letter-only"):
            hidden = not self.has_class("-no-letter")
            self.set_class(hidden, "-no-letter")
            settings.put("show_letter", not hidden)
        else:
            self.toggle_class("-letter-only")
        self.share_room()
        if not self._room().letter:
            (self.letter if self.has_class("-letter-only") else self.table).focus()
        self.call_after_refresh(self.show_letter)

    def action_jobs_pane(self) -> None:
        """Show or hide the jobs at the left."""
        self.minimize()
        narrow = not share(self.app.size.width, 0).jobs
        self.toggle_class("-jobs-too" if narrow else "-no-jobs")
        self.share_room()
        (self.job_list if self.job_list.display else self.table).focus()

    # ------------------------------------------------------------ filter

    def _completions(self, text: str, cursor: int) -> Completions:
        """What could stand at the cursor of the filter."""
        if self._source is None:
            from data.filters.suggestions import DeskSource

            self._source = DeskSource()
        return filter.complete(text, cursor, self._source)

    def on_filter_bar_explain(self) -> None:
        """Show everything that a filter can say."""
        self.app.push_screen(screens.FilterHelpScreen())

    async def action_filter(self) -> None:
        """Type a filter for the offers."""
        from tui.widgets.filter_bar import FilterBar

        if self.filter_bar is None:
            self.filter_bar = FilterBar(
                partial(self._filtered, typing=True),
                on_enter=self._filtered,
                complete=self._completions,
                placeholder="words, status:sent, is:live, salary>100k … F1 explains",
            )
            await self.mount(self.filter_bar)
        if not self.filter_bar.value:
            self.filter_bar.value = self._filter_text  # a view's, perhaps
        self.filter_bar.open(self.table)
        self.call_after_refresh(
            import_module, "data.filters.offer_conditions"
        )  # before the first letter

    def _filtered(self, text: str, *, typing: bool = False) -> None:
        """Show what matches; raises FilterError, and the list stays as it is."""
        wanted = filter.parse(text, typing=typing)
        if wanted != self._filter:
            offer_list.check(wanted)
            self._filter = wanted
            self._filter_text = text.strip()
            self.show_offers(self.table.cursor_key)
        elif text.strip() != self._filter_text:
            self._filter_text = text.strip()
            self.name_list()

    def on_filter_bar_done(self) -> None:
        """The filter stays; the list has the keys again."""
        self.table.focus()

    def on_filter_bar_closed(self) -> None:
        """The filter is gone; so is what it hid."""
        self._filtered("")
        self.table.focus()

    # ------------------------------------------------------------ doing things with an offer

    def on_virtual_table_opened(self, event: VirtualTable.Opened) -> None:
        """Open an offer; a job's list gets the keys."""
        if event.table is self.job_list:
            self.table.focus()
        else:
            with report.reported(self.app):
                self.app.push_screen(screens.OfferScreen(event.key))

    def action_back(self) -> None:
        """Leave the letter, then the filter, then the job."""
        if self.has_class("-letter-only"):
            self.action_letter()
        elif self.filter_bar is not None and self.filter_bar.is_open:
            self.filter_bar.action_close()
        elif not self.table.has_focus:
            self.table.focus()
        elif self._job is not None:
            self.job_list.move_to_key(ALL)

    def action_new(self) -> None:
        """Make a new offer, for the chosen job."""
        form = screens.OfferFormScreen(None, job_id=self._job or None)
        self.app.push_screen(form, self.show_changed)

    def action_letters_out(self) -> None:
        """Write the letters of the marked offers, or of all listed ones, into a folder."""
        self.app.push_screen(screens.DeliverManyDialog(self.meant(), self.meant_words()))

    def action_copy(self) -> None:
        """Copy the letter as text."""
        screens.copying.copy_letter(self.app, self.letter_html(), "the letter")

    def letter_html(self) -> str:
        """The letter of the offer under the cursor."""
        key = self.table.cursor_key
        return screens.html_of(key) if key is not None else ""

    @property
    def has_selection(self) -> bool:
        """Whether there is an offer under the cursor."""
        return self.table.cursor_key is not None

    def current_offer(self) -> OfferRecord:
        """The offer under the cursor; raises NotFound."""
        from data.errors import NotFound
        from data.offers import offers

        if self.table.cursor_key is None:
            raise NotFound("No offer is selected.")
        return offers.get(self.table.cursor_key)

    def show_changed(self, offer_id: int | None) -> None:
        """Put the cursor on an offer that was saved."""
        if offer_id is not None:
            self.show_offer(offer_id)
